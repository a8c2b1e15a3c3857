"""The code that somebody carries along: easy to say, hard to guess, and forgiving."""

from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from werkcentrum.casework.codes import hash_of, new_code, read_code, words

few = settings(max_examples=50, deadline=None)


def test_four_words_are_44_bits_and_each_can_be_said_aloud():
    assert len(words()) == len(set(words())) == 2048
    assert all(word.isascii() and word.isalpha() and word.islower() for word in words())
    assert all(4 <= len(word) <= 8 for word in words())


@few
@given(word=st.sampled_from(words()), other=st.sampled_from(words()))
def test_no_two_words_differ_in_one_letter(word, other):
    assert word == other or Levenshtein.distance(word, other) > 1


def test_one_request_always_gives_the_same_words_and_another_gives_others():
    key = uuid4()

    assert new_code(key) == new_code(key)
    assert len({new_code(uuid4()) for _ in range(50)} | {new_code() for _ in range(50)}) == 100


@few
@given(key=st.uuids())
def test_a_code_reads_as_it_was_given(key):
    code = new_code(key)

    assert read_code(code) == code
    assert read_code(f"  {code.upper().replace('-', ' , ')}. ") == code


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("aanbod adres afdeling arts", "aanbod-adres-afdeling-arts"),
        ("aanbodd adres afdelin arts", "aanbod-adres-afdeling-arts"),
        ("aanbod adres afdeling", ""),
        ("aanbod adres afdeling arts arts", ""),
        ("aanbod adres afdeling xyzzyx", ""),
        ("", ""),
        ("a" * 10_000, ""),
    ],
)
def test_a_slip_of_the_pen_is_forgiven_and_no_more(typed, read):
    assert read_code(typed) == read


def test_who_reads_the_database_cannot_make_a_code_of_a_hash(settings):
    code = new_code()
    before = hash_of(code)
    settings.SECRET_KEY = "een andere sleutel"

    assert hash_of(code) != before
