"""When a location is open: one pure function, `effective_spans`, that everything asks.

Rows hold wall time in the zone of the location; a span has both: the instants, and what the clock
on the wall says. A closure goes before an exception, that before a holiday, that before the weekly
rows; a desk is never open longer than the building it stands in.
"""

import copy
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from werkcentrum.partners.models import (
    Closure,
    DatedException,
    Holiday,
    HoursKind,
    Location,
    WeeklyHours,
)

LOOK_AHEAD_DAYS = 60
_MINUTE = timedelta(minutes=1)


class Moment(Protocol):
    """Something from one instant until another, such as an appointment."""

    @property
    def starts_at(self) -> datetime:
        """Its first instant."""

    @property
    def ends_at(self) -> datetime:
        """The first instant after it."""


Row = TypeVar("Row")
Special = DatedException | Holiday | Closure


@dataclass(frozen=True)
class Span:
    """One uninterrupted stretch of opening on one day, from an instant until another (UTC)."""

    starts_at: datetime
    ends_at: datetime
    zone: ZoneInfo

    @cached_property
    def on(self) -> date:
        """The day on the calendar there."""
        return self.starts_at.astimezone(self.zone).date()

    @cached_property
    def opens_at(self) -> time:
        """What the clock there says when it opens."""
        return _wall(self.starts_at, self.zone)

    @cached_property
    def closes_at(self) -> time:
        """What the clock there says when it closes."""
        return _wall(self.ends_at, self.zone)

    def contains(self, moment: datetime) -> bool:
        """Whether it is open at this instant."""
        instant = moment.astimezone(UTC)
        return self.starts_at <= instant < self.ends_at

    def is_over(self, moment: datetime) -> bool:
        """Whether it has ended at this instant."""
        return self.ends_at <= moment.astimezone(UTC)

    def slots(self, minutes: int) -> Iterator["Span"]:
        """The whole pieces of so many minutes; the hour that comes twice is offered once."""
        length = timedelta(minutes=minutes)
        start = self.starts_at
        while start + length <= self.ends_at:
            if not start.astimezone(self.zone).fold:
                yield Span(start, start + length, self.zone)
            start += length


@dataclass(frozen=True)
class Hours:
    """Every row that decides when one location is open, of all kinds."""

    zone: ZoneInfo
    weekly: Sequence[WeeklyHours] = ()
    exceptions: Sequence[DatedException] = ()
    holidays: Sequence[Holiday] = ()
    closures: Sequence[Closure] = ()

    @cached_property
    def has_building(self) -> bool:
        """Whether somebody wrote down when the building is open."""
        return any(row.kind == HoursKind.OPENING for row in self.weekly)

    @cached_property
    def exceptions_by_day(self) -> dict[date, list[DatedException]]:
        """The exceptions of each day that has any."""
        return _by_day((row.on, row) for row in self.exceptions)

    @cached_property
    def closed_holidays(self) -> dict[date, Holiday]:
        """The holidays on which people decided to close."""
        return {row.on: row for row in self.holidays if row.is_closed}

    @cached_property
    def closures_by_day(self) -> dict[date, list[Closure]]:
        """The closures of each day they touch; one that was undone makes no day look different."""
        standing = [row for row in self.closures if row.reopened_at is None]
        return _by_day((day, row) for row in standing for day in _days(row, self.zone))


def hours_of(location: Location) -> Hours:
    """The hours of a location; without queries when its rows were prefetched (`HOURS_ROWS`)."""
    return Hours(
        zone=location.zone,
        weekly=list(location.weekly_hours.all()),
        exceptions=list(location.exceptions.all()),
        holidays=list(location.holidays.all()),
        closures=list(location.closures.all()),
    )


# What to prefetch of a location for `hours_of`.
HOURS_ROWS = ("weekly_hours", "exceptions", "holidays", "closures")


def effective_spans(hours: Hours, kind: str, day: date) -> list[Span]:
    """When this door is really open on this day, earliest first.

    Of a building of which nobody wrote down the hours, only what closes it counts for its desks.
    """
    own = _own_spans(hours, kind, day)
    if kind == HoursKind.OPENING or not own or not _is_building_known(hours, day):
        return own
    return _within(own, _own_spans(hours, HoursKind.OPENING, day))


def special(hours: Hours, kind: str, day: date) -> Special | None:
    """The row that makes this day differ from the weekly rows for this door, if one does."""
    own = _special_row(hours, kind, day)
    if own is not None or kind == HoursKind.OPENING:
        return own
    is_cut = is_cut_short(hours, kind, day)
    return _special_row(hours, HoursKind.OPENING, day) if is_cut else None


def is_cut_short(hours: Hours, kind: str, day: date) -> bool:
    """Whether a desk would be open longer if its building were."""
    return effective_spans(hours, kind, day) != _own_spans(hours, kind, day)


def covers(hours: Hours, kind: str, moment: Moment) -> bool:
    """Whether this door is open for the whole of this moment."""
    day = moment.starts_at.astimezone(hours.zone).date()
    return any(
        span.starts_at <= moment.starts_at and moment.ends_at <= span.ends_at
        for span in effective_spans(hours, kind, day)
    )


def instant(zone: ZoneInfo, day: date, clock: time) -> datetime:
    """The instant (UTC) at which the clock on the wall first says this.

    A time that is skipped in the night the clock goes forward is the end of the gap; of a time that
    comes twice it is the first.
    """
    wall = datetime.combine(day, clock)
    while True:
        found = wall.replace(tzinfo=zone).astimezone(UTC)
        if found.astimezone(zone).replace(tzinfo=None) == wall:
            return found
        wall = wall.replace(second=0, microsecond=0) + _MINUTE


def ended(row: WeeklyHours, on: date) -> WeeklyHours | None:
    """A copy of a weekly row that holds until this date; None when nothing would be left of it."""
    if row.starts_on is not None and on <= row.starts_on:
        return None
    if row.ends_on is not None and row.ends_on <= on:
        return row
    shorter = copy.copy(row)
    shorter.ends_on = on
    return shorter


def succeeded(
    hours: Hours, *, old: WeeklyHours | None, new: Sequence[WeeklyHours], on: date
) -> Hours:
    """The hours when on this date one weekly row makes place for others."""
    kept = [row for row in hours.weekly if old is None or row.pk != old.pk]
    left = ended(old, on) if old else None
    return replace(hours, weekly=[*kept, *([left] if left else []), *new])


@dataclass(frozen=True)
class Timetable:
    """The hours of one door at one location."""

    hours: Hours
    kind: str

    @property
    def weekly(self) -> list[WeeklyHours]:
        """Its weekly rows."""
        return [row for row in self.hours.weekly if row.kind == self.kind]

    @property
    def is_known(self) -> bool:
        """Whether there is anything to tell about this door."""
        kinds = [row.kind for row in self.hours.weekly]
        kinds += [row.kind for row in self.hours.exceptions]
        return self.kind in kinds

    def on(self, day: date) -> list[Span]:
        """The spans of one day, earliest first."""
        return effective_spans(self.hours, self.kind, day)

    def special(self, day: date) -> Special | None:
        """What makes this day differ, if something does."""
        return special(self.hours, self.kind, day)

    def specials(self, first: date, last: date) -> list[tuple[date, Special]]:
        """The days of a period that differ, last day included, each with its row."""
        hours = self.hours
        dated = {*hours.exceptions_by_day, *hours.closed_holidays, *hours.closures_by_day}
        rows = [(day, self.special(day)) for day in sorted(dated) if first <= day <= last]
        return [(day, row) for day, row in rows if row is not None]

    def today(self, moment: datetime) -> date:
        """The day on the calendar there."""
        return moment.astimezone(self.hours.zone).date()

    def upcoming(self, moment: datetime) -> Iterator[Span]:
        """Spans that are open now or will be, soonest first."""
        today = self.today(moment)
        for offset in range(LOOK_AHEAD_DAYS + 1):
            for span in self.on(today + timedelta(days=offset)):
                if not span.is_over(moment):
                    yield span

    def next(self, moment: datetime) -> Span | None:
        """The span that is open now, else the next one within 60 days."""
        return next(self.upcoming(moment), None)


def _own_spans(hours: Hours, kind: str, day: date) -> list[Span]:
    """Without looking at the building, except when that is closed right now."""
    spans = _planned(hours, kind, day)
    for closure in hours.closures_by_day.get(day, ()):
        if closure.kind in (kind, HoursKind.OPENING):
            spans = _without(spans, closure)
    return spans


def _planned(hours: Hours, kind: str, day: date) -> list[Span]:
    """What the rows say, closures left out: an exception before a holiday before a weekly row."""
    dated = [row for row in hours.exceptions_by_day.get(day, ()) if row.kind == kind]
    rows: Sequence[DatedException | WeeklyHours] = dated
    if not dated and day not in hours.closed_holidays:
        rows = [row for row in hours.weekly if row.kind == kind and row.holds_on(day)]
    spans = (
        Span(
            instant(hours.zone, day, row.opens_at),
            instant(hours.zone, day, row.closes_at),
            hours.zone,
        )
        for row in rows
        if row.opens_at and row.closes_at
    )
    # In the hour that is skipped nothing is open.
    real = [span for span in spans if span.starts_at < span.ends_at]
    return sorted(real, key=lambda span: span.starts_at)


def _special_row(hours: Hours, kind: str, day: date) -> Special | None:
    """What makes the own hours of a door differ; the first in precedence."""
    planned = _planned(hours, kind, day)
    for closure in hours.closures_by_day.get(day, ()):
        counts = closure.kind in (kind, HoursKind.OPENING)
        if counts and _without(planned, closure) != planned:
            return closure
    for row in hours.exceptions_by_day.get(day, ()):
        if row.kind == kind:
            return row
    # A holiday on which it is closed anyway makes nothing different.
    is_usually_open = any(row.kind == kind and row.holds_on(day) for row in hours.weekly)
    return hours.closed_holidays.get(day) if is_usually_open else None


def _is_building_known(hours: Hours, day: date) -> bool:
    return hours.has_building or any(
        row.kind == HoursKind.OPENING for row in hours.exceptions_by_day.get(day, ())
    )


def _without(spans: list[Span], closure: Closure) -> list[Span]:
    left = []
    for span in spans:
        if closure.ends_at <= span.starts_at or span.ends_at <= closure.starts_at:
            left.append(span)
            continue
        if span.starts_at < closure.starts_at:
            left.append(replace(span, ends_at=closure.starts_at.astimezone(UTC)))
        if closure.ends_at < span.ends_at:
            left.append(replace(span, starts_at=closure.ends_at.astimezone(UTC)))
    return left


def _within(spans: list[Span], building: list[Span]) -> list[Span]:
    """What both have in common."""
    found = [
        Span(
            max(span.starts_at, around.starts_at),
            min(span.ends_at, around.ends_at),
            span.zone,
        )
        for span in spans
        for around in building
    ]
    return [span for span in found if span.starts_at < span.ends_at]


def _by_day(pairs: Iterable[tuple[date, Row]]) -> dict[date, list[Row]]:
    found: dict[date, list[Row]] = {}
    for day, row in pairs:
        found.setdefault(day, []).append(row)
    return found


def _days(closure: Closure, zone: ZoneInfo) -> Iterator[date]:
    day, last = (at.astimezone(zone).date() for at in (closure.starts_at, closure.ends_at))
    while day <= last:
        yield day
        day += timedelta(days=1)


def _wall(moment: datetime, zone: ZoneInfo) -> time:
    return moment.astimezone(zone).time()
