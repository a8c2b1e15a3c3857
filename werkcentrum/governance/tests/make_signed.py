"""Versions and signatures, without the check of authority that the action makes."""

import hashlib
from datetime import date

from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.governance.models import Agreement, AgreementVersion, Signature
from werkcentrum.governance.tests.make import SIGNED_ON


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
