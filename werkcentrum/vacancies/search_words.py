"""Turns the words of a vacancy and of a question into the terms that are compared."""

import csv
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from werkcentrum.search.compounds import Splitter
from werkcentrum.search.phrasematch import PhraseFinder
from werkcentrum.search.text import normalise, stem, stems, words
from werkcentrum.skills.lexicon import Lexicon
from werkcentrum.skills.reading import dutch_words, listed

_CLEAR: Final = 0.75
"""Strength from which on a mention of an occupation counts."""

_MOST_TERMS: Final = 20
"""Whoever pastes a page of words that nobody knows should not keep a processor busy."""

ABROAD: Final = Path(__file__).parent / "data" / "occupations_abroad.csv"
"""English, Ukrainian, Arabic, Turkish and Polish, as `search/phrasematch.py` reads phrases."""

# What people type around what they look for: almost every vacancy has these words, or none.
_SAID: Final = (
    "werk werken baan banen job jobs vacature vacatures zoek zoeken gezocht graag wil willen iets "
    "buurt omgeving dichtbij regio uur uren week per minimaal maximaal ongeveer vast vaste leuk "
    "tijdelijk leuke goed goede nieuw nieuwe fulltime parttime functie beroep doen gaan kan kunnen "
    "vind vinden heb hebben"
)
_AROUND: Final = frozenset(map(stem, _SAID.split()))
_SEXES: Final = frozenset(("m", "v", "x", "f", "w", "d"))
_HOURS: Final = re.compile(
    r"(?<![\w-])(\d{1,3})(?:\s*(?:-|tot|à|/)\s*(\d{1,3}))?\s*(?:uur|uren)\b"
    r"(?P<month>\s*(?:per|in de|in een|/|p/)\s*m(?:aand|nd)?\b)?"
)
_WEEKS_A_MONTH: Final = 52 / 12
_MOST_HOURS: Final = 60
"""A week: "100 uur ervaring" tells of something else."""

# Who has no driving licence does not look for work that asks for one.
_NO_LICENCE: Final = re.compile(r"\b(?:zonder|geen) (?:(?:auto)?rijbewijs|auto)\b")
_LEARNING: Final = re.compile(
    r"\b(?:bbl|leer(?:[ -]?werk(?:baan|banen|plek|plekken|plaats|plaatsen)?)|leerbaan|leerbanen|"
    r"leren en werken|werken en leren)\b"
)


@lru_cache(maxsize=65_536)
def title_terms(title: str) -> tuple[str, ...]:
    """The stems of a job title."""
    return tuple(stems(normalise(title)))


def body_terms(text: str) -> list[str]:
    """The stems of the rest of what a vacancy says."""
    return stems(normalise(text))


@lru_cache(maxsize=65_536)
def parts(title: str) -> tuple[str, ...]:
    """The stems of the parts of compounds in a title or question: vrachtwagen, chauffeur."""
    split = _splitter().split
    return tuple(stem(part) for word in words(normalise(title)) for part in split(word))


class Occupations:
    """Finds occupations in titles and questions by one lexicon; `occupations_of` keeps them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.named = lru_cache(maxsize=65_536)(self._named)
        self.asked = lru_cache(maxsize=65_536)(self._asked)

    def near(self, named: Iterable[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
        """The occupations near these, by key, with how near and how clearly: 0 to 1."""
        return tuple(
            (other, strength * weight)
            for key, strength in named
            for other, weight in self.lexicon.neighbours(key).items()
        )

    def _named(self, title: str) -> tuple[tuple[str, float], ...]:
        """The occupations that a title speaks of, by key, with how clearly: 0 to 1."""
        whole = {key: 1.0 for key in _in_english(title) if key in self.lexicon.concepts}
        mentioned = {
            mention.concept.key: mention.strength
            for mention in self.lexicon.find(title)
            if mention.concept.kind == "occupation" and mention.strength >= _CLEAR
        }
        return tuple((whole | mentioned).items())

    def _asked(self, question: str) -> tuple[tuple[str, float], ...]:
        """As `named`, of a question, which may also name an occupation in another language.

        Not of words in titles: "Tolk Berber" is no hairdresser, though one is a berber in Turkish.
        """
        found = (one.value.key for one in _abroad().find(words(normalise(question))))
        abroad = dict.fromkeys((key for key in found if key in self.lexicon.concepts), 1.0)
        return tuple((abroad | dict(self.named(question))).items())


# When the lists change the old ones are needed until what goes on with them is done.
@lru_cache(maxsize=2)
def occupations_of(lexicon: Lexicon) -> Occupations:
    """Finds occupations by this lexicon, and remembers what it found."""
    return Occupations(lexicon)


def question_terms(question: str) -> tuple[str, ...]:
    """The stems that say what somebody looks for, each once; of a long story the first."""
    told = (term for term in stems(_without_needs(question)) if term not in _AROUND)
    return tuple(dict.fromkeys(told))[:_MOST_TERMS]


def question_parts(question: str) -> tuple[str, ...]:
    """The stems of the parts of the compounds in a question."""
    return tuple(part for part in parts(_without_needs(question)) if part not in _AROUND)


def hours_in(question: str) -> tuple[int, int] | None:
    """The hours a week that a question names, at least and at most; None without any that fit."""
    for found in _HOURS.finditer(normalise(question)):
        weeks = _WEEKS_A_MONTH if found["month"] else 1
        said = (found[1], found[2] or found[1])
        least, most = sorted(round(int(hours) / weeks) for hours in said)
        if most <= _MOST_HOURS:
            return least, most
    return None


def asks_to_learn(question: str) -> bool:
    """Whether a question is about learning at work."""
    return bool(_LEARNING.search(normalise(question)))


def without(terms: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    """The terms that are not among the others, such as the name of a place."""
    gone = set(others)
    return tuple(term for term in terms if term not in gone)


def _without_needs(question: str) -> str:
    """A question without what else somebody needs: those are no words to look for."""
    text = normalise(question)
    for needs in (_HOURS, _LEARNING, _NO_LICENCE):
        text = needs.sub(" ", text)
    return text


def _in_english(title: str) -> list[str]:
    """The keys of the occupation of which a title is the English name, and nothing else.

    A part of a title says less: "Data Warehouse Engineer", "Construction lawyer".
    """
    told = [
        word for word in words(_without_needs(title))
        if word not in _SEXES and stem(word) not in _AROUND
    ]  # fmt: skip
    return [
        one.value.key for one in _abroad().find(told)
        if one.value.language == "en" and one.words == range(len(told))
    ]  # fmt: skip


class _Name(NamedTuple):
    """Of an occupation, in a language."""

    key: str
    language: str


@cache
def _abroad() -> PhraseFinder[_Name]:
    """Finds everyday names of occupations in other languages."""
    with ABROAD.open(encoding="utf-8", newline="") as file:
        rows = [(row.pop("key"), row) for row in csv.DictReader(file)]
    return PhraseFinder(
        (phrase, _Name(key, language))
        for key, row in rows for language, cell in row.items() for phrase in listed(cell)
    )  # fmt: skip


@cache
def _splitter() -> Splitter:
    return Splitter(dutch_words())
