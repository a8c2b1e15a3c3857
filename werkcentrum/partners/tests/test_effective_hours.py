"""When a door is really open: precedence, the building around a desk, the clock, and the weeks."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkcentrum.core.clock import AMSTERDAM
from werkcentrum.partners.holidays import suggested_holidays
from werkcentrum.partners.hours import (
    Hours,
    Timetable,
    covers,
    effective_spans,
    instant,
    special,
)
from werkcentrum.partners.models import Closure, DatedException, Holiday, HoursKind, WeeklyHours

WALK_IN, OPENING, APPOINTMENT = HoursKind.WALK_IN, HoursKind.OPENING, HoursKind.APPOINTMENT
MONDAY = date(2026, 11, 30)
BACK, FORWARD = date(2026, 10, 25), date(2027, 3, 28)


def weekly(opens: str, closes: str, *, kind=WALK_IN, weekday=1, **rest) -> WeeklyHours:
    return WeeklyHours(
        kind=kind, weekday=weekday, opens_at=time.fromisoformat(opens),
        closes_at=time.fromisoformat(closes), **rest,
    )  # fmt: skip


def other_times(opens: str, closes: str, *, kind=WALK_IN, on=MONDAY) -> DatedException:
    return DatedException(
        kind=kind, on=on, opens_at=time.fromisoformat(opens),
        closes_at=time.fromisoformat(closes), reason="Markt",
    )  # fmt: skip


def closed_day(*, kind=WALK_IN, on=MONDAY) -> DatedException:
    return DatedException(kind=kind, on=on, is_closed=True, reason="Studiedag")


def holiday(*, is_closed=True, on=MONDAY) -> Holiday:
    return Holiday(on=on, name="Koningsdag", is_closed=is_closed)


def closure(starts: str, ends: str, *, kind=WALK_IN, on=MONDAY) -> Closure:
    return Closure(
        kind=kind, reason=Closure.Reason.ILLNESS,
        starts_at=instant(AMSTERDAM, on, time.fromisoformat(starts)),
        ends_at=instant(AMSTERDAM, on, time.fromisoformat(ends)),
    )  # fmt: skip


def hours(*rows, zone=AMSTERDAM) -> Hours:
    """The hours that these rows make."""
    sorts = (WeeklyHours, DatedException, Holiday, Closure)
    return Hours(zone, *([row for row in rows if isinstance(row, sort)] for sort in sorts))


def shown(found: Hours, kind=WALK_IN, on=MONDAY) -> list[str]:
    """The spans of a day as a door would say them."""
    spans = effective_spans(found, kind, on)
    return [f"{span.opens_at:%H:%M}-{span.closes_at:%H:%M}" for span in spans]


def utc(span) -> tuple[str, str]:
    return (f"{span.starts_at:%d %H:%M}", f"{span.ends_at:%d %H:%M}")


# Precedence

SERIES, EXCEPTION = weekly("13:00", "17:00"), other_times("09:00", "11:00")
CLOSED_NOW = closure("00:00", "23:59")


@pytest.mark.parametrize(
    ("has_series", "has_holiday", "has_exception", "has_closure"),
    list(product((False, True), repeat=4)),
)
def test_scenario_25_a_closure_goes_before_an_exception_before_a_holiday_before_a_weekly_row(
    has_series, has_holiday, has_exception, has_closure
):
    there = [
        row
        for row, is_there in (
            (SERIES, has_series),
            (holiday(), has_holiday),
            (EXCEPTION, has_exception),
            (CLOSED_NOW, has_closure),
        )
        if is_there
    ]
    if has_closure:
        wanted = []
    elif has_exception:
        wanted = ["09:00-11:00"]
    elif has_holiday:
        wanted = []
    else:
        wanted = ["13:00-17:00"] if has_series else []

    assert shown(hours(*there)) == wanted


def test_a_closure_until_a_time_leaves_the_rest_of_the_day():
    found = hours(SERIES, closure("12:00", "14:30"))

    assert shown(found) == ["14:30-17:00"]
    assert shown(found, on=MONDAY + timedelta(weeks=1)) == ["13:00-17:00"]


def test_a_closure_in_the_middle_makes_two_spans():
    assert shown(hours(SERIES, closure("14:00", "15:00"))) == ["13:00-14:00", "15:00-17:00"]


def test_a_closure_that_was_undone_leaves_no_trace_on_the_door():
    undone = closure("13:00", "23:59")
    undone.reopened_at = instant(AMSTERDAM, MONDAY, time(13, 10))

    assert shown(hours(SERIES, undone)) == ["13:00-17:00"]
    assert special(hours(SERIES, undone), WALK_IN, MONDAY) is None


def test_scenario_26_a_holiday_is_only_suggested_and_the_desk_decides():
    good_friday = date(2027, 3, 26)
    friday = weekly("09:00", "12:00", weekday=5)
    suggested = {row.on: row for row in suggested_holidays(date(2027, 3, 1), decided=[])}

    assert suggested[good_friday].name == "Goede vrijdag"
    assert suggested[good_friday].is_closed is None
    assert shown(hours(friday), on=good_friday) == ["09:00-12:00"]
    as_usual = holiday(on=good_friday, is_closed=False)
    assert shown(hours(friday, as_usual), on=good_friday) == ["09:00-12:00"]
    assert shown(hours(friday, holiday(on=good_friday)), on=good_friday) == []


def test_liberation_day_is_suggested_in_every_year():
    """The package counts it only once in five years as a day that everybody has off."""
    suggested = suggested_holidays(date(2026, 5, 1), decided=[])

    assert (date(2026, 5, 5), "Bevrijdingsdag") in [(row.on, row.name) for row in suggested]


def test_what_was_decided_stands_in_the_list():
    kings_day = holiday(on=date(2027, 4, 27))

    found = {row.on: row for row in suggested_holidays(MONDAY, decided=[kings_day])}

    assert found[date(2027, 4, 27)].is_closed is True
    assert found[date(2026, 12, 25)].is_closed is None
    assert list(found) == sorted(found)
    assert min(found) >= MONDAY


# The building around a desk

BUILDING = weekly("10:00", "16:00", kind=OPENING)


@pytest.mark.parametrize(
    ("desk", "open_at"),
    [
        (("09:00", "17:00"), ["10:00-16:00"]),
        (("11:00", "12:00"), ["11:00-12:00"]),
        (("08:00", "10:00"), []),
        (("15:00", "18:00"), ["15:00-16:00"]),
    ],
)
def test_a_desk_is_never_open_longer_than_its_building(desk, open_at):
    assert shown(hours(BUILDING, weekly(*desk))) == open_at


def test_a_building_with_a_break_breaks_its_desk_too():
    morning, evening = (
        weekly("09:00", "12:00", kind=OPENING),
        weekly("13:00", "20:00", kind=OPENING),
    )

    assert shown(hours(morning, evening, weekly("11:00", "14:00"))) == [
        "11:00-12:00",
        "13:00-14:00",
    ]


def test_a_building_of_which_nobody_knows_the_hours_holds_no_desk_back():
    assert shown(hours(SERIES)) == ["13:00-17:00"]
    assert shown(hours(SERIES, closed_day(kind=OPENING))) == []
    assert shown(hours(SERIES, closure("13:00", "14:00", kind=OPENING))) == ["14:00-17:00"]


def test_a_desk_that_is_closed_closes_no_building_and_no_other_desk():
    talks = weekly("10:00", "16:00", kind=APPOINTMENT)
    found = hours(BUILDING, SERIES, talks, closed_day(), closure("12:00", "13:00"))

    assert shown(found) == []
    assert shown(found, APPOINTMENT) == shown(found, OPENING) == ["10:00-16:00"]


def test_the_reason_of_the_building_is_the_reason_of_the_desk_in_it():
    early = other_times("10:00", "14:00", kind=OPENING)
    found = hours(BUILDING, SERIES, early)

    assert special(found, WALK_IN, MONDAY) is early
    assert special(found, WALK_IN, MONDAY + timedelta(days=1)) is None


def test_a_holiday_on_a_day_that_is_closed_anyway_is_nothing_special():
    found = hours(SERIES, holiday(on=MONDAY + timedelta(days=1)))

    assert special(found, WALK_IN, MONDAY + timedelta(days=1)) is None


@dataclass(frozen=True)
class Talk:
    """An appointment, as far as hours are concerned."""

    starts_at: datetime
    ends_at: datetime


def talk(starts: str, minutes: int = 30, on: date = MONDAY) -> Talk:
    start = instant(AMSTERDAM, on, time.fromisoformat(starts))
    return Talk(start, start + timedelta(minutes=minutes))


def test_scenario_27_when_the_library_closes_early_the_talks_after_that_are_found():
    desk = weekly("10:00", "16:00", kind=APPOINTMENT)
    early_closing = other_times("10:00", "14:00", kind=OPENING)
    found = hours(BUILDING, desk, early_closing)

    fits = {name: covers(found, APPOINTMENT, talk(name)) for name in ("10:00", "13:45", "15:00")}

    assert fits == {"10:00": True, "13:45": False, "15:00": False}


def test_a_talk_of_the_whole_span_fits_and_one_minute_more_does_not():
    found = hours(weekly("10:00", "11:00", kind=APPOINTMENT))

    assert covers(found, APPOINTMENT, talk("10:00", 60))
    assert not covers(found, APPOINTMENT, talk("10:00", 61))
    assert not covers(found, WALK_IN, talk("10:00", 60))


# The clock on the wall


def test_scenario_22_half_past_one_stays_half_past_one_when_the_clock_changes():
    found = hours(*(weekly("13:30", "16:30", weekday=day) for day in range(1, 8)))
    days = [BACK - timedelta(days=1), BACK, FORWARD - timedelta(days=1), FORWARD]

    spans = [effective_spans(found, WALK_IN, day)[0] for day in days]

    assert {(span.opens_at, span.closes_at) for span in spans} == {(time(13, 30), time(16, 30))}
    assert [f"{span.starts_at:%H:%M}" for span in spans] == ["11:30", "12:30", "12:30", "11:30"]
    assert {span.ends_at - span.starts_at for span in spans} == {timedelta(hours=3)}


def night(day: date) -> list:
    """The half hours of a night in which the clock changes, from midnight until six."""
    [span] = effective_spans(hours(weekly("00:00", "06:00", weekday=7)), WALK_IN, day)
    return list(span.slots(30))


def test_scenario_23_in_march_half_past_two_does_not_exist():
    slots = night(FORWARD)

    walls = [f"{slot.opens_at:%H:%M}" for slot in slots]
    assert walls[2:6] == ["01:00", "01:30", "03:00", "03:30"]
    assert len(slots) == 10
    assert {slot.ends_at - slot.starts_at for slot in slots} == {timedelta(minutes=30)}


def test_scenario_23_in_october_half_past_two_is_offered_once():
    slots = night(BACK)

    walls = [f"{slot.opens_at:%H:%M}" for slot in slots]
    assert walls == [f"{hour:02}:{half}" for hour in range(6) for half in ("00", "30")]
    assert {slot.ends_at - slot.starts_at for slot in slots} == {timedelta(minutes=30)}
    starts = [slot.starts_at for slot in slots]
    assert starts == sorted(set(starts))


def test_the_night_the_clock_goes_back_is_an_hour_longer():
    [back] = effective_spans(hours(weekly("00:00", "06:00", weekday=7)), WALK_IN, BACK)
    [forward] = effective_spans(hours(weekly("00:00", "06:00", weekday=7)), WALK_IN, FORWARD)

    assert utc(back) == ("24 22:00", "25 05:00")
    assert utc(forward) == ("27 23:00", "28 04:00")


def test_a_time_that_is_skipped_is_the_end_of_the_gap():
    assert instant(AMSTERDAM, FORWARD, time(2, 30)) == datetime(2027, 3, 28, 1, 0, tzinfo=UTC)
    assert shown(hours(weekly("02:30", "04:00", weekday=7)), on=FORWARD) == ["03:00-04:00"]
    assert shown(hours(weekly("02:00", "02:45", weekday=7)), on=FORWARD) == []


def test_a_place_elsewhere_in_the_kingdom_follows_its_own_clock():
    kralendijk = ZoneInfo("America/Kralendijk")
    [span] = effective_spans(hours(SERIES, zone=kralendijk), WALK_IN, MONDAY)
    late = datetime(2026, 11, 30, 23, 30, tzinfo=AMSTERDAM)

    assert (span.opens_at, f"{span.starts_at:%H:%M}") == (time(13), "17:00")
    assert Timetable(hours(SERIES, zone=kralendijk), WALK_IN).today(late) == MONDAY
    later = late + timedelta(hours=2)
    assert Timetable(hours(SERIES, zone=kralendijk), WALK_IN).today(later) == MONDAY


@given(
    st.dates(date(2020, 1, 1), date(2035, 12, 31)),
    st.times().map(lambda clock: clock.replace(second=0, microsecond=0)),
    st.sampled_from(["Europe/Amsterdam", "America/Kralendijk", "Australia/Lord_Howe"]),
)
def test_an_instant_reads_on_the_wall_as_it_was_asked_for_or_later(day, clock, name):
    zone = ZoneInfo(name)

    wall = instant(zone, day, clock).astimezone(zone).replace(tzinfo=None)

    asked = datetime.combine(day, clock)
    assert asked <= wall <= asked + timedelta(hours=1)


# Every so many weeks


@pytest.mark.parametrize(
    ("anchor", "days"),
    [
        # ISO week 53 of 2026 is followed by week 1 of 2027: both are odd.
        (date(2026, 12, 21), [date(2026, 12, 21), date(2027, 1, 4), date(2027, 1, 18)]),
        (date(2026, 12, 28), [date(2026, 12, 28), date(2027, 1, 11), date(2027, 1, 25)]),
        # Counted back from later, and from the Sunday of the same week.
        (date(2027, 3, 1), [date(2026, 12, 21), date(2027, 1, 4), date(2027, 1, 18)]),
        (date(2027, 1, 10), [date(2026, 12, 21), date(2027, 1, 4), date(2027, 1, 18)]),
    ],
)
def test_scenario_29_every_other_week_goes_on_over_week_53_and_the_end_of_the_year(anchor, days):
    row = weekly("13:00", "17:00", every_weeks=2, anchor_on=anchor)
    first = date(2026, 12, 21)

    found = [first + timedelta(weeks=week) for week in range(6) if _holds(row, first, week)]

    assert found == days


def _holds(row: WeeklyHours, first: date, week: int) -> bool:
    return row.holds_on(first + timedelta(weeks=week))


def test_every_third_week_counts_three():
    row = weekly("13:00", "17:00", every_weeks=3, anchor_on=MONDAY)

    assert [week for week in range(-6, 7) if _holds(row, MONDAY, week)] == [-6, -3, 0, 3, 6]


# All together, whatever the rows are

CLOCKS = st.integers(0, 23 * 60 + 58)
KINDS = st.sampled_from(list(HoursKind))
DAYS = st.dates(MONDAY, MONDAY + timedelta(days=6))


@st.composite
def spans_of_a_day(draw) -> tuple[str, str]:
    opens = draw(CLOCKS)
    closes = draw(st.integers(opens + 1, 23 * 60 + 59))
    return tuple(f"{minute // 60:02}:{minute % 60:02}" for minute in (opens, closes))


@st.composite
def any_hours(draw) -> Hours:
    weeks = [
        weekly(*draw(spans_of_a_day()), kind=draw(KINDS), weekday=draw(st.integers(1, 7)))
        for _row in range(draw(st.integers(0, 6)))
    ]
    dated = [
        other_times(*draw(spans_of_a_day()), kind=draw(KINDS), on=draw(DAYS))
        for _row in range(draw(st.integers(0, 3)))
    ]
    shut = [
        closure(*draw(spans_of_a_day()), kind=draw(KINDS), on=draw(DAYS))
        for _row in range(draw(st.integers(0, 3)))
    ]
    free = [holiday(on=draw(DAYS), is_closed=draw(st.booleans()))]
    return hours(*weeks, *dated, *free[: draw(st.integers(0, 1))], *shut)


@given(any_hours(), KINDS, DAYS)
def test_whatever_the_rows_a_day_is_in_order_and_nothing_is_open_during_a_closure(found, kind, day):
    spans = effective_spans(found, kind, day)

    assert spans == sorted(spans, key=lambda span: span.starts_at)
    assert all(span.starts_at < span.ends_at and span.on == day for span in spans)
    for shut in found.closures:
        if shut.kind in (kind, OPENING):
            assert not [
                s for s in spans if s.starts_at < shut.ends_at and shut.starts_at < s.ends_at
            ]


@given(any_hours(), DAYS)
def test_whatever_the_rows_a_desk_is_open_only_when_its_building_is(found, day):
    if not found.has_building:
        found = replace(found, weekly=[*found.weekly, BUILDING])
    building = effective_spans(found, OPENING, day)

    for span in effective_spans(found, WALK_IN, day):
        assert any(b.starts_at <= span.starts_at and span.ends_at <= b.ends_at for b in building)
