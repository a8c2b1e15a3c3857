"""What a person and a vacancy say in terms of work: reduced words, occupations and skills."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from werkcentrum.matching.flat import Profile, Vacancy
from werkcentrum.skills.lexicon import Concept, Kind, Lexicon, seed
from werkcentrum.skills.reading import occupation_rows, seed_digest, skill_rows
from werkcentrum.skills.reducing import LANGUAGES, Reducer, seed_reducer

WISHED: Final = 1.0
STUDIED: Final = 0.8
_WORKED: Final = (0.6, 1.0)  # of an occupation in the first weeks, and from five years
_FULL_YEARS: Final = 5
# Who did an occupation probably has the skills that it asks: less sure than told.
_BY_OCCUPATION: Final = 0.8

_IN_TEXT: Final = 0.6  # an occupation in the text of a vacancy is often one beside it
_IMPLIED: Final = 0.8  # a skill that a vacancy does not ask, but its occupation does
_ATTITUDE: Final = 0.3  # everybody says it, of everybody it is asked
_DRIVING: Final = "rijbewijs-"  # a hard limit already
_SEPARATOR: Final = " . "


@dataclass(frozen=True)
class PersonFacts:
    """`occupations` and `skills`: how sure (0 to 1) by key; `text`: the reduced words.

    `told`: keys of the skills that somebody told; the others they only likely have from their work.
    """

    text: str
    occupations: Mapping[str, float]
    skills: Mapping[str, float]
    told: frozenset[str]


@dataclass(frozen=True)
class VacancyFacts:
    """`occupations`: how sure by key; `asks`: weight of importance and rarity by skill key."""

    text: str
    occupations: Mapping[str, float]
    asks: Mapping[str, float]


class Reader:
    """Reads facts with one lexicon."""

    def __init__(
        self, lexicon: Lexicon, reducer: Reducer, attitudes: frozenset[str], version: str = ""
    ) -> None:
        """`attitudes`: keys of skills that say how somebody is, not what they can.

        `version`: changes whenever the lists do.
        """
        self.version = version
        self.lexicon = lexicon
        self.reducer = reducer
        self._attitudes = attitudes
        self._rarity = _rarities(lexicon)

    def person(self, profile: Profile) -> PersonFacts:
        """What somebody wants, did, can and learned; nothing else of the profile is read."""
        occupations: dict[str, float] = {}
        told = {key: 1.0 for key in profile.confirmed if key in self.lexicon.concepts}
        probable: dict[str, float] = {}
        texts = []
        for piece in _pieces(profile):
            reduced = self.reducer.reduce(piece.text)
            if reduced:
                texts.append(reduced)
            for concept, strength in self._said(piece, reduced):
                if concept.kind == "skill":
                    _raise(told, concept.key, strength)
                    continue
                _raise(occupations, concept.key, strength * piece.weight)
                if piece.kind == "done":
                    for skill, importance in self.lexicon.requires(concept.key).items():
                        _raise(probable, skill, _BY_OCCUPATION * importance * strength)
        skills = _highest(told, probable)
        return PersonFacts(_SEPARATOR.join(texts), occupations, skills, frozenset(told))

    def vacancy(self, vacancy: Vacancy) -> VacancyFacts:
        """What is asked: named skills, and less those of the occupation it is.

        What somebody confirmed goes before what is found in the text, for each of the two.
        """
        occupations = self._confirmed(vacancy, "occupation")
        asked = self._confirmed(vacancy, "skill")
        read = {kind for kind, told in (("occupation", occupations), ("skill", asked)) if not told}
        texts = [self.reducer.reduce(text) for text in (vacancy.title, vacancy.text)]
        for text, weight in zip(texts, (1.0, _IN_TEXT), strict=True):
            for concept, strength in self._find(text):
                if concept.kind not in read:
                    continue
                if concept.kind == "skill":
                    _raise(asked, concept.key, strength)
                else:
                    _raise(occupations, concept.key, strength * weight)
        surest = max(occupations.values(), default=0.0)
        for key in [key for key, sure in occupations.items() if sure == surest]:
            for skill, importance in self.lexicon.requires(key).items():
                _raise(asked, skill, _IMPLIED * importance * surest)
        asks = {key: sure * self.weight(key) for key, sure in asked.items() if self.weight(key)}
        return VacancyFacts(_SEPARATOR.join(texts), occupations, asks)

    def weight(self, skill: str) -> float:
        """How much having a skill tells (0 to 1): what few occupations ask tells more."""
        if skill in LANGUAGES or skill.startswith(_DRIVING):
            return 0.0
        return self._rarity.get(skill, 1.0) * (_ATTITUDE if skill in self._attitudes else 1.0)

    def _confirmed(self, vacancy: Vacancy, kind: Kind) -> dict[str, float]:
        found = map(self.lexicon.concepts.get, vacancy.confirmed)
        return {one.key: 1.0 for one in found if one is not None and one.kind == kind}

    def _said(self, piece: "_Piece", reduced: str) -> Iterator[tuple[Concept, float]]:
        """What is in a piece; an occupation that somebody confirmed goes before what we find."""
        confirmed = self.lexicon.concepts.get(piece.occupation)
        if confirmed is not None and confirmed.kind == "occupation":
            yield confirmed, 1.0
        if piece.kind != "unfinished":
            for concept, strength in self._find(reduced):
                if confirmed is None or concept.kind == "skill":
                    yield concept, strength

    def _find(self, text: str) -> Iterator[tuple[Concept, float]]:
        for mention in self.lexicon.find(text):
            yield mention.concept, mention.strength


@cache
def seed_reader() -> Reader:
    """A reader of the seed of skills: works without a database. Takes a second the first time."""
    attitudes = {row["key"] for row in skill_rows() if row["kind"] == "attitude"}
    return Reader(seed(), seed_reducer(), frozenset(attitudes), seed_digest())


@dataclass(frozen=True)
class _Piece:
    """A text that is read, the weight of an occupation in it, and how it is told.

    Of a study that was not finished only the words count: it gives no licence and no occupation.
    """

    text: str
    weight: float
    kind: Literal["wished", "done", "can", "unfinished"]
    occupation: str = ""


def _pieces(profile: Profile) -> Iterator[_Piece]:
    for wish in profile.wishes:
        yield _Piece(wish, WISHED, "wished")
    for key in profile.wished:
        yield _Piece("", WISHED, "wished", key)
    for work in profile.work:
        low, high = _WORKED
        weight = low + (high - low) * min(work.years, _FULL_YEARS) / _FULL_YEARS
        yield _Piece(f"{work.name}. {work.told}", weight, "done", work.occupation)
    for skill in profile.skills:
        yield _Piece(skill, WISHED / 2, "can")
    for study in profile.studies:
        yield _Piece(study.name, STUDIED, "done" if study.is_done else "unfinished")


def _rarities(lexicon: Lexicon) -> dict[str, float]:
    """1 for a skill that no occupation asks, 0 for one that all do, by skill key."""
    # Other lists say little of what their occupations ask, so among those every skill is rare.
    ours = [row["key"] for row in occupation_rows() if row["key"] in lexicon.concepts]
    occupations = ours or [key for key, one in lexicon.concepts.items() if one.kind == "occupation"]
    often = Counter(skill for key in occupations for skill in lexicon.requires(key))
    most = math.log(1 + len(occupations)) or 1.0
    return {
        key: math.log(1 + len(occupations) / (1 + often[key])) / most
        for key, one in lexicon.concepts.items()
        if one.kind == "skill"
    }


def _raise(sure: dict[str, float], key: str, value: float) -> None:
    sure[key] = max(sure.get(key, 0.0), value)


def _highest(one: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
    return {key: max(one.get(key, 0.0), other.get(key, 0.0)) for key in (*one, *other)}
