"""What a vacancy says in plain words is proposed for the form, with the words that led to it."""

from collections import Counter

import pytest

from werkcentrum.skills.lexicon import seed
from werkcentrum.vacancies.recognising import What, recognise
from werkcentrum.vacancies.tests.sentences import PLACES, SAID

# Of concepts only the clear ones count here: the lexicon has tests and figures of its own.
LEAST_PRECISION = 0.97
LEAST_RECALL = 0.97


def found_in(title, text):
    return {f"{one.what}:{one.value}" for one in recognise(title, text, seed(), PLACES)}


@pytest.mark.parametrize(("title", "text", "right"), SAID, ids=[text[:50] for _, text, _ in SAID])
def test_of_a_sentence_the_form_is_filled_in_as_somebody_would(title, text, right):
    assert found_in(title, text) == set(right.split())


def figures():
    """Of each sort of suggestion: right ones, proposed ones and those that should be."""
    right, proposed, wanted = Counter(), Counter(), Counter()
    for title, text, said in SAID:
        found, should = found_in(title, text), set(said.split())
        right.update(one.split(":")[0] for one in found & should)
        proposed.update(one.split(":")[0] for one in found)
        wanted.update(one.split(":")[0] for one in should)
    return right, proposed, wanted


def test_of_all_sentences_together_almost_nothing_is_missed_or_made_up():
    right, proposed, wanted = figures()
    assert right.total() / proposed.total() >= LEAST_PRECISION
    assert right.total() / wanted.total() >= LEAST_RECALL
    assert set(wanted) == set(What)


def test_every_suggestion_names_words_that_stand_in_the_text():
    for title, text, _right in SAID:
        whole = " ".join(f"{title}.\n{text}".split())
        for one in recognise(title, text, seed(), PLACES):
            assert one.words in whole, (one, whole)


def test_the_title_says_what_work_it_is_and_the_text_which_colleagues_there_are():
    text = "U werkt samen met de kok en de schoonmaker."
    assert found_in("Bakker", text) == {"occupation:bakker", "skill:samenwerken"}


def test_without_places_no_place_is_found():
    found = recognise("Bakker", "Het werk is in Delft.", seed(), ())
    assert What.PLACE not in {one.what for one in found}


def test_what_stands_twice_is_proposed_once():
    found = recognise(
        "Kok", "32 uur per week. Dat is 32 uur per week. Rijbewijs B, rijbewijs B.", seed(), ()
    )
    assert [one.what for one in found] == ["occupation", "hours", "licence"]
