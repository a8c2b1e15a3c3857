"""Splits Dutch compounds ("schuldhulpverlening") with a word list; does nothing without one."""

from collections.abc import Container, Iterator
from functools import lru_cache
from typing import Final

_SHORTEST_COMPOUND: Final = 8
_SHORTEST_PART: Final = 4
_MOST_PARTS: Final = 3
_LINKS: Final = ("", "s", "en", "e", "-")

# Endings that are in word lists but say nothing about the topic by themselves.
_EMPTY_PARTS: Final = frozenset(
    ("atie", "baar", "eren", "heid", "ingen", "isch", "lijk", "loos", "schap", "teit", "ties")
)


class Splitter:
    """Finds the parts of a compound among `known` words (lower case, all letters)."""

    def __init__(self, known: Container[str] | None) -> None:
        self._known: Container[str] = known or frozenset()
        self._cached = lru_cache(maxsize=16_384)(self._split)

    def __contains__(self, word: str) -> bool:
        """Whether the word list knows the word; never true without a list."""
        return word in self._known

    def split(self, word: str) -> tuple[str, ...]:
        """The parts, fewest first choice, or () when it is no compound or there is no list."""
        if not self._known or len(word) < _SHORTEST_COMPOUND or not word.isalpha():
            return ()
        return self._cached(word)

    def _split(self, word: str) -> tuple[str, ...]:
        # Fewest parts, then the most balanced: "taal+huis" rather than "ta+alhuis".
        return min(
            self._ways(word, _MOST_PARTS),
            key=lambda parts: (len(parts), -min(map(len, parts))),
            default=(),
        )

    def _ways(self, word: str, most: int) -> Iterator[tuple[str, ...]]:
        """All ways to cut a word into two to `most` known parts."""
        if most < 2:
            return
        for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
            tail = word[cut:]
            head = self._head(word[:cut])
            if not head:
                continue
            if self._is_part(tail):
                yield (head, tail)
            for parts in self._ways(tail, most - 1):
                yield (head, *parts)

    def _head(self, part: str) -> str:
        """The known word in a first part, without its linking letters; "" if there is none."""
        bare = (part.removesuffix(link) for link in _LINKS if part.endswith(link))
        return next(filter(self._is_part, bare), "")

    def _is_part(self, part: str) -> bool:
        return len(part) >= _SHORTEST_PART and part in self._known and part not in _EMPTY_PARTS
