"""What somebody confirmed counts as confirmed, and what is unknown of them stays unknown."""

import pytest

from werkcentrum.matching.facts import seed_reader
from werkcentrum.matching.flat import Hours, Profile, Work
from werkcentrum.matching.limits import broken
from werkcentrum.matching.people import offer_of, profile_of
from werkcentrum.partners.tests.make import make_region
from werkcentrum.profiles.facts import Experience, Facts, Skill, Wish
from werkcentrum.vacancies.tests.make import make_draft


def test_nothing_known_of_somebody_is_unknown_and_not_no():
    profile = profile_of(Facts())

    assert profile.licences is None
    assert profile.hours == Hours(None, None)
    assert profile == Profile(key=Facts().digest)


def test_who_has_no_licence_is_not_somebody_of_whom_that_is_unknown():
    assert profile_of(Facts(licences=())).licences == frozenset()


def test_the_same_facts_give_the_same_key_whoever_they_are_of():
    facts = Facts(wishes=(Wish("koken", "kok"),))

    assert profile_of(facts).key == profile_of(Facts(wishes=(Wish("koken", "kok"),))).key


def test_an_occupation_that_somebody_confirmed_goes_before_what_we_read():
    told = Work("achter de kassa bij een bakker", 6, occupation="verkoper-winkel")
    read = seed_reader().person(Profile("ik", work=(told,)))

    assert read.occupations == {"verkoper-winkel": 1.0}


def test_a_skill_that_somebody_confirmed_is_surely_theirs():
    key = next(key for key in seed_reader().lexicon.concepts if key.startswith("heftruck"))
    facts = Facts(skills=(Skill("dat", key), Skill("dit", "staat-er-niet-in")))

    assert seed_reader().person(profile_of(facts)).skills == {key: 1.0}


def test_somebody_wants_what_they_confirmed_to_want():
    read = seed_reader().person(profile_of(Facts(wishes=(Wish("zoiets", "kok"),))))

    assert read.occupations == {"kok": 1.0}


def test_work_done_short_counts_less_than_years_of_it():
    short, long = (
        seed_reader().person(profile_of(Facts(work=(Experience("dat", "kok", years),))))
        for years in (0, 5)
    )

    assert short.occupations["kok"] < long.occupations["kok"] == 1.0


@pytest.mark.django_db
def test_a_level_that_the_law_asks_leaves_out_who_has_less():
    vacancy = offer_of(make_draft(make_region(), level="5", is_level_by_law=True))

    assert broken(Profile("mbo", level=4), vacancy, km=None) == "level"
    assert broken(Profile("hbo", level=5), vacancy, km=None) is None
    assert broken(Profile("onbekend"), vacancy, km=None) is None


@pytest.mark.django_db
def test_a_level_that_only_the_employer_asks_leaves_nobody_out():
    vacancy = offer_of(make_draft(make_region(), level="5", is_level_by_law=False))

    assert broken(Profile("mbo", level=4), vacancy, km=None) is None


@pytest.mark.django_db
def test_a_vacancy_that_says_nothing_of_a_licence_does_not_say_that_none_is_needed():
    assert offer_of(make_draft(make_region(), licences=[])).licences is None
