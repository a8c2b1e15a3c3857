"""Gathers, for one question, every signal about every service."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from werkcentrum.search.learned import Learned
from werkcentrum.search.lexical import LexicalIndex
from werkcentrum.search.reading import Reading
from werkcentrum.search.records import Document
from werkcentrum.search.samples import Sample, example_group, phrase_group

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

SIGNALS: Final = ("learned", "lexical", "phrase meaning", "example meaning")
LEARNED, LEXICAL, PHRASE, EXAMPLE = range(len(SIGNALS))

# A gate: a weak best match is pushed towards zero instead of being blown up to one.
_LEXICAL_GATE: Final = 4.0
_NOTHING: Final = -1.0


@dataclass(frozen=True)
class Evidence:
    """All signals of one question: `services` (documents, signals) and the labels' scores."""

    services: Floats
    labels: Floats
    likeness: Floats
    groups: Floats
    lexical_best: float
    weighted_stems: dict[str, float]


class Gatherer:
    """Holds the indexes; `samples` must be sorted by group, as `collect` gives them."""

    def __init__(
        self,
        documents: Sequence[Document],
        samples: Sequence[Sample],
        learned: Learned,
        lexical: LexicalIndex,
    ) -> None:
        self.learned = learned
        self.lexical = lexical
        self.group_names = tuple(dict.fromkeys(sample.group for sample in samples))
        places = {name: at for at, name in enumerate(self.group_names)}
        owners = np.array([places[sample.group] for sample in samples], np.int64)
        self._starts = np.searchsorted(owners, np.arange(len(self.group_names)))
        self.group_of = owners
        absent = len(self.group_names)
        self._phrases = _places(places, [phrase_group(d.key) for d in documents], absent)
        self._examples = _places(places, [example_group(d.key) for d in documents], absent)
        labels = {label: at for at, label in enumerate(learned.labels)}
        self._labels = _places(labels, [d.key for d in documents], len(labels))
        self._count = len(documents)

    def gather(self, reading: Reading) -> Evidence:
        """All signals of one question."""
        likeness = self.learned.likeness(reading.vector)
        labels = self.learned.scores(reading, likeness)
        return self.assemble(reading, likeness, labels)

    def assemble(self, reading: Reading, likeness: Floats, labels: Floats) -> Evidence:
        """All signals, when likeness and label scores are given (in cross-validation)."""
        groups = self.group_best(likeness)
        stems = self.lexical.query(reading.words, reading.dutch)
        lexical = self.lexical.scores(stems)
        columns = (
            np.append(labels, 0.0)[self._labels],
            lexical / (lexical.max(initial=0.0) + _LEXICAL_GATE),
            groups[self._phrases],
            groups[self._examples],
        )
        services = np.stack(columns, axis=1).astype(np.float32)
        return Evidence(services, labels, likeness, groups, float(lexical.max(initial=0.0)), stems)

    def group_best(self, likeness: Floats) -> Floats:
        """Array (groups + 1,): the best likeness in each group; the last is for absent groups."""
        if not len(likeness):
            return np.zeros(1, np.float32)
        best = np.maximum.reduceat(likeness, self._starts)
        return np.append(np.maximum(best, _NOTHING), 0.0).astype(np.float32)


def _places(places: dict[str, int], names: Sequence[str], absent: int) -> Ints:
    return np.array([places.get(name, absent) for name in names], np.int64)
