"""Actions on the region's money, made ready to change something."""

from collections.abc import Callable
from functools import partial
from typing import Any

from tests.ready.acts import Act, Ready
from werkcentrum.governance.models import BudgetLine, Funding
from werkcentrum.governance.money import actions
from werkcentrum.governance.money.import_queries import Booking
from werkcentrum.governance.tests.make import make_library_party
from werkcentrum.governance.tests.make_money import (
    BOOKED_ON,
    commit,
    make_budget,
    make_centre,
    make_funding,
    make_line,
    make_money_decision,
)
from werkcentrum.partners.tests.make import make_region


def of_line(action: Callable[..., object], **values: Any) -> Callable[[], Act]:
    """An action on a line of the books of this year."""

    def ready() -> Act:
        region = make_region()
        line = make_line(make_budget(region))
        return partial(action, line=line, works_for=make_centre(region), **values)

    return ready


def of_budget(action: Callable[..., object], year: int = 2025, **values: Any) -> Callable[[], Act]:
    """An action on the books of a year."""

    def ready() -> Act:
        region = make_region()
        budget = make_budget(region, year)
        return partial(action, budget=budget, works_for=make_centre(region), **values)

    return ready


def of_commitment(action: Callable[..., object], **values: Any) -> Callable[[], Act]:
    """An action on what was promised."""

    def ready() -> Act:
        line = make_line(make_budget(make_region()))
        promised = commit(line, make_funding(line.budget), 500)
        centre = make_centre(line.budget.region)
        return partial(action, commitment=promised, works_for=centre, **values)

    return ready


def open_budget() -> Act:
    region = make_region()
    return partial(actions.open_budget, region=region, year=2025, works_for=make_centre(region))


def add_line() -> Act:
    budget = make_budget(make_region())
    centre = make_centre(budget.region)
    return partial(
        actions.add_line, budget=budget, purpose=BudgetLine.Purpose.GUIDES, title="Gidsen",
        carrier=centre, location=None, planned_cents=100, works_for=centre,
    )  # fmt: skip


def drop_funding() -> Act:
    funding = make_funding(make_budget(make_region()))
    centre = make_centre(funding.budget.region)
    return partial(actions.drop_funding, funding=funding, works_for=centre)


def receive_funding() -> Act:
    funding = make_funding(make_budget(make_region()))
    centre = make_centre(funding.budget.region)
    return partial(
        actions.receive_funding, funding=funding, received_on=BOOKED_ON, works_for=centre
    )


def change_line() -> Act:
    act = of_line(actions.change_line, amount_cents=5, on=BOOKED_ON)()
    return partial(act, decision=make_money_decision(BudgetLine.objects.get().budget.region))


def commit_money() -> Act:
    act = of_line(
        actions.commit_money, number="V-1", counterparty="Bibliotheek", description="Huur",
        amount_cents=100, committed_on=BOOKED_ON, beyond=None,
    )()  # fmt: skip
    budget = BudgetLine.objects.get().budget
    return partial(act, funding=make_funding(budget), decision=make_money_decision(budget.region))


def import_expenses() -> Act:
    line = make_line(make_budget(make_region()))
    promised = commit(line, make_funding(line.budget), 500)
    row = Booking(2, promised, "F-1", BOOKED_ON, 100, "Huur")
    centre = make_centre(line.budget.region)
    return partial(actions.import_expenses, budget=line.budget, bookings=[row], works_for=centre)


def transfer_money() -> Act:
    line = make_line(make_budget(make_region()))
    promised = commit(line, make_funding(line.budget), 500)
    region = line.budget.region
    return partial(
        actions.transfer_money, line=line, recipient=make_library_party(region), amount_cents=1,
        on=BOOKED_ON, decision=promised.decision, description="Voorschot",
        works_for=make_centre(region),
    )  # fmt: skip


def advise_on_budget() -> Act:
    budget = make_budget(make_region())
    library = make_library_party(budget.region)
    return partial(
        actions.advise_on_budget, budget=budget, organisation=library, text="Meer geld voor taal."
    )


BY_SOMEBODY: Ready = {
    "governance.open_budget": (open_budget, "governance.budget_opened"),
    "governance.add_funding": (
        of_budget(actions.add_funding, kind=Funding.Kind.IMPULSE, source="SZW", amount_cents=1,
                  decision=None, received_on=None, account_before=None),
        "governance.funding_added",
    ),
    "governance.receive_funding": (receive_funding, "governance.funding_received"),
    "governance.drop_funding": (drop_funding, "governance.funding_dropped"),
    "governance.add_line": (add_line, "governance.line_added"),
    "governance.drop_line": (of_line(actions.drop_line), "governance.line_dropped"),
    "governance.change_line": (change_line, "governance.line_changed"),
    "governance.commit_money": (commit_money, "governance.committed"),
    "governance.cancel_commitment": (
        of_commitment(actions.cancel_commitment), "governance.commitment_cancelled",
    ),
    "governance.book_expense": (
        of_commitment(actions.book_expense, amount_cents=1, booked_on=BOOKED_ON,
                      document_number="F-1", description="Huur"),
        "governance.expense_booked",
    ),
    "governance.import_expenses": (import_expenses, "governance.expenses_imported"),
    "governance.transfer_money": (transfer_money, "governance.transferred"),
    "governance.advise_on_budget": (advise_on_budget, "governance.budget_advised"),
    "governance.close_budget": (
        of_budget(actions.close_budget, year=2024), "governance.budget_closed",
    ),
}  # fmt: skip
