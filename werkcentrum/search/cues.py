"""Looks for listed words that point to danger, and for the figures of speech they are part of."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from werkcentrum.search.phrasematch import Found, PhraseFinder
from werkcentrum.search.records import DANGERS, Cue

Floats = npt.NDArray[np.float32]

_NEAR: Final = 20  # words between the parts of one cue
_CLOSE: Final = 8  # the same where a cue is certain
_SHORTEST_MISTYPED: Final = 8  # letters: shorter words are often a right word of another language


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
            if len(by_part) == self._sizes[number]:
                cue = self._cues[number]
                reach = _CLOSE if cue.strength == "certain" else _NEAR
                seen[cue.strength] += _together(cue.kind, by_part, reach)
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
    kind: str, by_part: Mapping[int, list[Found[tuple[int, int]]]], reach: int
) -> list[_Place]:
    """All places where the first part stands with every other part within reach of it."""
    places = []
    for first in by_part[0]:
        near = [first]
        for part in range(1, len(by_part)):
            near += [f for f in by_part[part] if abs(f.first - first.first) <= reach][:1]
        if len(near) == len(by_part):
            places.append(_Place(kind, frozenset(at for f in near for at in f.words)))
    return places


def _per_kind(places: Iterable[_Place]) -> Floats:
    """Array (kinds,): at how many places there is a cue of the kind."""
    counts = np.zeros(len(DANGERS), np.float32)
    for kind, _ in {(place.kind, min(place.words)) for place in places}:
        counts[DANGERS.index(kind)] += 1
    return counts
