"""Opening hours: what a visitor reads on the door."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from werkcentrum.core.clock import AMSTERDAM
from werkcentrum.partners.hours import HOURS_ROWS, Hours, Timetable, hours_of
from werkcentrum.partners.models import DatedException, HoursKind, Location, WeeklyHours
from werkcentrum.partners.tests.make import (
    make_closed_day,
    make_location,
    make_municipality,
    make_region,
    make_walk_in,
)

MONDAY = date(2026, 11, 30)


def monday_afternoon(**period) -> WeeklyHours:
    return WeeklyHours(
        kind=HoursKind.WALK_IN, weekday=1, opens_at=time(13), closes_at=time(17), **period
    )


def timetable(weekly, exceptions=(), *, kind: str = HoursKind.WALK_IN) -> Timetable:
    """The timetable of one door; of rows for the building, that of the building."""
    kind = HoursKind.OPENING if weekly and weekly[0].kind == HoursKind.OPENING else kind
    return Timetable(Hours(AMSTERDAM, weekly, exceptions), kind)


def at(hour: int, minute: int = 0, day: date = MONDAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=AMSTERDAM)


def test_the_desk_is_open_from_its_first_minute_until_its_last():
    table = timetable([monday_afternoon()])

    assert table.next(at(13)).contains(at(13))
    assert table.next(at(16, 59)).contains(at(16, 59))
    assert table.next(at(17)).on == date(2026, 12, 7)


def test_a_closed_day_moves_the_next_time_a_week():
    closed = DatedException(kind=HoursKind.WALK_IN, on=MONDAY, is_closed=True, reason="Sinterklaas")

    assert timetable([monday_afternoon()], [closed]).next(at(9)).on == date(2026, 12, 7)


def test_other_hours_on_one_day_replace_the_weekly_ones():
    other = DatedException(
        kind=HoursKind.WALK_IN, on=MONDAY, opens_at=time(9), closes_at=time(10), reason="Markt"
    )

    spans = timetable([monday_afternoon()], [other]).on(MONDAY)

    assert [(span.opens_at, span.closes_at) for span in spans] == [(time(9), time(10))]


def test_hours_end_on_the_first_day_they_no_longer_hold():
    row = monday_afternoon(starts_on=MONDAY, ends_on=date(2026, 12, 7))

    assert row.holds_on(MONDAY)
    assert not row.holds_on(date(2026, 12, 7))
    assert not row.holds_on(date(2026, 11, 23))


def test_the_night_the_clock_goes_back_changes_no_wall_time():
    sunday = WeeklyHours(kind=HoursKind.OPENING, weekday=7, opens_at=time(1), closes_at=time(4))
    night = date(2026, 10, 25)

    assert timetable([sunday]).next(at(2, 30, night)).contains(at(2, 30, night))


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

    span = timetable([row]).next(moment)

    assert not span.is_over(moment)
    assert (span.on - moment.date()).days <= 7


# Nights and midnights


def opening(weekday: int, opens_at: time, closes_at: time) -> WeeklyHours:
    return WeeklyHours(
        kind=HoursKind.OPENING, weekday=weekday, opens_at=opens_at, closes_at=closes_at
    )


def test_just_before_midnight_it_is_still_today_and_just_after_tomorrow():
    table = timetable([opening(1, time(22), time(23, 59)), opening(2, time(0), time(1))])
    monday, tuesday = MONDAY, date(2026, 12, 1)

    assert table.next(at(23, 58, monday)).on == monday
    assert table.next(at(23, 59, monday)).on == tuesday
    assert table.next(at(0, 0, tuesday)).contains(at(0, 0, tuesday))
    assert table.next(at(1, 0, tuesday)).on == date(2026, 12, 7)


def test_a_walk_in_hour_with_a_break_is_two_spans_in_order():
    table = timetable([opening(1, time(13), time(17)), opening(1, time(9), time(12))])

    assert [span.opens_at for span in table.on(MONDAY)] == [time(9), time(13)]
    assert not table.next(at(12, 30)).contains(at(12, 30))
    assert table.next(at(12, 30)).opens_at == time(13)


@pytest.mark.parametrize("fold", [0, 1])
def test_the_hour_that_comes_twice_is_open_both_times(fold):
    table = timetable([opening(7, time(2), time(3))])
    moment = at(2, 30, date(2026, 10, 25)).replace(fold=fold)

    assert table.next(moment).contains(moment)


def test_in_the_hour_that_is_skipped_nobody_waits_for_a_door():
    table = timetable([opening(7, time(2), time(3)), opening(7, time(9), time(12))])
    night = date(2027, 3, 28)
    # The second after 1.59.59 is 3.00.00.
    after = datetime(2027, 3, 28, 1, 0, tzinfo=UTC).astimezone(AMSTERDAM)

    assert (after.hour, after.date()) == (3, night)
    assert table.next(after).opens_at == time(9)


@pytest.mark.parametrize("night", [date(2026, 10, 25), date(2027, 3, 28)])
def test_around_a_clock_change_every_minute_has_an_answer(night):
    table = timetable([opening(day, time(0), time(4)) for day in range(1, 8)])
    start = datetime(night.year, night.month, night.day, tzinfo=AMSTERDAM).astimezone(UTC)

    for minute in range(26 * 60):
        moment = (start + timedelta(minutes=minute)).astimezone(AMSTERDAM)
        span = table.next(moment)
        assert span.contains(moment) == (moment.hour < 4)
        assert not span.is_over(moment)


def test_an_exception_opens_a_day_that_is_closed_otherwise():
    saturday = date(2026, 12, 5)
    extra = DatedException(
        kind=HoursKind.WALK_IN, on=saturday, opens_at=time(10), closes_at=time(11), reason="Markt"
    )

    table = timetable([monday_afternoon()], [extra])

    assert table.next(at(18)).on == saturday
    assert table.specials(MONDAY, saturday) == [(saturday, extra)]
    assert table.specials(date(2026, 12, 6), date(2026, 12, 20)) == []


def test_a_door_that_opens_within_sixty_days_is_found_and_a_later_one_not():
    table = timetable([monday_afternoon(starts_on=date(2027, 1, 25))])

    assert table.next(at(9)).on == date(2027, 1, 25)
    assert table.next(at(9, day=date(2026, 11, 25))) is None
    assert timetable([]).next(at(9)) is None


def test_opening_hours_and_walk_in_hours_of_a_location_are_told_apart(db):
    location = make_location(make_municipality(make_region()))
    make_walk_in(location)
    make_closed_day(location, MONDAY)
    hours = hours_of(Location.objects.prefetch_related(*HOURS_ROWS).get())

    walk_in, building = (Timetable(hours, kind) for kind in (HoursKind.WALK_IN, HoursKind.OPENING))

    assert (walk_in.is_known, building.is_known) == (True, False)
    assert walk_in.special(MONDAY).reason == "Studiedag"
    assert building.special(MONDAY) is None


def test_the_database_refuses_hours_that_end_before_they_begin(db):
    location = make_location(make_municipality(make_region()))

    with pytest.raises(IntegrityError), transaction.atomic():
        make_walk_in(location, opens_at=time(17), closes_at=time(13))
    with pytest.raises(IntegrityError), transaction.atomic():
        make_walk_in(location, weekday=0)
