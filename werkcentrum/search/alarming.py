"""Learns to see danger: from questions that tell of it, that only sound like it, and others."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from werkcentrum.search import danger
from werkcentrum.search.calibrate import Logistic, threshold_for_share
from werkcentrum.search.cues import CueCounter
from werkcentrum.search.danger import Alarm, DangerView, Signs, Threshold, nearest
from werkcentrum.search.fitting import undecided
from werkcentrum.search.holding import hold_back
from werkcentrum.search.learned import Learned
from werkcentrum.search.learning import BALANCED, Bools, Mix, learn
from werkcentrum.search.reading import Reader, Reading
from werkcentrum.search.records import DANGER_PREFIX
from werkcentrum.search.samples import NEAR_MISS, Sample

Floats = npt.NDArray[np.float32]

_LEARNED: Final = 4_000  # ordinary questions that danger is told apart from
_ASKED: Final = 4_000  # other ones that say how often there would be a false alarm
_FALSE_ALARM: Final = 0.002  # share of questions for a service that may look like danger
_PAIRS_RIDGE: Final = 20.0  # many features, of which most say nothing


@dataclass(frozen=True)
class AlarmLessons:
    """The samples an alarm learns from, in three groups.

    `bounds` (4,): where danger begins, near misses, others, and the end. `ordinary`: questions
    for a service that are never learned.
    """

    samples: tuple[Sample, ...]
    bounds: npt.NDArray[np.int64]
    ordinary: tuple[Sample, ...]

    def digest(self, *beside: object) -> str:
        """Differs when there is anything else to learn, or anything else `beside` it."""
        rows = [astuple(sample) for sample in (*self.samples, *self.ordinary)]
        return hashlib.sha256(repr((rows, beside)).encode("utf-8", "surrogatepass")).hexdigest()


def choose_alarming(samples: Sequence[Sample]) -> AlarmLessons:
    """Everything about danger and without a service, and a fixed selection of the others.

    They are selected by a digest of their own letters, so that the order of the files does not
    matter. An alarm learned before stays as it is when only texts of services change.
    """
    asked = [sample for sample in samples if sample.is_question]
    ordinary = sorted((s for s in asked if s.is_ordinary), key=lambda s: s.lot)
    strangers = [s for s in asked if not s.is_ordinary and not s.is_about_danger]
    groups = (
        [sample for sample in samples if sample.label.startswith(DANGER_PREFIX)],
        [sample for sample in samples if sample.group == NEAR_MISS],
        strangers + ordinary[:_LEARNED],
    )
    return AlarmLessons(
        samples=tuple(sample for group in groups for sample in sorted(group)),
        bounds=np.cumsum([0, *map(len, groups)]),
        ordinary=tuple(ordinary[_LEARNED : _LEARNED + _ASKED]),
    )


def train_alarm(
    lessons: AlarmLessons, reader: Reader, counter: CueCounter, digest: str, mix: Mix = BALANCED
) -> Alarm:
    """An alarm with a threshold of its own. The same input gives the same alarm."""
    if not lessons.samples:
        nothing = Learned.nothing(reader.embedder.width)
        return Alarm(nothing, lessons.bounds, counter, fit_threshold([], DangerView(())), digest)
    learned, rehearsed = rehearse_alarm(lessons, reader, counter, mix)
    threshold = fit_threshold(rehearsed, DangerView(learned.labels))
    return Alarm(learned, lessons.bounds, counter, threshold, digest)


@dataclass(frozen=True)
class Rehearsed:
    """A question with its signs from an alarm that never saw it.

    `part`: with which it was held back; -1 for an ordinary question that is never learned.
    """

    sample: Sample
    signs: Signs
    part: int

    @property
    def is_danger(self) -> bool:
        """Whether the question tells of danger."""
        return self.sample.label.startswith(DANGER_PREFIX)


def rehearse_alarm(
    lessons: AlarmLessons,
    reader: Reader,
    counter: CueCounter,
    mix: Mix = BALANCED,
    *,
    whole: bool = False,
) -> tuple[Learned, list[Rehearsed]]:
    """What is learned, and signs in questions that were held back or never learned.

    `whole`: in every question, which takes five times as long.
    """
    samples = lessons.samples
    readings = _read(reader, samples)
    trust = np.array([sample.trust for sample in samples], np.float32)
    sentences = np.stack([reading.vector for reading in readings])
    asked = np.array([sample.is_question for sample in samples], bool)
    parts = hold_back(sentences, asked, whole=whole)
    labels = [_labels(sample) for sample in samples]
    learned, unseen = learn(readings, labels, trust, parts, mix)

    def signs(reading: Reading, scores: Floats, likeness: Floats) -> Signs:
        alike, cues = nearest(likeness, lessons.bounds), counter.count(reading.all_words)
        return Signs(scores, alike, cues, len(reading.words))

    rehearsed = [
        Rehearsed(samples[at], signs(readings[at], unseen[at], likeness), part)
        for at, likeness, part in _as_if_new(learned, parts)
    ]
    for sample, reading in zip(lessons.ordinary, _read(reader, lessons.ordinary), strict=True):
        likeness = learned.likeness(reading.vector)
        scores = learned.by_words(reading) + learned.by_meaning(likeness)
        found = signs(reading, scores, likeness)
        rehearsed.append(Rehearsed(sample, found, -1))
    return learned, rehearsed


def fit_threshold(rehearsed: Sequence[Rehearsed], view: DangerView) -> Threshold:
    """Does a question tell of danger, of any kind; ordinary questions set the threshold."""
    truth = np.array([asked.is_danger for asked in rehearsed], bool)
    if not truth.any():
        return Threshold(undecided(danger.FEATURES), 2.0)
    features = np.stack([view.features(asked.signs) for asked in rehearsed])
    model = Logistic.fit(features, truth, ridge=_PAIRS_RIDGE)
    ordinary = np.array([asked.sample.is_ordinary for asked in rehearsed], bool)
    chances = model.chance(features[ordinary])
    return Threshold(model, threshold_for_share(chances, _FALSE_ALARM))


def _as_if_new(learned: Learned, parts: Sequence[Bools]) -> Iterator[tuple[int, Floats, int]]:
    """Every sample of a part with its likeness to those outside it, and which part it is in."""
    for number, part in enumerate(parts):
        for at in np.flatnonzero(part).tolist():
            likeness = learned.vectors @ learned.vectors[at]
            likeness[part] = -1.0
            yield at, likeness, number


def _read(reader: Reader, samples: Sequence[Sample]) -> list[Reading]:
    return reader.read_all([sample.text for sample in samples], [sample.lang for sample in samples])


def _labels(sample: Sample) -> tuple[str, ...]:
    if sample.label.startswith(DANGER_PREFIX):
        return (sample.label,)
    return (NEAR_MISS,) if sample.group == NEAR_MISS else ()
