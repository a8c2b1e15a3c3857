"""Words that link a person to a vacancy: shared stems and letter groups, the rare ones most.

A link is the cosine of two bags; each word has its exact share of it.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from werkcentrum.search.compounds import Splitter
from werkcentrum.search.functionwords import STOP_WORDS
from werkcentrum.search.text import stem, words

Floats: TypeAlias = npt.NDArray[np.float32]
Bag: TypeAlias = Mapping[str, float]
"""Weight by token; a stem begins with "=", which no letter group does."""

_PART: Final = 0.5  # a part of a compound says less than the whole word
_SIZES: Final = (3, 4, 5)


class Links:
    """The texts of all vacancies, as bags in which to look up the words of a person."""

    def __init__(self, texts: Sequence[str], splitter: Splitter) -> None:
        self._tokens_of = lru_cache(maxsize=32_768)(lambda word: _tokens(word, splitter))
        bags = [self._bag(text) for text in texts]
        often = Counter(token for bag in bags for token in bag)
        self._count = len(texts)
        self._rare = {token: math.log((1 + len(texts)) / (1 + n)) for token, n in often.items()}
        self._numbers = {token: number for number, token in enumerate(often)}
        self._unit = [self._weighed(bag) for bag in bags]
        self._starts, self._owners, self._values = self._postings()

    def query(self, text: str) -> Bag:
        """The words of a person as a bag; ask `scores` and `shares` with it."""
        return self._weighed(self._bag(text))

    def scores(self, query: Bag) -> Floats:
        """Array (vacancies,): the cosine with each, 0 to 1."""
        known = [(self._numbers[token], weight) for token, weight in query.items()]
        if not known:
            return np.zeros(self._count, np.float32)
        numbers = np.array([number for number, _ in known])
        starts, ends = self._starts[numbers], self._starts[numbers + 1]
        lengths = ends - starts
        # Where in the long arrays the postings of each token stand, all at once.
        shifts = np.repeat(starts - np.concatenate([[0], np.cumsum(lengths)[:-1]]), lengths)
        places = np.arange(lengths.sum()) + shifts
        weights = np.repeat(np.array([weight for _, weight in known]), lengths)
        found = np.bincount(
            self._owners[places], weights * self._values[places], minlength=self._count
        )
        return found.astype(np.float32)

    def shares(self, text: str, query: Bag, vacancy: int) -> list[tuple[str, float]]:
        """The words of a person that link, largest first, each with its part of the cosine."""
        theirs = self._unit[vacancy]
        every = Counter(_telling(text))
        whole = self._bag(text)
        shares = {
            word: sum(
                count * part / whole[token] * query.get(token, 0.0) * theirs.get(token, 0.0)
                for token, part in self._tokens_of(word).items()
            )
            for word, count in every.items()
        }
        return sorted(
            ((word, share) for word, share in shares.items() if share > 0),
            key=lambda one: (-one[1], one[0]),
        )

    def _bag(self, text: str) -> dict[str, float]:
        bag: dict[str, float] = {}
        for word in _telling(text):
            for token, part in self._tokens_of(word).items():
                bag[token] = bag.get(token, 0.0) + part
        return bag

    def _weighed(self, bag: Bag) -> dict[str, float]:
        """Stems and letter groups of unit length each, and half of the weight each."""
        weighed = {
            token: (1 + math.log(count) if count > 1 else count) * self._rare[token]
            for token, count in bag.items()
            if token in self._rare
        }
        lengths = {True: 0.0, False: 0.0}
        for token, weight in weighed.items():
            lengths[token[0] == "="] += weight * weight
        scale = {kind: math.sqrt(0.5 / length) if length else 0.0
                 for kind, length in lengths.items()}  # fmt: skip
        return {token: weight * scale[token[0] == "="] for token, weight in weighed.items()}

    def _postings(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32], Floats]:
        rows = [
            (self._numbers[token], owner, weight)
            for owner, bag in enumerate(self._unit)
            for token, weight in bag.items()
        ]
        rows.sort()
        counts = np.bincount([row[0] for row in rows] or [0], minlength=len(self._numbers))
        return (
            np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
            np.array([row[1] for row in rows], np.int32),
            np.array([row[2] for row in rows], np.float32),
        )


def _telling(text: str) -> Iterable[str]:
    return (word for word in words(text) if word not in STOP_WORDS)


def _tokens(word: str, splitter: Splitter) -> dict[str, float]:
    """Its stem, those of the parts of a compound, and its letter groups."""
    found = defaultdict(float, {f"={stem(word)}": 1.0})
    for part in splitter.split(word):
        found[f"={stem(part)}"] += _PART
    edged = f" {word} "
    for size in _SIZES:
        for at in range(len(edged) - size + 1):
            found[edged[at : at + size]] += 1.0
    return dict(found)
