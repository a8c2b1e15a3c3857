"""Words find services, also misspelt and inside compounds."""

import numpy as np

from werkcentrum.search.compounds import Splitter
from werkcentrum.search.lexical import LexicalIndex
from werkcentrum.search.tests.small import WORDS, small_documents

DOCUMENTS = small_documents()
INDEX = LexicalIndex.of(DOCUMENTS, Splitter(WORDS))


def best(question):
    scores = INDEX.scores(INDEX.query(question.split(), ()))
    return DOCUMENTS[int(np.argmax(scores))].key if scores.any() else None


def test_somebody_who_mistypes_still_finds_help():
    assert best("deurwarder") == "schuldhulp"
    assert best("motivatiebreif") == "cv-hulp"


def test_a_compound_finds_its_parts():
    assert best("kinderopvangtoeslag") == "kinderopvang"


def test_a_correct_word_is_not_corrected():
    assert INDEX.expand("brief") == {"brief": 1.0}


def test_unknown_words_find_nothing():
    assert best("zwembad") is None
