"""Within which term the law wants an answer, and on which day that term ends.

`LAW` is the law as it was when this was written. A law that changes is a row of the table
`FormalTerm` with another first day, from the region's folder or the website; what came in before
keeps the term that it had. Days are dates on the calendar in Amsterdam.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from werkcentrum.core.clock import months_after
from werkcentrum.partners.holidays import is_holiday

COMPLAINT: Final = "complaint"
PRIVACY: Final = "privacy"
WOO: Final = "woo"
_SATURDAY: Final = 5
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Term:
    """A term in weeks or in months, and how much longer it may become, once.

    `starts_on`: for what comes in from that day on. `law`: where it stands.
    """

    kind: str
    starts_on: date
    law: str
    weeks: int = 0
    months: int = 0
    extra_weeks: int = 0
    extra_months: int = 0

    def ends_on(self, received_on: date, *, is_extended: bool = False) -> date:
        """The last day of the term; the day on which it came in does not count.

        Longer counts from the same day: two months more is three months after it came in.
        """
        weeks = self.weeks + self.extra_weeks * is_extended
        months = self.months + self.extra_months * is_extended
        return working_day(months_after(received_on, months) + timedelta(weeks=weeks))


LAW: Final = (
    Term(COMPLAINT, date(1999, 7, 1), "artikel 9:11 van de Algemene wet bestuursrecht",
         weeks=6, extra_weeks=4),
    Term(PRIVACY, date(2018, 5, 25), "artikel 12, derde lid, van de AVG",
         months=1, extra_months=2),
    Term(WOO, date(2022, 5, 1), "artikel 4.4 van de Wet open overheid",
         weeks=4, extra_weeks=2),
)  # fmt: skip


def term_for(kind: str, received_on: date, own: Iterable[Term] = ()) -> Term:
    """The term that held when it came in; `own` are rows of the region, which go before the law.

    Raises ValueError for a day before there was one.
    """
    held = [
        term for term in (*LAW, *own) if term.kind == kind and term.starts_on <= received_on
    ]  # fmt: skip
    if not held:
        raise ValueError(f"no term for {kind!r} on {received_on}")
    # The last of those that began: of two on the same day the region's own, as it comes after.
    return max(reversed(held), key=lambda term: term.starts_on)


def working_day(day: date) -> date:
    """The day itself, or the first after it that is no Saturday, Sunday or holiday.

    So ends a term in a law (Algemene termijnenwet, article 1).
    """
    while day.weekday() >= _SATURDAY or is_holiday(day):
        day += _DAY
    return day
