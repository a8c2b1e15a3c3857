"""Chooses what is learned, when a catalogue has more questions than can be learned."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from werkcentrum.search.postings import Floats
from werkcentrum.search.records import NONSENSE, OUT_OF_SCOPE
from werkcentrum.search.samples import Sample

MOST_LEARNED: Final = 20_000
"""Learning takes the square of this many numbers: 1.6 GB, and minutes."""

_ORDINARY: Final = 5_000  # questions for a service that danger and the like are told apart from
_SEED: Final = 20261125


@dataclass(frozen=True)
class Lessons:
    """The samples that are kept, with labels and trust as `learning.learn` takes them.

    `services`: whether it is learned which service fits. If not, services are found by their
    words and by likeness to their examples, and only danger, what is no question for any
    service, and who asks are learned.
    """

    samples: tuple[Sample, ...]
    labels: tuple[tuple[str, ...], ...]
    trust: Floats
    services: bool


def choose(samples: Sequence[Sample], most: int = MOST_LEARNED) -> Lessons:
    """Everything, or above `most` samples everything but which service fits.

    Then all questions without a service are learned, and a fixed selection of the others. Terms
    are then only looked up by their words: comparing their meaning too takes a third more
    memory and time.
    """
    trust = np.array([sample.trust for sample in samples], np.float32)
    if np.count_nonzero(trust) <= most:
        labels = tuple(sample.labels for sample in samples)
        return Lessons(tuple(samples), labels, trust, services=True)
    samples = tuple(sample for sample in samples if not sample.is_term)
    ordinary = np.flatnonzero([sample.is_question and is_ordinary(sample) for sample in samples])
    learned = np.array([not is_ordinary(sample) for sample in samples], bool)
    learned[np.random.default_rng(_SEED).permutation(ordinary)[: min(_ORDINARY, most)]] = True
    labels = tuple(
        tuple(label for label in sample.labels if label != sample.label or not _is_service(label))
        for sample in samples
    )
    trust = np.array([sample.trust for sample in samples], np.float32) * learned
    return Lessons(samples, labels, trust, services=False)


def is_ordinary(sample: Sample) -> bool:
    """Whether a sample belongs to a service, and does not even sound like danger."""
    return sample.group.endswith(f" {sample.label}") and _is_service(sample.label)


def _is_service(label: str) -> bool:
    return bool(label) and ":" not in label and label not in (OUT_OF_SCOPE, NONSENSE)
