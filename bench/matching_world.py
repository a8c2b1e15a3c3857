"""Made-up vacancies and people for measuring the matcher: nobody's data, the same for one seed."""

import numpy as np

from werkcentrum.matching import kernel
from werkcentrum.matching.kernel import Array, People, Vacancies

SKILLS = 13_123  # as many as ESCO relates to occupations
OCCUPATIONS = 3_000
SKILLS_OF_OCCUPATION = 41
SECTORS = 60
ASKED = 14  # skills a vacancy
HAD = 35  # skills a person
TOWNS = 450
SOUTH, NORTH, WEST, EAST = 50.8, 53.4, 3.4, 7.2  # degrees
SCATTER = 0.03  # degrees around the middle of a town
UNKNOWN_SHARE = 0.1
LICENCES = 12
IMPORTANCE = np.array([10, 6, 3])  # essential, important, somewhat


class World:
    """Occupations and towns, from which vacancies and people are drawn."""

    def __init__(self, seed: int = 7) -> None:
        self._chance = np.random.default_rng(seed)
        self._occupations = self._make_occupations()
        self._popularity = _falling(OCCUPATIONS, 0.6)
        self._towns = np.stack(
            [self._chance.uniform(SOUTH, NORTH, TOWNS), self._chance.uniform(WEST, EAST, TOWNS)], 1
        )
        self._sizes = _falling(TOWNS, 0.9)
        held = np.bincount(self._occupations.ravel(), minlength=SKILLS)
        # Rare skills weigh more; all weights whole, 1 to about 100.
        self._rarity = np.log(1 + OCCUPATIONS / np.maximum(held, 1))

    def vacancies(self, size: int) -> Vacancies:
        """So many vacancies: each asks some skills of one occupation."""
        chance = self._chance
        starts, skills = self._drawn(size, 1, ASKED)
        importance = chance.choice(IMPORTANCE, len(skills), p=[0.4, 0.4, 0.2])
        weights = np.maximum(np.rint(importance * self._rarity[skills]), 1).astype(np.uint16)
        demands = self._bits(size, 0.10) | chance.choice([0, kernel.IRREGULAR], size, p=[0.8, 0.2])
        level = np.where(chance.random(size) < 0.1, chance.integers(2, 7, size), kernel.NO_LEVEL)
        return Vacancies(
            starts, skills, weights, self._places(size), self._hours(size),
            level.astype(np.uint8), demands,
        )  # fmt: skip

    def people(self, size: int) -> People:
        """So many people: each has skills of two occupations."""
        chance = self._chance
        starts, skills = self._drawn(size, 2, HAD)
        place = self._places(size)
        unknown = chance.random(size) < UNKNOWN_SHARE / 10
        reach = np.where(unknown, np.nan, chance.uniform(10, 40, size))
        level = np.where(
            chance.random(size) < UNKNOWN_SHARE, kernel.LEVEL_UNKNOWN, chance.integers(1, 7, size)
        )
        lacks = self._bits(size, 0.6) | chance.choice([0, kernel.IRREGULAR], size, p=[0.6, 0.4])
        return People(
            starts, skills, place, kernel.reaches(reach, place), self._hours(size),
            level.astype(np.uint8), lacks,
        )  # fmt: skip

    def _make_occupations(self) -> Array:
        """Skills of each occupation: some that everybody needs, most of its own sector."""
        chance = self._chance
        sector_of = chance.integers(0, SECTORS, SKILLS)
        popularity = chance.permutation(_falling(SKILLS, 0.8))
        rows = []
        for sector in chance.integers(0, SECTORS, OCCUPATIONS):
            share = popularity * np.where(sector_of == sector, 1.0, 0.008)
            rows.append(
                chance.choice(SKILLS, SKILLS_OF_OCCUPATION, replace=False, p=share / share.sum())
            )
        return np.array(rows, np.int32)

    def _drawn(self, size: int, occupations: int, wanted: int) -> tuple[Array, Array]:
        """Starts and skills: about `wanted` of the skills of so many occupations, each once."""
        chance = self._chance
        drawn = chance.choice(OCCUPATIONS, (size, occupations), p=self._popularity)
        skills = self._occupations[drawn].reshape(size, -1)
        is_taken = chance.random(skills.shape) < wanted / skills.shape[1]
        key = np.unique((np.arange(size)[:, None] * SKILLS + skills)[is_taken])
        counts = np.bincount(key // SKILLS, minlength=size)
        return np.concatenate([[0], np.cumsum(counts)]), (key % SKILLS).astype(np.int32)

    def _places(self, size: int) -> Array:
        chance = self._chance
        at = self._towns[chance.choice(TOWNS, size, p=self._sizes)]
        at = at + chance.normal(0, SCATTER, at.shape)
        at[chance.random(size) < UNKNOWN_SHARE / 10] = np.nan
        return kernel.points(at[:, 0], at[:, 1])

    def _hours(self, size: int) -> Array:
        most = self._chance.choice([16, 24, 32, 36, 40], size)
        hours = np.stack([most - self._chance.choice([0, 4, 8, 12], size), most], 1)
        hours[self._chance.random(size) < UNKNOWN_SHARE] = kernel.ANY_HOURS
        return hours.astype(np.uint8)

    def _bits(self, size: int, share: float) -> Array:
        """Licences as bits above IRREGULAR, each in this share of the rows divided over all."""
        has = self._chance.random((size, LICENCES)) < share / 2
        return (has << np.arange(1, LICENCES + 1)).sum(axis=1).astype(np.int64)


def _falling(size: int, power: float) -> Array:
    """Shares that fall with the rank, together 1."""
    share = 1.0 / np.arange(1, size + 1) ** power
    return share / share.sum()
