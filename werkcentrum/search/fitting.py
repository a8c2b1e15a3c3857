"""Learns the judgements from cross-validated evidence about the example questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from werkcentrum.search import audience, danger, hybrid
from werkcentrum.search.audience import EMPLOYER, RESIDENT
from werkcentrum.search.calibrate import Logistic, threshold_for_precision, threshold_for_share
from werkcentrum.search.evidence import Evidence, Gatherer
from werkcentrum.search.judge import CONFIDENCE_FEATURES, SURE_FEATURES, Judge
from werkcentrum.search.learning import Training
from werkcentrum.search.ranker import Views
from werkcentrum.search.reading import Reading
from werkcentrum.search.records import DANGER_PREFIX, NONSENSE, OUT_OF_SCOPE, Document
from werkcentrum.search.samples import NEAR_MISS, Sample

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

FOLDS: Final = 5
_SAME_QUESTION: Final = 0.85  # cosine from which on two examples go into the same fold
_BLOCK: Final = 1_000  # rows at a time
_SEED: Final = 20261124

_SURE: Final = 0.92  # the product promises nine in ten
_EMPLOYER: Final = 0.92  # example questions are harder than real ones: measured 1.0 on those
_RESIDENT: Final = 0.97  # six in seven questions are a resident's, so this has to be higher
_REAL_DOUBTED: Final = 0.05  # share of real questions that may be called not confident
_FALSE_ALARM: Final = 0.001  # share of questions for a service that may look like danger
_PAIRS_RIDGE: Final = 20.0  # many features, of which most say nothing


@dataclass(frozen=True)
class HeldOut:
    """Evidence about each question from a model that never saw it; `at`: places in samples."""

    at: Ints
    folds: Ints
    evidence: tuple[Evidence, ...]


def folds_of(samples: Sequence[Sample], vectors: Floats) -> Ints:
    """A fold per sample, -1 for those that are not questions; near-duplicates stay together."""
    questions = np.array([at for at, sample in enumerate(samples) if sample.is_question], np.int64)
    folds = np.full(len(samples), -1, np.int64)
    order = np.random.default_rng(_SEED).permutation(len(questions))
    fold_of_place = np.empty(len(questions), np.int64)
    fold_of_place[order] = np.arange(len(questions)) % FOLDS
    leader = _leaders(vectors[questions])
    folds[questions] = fold_of_place[leader]
    return folds


def hold_out(
    samples: Sequence[Sample],
    readings: Sequence[Reading],
    gatherer: Gatherer,
    training: Training,
) -> HeldOut:
    """Evidence for every question as if it and its fold had never been learned."""
    vectors = gatherer.learned.vectors
    folds = folds_of(samples, vectors)
    labels = training.held_out(folds)
    at = np.flatnonzero(folds >= 0)
    # All at once: one by one the vectors would be read from memory thousands of times.
    alike = vectors[at] @ vectors.T
    alike[folds[at, None] == folds] = -1.0
    evidence = tuple(
        gatherer.assemble(readings[place], likeness, labels[place])
        for place, likeness in zip(at.tolist(), alike, strict=True)
    )
    return HeldOut(at, folds, evidence)


def fit_judge(
    documents: Sequence[Document],
    samples: Sequence[Sample],
    readings: Sequence[Reading],
    held_out: HeldOut,
    views: Views,
) -> Judge:
    """All judgements with their thresholds."""
    asked = [samples[at] for at in held_out.at]
    read = [readings[at] for at in held_out.at]
    totals = [hybrid.totals(evidence.services) for evidence in held_out.evidence]
    fits, fits_from = _fit_scope(asked, read, held_out.evidence, totals, views)
    sure, sure_from = _fit_sure(documents, asked, read, held_out.evidence, totals, views)
    dangerous, danger_from = _fit_danger(documents, asked, read, held_out.evidence, views)
    employer, employer_from, resident_below = _fit_audience(
        documents, asked, read, held_out.evidence, totals, views
    )
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


def _fit_scope(
    asked: Sequence[Sample],
    read: Sequence[Reading],
    evidence: Sequence[Evidence],
    totals: Sequence[Floats],
    views: Views,
) -> tuple[Logistic, float]:
    """Does anything in the catalogue fit; questions about danger are left out."""
    chosen = [at for at, sample in enumerate(asked) if not sample.label.startswith(DANGER_PREFIX)]
    if not chosen:
        return _undecided(CONFIDENCE_FEATURES), 0.0
    features = np.stack(
        [views.scope.confidence(evidence[at], totals[at], read[at]) for at in chosen]
    )
    truth = np.array([asked[at].label not in ("", OUT_OF_SCOPE, NONSENSE) for at in chosen])
    model = Logistic.fit(features, truth)
    return model, threshold_for_share(model.chance(features[truth]), 1 - _REAL_DOUBTED)


def _fit_sure(
    documents: Sequence[Document],
    asked: Sequence[Sample],
    read: Sequence[Reading],
    evidence: Sequence[Evidence],
    totals: Sequence[Floats],
    views: Views,
) -> tuple[Logistic, float]:
    """Is the right service among the first three."""
    number = {document.key: at for at, document in enumerate(documents)}
    chosen = [at for at, sample in enumerate(asked) if sample.label in number]
    if not chosen:
        return _undecided(SURE_FEATURES), 2.0
    features = np.stack([views.scope.sureness(evidence[at], totals[at], read[at]) for at in chosen])
    truth = np.array([number[asked[at].label] in _first_three(totals[at]) for at in chosen])
    model = Logistic.fit(features, truth)
    return model, threshold_for_precision(model.chance(features), truth, _SURE)


def _fit_danger(
    documents: Sequence[Document],
    asked: Sequence[Sample],
    read: Sequence[Reading],
    evidence: Sequence[Evidence],
    views: Views,
) -> tuple[Logistic, float]:
    """Does a question tell of danger, of any kind; ordinary questions set the threshold."""
    truth = np.array([sample.label.startswith(DANGER_PREFIX) for sample in asked], bool)
    if not truth.any():
        return _undecided(danger.FEATURES), 2.0
    cues = [views.counter.count(reading.all_words) for reading in read]
    features = np.stack(
        [
            views.danger.features(gathered, counted, len(reading.words))
            for gathered, counted, reading in zip(evidence, cues, read, strict=True)
        ]
    )
    model = Logistic.fit(features, truth, ridge=_PAIRS_RIDGE)
    offered = {document.key for document in documents}
    ordinary = ~near_misses(asked) & np.array([sample.label in offered for sample in asked])
    return model, threshold_for_share(model.chance(features[ordinary]), _FALSE_ALARM)


def _fit_audience(
    documents: Sequence[Document],
    asked: Sequence[Sample],
    read: Sequence[Reading],
    evidence: Sequence[Evidence],
    totals: Sequence[Floats],
    views: Views,
) -> tuple[Logistic, float, float]:
    """Employer or resident, from questions whose service is for only one of them."""
    audiences = {document.key: document.audiences for document in documents}
    clear = (frozenset({EMPLOYER}), frozenset({RESIDENT}))
    chosen = [
        at for at, sample in enumerate(asked) if audiences.get(sample.label, frozenset()) in clear
    ]
    if not chosen:
        return _undecided(audience.FEATURES), 2.0, -1.0
    features = np.stack(
        [
            views.audience.features(evidence[at], totals[at], views.audience.roles(read[at].words))
            for at in chosen
        ]
    )
    truth = np.array([audiences[asked[at].label] == {EMPLOYER} for at in chosen])
    model = Logistic.fit(features, truth)
    chances = model.chance(features)
    from_employer = threshold_for_precision(chances, truth, _EMPLOYER)
    below_resident = 1 - threshold_for_precision(1 - chances, ~truth, _RESIDENT)
    return model, from_employer, below_resident


def near_misses(asked: Sequence[Sample]) -> Bools:
    """Which questions only sound like danger."""
    return np.array([sample.group == NEAR_MISS for sample in asked])


def _first_three(totals: Floats) -> Ints:
    return np.argsort(-totals, kind="stable")[:3]


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
