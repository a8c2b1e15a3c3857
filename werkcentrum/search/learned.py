"""Learns from example questions which label fits: kernel ridge regression in closed form.

The kernel is a sum: a Gaussian on sentence vectors, inner products of word stems and of
letter groups. Closed form makes it deterministic, and cross-validation almost free
(Rifkin and Lippert 2007, "Notes on Regularized Least Squares").
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from werkcentrum.search.reading import Reading
from werkcentrum.search.sparse import TfIdf, add_inner_products, column_sums

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

# Chosen by cross-validation over the example questions (see evaluate.py), not on dev questions.
MEANING: Final = 2.0
WORDS: Final = 0.5
LETTERS: Final = 0.5
SHARPNESS: Final = 2.5
RIDGE: Final = 1.0


@dataclass(frozen=True)
class Training:
    """What is left of learning for cross-validation: the inverse and the answers."""

    inverse: Floats
    dual: Floats
    targets: Floats

    def held_out(self, folds: Ints) -> Floats:
        """Array (samples, labels): scores for each sample by a model that never saw its fold.

        Samples in fold -1 are always learned from; their rows stay zero. Exact, without
        learning again: the residuals of a block follow from its block of the inverse.
        """
        scores = np.zeros_like(self.targets)
        for fold in range(int(folds.max(initial=-1)) + 1):
            block = np.flatnonzero(folds == fold)
            residual = np.linalg.solve(self.inverse[np.ix_(block, block)], self.dual[block])
            scores[block] = self.targets[block] - residual
        return scores


class Learned:
    """A linear score per label from the meaning, the words and the letters of a question."""

    def __init__(
        self,
        labels: Sequence[str],
        by_word: TfIdf,
        by_letter: TfIdf,
        arrays: dict[str, Floats],
    ) -> None:
        self.labels = tuple(labels)
        self.by_word = by_word
        self.by_letter = by_letter
        self.vectors = arrays["vectors"]
        self._dual = arrays["dual"]
        self._word_weights = arrays["word_weights"]
        self._letter_weights = arrays["letter_weights"]

    @classmethod
    def fit(
        cls, readings: Sequence[Reading], labels: Sequence[Sequence[str]], trust: Floats
    ) -> tuple["Learned", Training]:
        """Learn from readings with any number of labels each; `trust` weighs each (1 is normal)."""
        word_bags = [reading.word_bag() for reading in readings]
        letter_bags = [reading.letter_bag() for reading in readings]
        by_word, by_letter = TfIdf.fit(word_bags), TfIdf.fit(letter_bags)
        word_rows, letter_rows = by_word.rows(word_bags), by_letter.rows(letter_bags)
        vectors = np.stack([reading.vector for reading in readings])
        kernel = _closeness(vectors @ vectors.T)
        kernel *= MEANING
        add_inner_products(word_rows, WORDS, kernel)
        add_inner_products(letter_rows, LETTERS, kernel)
        names = sorted({label for several in labels for label in several})
        targets = np.array([[name in several for name in names] for several in labels], np.float32)
        kernel[np.diag_indices_from(kernel)] += RIDGE / trust
        inverse: Floats = np.linalg.inv(kernel).astype(np.float32, copy=False)
        dual: Floats = inverse @ targets
        arrays = {
            "vectors": vectors,
            "dual": dual,
            "word_weights": WORDS * column_sums(word_rows, dual),
            "letter_weights": LETTERS * column_sums(letter_rows, dual),
        }
        return cls(names, by_word, by_letter, arrays), Training(inverse, dual, targets)

    def arrays(self) -> dict[str, Floats]:
        """What has to be kept on disk."""
        return {
            "vectors": self.vectors,
            "dual": self._dual,
            "word_weights": self._word_weights,
            "letter_weights": self._letter_weights,
        }

    def scores(self, reading: Reading, likeness: Floats) -> Floats:
        """Array (labels,): about 1 for the right label, about 0 for the others.

        `likeness` (samples,): cosines of the question with `vectors`.
        """
        scores: Floats = MEANING * (_closeness(likeness.copy()) @ self._dual)
        columns, values = self.by_word.row(reading.word_bag())
        scores += values @ self._word_weights[columns]
        columns, values = self.by_letter.row(reading.letter_bag())
        scores += values @ self._letter_weights[columns]
        return scores


def _closeness(cosines: Floats) -> Floats:
    """Gaussian of the distance between unit vectors, from their cosine; changed in place."""
    np.clip(cosines, -1, 1, out=cosines)
    cosines -= 1
    cosines *= SHARPNESS
    return np.exp(cosines, out=cosines)
