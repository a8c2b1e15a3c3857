"""Look-up tables that are mapped from disk: tokens as hashes, places and texts as plain arrays.

A Python dict of a hundred thousand words takes megabytes and a tenth of a second in every
worker; these arrays take nothing until they are used, and the workers share them.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from hashlib import blake2b
from itertools import pairwise
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Arrays = Mapping[str, Array]
Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.integer[Any]]
Bools = npt.NDArray[np.bool_]

Tokens = npt.NDArray[np.uint64]
"""Tokens as hashes."""

# The tokens that come up all the time, a megabyte or two of them.
_AT_HAND: Final = 8_192


@lru_cache(maxsize=_AT_HAND)
def _hash(token: str) -> int:
    """64 bits: among a million tokens a wrong hit happens once in 2e13 lookups."""
    encoded = token.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(encoded, digest_size=8).digest(), "little")


def hashed(tokens: Iterable[str]) -> Tokens:
    """Array (tokens,) in the same order."""
    return np.array([_hash(token) for token in tokens], np.uint64)


class Hashes:
    """A set of tokens, each with a place, as sorted hashes."""

    def __init__(self, sorted_hashes: Tokens) -> None:
        self.array = sorted_hashes
        # A memoryview gives plain integers, many times as fast as NumPy's own.
        self._view = sorted_hashes.data
        self._shift = 64 - max(1, len(sorted_hashes).bit_length() - 1)

    @classmethod
    def of(cls, tokens: Iterable[str]) -> "Hashes":
        """From tokens; twice the same counts once."""
        return cls(np.unique(hashed(tokens)))

    @cached_property
    def _starts(self) -> memoryview:
        """Where the hashes with the same first bits begin: leaves one or two to look through."""
        firsts = np.arange(2 ** (64 - self._shift), dtype=np.uint64) << np.uint64(self._shift)
        starts = np.searchsorted(self.array, firsts)
        return np.append(starts, len(self)).astype(np.int32).data

    def __or__(self, other: "Hashes") -> "Hashes":
        return Hashes(np.union1d(self.array, other.array))

    def __len__(self) -> int:
        return len(self._view)

    def __contains__(self, token: object) -> bool:
        return isinstance(token, str) and self.place(token) >= 0

    def place(self, token: str) -> int:
        """Its number among the sorted hashes; -1 when it is not there."""
        wanted = _hash(token)
        first = wanted >> self._shift
        at = bisect_left(self._view, wanted, self._starts[first], self._starts[first + 1])
        return at if at < len(self._view) and self._view[at] == wanted else -1

    def known(self, tokens: Tokens) -> tuple[Bools, Ints]:
        """Array (tokens,): which are there; and the places of those."""
        if not len(self):
            return np.zeros(len(tokens), bool), np.zeros(0, np.int64)
        places = np.minimum(np.searchsorted(self.array, tokens), len(self) - 1)
        there = self.array[places] == tokens
        return there, places[there]


class Numbers:
    """For every token a number, like a dict that is only asked for one with `get`."""

    def __init__(self, keys: Hashes, numbers: Ints) -> None:
        self._keys = keys
        self._numbers = numbers
        self._view = numbers.data
        self.get = lru_cache(maxsize=_AT_HAND)(self._get)

    @classmethod
    def of(cls, numbers: Mapping[str, int]) -> "Numbers":
        """From a dict."""
        keys = Hashes.of(numbers)
        placed = np.zeros(len(keys), np.int32)
        placed[[keys.place(token) for token in numbers]] = list(numbers.values())
        return cls(keys, placed)

    @classmethod
    def from_arrays(cls, arrays: Arrays, name: str) -> "Numbers":
        """Back from `arrays`."""
        return cls(Hashes(arrays[f"{name}_keys"]), arrays[f"{name}_numbers"])

    def arrays(self, name: str) -> dict[str, Array]:
        """What has to be kept on disk."""
        return {f"{name}_keys": self._keys.array, f"{name}_numbers": self._numbers}

    def __len__(self) -> int:
        return len(self._keys)

    def _get(self, token: str) -> int | None:
        place = self._keys.place(token)
        return None if place < 0 else self._view[place]


class Postings:
    """For every token the places it is at (rising), with a value each."""

    def __init__(self, keys: Hashes, starts: Ints, owners: Ints, values: Floats) -> None:
        self.keys = keys
        self.starts = starts
        self.owners = owners
        self.values = values

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, float]]) -> "Postings":
        """From the tokens of each place with their values."""
        found: defaultdict[str, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))
        for number, row in enumerate(rows):
            for token, value in row.items():
                owners, values = found[token]
                owners.append(number)
                values.append(value)
        ordered = sorted((_hash(token), places) for token, places in found.items())
        sizes = [len(owners) for _, (owners, _) in ordered]
        return cls(
            Hashes(np.array([key for key, _ in ordered], np.uint64)),
            np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
            np.array([at for _, (owners, _) in ordered for at in owners], np.int32),
            np.array([value for _, (_, values) in ordered for value in values], np.float32),
        )

    @classmethod
    def from_arrays(cls, arrays: Arrays, name: str) -> "Postings":
        """Back from `arrays`."""
        starts, owners, values = (arrays[f"{name}_{part}"] for part in _PARTS)
        return cls(Hashes(arrays[f"{name}_keys"]), starts, owners, values)

    def arrays(self, name: str) -> dict[str, Array]:
        """What has to be kept on disk."""
        parts = zip(_PARTS, (self.starts, self.owners, self.values), strict=True)
        return {f"{name}_keys": self.keys.array} | {f"{name}_{part}": a for part, a in parts}

    @property
    def frequencies(self) -> Ints:
        """Array (tokens,): at how many places each is."""
        return np.diff(self.starts)

    def weighed(self, weigh: Callable[[Ints, Floats, Ints], Floats]) -> "Postings":
        """The same places with other values.

        `weigh` gets of every entry the place, the value and the frequency of the token.
        """
        each = np.repeat(self.frequencies, self.frequencies)
        values = weigh(self.owners, self.values, each).astype(np.float32)
        return Postings(self.keys, self.starts, self.owners, values)

    def __contains__(self, token: str) -> bool:
        return token in self.keys

    def at(self, token: str) -> tuple[Ints, Floats]:
        """Places and values of a token; both empty when it is unknown."""
        place = self.keys.place(token)
        low, high = (self.starts[place], self.starts[place + 1]) if place >= 0 else (0, 0)
        return self.owners[low:high], self.values[low:high]

    def scores(self, weighted: Mapping[str, float], places: int) -> Floats:
        """Array (places,): the sum over the tokens of weight times value."""
        found = [(*self.at(token), weight) for token, weight in weighted.items()]
        if not found:
            return np.zeros(places, np.float32)
        owners = np.concatenate([owners for owners, _, _ in found])
        each = np.concatenate([weight * values for _, values, weight in found])
        # All tokens in one go: token by token takes twice as long.
        return np.bincount(owners, each, places).astype(np.float32)


_PARTS = ("starts", "owners", "values")


class Texts(Sequence[str]):
    """Strings in one array of bytes, each read only when it is asked for."""

    def __init__(self, content: npt.NDArray[np.uint8], ends: Ints) -> None:
        self._content = content
        self._ends = ends

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Texts":
        """From strings; half characters are kept."""
        encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
        ends = np.cumsum([0, *map(len, encoded)])
        return cls(np.frombuffer(b"".join(encoded), np.uint8), ends)

    @classmethod
    def from_arrays(cls, arrays: Arrays, name: str) -> "Texts":
        """Back from `arrays`."""
        return cls(arrays[f"{name}_bytes"], arrays[f"{name}_ends"])

    def arrays(self, name: str) -> dict[str, Array]:
        """What has to be kept on disk."""
        return {f"{name}_bytes": self._content, f"{name}_ends": self._ends}

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        low, high = self._ends[at], self._ends[at + 1]
        return self._content[low:high].tobytes().decode("utf-8", "surrogatepass")

    def __iter__(self) -> Iterator[str]:
        content, ends = self._content.tobytes(), self._ends.tolist()
        for low, high in pairwise(ends):
            yield content[low:high].decode("utf-8", "surrogatepass")


class Lists:
    """A short list of numbers for every place."""

    def __init__(self, starts: Ints, numbers: Ints) -> None:
        self._starts = starts
        self._numbers = numbers

    @classmethod
    def of(cls, lists: Iterable[Iterable[int]]) -> "Lists":
        """From a list for every place; each is sorted."""
        return cls.in_order(map(sorted, lists))

    @classmethod
    def in_order(cls, lists: Iterable[Sequence[int]]) -> "Lists":
        """From a list for every place; each keeps its order."""
        kept = list(lists)
        starts = np.cumsum([0, *map(len, kept)])
        return cls(starts, np.array([at for numbers in kept for at in numbers], np.int32))

    @classmethod
    def from_arrays(cls, arrays: Arrays, name: str) -> "Lists":
        """Back from `arrays`."""
        return cls(arrays[f"{name}_starts"], arrays[f"{name}_numbers"])

    def arrays(self, name: str) -> dict[str, Array]:
        """What has to be kept on disk."""
        return {f"{name}_starts": self._starts, f"{name}_numbers": self._numbers}

    def at(self, place: int) -> Ints:
        """The numbers of one place, rising or as they were given."""
        return self._numbers[self._starts[place] : self._starts[place + 1]]

    def sums(self, weights: Floats) -> Floats:
        """Array (places,): for every number the weights of the places that list it, added up."""
        each = np.repeat(weights, np.diff(self._starts))
        return np.bincount(self._numbers, each, minlength=len(weights)).astype(np.float32)
