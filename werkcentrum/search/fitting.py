"""Learns the judgements from cross-validated evidence about the example questions."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from werkcentrum.search import audience, danger, hybrid
from werkcentrum.search.calibrate import Logistic, threshold_for_precision, threshold_for_share
from werkcentrum.search.evidence import Evidence, Gatherer
from werkcentrum.search.judge import CONFIDENCE_FEATURES, SURE_FEATURES, Judge
from werkcentrum.search.learning import Training
from werkcentrum.search.lessons import is_ordinary
from werkcentrum.search.ranker import Views
from werkcentrum.search.reading import Reading
from werkcentrum.search.records import (
    DANGER_PREFIX,
    EMPLOYER,
    NONSENSE,
    OUT_OF_SCOPE,
    RESIDENT,
    Document,
)
from werkcentrum.search.samples import NEAR_MISS, Sample

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

FOLDS: Final = 5
_SAME_QUESTION: Final = 0.85  # cosine from which on two examples go into the same fold
_BLOCK: Final = 1_000  # rows at a time
_NUMBERS: Final = 20_000_000  # likenesses at a time: 80 MB
_SCORES: Final = 10_000_000  # services times questions that are asked: some minutes
_NOT_ASKED: Final = -2
_SEED: Final = 20261124

_SURE: Final = 0.92  # the product promises nine in ten
_EMPLOYER: Final = 0.92  # example questions are harder than real ones: measured 1.0 on those
_RESIDENT: Final = 0.97  # six in seven questions are a resident's, so this has to be higher
_REAL_DOUBTED: Final = 0.05  # share of real questions that may be called not confident
_FALSE_ALARM: Final = 0.001  # share of questions for a service that may look like danger
_PAIRS_RIDGE: Final = 20.0  # many features, of which most say nothing


@dataclass(frozen=True)
class HeldOut:
    """Evidence about each question from a model that never saw it; `at`: places in samples.

    The evidence is gathered each time it is gone through: of a large catalogue it would not
    fit in memory.
    """

    at: Ints
    folds: Ints
    evidence: Iterable[Evidence]


class _Gathered:
    """Gathers evidence about questions as if they and their fold had never been learned."""

    def __init__(
        self, readings: Sequence[Reading], folds: Ints, gatherer: Gatherer, training: Training
    ) -> None:
        self._readings = readings
        self._folds = folds
        self._gatherer = gatherer
        self._labels = training.held_out(folds)
        self._taught = np.isin(np.arange(len(folds)), training.taught)

    def __iter__(self) -> Iterator[Evidence]:
        vectors = self._gatherer.learned.vectors
        rows = max(1, _NUMBERS // len(vectors))
        at = np.flatnonzero(self._folds >= 0)
        for low in range(0, len(at), rows):
            # Many at once: one by one the vectors would be read from memory thousands of times.
            places = at[low : low + rows]
            for place, alike in zip(places.tolist(), vectors[places] @ vectors.T, strict=True):
                yield self._about(place, alike)

    def _about(self, place: int, likeness: Floats) -> Evidence:
        same = (self._folds == _NOT_ASKED) & (likeness > _SAME_QUESTION)
        unseen = same | (self._folds == self._folds[place])
        likeness[unseen] = -1.0
        reading = self._readings[place]
        # What was never learned needs no holding out.
        labels = (
            self._labels[place]
            if self._taught[place]
            else self._gatherer.learned.scores(reading, likeness)
        )
        return self._gatherer.assemble(reading, likeness, labels, unseen)


def folds_of(samples: Sequence[Sample], vectors: Floats, most: int) -> Ints:
    """A fold for each question that is asked; near-duplicates stay together.

    All questions without a service are asked, and at most `most` of the others. -1: not a
    question, -2: not asked.
    """
    questions = _to_ask(samples, most)
    folds = np.array([_NOT_ASKED if s.is_question else -1 for s in samples], np.int64)
    order = np.random.default_rng(_SEED).permutation(len(questions))
    fold_of_place = np.empty(len(questions), np.int64)
    fold_of_place[order] = np.arange(len(questions)) % FOLDS
    leader = _leaders(vectors[questions])
    folds[questions] = fold_of_place[leader]
    return folds


def _to_ask(samples: Sequence[Sample], most: int) -> Ints:
    asked = np.array([sample.is_question for sample in samples], bool)
    ordinary = np.flatnonzero(asked & [is_ordinary(sample) for sample in samples])
    asked[np.random.default_rng(_SEED).permutation(ordinary)[most:]] = False
    return np.flatnonzero(asked)


def hold_out(
    samples: Sequence[Sample],
    readings: Sequence[Reading],
    gatherer: Gatherer,
    training: Training,
) -> HeldOut:
    """Evidence for questions as if each and its fold had never been learned."""
    most = _SCORES // len(gatherer)
    folds = folds_of(samples, gatherer.learned.vectors, most)
    gathered = _Gathered(readings, folds, gatherer, training)
    return HeldOut(np.flatnonzero(folds >= 0), folds, gathered)


@dataclass(frozen=True)
class _Case:
    """A question with what the judgements are made from."""

    sample: Sample
    scope: Floats
    sure: Floats
    danger: Floats
    audience: Floats
    first_three: frozenset[str]


def fit_judge(
    documents: Sequence[Document],
    samples: Sequence[Sample],
    readings: Sequence[Reading],
    held_out: HeldOut,
    views: Views,
) -> Judge:
    """All judgements with their thresholds."""
    cases = [
        _case(documents, samples[at], readings[at], evidence, views)
        for at, evidence in zip(held_out.at.tolist(), held_out.evidence, strict=True)
    ]
    audiences = {document.key: document.audiences for document in documents}
    fits, fits_from = _fit_scope(cases)
    sure, sure_from = _fit_sure(cases, audiences)
    dangerous, danger_from = _fit_danger(cases, audiences)
    employer, employer_from, resident_below = _fit_audience(cases, audiences)
    return Judge(
        fits=fits,
        sure=sure,
        employer=employer,
        danger=dangerous,
        fits_from=fits_from,
        sure_from=sure_from,
        employer_from=employer_from,
        resident_below=resident_below,
        danger_from=danger_from,
    )


def _case(
    documents: Sequence[Document],
    sample: Sample,
    reading: Reading,
    evidence: Evidence,
    views: Views,
) -> _Case:
    cues = views.counter.count(reading.all_words)
    return _Case(
        sample,
        scope=views.scope.confidence(evidence, reading),
        sure=views.scope.sureness(evidence),
        danger=views.danger.features(evidence, cues, len(reading.words)),
        audience=views.audience.features(evidence, views.audience.roles(reading.words)),
        first_three=frozenset(documents[at].key for at in hybrid.best(evidence.totals, 3)),
    )


def _fit_scope(cases: Sequence[_Case]) -> tuple[Logistic, float]:
    """Does anything in the catalogue fit; questions about danger are left out."""
    chosen = [case for case in cases if not case.sample.label.startswith(DANGER_PREFIX)]
    if not chosen:
        return _undecided(CONFIDENCE_FEATURES), 0.0
    features = np.stack([case.scope for case in chosen])
    truth = np.array([case.sample.label not in ("", OUT_OF_SCOPE, NONSENSE) for case in chosen])
    model = Logistic.fit(features, truth)
    return model, threshold_for_share(model.chance(features[truth]), 1 - _REAL_DOUBTED)


def _fit_sure(cases: Sequence[_Case], offered: Container[str]) -> tuple[Logistic, float]:
    """Is the right service among the first three."""
    chosen = [case for case in cases if case.sample.label in offered]
    if not chosen:
        return _undecided(SURE_FEATURES), 2.0
    features = np.stack([case.sure for case in chosen])
    truth = np.array([case.sample.label in case.first_three for case in chosen])
    model = Logistic.fit(features, truth)
    return model, threshold_for_precision(model.chance(features), truth, _SURE)


def _fit_danger(cases: Sequence[_Case], offered: Container[str]) -> tuple[Logistic, float]:
    """Does a question tell of danger, of any kind; ordinary questions set the threshold."""
    truth = np.array([case.sample.label.startswith(DANGER_PREFIX) for case in cases], bool)
    if not truth.any():
        return _undecided(danger.FEATURES), 2.0
    features = np.stack([case.danger for case in cases])
    model = Logistic.fit(features, truth, ridge=_PAIRS_RIDGE)
    asked = [case.sample for case in cases]
    ordinary = ~near_misses(asked) & np.array([sample.label in offered for sample in asked])
    return model, threshold_for_share(model.chance(features[ordinary]), _FALSE_ALARM)


def _fit_audience(
    cases: Sequence[_Case], audiences: Mapping[str, frozenset[str]]
) -> tuple[Logistic, float, float]:
    """Employer or resident, from questions whose service is for only one of them."""
    clear = (frozenset({EMPLOYER}), frozenset({RESIDENT}))
    chosen = [case for case in cases if audiences.get(case.sample.label) in clear]
    if not chosen:
        return _undecided(audience.FEATURES), 2.0, -1.0
    features = np.stack([case.audience for case in chosen])
    truth = np.array([audiences[case.sample.label] == {EMPLOYER} for case in chosen])
    model = Logistic.fit(features, truth)
    chances = model.chance(features)
    from_employer = threshold_for_precision(chances, truth, _EMPLOYER)
    below_resident = 1 - threshold_for_precision(1 - chances, ~truth, _RESIDENT)
    return model, from_employer, below_resident


def near_misses(asked: Sequence[Sample]) -> Bools:
    """Which questions only sound like danger."""
    return np.array([sample.group == NEAR_MISS for sample in asked])


def _undecided(width: int) -> Logistic:
    """A judgement nothing was learned for: always one half."""
    zeros = np.zeros(width, np.float32)
    return Logistic(zeros, 0.0, zeros, np.ones(width, np.float32))


def _leaders(vectors: Floats) -> Ints:
    """For every vector the place of the first one it is (through others) nearly equal to."""
    leader = np.arange(len(vectors))
    for low in range(0, len(vectors), _BLOCK):
        rows = slice(low, low + _BLOCK)
        for row, earlier in zip(
            *np.nonzero(vectors[rows] @ vectors.T > _SAME_QUESTION), strict=True
        ):
            one, other = leader[low + row], leader[earlier]
            if one != other:
                leader[leader == max(one, other)] = min(one, other)
    return leader
