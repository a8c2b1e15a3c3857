"""Opening hours: what a visitor reads on the door."""

from datetime import date, datetime, time

from hypothesis import given
from hypothesis import strategies as st

from werkcentrum.core.clock import AMSTERDAM
from werkcentrum.partners.hours import Timetable
from werkcentrum.partners.models import DatedException, HoursKind, WeeklyHours

MONDAY = date(2026, 11, 30)


def monday_afternoon(**period) -> WeeklyHours:
    return WeeklyHours(
        kind=HoursKind.WALK_IN, weekday=1, opens_at=time(13), closes_at=time(17), **period
    )


def at(hour: int, minute: int = 0, day: date = MONDAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=AMSTERDAM)


def test_the_desk_is_open_from_its_first_minute_until_its_last():
    table = Timetable([monday_afternoon()], [])

    assert table.next(at(13)).contains(at(13))
    assert table.next(at(16, 59)).contains(at(16, 59))
    assert table.next(at(17)).on == date(2026, 12, 7)


def test_a_closed_day_moves_the_next_time_a_week():
    closed = DatedException(kind=HoursKind.WALK_IN, on=MONDAY, is_closed=True, reason="Sinterklaas")

    assert Timetable([monday_afternoon()], [closed]).next(at(9)).on == date(2026, 12, 7)


def test_other_hours_on_one_day_replace_the_weekly_ones():
    other = DatedException(
        kind=HoursKind.WALK_IN, on=MONDAY, opens_at=time(9), closes_at=time(10), reason="Markt"
    )

    spans = Timetable([monday_afternoon()], [other]).on(MONDAY)

    assert [(span.opens_at, span.closes_at) for span in spans] == [(time(9), time(10))]


def test_hours_end_on_the_first_day_they_no_longer_hold():
    row = monday_afternoon(starts_on=MONDAY, ends_on=date(2026, 12, 7))

    assert row.holds_on(MONDAY)
    assert not row.holds_on(date(2026, 12, 7))
    assert not row.holds_on(date(2026, 11, 23))


def test_the_night_the_clock_goes_back_changes_no_wall_time():
    sunday = WeeklyHours(kind=HoursKind.OPENING, weekday=7, opens_at=time(1), closes_at=time(4))
    night = date(2026, 10, 25)

    assert Timetable([sunday], []).next(at(2, 30, night)).contains(at(2, 30, night))


@given(
    # Hypothesis wants bounds without a time zone.
    st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2027, 12, 31)),  # noqa: DTZ001
    st.integers(1, 7),
)
def test_the_next_time_is_never_over_and_never_more_than_a_week_away(moment, weekday):
    moment = moment.replace(tzinfo=AMSTERDAM)
    row = WeeklyHours(
        kind=HoursKind.WALK_IN, weekday=weekday, opens_at=time(13), closes_at=time(17)
    )

    span = Timetable([row], []).next(moment)

    assert not span.is_over(moment)
    assert (span.on - moment.date()).days <= 7
