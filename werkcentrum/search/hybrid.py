"""Adds the signals about each service up to one score."""

from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

# One weight per signal of `evidence.SIGNALS`. Chosen by cross-validation over the example
# questions (`python -m werkcentrum.search.evaluate FOLDER --weights`), never on dev questions.
WEIGHTS: Final = np.array([1.0, 0.04, 0.08, 0.10], np.float32)

_WARMTH: Final = 0.08
_OTHER_AUDIENCE: Final = 0.5
_PROBABLY_OTHER: Final = 0.15
# What belongs to a service rises with it. Chosen on regions/_base/questions, not on dev questions.
_BELONGS: Final = 0.1


def totals(services: Floats) -> Floats:
    """Array (documents,): the weighted sum of the signals (documents, signals)."""
    result: Floats = services @ WEIGHTS
    return result


def for_audience(scores: Floats, fits: npt.NDArray[np.bool_]) -> Floats:
    """Scores when the person said who asks: services for others come after all that fit."""
    if not len(scores):
        return scores
    return np.where(fits, scores, scores - (np.ptp(scores) + _OTHER_AUDIENCE)).astype(np.float32)


def leaning(scores: Floats, fits: npt.NDArray[np.bool_]) -> Floats:
    """Scores when the words only suggest who asks: a clear match for others stays on top."""
    return (scores - _PROBABLY_OTHER * ~fits).astype(np.float32)


def belonging(scores: Floats, related: Floats) -> Floats:
    """Scores with the services raised that belong to the best ones.

    `related` (documents, documents): 1 where the second belongs to the first.
    """
    return (scores + _BELONGS * (shares(scores) @ related)).astype(np.float32)


def shares(scores: Floats) -> Floats:
    """Array (documents,): scores as shares of one, so that 1.0 means there is no rival."""
    if not len(scores):
        return scores
    raised = np.exp((scores - scores.max()) / _WARMTH)
    result: Floats = raised / raised.sum()
    return result
