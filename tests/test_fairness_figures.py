"""The figures of `python -m bench --fairness` count what they say."""

import numpy as np

from bench.fairness import ratios, selected
from bench.fairness_world import Somebody, people
from werkcentrum.matching.flat import Profile


def somebody(*groups):
    return [Somebody({"sort": group}, Profile(group)) for group in groups]


def test_the_first_of_a_vacancy_is_selected_and_exposed_most():
    scores = np.array([[0.9], [0.5], [np.nan]])

    shown = selected(scores)

    assert shown[:, 0].tolist() == [1, 1, 0]
    assert shown[0, 1] > shown[1, 1] > shown[2, 1] == 0


def test_a_group_that_is_shown_half_as_often_has_a_ratio_of_a_half():
    crowd = somebody(*["often", "seldom"] * 50)

    found = ratios(crowd, np.array([2.0, 1.0] * 50), "sort")

    assert found["often"] == (1.0, 1.0, 1.0)
    assert found["seldom"] == (0.5, 0.5, 0.5)


def test_without_differences_who_somebody_is_says_nothing_of_their_life():
    """The same people, with and without one difference: only that differs."""
    plain, elsewhere = list(people(40, ())), list(people(40, ("district",)))

    assert [one.is_of for one in plain] == [one.is_of for one in elsewhere]
    assert [one.profile.wishes for one in plain] == [one.profile.wishes for one in elsewhere]
    assert [one.profile.postcode4 for one in plain] != [one.profile.postcode4 for one in elsewhere]
