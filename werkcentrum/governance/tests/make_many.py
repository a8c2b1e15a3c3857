"""So many of everything that a form offers or a page lists, in a few statements."""

from datetime import timedelta

from django.utils.text import slugify

from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.governance.models import (
    ActionPoint,
    AgendaItem,
    Agreement,
    Body,
    BudgetLine,
    Decision,
    Mandate,
    Meeting,
    OfficeHolder,
    Party,
    Proposal,
)
from werkcentrum.governance.tests.make import LONG_AGO, make_body
from werkcentrum.governance.tests.make_money import make_budget, make_centre
from werkcentrum.partners.models import Location, Organisation, Region


def make_many(region: Region, numbers: range) -> None:
    """The region has one of each for every number; that from 1 has a draft and a meeting too."""
    names = [f"Stichting {number:04}" for number in numbers]
    organisations = Organisation.objects.bulk_create(
        Organisation(region=region, key=slugify(name), name=name, kind="welfare") for name in names
    )
    count = len(organisations)
    bodies = Body.objects.bulk_create(
        Body(organisation=row, key=kind, name=name, kind=kind)
        for kind, name in (("steering_group", "Stuurgroep"), ("foundation_board", "Bestuur"))
        for row in organisations
    )
    first, centre = (
        Body.objects.get(organisation__name="Stichting 0001", kind="steering_group"),
        make_centre(region),
    )
    OfficeHolder.objects.bulk_create(
        OfficeHolder(organisation=first.organisation, kind="proxy", name=f"Procurist {number}",
                     starts_on=LONG_AGO + timedelta(days=number % 300))
        for number in numbers
    )  # fmt: skip
    Proposal.objects.bulk_create(
        Proposal(region=region, organisation=first.organisation, reference=f"Z{number:04}",
                 title=f"Zaak {number}", made_on=MONDAY)
        for number in numbers
    )  # fmt: skip
    Agreement.objects.bulk_create(
        Agreement(region=region, reference=f"O{number:04}", kind="cooperation", rule="all_signed",
                  title=f"Overeenkomst {number:04}", stage="to_sign", in_force_on=LONG_AGO)
        for number in numbers
    )  # fmt: skip
    executive = make_body(centre)
    decisions = Decision.objects.bulk_create(
        Decision(
            body=executive, number=f"B{number:04}", title=f"Besluit {number}", decided_on=MONDAY
        )
        for number in numbers
    )
    Mandate.objects.bulk_create(
        Mandate(organisation=row.organisation, giver=row, kind="mandate", number=f"M{number}",
                holder_name="Lot Kade", holder_function="manager", subject="werk",
                starts_on=LONG_AGO, decision=decisions[0], may_pass_on=True)
        for number, row in zip(numbers, bodies[count:], strict=True)
    )  # fmt: skip
    items = AgendaItem.objects.bulk_create(
        AgendaItem(body=first, title=f"Punt {number:04}", purpose="inform", added_on=MONDAY)
        for number in numbers
    )
    ActionPoint.objects.bulk_create(
        ActionPoint(body=first, text=item.title, owner_name="Lot Kade", due_on=MONDAY,
                    owner=first.organisation)
        for item in items
    )  # fmt: skip
    Location.objects.bulk_create(
        Location(region=region, key=f"plek-{number}", name=f"Plek {number:04}",
                 organisation=centre, municipality=centre.municipality, place="Zoetermeer")
        for number in numbers
    )  # fmt: skip
    if numbers[0] == 1:
        _make_one(region, first, centre)


def _make_one(region: Region, body: Body, centre: Organisation) -> None:
    """What there is one of."""
    draft = Agreement.objects.create(region=region, reference="CONCEPT", kind="cooperation",
                                     title="Concept", rule="all_signed")  # fmt: skip
    Party.objects.create(agreement=draft, organisation=body.organisation, capacity="stichting")
    begins = MONDAY_MORNING + timedelta(days=9)
    Meeting.objects.create(
        body=body, starts_at=begins, ends_at=begins + timedelta(hours=1), place="Zaal 1"
    )
    BudgetLine.objects.create(
        budget=make_budget(region), purpose="support", title="Post", carrier=centre,
        planned_cents=1,
    )  # fmt: skip
