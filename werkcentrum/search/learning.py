"""Learns from example questions which label fits: kernel ridge regression in closed form.

The kernel is a sum: a Gaussian on sentence vectors, inner products of word stems and of
letter groups. Closed form makes it deterministic, and cross-validation almost free
(Rifkin and Lippert 2007, "Notes on Regularized Least Squares").
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from werkcentrum.search.learned import Learned, closeness, reduced
from werkcentrum.search.reading import Reading
from werkcentrum.search.sparse import TfIdf

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

# Chosen by cross-validation over the example questions (see evaluate.py), not on dev questions.
RIDGE: Final = 1.0
DIRECTIONS: Final = 128
_RARE: Final = 2  # a token in one question only says nothing about another
# A letter group in more than one in twenty questions tells nothing, and costs most of the time.
_EVERYWHERE: Final = 0.05
_BLOCK: Final = 1_000  # rows at a time: temporary results stay below 100 MB


@dataclass(frozen=True)
class Mix:
    """How much each likeness of two questions counts in the kernel; 0 leaves one out.

    Chosen as the ridge is.
    """

    meaning: float = 2.0
    words: float = 0.5
    letters: float = 0.5


BALANCED: Final = Mix()


@dataclass(frozen=True)
class Training:
    """What is left of learning for cross-validation: the inverse and the answers.

    `taught`: the places of the samples that were learned from.
    """

    inverse: Floats
    dual: Floats
    targets: Floats
    taught: Ints

    def held_out(self, folds: Ints) -> Floats:
        """Array (samples, labels): scores for each sample by a model that never saw its fold.

        Samples in fold -1 are always learned from; their rows stay zero. Exact, without
        learning again: the residuals of a block follow from its block of the inverse.
        """
        scores = np.zeros((len(folds), self.targets.shape[1]), np.float32)
        for fold in range(int(folds.max(initial=-1)) + 1):
            block = np.flatnonzero(folds[self.taught] == fold)
            residual = np.linalg.solve(self.inverse[np.ix_(block, block)], self.dual[block])
            scores[self.taught[block]] = self.targets[block] - residual
        return scores


def learn(
    readings: Sequence[Reading],
    labels: Sequence[Sequence[str]],
    trust: Floats,
    mix: Mix = BALANCED,
) -> tuple[Learned, Training]:
    """Learn from readings with any number of labels each; `trust` weighs each (1 is normal).

    A sample with trust 0 is not learned from; it only keeps its vector.
    """
    taught = np.flatnonzero(trust)
    lessons = [(readings[at], labels[at]) for at in taught.tolist()]
    word_bags = [reading.word_bag() for reading, _ in lessons]
    letter_bags = [reading.letter_bag() for reading, _ in lessons]
    by_word = TfIdf.fit(word_bags, least=_RARE)
    by_letter = TfIdf.fit(letter_bags, least=_RARE, most=_EVERYWHERE)
    word_rows, letter_rows = _matrix(by_word, word_bags), _matrix(by_letter, letter_bags)
    sentences = np.stack([reading.vector for reading in readings])
    basis = _basis(sentences)
    vectors = reduced(sentences, basis)
    names = sorted({label for several in labels for label in several})
    targets = np.array([[name in several for name in names] for _, several in lessons], np.float32)
    kernel = _kernel(vectors[taught], word_rows, letter_rows, mix)
    kernel[np.diag_indices_from(kernel)] += RIDGE / trust[taught]
    inverse = invert(kernel)
    dual: Floats = inverse @ targets
    arrays = {
        "basis": basis,
        "vectors": vectors,
        "taught": taught,
        "meaning_weights": (mix.meaning * dual).astype(np.float32),
        "word_weights": (mix.words * (word_rows.T @ dual)).astype(np.float32),
        "letter_weights": (mix.letters * (letter_rows.T @ dual)).astype(np.float32),
    }
    return Learned(names, by_word, by_letter, arrays), Training(inverse, dual, targets, taught)


def invert(matrix: Floats) -> Floats:
    """The inverse of a symmetric positive definite matrix, in its own memory.

    By Cholesky, which takes a third of the time of a general inverse. Raises ValueError for
    a matrix that is not positive definite.
    """
    # Imported here, as below: who only answers questions does not need these forty megabytes.
    from scipy.linalg import lapack

    # LAPACK counts by columns: of a symmetric matrix the transpose is the same matrix.
    factor, failed = lapack.spotrf(matrix.T, lower=1, overwrite_a=1, clean=0)
    if not failed:
        inverse, failed = lapack.spotri(factor, lower=1, overwrite_c=1)
    if failed:
        raise ValueError("the matrix is not positive definite")
    whole: Floats = inverse.T
    for low in range(0, len(whole), _BLOCK):
        rows = slice(low, low + _BLOCK)
        whole[rows, :low] = whole[:low, rows].T
        corner = np.triu(whole[rows, rows])
        whole[rows, rows] = corner + np.triu(corner, 1).T
    return whole


def _kernel(
    vectors: Floats, word_rows: "csr_matrix", letter_rows: "csr_matrix", mix: Mix
) -> Floats:
    """Array (samples, samples): how alike every two questions are."""
    total = np.empty((len(vectors), len(vectors)), np.float32)
    words, letters = word_rows.T.tocsr(), letter_rows.T.tocsr()
    for low in range(0, len(vectors), _BLOCK):
        rows = slice(low, low + _BLOCK)
        part = closeness(vectors[rows] @ vectors.T)
        part *= mix.meaning
        part += mix.words * (word_rows[rows] @ words).toarray()
        part += mix.letters * (letter_rows[rows] @ letters).toarray()
        total[rows] = part
    return total


def _matrix(by_token: TfIdf, bags: Sequence[Counter[str]]) -> "csr_matrix":
    """One row per bag."""
    from scipy.sparse import csr_matrix

    rows = [by_token.row(bag) for bag in bags]
    starts = np.concatenate([[0], np.cumsum([len(columns) for columns, _ in rows])])
    columns = np.concatenate([columns for columns, _ in rows])
    values = np.concatenate([values for _, values in rows])
    return csr_matrix((values, columns, starts), shape=(len(bags), len(by_token.vocabulary)))


def _basis(vectors: Floats) -> Floats:
    """Array (numbers, 128): the directions in which the sentence vectors differ most.

    With 128 of the 512 directions a question costs a quarter of the memory traffic, and by
    cross-validation hardly any accuracy (0.801 right in the first three, against 0.805).
    """
    _, directions = np.linalg.eigh((vectors.T @ vectors).astype(np.float64))
    return np.ascontiguousarray(directions[:, ::-1][:, :DIRECTIONS], dtype=np.float32)
