"""On which day a term ends: month ends, leap years, weekends and holidays."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from werkcentrum.core.clock import months_after
from werkcentrum.formal.models import Kind
from werkcentrum.formal.terms import LAW, term_for, working_day


def ends(kind: str, received: str, *, extended: bool = False) -> str:
    day = date.fromisoformat(received)
    return term_for(kind, day).ends_on(day, is_extended=extended).isoformat()


@pytest.mark.parametrize(
    ("kind", "received", "first", "longer"),
    [
        # A Monday: weeks end on a Monday too.
        (Kind.COMPLAINT, "2026-06-01", "2026-07-13", "2026-08-10"),
        (Kind.WOO, "2026-06-01", "2026-06-29", "2026-07-13"),
        (Kind.PRIVACY, "2026-06-01", "2026-07-01", "2026-09-01"),
    ],
)
def test_a_term_is_as_long_as_the_law_says_and_longer_once(kind, received, first, longer):
    assert ends(kind, received) == first
    assert ends(kind, received, extended=True) == longer


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-01-30", "2026-03-02"),  # 28 February is a Saturday
        ("2028-01-31", "2028-02-29"),  # a leap year
        ("2027-01-31", "2027-03-01"),  # 28 February is a Sunday
        ("2026-03-31", "2026-04-30"),
        ("2026-12-31", "2027-02-01"),  # 31 January is a Sunday
    ],
)
def test_a_month_from_a_day_that_the_next_month_lacks_ends_on_its_last_day(received, due):
    assert ends(Kind.PRIVACY, received) == due


@pytest.mark.parametrize(
    ("received", "due", "why"),
    [
        ("2026-11-27", "2026-12-28", "Friday 25 December, second Christmas day, a Sunday"),
        ("2026-03-06", "2026-04-07", "Good Friday to Easter Monday"),
        ("2026-03-30", "2026-04-28", "King's day on Monday"),
        ("2026-04-07", "2026-05-06", "5 May, in a year in which few have the day off"),
        ("2026-04-16", "2026-05-15", "Ascension day"),
        ("2026-04-27", "2026-05-26", "Whit Monday"),
        ("2026-12-04", "2027-01-04", "1 January, and the weekend after it"),
    ],
)
def test_a_term_that_ends_on_a_holiday_goes_on_to_the_next_working_day(received, due, why):
    assert ends(Kind.WOO, received) == due, why


def test_two_months_more_count_from_the_day_it_came_in():
    assert ends(Kind.PRIVACY, "2026-12-31") == "2027-02-01"
    assert ends(Kind.PRIVACY, "2026-12-31", extended=True) == "2027-03-31"


def test_there_was_no_woo_before_may_2022():
    with pytest.raises(ValueError, match="no term"):
        term_for(Kind.WOO, date(2022, 4, 30))

    assert term_for(Kind.WOO, date(2022, 5, 1)).weeks == 4


def test_what_came_in_before_a_law_changed_keeps_its_term(monkeypatch):
    changed = term_for(Kind.WOO, date(2026, 1, 1)).__class__(
        Kind.WOO, date(2027, 1, 1), "een nieuwe wet", weeks=3
    )
    monkeypatch.setattr("werkcentrum.formal.terms.LAW", (*LAW, changed))

    assert term_for(Kind.WOO, date(2026, 12, 31)).weeks == 4
    assert term_for(Kind.WOO, date(2027, 1, 1)).weeks == 3


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2022, 5, 1), date(2060, 1, 1)), st.sampled_from(LAW))
def test_a_term_ends_on_a_working_day_and_is_never_shorter_when_it_is_longer(received, term):
    first, longer = term.ends_on(received), term.ends_on(received, is_extended=True)

    assert received < first < longer
    assert {day.weekday() < 5 for day in (first, longer)} == {True}
    assert working_day(first) == first


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(1, 15))
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day, months):
    later = months_after(day, months)

    assert (later.year - day.year) * 12 + later.month - day.month == months
    is_last = (later + timedelta(days=1)).month != later.month
    assert later.day == day.day or (later.day < day.day and is_last)
