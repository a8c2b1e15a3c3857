"""The words of all vacancies, looked up for one person."""

import tracemalloc

import numpy as np
import pytest

from werkcentrum.matching.links import AT_ONCE, Bag, Bagger, Links
from werkcentrum.search.compounds import Splitter

KITCHEN, GARDEN = "kok in een keuken", "hovenier in een tuin"


@pytest.fixture
def bagger():
    return Bagger(Splitter(None))


def test_the_words_of_a_vacancy_are_found_wherever_it_stands_among_many(bagger):
    kitchen, garden = bagger.bag(KITCHEN), bagger.bag(GARDEN)
    at = [0, AT_ONCE - 1, AT_ONCE, 2 * AT_ONCE]
    bags = [kitchen if number in at else garden for number in range(2 * AT_ONCE + 1)]
    links = Links(bags)

    scores = links.scores(links.query(kitchen))

    best = scores == scores.max()
    assert np.flatnonzero(best).tolist() == at
    for number in at:
        assert links.bag(number).tokens.tolist() == kitchen.tokens.tolist()
        assert links.only(number).scores(links.query(kitchen)) == scores[number]


def test_many_vacancies_take_little_more_memory_than_what_is_kept_of_them():
    tokens, many = np.arange(100, dtype=np.uint64), 10_000
    kept = 16 * many * len(tokens)  # two numbers and two weights of four bytes each

    tracemalloc.start()
    # Each takes as much as what is kept of it, so together they would double it.
    links = Links(Bag(tokens.copy(), np.ones(len(tokens))) for _number in range(many))
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert links.bag(0).tokens.tolist() == tokens.tolist()
    assert most < 1.5 * kept
