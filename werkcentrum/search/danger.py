"""Decides whether a question tells of danger, and of what kind."""

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from werkcentrum.search.evidence import Evidence
from werkcentrum.search.phrasematch import Found, PhraseFinder
from werkcentrum.search.records import DANGER_PREFIX, DANGERS, NONSENSE, OUT_OF_SCOPE, Cue
from werkcentrum.search.samples import NEAR_MISS, example_group

Floats = npt.NDArray[np.float32]

FEATURES: Final = 15
_MOST_LIKELY: Final = 3
_SHORT: Final = 6  # words
_NEAR: Final = 20  # words between the parts of one cue
_CLOSE: Final = 8  # the same where a cue is certain
_LONG: Final = 30  # words from which on danger may be one sentence among many
_AROUND: Final = 9  # words before and after a danger word that are read together with it
_MOST_PASSAGES: Final = 6
_SHORTEST_MISTYPED: Final = 6  # letters


@dataclass(frozen=True)
class Cues:
    """How often each strength of cue is in a text: (kinds,) arrays, and one number.

    `places`: where the words that point to danger stand.
    """

    certain: Floats
    likely: Floats
    harmless: int
    places: tuple[int, ...] = ()

    @property
    def decide(self) -> bool:
        """Whether the words alone are enough, whatever the rest of the question says."""
        return bool(self.certain.any()) and not self.harmless


class CueCounter:
    """Counts danger words in a text of any length."""

    def __init__(self, cues: Iterable[Cue], known: Container[str] = ()) -> None:
        """`known`: words that are spelled right; without them no typing errors are corrected."""
        looked_for = [cue for cue in cues if cue.strength != "told"]
        parts = [
            (part, (number, place))
            for number, cue in enumerate(looked_for)
            for place, part in enumerate(cue.phrase.split("+"))
        ]
        self._cues = looked_for
        self._sizes = [len(cue.phrase.split("+")) for cue in looked_for]
        self._finder = PhraseFinder(parts, gap=1)
        self._known = known
        self._spellings: defaultdict[str, list[str]] = defaultdict(list)
        for word in sorted(self._finder.vocabulary):
            self._spellings[word[0]].append(word)
        self._meant = lru_cache(maxsize=16_384)(self._correct)

    def count(self, found_words: Sequence[str]) -> Cues:
        """Counts over all words of the question, however long it is.

        Certain words that are no part of a figure of speech put all figures of speech aside.
        """
        spans: dict[int, dict[int, list[Found[tuple[int, int]]]]] = {}
        for found in self._finder.find([self._meant(word) for word in found_words]):
            number, part = found.value
            spans.setdefault(number, {}).setdefault(part, []).append(found)
        seen: dict[str, list[_Place]] = {"certain": [], "likely": [], "harmless": []}
        for number, by_part in spans.items():
            cue = self._cues[number]
            reach = _CLOSE if cue.strength == "certain" else _NEAR
            seen[cue.strength] += _together(cue.kind, by_part, self._sizes[number], reach)
        certain, likely, harmless = seen["certain"], seen["likely"], seen["harmless"]
        spoilt = frozenset().union(*(place.words for place in harmless))
        free = [place for place in certain if not place.words & spoilt]
        starts = tuple(sorted({min(place.words) for place in certain + likely}))
        if free:
            return Cues(_per_kind(free), _per_kind(likely), 0, starts)
        return Cues(_per_kind(certain), _per_kind(likely), len(harmless), starts)

    def _correct(self, word: str) -> str:
        """The danger word a mistyped word was probably meant to be, else the word itself."""
        if len(word) < _SHORTEST_MISTYPED or not self._known or word in self._known:
            return word
        near = self._spellings.get(word[0], ())
        found = process.extractOne(word, near, scorer=DamerauLevenshtein.distance, score_cutoff=1)
        return str(found[0]) if found else word


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a cue stands: the numbers of its words."""

    kind: str
    words: frozenset[int]


def _together(
    kind: str, by_part: Mapping[int, list[Found[tuple[int, int]]]], size: int, reach: int
) -> list[_Place]:
    """All places where the first part stands with every other part within reach of it."""
    if len(by_part) < size:
        return []
    places = []
    for first in by_part[0]:
        near = [first]
        for part in range(1, size):
            near += [f for f in by_part[part] if abs(f.first - first.first) <= reach][:1]
        if len(near) == size:
            places.append(_Place(kind, frozenset(at for f in near for at in f.words)))
    return places


def _per_kind(places: Iterable[_Place]) -> Floats:
    """Array (kinds,): at how many places there is a cue of the kind."""
    counts = np.zeros(len(DANGERS), np.float32)
    for kind, _ in {(place.kind, min(place.words)) for place in places}:
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
        self._sounds = label_at.get(NEAR_MISS, len(labels))
        self._out_group = group_at.get(example_group(OUT_OF_SCOPE), len(group_names))
        self._out = label_at.get(OUT_OF_SCOPE, len(labels))
        self._nonsense = label_at.get(NONSENSE, len(labels))

    def features(self, evidence: Evidence, cues: Cues, length: int) -> Floats:
        """Array (kinds, FEATURES): what speaks for and against each kind of danger."""
        labels = np.append(evidence.labels, 0.0)
        learned = labels[self._labels]
        alike = np.maximum(evidence.groups[self._groups], evidence.groups[self._cue_groups])
        most_alike = max(
            evidence.services[:, 4].max(initial=-1.0), evidence.groups[self._out_group]
        )
        best_service = evidence.services[:, 0].max(initial=0.0)
        count = len(DANGERS)
        columns = (
            learned,
            alike,
            np.minimum(cues.certain, 2),
            np.minimum(cues.likely, _MOST_LIKELY),
            np.full(count, min(cues.harmless, 2)),
            np.full(count, evidence.groups[self._near_miss]),
            np.full(count, best_service),
            learned.sum() - learned,
            (cues.likely > 0) * float(length <= _SHORT),
            (cues.likely > 0) * learned,
            np.full(count, (cues.certain.sum() + cues.likely.sum()) == 0),
            alike - most_alike,
            np.full(count, labels[self._out]),
            np.full(count, labels[self._nonsense]),
            np.full(count, labels[self._sounds]),
        )
        return np.stack(columns, axis=1).astype(np.float32)


def decide(chances: Floats, cues: Cues, threshold: float) -> str | None:
    """The kind of danger, or None.

    Certain words decide, unless they are part of a figure of speech; then, and without
    such words, the chance decides. When several kinds apply the order of precedence rules.
    """
    applies = chances >= threshold
    if cues.decide:
        applies |= cues.certain > 0
    if not applies.any():
        return None
    # A kind that is far less likely than another is only an echo of its words.
    strong = applies & ((chances >= 0.5 * chances.max()) | (cues.certain > 0))
    return DANGERS[int(np.flatnonzero(strong if strong.any() else applies)[0])]


def without_words(cues: Cues) -> Cues:
    """The same question as if nobody had listed its danger words yet."""
    nothing = np.zeros_like(cues.likely)
    return replace(cues, certain=nothing, likely=nothing)


def passages(found_words: Sequence[str], places: Sequence[int]) -> list[str]:
    """The parts of a long text around the words that point to danger; [] for a short text.

    What stands in the rest of a long story would drown out the one sentence that matters.
    """
    if len(found_words) < _LONG:
        return []
    centres: dict[int, int] = {}
    for at in places:
        last = next(reversed(centres), None)
        if last is None or at > last + _AROUND:
            centres[at] = 0
            last = at
        centres[last] += 1
    fullest = sorted(centres, key=lambda at: -centres[at])[:_MOST_PASSAGES]
    return [" ".join(found_words[max(0, at - _AROUND) : at + _AROUND + 1]) for at in fullest]


def most_urgent(kinds: Collection[str | None]) -> str | None:
    """The first kind in the order of precedence, or None when there is no danger."""
    return next((kind for kind in DANGERS if kind in kinds), None)
