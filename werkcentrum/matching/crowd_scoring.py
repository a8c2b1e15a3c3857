"""Whom of a crowd a vacancy fits: the same scores as `Market.match` gives each of them alone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from werkcentrum.matching import crowd as people
from werkcentrum.matching.crowd import Crowd, Ragged
from werkcentrum.matching.limits import asked_by_law, not_had
from werkcentrum.matching.links import STEM
from werkcentrum.matching.preparing import Offer
from werkcentrum.matching.scoring import (
    DECIMALS,
    FULL_MEANING,
    FULL_WORDS,
    PARTS,
    Floats,
    Market,
    level_part,
)

Rows = npt.NDArray[np.intp]
_BLOCK: Final = 4_096  # people at a time, so that what is added up stays in fast memory


def fitting(crowd: Crowd, market: Market, at: int, *, least: float) -> tuple[Rows, Floats]:
    """Rows of the crowd with at least that score who break no limit of vacancy `at`, and scores."""
    asked = _Asked.of(crowd, market, at)
    found = [
        asked.fitting(np.arange(first, min(first + _BLOCK, len(crowd.changed))), least)
        for first in range(0, len(crowd.changed), _BLOCK)
    ]
    return np.concatenate([rows for rows, _ in found]), np.concatenate([own for _, own in found])


@dataclass(frozen=True)
class _Asked:
    """One vacancy, with what each name in the crowd means for it: arrays by number of the name."""

    crowd: Crowd
    market: Market
    at: int
    offer: Offer
    km: Floats
    lacks: npt.NDArray[np.bool_]
    rare: Floats
    words: Floats
    skills: Floats
    near: list[tuple[Floats, float]]

    @classmethod
    def of(cls, crowd: Crowd, market: Market, at: int) -> "_Asked":
        """Looks every name up once, however many people have it."""
        offer, lexicon = market.offer(at), market.reader.lexicon
        asked = offer.vacancy.licences or frozenset()
        names = crowd.words.names
        return cls(
            crowd, market, at, offer,
            km=np.array([market.kilometres(place, at) for place in crowd.places.names.tolist()]),
            lacks=_each(crowd.licences, lambda told: bool(not_had(_licences(told), asked)), bool),
            rare=market.links.rarity(names),
            words=offer.bag.of(names),
            skills=_each(crowd.skills, _value_in(offer.facts.asks), float),
            near=[
                (_each(crowd.occupations, _near(lexicon.nearness, other), float), theirs)
                for other, theirs in offer.facts.occupations.items()
            ],
        )  # fmt: skip

    def fitting(self, rows: Rows, least: float) -> tuple[Rows, Floats]:
        """What costs most, the words, is only read of who can still reach that score."""
        rows = rows[self._allowed(rows)]
        points = {
            "words": np.zeros(len(rows)), "meaning": self._meaning(rows),
            "skills": self._skills(rows), "occupation": self._occupation(rows),
            "level": self._level(rows),
        }  # fmt: skip
        told = np.array([self.market.row(name, points[name]) for name in PARTS])
        most = self.market.weights.words + 10.0**-DECIMALS
        hopeful = np.flatnonzero(told.sum(axis=0) + most >= least)
        rows, told = rows[hopeful], told[:, hopeful]
        told[PARTS.index("words")] = self.market.row("words", self._words(rows))
        scores = np.round(told.sum(axis=0), DECIMALS)
        fits = scores >= least
        return rows[fits], scores[fits]

    def _allowed(self, rows: Rows) -> npt.NDArray[np.bool_]:
        """Who is there and breaks no limit; unknown never does."""
        vacancy, own = self.offer.vacancy, self.crowd.numbers[rows].T
        law = asked_by_law(vacancy)
        far = self.km[self.crowd.places.at[rows]]
        breaks = (far > own[people.KM]) | self.lacks[self.crowd.licences.at[rows]]
        if vacancy.hours.most is not None:
            breaks |= vacancy.hours.most < own[people.LEAST]
        if vacancy.hours.least is not None:
            breaks |= vacancy.hours.least > own[people.MOST]
        if law is not None:
            breaks |= law.level > own[people.LEVEL]
        if vacancy.irregular:
            breaks |= own[people.IRREGULAR] == 0
        allowed: npt.NDArray[np.bool_] = ~breaks & (self.crowd.changed[rows] != 0)
        return allowed

    def _meaning(self, rows: Rows) -> Floats:
        cosines = np.einsum("ij,j->i", self.crowd.meaning[rows], self.offer.meaning)
        parts: Floats = np.clip(cosines / FULL_MEANING, 0, 1).astype(float)
        return parts

    def _level(self, rows: Rows) -> Floats:
        vacancy = self.offer.vacancy
        asked = np.nan if vacancy.level is None else float(vacancy.level)
        beyond = self.crowd.numbers[rows, people.LEVEL] - asked
        return level_part(beyond, np.array(vacancy.is_learning))

    def _skills(self, rows: Rows) -> Floats:
        skills, total = self.crowd.skills, sum(self.offer.facts.asks.values())
        entries, owners = people.ranges(skills.starts, rows)
        found = skills.values[entries] * self.skills[skills.at[entries]]
        shares: Floats = np.bincount(owners, found, len(rows)) / (total or 1.0)
        return shares

    def _occupation(self, rows: Rows) -> Floats:
        """How near the nearest occupation is, as sure as both are read."""
        theirs = self.crowd.occupations
        entries, owners = people.ranges(theirs.starts, rows)
        found = np.zeros(len(rows))
        for near, sure in self.near:
            np.maximum.at(found, owners, theirs.values[entries] * near[theirs.at[entries]] * sure)
        return found

    def _words(self, rows: Rows) -> Floats:
        """As `Links.scores`: stems and letter groups of unit length, half of the weight each."""
        words = self.crowd.words
        entries, owners = people.ranges(words.starts, rows)
        at = words.at[entries]
        groups = 2 * owners + (words.names & np.uint64(STEM)).astype(np.int64)[at]
        weighed = words.values[entries] * self.rare[at]
        # Of nothing NumPy counts whole numbers.
        squares = np.bincount(groups, weighed * weighed, 2 * len(rows)).astype(np.float64)
        linked = np.flatnonzero(self.words[at])
        products = weighed[linked] * self.words[at[linked]]
        found = np.bincount(groups[linked], products, 2 * len(rows))
        scale = np.sqrt(np.divide(0.5, squares, out=np.zeros_like(squares), where=squares > 0))
        cosines = (found * scale).reshape(-1, 2).sum(axis=1).astype(np.float32)
        parts: Floats = np.clip(cosines / FULL_WORDS, 0, 1).astype(float)
        return parts


def _each(ragged: Ragged, value: Callable[[str], Any], kind: Any) -> npt.NDArray[Any]:
    return np.array([value(name) for name in ragged.names.tolist()], kind)


def _value_in(asks: Mapping[str, float]) -> Callable[[str], float]:
    return lambda key: asks.get(key, 0.0)


def _near(nearness: Callable[[str, str], float], other: str) -> Callable[[str], float]:
    return lambda key: nearness(key, other)


def _licences(told: str) -> frozenset[str] | None:
    return None if told == people.UNTOLD else frozenset(told.split())
