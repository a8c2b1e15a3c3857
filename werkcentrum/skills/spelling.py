"""Words of a text as keys that inflection, compounds and typing errors do not change."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from werkcentrum.search.compounds import Splitter
from werkcentrum.search.text import comparable, stem, words_in
from werkcentrum.skills.inflection import forms, parts

_WORD: Final = re.compile(r"[^\W_]+(?:['’‘ʼ`´][^\W_]+)*")
_CLAUSE: Final = re.compile(r"[.,;:!?()\[\]\n|/•–]|\b(?:maar|want)\b")
_SENTENCE: Final = re.compile(r"(?:^|[.!?:\n•])\W*$")
_SMALL_WORDS: Final = (
    "de het een in op aan van voor met bij en of te naar uit over tot als mijn mn om the a an of "
    "at and or"
)
_LOOSE: Final = frozenset(_SMALL_WORDS.split())
_ENDINGS: Final = ("", "e", "en", "er", "ere", "s", "t", "te", "ten", "de", "den")
"""The word list has few inflected forms: "vroeger" is no error."""


_INFLECTED: Final = 0.95
GLUED: Final = 0.9
"""How well words fit that are one in the lexicon."""

_MISSPELT: Final = 0.75
_COMPOUND: Final = 0.65
_SHORTEST_MISSPELT: Final = 6
_LONG: Final = 12  # letters: two errors still leave the word recognisable
_SHORTEST_GLUED: Final = 8
_LONGEST: Final = 40  # letters: no Dutch job has a longer name
_OTHER_MEANING: Final = frozenset(("kunstschilder", "kunstschilderes"))
"""Compounds that are another occupation than their last part says."""
_NO_ERRORS: Final = frozenset((
    "barrier", "communicate", "curses", "driven", "expect", "garbage", "leading", "message",
    "messages", "parties", "passed", "planned", "polish", "polished", "protect", "trailing",
    "writer", "writers",
))  # fmt: skip
"""English words about something else, nearly written as a Dutch or English one of work."""

_NO_HEADS: Final = frozenset(("arts", "artsen", "dokter", "zuster", "handig"))
"""Whoever writes of a "longarts" is a patient more often than a doctor: that is health."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text, as `comparable` gives it, at text[start:end].

    `clause` counts the clauses: words of two of them do not belong together. `is_name`: written
    with a capital inside a sentence.
    """

    word: str
    start: int
    end: int
    clause: int = 0
    is_name: bool = False


def tokens(text: str) -> list[Token]:
    """The words of a text in order."""
    ends = [match.start() for match in _CLAUSE.finditer(text)]
    found: list[Token] = []
    clause = 0
    for match in _WORD.finditer(text):
        while clause < len(ends) and ends[clause] < match.end():
            clause += 1
        before = text[max(0, match.start() - 3) : match.start()]
        is_name = match.group()[0].isupper() and not _SENTENCE.search(before)
        found.extend(
            Token(comparable(word), match.start(), match.end(), clause, is_name)
            for word in words_in(match.group())
        )
    return found


class Speller:
    """Gives words their keys, by the wordings of a lexicon and a list of known Dutch words."""

    def __init__(self, written: Iterable[str], known: Container[str]) -> None:
        self._known = known
        self._bases: dict[str, str] = {}
        self._words: dict[str, None] = {}
        self._names: set[str] = set()
        for wording in written:
            self._learn(tokens(wording), wording)
        self._long = lru_cache(maxsize=None)(self._of_length)
        self._splitter = Splitter(_Either(known, self._words) if known else None)
        self._heard = lru_cache(maxsize=32_768)(self._hear)

    def wording(self, written: str) -> Iterator[tuple[tuple[str, ...], bool]]:
        """The keys of a wording, and whether nothing may stand between them.

        A wording of which one word is left without the small ones ("in de bouw") is fixed.
        """
        every = tokens(written)
        telling = [token for token in every if token.word not in _LOOSE]
        is_fixed = len(telling) < 2 and len(every) > 1
        chosen = every if is_fixed else telling
        yield tuple(self._own_key(token, written) for token in chosen), is_fixed
        if len(chosen) == 1 and (apart := parts(chosen[0].word)):
            yield tuple(self._key(word) for word in apart), False

    def keys(self, token: Token) -> Mapping[str, float]:
        """The keys a word of a text fits, each with how well (0 to 1)."""
        return self._heard(token.word, token.is_name)

    def glued(self, found: Sequence[Token], at: int) -> Iterator[tuple[str, int]]:
        """Keys of words that are one in the lexicon ("heftruck chauffeur"), with how many."""
        for count in (2, 3):
            part = found[at : at + count]
            word = "".join(token.word for token in part)
            is_own = word in self._words and self._bases.get(word, word) == word
            if len(part) == count and len(word) >= _SHORTEST_GLUED and is_own:
                yield self._key(word), count

    def _learn(self, found: Sequence[Token], written: str) -> None:
        for token in found:
            if written[token.start].isupper():
                self._names.add(token.word)
                continue
            self._words[token.word] = None
        last = found[-1]
        if not written[last.start].isupper():
            for form in forms(last.word):
                self._words[form] = None
                self._bases.setdefault(form, last.word)
            apart = parts(last.word)
            for form in forms(apart[1]) if apart else ():
                self._bases.setdefault(form, apart[1] if apart else "")

    def _own_key(self, token: Token, written: str) -> str:
        """A word with a capital is a name: it only fits as it is."""
        return f"={token.word}" if written[token.start].isupper() else self._key(token.word)

    def _key(self, word: str) -> str:
        return f"-{base}" if (base := self._bases.get(word)) else stem(word)

    def _hear(self, word: str, is_name: bool) -> Mapping[str, float]:
        keys = {f"={word}": 1.0} if word in self._names else {}
        if word in self._words:
            own = self._bases.get(word, word) == word
            return {**keys, self._key(word): 1.0 if own else _INFLECTED}
        keys[self._key(word)] = _INFLECTED
        if len(word) > _LONGEST:
            return keys
        if head := self._head(word):
            keys[self._key(head)] = _COMPOUND
        elif not is_name and (meant := self._meant(word)):
            keys[self._key(meant)] = _MISSPELT
        return keys

    def _head(self, word: str) -> str:
        """The last part of a compound, which says what it is; "" when it is none."""
        split = () if word in _OTHER_MEANING else self._splitter.split(word)
        head = split[-1] if split else ""
        return head if head in self._words and head not in _NO_HEADS else ""

    def _meant(self, word: str) -> str:
        """The word of the lexicon that a word nobody knows was meant as; "" for none."""
        is_short = len(word) < _SHORTEST_MISSPELT
        if not self._known or is_short or word in _NO_ERRORS or self._is_known(word):
            return ""
        errors = 2 if len(word) >= _LONG else 1
        # The nearest must begin alike: mostly none of the few that do is near, and no other counts.
        sizes = range(len(word) - errors, len(word) + errors + 1)
        alike = [one for size in sizes for one in self._by_start.get((word[0], size), ())]
        if not _nearest(word, alike, errors):
            return ""
        near = _nearest(word, self._long(len(word), errors), errors)
        return near if near[0] == word[0] and near.isalpha() else ""

    @cached_property
    def _by_start(self) -> Mapping[tuple[str, int], Sequence[str]]:
        """The words by their first letter and how many they have."""
        found: dict[tuple[str, int], list[str]] = {}
        for word in self._words:
            found.setdefault((word[:1], len(word)), []).append(word)
        return found

    def _of_length(self, length: int, errors: int) -> list[str]:
        """The words that so many errors can make so long, in their order."""
        return [word for word in self._words if abs(len(word) - length) <= errors]

    def _is_known(self, word: str) -> bool:
        bare = [word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending)]
        single = [form[:-1] for form in bare if form[-1:] == form[-2:-1]]
        return any(form in self._known for form in (*bare, *single))


def _nearest(word: str, others: Sequence[str], errors: int) -> str:
    """The first of those with the fewest errors; "" when all have more than so many."""
    near = process.extractOne(word, others, scorer=OSA.distance, score_cutoff=errors)
    return near[0] if near else ""


class _Either:
    """Words of one of two collections."""

    def __init__(self, *collections: Container[str]) -> None:
        self._collections = collections

    def __contains__(self, word: object) -> bool:
        return any(word in collection for collection in self._collections)
