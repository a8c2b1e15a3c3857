"""A short question is enough to recognise its language."""

import pytest

from werkcentrum.search.language import LANGUAGES, LanguageGuesser
from werkcentrum.search.text import normalise, words

SENTENCES = [
    ("nl", "ik zoek werk in de buurt"),
    ("en", "where can I find a job"),
    ("uk", "де я можу знайти роботу"),
    ("ar", "أين أجد عملا"),
    ("tr", "nerede iş bulabilirim"),
    ("pl", "gdzie mogę znaleźć pracę"),
    ("ru", "где я могу найти работу"),
    ("es", "dónde puedo encontrar trabajo"),
    ("fr", "où est-ce que je peux trouver du travail"),
    ("de", "wo kann ich eine Arbeit finden"),
    ("ro", "unde pot să găsesc de lucru"),
    ("bg", "къде мога да намеря работа"),
]


@pytest.fixture(scope="module")
def guesser():
    return LanguageGuesser.fit([], [])


@pytest.mark.parametrize(("code", "sentence"), SENTENCES)
def test_somebody_is_recognised_by_the_small_words(guesser, code, sentence):
    assert guesser.guess(words(normalise(sentence))) == code


def test_without_words_the_question_counts_as_dutch(guesser):
    assert guesser.guess([]) == "nl"


def test_every_language_has_small_words():
    assert {code for code, _ in SENTENCES} == set(LANGUAGES)
