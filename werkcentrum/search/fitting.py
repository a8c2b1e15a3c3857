"""Learns the judgements from evidence about example questions that were held back."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from werkcentrum.search import audience, hybrid
from werkcentrum.search.calibrate import Logistic, threshold_for_precision, threshold_for_share
from werkcentrum.search.evidence import Evidence, Gatherer
from werkcentrum.search.holding import SAME_QUESTION
from werkcentrum.search.judge import CONFIDENCE_FEATURES, SURE_FEATURES, Judge
from werkcentrum.search.ranker import Views
from werkcentrum.search.reading import Reading
from werkcentrum.search.records import EMPLOYER, NONSENSE, OUT_OF_SCOPE, RESIDENT, Document
from werkcentrum.search.samples import Sample

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]

_NUMBERS: Final = 20_000_000  # likenesses at a time: 80 MB
_SCORES: Final = 50_000_000  # services times questions of which a fifth is asked: some minutes
_SEED: Final = 20261124

_SURE: Final = 0.92  # the product promises nine in ten
_EMPLOYER: Final = 0.92  # example questions are harder than real ones: measured 1.0 on those
_RESIDENT: Final = 0.97  # six in seven questions are a resident's, so this has to be higher
_REAL_DOUBTED: Final = 0.05  # share of real questions that may be called not confident


def to_ask(samples: Sequence[Sample], services: int) -> Bools:
    """Array (samples,): which questions may be asked.

    All questions without a service, and of the others no more than can be asked in some minutes.
    """
    asked = np.array([sample.is_question for sample in samples], bool)
    ordinary = np.flatnonzero(asked & [sample.is_ordinary for sample in samples])
    asked[np.random.default_rng(_SEED).permutation(ordinary)[_SCORES // services :]] = False
    return asked


class HeldBack:
    """Evidence about each question that was held back, as if its part had never been there.

    Gathered each time it is gone through: of a large catalogue it would not fit in memory.
    """

    def __init__(
        self,
        samples: Sequence[Sample],
        readings: Sequence[Reading],
        gatherer: Gatherer,
        parts: Sequence[Bools],
        taught: Bools,
        labels: Floats,
    ) -> None:
        """`labels` (samples, labels): as `learning.learn` gives them, of what was `taught`."""
        self._samples = samples
        self._readings = readings
        self._gatherer = gatherer
        self._parts = parts
        self._taught = taught
        self._labels = labels
        questions = np.array([sample.is_question for sample in samples], bool)
        self._never_asked = questions & ~np.any(parts, axis=0)

    def __iter__(self) -> Iterator[tuple[Sample, Reading, Evidence]]:
        vectors = self._gatherer.learned.vectors
        rows = max(1, _NUMBERS // len(vectors))
        for part in self._parts:
            at = np.flatnonzero(part)
            for low in range(0, len(at), rows):
                # Many at once: one by one the vectors would be read from memory again and again.
                places = at[low : low + rows]
                alike = vectors[places] @ vectors.T
                for place, likeness in zip(places.tolist(), alike, strict=True):
                    evidence = self._about(place, likeness, part)
                    yield self._samples[place], self._readings[place], evidence

    def _about(self, place: int, likeness: Floats, part: Bools) -> Evidence:
        unseen = part | (self._never_asked & (likeness > SAME_QUESTION))
        likeness[unseen] = -1.0
        reading, learned = self._readings[place], self._gatherer.learned
        # What was never learned needs no holding back.
        labels = (
            self._labels[place]
            if self._taught[place]
            else learned.by_words(reading) + learned.by_meaning(likeness)
        )
        return self._gatherer.assemble(reading, likeness, labels, unseen)


@dataclass(frozen=True)
class _Case:
    """A question with what the judgements are made from."""

    label: str
    scope: Floats
    sure: Floats
    audience: Floats
    first_three: frozenset[str]


def fit_judge(documents: Sequence[Document], held: HeldBack, views: Views) -> Judge:
    """All judgements with their thresholds."""
    cases = [_case(documents, *asked, views) for asked in held]
    audiences = {document.key: document.audiences for document in documents}
    fits, fits_from = _fit_scope(cases)
    sure, sure_from = _fit_sure(cases, audiences)
    employer, employer_from, resident_below = _fit_audience(cases, audiences)
    return Judge(
        fits=fits,
        sure=sure,
        employer=employer,
        fits_from=fits_from,
        sure_from=sure_from,
        employer_from=employer_from,
        resident_below=resident_below,
    )


def _case(
    documents: Sequence[Document],
    sample: Sample,
    reading: Reading,
    evidence: Evidence,
    views: Views,
) -> _Case:
    return _Case(
        sample.label,
        scope=views.scope.confidence(evidence, reading),
        sure=views.scope.sureness(evidence),
        audience=views.audience.features(evidence, views.audience.roles(reading.words)),
        first_three=frozenset(documents[at].key for at in hybrid.best(evidence.totals, 3)),
    )


def _fit_scope(cases: Sequence[_Case]) -> tuple[Logistic, float]:
    """Does anything in the catalogue fit."""
    if not cases:
        return undecided(CONFIDENCE_FEATURES), 0.0
    features = np.stack([case.scope for case in cases])
    truth = np.array([case.label not in (OUT_OF_SCOPE, NONSENSE) for case in cases])
    model = Logistic.fit(features, truth)
    return model, threshold_for_share(model.chance(features[truth]), 1 - _REAL_DOUBTED)


def _fit_sure(cases: Sequence[_Case], offered: Container[str]) -> tuple[Logistic, float]:
    """Is the right service among the first three."""
    chosen = [case for case in cases if case.label in offered]
    if not chosen:
        return undecided(SURE_FEATURES), 2.0
    features = np.stack([case.sure for case in chosen])
    truth = np.array([case.label in case.first_three for case in chosen])
    model = Logistic.fit(features, truth)
    return model, threshold_for_precision(model.chance(features), truth, _SURE)


def _fit_audience(
    cases: Iterable[_Case], audiences: Mapping[str, frozenset[str]]
) -> tuple[Logistic, float, float]:
    """Employer or resident, from questions whose service is for only one of them."""
    clear = (frozenset({EMPLOYER}), frozenset({RESIDENT}))
    chosen = [case for case in cases if audiences.get(case.label) in clear]
    if not chosen:
        return undecided(audience.FEATURES), 2.0, -1.0
    features = np.stack([case.audience for case in chosen])
    truth = np.array([audiences[case.label] == {EMPLOYER} for case in chosen])
    model = Logistic.fit(features, truth)
    chances = model.chance(features)
    from_employer = threshold_for_precision(chances, truth, _EMPLOYER)
    below_resident = 1 - threshold_for_precision(1 - chances, ~truth, _RESIDENT)
    return model, from_employer, below_resident


def undecided(width: int) -> Logistic:
    """A judgement nothing was learned for: always one half."""
    zeros = np.zeros(width, np.float32)
    return Logistic(zeros, 0.0, zeros, np.ones(width, np.float32))
