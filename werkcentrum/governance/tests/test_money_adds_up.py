"""Whatever people do, in whatever order: figures are the sum of rows, and promises have money."""

import csv
import io
from collections import Counter
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F, Q, Sum
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.installation import Installation
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.spreadsheets import table
from werkcentrum.governance.models import (
    Body,
    Budget,
    BudgetChange,
    Commitment,
    Decision,
    Expense,
    Funding,
    Transfer,
)
from werkcentrum.governance.money import actions, queries
from werkcentrum.governance.money import csv as money_csv
from werkcentrum.governance.money.book_queries import books_of
from werkcentrum.governance.money.cents import from_euros
from werkcentrum.governance.tests.make import make_library_party
from werkcentrum.governance.tests.make_money import (
    WHO,
    commit,
    make_budget,
    make_centre,
    make_funding,
    make_line,
    make_money_decision,
    spend,
    transfer,
)
from werkcentrum.partners.models import Organisation
from werkcentrum.partners.tests.make import make_region

DAYS = st.sampled_from([date(2025, 1, 1), date(2025, 3, 31), date(2025, 5, 2), date(2025, 7, 7)])
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["commit", "commit", "commit", "spend", "spend", "change", "pass on", "lapse"]
        ),
        st.integers(-300, 700), st.integers(0, 3), st.booleans(), DAYS,
    ),
    max_size=12,
)  # fmt: skip


def do(step: tuple[str, int, int, bool, date], decisions: list[Decision]) -> None:
    """Somebody tries something; a refusal is fine."""
    what, cents, which, is_bold, day = step
    budget = Budget.objects.get()
    lines, fundings = list(budget.lines.order_by("pk")), list(budget.fundings.order_by("pk"))
    line, funding = lines[which % len(lines)], fundings[which % len(fundings)]
    decision = decisions[is_bold and which == 0]
    promised = list(Commitment.objects.order_by("pk"))
    one = promised[which % len(promised)] if promised else None
    centre = {"works_for": make_centre(budget.region), **WHO}
    with suppress(RefusedError):
        if what == "commit" and cents > 0:
            beyond = decision if is_bold else None
            commit(line, funding, cents, committed_on=day, decision=decision, beyond=beyond)
        elif what == "change" and cents:
            actions.change_line(line=line, amount_cents=cents, decision=decision, on=day, **centre)
        elif what == "pass on" and cents > 0:
            library = Organisation.objects.get(key="bibliotheek-duin")
            transfer(line, library, cents, decision=decision, on=day)
        elif what == "spend" and one and cents:
            spend(one, cents, booked_on=day)
        elif what == "lapse" and one:
            actions.cancel_commitment(commitment=one, **centre)


def total(rows: Any, name: str = "amount_cents") -> int:
    """The sum of a column, asked of the database directly."""
    return rows.aggregate(total=Sum(name))["total"] or 0


def kept(commitments: Any) -> int:
    """What is promised: all of it, or what was spent of what lapsed."""
    open_ones, lapsed = (
        commitments.filter(cancelled_on=None),
        commitments.exclude(cancelled_on=None),
    )
    return total(open_ones) + total(lapsed, "expenses__amount_cents")


def assert_promises_have_money() -> None:
    for funding in Funding.objects.order_by("pk"):
        if not funding.commitments.exclude(beyond=None).exists():
            assert kept(funding.commitments) <= funding.amount_cents
    for commitment in Commitment.objects.order_by("pk"):
        assert 0 <= total(commitment.expenses) <= commitment.amount_cents
    regional = Q(decision__body__kind="regional_board") | Q(beyond__body__kind="regional_board")
    assert not Commitment.objects.filter(regional).exists()


def assert_figures_are_sums(budget: Budget) -> None:
    year = queries.year_of(budget)
    for row in year.figures:
        line, now = row.line, row.amounts
        assert now.changed == total(line.changes)
        assert now.committed == kept(line.commitments)
        assert (now.spent, now.transferred) == (total(line.expenses), total(line.transfers))
        assert now == queries.line_figures(line)
        assert now.free >= 0
        assert now.transferred <= total(line.commitments)
    assert year.total.spent == total(Expense.objects)
    assert year.total.planned == total(budget.lines, "planned_cents")
    for groups in (year.by_purpose, year.by_location, year.by_carrier):
        assert sum((g.amounts for g in groups), start=queries.Amounts()) == year.total
    assert sum(row.committed for row in year.fundings) == year.total.committed
    assert sum(row.spent for row in year.fundings) == year.total.spent
    quarters = [year.quarter(number) for number in (1, 2, 3, 4)]
    assert sum((q.happened for q in quarters), start=queries.Amounts()) == year.total
    assert quarters[3].until == year.total
    first = {"booked_on__month__lte": 3}
    assert quarters[0].happened.spent == total(Expense.objects.filter(**first))
    assert_file_is_the_same(budget, year)


def assert_file_is_the_same(budget: Budget, year: queries.Year) -> None:
    text = table(money_csv.table(books_of(budget)))
    found: Counter[str] = Counter()
    for row in csv.DictReader(io.StringIO(text), delimiter=";"):
        found[row["soort"]] += from_euros(row["bedrag"])
    now = year.total
    assert (found["begroot"], found["wijziging"]) == (now.planned, now.changed)
    assert found["verplichting"] + found["vervallen"] == now.committed
    assert (found["uitgave"], found["overboeking"]) == (now.spent, now.transferred)
    assert (found["toegezegd"], found["ontvangen"]) == (year.funded, year.received)
    assert year.received == total(Funding.objects.exclude(received_on=None))


@pytest.mark.slow
@pytest.mark.django_db
@settings(max_examples=6, deadline=None)
@given(steps=STEPS)
def test_whatever_people_do_the_books_add_up_and_promises_have_money(steps):
    with transaction.atomic():
        region = make_region()
        budget = make_budget(region)
        decisions = [make_money_decision(region),
                     make_money_decision(region, Body.Kind.REGIONAL_BOARD)]  # fmt: skip
        for number, purpose in enumerate(["guides", "employers"]):
            make_line(budget, f"Post {number}", 900, purpose=purpose)
            make_funding(budget, 700, source=f"Bron {number}")
        make_library_party(region)
        for step in steps:
            do(step, decisions)
            assert_promises_have_money()
        assert_figures_are_sums(budget)
        wrong = Expense.objects.exclude(line=F("commitment__line"))
        assert not wrong.exists()
        assert BudgetChange.objects.count() + Transfer.objects.count() <= len(steps)
        transaction.set_rollback(True)


@pytest.mark.slow
@pytest.mark.database
def test_promises_made_at_the_same_moment_do_not_pass_the_money_together(tmp_path):
    with Installation(tmp_path / "var", tmp_path) as installation:
        got = installation.race("werkcentrum.governance.tests.racing_money", "promises")

        assert sorted(got) == [*["ja"] * 3, *["nee"] * 3]
        assert installation.ask("SELECT SUM(amount_cents) FROM governance_commitment") == [(900,)]
