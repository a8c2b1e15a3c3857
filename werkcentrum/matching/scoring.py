"""The score of every vacancy for one person: five parts, each 0 to 1, added with fixed weights.

A score is absolute: it does not depend on what else is offered, apart from how rare words are.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from werkcentrum.matching.facts import PersonFacts, VacancyFacts
from werkcentrum.matching.flat import Profile, Vacancy
from werkcentrum.matching.limits import LIMITS, Limit, Offered, Point, kilometres
from werkcentrum.matching.links import Bag, Links
from werkcentrum.matching.preparing import Offer, Preparer, Seeker

Floats: TypeAlias = npt.NDArray[np.float64]
Numbers: TypeAlias = npt.NDArray[np.intp]

FULL_WORDS: Final = 0.4
"""Cosine of words that counts as all: one in two hundred pairs has more."""

FULL_MEANING: Final = 0.7
"""The same for the cosine of meaning."""

FITS: Final = 0.5
"""From this score on a vacancy fits somebody: of 74 graded pairs of ours with as much or more 63
have grade 2 or 3, and of 27 others 21 (docs/match-quality.md)."""

DECIMALS: Final = 4
MANY: Final = 2_000
"""Of more vacancies than this the meaning is only computed where it can still matter."""

A_PART: Final = 1_000
"""So many vacancies are made ready at once: more are no faster, and take more memory."""

_TRIED: Final = 8  # as many as are asked for are tried first
EMPTY: Final[Mapping[Vacancy, Offer]] = MappingProxyType({})
_ABOVE: Final = 0.2  # less for each level that somebody has beyond what is asked
_BELOW: Final = 0.75  # and for each that is short: no limit, as the law does not ask it


@dataclass(frozen=True)
class Weights:
    """How much each part weighs; together 1. `version` changes whenever one does."""

    version: str = "2026-1"
    words: float = 0.35
    meaning: float = 0.35
    skills: float = 0.15
    occupation: float = 0.1
    level: float = 0.05


PARTS: Final = tuple(one.name for one in fields(Weights) if one.name != "version")


@dataclass(frozen=True)
class Person:
    """Somebody in a market; `query`: their words, weighed as those of its vacancies.

    `grown`: by one more skill, who they would be with it; kept since many vacancies ask the same.
    Somebody else by `replace` begins without.
    """

    ready: Seeker
    query: Bag
    grown: dict[str, "Person"] = field(default_factory=dict, init=False, compare=False)

    @property
    def profile(self) -> Profile:
        """What is known of them."""
        return self.ready.profile

    @property
    def facts(self) -> PersonFacts:
        """What was read of that."""
        return self.ready.facts


@dataclass(frozen=True)
class Match:
    """A vacancy with the points of each part, rounded: together they are the score."""

    at: int
    vacancy: Vacancy
    points: Mapping[str, float]
    km: float | None

    @property
    def score(self) -> float:
        """0 to 1."""
        return round(sum(self.points.values()), DECIMALS)


class Excluded(Sequence[tuple[Vacancy, Limit]]):
    """What the limits left out; of many thousands each is only made when somebody asks for it."""

    def __init__(self, vacancies: Sequence[Vacancy], limits: npt.NDArray[np.int8]) -> None:
        """`limits` (vacancies,): the place in `LIMITS` of what each breaks, or -1."""
        self._vacancies = vacancies
        self._limits = limits
        self._at = np.flatnonzero(limits >= 0)

    def counts(self) -> dict[Limit, int]:
        """How many each limit left out, of those that left out any."""
        counted = np.bincount(self._limits[self._at], minlength=len(LIMITS)).tolist()
        return {name: count for name, count in zip(LIMITS, counted, strict=True) if count}

    def places(self) -> Iterator[tuple[int, Limit]]:
        """The number of each vacancy with its limit: of many much sooner than one by one."""
        found = zip(self._at.tolist(), self._limits[self._at].tolist(), strict=True)
        return ((at, LIMITS[limit]) for at, limit in found)

    def __len__(self) -> int:
        return len(self._at)

    def __getitem__(self, number: Any) -> Any:
        if isinstance(number, slice):
            return [self[one] for one in range(*number.indices(len(self)))]
        at = int(self._at[number])
        return self._vacancies[at], LIMITS[self._limits[at]]


@dataclass(frozen=True)
class Outcome:
    """The best vacancies, best first, and what the hard limits left out."""

    results: Sequence[Match]
    excluded: Excluded


class Market:
    """Vacancies in which to find those that fit somebody."""

    def __init__(
        self,
        vacancies: Sequence[Vacancy],
        preparer: Preparer,
        points: Mapping[str, Point],
        weights: Weights = Weights(),
        *,
        known: Mapping[Vacancy, Offer] = EMPTY,
        told: Callable[[int], None] = lambda number: None,
    ) -> None:
        """`points`: where a four-digit postcode lies. Those not in `known` take 2 to 5 ms each;
        `told` is called with how many are ready, once every `A_PART`."""
        self.vacancies = vacancies
        self.numbers = {vacancy.key: at for at, vacancy in enumerate(vacancies)}
        self.preparer = preparer
        self.reader = preparer.reader
        self.weights = weights
        self.facts: list[VacancyFacts] = []
        self._meanings = np.zeros((len(vacancies), preparer.embedder.width), np.float32)
        self.links = Links(self._kept(known, told))
        self._points = points
        unknown = (np.nan, np.nan)
        places = [points.get(one.postcode4, unknown) for one in vacancies]
        self._places = np.array(places).reshape(-1, 2)
        self._offered = Offered(vacancies)
        self._levels = np.array([vacancy.level or np.nan for vacancy in vacancies])
        self._learning = np.array([vacancy.is_learning for vacancy in vacancies], bool)
        self._asks = _by_key([facts.asks for facts in self.facts])
        self._asked = np.array([sum(facts.asks.values()) for facts in self.facts])
        self._occupations = _by_key([facts.occupations for facts in self.facts])

    def _kept(self, known: Mapping[Vacancy, Offer], told: Callable[[int], None]) -> Iterator[Bag]:
        """The words of each vacancy, one by one: all of them would take more than is kept. The
        rest of it is put in its place."""
        for first in range(0, len(self.vacancies), A_PART):
            part = self.vacancies[first : first + A_PART]
            new = [vacancy for vacancy in part if vacancy not in known]
            made = dict(zip(new, self.preparer.offers(new), strict=True))
            for at, vacancy in enumerate(part, start=first):
                offer = made.get(vacancy) or known[vacancy]
                self.facts.append(offer.facts)
                self._meanings[at] = offer.meaning
                yield offer.bag
            told(len(self.facts))

    def person(self, profile: Profile) -> Person:
        """A profile made ready for these vacancies. Takes about 15 ms."""
        return self.welcome(self.preparer.seeker(profile))

    def welcome(self, seeker: Seeker) -> Person:
        """Somebody who was made ready before. Takes a fraction of a millisecond."""
        return Person(seeker, self.links.query(seeker.bag))

    def weighed(self, weights: Weights) -> "Market":
        """The same vacancies with other weights; costs nothing."""
        other = copy(self)
        other.weights = weights
        return other

    def only(self, at: int) -> "Market":
        """One of the vacancies, scored as it is among all of them."""
        other = copy(self)
        other.vacancies, other.facts = [self.vacancies[at]], [self.facts[at]]
        other.numbers = {self.vacancies[at].key: 0}
        other.links = self.links.only(at)
        other._meanings, other._places = self._meanings[[at]], self._places[[at]]
        other._levels, other._learning = self._levels[[at]], self._learning[[at]]
        other._asked = self._asked[[at]]
        other._offered = Offered(other.vacancies)
        other._asks = _by_key([self.facts[at].asks])
        other._occupations = _by_key([self.facts[at].occupations])
        return other

    def offer(self, at: int) -> Offer:
        """One of the vacancies as it was made ready, its words weighed as they are here."""
        return Offer(self.vacancies[at], self.facts[at], self.links.bag(at), self._meanings[at])

    def kilometres(self, postcode4: str, at: int) -> float:
        """From the middle of a postcode to one of the vacancies; NaN where unknown."""
        return float(kilometres(self._points.get(postcode4), self._places[[at]])[0])

    def match(self, person: Person, top: int, *, is_ranked: bool = True) -> Outcome:
        """The best `top` vacancies that break no limit; of the same score the first.

        Not ranked, they stay in the order of the vacancies.
        """
        limits, far = self.limits(person.profile)
        allowed = np.flatnonzero(limits < 0)
        told = self._without_meaning(person)
        if not is_ranked:
            allowed = allowed[:top]
        elif len(allowed) > MANY:
            allowed = self._hopeful(person, told, allowed, top)
        points = self._with_meaning(person, told, allowed)
        order = np.arange(len(allowed))
        if is_ranked:
            order = np.argsort(-np.round(points.sum(axis=0), DECIMALS), kind="stable")
        results = [
            self._found(at, points[:, number], float(far[at]))
            for number, at in zip(order[:top].tolist(), allowed[order[:top]].tolist(), strict=True)
        ]
        return Outcome(results, Excluded(self.vacancies, limits))

    def limits(self, profile: Profile) -> tuple[npt.NDArray[np.int8], Floats]:
        """Two arrays (vacancies,): the place in `LIMITS` of the limit that each breaks or -1, and
        kilometres, NaN where unknown."""
        far = kilometres(self._points.get(profile.postcode4), self._places)
        return self._offered.broken(profile, far), far

    def one(self, person: Person, at: int) -> tuple[Match, Limit | None]:
        """How one vacancy fits somebody, also when it breaks a limit: the first that it breaks."""
        limits, far = self.limits(person.profile)
        points = self._with_meaning(person, self._without_meaning(person), np.array([at]))
        found = self._found(at, points[:, 0], float(far[at]))
        return found, LIMITS[limits[at]] if limits[at] >= 0 else None

    def points(self, person: Person) -> Floats:
        """Array (parts, vacancies): weight times part, rounded."""
        return self._with_meaning(
            person, self._without_meaning(person), np.arange(len(self.vacancies))
        )

    def _without_meaning(self, person: Person) -> Floats:
        """The same with 0 for meaning, which costs most."""
        parts = {
            "words": np.clip(self.links.scores(person.query) / FULL_WORDS, 0, 1),
            "meaning": np.zeros(len(self.vacancies)),
            "skills": self.covered(person.facts.skills),
            "occupation": self._near(person.facts.occupations),
            "level": self.fitting(person.profile.level),
        }
        return np.array([self.row(name, parts[name]) for name in PARTS])

    def row(self, name: str, part: Floats) -> Floats:
        """Array (vacancies,): the weight of a part times that part, rounded."""
        weighed: Floats = np.round(getattr(self.weights, name) * part.astype(float), DECIMALS)
        return weighed

    def _with_meaning(self, person: Person, told: Floats, at: Numbers) -> Floats:
        """Array (parts, at): the points of these vacancies."""
        # Row by row, so that the last digit is the same whichever others are computed with it.
        cosines = np.einsum("ij,j->i", self._meanings[at], person.ready.meaning)
        parts = np.clip(cosines / FULL_MEANING, 0, 1).astype(float)
        points = told[:, at]
        points[PARTS.index("meaning")] = np.round(self.weights.meaning * parts, DECIMALS)
        return points

    def _hopeful(self, person: Person, told: Floats, allowed: Numbers, top: int) -> Numbers:
        """Those of the allowed that can be among the best `top`, even with all points of meaning.

        Some that are good without it give `top` scores; who cannot reach the lowest of them falls
        away. Nothing that belongs in the list is lost.
        """
        cheap = told[:, allowed].sum(axis=0)
        likely = np.argpartition(-cheap, min(top * _TRIED, len(cheap) - 1))[: top * _TRIED]
        scores = np.sort(self._with_meaning(person, told, allowed[likely]).sum(axis=0))
        lowest = scores[-top] if len(scores) >= top else 0.0
        most = round(self.weights.meaning, DECIMALS)
        hopeful: Numbers = allowed[cheap + most >= lowest - 10.0**-DECIMALS]
        return hopeful

    def _found(self, at: int, points: Floats, km: float) -> Match:
        own = {name: float(part) for name, part in zip(PARTS, points, strict=True)}
        return Match(at, self.vacancies[at], own, None if math.isnan(km) else km)

    def covered(self, skills: Mapping[str, float]) -> Floats:
        """Array (vacancies,): the share of what is asked that somebody has; 0 if nothing is."""
        found = np.zeros(len(self.vacancies))
        for key, sure in skills.items():
            if key in self._asks:
                owners, asked = self._asks[key]
                found[owners] += sure * asked
        shares: Floats = np.divide(found, self._asked, out=found * 0, where=self._asked > 0)
        return shares

    def _near(self, occupations: Mapping[str, float]) -> Floats:
        """Array (vacancies,): how near the nearest occupation is, as sure as both are read."""
        found = np.zeros(len(self.vacancies))
        for key, sure in occupations.items():
            for other, (owners, theirs) in self._occupations.items():
                if nearness := self.reader.lexicon.nearness(key, other):
                    found[owners] = np.maximum(found[owners], sure * nearness * theirs)
        return found

    def fitting(self, level: int | None) -> Floats:
        """Array (vacancies,): 1 for the level that is asked or when one of both is unknown.

        Whoever learns on the job begins below their level: that is no worse.
        """
        return level_part((np.nan if level is None else level) - self._levels, self._learning)


def level_part(beyond: Floats, is_learning: npt.NDArray[np.bool_]) -> Floats:
    """1 for who has the level that is asked; less for each level beyond it, and below. NaN is
    unknown, and as good."""
    beyond = np.nan_to_num(beyond)
    above = np.where(is_learning, 0, np.maximum(beyond, 0))
    fitting: Floats = np.clip(1 - _ABOVE * above - _BELOW * np.maximum(-beyond, 0), 0, 1)
    return fitting


def missing(person: PersonFacts, vacancy: VacancyFacts) -> Iterator[tuple[str, float]]:
    """Skills that are asked and that somebody does not surely have, with what each would add to
    the share that is covered, most first."""
    total = sum(vacancy.asks.values())
    short = {
        key: asked * (1 - person.skills.get(key, 0.0)) / total
        for key, asked in vacancy.asks.items()
    }
    yield from sorted(short.items(), key=lambda one: (-one[1], one[0]))


def _by_key(
    rows: Sequence[Mapping[str, float]],
) -> dict[str, tuple[npt.NDArray[np.int64], Floats]]:
    """For every key the numbers of the rows that have it, with their values."""
    found: dict[str, tuple[list[int], list[float]]] = {}
    for number, row in enumerate(rows):
        for key, value in row.items():
            owners, values = found.setdefault(key, ([], []))
            owners.append(number)
            values.append(value)
    return {
        key: (np.array(owners, np.int64), np.array(values))
        for key, (owners, values) in found.items()
    }
