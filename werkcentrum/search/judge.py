"""Judges a ranked question: is anything fitting, is it sure, who asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from werkcentrum.search import hybrid
from werkcentrum.search.calibrate import Logistic
from werkcentrum.search.evidence import EXAMPLE, LEARNED, LEXICAL, PHRASE, Evidence
from werkcentrum.search.lexical import LexicalIndex
from werkcentrum.search.literal import LiteralTerms
from werkcentrum.search.reading import Reading
from werkcentrum.search.records import EMPLOYER, NONSENSE, OUT_OF_SCOPE, RESIDENT
from werkcentrum.search.samples import example_group

Floats = npt.NDArray[np.float32]

CONFIDENCE_FEATURES: Final = 9
SURE_FEATURES: Final = 7


@dataclass(frozen=True)
class Judge:
    """The fitted judgements and the thresholds that go with them."""

    fits: Logistic
    sure: Logistic
    employer: Logistic
    fits_from: float
    sure_from: float
    employer_from: float
    resident_below: float

    def audience(self, features: Floats) -> str | None:
        """Employer or resident, or None when the words do not tell."""
        chance = float(self.employer.chance(features[None])[0])
        if chance >= self.employer_from:
            return EMPLOYER
        return RESIDENT if chance < self.resident_below else None


class ScopeView:
    """Knows where the scores for out of scope and nonsense are in the evidence."""

    def __init__(
        self,
        labels: Sequence[str],
        group_names: Sequence[str],
        lexical: LexicalIndex,
        terms: LiteralTerms,
    ) -> None:
        self._lexical = lexical
        self._terms = terms
        self._absent = len(labels)
        at = {label: number for number, label in enumerate(labels)}
        groups = {name: number for number, name in enumerate(group_names)}
        self._out, self._nonsense = at.get(OUT_OF_SCOPE, -1), at.get(NONSENSE, -1)
        self._out_group = groups.get(example_group(OUT_OF_SCOPE), len(groups))

    def confidence(self, evidence: Evidence, reading: Reading) -> Floats:
        """Array (CONFIDENCE_FEATURES,) for "does anything in the catalogue fit"."""
        labels = np.append(evidence.labels, 0.0)
        first, second = hybrid.highest(evidence.services[:, LEARNED], 2)
        known = [self._lexical.knows(word) for word in reading.words]
        return np.array(
            [
                first,
                first - second,
                labels[self._out],
                labels[self._nonsense],
                evidence.services[:, EXAMPLE].max(initial=-1.0),
                evidence.services[:, PHRASE].max(initial=-1.0),
                evidence.groups[self._out_group],
                evidence.lexical_best / (evidence.lexical_best + 4.0),
                sum(known) / len(known) if known else 0.0,
            ],
            np.float32,
        )

    def is_term(self, reading: Reading) -> bool:
        """Whether the question is nothing but everyday terms of the catalogue."""
        return self._terms.share(reading.words) == 1.0

    def sureness(self, evidence: Evidence) -> Floats:
        """Array (SURE_FEATURES,) for "is the right service among the first three"."""
        leading = hybrid.best(evidence.totals, 3)
        best = hybrid.highest(evidence.totals, 4)
        agreement = [
            float(evidence.services[:, signal].argmax() in leading)
            for signal in (LEXICAL, PHRASE, EXAMPLE)
        ]
        return np.array(
            [
                best[0],
                best[0] - best[1],
                best[0] - best[3],
                best[2] - best[3],
                *agreement,
            ],
            np.float32,
        )
