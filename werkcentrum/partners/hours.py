"""Opening hours worked out: weekly rows, replaced on dated exceptions. Pure functions.

All times are local wall time (Europe/Amsterdam); a span runs from `opens_at`, until but not
on `closes_at`. An exception replaces the whole day for its kind of hours.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from werkcentrum.partners.models import DatedException, Location, WeeklyHours

LOOK_AHEAD_DAYS = 60


@dataclass(frozen=True)
class Span:
    """One uninterrupted stretch of opening on one day."""

    on: date
    opens_at: time
    closes_at: time

    def contains(self, moment: datetime) -> bool:
        """Whether it is open at this local moment."""
        return self.on == moment.date() and self.opens_at <= moment.time() < self.closes_at

    def is_over(self, moment: datetime) -> bool:
        """Whether it has ended at this local moment."""
        return (self.on, self.closes_at) <= (moment.date(), moment.time())


@dataclass(frozen=True)
class Timetable:
    """The rows of one kind of hours at one location."""

    weekly: Sequence[WeeklyHours]
    exceptions: Sequence[DatedException]

    def on(self, day: date) -> list[Span]:
        """The spans of one day, earliest first."""
        special = [row for row in self.exceptions if row.on == day]
        if special:
            return sorted(_exception_spans(special), key=lambda span: span.opens_at)
        rows = [row for row in self.weekly if row.holds_on(day)]
        spans = (Span(day, row.opens_at, row.closes_at) for row in rows)
        return sorted(spans, key=lambda span: span.opens_at)

    def upcoming(self, moment: datetime, *, days: int = LOOK_AHEAD_DAYS) -> Iterator[Span]:
        """Spans that are open now or will be, soonest first."""
        for offset in range(days + 1):
            for span in self.on(moment.date() + timedelta(days=offset)):
                if not span.is_over(moment):
                    yield span

    def next(self, moment: datetime) -> Span | None:
        """The span that is open now, else the next one within 60 days."""
        return next(self.upcoming(moment), None)

    def exceptions_from(self, day: date) -> list[DatedException]:
        """Exceptions still to come, soonest first."""
        return sorted((row for row in self.exceptions if row.on >= day), key=lambda row: row.on)


def timetable(location: Location, kind: str) -> Timetable:
    """The timetable of a location whose hours were prefetched."""
    return Timetable(
        weekly=[row for row in location.weekly_hours.all() if row.kind == kind],
        exceptions=[row for row in location.exceptions.all() if row.kind == kind],
    )


def _exception_spans(rows: Iterable[DatedException]) -> Iterator[Span]:
    for row in rows:
        if row.opens_at and row.closes_at:
            yield Span(row.on, row.opens_at, row.closes_at)
