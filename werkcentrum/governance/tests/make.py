"""Organisations with their bodies and the people who speak for them, in a few lines."""

from datetime import date, timedelta
from typing import Any

from werkcentrum.core import clock
from werkcentrum.governance.models import (
    Agreement,
    AgreementKind,
    Body,
    Decision,
    DecisionPoint,
    Mandate,
    OfficeHolder,
    Party,
)
from werkcentrum.partners.models import Organisation, PartnerStanding, Region
from werkcentrum.partners.tests.make import make_organisation

# Everybody was in office well before what the tests do.
LONG_AGO = date(2024, 1, 1)
DECIDED_ON = date(2025, 6, 10)
SIGNED_ON = date(2025, 6, 27)


def make_body(organisation: Organisation, kind: str = Body.Kind.EXECUTIVE) -> Body:
    """The body of this kind; the same one when it is there already."""
    return Body.objects.get_or_create(
        organisation=organisation, key=kind.replace("_", "-"),
        defaults={"kind": kind, "name": f"{Body.Kind(kind).label} van {organisation.name}"},
    )[0]  # fmt: skip


def make_holder(
    organisation: Organisation, kind: str = OfficeHolder.Kind.MAYOR, name: str = "Noor Duin",
    **values: Any,
) -> OfficeHolder:  # fmt: skip
    """Somebody in office since long ago."""
    wanted = {"starts_on": LONG_AGO, **values}
    return OfficeHolder.objects.create(organisation=organisation, kind=kind, name=name, **wanted)


def make_municipality_party(region: Region, key: str = "gemeente-duindorp") -> Organisation:
    """A municipality with an executive, a mayor in office, and a council."""
    organisation = make_organisation(
        region, key, name=key.replace("-", " ").title(), kind=Organisation.Kind.MUNICIPALITY
    )
    for kind in (Body.Kind.EXECUTIVE, Body.Kind.MAYOR, Body.Kind.COUNCIL):
        make_body(organisation, kind)
    make_holder(organisation)
    return organisation


def make_library_party(region: Region, key: str = "bibliotheek-duin") -> Organisation:
    """A library, a foundation with a board and a director in the trade register."""
    organisation = make_organisation(
        region, key, name=key.replace("-", " ").title(), kind=Organisation.Kind.LIBRARY
    )
    make_body(organisation, Body.Kind.FOUNDATION_BOARD)
    make_holder(organisation, OfficeHolder.Kind.DIRECTOR, "Sem Boek")
    return organisation


def make_agreement(
    region: Region, *organisations: Organisation, reference: str = "4325-1", **values: Any
) -> Agreement:
    """A cooperation between organisations, to be signed by all."""
    wanted = {
        "kind": AgreementKind.COOPERATION, "title": "Samenwerking in het Werkcentrum",
        "rule": Agreement.Rule.ALL_SIGNED, **values,
    }  # fmt: skip
    agreement = Agreement.objects.create(region=region, reference=reference, **wanted)
    for position, organisation in enumerate(organisations, start=1):
        Party.objects.create(
            agreement=agreement, organisation=organisation, position=position,
            capacity="rechtspersoon", purposes=["network", "referral"],
        )  # fmt: skip
    return agreement


def make_decision(
    body: Body, *agreements: Agreement, number: str = "", on: date = DECIDED_ON, **values: Any
) -> Decision:
    """A body decided to enter these agreements, one point for each."""
    decision = Decision.objects.create(
        body=body, number=number or f"B{Decision.objects.count() + 1}", title="Besluit",
        decided_on=on, **values,
    )  # fmt: skip
    for position, agreement in enumerate(agreements or (None,), start=1):
        DecisionPoint.objects.create(
            decision=decision, position=position, agreement=agreement,
            text="De overeenkomst aan te gaan.",
        )  # fmt: skip
    return decision


def make_power(
    giver: Body | Mandate, name: str = "Ravi Zand", function: str = "wethouder", **values: Any
) -> Mandate:
    """A power of attorney from a body, or passed on by who holds one."""
    is_passed_on = isinstance(giver, Mandate)
    given = {"parent": giver} if is_passed_on else {"giver": giver}
    wanted = {
        "kind": Mandate.Kind.POWER_OF_ATTORNEY, "subject": "ondertekenen", "starts_on": DECIDED_ON,
        "number": f"V{Mandate.objects.count() + 1}", **given, **values,
    }  # fmt: skip
    organisation = giver.organisation
    return Mandate.objects.create(
        organisation=organisation, holder_name=name, holder_function=function, **wanted
    )


def make_exception(region: Region, pk: str) -> PartnerStanding:
    """A union takes part without an agreement, from today for a while."""
    union = make_organisation(region, f"bond-{pk[-1]}", kind=Organisation.Kind.UNION)
    today = clock.today()
    return PartnerStanding.objects.create(
        pk=pk, organisation=union, purpose=PartnerStanding.NETWORK, basis="Stuurgroep",
        origin=PartnerStanding.EXCEPTION, starts_on=today, ends_on=today + timedelta(days=30),
    )  # fmt: skip
