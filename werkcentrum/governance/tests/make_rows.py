"""A decision, a power, a case and a signature with a known id, for addresses that name one."""

from typing import Any
from uuid import UUID

from django.db.models import Model

from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.governance.models import (
    Agreement,
    AgreementVersion,
    Body,
    Clause,
    Decision,
    Mandate,
    OfficeHolder,
    Party,
    Proposal,
    Signature,
)
from werkcentrum.governance.tests.make import LONG_AGO, make_body, make_municipality_party
from werkcentrum.partners.models import Organisation, Region

ORGANISATION = "gemeente-duindorp"


def make_decided(region: Region, pk: str) -> None:
    """All rows have this id. The agreement is to be signed, and somebody did; nobody confirmed."""
    known = Organisation.objects.filter(region=region, key=ORGANISATION).first()
    town = known or make_municipality_party(region, ORGANISATION)
    mayor = make_body(town, Body.Kind.MAYOR)
    _one(Body, pk, organisation=town, key=f"x-{pk[-4:]}", kind="advisory_council", name="x")
    _one(OfficeHolder, pk, organisation=town, kind="acting_mayor", name="x", starts_on=LONG_AGO)
    proposal = _one(Proposal, pk, region=region, organisation=town, reference=f"zaak-{pk[-4:]}",
                    title="x", made_on=MONDAY)  # fmt: skip
    decision = _one(Decision, pk, body=mayor, proposal=proposal, number="x", title="x",
                    decided_on=MONDAY)  # fmt: skip
    _one(Mandate, pk, organisation=town, number="x", kind="power_of_attorney", giver=mayor,
         decision=decision, holder_name="x", holder_function="x", subject="x", starts_on=LONG_AGO,
         may_pass_on=True)  # fmt: skip
    agreement = _one(Agreement, pk, region=region, reference=f"x-{pk[-4:]}", kind="cooperation",
                     title="x", rule="all_signed", stage="to_sign")  # fmt: skip
    party = _one(Party, pk, agreement=agreement, organisation=town, capacity="x")
    _one(Clause, pk, agreement=agreement, position=1, heading="x", body="x")
    version = _one(AgreementVersion, pk, agreement=agreement, number=1, clauses=[], pdf=b"%PDF",
                   digest="0" * 64, made_at=MONDAY_MORNING, made_by="x")  # fmt: skip
    _one(Signature, pk, party=party, version=version, signer_name="x", signer_function="x",
         signed_on=MONDAY, place="x", way="scan", scan=b"%PDF", scan_name="x.pdf",
         digest="0" * 64, registered_by="x", registered_at=MONDAY_MORNING)  # fmt: skip


def _one(model: type[Model], pk: str, **values: Any) -> Any:
    """The row with this id; the same one when somebody made it already."""
    return model._default_manager.get_or_create(pk=UUID(pk), defaults=values)[0]
