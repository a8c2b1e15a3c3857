"""A training is worth what the matcher says that somebody would get with it."""

import random
from dataclasses import replace

import pytest

from werkcentrum.matching.facts import seed_reader
from werkcentrum.matching.learning import (
    FITS,
    NEARER,
    WORTH,
    Course,
    gains,
    surest,
    trained,
)
from werkcentrum.matching.scoring import Market
from werkcentrum.matching.tests.make import make_cook, make_market, make_vacancy

SITE = make_vacancy("bouw", "Timmerman", text="U zaagt, schroeft en leest tekeningen. VCA nodig.")
STORE = make_vacancy(
    "magazijn", "Heftruckchauffeur", text="U rijdt met de heftruck. Heftruckcertificaat nodig."
)
LORRY = make_vacancy(
    "wagen", "Vrachtwagenchauffeur", text="U rijdt met een vrachtwagen. Code 95 nodig.",
    licences=frozenset({"C"}),
)  # fmt: skip
CARPENTER = ("timmerman", "timmerman, zagen, schroeven en tekeningen lezen")
COURSES = [
    Course("vca", frozenset({"vca"})),
    Course("heftruck", frozenset({"heftruckcertificaat", "heftruck"})),
    Course("timmeren", frozenset({"timmeren", "vca", "bouwtekening"}), level=4),
    Course("rijden", frozenset({"rijbewijs-c", "code-95"})),
    Course("koken", frozenset({"koken", "haccp"}), level=3),
]


def brute_force(market, person, course):
    """Whole matches held against each other: what opens, and what comes nearer.

    For vacancies that the diploma is for, of somebody who has its level.
    """
    every = len(market.vacancies)
    before = {one.at: one.score for one in market.match(person, every).results}
    after = [
        one
        for has in (True, False)
        for one in market.match(trained(person, course, has_level=has), every).results
        if (not course.occupations.isdisjoint(surest(market.facts[one.at]))) is has
    ]
    risen = {
        one.at: one.score for one in after
        if one.score >= WORTH
        and (one.at not in before or round(one.score - before[one.at], 4) >= NEARER)
    }  # fmt: skip
    opened = {at for at, score in risen.items() if score >= FITS > before.get(at, 0.0)}
    return opened, set(risen) - opened, risen


def make_varied(seed: int) -> Market:
    """Sixty vacancies put together by chance of what the lists know."""
    chance, lexicon = random.Random(seed), seed_reader().lexicon
    concepts = list(lexicon.concepts.values())
    work = [one.label for one in concepts if one.kind == "occupation"]
    skills = [one.label for one in concepts if one.kind == "skill"]
    return make_market(*(
        make_vacancy(
            str(number), chance.choice(work), text=". ".join(chance.sample(skills, 3)),
            level=chance.choice([None, 3, 4, 5]), postcode4=chance.choice(["2271", "2611", ""]),
            licences=chance.choice([frozenset(), frozenset({"B"}), frozenset({"C"})]),
        )
        for number in range(60)
    ), LORRY)  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_every_gain_is_what_matching_again_gives(seed):
    market = make_varied(seed)
    chance = random.Random(seed)
    keys = [one.key for one in market.reader.lexicon.concepts.values() if one.kind == "skill"]
    trades = [key for facts in market.facts for key in facts.occupations]
    courses = [
        Course(
            str(n), frozenset(chance.sample(keys, 6)), chance.choice([None, 4, 5]),
            frozenset(chance.sample(trades, 3)),
        )
        for n in range(40)
    ]  # fmt: skip
    courses += [Course("rijden", frozenset({"rijbewijs-c"})), *COURSES[:2]]
    wishes = [f"{vacancy.title}. {vacancy.text}" for vacancy in market.vacancies[:9]]
    wishes += [LORRY.title, LORRY.text]
    person = market.person(make_cook(wishes=tuple(wishes), level=3, km=None))

    found = {gain.course.key: gain for gain in gains(market, person, courses)}

    assert any(gain.opened for gain in found.values())
    assert any(step.lifts for gain in found.values() for step in gain.steps)
    for course in courses:
        opened, nearer, scores = brute_force(market, person, course)
        gain = found.get(course.key)
        steps = gain.steps if gain else ()
        assert {step.at for step in (gain.opened if gain else ())} == opened
        assert {step.at for step in (gain.nearer if gain else ())} == nearer
        assert {step.at: step.after for step in steps} == pytest.approx(scores, abs=1e-9)


def test_the_training_that_opens_most_comes_first():
    market = make_varied(1)
    person = market.person(
        make_cook(wishes=tuple(vacancy.title for vacancy in market.vacancies[:9]), km=None)
    )

    found = gains(market, person, [Course(str(n), frozenset({key})) for n, key in enumerate(
        key for key, one in market.reader.lexicon.concepts.items() if one.kind == "skill"
    )])  # fmt: skip

    counts = [len(gain.opened) for gain in found]
    assert counts == sorted(counts, reverse=True)


def test_a_driving_licence_lifts_the_limit_of_who_surely_has_none():
    market = make_market(LORRY, STORE, SITE, make_vacancy())
    wishes = ("vrachtwagenchauffeur", "rijden met een vrachtwagen")
    person = market.person(make_cook(wishes=wishes))

    [gain] = gains(market, person, [COURSES[3]])

    assert [(step.at, step.lifts) for step in gain.steps] == [(0, "licence")]


CARE = make_vacancy(
    "zorg",
    "Verzorgende ig",
    text="U verzorgt ouderen en geeft medicijnen.",
    level=4,
    is_level_by_law=True,
)


@pytest.mark.parametrize(
    ("trade", "lifts"), [("verzorgende", ["level"]), ("kok", []), ("pedagogisch-medewerker", [])]
)
def test_only_a_diploma_for_that_work_lifts_what_the_law_asks(trade, lifts):
    market = make_market(CARE, STORE, SITE, LORRY, make_vacancy())
    wishes = ("verzorgende ig", "ouderen verzorgen en medicijnen geven")
    person = market.person(make_cook(wishes=wishes, level=3))
    course = Course("diploma", frozenset({"ouderen-verzorgen"}), 4, frozenset({trade}))

    found = gains(market, person, [course])

    assert [step.lifts for gain in found for step in gain.steps if step.at == 0] == lifts


def test_a_vacancy_too_far_away_is_opened_by_no_training():
    market = make_market(replace(SITE, postcode4="2611"), STORE, LORRY, make_vacancy())

    found = gains(market, market.person(make_cook(wishes=CARPENTER, km=3)), COURSES)

    assert not [step for gain in found for step in gain.steps if step.at == 0]


def test_what_somebody_has_already_is_no_gain():
    market = make_market(SITE, STORE, LORRY, make_vacancy())
    wants = make_cook(wishes=CARPENTER)
    has = replace(wants, skills=("VCA",), confirmed=frozenset({"vca"}))

    vca = [COURSES[0]]

    assert gains(market, market.person(wants), vca)
    assert not gains(market, market.person(has), vca)


def test_whom_a_training_makes_somebody_is_asked_anew_what_one_more_skill_would_change():
    market = make_market(SITE)
    person = market.person(make_cook(wishes=("timmerman",)))
    person.grown["vca"] = person

    assert not trained(person, COURSES[0]).grown
