"""What a person types becomes clean text and words, whatever they type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkcentrum.search.text import clean, normalise, stem, stems, words


@given(st.text(st.characters(), max_size=300))
def test_normalising_twice_changes_nothing(text):
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(st.characters(), max_size=300), st.integers(0, 50))
def test_clean_text_never_grows_beyond_its_limit(text, limit):
    assert len(clean(text, limit)) <= limit


def test_somebody_pasting_a_hidden_direction_override_is_read_as_shown():
    assert normalise("wer\u202ek\u200b zoe\u2066ken") == "werk zoeken"


def test_half_a_character_and_a_control_character_disappear():
    assert clean("cv\ud800\x00maken") == "cv maken"


def test_turkish_capital_i_becomes_a_plain_i():
    assert normalise("İŞ ARIYORUM") == "iş ariyorum"


def test_a_zzper_is_written_in_many_ways():
    assert words(normalise("Ik ben ZZP’er, m'n baas")) == ["ik", "ben", "zzp", "mn", "baas"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("uitkering", "uitkeringen"),
        ("café", "cafe"),
        ("роботу", "роботи"),
        ("العمل", "عمل"),
        ("heeeelp", "heelp"),
    ],
)
def test_two_forms_of_a_word_have_one_stem(one, other):
    assert stem(one) == stem(other)


def test_stop_words_do_not_count_as_topic():
    assert stems("ik wil een cv") == ["cv"]


def test_an_apostrophe_inside_a_ukrainian_word_is_part_of_it():
    assert words(normalise("комп’ютер")) == ["комп" + "ютер"]
