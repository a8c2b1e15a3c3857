"""Words that link a person to a vacancy: shared stems and letter groups, the rare ones most.

A link is the cosine of two bags; each word has its exact share of it.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from werkcentrum.search.compounds import Splitter
from werkcentrum.search.functionwords import STOP_WORDS
from werkcentrum.search.text import stem, words

Floats: TypeAlias = npt.NDArray[np.float64]
Numbers: TypeAlias = npt.NDArray[np.uint64]

_PART: Final = 0.5  # a part of a compound says less than the whole word
_SIZES: Final = (3, 4, 5)
# So many bags are counted and weighed at once: all would take four times what is kept.
AT_ONCE: Final = 500
STEM: Final = 1  # the last bit of the number of a stem; letter groups have 0 there


@dataclass(frozen=True)
class Bag:
    """How often each token stands in a text, or how much it weighs there.

    `tokens` (n,): rising numbers, made of the token itself, so the same in every process. A bag
    takes 16 bytes a token, against a hundred in a dict of texts.
    """

    tokens: Numbers
    values: Floats

    def of(self, tokens: Numbers) -> Floats:
        """Array (tokens,): the value of each; 0 for one that is not here."""
        found = np.zeros(len(tokens))
        own, known = _shared(tokens, self.tokens)
        found[own] = self.values[known]
        return found


class Bagger:
    """Makes bags of texts."""

    def __init__(self, splitter: Splitter) -> None:
        self._of_word = lru_cache(maxsize=32_768)(lambda word: _bag_of_word(word, splitter))

    def bag(self, text: str) -> Bag:
        """What stands in a text, by token."""
        return _summed(*_joined([self._of_word(word) for word in _telling(text)]))

    def words(self, text: str) -> list[tuple[str, int, Bag]]:
        """Each word of a text, how often it is there, and what it adds each time."""
        return [
            (word, times, self._of_word(word)) for word, times in Counter(_telling(text)).items()
        ]


class Links:
    """The bags of all vacancies, in which to look up the words of a person."""

    def __init__(self, bags: Iterable[Bag]) -> None:
        """Takes each bag once and keeps none, so they need not all be in memory."""
        # By vacancy which tokens it has, and by token which vacancies; each with its weight.
        self._parts = list(_counted(bags))
        in_all = _summed(*_joined([part.known for part in self._parts]))
        self._known, often = in_all.tokens, in_all.values
        self._count = sum(len(part.firsts) - 1 for part in self._parts)
        self._rare = np.log((1 + self._count) / (1 + often))
        self._listed = self._known
        self._starts = np.concatenate([[0], np.cumsum(often)]).astype(np.int64)
        total = self._starts[-1]
        self._owners, self._by_token = np.zeros(total, np.int32), np.zeros(total, np.float32)
        filled = self._starts[:-1].copy()
        for number, part in enumerate(self._parts):
            self._weigh(part, number * AT_ONCE, filled)
            self._parts[number] = part._replace(known=in_all)

    def _weigh(self, part: "_Part", first: int, filled: npt.NDArray[np.int64]) -> None:
        """Those from the `first` vacancy on; `filled` (known,): how far each list by token is."""
        count = len(part.firsts) - 1
        owners = np.repeat(np.arange(count, dtype=np.int32), np.diff(part.firsts))
        places = np.searchsorted(self._known, part.known.tokens)[part.places]
        weighed = dampened(part.values.astype(np.float64)) * self._rare[places]
        values = _unit(self._known[places], weighed, owners, count)
        # In their place: beside it they would take as much again.
        part.places[:], part.values[:] = places, values
        order, often = np.argsort(places, kind="stable"), np.bincount(places, minlength=len(filled))
        at = (filled - np.cumsum(often) + often)[places[order]] + np.arange(len(order))
        self._owners[at], self._by_token[at] = first + owners[order], values[order]
        filled += often

    def rarity(self, tokens: Numbers) -> Floats:
        """Array (tokens,): how much each tells here; 0 for one that no vacancy has."""
        return Bag(self._known, self._rare).of(tokens)

    def query(self, bag: Bag) -> Bag:
        """The words of a person weighed as those of the vacancies; ask `scores` with it."""
        weighed = dampened(bag.values) * self.rarity(bag.tokens)
        one_owner = np.zeros(len(bag.tokens), np.int32)
        return Bag(bag.tokens, _unit(bag.tokens, weighed, one_owner, 1))

    def scores(self, query: Bag) -> npt.NDArray[np.float32]:
        """Array (vacancies,): the cosine with each, 0 to 1."""
        own, known = _shared(query.tokens, self._listed)
        starts, lengths = self._starts[known], np.diff(self._starts)[known]
        # Where in the long arrays the postings of each token stand, all at once.
        shifts = np.repeat(starts - np.cumsum(lengths) + lengths, lengths)
        at = np.arange(lengths.sum()) + shifts
        weights = np.repeat(query.values[own], lengths)
        found = np.bincount(self._owners[at], weights * self._by_token[at], minlength=self._count)
        return found.astype(np.float32)

    def only(self, vacancy: int) -> "Links":
        """The same words, as rare as they are here, for one of the vacancies."""
        part = self._part(vacancy)
        other = copy(self)
        other._parts, other._count = [part], 1
        other._listed, other._by_token = self._known[part.places], part.values
        other._starts = np.arange(len(part.places) + 1)
        other._owners = np.zeros(len(part.places), np.int32)
        return other

    def bag(self, vacancy: int) -> Bag:
        """The weighed bag of a vacancy; its length is 1."""
        part = self._part(vacancy)
        return Bag(self._known[part.places], part.values.astype(np.float64))

    def _part(self, vacancy: int) -> "_Part":
        """With that one alone."""
        part, at = self._parts[vacancy // AT_ONCE], vacancy % AT_ONCE
        own = slice(part.firsts[at], part.firsts[at + 1])
        places = part.places[own]
        return _Part(part.known, places, part.values[own], np.array([0, len(places)]))


def shares(
    words_of: Iterable[tuple[str, int, Bag]], whole: Bag, query: Bag, theirs: Bag
) -> list[tuple[str, float]]:
    """The words of a person that link, largest first, each with its part of the cosine.

    `words_of` are the words of the text of which `whole` is the bag, and `query` that weighed.
    """
    found = []
    for word, times, bag in words_of:
        linked = query.of(bag.tokens) * theirs.of(bag.tokens)
        share = float((times * bag.values / whole.of(bag.tokens) * linked).sum())
        if share > 0:
            found.append((word, share))
    return sorted(found, key=lambda one: (-one[1], one[0]))


def _shared(few: Numbers, many: Numbers) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Where in each the tokens stand that are in both; `many` rises."""
    at = np.searchsorted(many, few)
    inside = np.flatnonzero(at < len(many))
    own = inside[many[at[inside]] == few[inside]]
    return own, at[own]


def dampened(counts: Floats) -> Floats:
    """What stands there twice does not say twice as much."""
    return np.where(counts > 1, 1 + np.log(np.maximum(counts, 1)), counts)


def _unit(tokens: Numbers, values: Floats, owners: npt.NDArray[np.int32], count: int) -> Floats:
    """Stems and letter groups of unit length for each owner, and half of the weight each."""
    groups = 2 * owners + (tokens & np.uint64(STEM)).astype(np.int32)
    squares = np.bincount(groups, values * values, minlength=2 * count).astype(np.float64)
    scale = np.sqrt(np.divide(0.5, squares, out=np.zeros_like(squares), where=squares > 0))
    unit: Floats = values * scale[groups]
    return unit


def _telling(text: str) -> Iterable[str]:
    return (word for word in words(text) if word not in STOP_WORDS)


def _bag_of_word(word: str, splitter: Splitter) -> Bag:
    """Its stem, those of the parts of a compound, and its letter groups."""
    found = defaultdict(float, {_number(stem(word), STEM): 1.0})
    for part in splitter.split(word):
        found[_number(stem(part), STEM)] += _PART
    edged = f" {word} "
    for size in _SIZES:
        for at in range(len(edged) - size + 1):
            found[_number(edged[at : at + size], 0)] += 1.0
    tokens = sorted(found)
    return Bag(np.array(tokens, np.uint64), np.array([found[token] for token in tokens]))


# The same groups of letters come back in other words.
@lru_cache(maxsize=65_536)
def _number(token: str, kind: int) -> int:
    """63 bits of its digest, and its kind: two tokens of a million share one in 1e-7 of cases."""
    digest = hashlib.blake2b(token.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little") & ~STEM | kind


def _joined(bags: Sequence[Bag]) -> tuple[Numbers, Floats]:
    """The tokens and values of all, after each other."""
    tokens = np.concatenate([np.zeros(0, np.uint64), *(bag.tokens for bag in bags)])
    return tokens, np.concatenate([np.zeros(0), *(bag.values for bag in bags)])


class _Part(NamedTuple):
    """The tokens of `AT_ONCE` vacancies, in half of the memory of their bags."""

    known: Bag  # each token, with how many of them have it; once they are weighed, those of all
    places: npt.NDArray[np.int32]  # which of `known` each token is, vacancy by vacancy
    values: npt.NDArray[np.float32]  # how often it stands there, then how much it weighs
    firsts: npt.NDArray[np.int64]  # where the tokens of each begin, and where the last ends


def _counted(bags: Iterable[Bag]) -> Iterator[_Part]:
    coming = iter(bags)
    while some := list(islice(coming, AT_ONCE)):
        tokens, counts = _joined(some)
        known, places, often = np.unique(tokens, return_inverse=True, return_counts=True)
        yield _Part(
            Bag(known, often.astype(np.float64)),
            places.astype(np.int32),
            counts.astype(np.float32),
            np.cumsum([0, *(len(bag.tokens) for bag in some)], dtype=np.int64),
        )


def _summed(tokens: Numbers, values: Floats) -> Bag:
    known, at = np.unique(tokens, return_inverse=True)
    # Of nothing NumPy counts whole numbers.
    return Bag(known, np.bincount(at, values, minlength=len(known)).astype(np.float64))
