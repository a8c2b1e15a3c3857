"""Decides whether a question tells of danger, and of what kind."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from werkcentrum.search.evidence import Evidence
from werkcentrum.search.phrasematch import PhraseFinder
from werkcentrum.search.records import DANGER_PREFIX, DANGERS, Cue
from werkcentrum.search.samples import NEAR_MISS, example_group

Floats = npt.NDArray[np.float32]

FEATURES: Final = 11
_MOST_LIKELY: Final = 3
_SHORT: Final = 6  # words
_NEAR: Final = 20  # words between the parts of one cue


@dataclass(frozen=True)
class Cues:
    """How often each strength of cue is in a text: (kinds,) arrays, and one number."""

    certain: Floats
    likely: Floats
    harmless: int


class CueCounter:
    """Counts danger words in a text of any length."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        looked_for = [cue for cue in cues if cue.strength != "told"]
        parts = [
            (part, (number, place))
            for number, cue in enumerate(looked_for)
            for place, part in enumerate(cue.phrase.split("+"))
        ]
        self._cues = looked_for
        self._sizes = [len(cue.phrase.split("+")) for cue in looked_for]
        self._finder = PhraseFinder(parts, gap=1)

    def count(self, found_words: Sequence[str]) -> Cues:
        """Counts over all words of the question, however long it is."""
        places: dict[int, dict[int, list[int]]] = {}
        for found in self._finder.find(found_words):
            number, part = found.value
            places.setdefault(number, {}).setdefault(part, []).append(found.first)
        seen: dict[str, set[tuple[str, int]]] = {
            "certain": set(),
            "likely": set(),
            "harmless": set(),
        }
        for number, by_part in places.items():
            at = _together(by_part, self._sizes[number])
            if at is not None:
                cue = self._cues[number]
                seen[cue.strength].add((cue.kind, at))
        return Cues(_per_kind(seen["certain"]), _per_kind(seen["likely"]), len(seen["harmless"]))


def _together(by_part: Mapping[int, list[int]], size: int) -> int | None:
    """Where the first part stands with all other parts near it, or None."""
    if len(by_part) < size:
        return None
    for first in by_part[0]:
        if all(any(abs(at - first) <= _NEAR for at in by_part[part]) for part in range(1, size)):
            return first
    return None


def _per_kind(seen: Iterable[tuple[str, int]]) -> Floats:
    """Array (kinds,): at how many places there is a cue of the kind."""
    counts = np.zeros(len(DANGERS), np.float32)
    for kind, _ in seen:
        counts[DANGERS.index(kind)] += 1
    return counts


class DangerView:
    """Knows where the scores for danger are in the evidence."""

    def __init__(self, labels: Sequence[str], group_names: Sequence[str]) -> None:
        label_at = {label: at for at, label in enumerate(labels)}
        group_at = {name: at for at, name in enumerate(group_names)}
        kinds = [DANGER_PREFIX + kind for kind in DANGERS]
        self._labels = [label_at.get(kind, len(labels)) for kind in kinds]
        self._groups = [group_at.get(example_group(kind), len(group_names)) for kind in kinds]
        self._cue_groups = [group_at.get(f"cue {kind}", len(group_names)) for kind in kinds]
        self._near_miss = group_at.get(NEAR_MISS, len(group_names))

    def features(self, evidence: Evidence, cues: Cues, length: int) -> Floats:
        """Array (kinds, FEATURES): what speaks for and against each kind of danger."""
        learned = np.append(evidence.labels, 0.0)[self._labels]
        alike = evidence.groups[self._groups]
        best_service = evidence.services[:, 0].max(initial=0.0)
        count = len(DANGERS)
        columns = (
            learned,
            np.maximum(alike, evidence.groups[self._cue_groups]),
            np.minimum(cues.certain, 2),
            np.minimum(cues.likely, _MOST_LIKELY),
            np.full(count, min(cues.harmless, 2)),
            np.full(count, evidence.groups[self._near_miss]),
            np.full(count, best_service),
            learned.sum() - learned,
            (cues.likely > 0) * float(length <= _SHORT),
            (cues.likely > 0) * learned,
            np.full(count, (cues.certain.sum() + cues.likely.sum()) == 0),
        )
        return np.stack(columns, axis=1).astype(np.float32)


def decide(chances: Floats, cues: Cues, threshold: float) -> str | None:
    """The kind of danger, or None.

    Certain words decide, unless they are part of a figure of speech; then, and without
    such words, the chance decides. When several kinds apply the order of precedence rules.
    """
    applies = chances >= threshold
    if not cues.harmless:
        applies |= cues.certain > 0
    if not applies.any():
        return None
    # A kind that is far less likely than another is only an echo of its words.
    strong = applies & ((chances >= 0.5 * chances.max()) | (cues.certain > 0))
    return DANGERS[int(np.flatnonzero(strong if strong.any() else applies)[0])]
