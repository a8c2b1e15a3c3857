"""Who finds which vacancies: by what they can, within their limits, and the same every way."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from werkcentrum.matching import kernel, kernel_compiled
from werkcentrum.matching.kernel import IRREGULAR, LEVEL_UNKNOWN, People, Vacancies

SKILLS = 12
COOKING, SERVING, WELDING = 0, 1, 2
FORKLIFT = 2  # the bit of a licence
VOORBURG, DELFT, GRONINGEN = (52.07, 4.36), (52.01, 4.36), (53.22, 6.57)
NOWHERE = (np.nan, np.nan)
# Compiling takes some seconds.
EITHER = pytest.mark.parametrize(
    "way",
    [kernel.best, pytest.param(kernel_compiled.best, marks=pytest.mark.slow)],
    ids=["numpy", "numba"],
)


def work(skills=None, place=VOORBURG, hours=(16, 40), level=0, demands=0):
    return {COOKING: 2, SERVING: 1} if skills is None else skills, place, hours, level, demands


def somebody(skills=(COOKING,), place=VOORBURG, km=20, hours=(24, 32), level=2, lacks=0):
    return dict.fromkeys(skills, 1), place, km, hours, level, lacks


def vacancies(*rows):
    skills, place, hours, level, demands = zip(*rows, strict=True)
    return Vacancies(
        *kernel.ragged(skills), _points(place), np.array(hours, np.uint8),
        np.array(level, np.uint8), np.array(demands, np.int64),
    )  # fmt: skip


def people(*rows):
    skills, place, km, hours, level, lacks = zip(*rows, strict=True)
    starts, numbers, _weights = kernel.ragged(skills)
    return People(
        starts, numbers, _points(place), kernel.reaches(km, _points(place)),
        np.array(hours, np.uint8), np.array(level, np.uint8), np.array(lacks, np.int64),
    )  # fmt: skip


def found(way, person, *rows, top=5):
    """Numbers of the vacancies that this person finds, best first."""
    numbers = way(kernel.build(vacancies(*rows), SKILLS), people(person), top).vacancy[0]
    return [int(number) for number in numbers if number >= 0]


@EITHER
def test_who_can_more_of_what_is_asked_finds_it_higher(way):
    rows = [work({COOKING: 1, WELDING: 3}), work({COOKING: 1}), work({COOKING: 1, SERVING: 1})]

    assert found(way, somebody(), *rows) == [1, 2, 0]


@EITHER
def test_a_score_is_the_share_of_the_weight_and_says_how_much_matched(way):
    best = way(kernel.build(vacancies(work()), SKILLS), people(somebody()), 2)

    assert best.score.tolist() == [[2 / 3, 0.0]]
    assert best.matched.tolist() == [[2, 0]]
    assert best.vacancy.tolist() == [[0, -1]]


@EITHER
def test_of_equal_vacancies_the_first_comes_first(way):
    same = [work({COOKING: 1, SERVING: 2}), work({COOKING: 2, SERVING: 4})] * 3

    assert found(way, somebody(), *same, top=4) == [0, 1, 2, 3]


@EITHER
def test_somebody_who_can_nothing_of_it_does_not_find_it(way):
    assert found(way, somebody(skills=(WELDING,)), work(), work({})) == []
    assert found(way, somebody(skills=(SKILLS + 5,)), work()) == []
    assert found(way, somebody(skills=()), work()) == []


@EITHER
@pytest.mark.parametrize(
    ("person", "offer", "is_found"),
    [
        (somebody(km=8), work(place=DELFT), True),
        (somebody(km=6), work(place=DELFT), False),
        (somebody(), work(place=GRONINGEN), False),
        (somebody(km=np.nan), work(place=GRONINGEN), True),
        (somebody(place=NOWHERE), work(place=GRONINGEN), True),
        (somebody(km=1), work(place=NOWHERE), True),
        (somebody(hours=(24, 32)), work(hours=(32, 40)), True),
        (somebody(hours=(24, 32)), work(hours=(33, 40)), False),
        (somebody(hours=(24, 32)), work(hours=(8, 16)), False),
        (somebody(hours=kernel.ANY_HOURS), work(hours=(8, 16)), True),
        (somebody(hours=(24, 32)), work(hours=kernel.ANY_HOURS), True),
        (somebody(level=3), work(level=4), False),
        (somebody(level=4), work(level=4), True),
        (somebody(level=LEVEL_UNKNOWN), work(level=4), True),
        (somebody(lacks=FORKLIFT), work(demands=FORKLIFT), False),
        (somebody(lacks=0), work(demands=FORKLIFT), True),
        (somebody(lacks=FORKLIFT), work(demands=IRREGULAR), True),
        (somebody(lacks=IRREGULAR), work(demands=IRREGULAR | FORKLIFT), False),
    ],
)
def test_a_limit_excludes_and_what_is_unknown_does_not(way, person, offer, is_found):
    assert found(way, person, offer) == ([0] if is_found else [])
    numbers, _scores = kernel.people_for(vacancies(offer), 0, people(person), 5)
    assert numbers.tolist() == ([0] if is_found else [])


@EITHER
def test_without_vacancies_or_people_nothing_is_found(way):
    none = Vacancies(*(values[:0] for values in vacancies(work())))._replace(
        starts=np.zeros(1, int)
    )

    assert way(kernel.build(none, SKILLS), people(somebody()), 3).vacancy.tolist() == [[-1] * 3]
    nobody = People(*(values[:0] for values in people(somebody())))._replace(
        starts=np.zeros(1, int)
    )
    assert way(kernel.build(vacancies(work()), SKILLS), nobody, 3).vacancy.shape == (0, 3)


def test_a_vacancy_finds_the_people_who_can_most_of_it():
    crowd = [somebody(), somebody((COOKING, SERVING)), somebody((SERVING,)), somebody((WELDING,))]

    numbers, scores = kernel.people_for(vacancies(work()), 0, people(*crowd), 2)

    assert numbers.tolist() == [1, 0]
    assert scores.tolist() == [1.0, 2 / 3]


def test_of_people_who_can_the_same_the_first_come_first():
    numbers, _scores = kernel.people_for(vacancies(work()), 0, people(*[somebody()] * 3), 2)

    assert numbers.tolist() == [0, 1]


def test_a_reach_is_a_way_over_the_globe():
    here, there = _points([VOORBURG, GRONINGEN])
    line = int(((here.astype(np.int64) - there) ** 2).sum())
    (south, west), (north, east) = np.radians([VOORBURG, GRONINGEN])
    half = np.sin((north - south) / 2) ** 2
    half += np.cos(north) * np.cos(south) * np.sin((east - west) / 2) ** 2
    kilometres = 2 * 6_371 * np.arcsin(np.sqrt(half))  # haversine

    assert (
        kernel.reaches(kilometres - 0.002, here) < line < kernel.reaches(kilometres + 0.002, here)
    )


@pytest.mark.parametrize(
    "skills", [{COOKING: 0}, {COOKING: 65_535, SERVING: 1}, {-1: 1}], ids=["none", "much", "below"]
)
def test_a_weight_or_number_that_cannot_be_is_refused(skills):
    with pytest.raises(ValueError, match="must be"):
        kernel.ragged([skills])


def test_a_skill_that_stands_twice_or_is_too_high_is_refused():
    offer = vacancies(work(), work({SERVING: 1}))

    with pytest.raises(ValueError, match="each once"):
        kernel.build(offer._replace(skills=np.array([0, 0, 1], np.int32)), SKILLS)
    with pytest.raises(ValueError, match="below 1"):
        kernel.build(offer, 1)


@EITHER
def test_a_person_who_can_the_same_twice_is_refused(way):
    twice = people(somebody((COOKING, SERVING)))._replace(skills=np.array([0, 0], np.int32))

    with pytest.raises(ValueError, match="each once"):
        way(kernel.build(vacancies(work()), SKILLS), twice, 5)


places = st.sampled_from([VOORBURG, DELFT, GRONINGEN, NOWHERE])
hours = st.sampled_from([(8, 16), (16, 24), (24, 40), kernel.ANY_HOURS])
bits = st.sampled_from([0, IRREGULAR, FORKLIFT, FORKLIFT | IRREGULAR])
asked = st.dictionaries(st.integers(0, SKILLS - 1), st.integers(1, 4), max_size=5)
offers = st.tuples(asked, places, hours, st.integers(0, 4), bits)
persons = st.tuples(
    asked, places, st.sampled_from([3, 10, 300, np.nan]), hours,
    st.sampled_from([1, 2, 3, 4, LEVEL_UNKNOWN]), bits,
)  # fmt: skip


@EITHER
@settings(max_examples=40, deadline=None)
@given(
    offered=st.lists(offers, min_size=1, max_size=40),
    asking=st.lists(persons, min_size=1, max_size=6),
)
def test_asking_all_at_once_gives_what_asking_one_by_one_gives(way, offered, asking):
    offer, crowd = vacancies(*offered), people(*asking)
    slow = [one_by_one(offer, crowd, person) for person in range(len(asking))]

    best = way(kernel.build(offer, SKILLS), crowd, 4)

    for person, expected in enumerate(slow):
        pairs = zip(best.score[person].tolist(), best.vacancy[person].tolist(), strict=True)
        assert [pair for pair in pairs if pair[1] >= 0] == expected[:4]
    for vacancy in range(len(offered)):
        numbers, scores = kernel.people_for(offer, vacancy, crowd, 6)
        pairs = {(score, person) for person, score in zip(numbers.tolist(), scores, strict=True)}
        assert pairs == {
            (score, person)
            for person, rows in enumerate(slow)
            for score, number in rows
            if number == vacancy
        }


@pytest.mark.slow
@pytest.mark.parametrize("size", [1, 2_048, 2_049, 5_000])
def test_over_many_neighbourhoods_both_ways_agree_to_the_bit(size):
    offer, crowd = crowded(size, np.random.default_rng(size))

    index = kernel.build(offer, SKILLS)
    slow, fast = kernel.best(index, crowd, 20), kernel_compiled.best(index, crowd, 20)

    for one, other in zip(slow, fast, strict=True):
        assert one.tobytes() == other.tobytes()
    for person in range(0, 60, 6):
        expected = one_by_one(offer, crowd, person)[:20]
        assert [pair[1] for pair in expected] == [n for n in slow.vacancy[person] if n >= 0]


def crowded(size, chance):
    """So many vacancies and sixty people around a few towns."""
    towns = [VOORBURG, DELFT, GRONINGEN]

    def spot():
        return tuple(towns[chance.integers(3)] + chance.normal(0, 0.05, 2))

    def skills():
        return {int(skill): int(chance.integers(1, 900)) for skill in chance.integers(0, SKILLS, 5)}

    return (
        vacancies(*(work(skills(), spot(), demands=int(chance.integers(4))) for _ in range(size))),
        people(
            *(somebody(skills(), spot(), int(chance.integers(2, 40)), lacks=int(chance.integers(4)))
              for _ in range(60))
        ),
    )  # fmt: skip


def one_by_one(offer, crowd, person):
    """Every vacancy that this person may have: score and number, best first. As plain as can be."""
    mine = set(crowd.skills[crowd.starts[person] : crowd.starts[person + 1]].tolist())
    rows = []
    for number in range(len(offer.level)):
        part = slice(offer.starts[number], offer.starts[number + 1])
        asked = dict(zip(offer.skills[part].tolist(), offer.weights[part].tolist(), strict=True))
        matched = sum(weight for skill, weight in asked.items() if skill in mine)
        if matched and _is_possible(offer, number, crowd, person):
            rows.append((matched / sum(asked.values()), number))
    return sorted(rows, key=lambda row: (-row[0], row[1]))


def _is_possible(offer, number, crowd, person):
    square = sum(
        (a - b) ** 2
        for a, b in zip(offer.place[number].tolist(), crowd.place[person].tolist(), strict=True)
    )
    return (
        (not offer.place[number].any() or square <= crowd.reach[person])
        and offer.hours[number, 0] <= crowd.hours[person, 1]
        and crowd.hours[person, 0] <= offer.hours[number, 1]
        and offer.level[number] <= crowd.level[person]
        and not int(offer.demands[number]) & int(crowd.lacks[person])
    )


def _points(places):
    latitude, longitude = zip(*places, strict=True)
    return kernel.points(latitude, longitude)
