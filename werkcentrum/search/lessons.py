"""Chooses what is learned about services, when a catalogue has more than can be learned."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from werkcentrum.search.postings import Floats
from werkcentrum.search.samples import NEAR_MISS, Sample

MOST_LEARNED: Final = 20_000
"""Learning takes the square of this many numbers: 1.6 GB, and a minute."""

_ORDINARY: Final = 5_000  # questions for a service that those for no service are told apart from
_SEED: Final = 20261125
# People with worries speak like this too; more of them would drown out the ordinary questions.
_NEAR_MISSES: Final = 1_500


@dataclass(frozen=True)
class Lessons:
    """The samples that are kept, with labels and trust as `learning.learn` takes them.

    `services`: whether it is learned which service fits. If not, services are found by their
    words and by likeness to their examples, and only what is no question for any service, and
    who asks, are learned.
    """

    samples: tuple[Sample, ...]
    labels: tuple[tuple[str, ...], ...]
    trust: Floats
    services: bool


def choose(samples: Sequence[Sample], most: int = MOST_LEARNED) -> Lessons:
    """Everything that is about services, or above `most` samples not which service fits.

    Then all questions without a service are learned, and a fixed selection of the others. Terms
    are then only looked up by their words: comparing their meaning too takes a third more
    memory and time.
    """
    samples = _about_services(samples)
    trust = np.array([_trust(sample) for sample in samples], np.float32)
    if np.count_nonzero(trust) <= most:
        labels = tuple(sample.labels for sample in samples)
        return Lessons(samples, labels, trust, services=True)
    samples = tuple(s for s in samples if not (s.is_term or s.is_about_danger))
    ordinary = np.flatnonzero([sample.is_question and sample.is_ordinary for sample in samples])
    learned = np.array([not sample.is_ordinary for sample in samples], bool)
    learned[np.random.default_rng(_SEED).permutation(ordinary)[: min(_ORDINARY, most)]] = True
    labels = tuple(
        tuple(label for label in sample.labels if label != sample.label or not sample.is_ordinary)
        for sample in samples
    )
    trust = np.array([_trust(sample) for sample in samples], np.float32) * learned
    return Lessons(samples, labels, trust, services=False)


def _about_services(samples: Sequence[Sample]) -> tuple[Sample, ...]:
    """All samples without danger, and a fixed selection of those that only sound like it.

    From every service the first, then the second, and so on. Drawn from all together a few
    services would get most: with five examples a service .76 were right in three, instead of .80.
    """
    offered = {sample.label for sample in samples if sample.is_ordinary}
    worried = [s for s in samples if s.group == NEAR_MISS and s.label in offered]
    drawn: defaultdict[str, int] = defaultdict(int)
    turns = []
    for sample in sorted(worried, key=lambda s: s.lot):
        drawn[sample.label] += 1
        turns.append((drawn[sample.label], sample.lot, sample))
    kept = {sample for _, _, sample in sorted(turns)[:_NEAR_MISSES]}
    return tuple(sample for sample in samples if sample in kept or not sample.is_about_danger)


def _trust(sample: Sample) -> float:
    """What is no more than a question to the services counts for more to the alarm."""
    return 1.0 if sample.group == NEAR_MISS else sample.trust
