"""Who somebody is makes no difference: not in fields, not in what they tell, not in a title."""

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import call_command

from werkcentrum.matching.facts import seed_reader
from werkcentrum.matching.flat import Hours, Profile, read_profiles
from werkcentrum.matching.tests.make import make_cook, make_street
from werkcentrum.matching.tests.people import anybody, lives
from werkcentrum.search.text import comparable, normalise, words
from werkcentrum.skills.lexicon import seed
from werkcentrum.skills.reading import dutch_words
from werkcentrum.skills.reducing import gendered, seed_reducer

pytestmark = pytest.mark.slow

VACANCIES = Path(__file__).parent / "data" / "vacancies.jsonl"
OFFERED = 30
LIVES, MATCHED = 1_200, 200
TITLES = """
acteur/actrice administrateur/administratrice adviseur/adviseuse agent/agente
ambtenaar/ambtenares assistent/assistente barman/barvrouw begeleider/begeleidster
beheerder/beheerster bezorger/bezorgster brandweerman/brandweervrouw broeder/zuster
cameraman/cameravrouw chauffeur/chauffeuse conducteur/conductrice coupeur/coupeuse
danser/danseres directeur/directrice docent/docente elektricien/elektricienne
gastheer/gastvrouw hovenier/hovenierster inpakker/inpakster inspecteur/inspectrice
instructeur/instructrice kapper/kapster kassier/kassière kelner/serveerster ober/serveerster
kok/kokkin koerier/koerierster kraamverzorger/kraamverzorgster leraar/lerares
loodgieter/loodgietster maatschappelijk_werker/maatschappelijk_werkster masseur/masseuse
medewerker/medewerkster monteur/monteuse naaier/naaister onderwijzer/onderwijzeres
opticien/opticienne pedagoog/pedagoge poetsman/poetsvrouw politieman/politievrouw
programmeur/programmeuse receptionist/receptioniste redacteur/redactrice schilder/schilderes
schoonmaker/schoonmaakster secretaris/secretaresse steward/stewardess strijker/strijkster
tekenaar/tekenares therapeut/therapeute timmerman/timmervrouw tuinman/tuinvrouw
vakman/vakvrouw verkoper/verkoopster verpleger/verpleegster vertaler/vertaalster
verzorger/verzorgster winkelier/winkelierster zanger/zangeres
"""
PAIRS = [pair.replace("_", " ").split("/") for pair in TITLES.split()]


@pytest.fixture
def answer(tmp_path, capsys):
    """What `match` prints for profiles, byte for byte, on our own vacancies."""

    def run(profiles):
        path = tmp_path / "profiles.jsonl"
        path.write_text("\n".join(map(json.dumps, profiles)), encoding="utf-8")
        offer = tmp_path / "vacancies.jsonl"
        every = VACANCIES.read_text(encoding="utf-8").splitlines()
        offer.write_text("\n".join(every[:: len(every) // OFFERED]), encoding="utf-8")
        named = ["--vacancies", str(offer), "--profiles", str(path)]
        call_command("match", *named, "--top", "3", "--json")
        return capsys.readouterr().out

    return run


def told_twice(count):
    """So many lives, each told by two different people."""
    chance = random.Random(7)
    return [(life.told(anybody(chance)), life.told(anybody(chance))) for life in lives(count)]


@pytest.mark.django_db
def test_another_person_with_the_same_life_gets_the_same_answer_to_the_byte(answer):
    """Name, gender, age, nationality, origin, religion, health and benefit; in the text too."""
    pairs = told_twice(MATCHED)

    assert all(one != other for one, other in pairs)
    assert answer([one for one, _ in pairs]) == answer([other for _, other in pairs])


def test_of_another_person_with_the_same_life_the_matcher_reads_the_same(tmp_path):
    """All that it says of somebody it makes of these facts, and of limits that are no text."""
    path, read = tmp_path / "profiles.jsonl", []
    for told in zip(*told_twice(LIVES), strict=True):
        path.write_text("\n".join(map(json.dumps, told)), encoding="utf-8")
        read.append([seed_reader().person(profile) for profile in read_profiles(path)])

    assert len(read[0]) == LIVES
    assert read[0] == read[1]


def titles_for_women():
    """Every word of an occupation in the list for women (or men) only."""
    same = seed_reducer().same
    for concept in seed().concepts.values():
        for wording in (concept.label, *concept.words) if concept.kind == "occupation" else ():
            for word in map(comparable, words(normalise(wording))):
                if same(word) not in ("", word):
                    yield concept.key, wording


def found(text):
    """The occupations in a text, after reducing."""
    mentions = seed().find(seed_reducer().reduce(text))
    return {one.concept.key for one in mentions if one.concept.kind == "occupation"}


def test_no_title_for_women_in_the_list_is_lost():
    every = list(titles_for_women())

    assert len(every) > 60
    assert [wording for key, wording in every if key not in found(wording)] == []


def titles_for_men():
    """Occupations for which Dutch also has a word for women, made by the usual endings."""
    known = dutch_words()
    endings = {"er": ("ster",), "eur": ("euse", "rice"), "ist": ("iste",), "ent": ("ente",),
               "aar": ("ares",), "oog": ("oge",), "man": ("vrouw",)}  # fmt: skip
    for word in sorted(seed_words()):
        for ending, others in endings.items():
            if word.endswith(ending):
                base = word.removesuffix(ending)
                made = [base + other for other in others]
                made += [base[:-1] + base[-2:] + other for other in others]
                yield from ((word, hers) for hers in made if hers in known and len(word) > 5)


def seed_words():
    """Every word in a wording of an occupation."""
    return {
        comparable(word)
        for concept in seed().concepts.values()
        for wording in (concept.label, *concept.words)
        if concept.kind == "occupation"
        for word in words(normalise(wording))
    }


def test_a_word_for_women_reads_as_the_word_for_men():
    pairs = [pair for pair in titles_for_men() if pair[1] not in gendered()]
    reduced = seed_reducer().reduce

    assert len(pairs) > 60
    assert [pair for pair in pairs if reduced(pair[0]) != reduced(pair[1])] == []


@pytest.mark.parametrize(("his", "hers"), PAIRS)
def test_both_titles_give_the_same_list(his, hers):
    market = make_street()

    def listed(title):
        profile = make_cook(wishes=(title,), work=(), skills=(), studies=())
        return [
            (one.vacancy.key, one.points) for one in market.match(market.person(profile), 4).results
        ]

    assert seed_reducer().reduce(his) == seed_reducer().reduce(hers) != ""
    assert listed(his) == listed(hers)


def test_who_told_little_still_gets_a_list_and_loses_no_vacancy():
    """Leaving something out never excludes: an unknown is no reason."""
    market = make_street()
    everything = make_cook()
    unknown = {"postcode4": "", "km": None, "hours": Hours(), "level": None,
               "licences": None, "irregular": None}  # fmt: skip
    empty = {"wishes": (), "work": (), "skills": (), "studies": ()}

    def kept(profile):
        outcome = market.match(market.person(profile), 4)
        return {one.vacancy.key for one in outcome.results}

    for name, value in (unknown | empty).items():
        assert kept(replace(everything, **{name: value})) >= kept(everything), name
    assert len(kept(Profile("niets"))) == len(market.vacancies)
