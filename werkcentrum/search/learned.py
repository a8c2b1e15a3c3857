"""What was learned from example questions: a score per label for a new question."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from werkcentrum.search.reading import Reading
from werkcentrum.search.sparse import TfIdf

Floats = npt.NDArray[np.float32]

# Chosen by cross-validation over the example questions (see evaluate.py), not on dev questions.
SHARPNESS: Final = 2.5


class Learned:
    """A linear score per label from the meaning, the words and the letters of a question."""

    def __init__(
        self,
        labels: Sequence[str],
        by_word: TfIdf,
        by_letter: TfIdf,
        arrays: dict[str, npt.NDArray[Any]],
    ) -> None:
        self.labels = tuple(labels)
        self.by_word = by_word
        self.by_letter = by_letter
        self._basis = arrays["basis"]
        self.vectors = arrays["vectors"]
        self._taught = arrays["taught"]
        self._meaning_weights = arrays["meaning_weights"]
        self._word_weights = arrays["word_weights"]
        self._letter_weights = arrays["letter_weights"]

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """What has to be kept on disk."""
        return {
            "basis": self._basis,
            "vectors": self.vectors,
            "taught": self._taught,
            "meaning_weights": self._meaning_weights,
            "word_weights": self._word_weights,
            "letter_weights": self._letter_weights,
        }

    def likeness(self, vector: Floats) -> Floats:
        """Array (samples,): cosine of a sentence vector with that of each sample."""
        result: Floats = self.vectors @ reduced(vector, self._basis)
        return result

    def scores(self, reading: Reading, likeness: Floats) -> Floats:
        """Array (labels,): about 1 for the right label, about 0 for the others.

        `likeness` (samples,): cosines of the question with `vectors`.
        """
        scores: Floats = closeness(likeness[self._taught]) @ self._meaning_weights
        columns, values = self.by_word.row(reading.word_bag())
        scores += values @ self._word_weights[columns]
        columns, values = self.by_letter.row(reading.letter_bag())
        scores += values @ self._letter_weights[columns]
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
