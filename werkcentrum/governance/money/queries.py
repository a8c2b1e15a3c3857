"""What a budget comes to. Every figure is a sum of movements, so no two can disagree.

All amounts are whole cents.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from werkcentrum.governance.authority.models import Decision
from werkcentrum.governance.money.models import (
    Budget,
    BudgetAdvice,
    BudgetChange,
    BudgetLine,
    Commitment,
    Expense,
    Funding,
    Transfer,
)
from werkcentrum.partners.models import Location, Organisation, Region


class Movement(StrEnum):
    """What sort of amount it is; the names are those of the fields of `Amounts`."""

    PLANNED = "planned"
    CHANGED = "changed"
    COMMITTED = "committed"
    SPENT = "spent"
    TRANSFERRED = "transferred"


@dataclass(frozen=True)
class Moved:
    """Something that changed a figure of a line on a day."""

    line: UUID
    kind: Movement
    on: date
    cents: int


@dataclass(frozen=True)
class Amounts:
    """Figures that belong together."""

    planned: int = 0
    changed: int = 0
    committed: int = 0
    spent: int = 0
    transferred: int = 0

    @classmethod
    def of(cls, moved: Iterable[Moved]) -> "Amounts":
        """What these movements come to."""
        sums: dict[str, int] = defaultdict(int)
        for one in moved:
            sums[one.kind.value] += one.cents
        return cls(**sums)

    def __add__(self, other: "Amounts") -> "Amounts":
        return Amounts(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    @property
    def budget(self) -> int:
        """What may be promised: what it began with, and what decisions changed."""
        return self.planned + self.changed

    @property
    def free(self) -> int:
        """What can still be promised."""
        return self.budget - self.committed

    @property
    def open(self) -> int:
        """What was promised and not paid yet."""
        return self.committed - self.spent


@dataclass(frozen=True)
class LineFigures:
    """A line with what it comes to."""

    line: BudgetLine
    amounts: Amounts


@dataclass(frozen=True)
class FundingFigures:
    """Money that comes in, and what was promised and spent of it."""

    funding: Funding
    committed: int
    spent: int

    @property
    def free(self) -> int:
        """What can still be promised without a decision to go beyond it."""
        return self.funding.amount_cents - self.committed

    @property
    def received(self) -> int:
        """What of it came in: all, or nothing yet."""
        return self.funding.amount_cents if self.funding.received_on else 0


@dataclass(frozen=True)
class Group:
    """Lines together: of a purpose, a location or a carrier."""

    name: str
    amounts: Amounts


@dataclass(frozen=True)
class Quarter:
    """A quarter of a year: by line what happened in it, and what the year came to by its end."""

    number: int
    rows: tuple[tuple[BudgetLine, Amounts, Amounts], ...]

    @cached_property
    def happened(self) -> Amounts:
        """In the quarter."""
        return _sum(row[1] for row in self.rows)

    @cached_property
    def until(self) -> Amounts:
        """From the first of January until the end of the quarter."""
        return _sum(row[2] for row in self.rows)


@dataclass(frozen=True)
class Year:
    """Everything that a budget comes to."""

    budget: Budget
    lines: tuple[BudgetLine, ...]
    fundings: tuple[FundingFigures, ...]
    moved: tuple[Moved, ...]

    @cached_property
    def figures(self) -> tuple[LineFigures, ...]:
        """By line."""
        found = self._by_line(self.moved)
        return tuple(LineFigures(line, found[line.pk]) for line in self.lines)

    @cached_property
    def total(self) -> Amounts:
        """Of all lines."""
        return _sum(row.amounts for row in self.figures)

    @cached_property
    def funded(self) -> int:
        """All that was promised to the region."""
        return sum(row.funding.amount_cents for row in self.fundings)

    @cached_property
    def received(self) -> int:
        """What of it came in."""
        return sum(row.received for row in self.fundings)

    @property
    def expected(self) -> int:
        """What of it is still to come in."""
        return self.funded - self.received

    @property
    def unpromised(self) -> int:
        """What the region gets and promised to nobody."""
        return self.funded - self.total.committed

    @cached_property
    def by_purpose(self) -> tuple[Group, ...]:
        """By what the money is for, in the order of the purposes."""
        found = self._groups(lambda line: line.get_purpose_display())
        order = [str(label) for label in BudgetLine.Purpose.labels]
        return tuple(sorted(found, key=lambda group: order.index(group.name)))

    @cached_property
    def by_location(self) -> tuple[Group, ...]:
        """By where it is spent."""
        return self._groups(lambda line: line.location.name if line.location else "hele regio")

    @cached_property
    def by_carrier(self) -> tuple[Group, ...]:
        """By who bears the costs."""
        return self._groups(lambda line: line.carrier.name)

    def quarter(self, number: int) -> Quarter:
        """One of the four."""
        during = self._by_line(m for m in self.moved if quarter_of(m.on) == number)
        until = self._by_line(m for m in self.moved if quarter_of(m.on) <= number)
        rows = tuple((line, during[line.pk], until[line.pk]) for line in self.lines)
        return Quarter(number, rows)

    def _by_line(self, moved: Iterable[Moved]) -> dict[UUID, Amounts]:
        found: dict[UUID, list[Moved]] = {line.pk: [] for line in self.lines}
        for one in moved:
            found[one.line].append(one)
        return {pk: Amounts.of(own) for pk, own in found.items()}

    def _groups(self, named: Callable[[BudgetLine], object]) -> tuple[Group, ...]:
        found: dict[str, Amounts] = defaultdict(Amounts)
        for row in self.figures:
            found[str(named(row.line))] += row.amounts
        return tuple(Group(name, found[name]) for name in sorted(found))


def quarter_of(day: date) -> int:
    """In which quarter a day lies, from 1."""
    return (day.month + 2) // 3


def year_of(budget: Budget) -> Year:
    """A budget with all its figures, in four statements."""
    lines = tuple(
        budget.lines.select_related("carrier", "location").order_by("purpose", "title", "pk")
    )
    commitments = list(with_spent(Commitment.objects.filter(line__budget=budget)))
    fundings = budget.fundings.select_related("decision__body").order_by("kind", "source", "pk")
    return Year(
        budget, lines, tuple(_funding(row, commitments) for row in fundings),
        tuple(_moved(budget, lines, commitments)),
    )  # fmt: skip


def with_spent(found: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """Commitments, each with what was spent of it in `spent`."""
    return found.annotate(spent=Coalesce(Sum("expenses__amount_cents"), 0)).order_by(
        "committed_on", "number", "pk"
    )


def held(commitment: Commitment, spent: int) -> int:
    """What a commitment keeps: all of it, or what was spent of one that lapsed."""
    return commitment.amount_cents if commitment.cancelled_on is None else spent


def line_figures(line: BudgetLine) -> Amounts:
    """What one line comes to now."""
    commitments = list(with_spent(line.commitments.all()))
    return Amounts(
        planned=line.planned_cents,
        changed=_total(line.changes.all()),
        committed=sum(held(row, _spent(row)) for row in commitments),
        spent=sum(map(_spent, commitments)),
        transferred=_total(line.transfers.all()),
    )


def funding_figures(funding: Funding) -> FundingFigures:
    """What one funding comes to now."""
    return _funding(funding, list(with_spent(funding.commitments.all())))


def spent_of(commitment: Commitment) -> int:
    """What was spent of a commitment."""
    return _total(commitment.expenses.all())


def budgets(region: Region) -> QuerySet[Budget]:
    """The years of a region, the last on top."""
    return Budget.objects.filter(region=region).order_by("-year")


def commitments_of(line: BudgetLine) -> QuerySet[Commitment]:
    """What was promised of a line, with what was spent of it."""
    return with_spent(line.commitments.select_related("funding", "decision", "beyond"))


def expenses_of(commitment: Commitment) -> QuerySet[Expense]:
    """What was spent of a commitment, in the order of the books."""
    return commitment.expenses.order_by("booked_on", "document_number", "pk")


def changes_of(line: BudgetLine) -> QuerySet[BudgetChange]:
    """What decisions changed about a line."""
    return line.changes.select_related("decision").order_by("on", "pk")


def transfers_of(line: BudgetLine) -> QuerySet[Transfer]:
    """What was passed on."""
    return line.transfers.select_related("recipient", "decision").order_by("on", "pk")


def transfers_in(budget: Budget) -> QuerySet[Transfer]:
    """What was passed on in a year, by who got it."""
    rows = Transfer.objects.filter(line__budget=budget)
    return rows.select_related("recipient", "line", "decision").order_by(
        "recipient__name", "on", "pk"
    )


def advices_on(budget: Budget) -> QuerySet[BudgetAdvice]:
    """What partners said about a budget."""
    return budget.advices.select_related("organisation").order_by("given_on", "pk")


def decisions_about(budget: Budget) -> QuerySet[Decision]:
    """Decisions that money of a year can rest on: taken here by its end, and not long before."""
    return (
        Decision.objects.filter(
            body__organisation__region=budget.region_id,
            withdrawn_on=None,
            decided_on__year__gte=budget.year - 3,
            decided_on__year__lte=budget.year,
        )
        .select_related("body__organisation__municipality")
        .order_by("-decided_on", "number", "pk")
    )


def places(region: Region) -> QuerySet[Location]:
    """Where money may be spent."""
    return Location.objects.filter(region=region).order_by("name", "pk")


def partners(region: Region) -> QuerySet[Organisation]:
    """Who may bear costs or receive money."""
    return Organisation.objects.filter(region=region).order_by("name", "pk")


def _funding(funding: Funding, commitments: Iterable[Commitment]) -> FundingFigures:
    own = [row for row in commitments if row.funding_id == funding.pk]
    committed = sum(held(row, _spent(row)) for row in own)
    return FundingFigures(funding, committed, sum(_spent(row) for row in own))


def _moved(
    budget: Budget, lines: Iterable[BudgetLine], commitments: Iterable[Commitment]
) -> Iterable[Moved]:
    """Everything that happened to the lines of a budget."""
    begin = date(budget.year, 1, 1)
    for line in lines:
        yield Moved(line.pk, Movement.PLANNED, begin, line.planned_cents)
    for row in commitments:
        yield Moved(row.line_id, Movement.COMMITTED, row.committed_on, row.amount_cents)
        if row.cancelled_on is not None:
            lapsed = row.amount_cents - _spent(row)
            yield Moved(row.line_id, Movement.COMMITTED, row.cancelled_on, -lapsed)
    sums = [
        _sums(BudgetChange.objects.filter(line__budget=budget), Movement.CHANGED, "on"),
        _sums(Expense.objects.filter(line__budget=budget), Movement.SPENT, "booked_on"),
        _sums(Transfer.objects.filter(line__budget=budget), Movement.TRANSFERRED, "on"),
    ]
    for found, day, kind, cents in sums[0].union(*sums[1:], all=True).order_by("line", "day"):
        yield Moved(found, Movement(kind), day, cents)


def _sums(rows: QuerySet[Any], kind: Movement, day: str) -> QuerySet[Any, Any]:
    """By line and day, so that a year with thousands of expenses stays small."""
    found = rows.order_by().values("line").annotate(day=F(day), kind=Value(kind.value))
    summed: QuerySet[Any, Any] = found.annotate(cents=Sum("amount_cents"))
    return summed.values_list("line", "day", "kind", "cents")


def _spent(commitment: Commitment) -> int:
    spent: int = commitment.spent  # type: ignore[attr-defined]  # `with_spent` put it there
    return spent


def _total(rows: QuerySet[BudgetChange] | QuerySet[Expense] | QuerySet[Transfer]) -> int:
    total: int = rows.aggregate(total=Coalesce(Sum("amount_cents"), 0))["total"]
    return total


def _sum(amounts: Iterable[Amounts]) -> Amounts:
    return sum(amounts, start=Amounts())
