"""Finds many fixed phrases in a text in one pass over its words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Generic, NamedTuple, TypeAlias, TypeVar

from werkcentrum.search.text import comparable, normalise, words

Value = TypeVar("Value")

_SHORTEST_PREFIX: Final = 2
_AT_HAND: Final = 4_096  # words


@dataclass(frozen=True, slots=True)
class _Part:
    """One word of a phrase: whole words and beginnings of words that fit."""

    # Nearly always one: a set of them would take four times the memory.
    whole: tuple[str, ...]
    begins: tuple[str, ...]

    def fits(self, word: str) -> bool:
        return word in self.whole or any(word.startswith(begin) for begin in self.begins)


# Words that must be there, the parts, and the value.
_Phrase: TypeAlias = tuple[frozenset[str], tuple[_Part, ...], Value]


class Found(NamedTuple, Generic[Value]):
    """A phrase in a text: its value, and its words as positions first..last (last included)."""

    value: Value
    first: int
    last: int

    @property
    def words(self) -> range:
        """The numbers of its words, with those that may stand between its parts."""
        return range(self.first, self.last + 1)


class PhraseFinder(Generic[Value]):
    """Phrases with their values. `gap`: how many other words may stand between two parts.

    `vocabulary`: the whole words of all phrases, as `comparable` gives them.
    """

    def __init__(self, phrases: Iterable[tuple[str, Value]], *, gap: int = 0) -> None:
        self._gap = gap
        self._whole: dict[str, list[_Phrase[Value]]] = {}
        self._begins: dict[str, list[_Phrase[Value]]] = {}
        self.vocabulary: set[str] = set()
        for phrase, value in phrases:
            self._add(parse(phrase), value)
        self._beginning = lru_cache(maxsize=_AT_HAND)(self._look_up)

    def find(self, found_words: Sequence[str]) -> list[Found[Value]]:
        """Every phrase in these words (as `words` gives them), in reading order."""
        forms = [comparable(word) for word in found_words]
        there = frozenset(forms)
        # Of the many phrases that begin with "ik" hardly one has all its words in a question.
        return [
            Found(value, start, last)
            for start, form in enumerate(forms)
            for needed, parts, value in self._beginning(form)
            if needed <= there and (last := self._match(parts, forms, start)) is not None
        ]

    def _add(self, parts: tuple[_Part, ...], value: Value) -> None:
        if not parts:
            return
        self.vocabulary.update(word for part in parts for word in part.whole)
        only = (part.whole for part in parts[1:] if len(part.whole) == 1 and not part.begins)
        phrase = (frozenset(word for (word,) in only), parts, value)
        for word in dict.fromkeys(parts[0].whole):
            self._whole.setdefault(word, []).append(phrase)
        for begin in parts[0].begins:
            self._begins.setdefault(begin, []).append(phrase)

    def _look_up(self, word: str) -> tuple[_Phrase[Value], ...]:
        """Phrases that may begin with this word."""
        found = list(self._whole.get(word, ()))
        # The longest beginning first: "работод*" (employer) says more than "работ*" (work).
        for length in range(len(word), _SHORTEST_PREFIX - 1, -1):
            found.extend(self._begins.get(word[:length], ()))
        return tuple(found)

    def _match(self, parts: Sequence[_Part], forms: Sequence[str], start: int) -> int | None:
        """Position of the last word of the phrase that begins at `start`, if it is there."""
        position = start
        for part in parts[1:]:
            reach = range(position + 1, min(position + 2 + self._gap, len(forms)))
            following = next((at for at in reach if part.fits(forms[at])), None)
            if following is None:
                return None
            position = following
        return position


@lru_cache(maxsize=16_384)
def parse(phrase: str) -> tuple[_Part, ...]:
    """The parts of a written phrase: `word*` is any ending, `a/b` is one of both."""
    parts = []
    for piece in normalise(phrase).split():
        whole: list[str] = []
        begins: list[str] = []
        for choice in piece.split("/"):
            form = "".join(comparable(word) for word in words(choice))
            if form and choice.endswith("*"):
                begins.append(form)
            elif form:
                whole.append(form)
        if whole or begins:
            parts.append(_Part(tuple(whole), tuple(begins)))
    return tuple(parts)
