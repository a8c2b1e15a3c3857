"""Adds the signals about each service up to one score."""

from typing import Final

import numpy as np
import numpy.typing as npt

from werkcentrum.search.postings import Lists

Floats = npt.NDArray[np.float32]

# One weight per signal of `evidence.SIGNALS`. Chosen by cross-validation over the example
# questions (`python -m werkcentrum.search.evaluate FOLDER --weights`), never on dev questions.
WEIGHTS: Final = np.array([1.0, 0.04, 0.08, 0.10], np.float32)

# The same for a catalogue too large to learn, where the first signal is likeness of words to the
# examples. Chosen in the same way: on the example questions, with nothing learned of services.
RETRIEVAL: Final = np.array([0.5, 0.3, 0.4, 0.6], np.float32)

_WARMTH: Final = 0.08
_OTHER_AUDIENCE: Final = 0.5
_PROBABLY_OTHER: Final = 0.15
# What belongs to a service rises with it. Chosen on regions/_base/questions, not on dev questions.
_BELONGS: Final = 0.1
_LEADS: Final = 0.001  # share from which on a service takes others along


def for_audience(scores: Floats, fits: npt.NDArray[np.bool_]) -> Floats:
    """Scores when the person said who asks: services for others come after all that fit."""
    if not len(scores):
        return scores
    return np.where(fits, scores, scores - (np.ptp(scores) + _OTHER_AUDIENCE)).astype(np.float32)


def leaning(scores: Floats, fits: npt.NDArray[np.bool_]) -> Floats:
    """Scores when the words only suggest who asks: a clear match for others stays on top."""
    return (scores - _PROBABLY_OTHER * ~fits).astype(np.float32)


def belonging(scores: Floats, related: Lists) -> Floats:
    """Scores with the services raised that belong to the best. `related`: to each service."""
    share = shares(scores)
    share[share <= _LEADS] = 0
    return scores + _BELONGS * related.sums(share)


def best(scores: Floats, most: int) -> npt.NDArray[np.int64]:
    """The places of the highest scores, best first; of equal scores the first place first."""
    places = np.arange(len(scores))
    if len(scores) > most:
        least = np.partition(scores, len(scores) - most)[len(scores) - most]
        places = np.flatnonzero(scores >= least)
    return places[np.argsort(-scores[places], kind="stable")][:most]


def highest(scores: Floats, count: int) -> list[float]:
    """The highest scores, best first; 0.0 where there are fewer."""
    return [*scores[best(scores, count)].tolist(), *[0.0] * count][:count]


def shares(scores: Floats) -> Floats:
    """Array (documents,): scores as shares of one, so that 1.0 means there is no rival."""
    if not len(scores):
        return scores
    raised = np.exp((scores - scores.max()) / _WARMTH)
    result: Floats = raised / raised.sum()
    return result
