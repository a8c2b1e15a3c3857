"""What the vacancies of a region ask, skill by skill, beside what its schools teach. Pure."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from werkcentrum.matching.scoring import Market

_SURE: Final = 0.5
"""How sure a skill must be read in a vacancy, or belong to its occupation, to count as asked."""


@dataclass(frozen=True)
class Demand:
    """A skill, how many vacancies ask it and how many trainings teach it."""

    skill: str
    vacancies: int
    trainings: int


def asked_in(market: Market, left_out: Container[str] = frozenset()) -> list[frozenset[str]]:
    """Of each vacancy the keys of the skills it asks, driving licences among them.

    A skill is asked when the text names it or when the occupation cannot do without.
    """
    found = []
    for vacancy, facts in zip(market.vacancies, market.facts, strict=True):
        skills = {
            key for key, asked in facts.asks.items()
            if key not in left_out and asked >= _SURE * market.reader.weight(key)
        }  # fmt: skip
        driving = {f"rijbewijs-{one.lower()}" for one in vacancy.licences or ()}
        found.append(frozenset(skills | driving))
    return found


def demands(
    asked: Iterable[frozenset[str]], taught: Iterable[Iterable[str]]
) -> Mapping[str, Demand]:
    """By skill: what is asked or taught, how often."""
    often = Counter(skill for skills in asked for skill in skills)
    given = Counter(skill for skills in taught for skill in {*skills})
    return {key: Demand(key, often[key], given[key]) for key in {*often, *given}}


def taught_by_nobody(found: Mapping[str, Demand]) -> list[Demand]:
    """What is asked and taught nowhere, the most asked first."""
    return _sorted(one for one in found.values() if one.vacancies and not one.trainings)


def most_asked(found: Mapping[str, Demand], skills: Iterable[str]) -> list[Demand]:
    """Of these skills what is asked, the most asked first."""
    own = {*skills}
    return _sorted(one for one in found.values() if one.vacancies and one.skill in own)


def _sorted(found: Iterable[Demand]) -> list[Demand]:
    return sorted(found, key=lambda one: (-one.vacancies, one.skill))
