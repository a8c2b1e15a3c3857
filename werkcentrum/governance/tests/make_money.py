"""Books of a year with a centre municipality that decides about them, in a few lines."""

from datetime import date
from typing import Any

from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.governance.models import (
    Body,
    Budget,
    BudgetLine,
    Commitment,
    Decision,
    Expense,
    Funding,
    Transfer,
)
from werkcentrum.governance.money import actions
from werkcentrum.governance.tests.make import LONG_AGO, make_body, make_decision
from werkcentrum.partners.models import Municipality, Organisation, Region
from werkcentrum.partners.tests.make import make_municipality, make_organisation

# A hundred thousand euros, in cents.
A_TON = 10_000_000
BOOKED_ON = date(2025, 7, 1)
WHO: dict[str, Any] = {"by": "karin", "at": MONDAY_MORNING}


def make_centre(region: Region) -> Organisation:
    """The centre municipality, made where it is not there yet."""
    place = Municipality.objects.filter(region=region, key="zoetermeer").first()
    place = place or make_municipality(region, "zoetermeer", name="Zoetermeer")
    Municipality.objects.filter(pk=place.pk).update(is_centre=True)
    found = Organisation.objects.filter(region=region, key="gemeente-zoetermeer").first()
    found = found or make_organisation(
        region, "gemeente-zoetermeer", name="Gemeente Zoetermeer",
        kind=Organisation.Kind.MUNICIPALITY,
    )  # fmt: skip
    Organisation.objects.filter(pk=found.pk).update(municipality=place.pk)
    return Organisation.objects.select_related("municipality").get(pk=found.pk)


def make_money_decision(region: Region, kind: str = Body.Kind.EXECUTIVE, **values: Any) -> Decision:
    """The executive of the centre municipality decided about money, long ago."""
    return make_decision(make_body(make_centre(region), kind), on=LONG_AGO, **values)


def make_budget(region: Region, year: int = 2025, **values: Any) -> Budget:
    """The books of a year; the same again when they are there."""
    make_centre(region)
    return Budget.objects.get_or_create(region=region, year=year, defaults=values)[0]


def make_funding(
    budget: Budget, amount_cents: int = A_TON, kind: str = Funding.Kind.IMPULSE, **values: Any
) -> Funding:
    """The State gave money."""
    wanted = {"source": "Ministerie van SZW", **values}
    return Funding.objects.create(budget=budget, kind=kind, amount_cents=amount_cents, **wanted)


def make_line(
    budget: Budget, title: str = "Gidsen", cents: int = A_TON, **values: Any
) -> BudgetLine:
    """Something that the money is for, at the cost of the centre municipality."""
    wanted = {"carrier": make_centre(budget.region), "purpose": BudgetLine.Purpose.GUIDES, **values}
    return BudgetLine.objects.create(budget=budget, title=title, planned_cents=cents, **wanted)


def commit(line: BudgetLine, funding: Funding, cents: int, **values: Any) -> Commitment:
    """The centre municipality promises money, by the action."""
    region = line.budget.region
    wanted = {
        "number": f"V{Commitment.objects.count() + 1}", "counterparty": "Bibliotheek",
        "description": "Gidsen van juli tot december", "committed_on": BOOKED_ON,
        "beyond": None, "works_for": make_centre(region), **WHO, **values,
    }  # fmt: skip
    wanted.setdefault("decision", Decision.objects.first() or make_money_decision(region))
    return actions.commit_money(line=line, funding=funding, amount_cents=cents, **wanted)


def spend(commitment: Commitment, cents: int, **values: Any) -> Expense:
    """The centre municipality pays, by the action."""
    wanted = {
        "booked_on": BOOKED_ON, "document_number": f"F{Expense.objects.count() + 1}",
        "description": "Factuur", "works_for": make_centre(commitment.line.budget.region), **WHO,
        **values,
    }  # fmt: skip
    return actions.book_expense(commitment=commitment, amount_cents=cents, **wanted)


def transfer(line: BudgetLine, recipient: Organisation, cents: int, **values: Any) -> Transfer:
    """The centre municipality passes money on, by the action."""
    region = line.budget.region
    wanted = {
        "on": MONDAY, "description": "Voorschot", "works_for": make_centre(region), **WHO, **values,
    }  # fmt: skip
    wanted.setdefault("decision", Decision.objects.first() or make_money_decision(region))
    return actions.transfer_money(line=line, recipient=recipient, amount_cents=cents, **wanted)


def make_promised(region: Region, pk: str, year: int = 2025) -> Commitment:
    """Books with one of everything that an address names, all with this id."""
    budget = make_budget(region, year)
    funding, line = make_funding(budget, pk=pk), make_line(budget, f"Post {pk[-3:]}", pk=pk)
    return Commitment.objects.create(
        pk=pk, line=line, funding=funding, number=f"V-{pk[-4:]}", counterparty="Bibliotheek",
        description="Gidsen", amount_cents=100, committed_on=BOOKED_ON,
        decision=make_money_decision(region, number=f"M-{pk[-4:]}"),
    )  # fmt: skip
