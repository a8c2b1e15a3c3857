"""What of a file of the finance system is new to the books, and what in it is wrong.

Amounts are whole cents.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from werkcentrum.core.refusal import Refusal
from werkcentrum.core.standing_numbers import standing_numbers
from werkcentrum.governance.money import rules
from werkcentrum.governance.money.models import Budget, Commitment, Expense
from werkcentrum.governance.money.queries import with_spent

_HELD: Final = Refusal(
    "In de omschrijving staat een nummer dat een BSN kan zijn. Haal dit nummer weg."
)


@dataclass(frozen=True)
class Booking:
    """An actual cost as the finance system has it, on a row of its file."""

    row: int
    commitment: Commitment
    document_number: str
    booked_on: date
    amount_cents: int
    description: str

    @property
    def key(self) -> tuple[UUID, str]:
        """By what it is known: a document is on a line once."""
        return self.commitment.line_id, self.document_number

    @property
    def as_booked(self) -> tuple[UUID, date, int]:
        """What makes it the same; a description may be worded otherwise."""
        return self.commitment.pk, self.booked_on, self.amount_cents

    @property
    def as_paid(self) -> tuple[str, date, int]:
        """What makes it the same payment, whatever line it is on."""
        return self.document_number, self.booked_on, self.amount_cents


@dataclass(frozen=True)
class Sifted:
    """Bookings that are new, and what is wrong, each with the number of its row."""

    new: tuple[Booking, ...]
    problems: tuple[tuple[int, Refusal], ...]


def sift(budget: Budget, bookings: Sequence[Booking], *, today: date) -> Sifted:
    """Leave out what is booked already; a file may be sent again."""
    known = _known(budget)
    # In the books, and not in this file: what the finance system may have put on another line.
    sent = {booking.key for booking in bookings}
    left = {booking.as_paid for key, booking in known.items() if key not in sent}
    new: list[Booking] = []
    problems: list[tuple[int, Refusal]] = []
    for booking in bookings:
        before = known.setdefault(booking.key, booking)
        if before is booking:
            new.append(booking)
            if refusal := rules.is_in_year(booking.booked_on, budget, today=today):
                problems.append((booking.row, refusal))
            elif booking.as_paid in left:
                problems.append((booking.row, _on_another_line(booking)))
            elif standing_numbers(booking.description):
                problems.append((booking.row, _HELD))
        elif before.as_booked != booking.as_booked:
            problems.append((booking.row, _other(booking)))
    problems.extend(_beyond_what_was_promised(new))
    return Sifted(tuple(new), tuple(sorted(problems)))


def commitments_by_number(budget: Budget) -> dict[str, Commitment]:
    """What was promised in a year."""
    found = Commitment.objects.filter(line__budget=budget).select_related("line")
    return {row.number: row for row in found.order_by("number", "pk")}


def _other(booking: Booking) -> Refusal:
    return Refusal(
        f"Stuk {booking.document_number} staat al in de boeken, met een ander bedrag, een andere "
        "dag of een andere verplichting."
    )


def _on_another_line(booking: Booking) -> Refusal:
    return Refusal(
        f"Stuk {booking.document_number} staat met dit bedrag al op een andere post. Hoort het op "
        "beide posten? Zet dan beide regels in het bestand."
    )


def _known(budget: Budget) -> dict[tuple[UUID, str], Booking]:
    """What was booked before; the rows are 0."""
    rows = Expense.objects.filter(line__budget=budget).select_related("commitment").order_by("pk")
    found = (
        Booking(0, row.commitment, row.document_number, row.booked_on, row.amount_cents, "")
        for row in rows
    )
    return {booking.key: booking for booking in found}


def _beyond_what_was_promised(new: Iterable[Booking]) -> Iterable[tuple[int, Refusal]]:
    """Together they stay within each commitment; the order in a file means nothing."""
    sums: dict[UUID, int] = defaultdict(int)
    last: dict[UUID, int] = {}
    for booking in new:
        sums[booking.commitment.pk] += booking.amount_cents
        last[booking.commitment.pk] = booking.row
    for commitment in with_spent(Commitment.objects.filter(pk__in=sums)):
        spent: int = commitment.spent  # type: ignore[attr-defined]  # `with_spent` put it there
        if refusal := rules.may_spend(sums[commitment.pk], commitment, spent=spent):
            yield last[commitment.pk], refusal
