"""A ground that is in force is never edited: it ends, and another one begins."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from werkcentrum.catalogue.regionfolder.terms import follow_up
from werkcentrum.privacy.regionfolder.terms import Term

LAST_YEAR = date(2024, 7, 1)
YESTERDAY, TODAY, TOMORROW = date(2025, 7, 6), date(2025, 7, 7), date(2025, 7, 8)
NEXT_YEAR = date(2026, 1, 1)


def term(starts_on=LAST_YEAR, ends_on=None, law="Participatiewet artikel 7", data=("name",)):
    return Term(starts_on, ends_on, "public_task", law, data)


def after(present, wanted, today=TODAY):
    return sorted(follow_up(present, wanted, today=today), key=lambda one: one.starts_on)


def test_a_region_without_grounds_gets_them_as_they_stand():
    wanted = [term(LAST_YEAR, TODAY), term(TODAY, law="Wet SUWI artikel 10")]

    assert after([], wanted) == wanted


def test_another_law_begins_where_the_old_one_ends():
    assert after([term()], [term(law="Wet SUWI artikel 10")]) == [
        term(ends_on=TODAY),
        term(TODAY, law="Wet SUWI artikel 10"),
    ]


def test_a_ground_that_is_no_longer_in_the_folder_ends():
    assert after([term()], []) == [term(ends_on=TODAY)]


def test_what_began_today_ends_tomorrow_for_it_lasts_a_day():
    assert after([term(TODAY)], []) == [term(TODAY, TOMORROW)]


def test_a_folder_may_say_when_it_ends():
    assert after([term()], [term(ends_on=NEXT_YEAR)]) == [term(ends_on=NEXT_YEAR)]


def test_another_first_day_does_not_change_what_began():
    assert after([term()], [term(YESTERDAY)]) == [term()]


def test_what_ended_stays_when_the_folder_forgets_it():
    ended = term(ends_on=YESTERDAY)

    assert after([ended], []) == [ended]


def test_what_ended_and_comes_back_begins_now_and_not_then():
    ended = term(ends_on=YESTERDAY)

    assert after([ended], [term()]) == [ended, term(TODAY)]


def test_what_has_not_begun_may_change_and_may_go():
    coming = term(NEXT_YEAR)

    assert after([term(ends_on=NEXT_YEAR), coming], [term(ends_on=NEXT_YEAR)]) == [
        term(ends_on=NEXT_YEAR)
    ]
    assert after(
        [term(ends_on=NEXT_YEAR), coming],
        [term(ends_on=NEXT_YEAR), term(NEXT_YEAR, law="Andere wet")],
    ) == [term(ends_on=NEXT_YEAR), term(NEXT_YEAR, law="Andere wet")]


@st.composite
def periods(draw) -> list[Term]:
    """Terms one after another, as a folder may hold them."""
    days = draw(st.lists(st.integers(-20, 20), unique=True, max_size=6).map(sorted))
    rows = [
        term(TODAY + timedelta(starts), TODAY + timedelta(ends), law=draw(st.sampled_from("ab")))
        for starts, ends in zip(days[::2], days[1::2], strict=False)
    ]
    if len(days) % 2:
        rows.append(term(TODAY + timedelta(days[-1]), law=draw(st.sampled_from("ab"))))
    return rows


@settings(max_examples=150, deadline=None)
@given(folders=st.lists(periods(), min_size=1, max_size=4), steps=st.lists(st.integers(0, 9)))
def test_whatever_is_loaded_nothing_that_began_is_edited_and_twice_changes_nothing(folders, steps):
    today, present = TODAY, []
    for wanted, step in zip(folders, [*steps, 0, 0, 0, 0], strict=False):
        today += timedelta(step)
        found = follow_up(present, wanted, today=today)
        assert sorted(map(repr, follow_up(found, wanted, today=today))) == sorted(map(repr, found))
        assert sorted(map(repr, follow_up(found, found, today=today))) == sorted(map(repr, found))
        for one in (row for row in present if row.starts_on <= today):
            same = [
                row for row in found if (row.starts_on, row.says()) == (one.starts_on, one.says())
            ]
            assert len(same) == 1
            assert same[0].ends_on == one.ends_on or one.holds_on(today)
            assert same[0].ends_on is None or same[0].ends_on >= min(today, one.ends_on or today)
        days = sorted((row.starts_on, row.ends_on or date.max) for row in found)
        assert all(earlier[1] <= later[0] for earlier, later in pairwise(days)), days
        present = found


@pytest.mark.parametrize(("day", "holds"), [(LAST_YEAR, True), (YESTERDAY, True), (TODAY, False)])
def test_a_term_holds_until_but_not_on_its_last_day(day, holds):
    assert term(ends_on=TODAY).holds_on(day) is holds
