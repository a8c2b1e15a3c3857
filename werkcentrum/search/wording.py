"""Compares the words of a question with those of every example question.

This stands in for the learned ranker in a catalogue too large to learn.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import log, sqrt
from typing import Final

import numpy as np

from werkcentrum.search.functionwords import STOP_WORDS
from werkcentrum.search.postings import Array, Arrays, Floats, Ints, Postings
from werkcentrum.search.reading import Reading
from werkcentrum.search.text import stem

_AT_HAND: Final = 8_192  # stems


class Wording:
    """The stems of all example questions, each weighed by how rare it is."""

    def __init__(self, postings: Postings, count: int) -> None:
        """`count`: of samples. Use `of` or `from_arrays`."""
        self._postings = postings
        self._count = count
        self._rarest = log(count + 1)
        self._rarity = lru_cache(maxsize=_AT_HAND)(self._look_up)

    @classmethod
    def of(cls, readings: Sequence[Reading | None]) -> "Wording":
        """Made from readings; None for a sample that is no question."""
        rows = [{} if reading is None else _stems(reading) for reading in readings]
        lengths = np.zeros(len(rows))

        def rarity(owners: Ints, counted: Floats, frequency: Ints) -> Floats:
            idf = np.log((len(rows) + 1) / frequency)
            lengths[:] = np.bincount(owners, idf**2, len(rows))
            return np.asarray(idf * idf / np.sqrt(lengths[owners]), np.float32)

        return cls(Postings.of(rows).weighed(rarity), len(rows))

    @classmethod
    def from_arrays(cls, arrays: Arrays, count: int) -> "Wording":
        """Back from `arrays`, for `count` samples."""
        return cls(Postings.from_arrays(arrays, "wording"), count)

    def arrays(self) -> dict[str, Array]:
        """What has to be kept on disk."""
        return self._postings.arrays("wording")

    def likeness(self, weighted_stems: Mapping[str, float]) -> Floats:
        """Array (samples,): how much each has in common with the question, 0 to about 1.

        The cosine of the two, where a word no example has makes the question longer too.
        """
        scores = self._postings.scores(weighted_stems, self._count)
        squares = ((weight * self._rarity(token)) ** 2 for token, weight in weighted_stems.items())
        scores /= sqrt(sum(squares)) + 1e-9
        return scores

    def _look_up(self, token: str) -> float:
        """How rare a stem is in the example questions."""
        owners, _ = self._postings.at(token)
        return self._rarest - log(max(len(owners), 1))


def _stems(reading: Reading) -> dict[str, float]:
    """The stems of a question that mean something, and of the Dutch words for foreign ones."""
    said = (word for word in (*reading.words, *reading.dutch) if word not in STOP_WORDS)
    return {stem(word): 1.0 for word in said}
