"""The books of a year row by row, as the finance system takes them. Amounts are whole cents."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from werkcentrum.governance.money.models import (
    Budget,
    BudgetChange,
    BudgetLine,
    Commitment,
    Expense,
    Transfer,
)
from werkcentrum.governance.money.queries import held, quarter_of, with_spent

_LINE: Final = ("line__carrier", "line__location")


@dataclass(frozen=True)
class BookRow:
    """One row: what it is, when, and how much; what it has not is ''."""

    kind: str
    on: date
    number: str
    cents: int
    line: BudgetLine | None = None
    funding: str = ""
    party: str = ""
    description: str = ""
    decision: str = ""

    @property
    def quarter(self) -> int:
        """In which quarter of the year."""
        return quarter_of(self.on)


def books_of(budget: Budget, quarter: int | None = None) -> list[BookRow]:
    """All rows, or those of a quarter, by kind and by day."""
    rows = [*_funded(budget), *_planned(budget), *_changed(budget), *_committed(budget),
            *_spent(budget), *_transferred(budget)]  # fmt: skip
    return [row for row in rows if quarter in (None, row.quarter)]


def _funded(budget: Budget) -> Iterator[BookRow]:
    """What was promised to the region, on the first day of the year, and what of it came in.

    What came in earlier or later than the year counts on its first or last day.
    """
    first, last = date(budget.year, 1, 1), date(budget.year, 12, 31)
    for row in budget.fundings.select_related("decision").order_by("kind", "source", "pk"):
        received_on = row.received_on and min(max(row.received_on, first), last)
        for kind, day in (("toegezegd", first), ("ontvangen", received_on)):
            if day is not None:
                yield BookRow(
                    kind, day, "", row.amount_cents, party=row.source,
                    funding=row.get_kind_display(),
                    decision=row.decision.number if row.decision else "",
                )  # fmt: skip


def _planned(budget: Budget) -> Iterator[BookRow]:
    lines: Iterable[BudgetLine] = budget.lines.select_related("carrier", "location")
    for line in lines.order_by("purpose", "title", "pk"):  # type: ignore[attr-defined]
        yield BookRow("begroot", date(budget.year, 1, 1), "", line.planned_cents, line)


def _changed(budget: Budget) -> Iterator[BookRow]:
    rows = BudgetChange.objects.filter(line__budget=budget)
    for row in rows.select_related("decision", *_LINE).order_by("on", "pk"):
        yield BookRow(
            "wijziging", row.on, "", row.amount_cents, row.line, decision=row.decision.number
        )


def _committed(budget: Budget) -> Iterator[BookRow]:
    """What was promised, and less than nothing for what lapsed of it."""
    rows = Commitment.objects.filter(line__budget=budget)
    for row in with_spent(rows.select_related("funding", "decision", *_LINE)):
        spent: int = row.spent  # type: ignore[attr-defined]  # `with_spent` put it there
        lapsed = row.amount_cents - held(row, spent)
        for kind, day, cents in (
            ("verplichting", row.committed_on, row.amount_cents),
            ("vervallen", row.cancelled_on, -lapsed),
        ):
            if day is not None:
                yield BookRow(
                    kind, day, row.number, cents, row.line, funding=row.funding.source,
                    party=row.counterparty, description=row.description,
                    decision=row.decision.number,
                )  # fmt: skip


def _spent(budget: Budget) -> Iterator[BookRow]:
    rows = Expense.objects.filter(line__budget=budget).select_related(
        "commitment__funding", "commitment__decision", *_LINE
    )
    for row in rows.order_by("booked_on", "document_number", "pk"):
        promised = row.commitment
        yield BookRow(
            "uitgave", row.booked_on, row.document_number, row.amount_cents, row.line,
            funding=promised.funding.source, party=promised.counterparty,
            description=row.description, decision=promised.decision.number,
        )  # fmt: skip


def _transferred(budget: Budget) -> Iterator[BookRow]:
    rows = Transfer.objects.filter(line__budget=budget)
    for row in rows.select_related("recipient", "decision", *_LINE).order_by("on", "pk"):
        yield BookRow(
            "overboeking", row.on, "", row.amount_cents, row.line, party=row.recipient.name,
            description=row.description, decision=row.decision.number,
        )  # fmt: skip
