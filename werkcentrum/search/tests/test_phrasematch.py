"""Phrases are found in a question, with endings, choices and words in between."""

import pytest

from werkcentrum.search.phrasematch import PhraseFinder


def found(phrase, text, gap=0):
    return bool(PhraseFinder([(phrase, 1)], gap=gap).find(text.split()))


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("niet meer leven", "ik wil niet meer leven"),
        ("шука* робот*", "я шукаю роботу"),
        ("slaat mij/me", "hij slaat me"),
        ("forma", "formá"),
    ],
)
def test_a_phrase_is_found(phrase, text):
    assert found(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text"), [("niet leven", "niet meer leven"), ("baan", "baantje"), ("", "baan")]
)
def test_other_words_are_not_the_phrase(phrase, text):
    assert not found(phrase, text)


def test_one_word_may_stand_between_when_a_gap_is_allowed():
    assert found("niet leven", "niet meer leven", gap=1)
    assert not found("niet leven", "niet meer willen leven", gap=1)


def test_the_longest_beginning_comes_first():
    finder = PhraseFinder([("работ*", "werk"), ("работод*", "werkgever")])
    assert [found.value for found in finder.find(["работодатель"])] == ["werkgever", "werk"]
