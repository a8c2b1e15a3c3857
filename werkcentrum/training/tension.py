"""Vacancies for each person who looks for such work, by group of occupations. Pure.

No number here can be led back to a few people: what is fewer than five is not told, and of people
comes in what may be said of them (`models.PeopleLooking`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from werkcentrum.matching.rules import STEP

FEWEST: Final = 5
"""What is less than this is not told."""

MORE: Final = STEP - 1
"""People there are more than told, in the middle: 0 to 4 were left out, and 0 to 4 by rounding."""

_LEAST_GROUPS: Final = 2


@dataclass(frozen=True)
class Tension:
    """A group; `people` as told, None when nothing is said of people; `ratio` is None with it."""

    group: str
    vacancies: int
    people: int | None = None

    @property
    def ratio(self) -> float | None:
        """Vacancies a person, about."""
        return None if self.people is None else self.vacancies / (self.people + MORE)


@dataclass(frozen=True)
class Overview:
    """What may be told. `has_people` False: too few profiles, so there are vacancies only."""

    rows: tuple[Tension, ...]
    has_people: bool


def overview(vacancies: Mapping[str, int], people: Mapping[str, int]) -> Overview:
    """By group the vacancies, and the people who want to work in it as they may be told.

    With people the most promising group first, without them the one with most vacancies. Both
    numbers of a group must be told, or the group is left out; there is no total in which it hides.
    """
    many = {group: count for group, count in vacancies.items() if count >= FEWEST}
    known = [
        Tension(group, count, people[group])
        for group, count in many.items() if people.get(group, 0) >= FEWEST
    ]  # fmt: skip
    if len(known) >= _LEAST_GROUPS:
        return Overview(tuple(sorted(known, key=_promising)), has_people=True)
    rows = (Tension(group, count) for group, count in many.items())
    return Overview(
        tuple(sorted(rows, key=lambda row: (-row.vacancies, row.group))), has_people=False
    )


def _promising(row: Tension) -> tuple[float, str]:
    return (-(row.ratio or 0.0), row.group)
