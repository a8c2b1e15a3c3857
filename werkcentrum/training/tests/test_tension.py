"""Where work is easy to find is told, and never who looks for it."""

import random

import pytest

from werkcentrum.training.tension import FEWEST, STEP, overview

CARE, SHOPS, OFFICE = "care", "shops", "office"


def looking(**counts):
    return [{group} for group, count in counts.items() for _one in range(count)]


def test_the_group_with_most_vacancies_for_each_person_comes_first():
    found = overview({CARE: 30, SHOPS: 40}, looking(care=10, shops=40))

    assert found.has_people
    assert [(row.group, row.vacancies, row.people, row.ratio) for row in found.rows] == [
        (CARE, 30, 10, 3.0), (SHOPS, 40, 40, 1.0),
    ]  # fmt: skip


@pytest.mark.parametrize("people", range(1, FEWEST))
def test_a_group_with_fewer_than_five_people_is_not_told(people):
    found = overview({CARE: 30, SHOPS: 40, OFFICE: 9}, looking(care=people, shops=40, office=9))

    assert CARE not in {row.group for row in found.rows}


def test_a_group_with_fewer_than_five_vacancies_is_not_told():
    found = overview({CARE: 4, SHOPS: 40, OFFICE: 9}, looking(care=50, shops=40, office=9))

    assert CARE not in {row.group for row in found.rows}


def test_with_too_few_people_there_are_only_vacancies_the_most_first():
    found = overview({CARE: 30, SHOPS: 40, OFFICE: 4}, looking(care=8, shops=2))

    assert not found.has_people
    assert [(row.group, row.vacancies, row.people) for row in found.rows] == [
        (SHOPS, 40, None), (CARE, 30, None),
    ]  # fmt: skip


def test_somebody_who_comes_or_goes_is_seen_in_no_number_but_at_a_border():
    """Within five people nothing on the page changes, so one day before gives nobody away."""
    told = [
        overview({CARE: 30, SHOPS: 40}, looking(care=count, shops=20)).rows
        for count in range(8, 8 + STEP)
    ]

    assert len(set(told)) == 1


def test_what_is_told_is_the_same_for_many_different_hidden_groups():
    """From all that is told nobody can compute back how many are in a hidden group."""
    chance = random.Random(7)
    for _time in range(200):
        shown = {CARE: chance.randint(5, 60), SHOPS: chance.randint(5, 60)}
        hidden = [
            overview({CARE: 30, SHOPS: 40, OFFICE: 9}, looking(**shown, office=count))
            for count in range(FEWEST)
        ]
        assert len(set(hidden)) == 1


def test_who_wants_several_sorts_of_work_counts_once_in_each():
    found = overview({CARE: 30, SHOPS: 40}, [{CARE, SHOPS}] * 10)

    assert {row.group: row.people for row in found.rows} == {CARE: 10, SHOPS: 10}
