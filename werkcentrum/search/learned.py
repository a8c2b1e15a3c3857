"""What was learned from example questions: a score per label for a new question."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from werkcentrum.search.postings import Array, Arrays
from werkcentrum.search.reading import Reading
from werkcentrum.search.sparse import TfIdf

Floats = npt.NDArray[np.float32]

# Chosen by cross-validation over the example questions (see evaluate.py), not on dev questions.
SHARPNESS: Final = 2.5

_BAGS: Final = ("by_word", "by_letter")
_PARTS: Final = ("basis", "vectors", "taught", "meaning_weights", "word_weights", "letter_weights")


class Learned:
    """A linear score per label from the meaning, the words and the letters of a question."""

    def __init__(
        self, labels: Sequence[str], by_word: TfIdf, by_letter: TfIdf, parts: Arrays
    ) -> None:
        """`parts`: an array for each of `_PARTS`. Use `learning.learn` or `from_arrays`."""
        self.labels = tuple(labels)
        self.vectors: Floats = parts["vectors"]
        self._by_word = by_word
        self._by_letter = by_letter
        self._parts = parts
        self._basis = parts["basis"]
        self._taught = parts["taught"]
        self._meaning_weights = parts["meaning_weights"]
        self._word_weights = parts["word_weights"]
        self._letter_weights = parts["letter_weights"]

    @classmethod
    def nothing(cls, width: int) -> "Learned":
        """What somebody knows who never had a lesson; `width`: numbers of a sentence vector."""
        empty = np.zeros((0, 0), np.float32)
        parts: dict[str, Array] = dict.fromkeys(_PARTS, empty)
        parts |= {
            "basis": np.zeros((width, 0), np.float32),
            "taught": np.zeros(0, np.int64),
        }
        return cls((), TfIdf.fit([]), TfIdf.fit([]), parts)

    @classmethod
    def from_arrays(cls, labels: Sequence[str], arrays: Arrays, name: str) -> "Learned":
        """Back from `arrays`."""
        by_word, by_letter = (TfIdf.from_arrays(arrays, f"{name}_{bag}") for bag in _BAGS)
        return cls(labels, by_word, by_letter, {part: arrays[f"{name}_{part}"] for part in _PARTS})

    def arrays(self, name: str) -> dict[str, Array]:
        """What has to be kept on disk."""
        words, letters = (f"{name}_{bag}" for bag in _BAGS)
        own = {f"{name}_{part}": self._parts[part] for part in _PARTS}
        return own | self._by_word.arrays(words) | self._by_letter.arrays(letters)

    def likeness(self, vector: Floats) -> Floats:
        """Array (samples,): cosine of a sentence vector with that of each sample."""
        result: Floats = self.vectors @ reduced(vector, self._basis)
        return result

    def by_words(self, reading: Reading) -> Floats:
        """Array (labels,): what the words and the letters of a question bring."""
        columns, values = self._by_word.row(reading.word_bag)
        scores: Floats = values @ self._word_weights[columns]
        columns, values = self._by_letter.row(reading.letter_bag)
        scores += values @ self._letter_weights[columns]
        return scores

    def by_meaning(self, likeness: Floats) -> Floats:
        """Array (labels,): what the meaning brings, from cosines (samples,) with `vectors`.

        With what the words bring about 1 for the right label, and about 0 for the others.
        """
        cosines = np.take(likeness, self._taught)
        scores: Floats = closeness(cosines) @ self._meaning_weights
        return scores


def reduced(vectors: Floats, basis: Floats) -> Floats:
    """Unit vectors (..., directions) of sentence vectors (..., numbers)."""
    result: Floats = vectors @ basis
    result /= np.linalg.norm(result, axis=-1, keepdims=True) + 1e-9
    return result


def closeness(cosines: Floats) -> Floats:
    """Gaussian of the distance between unit vectors, from their cosine; changed in place."""
    np.clip(cosines, -1, 1, out=cosines)
    cosines -= 1
    cosines *= SHARPNESS
    return np.exp(cosines, out=cosines)
