"""Which training brings most work within reach of somebody, computed with the matcher itself.

A training changes what somebody has: its skills, a driving licence, and a level in the occupations
that its diploma is for. Each vacancy gets the score that it would get then, with the words and the
meaning of what they told left as they are.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from werkcentrum.matching.facts import VacancyFacts
from werkcentrum.matching.flat import Profile
from werkcentrum.matching.limits import LIMITS, Limit
from werkcentrum.matching.scoring import DECIMALS, FITS, PARTS, Floats, Market, Person

WORTH: Final = 0.3
"""Below this score a vacancy is still far away, so that coming nearer does not count: of the
graded pairs (docs/match-quality.md) fewer than one in a hundred has grade 2 or 3."""

NEARER: Final = 0.01
"""So much more is seen: a score is told in whole hundredths."""

_DRIVING: Final = "rijbewijs-"


@dataclass(frozen=True)
class Course:
    """What a training gives: keys of skills, and the level of a diploma (VUM 1 to 6) or None.

    `occupations` are keys of those the diploma is for. Only there the level counts: a diploma of a
    cook of the same level lets nobody work as a nurse.
    """

    key: str
    skills: frozenset[str]
    level: int | None = None
    occupations: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Step:
    """A vacancy that comes nearer; `at` is its number in the market, `km` None when unknown.

    `lifts` is the limit that goes, licence or level.
    """

    at: int
    before: float
    after: float
    km: float | None
    lifts: Limit | None = None

    @property
    def order(self) -> tuple[float, int]:
        """Sorts the highest score first."""
        return (-self.after, self.at)


@dataclass(frozen=True)
class Gain:
    """What one training does, each list with the highest score first."""

    course: Course
    opened: tuple[Step, ...]
    nearer: tuple[Step, ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        """What is opened, and then what comes nearer."""
        return (*self.opened, *self.nearer)

    def without(self, at: int) -> "Gain":
        """The same, when one vacancy does not count."""
        opened = tuple(step for step in self.opened if step.at != at)
        return replace(
            self, opened=opened, nearer=tuple(step for step in self.nearer if step.at != at)
        )

    @property
    def order(self) -> tuple[int, float, str]:
        """Sorts the most useful first: vacancies opened, then all that scores rise together."""
        risen = sum(step.after - step.before for step in self.steps)
        return (-len(self.opened), -round(risen, DECIMALS), self.course.key)


class _Now:
    """Where somebody stands with every vacancy of a market, before any course."""

    def __init__(self, market: Market, person: Person) -> None:
        self.market, self.person = market, person
        self.rows = market.points(person)
        self.scores = np.round(self.rows.sum(axis=0), DECIMALS)
        self.limits, self.far = market.limits(person.profile)
        self._of_trade: dict[str, list[int]] = {}
        for at, facts in enumerate(market.facts):
            for key in surest(facts):
                self._of_trade.setdefault(key, []).append(at)

    def fits(self, at: int) -> bool:
        """Whether this vacancy fits."""
        return bool(self.limits[at] < 0 and self.scores[at] >= FITS)

    def steps(self, course: Course) -> Iterator[Step]:
        """Every vacancy that is allowed afterwards, and was not before or scores more."""
        scores, limits = self._after(course)
        rises = np.round(scores - self.scores, DECIMALS) >= NEARER
        is_lifted = self.limits >= 0
        for at in np.flatnonzero((scores >= WORTH) & (limits < 0) & (rises | is_lifted)).tolist():
            far = float(self.far[at])
            yield Step(
                at, float(self.scores[at]), float(scores[at]), None if math.isnan(far) else far,
                LIMITS[self.limits[at]] if is_lifted[at] else None,
            )  # fmt: skip

    def _after(self, course: Course) -> tuple[Floats, npt.NDArray[np.int8]]:
        """Arrays (vacancies,): the score of each, and the place in `LIMITS` of what it breaks."""
        market, then = self.market, trained(self.person, course)
        rows, limits = self.rows.copy(), self.limits
        rows[PARTS.index("skills")] = market.row("skills", market.covered(then.facts.skills))
        if then.profile != self.person.profile:
            limits, _far = market.limits(then.profile)
        at = sorted({at for key in course.occupations for at in self._of_trade.get(key, ())})
        if at and course.level is not None:
            skilled = trained(self.person, course, has_level=True).profile
            limits = limits.copy()
            limits[at] = market.limits(skilled)[0][at]
            rows[PARTS.index("level"), at] = market.row("level", market.fitting(skilled.level))[at]
        return np.round(rows.sum(axis=0), DECIMALS), limits


def gains(market: Market, person: Person, courses: Sequence[Course]) -> list[Gain]:
    """What each course does, the most useful first; those that do nothing are left out.

    A vacancy is opened when it fits afterwards and did not before. It comes nearer when its score
    rises otherwise. Distance, hours and irregular work no course changes.
    """
    now = _Now(market, person)
    found = []
    for course in courses:
        steps = sorted(now.steps(course), key=lambda one: one.order)
        opened = tuple(one for one in steps if one.after >= FITS and not now.fits(one.at))
        nearer = tuple(one for one in steps if one not in opened)
        if steps:
            found.append(Gain(course, opened, nearer))
    return sorted(found, key=lambda gain: gain.order)


def trained(person: Person, course: Course, *, has_level: bool = False) -> Person:
    """Somebody as they would be afterwards; `has_level`: for work that the diploma is for."""
    reached = course.level if has_level else None
    skills = {**person.facts.skills, **dict.fromkeys(course.skills, 1.0)}
    ready = replace(
        person.ready, profile=_profile(person.profile, course, reached),
        facts=replace(person.facts, skills=skills),
    )  # fmt: skip
    return replace(person, ready=ready)


def surest(vacancy: VacancyFacts) -> list[str]:
    """The occupations that a vacancy most surely is; none when none was read."""
    most = max(vacancy.occupations.values(), default=0.0)
    return [key for key, sure in vacancy.occupations.items() if sure == most]


def _profile(profile: Profile, course: Course, reached: int | None) -> Profile:
    """With the driving licences of the course, and a level; what is unknown stays unknown."""
    licences, level = profile.licences, profile.level
    given = {
        key.removeprefix(_DRIVING).upper() for key in course.skills if key.startswith(_DRIVING)
    }
    if licences is not None:
        licences = licences | given
    if level is not None and reached is not None:
        level = max(level, reached)
    return replace(profile, licences=licences, level=level)
