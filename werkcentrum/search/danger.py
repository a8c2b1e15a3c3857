"""Decides whether a question tells of danger, and of what kind."""

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from werkcentrum.search.evidence import EXAMPLE, LEARNED, Evidence
from werkcentrum.search.phrasematch import Found, PhraseFinder
from werkcentrum.search.records import DANGER_PREFIX, DANGERS, NONSENSE, OUT_OF_SCOPE, Cue
from werkcentrum.search.samples import NEAR_MISS, example_group

Floats = npt.NDArray[np.float32]

_RIVALS: Final = (NEAR_MISS, OUT_OF_SCOPE, NONSENSE)
_RIVAL_GROUPS: Final = (NEAR_MISS, example_group(OUT_OF_SCOPE))
_SINGLE: Final = 19
_PAIRS: Final = np.triu_indices(_SINGLE)
FEATURES: Final = _SINGLE + len(_PAIRS[0])
_MOST_LIKELY: Final = 3
_SHORT: Final = 6  # words
_NEAR: Final = 20  # words between the parts of one cue
_CLOSE: Final = 8  # the same where a cue is certain
_LONG: Final = 30  # words from which on danger may be one sentence among many
_AROUND: Final = 9  # words before and after a danger word that are read together with it
_MOST_PASSAGES: Final = 6
_SHORTEST_MISTYPED: Final = 8  # letters: shorter words are often a right word of another language
# A region with a handful of examples would otherwise find danger in a word it never saw.
_SUPPORT: Final = 0.1
_CERTAIN: Final = 0.6  # what listed words add to the strength of a kind
_LIKELY: Final = 0.25
_ECHO: Final = 0.6
_DOUBTFUL: Final = 0.15  # chance below which certain words are part of something harmless


@dataclass(frozen=True)
class Cues:
    """How often each strength of cue is in a text: (kinds,) arrays, and one number.

    `places`: where certain words stand that no figure of speech covers.
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
        starts = tuple(sorted({min(place.words) for place in free}))
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
        self._rivals = [label_at.get(name, len(labels)) for name in _RIVALS]
        self._rival_groups = [group_at.get(name, len(group_names)) for name in _RIVAL_GROUPS]

    def strengths(self, evidence: Evidence, cues: Cues) -> Floats:
        """Array (kinds,): how much points to each kind; about 1 for a question that tells of it."""
        learned = np.append(evidence.labels, 0.0)[self._labels]
        listed = _CERTAIN * np.minimum(cues.certain, 1) + _LIKELY * np.minimum(cues.likely, 2)
        return np.asarray(learned + listed, np.float32)

    def features(self, evidence: Evidence, cues: Cues, length: int) -> Floats:
        """Array (FEATURES,): what speaks for and against danger of any kind.

        With the products of every two: a danger word says less where the rest sounds harmless.
        """
        labels = np.append(evidence.labels, 0.0)
        learned = labels[self._labels]
        alike = evidence.groups[[*self._groups, *self._cue_groups]]
        listed = cues.certain + 0.5 * cues.likely
        single = np.array(
            [
                learned.sum(),
                *np.sort(learned)[:-3:-1],
                alike.max(),
                min(cues.certain.sum(), 3),
                min(cues.likely.sum(), 2 * _MOST_LIKELY),
                min(cues.likely.max(), _MOST_LIKELY),
                bool(cues.likely.any()) and length <= _SHORT,
                float((np.maximum(learned, 0) * listed).sum()),
                min(cues.harmless, 2),
                not (cues.certain.any() or cues.likely.any()),
                evidence.services[:, LEARNED].max(initial=0.0),
                evidence.services[:, EXAMPLE].max(initial=-1.0),
                *labels[self._rivals],
                *evidence.groups[self._rival_groups],
                min(length, _LONG),
            ],
            np.float32,
        )
        return np.concatenate([single, np.outer(single, single)[_PAIRS]])


def decide(chance: float, strengths: Floats, cues: Cues, threshold: float) -> str | None:
    """The kind of danger, or None.

    Certain words decide, unless a figure of speech covers them or all the rest says that there
    is no danger ("vroeger sliep ik op straat"); without them the chance decides, if anything
    points to a kind at all. When several kinds apply the order of precedence rules.
    """
    needed = _DOUBTFUL if cues.decide else threshold
    if chance < min(needed, threshold) or strengths.max() < _SUPPORT:
        return None
    # A kind to which far less points than to another is only an echo of its words.
    return DANGERS[int(np.flatnonzero(strengths >= _ECHO * strengths.max())[0])]


def passages(found_words: Sequence[str], places: Sequence[int]) -> list[str]:
    """The parts of a long text around certain words; [] for a short text.

    What stands in the rest of a long story would drown out the one sentence that matters.
    Around words that are only likely a part of an ordinary story is too easily called danger.
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
