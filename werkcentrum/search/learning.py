"""Learns from example questions which label fits: kernel ridge regression in closed form.

The kernel is a sum: a Gaussian on sentence vectors, inner products of word stems and of
letter groups. Closed form makes it deterministic (Rifkin and Lippert 2007, "Notes on Regularized
Least Squares").
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from werkcentrum.search.learned import Learned, closeness, reduced
from werkcentrum.search.reading import Reading
from werkcentrum.search.sparse import Bag, TfIdf

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]

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


def learn(
    readings: Sequence[Reading],
    labels: Sequence[Sequence[str]],
    trust: Floats,
    parts: Sequence[Bools],
    mix: Mix = BALANCED,
) -> tuple[Learned, Floats]:
    """Learn from readings with any number of labels each; `trust` weighs each (1 is normal).

    A sample with trust 0 is not learned from; it only keeps its vector. Gives beside what was
    learned an array (samples, labels): what somebody makes of the samples of each part (a
    (samples,) mask each) who never saw that part. Rows in no part, or with trust 0, are zero.
    """
    taught = np.flatnonzero(trust)
    lessons = [(readings[at], labels[at]) for at in taught.tolist()]
    word_bags = [reading.word_bag for reading, _ in lessons]
    letter_bags = [reading.letter_bag for reading, _ in lessons]
    by_word = TfIdf.fit(word_bags, least=_RARE)
    by_letter = TfIdf.fit(letter_bags, least=_RARE, most=_EVERYWHERE)
    word_rows, letter_rows = _matrix(by_word, word_bags), _matrix(by_letter, letter_bags)
    sentences = np.stack([reading.vector for reading in readings])
    basis = directions(sentences)
    # Column after column, so that a question is compared with all of them in one stream: by rows
    # the same takes twice as long.
    vectors = np.asfortranarray(reduced(sentences, basis))
    names = sorted({label for several in labels for label in several})
    targets = np.array([[name in several for name in names] for _, several in lessons], np.float32)
    unseen = np.zeros((len(readings), len(names)), np.float32)
    for held in parts:
        # What is held back comes last, so that the others are the first rows of the sums.
        order = np.argsort(held[taught], kind="stable")
        kept = len(taught) - int(np.count_nonzero(held[taught]))
        kernel = _kernel(vectors[taught[order]], word_rows[order], letter_rows[order], mix)
        kernel[np.diag_indices_from(kernel)] += RIDGE / trust[taught[order]]
        ordered, scores = solve(kernel, targets[order], kept)
        unseen[taught[order[kept:]]] = scores
    dual = np.empty_like(targets)
    dual[order] = ordered
    arrays = {
        "basis": basis,
        "vectors": vectors,
        "taught": taught,
        "meaning_weights": (mix.meaning * dual).astype(np.float32),
        "word_weights": (mix.words * (word_rows.T @ dual)).astype(np.float32),
        "letter_weights": (mix.letters * (letter_rows.T @ dual)).astype(np.float32),
    }
    return Learned(names, by_word, by_letter, arrays), unseen


def solve(matrix: Floats, targets: Floats, kept: int) -> tuple[Floats, Floats]:
    """Solve `matrix @ dual = targets`, and predict the rows from `kept` on from those before.

    The matrix, symmetric and positive definite (else ValueError), is used up; below its diagonal
    it is not read. Array (rows, labels), and array (rows - kept, labels). The prediction costs
    nothing: the Cholesky factor of the first rows is the first part of the whole factor.
    """
    # Imported here, as below: who only answers questions does not need these forty megabytes.
    from scipy.linalg import lapack

    # LAPACK counts by columns: of a symmetric matrix the transpose is the same matrix.
    factor, failed = lapack.spotrf(matrix.T, lower=1, overwrite_a=1, clean=0)
    if failed:
        raise ValueError("the matrix is not positive definite")
    half, _ = lapack.strtrs(factor, targets, lower=1)
    dual, _ = lapack.strtrs(factor, half, lower=1, trans=1)
    return np.ascontiguousarray(dual), factor[kept:, :kept] @ half[:kept]


def _kernel(
    vectors: Floats, word_rows: "csr_matrix", letter_rows: "csr_matrix", mix: Mix
) -> Floats:
    """Array (samples, samples): how alike every two questions are.

    Only where the column is not before the row: `solve` reads no more, and it takes half the time.
    """
    total = np.empty((len(vectors), len(vectors)), np.float32)
    for low in range(0, len(vectors), _BLOCK):
        rows, on = slice(low, low + _BLOCK), slice(low, None)
        part = closeness(vectors[rows] @ vectors[on].T)
        part *= mix.meaning
        part += mix.words * (word_rows[rows] @ word_rows[on].T.tocsr()).toarray()
        part += mix.letters * (letter_rows[rows] @ letter_rows[on].T.tocsr()).toarray()
        total[rows, on] = part
    return total


def _matrix(by_token: TfIdf, bags: Sequence[Bag]) -> "csr_matrix":
    """One row per bag."""
    from scipy.sparse import csr_matrix

    rows = [by_token.row(bag) for bag in bags]
    starts = np.concatenate([[0], np.cumsum([len(columns) for columns, _ in rows])])
    columns = np.concatenate([columns for columns, _ in rows])
    values = np.concatenate([values for _, values in rows])
    return csr_matrix((values, columns, starts), shape=(len(bags), len(by_token.vocabulary)))


def directions(vectors: Floats) -> Floats:
    """Array (numbers, 128): the directions in which the sentence vectors differ most.

    With 128 of the 512 directions a question costs a quarter of the memory traffic, and by
    cross-validation hardly any accuracy (0.801 right in the first three, against 0.805).
    """
    _, directions = np.linalg.eigh((vectors.T @ vectors).astype(np.float64))
    return np.ascontiguousarray(directions[:, ::-1][:, :DIRECTIONS], dtype=np.float32)
