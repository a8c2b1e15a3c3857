"""Dutch is counted as it is spoken: sentences, words, syllables and reading ease."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkcentrum.core.dutch import flesch_douma, sentences, syllables, words


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("werk", 1),
        ("jij", 1),
        ("mooie", 2),
        ("nieuwe", 2),
        ("bureau", 2),
        ("uitkering", 3),
        ("radio", 3),
        ("beëindigen", 4),
        ("Oekraïne", 4),
        ("financiële", 5),
        ("ideeën", 3),
        ("coördinatie", 5),
        ("werkloosheidsuitkering", 6),
        ("UWV", 3),
        ("cv", 2),
    ],
)
def test_somebody_reading_aloud_says_a_word_in_this_many_parts(word, parts):
    assert syllables(word) == parts


def test_a_question_mark_a_full_stop_and_a_new_line_end_a_sentence():
    text = "Zoekt u werk? Kijk op www.werk.nl of bel.\nNeem mee\n- 2 keer uw cv"
    assert sentences(text) == [
        "Zoekt u werk?",
        "Kijk op www.werk.nl of bel.",
        "Neem mee",
        "- 2 keer uw cv",
    ]


def test_a_number_is_no_word_and_a_zzper_is_one():
    assert words("Bel 112, zzp'er of mede-eigenaar!") == ["Bel", "zzp'er", "of", "mede-eigenaar"]


def test_the_formula_of_douma_is_worked_out_by_hand():
    # 7 words, 8 syllables, 2 sentences: 206.84 - 0.77 * 800/7 - 0.93 * 3.5
    assert flesch_douma("U zoekt ander werk. Kom eens langs!") == pytest.approx(115.585)


def test_a_text_without_words_has_no_reading_ease():
    with pytest.raises(ValueError, match="without words"):
        flesch_douma("112 ?!")


@given(st.text(max_size=200))
def test_whatever_is_typed_every_word_has_a_syllable_and_stands_in_a_sentence(text):
    assert all(syllables(word) >= 1 for word in words(text))
    assert bool(words(text)) == bool(sentences(text))
