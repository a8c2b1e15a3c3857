"""The score: absolute, and every point of it has a reason."""

from dataclasses import astuple, replace
from pathlib import Path

import pytest

from werkcentrum.matching import scoring
from werkcentrum.matching.explaining import reasons, words_that_link
from werkcentrum.matching.facts import seed_reader
from werkcentrum.matching.flat import Profile, Study, Work, read_profiles, read_vacancies
from werkcentrum.matching.preparing import Preparer
from werkcentrum.matching.scoring import Market, Weights
from werkcentrum.matching.tests.make import (
    POINTS,
    make_cook,
    make_market,
    make_street,
    make_vacancy,
)
from werkcentrum.matching.wording import percent, read
from werkcentrum.search.embed import SentenceEncoder

pytestmark = pytest.mark.slow
DATA = Path(__file__).parent / "data"


def match_of(profile, market=None):
    """The person and the outcome on the street."""
    market = market or make_street()
    person = market.person(profile)
    return market, person, market.match(person, 10)


def told(profile, kind, market=None):
    """What is said of this kind about the best vacancy."""
    market, person, outcome = match_of(profile, market)
    return [one.text for one in reasons(market, person, outcome.results[0]) if one.kind == kind]


def test_the_weights_are_one_together():
    assert sum(astuple(Weights())[1:]) == pytest.approx(1)


def test_a_cook_finds_the_kitchen_first():
    _market, _person, outcome = match_of(make_cook())

    assert outcome.results[0].vacancy.key == "keuken"
    assert outcome.results[0].score > 2 * outcome.results[1].score


def test_the_reasons_add_up_to_the_score():
    market, person, outcome = match_of(make_cook())

    for match in outcome.results:
        points = sum(one.points for one in reasons(market, person, match))
        assert round(points, 4) == match.score
        assert 0 <= match.score <= 1


def test_the_words_have_their_share_of_the_points():
    market, person, outcome = match_of(make_cook())
    at = outcome.results[0].at

    linked = words_that_link(market, person, at)

    assert sum(share for _, share in linked) == pytest.approx(
        market.links.scores(person.query)[at], abs=1e-5
    )
    assert "koken" in told(make_cook(), "words")[0]


def test_a_score_stays_when_something_else_is_best():
    """Except for how rare words are, other vacancies do not matter."""
    _market, _person, all_of_them = match_of(make_cook())
    score = {one.vacancy.key: one.score for one in all_of_them.results}

    _market, _person, outcome = match_of(make_cook(km=0.5))

    assert {one.vacancy.key: one.score for one in outcome.results} == score


def test_one_addition_changes_exactly_what_was_said():
    """Also by its words and its meaning, as it does once somebody told it."""
    builder = make_cook(wishes=("timmeren",), work=(), skills=(), studies=())
    market, person, outcome = match_of(builder)
    concepts = {one.label: key for key, one in market.reader.lexicon.concepts.items()}
    said = [
        (match, one.values)
        for match in outcome.results
        for one in reasons(market, person, match)
        if one.code == "addition"
    ]

    assert "VCA" in {values["skill"] for _match, values in said}
    for match, values in said:
        skill = values["skill"]
        grown = replace(builder, skills=(skill,), confirmed=frozenset({concepts[skill]}))
        after, _limit = market.one(market.person(grown), match.at)
        assert values["before"] == match.score < after.score
        assert percent(values["after"]) == percent(after.score)


@pytest.mark.parametrize("skills", [(), ("koken",)])
def test_a_skill_is_told_as_somebodys_own_or_as_what_would_help_and_never_as_both(skills):
    market, person, outcome = match_of(make_cook(skills=skills))
    kitchen = outcome.results[0]

    told = reasons(market, person, kitchen)
    [own] = [one for one in told if one.kind == "skills"]
    helpful = {one.values["skill"] for one in told if one.code == "addition"}
    named = {name for name, _points in own.values["skills"]["first"]}

    assert helpful
    assert named.isdisjoint(helpful)


def test_what_only_goes_with_somebodys_work_is_told_as_likely_and_not_as_theirs():
    market, person, outcome = match_of(make_cook(skills=("koken",)))

    [own] = [one for one in reasons(market, person, outcome.results[0]) if one.kind == "skills"]
    told, likely = own.values["skills"]["first"], own.values["likely"]

    assert [name for name, _points in told] == ["koken"]
    assert "hygiëneregels voor eten (HACCP)" in [name for name, _points in likely["first"]]
    assert likely["more"] == 1
    assert own.text.startswith(
        "U hebt 29\N{NO-BREAK SPACE}% van wat wordt gevraagd (punten van 100): koken (4,4)."
    )
    assert (
        "en hebt u waarschijnlijk. Het telt minder: hygiëneregels voor eten (HACCP) (2,3),"
        in own.text
    )


def test_a_list_of_before_what_is_likely_was_named_still_tells_its_points():
    kept = {"kind": "skills", "points": 0.06, "code": "no skill, likely"}

    assert read({**kept, "values": {"covered": 0.0, "likely": 0.06}}).text.endswith(" minder: 6,0.")


def test_where_every_point_of_somebodys_skills_comes_from_adds_up():
    market, person, outcome = match_of(make_cook(skills=("hygiëneregels",)))

    [own] = [one for one in reasons(market, person, outcome.results[0]) if one.kind == "skills"]

    parts = (*own.values["skills"]["first"], *own.values["likely"]["first"])
    assert sum(points for _name, points in parts) == pytest.approx(own.points, abs=1e-4)


def test_what_somebody_told_with_a_misspelling_is_theirs_and_not_only_likely():
    market, person, outcome = match_of(make_cook(work=(), skills=("samenwerkn",)))
    [own] = [one for one in reasons(market, person, outcome.results[0]) if one.kind == "skills"]

    assert person.facts.skills["samenwerken"] < 1
    assert "samenwerken" in [name for name, _points in own.values["skills"]["first"]]
    assert "likely" not in own.values


def test_what_was_not_used_is_said():
    assert "leeftijd, herkomst" in told(make_cook(), "not used")[0]


@pytest.mark.parametrize(
    ("sure", "told"),
    [
        (0.0, f"U hebt {percent(0)} van wat wordt gevraagd."),
        (0.4, "Dit hoort bij uw werk en hebt u waarschijnlijk. Het telt minder: "),
    ],
)
def test_who_has_nothing_that_is_asked_does_not_read_that_they_have_what_goes_with_their_work(
    sure, told
):
    market = make_market(make_vacancy())
    person = market.person(make_cook())
    skills = dict.fromkeys(market.facts[0].asks, sure)
    facts = replace(person.facts, skills=skills, told=frozenset())
    person = replace(person, ready=replace(person.ready, facts=facts))
    [match] = market.match(person, 1).results

    [own] = [one.text for one in reasons(market, person, match) if one.kind == "skills"]
    assert own.startswith(told)
    assert own == told or "U hebt" not in own


def test_distance_is_told_in_kilometres_or_as_unknown():
    far = make_market(make_vacancy(postcode4="2611"))
    nowhere = make_market(make_vacancy(postcode4=""))

    assert told(make_cook(), "distance", far) == [
        "Afstand: 6,6 km in een rechte lijn, u wilt hoogstens 10 km."
    ]
    assert "onbekend; dit sluit niets uit" in told(make_cook(), "distance", nowhere)[0]


def test_somebody_of_whom_nothing_is_known_gets_an_answer():
    _market, _person, outcome = match_of(Profile("leeg"))

    assert len(outcome.results) == 4
    assert not outcome.excluded


def test_a_market_without_vacancies_finds_nothing():
    _market, _person, outcome = match_of(make_cook(), make_market())

    assert outcome.results == []


def test_a_saleswoman_and_a_salesman_get_the_same_list():
    hers = make_cook(wishes=("verkoopster",), work=(Work("winkelbediende en kapster", 3),))
    his = make_cook(wishes=("verkoper",), work=(Work("winkelbediende en kapper", 3),))

    lists = [[(m.vacancy.key, m.score) for m in match_of(p)[2].results] for p in (hers, his)]

    assert lists[0] == lists[1]


def test_a_study_that_was_not_finished_gives_no_occupation():
    studied = {"wishes": (), "work": (), "skills": ()}
    done = make_cook(studies=(Study("kok"),), **studied)
    left = make_cook(studies=(Study("kok", is_done=False),), **studied)

    assert match_of(done)[1].facts.occupations == {"kok": 0.8}
    assert match_of(left)[1].facts.occupations == {}


def test_of_two_that_are_the_same_the_first_comes_first():
    market = make_market(make_vacancy("eerste"), make_vacancy("tweede"), make_vacancy("derde"))

    _market, _person, outcome = match_of(make_cook(), market)

    assert [one.vacancy.key for one in outcome.results] == ["eerste", "tweede", "derde"]


def test_among_many_the_list_is_the_same_as_when_everything_is_computed(monkeypatch):
    """Whoever cannot be among the best is passed over; nobody who can."""
    offered = read_vacancies(DATA / "vacancies.jsonl")
    market = Market(offered, Preparer(seed_reader(), SentenceEncoder()), POINTS)
    people = [market.person(one) for one in read_profiles(DATA / "profiles.jsonl")]
    whole = [market.match(person, 10) for person in people]

    monkeypatch.setattr(scoring, "MANY", 0)
    kept = []
    hopeful = market._hopeful
    monkeypatch.setattr(market, "_hopeful", lambda *args: kept.append(hopeful(*args)) or kept[-1])
    pruned = [market.match(person, 3) for person in people]

    assert [one.results for one in pruned] == [one.results[:3] for one in whole]
    assert [list(one.excluded) for one in pruned] == [list(one.excluded) for one in whole]
    assert sum(map(len, kept)) < len(offered) * len(people) / 2


def test_what_the_limits_left_out_is_counted_and_listed():
    far = make_market(make_vacancy(), make_vacancy("ver", postcode4="2611"))

    _market, _person, outcome = match_of(make_cook(km=1), far)

    assert outcome.excluded.counts() == {"distance": 1}
    assert [(vacancy.key, limit) for vacancy, limit in outcome.excluded] == [("ver", "distance")]
    assert outcome.excluded[:1] == list(outcome.excluded)
