"""Where work is easy to find is told, and never who looks for it."""

import pytest

from werkcentrum.training.tension import FEWEST, overview

CARE, SHOPS, OFFICE = "care", "shops", "office"


def test_the_group_with_most_vacancies_for_each_person_comes_first():
    found = overview({CARE: 28, SHOPS: 44}, {CARE: 10, SHOPS: 40})

    assert found.has_people
    assert [(row.group, row.vacancies, row.people, row.ratio) for row in found.rows] == [
        (CARE, 28, 10, 2.0), (SHOPS, 44, 40, 1.0),
    ]  # fmt: skip


def test_a_small_group_does_not_come_first_by_the_people_that_are_not_told():
    # Of 9 in care and 28 in shops there are most vacancies for each person in shops.
    found = overview({CARE: 10, SHOPS: 40}, {CARE: 5, SHOPS: 25})

    assert [row.group for row in found.rows] == [SHOPS, CARE]


@pytest.mark.parametrize("told", [{CARE: 0}, {}])
def test_a_group_of_which_no_people_are_told_is_left_out(told):
    found = overview({CARE: 30, SHOPS: 40, OFFICE: 9}, told | {SHOPS: 40, OFFICE: 5})

    assert CARE not in {row.group for row in found.rows}


@pytest.mark.parametrize("vacancies", range(1, FEWEST))
def test_a_group_with_fewer_than_five_vacancies_is_not_told(vacancies):
    told = {CARE: 50, SHOPS: 40, OFFICE: 5}
    found = overview({CARE: vacancies, SHOPS: 40, OFFICE: 9}, told)

    assert CARE not in {row.group for row in found.rows}


def test_with_too_few_people_there_are_only_vacancies_the_most_first():
    found = overview({CARE: 30, SHOPS: 40, OFFICE: 4}, {CARE: 5, SHOPS: 0})

    assert not found.has_people
    assert [(row.group, row.vacancies, row.people) for row in found.rows] == [
        (SHOPS, 40, None), (CARE, 30, None),
    ]  # fmt: skip
