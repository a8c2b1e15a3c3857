"""Model clauses, versions and signatures, without the checks that the actions make."""

import hashlib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from werkcentrum.catalogue.regionfolder.reading import FolderReader, Problems
from werkcentrum.catalogue.regionfolder.syncing import Sync
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.governance.agreements.clause_folder import read_clauses
from werkcentrum.governance.agreements.clause_part import ClausesPart
from werkcentrum.governance.agreements.force_actions import bring_into_force
from werkcentrum.governance.models import (
    Agreement,
    AgreementKind,
    AgreementVersion,
    ClauseTemplate,
    Signature,
)
from werkcentrum.governance.tests.make import SIGNED_ON, make_agreement
from werkcentrum.partners.models import Organisation, Region

REGIONS = Path(__file__).resolve().parents[3] / "regions"


def make_version(
    agreement: Agreement, number: int = 1, *clauses: tuple[str, str]
) -> AgreementVersion:
    """A text to sign; its PDF is no PDF."""
    pdf = f"{agreement.pk} {number}".encode()
    return AgreementVersion.objects.create(
        agreement=agreement, number=number, pdf=pdf, digest=hashlib.sha256(pdf).hexdigest(),
        clauses=[list(pair) for pair in clauses or (("Doel", "Samenwerken."),)],
        made_at=MONDAY_MORNING, made_by="0190-karin",
    )  # fmt: skip


def make_signature(
    agreement: Agreement, key: str, *, on: date = SIGNED_ON, confirmed_by: str = "0190-els"
) -> Signature:
    """The party with this key signed the newest version, and somebody else saw to it."""
    version = agreement.versions.order_by("-number").first() or make_version(agreement)
    return Signature.objects.create(
        party=agreement.parties.get(organisation__key=key), version=version,
        signer_name="Noor Duin", signer_function="burgemeester", signed_on=on, place="Duindorp",
        way=Signature.Way.SCAN, scan=b"%PDF", scan_name="scan.pdf", digest="0" * 64,
        registered_by="0190-karin", registered_at=MONDAY_MORNING, confirmed_by=confirmed_by,
        confirmed_at=MONDAY_MORNING if confirmed_by else None,
    )  # fmt: skip


def make_templates(region: Region) -> None:
    """Four model clauses: short, and with what is filled in by the house and by people."""
    kinds = [AgreementKind.COOPERATION, AgreementKind.LOCAL_HOST, AgreementKind.ADDENDUM]
    rows = (
        ("parties", "Partijen", "[partijen]", "Gemeentewet 171", [*kinds, "accession"]),
        ("goal", "Doel", "Samen werken in [regio], op zaaknummer [zaaknummer].",
         "Besluit SUWI 2.3 lid 1 onder a", kinds),
        ("place", "Ruimte", "De ruimte is [vul in: welke ruimte].", "", ["local_host"]),
        ("term", "Looptijd", "Zij treedt in werking [inwerkingtreding] en geldt [looptijd].", "",
         [*kinds, "accession"]),
    )  # fmt: skip
    ClauseTemplate.objects.bulk_create(
        ClauseTemplate(region=region, key=key, heading=heading, body=body, source=source,
                       kinds=[str(kind) for kind in those], position=position)
        for position, (key, heading, body, source, those) in enumerate(rows, start=1)
    )  # fmt: skip


def model_clauses() -> list[dict[str, Any]]:
    """Those that every region begins with, as their file says them; without a mistake in it."""
    problems = Problems()
    base, none = (FolderReader(REGIONS / name, problems) for name in ("_base", "none"))
    found = read_clauses(base, none, problems)
    assert not problems
    return found


def make_model_clauses(region: Region) -> None:
    """All of them in a region."""
    ClausesPart().apply(Sync(region), model_clauses(), on=MONDAY)


def make_in_force(region: Region, *parties: Organisation, **values: Any) -> Agreement:
    """Signed a week ago by all, so it holds."""
    agreement = make_agreement(region, *parties, stage=Agreement.Stage.TO_SIGN, **values)
    make_version(agreement)
    for one in parties:
        make_signature(agreement, one.key, on=MONDAY - timedelta(days=7))
    bring_into_force(agreement=agreement, by="0190-els", at=MONDAY_MORNING)
    return agreement
