"""Holds questions back, to see what is made of questions that were never learned."""

from typing import Final

import numpy as np
import numpy.typing as npt

from werkcentrum.search.learned import reduced
from werkcentrum.search.learning import Bools, Floats, directions

SAME_QUESTION: Final = 0.85
"""Cosine from which on two questions are held back together, or not at all."""

_FIFTHS: Final = 5
_MANY: Final = 5_000
_BLOCK: Final = 1_000  # rows at a time
_SEED: Final = 20261124


def hold_back(sentences: Floats, asked: Bools, *, whole: bool = False) -> list[Bools]:
    """Parts of the samples that are `asked`, each an array (samples,); near-duplicates together.

    A fifth of many questions is enough to judge by; of few, or when the `whole` has to be
    measured, there are five parts.
    """
    places = np.flatnonzero(asked)
    order = np.random.default_rng(_SEED).permutation(len(places))
    fifth = np.empty(len(places), np.int64)
    fifth[order] = np.arange(len(places)) % _FIFTHS
    fifth = fifth[_leaders(reduced(sentences[places], directions(sentences)))]
    parts = []
    for number in range(_FIFTHS if whole or len(places) < _MANY else 1):
        held = np.zeros(len(asked), bool)
        held[places[fifth == number]] = True
        parts.append(held)
    return parts


def _leaders(vectors: Floats) -> npt.NDArray[np.int64]:
    """For every vector the place of the first one it is (through others) nearly equal to."""
    leader = np.arange(len(vectors))
    for low in range(0, len(vectors), _BLOCK):
        rows = slice(low, low + _BLOCK)
        alike = vectors[rows] @ vectors[: low + _BLOCK].T > SAME_QUESTION
        for row, earlier in zip(*np.nonzero(alike), strict=True):
            one, other = leader[low + row], leader[earlier]
            if one != other:
                leader[leader == max(one, other)] = min(one, other)
    return leader
