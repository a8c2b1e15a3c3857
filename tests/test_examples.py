"""What the search learns from is wide enough, and not what it is measured on."""

import csv
from collections import Counter
from functools import cache

import pytest

from tests.source import ROOT
from werkcentrum.search.likeness import near_copies
from werkcentrum.search.sources import read_questions

BASE = ROOT / "regions/_base"
STYLES = {"keyword", "question", "story", "typo", "learner", "spoken"}
LANGUAGES = {"nl", "en", "pl", "ar", "uk", "tr", "ru", "es", "fr", "de", "ro", "bg"}
ENOUGH = 100
VOICES = 100
COPIES_ALLOWED = 0.05
GRADED_A_LANGUAGE = 60


@cache
def examples() -> dict[str, list[dict[str, str]]]:
    """The rows of each file with example questions."""
    return {path.stem: rows(path) for path in sorted((BASE / "examples").glob("*.csv"))}


def services() -> dict[str, list[dict[str, str]]]:
    """The rows of each service."""
    return {key: found for key, found in examples().items() if not key.startswith("_")}


def rows(path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def copied(texts: list[str]) -> set[int]:
    """Places of texts that are nearly the same as another of them."""
    return {one for one, other in near_copies(texts, texts) if one != other}


# Enough, and of every kind


def test_every_service_has_a_hundred_examples_in_every_style_and_language():
    lacking = {
        key: (
            len(found),
            STYLES ^ {r["style"] for r in found},
            LANGUAGES ^ {r["lang"] for r in found},
        )
        for key, found in services().items()
    }
    assert {path.stem for path in (BASE / "services").glob("*.yaml")} == lacking.keys()
    assert not {
        key: (count, styles, languages)
        for key, (count, styles, languages) in lacking.items()
        if count < ENOUGH or styles or languages
    }


def test_a_hundred_voices_speak_and_each_is_described():
    spoken = {row["voice"] for found in services().values() for row in found} - {""}
    described = {row["voice"]: row["description"] for row in rows(BASE / "voices.csv")}

    assert len(spoken) >= VOICES
    assert not {voice for voice in spoken if not described.get(voice)}


# Different from each other


@pytest.mark.slow
def test_few_examples_of_a_service_say_the_same_as_another():
    too_alike = {
        key: sorted(texts[at] for at in copies)
        for key, found in services().items()
        if len(copies := copied(texts := [row["text"] for row in found]))
        > COPIES_ALLOWED * len(texts)
    }
    assert not too_alike


def test_a_text_with_a_word_changed_is_seen_as_a_near_copy():
    told = [
        "Ik ben mijn baan kwijt en heb nog geen uitkering aangevraagd.",
        "ik ben mijn baan kwijt en heb nog geen ww-uitkering aangevraagd",
        "Waar kan ik met mijn cv terecht?",
    ]
    assert copied(told) == {0, 1}
    assert near_copies(["waar kan ik met mijn cv terecht"], told) == [(0, 2)]


def test_the_same_question_in_other_words_is_no_copy():
    assert not copied(["wie kijkt mijn cv na", "wie leest mijn sollicitatiebrief", "cv nakijken"])
    assert not copied(["أريد أن أتعلم الهولندية", "كيف أجد عملا", "хочу працювати", "ищу работу"])


# Apart from the test questions


@pytest.mark.slow
def test_nothing_is_learned_from_a_test_question():
    learned = [(key, row["text"]) for key, found in examples().items() for row in found]
    asked = [question.text for question in read_questions(BASE)]

    copies = near_copies([text for _key, text in learned], asked)

    assert asked
    assert not [(*learned[one], asked[other]) for one, other in copies]


def test_every_language_has_sixty_test_questions_with_grades_for_services_that_exist():
    graded = [question for question in read_questions(BASE) if question.grades]
    counted = Counter(question.lang for question in graded)

    assert counted.keys() == LANGUAGES
    assert min(counted.values()) >= GRADED_A_LANGUAGE, counted
    assert {key for question in graded for key in question.grades} <= services().keys()
    assert {grade for question in graded for grade in question.grades.values()} == {1, 2, 3}
    assert not [question.text for question in graded if max(question.grades.values()) < 2]
