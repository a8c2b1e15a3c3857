"""Recognises occupations and skills in what somebody wrote; it suggests, a person confirms."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from werkcentrum.skills.reading import (
    Row,
    dutch_words,
    listed,
    occupation_rows,
    skill_rows,
    weighted,
)
from werkcentrum.skills.spelling import GLUED, Speller, Token, tokens
from werkcentrum.skills.telling import is_told

Kind: TypeAlias = Literal["occupation", "skill"]

_ESSENTIAL: Final = 1.0
_IMPORTANT: Final = 0.6
_BETWEEN: Final = 4  # words that may stand between those of a wording
_OUT_OF_ORDER: Final = 0.85
_LEAST: Final = 0.6  # a compound whose words stand apart too is a guess


@dataclass(frozen=True, slots=True)
class Concept:
    """An occupation or skill; `words` are other wordings than the label."""

    key: str
    kind: Kind
    label: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a text speaks of a concept: `words` are text[start:end].

    `strength` is 1 for the very words, less for another form, order, compound or typing error.
    """

    concept: Concept
    words: str
    start: int
    end: int
    strength: float


@dataclass(frozen=True, slots=True)
class _Wording:
    """The keys of the words of a wording, in order; `is_fixed`: nothing may stand between."""

    concept: Concept
    keys: tuple[str, ...]
    is_fixed: bool


@dataclass(frozen=True, slots=True)
class _Match:
    """A wording in a text: the numbers of its tokens, in order of the wording."""

    concept: Concept
    at: tuple[int, ...]
    strength: float


class Lexicon:
    """All concepts with their wordings, what an occupation asks and what is near it.

    `requires` and `near` hold a weight of 0 to 1 by occupation key; `known` are Dutch words, to
    tell typing errors from other words and to split compounds: without it, both are left out.
    """

    def __init__(
        self,
        concepts: Iterable[Concept],
        requires: Mapping[str, Mapping[str, float]] = MappingProxyType({}),
        near: Mapping[str, Mapping[str, float]] = MappingProxyType({}),
        known: Container[str] = frozenset(),
    ) -> None:
        self.concepts = {concept.key: concept for concept in concepts}
        self._requires = requires
        self._near = near
        self._speller = Speller(self._written, known)

    def find(self, text: str) -> tuple[Mention, ...]:
        """One mention of every concept in the text, the clearest, in reading order."""
        found = tokens(text)
        keys = [self._speller.keys(token) for token in found]
        best: dict[str, Mention] = {}
        for match in _widest(self._matches(found, keys)):
            mention = _mention(match, found, text)
            other = best.get(match.concept.key)
            is_clearer = other is None or mention.strength > other.strength
            if is_clearer and is_told(text, mention.start, mention.end, match.concept.kind):
                best[match.concept.key] = mention
        return tuple(sorted(best.values(), key=lambda mention: (mention.start, mention.end)))

    def requires(self, occupation: str) -> Mapping[str, float]:
        """What an occupation asks: importance (0 to 1) by skill key; empty when unknown."""
        return self._requires.get(occupation, {})

    def nearness(self, occupation: str, other: str) -> float:
        """How near two occupations are: 1 for the same, 0 for strangers."""
        if occupation == other:
            return 1.0
        return self._near.get(occupation, {}).get(other, 0.0)

    def neighbours(self, occupation: str) -> Mapping[str, float]:
        """The occupations near one, with how near (0 to 1)."""
        return self._near.get(occupation, {})

    @property
    def _written(self) -> Iterator[str]:
        """Every wording, labels included."""
        for concept in self.concepts.values():
            yield concept.label
            yield from concept.words

    @cached_property
    def _wordings(self) -> Mapping[str, Sequence[_Wording]]:
        """The wordings by their rarest key, where looking for them begins."""
        every = [
            _Wording(concept, keys, is_fixed)
            for concept in self.concepts.values()
            for written in dict.fromkeys((concept.label, *concept.words))
            for keys, is_fixed in self._speller.wording(written)
        ]
        often = Counter(key for wording in every for key in set(wording.keys))
        by_key: dict[str, list[_Wording]] = {}
        for wording in every:
            by_key.setdefault(min(wording.keys, key=often.__getitem__), []).append(wording)
        return by_key

    def _matches(
        self, found: Sequence[Token], keys: Sequence[Mapping[str, float]]
    ) -> Iterator[_Match]:
        """Every wording in the tokens of a text."""
        for first, fitting in enumerate(keys):
            for key in fitting:
                for wording in self._wordings.get(key, ()):
                    if match := _fit(wording, key, first, found, keys):
                        yield match
            for key, count in self._speller.glued(found, first):
                at = tuple(range(first, first + count))
                for wording in self._wordings.get(key, ()):
                    if len(wording.keys) == 1:
                        yield _Match(wording.concept, at, GLUED)


@cache
def seed() -> Lexicon:
    """The lexicon of the seed: works without a database. Takes a second the first time."""
    skills = [
        Concept(row["key"], "skill", row["label"], listed(row["words"])) for row in skill_rows()
    ]
    rows = occupation_rows()
    occupations = [
        Concept(row["key"], "occupation", row["label"], listed(row["words"])) for row in rows
    ]
    return Lexicon(
        [*occupations, *skills],
        requires={row["key"]: asked(row) for row in rows},
        near={row["key"]: weighted(row["near"]) for row in rows},
        known=dutch_words(),
    )


def asked(row: Row) -> dict[str, float]:
    """What a row of occupations.csv asks: importance by skill key."""
    return {
        **dict.fromkeys(listed(row["important"]), _IMPORTANT),
        **dict.fromkeys(listed(row["essential"]), _ESSENTIAL),
    }


def _fit(
    wording: _Wording,
    key: str,
    first: int,
    found: Sequence[Token],
    keys: Sequence[Mapping[str, float]],
) -> _Match | None:
    """The wording around the token where its rarest word stands, within one clause."""
    between = 0 if wording.is_fixed else _BETWEEN
    reach = len(wording.keys) + between
    at: list[int] = []
    for wanted in wording.keys:
        place = first if wanted == key and first not in at else None
        if place is None:
            place = _nearest(wanted, first, reach, found, keys, taken=at)
        if place is None:
            return None
        at.append(place)
    if max(at) - min(at) >= reach or (wording.is_fixed and at != sorted(at)):
        return None
    quality = min(keys[place][wanted] for place, wanted in zip(at, wording.keys, strict=True))
    # One small word may stand between: "wassen en strijken" is as clear as it gets.
    is_clear = at == sorted(at) and at[-1] - at[0] <= len(at)
    strength = quality if is_clear else quality * _OUT_OF_ORDER
    return _Match(wording.concept, tuple(at), strength) if strength >= _LEAST else None


def _nearest(
    wanted: str,
    first: int,
    reach: int,
    found: Sequence[Token],
    keys: Sequence[Mapping[str, float]],
    *,
    taken: Sequence[int],
) -> int | None:
    """The place nearest to `first`, in its clause, of a token that fits; None without one."""
    places = range(max(0, first - reach + 1), min(len(found), first + reach))
    fitting = (
        place
        for place in places
        if place != first
        and place not in taken
        and wanted in keys[place]
        and found[place].clause == found[first].clause
    )
    return min(fitting, key=lambda place: abs(place - first), default=None)


def _widest(matches: Iterable[_Match]) -> list[_Match]:
    """Without a match whose words are all in a wider one of the same kind."""
    every = list(dict.fromkeys(matches))
    by_token: dict[tuple[str, int], list[_Match]] = {}
    for match in every:
        for place in match.at:
            by_token.setdefault((match.concept.kind, place), []).append(match)
    return [
        match
        for match in every
        if not any(_is_within(match, other) for other in by_token[match.concept.kind, match.at[0]])
    ]


def _is_within(match: _Match, other: _Match) -> bool:
    """Whether the other says more with the same words, or the same more clearly."""
    mine, theirs = set(match.at), set(other.at)
    return mine < theirs or (mine == theirs and match.strength < other.strength)


def _mention(match: _Match, found: Sequence[Token], text: str) -> Mention:
    start, end = found[min(match.at)].start, found[max(match.at)].end
    return Mention(match.concept, text[start:end], start, end, match.strength)
