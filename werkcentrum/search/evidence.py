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
# From what lead on in words and letters alone: see `Gatherer.by_words`.
_CLEAR: Final = 0.1


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

    Services that were not learned are found by the words they share with their examples.
    """

    def __init__(
        self,
        services: Services,
        examples: Examples,
        learned: Learned,
        lexical: LexicalIndex,
        wording: Wording,
        *,
        learns_services: bool,
    ) -> None:
        self.learned = learned
        self.lexical = lexical
        self.wording = wording
        self._learns_services = learns_services
        self._starts = examples.starts
        self._phrases = examples.places(map(phrase_group, services.keys))
        self._examples = examples.places(map(example_group, services.keys))
        labels = {label: at for at, label in enumerate(learned.labels)}
        self._labels = np.array([labels.get(key, len(labels)) for key in services.keys], np.int64)
        self._weights = hybrid.WEIGHTS if learns_services else hybrid.RETRIEVAL

    def __len__(self) -> int:
        return len(self._labels)

    def gather(self, reading: Reading, said: Floats) -> Evidence:
        """All signals of one question; `said`: what its words bring (`Learned.by_words`)."""
        likeness = self.learned.likeness(reading.vector)
        return self.assemble(reading, likeness, said + self.learned.by_meaning(likeness))

    def by_words(self, draft: Reading, said: Floats) -> Evidence | None:
        """What the words of a Dutch question alone say, if one service stands out clearly.

        Then its meaning would not change the first answers: of 180 Dutch questions that were never
        learned 93 are clear, and all have that service among the first three with meaning too.
        In other languages there are too few examples to go by words.
        """
        if not self._learns_services or draft.language != "nl":
            return None
        services = np.append(said, 0.0)[self._labels]
        first, second = hybrid.highest(services, 2)
        if first - second < _CLEAR:
            return None
        return self.assemble(draft, None, said)

    def assemble(
        self, reading: Reading, likeness: Floats | None, labels: Floats, unseen: Bools | None = None
    ) -> Evidence:
        """All signals, when likeness (None: that of words) and label scores are given.

        `unseen` (samples,): those that are to be taken as if they were not there.
        """
        stems = self.lexical.query(reading.words, reading.dutch)
        if likeness is None:
            likeness = self.wording.likeness(stems)
        groups = self.group_best(likeness)
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
        if self._learns_services:
            return np.append(labels, 0.0)[self._labels]
        alike = self.wording.likeness(stems)
        if unseen is not None:
            alike[unseen] = 0.0
        return self.group_best(alike)[self._examples]
