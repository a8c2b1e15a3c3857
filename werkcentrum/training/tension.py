"""Vacancies for each person who looks for such work, by group of occupations. Pure.

No number here can be led back to a few people: who are fewer than five are not told, and the number
of people is told in fives, so that neither a total nor the day before gives somebody away.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

FEWEST: Final = 5
"""What is less than this is not told."""

STEP: Final = 5
_LEAST_GROUPS: Final = 2


@dataclass(frozen=True)
class Tension:
    """A group; `people` in fives, None when nothing is said of people; `ratio` is None with it."""

    group: str
    vacancies: int
    people: int | None = None

    @property
    def ratio(self) -> float | None:
        """Vacancies a person."""
        return None if self.people is None else self.vacancies / self.people


@dataclass(frozen=True)
class Overview:
    """What may be told. `has_people` False: too few profiles, so there are vacancies only."""

    rows: tuple[Tension, ...]
    has_people: bool


def overview(vacancies: Mapping[str, int], looking: Iterable[Iterable[str]]) -> Overview:
    """`vacancies` by group; `looking`: of each person the groups that they want to work in.

    With people the most promising group first, without them the one with most vacancies. Both
    numbers of a group must be told, or the group is left out; there is no total in which it hides.
    """
    often = Counter(group for groups in looking for group in {*groups})
    many = {group: count for group, count in vacancies.items() if count >= FEWEST}
    known = [
        Tension(group, count, _in_steps(often[group]))
        for group, count in many.items() if often[group] >= FEWEST
    ]  # fmt: skip
    if len(known) >= _LEAST_GROUPS:
        return Overview(tuple(sorted(known, key=_promising)), has_people=True)
    rows = (Tension(group, count) for group, count in many.items())
    return Overview(
        tuple(sorted(rows, key=lambda row: (-row.vacancies, row.group))), has_people=False
    )


def _promising(row: Tension) -> tuple[float, str]:
    return (-(row.ratio or 0.0), row.group)


def _in_steps(count: int) -> int:
    """To the nearest five, and never none."""
    return max(STEP, (count + STEP // 2) // STEP * STEP)
