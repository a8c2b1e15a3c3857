"""Gathers, for one question, every signal about every service."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from werkcentrum.search import hybrid
from werkcentrum.search.learned import Learned
from werkcentrum.search.lexical import LexicalIndex
from werkcentrum.search.reading import Reading
from werkcentrum.search.samples import example_group, phrase_group
from werkcentrum.search.shelf import Examples, Services
from werkcentrum.search.wording import Wording

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]

SIGNALS: Final = ("learned", "lexical", "phrase meaning", "example meaning")
LEARNED, LEXICAL, PHRASE, EXAMPLE = range(len(SIGNALS))

# A gate: a weak best match is pushed towards zero instead of being blown up to one.
_LEXICAL_GATE: Final = 4.0
_NOTHING: Final = -1.0


@dataclass(frozen=True)
class Evidence:
    """All signals of one question: `services` (documents, signals) and the labels' scores.

    `totals` (documents,): the weighted sum of the signals.
    """

    services: Floats
    totals: Floats
    labels: Floats
    likeness: Floats
    groups: Floats
    lexical_best: float
    weighted_stems: dict[str, float]


class Gatherer:
    """Holds the indexes.

    With `wording` services are found by likeness to their examples, not by what was learned.
    """

    def __init__(
        self,
        services: Services,
        examples: Examples,
        learned: Learned,
        lexical: LexicalIndex,
        wording: Wording | None = None,
    ) -> None:
        self.learned = learned
        self.lexical = lexical
        self.wording = wording
        self._starts = examples.starts
        self._phrases = examples.places(map(phrase_group, services.keys))
        self._examples = examples.places(map(example_group, services.keys))
        labels = {label: at for at, label in enumerate(learned.labels)}
        self._labels = np.array([labels.get(key, len(labels)) for key in services.keys], np.int64)
        self._weights = hybrid.WEIGHTS if wording is None else hybrid.RETRIEVAL

    def __len__(self) -> int:
        return len(self._labels)

    def gather(self, reading: Reading) -> Evidence:
        """All signals of one question."""
        likeness = self.learned.likeness(reading.vector)
        labels = self.learned.scores(reading, likeness)
        return self.assemble(reading, likeness, labels)

    def assemble(
        self, reading: Reading, likeness: Floats, labels: Floats, unseen: Bools | None = None
    ) -> Evidence:
        """All signals, when likeness and label scores are given (in cross-validation).

        `unseen` (samples,): those that are to be taken as if they were not there.
        """
        groups = self.group_best(likeness)
        stems = self.lexical.query(reading.words, reading.dutch)
        lexical = self.lexical.scores(stems)
        columns = (
            self._taught(labels, stems, unseen),
            lexical / (lexical.max(initial=0.0) + _LEXICAL_GATE),
            groups[self._phrases],
            groups[self._examples],
        )
        services = np.stack(columns, axis=1).astype(np.float32)
        totals = services @ self._weights
        strongest = float(lexical.max(initial=0.0))
        return Evidence(services, totals, labels, likeness, groups, strongest, stems)

    def group_best(self, likeness: Floats) -> Floats:
        """Array (groups + 1,): the best likeness in each group; the last is for absent groups."""
        if not len(likeness):
            return np.zeros(1, np.float32)
        best = np.maximum.reduceat(likeness, self._starts)
        return np.append(np.maximum(best, _NOTHING), 0.0).astype(np.float32)

    def _taught(self, labels: Floats, stems: dict[str, float], unseen: Bools | None) -> Floats:
        """What the examples say about each service: learned, or the words they share."""
        if self.wording is None:
            return np.append(labels, 0.0)[self._labels]
        alike = self.wording.likeness(stems)
        if unseen is not None:
            alike[unseen] = 0.0
        return self.group_best(alike)[self._examples]
