"""The seed: every reference leads somewhere, and every name of a job to the same job."""

from collections import defaultdict

import pytest

from werkcentrum.skills.lexicon import asked, seed
from werkcentrum.skills.reading import listed, occupation_rows, skill_rows, weighted

OCCUPATIONS = {row["key"]: row for row in occupation_rows()}
SKILLS = {row["key"]: row for row in skill_rows()}
KINDS = {"skill", "knowledge", "attitude", "licence"}
# An occupation and a skill that people say in the same words: both are suggested.
ON_PURPOSE = {
    frozenset({"productiemedewerker", "machines-bedienen"}),  # in een fabriek werken
    frozenset({"verkoper-winkel", "verkopen"}),  # in een winkel werken
}
SENSITIVE = (
    "ik heb adhd en autisme", "ik zit in de schuldsanering", "ik sta onder bewind",
    "ik heb een uitkering", "ik volg taalles", "ik krijg begeleiding van de ggz",
    "ik ga naar dagbesteding", "mijn jobcoach en mijn arts", "ik was bij de longarts",
    "ik geef borstvoeding", "ik zat in de jeugdzorg", "ik heb psychische klachten",
    "een Turkse moslim", "ik kom uit Syrië en spreek Arabisch", "ik krijg fysiotherapie",
    "ik zit in de daklozenopvang", "hulp van een maatschappelijk werker", "mijn moeder is ziek",
)  # fmt: skip


def test_the_seed_is_large_enough_to_work_without_an_import():
    assert len(SKILLS) >= 260
    assert len(OCCUPATIONS) >= 160


def test_every_key_is_given_once():
    assert len(SKILLS) == len(skill_rows())
    assert len(OCCUPATIONS) == len(occupation_rows())
    assert not OCCUPATIONS.keys() & SKILLS.keys()


def test_every_key_can_stand_in_an_address():
    assert all(
        key.isascii() and key == key.lower() and " " not in key for key in (*SKILLS, *OCCUPATIONS)
    )


def test_every_skill_is_of_a_known_kind():
    assert {row["kind"] for row in SKILLS.values()} == KINDS


def test_every_occupation_has_an_isco_group_of_four_digits_and_a_sector():
    assert all(len(row["isco"]) == 4 and row["isco"].isdigit() for row in OCCUPATIONS.values())
    assert all(row["sector"] for row in OCCUPATIONS.values())


def test_what_an_occupation_asks_is_a_skill_named_once():
    for key, row in OCCUPATIONS.items():
        named = [*listed(row["essential"]), *listed(row["important"])]

        assert row["essential"], key
        assert not set(named) - SKILLS.keys(), key
        assert len(set(named)) == len(named), key
        assert set(asked(row).values()) <= {1.0, 0.6}, key


def test_what_is_near_is_an_occupation_and_as_near_from_the_other_side():
    near = {key: weighted(row["near"]) for key, row in OCCUPATIONS.items()}

    wrong = [
        (key, other)
        for key, others in near.items()
        for other, weight in others.items()
        if key == other or not 0 < weight < 1 or near[other].get(key) != weight
    ]
    assert not wrong


def test_no_wording_leads_to_two_concepts_unless_on_purpose():
    lexicon = seed()
    meant = defaultdict(set)
    for wordings in lexicon._wordings.values():
        for wording in wordings:
            meant[tuple(sorted(wording.keys))].add(wording.concept.key)

    shared = {frozenset(keys) for keys in meant.values() if len(keys) > 1}
    assert shared == ON_PURPOSE


def test_every_wording_is_recognised_as_what_it_stands_for():
    lexicon = seed()

    missed = [
        (concept.key, written)
        for concept in lexicon.concepts.values()
        for written in (concept.label, *concept.words)
        if concept.key not in {mention.concept.key for mention in lexicon.find(written)}
    ]
    assert not missed


@pytest.mark.parametrize(
    ("woman", "man"),
    [
        ("verpleegster", "verpleger"), ("kapster", "kapper"), ("lerares", "leraar"),
        ("schoonmaakster", "schoonmaker"), ("kokkin", "kok"), ("serveerster", "ober"),
        ("caissière", "kassier"), ("verkoopster", "verkoper"), ("boekhoudster", "boekhouder"),
        ("administratief medewerkster", "administratief medewerker"), ("naaister", "kleermaker"),
        ("secretaresse", "secretaris op kantoor"), ("tuinvrouw", "tuinman"),
        ("timmervrouw", "timmerman"), ("brandweervrouw", "brandweerman"), ("boerin", "boer"),
        ("politieagente", "politieagent"), ("kraamverzorgster", "kraamverzorgende"),
        ("crècheleidster", "crècheleider"), ("vuilnisvrouw", "vuilnisman"),
        ("chauffeuse", "chauffeur"), ("laborante", "laborant"), ("zangeres", "zanger"),
        ("advocate", "advocaat"), ("receptioniste", "receptionist"), ("juf", "onderwijzer"),
        ("maatschappelijk werkster", "maatschappelijk werker"), ("lasster", "lasser"),
    ],
)  # fmt: skip
def test_a_woman_and_a_man_with_the_same_job_are_read_the_same(woman, man):
    assert _keys(f"Ik was {woman}.") == _keys(f"Ik was {man}.") != set()


@pytest.mark.parametrize("told", SENSITIVE)
def test_what_somebody_has_gets_or_is_makes_no_skill_or_job(told):
    assert _keys(told) == set()


def _keys(text):
    return {mention.concept.key for mention in seed().find(text)}
