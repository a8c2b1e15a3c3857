"""Which training or place to learn brings somebody most work within reach, and which work."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np

from werkcentrum.matching.learning import Course, Gain, Step, gains
from werkcentrum.matching.limits import kilometres
from werkcentrum.matching.market import market_of
from werkcentrum.matching.people import profile_of
from werkcentrum.matching.queries import weights_in_force
from werkcentrum.matching.scoring import Market, Person
from werkcentrum.matching.wording import percent
from werkcentrum.partners.models import Region
from werkcentrum.partners.queries import postcode_points
from werkcentrum.profiles.facts import Facts
from werkcentrum.training import queries
from werkcentrum.training.models import Proof, Training
from werkcentrum.training.queries import offered
from werkcentrum.vacancies.models import Vacancy

MOST_SHOWN: Final = 10
_MOST_WORK: Final = 5


@dataclass(frozen=True)
class Work:
    """A vacancy that comes nearer; scores as people read them, `km` None when unknown.

    `lifts`: "licence" or "level" when that was what stood in the way.
    """

    vacancy: Vacancy
    before: str
    after: str
    km: int | None
    lifts: str | None


@dataclass(frozen=True)
class Advice:
    """A training, or a vacancy where one learns, with what it does for somebody.

    `skills`: names of what somebody learns there and does not surely have. `work`: what is opened,
    and after that what comes nearer, of each the best.
    """

    training: Any
    place: Vacancy | None
    facts: list[str]
    skills: list[str]
    opened: int
    nearer: int
    work: list[Work]


@dataclass(frozen=True)
class Advised:
    """Trainings and places to learn, the most useful first; `too_far`: trainings left out for it.

    `km`: how far somebody wants to travel, None when they did not say.
    """

    trainings: list[Advice]
    places: list[Advice]
    km: int | None
    too_far: int
    waiting: int


def advice(region: Region, facts: Facts, *, today: date, is_ranked: bool = True) -> Advised:
    """What helps somebody most, computed with the matcher. Reads facts only, keeps nothing.

    Not ranked, everything that helps stands in the order of its name.
    """
    kept = market_of(region, on=today)
    market = kept.market.weighed(weights_in_force(region, today))
    person = market.person(profile_of(facts))
    rows = list(offered(region, today))
    near = {str(row.pk): row for row in _near(rows, facts)}
    best = gains(market, person, [_course(row, market) for row in near.values()])
    learning = _learning_gains(market, person)
    if is_ranked:
        best, learning = best[:MOST_SHOWN], learning[:MOST_SHOWN]
    told = _Telling(market, person, _vacancies(market, [*best, *learning]), queries.skill_labels())
    trainings = [told.advice(gain, training=near[gain.course.key]) for gain in best]
    places = [
        told.advice(gain, place=told.vacancies[gain.course.key])
        for gain in learning if gain.course.key in told.vacancies
    ]  # fmt: skip
    if not is_ranked:
        trainings.sort(key=lambda one: str(one.training.name))
        places.sort(key=lambda one: one.place.title if one.place else "")
    return Advised(trainings, places, facts.km, len(rows) - len(near), kept.waiting)


@dataclass(frozen=True)
class _Telling:
    """Says what a gain is for one person; `vacancies` by key, and the `labels` of skills."""

    market: Market
    person: Person
    vacancies: Mapping[str, Vacancy]
    labels: queries.Labels

    def advice(
        self, gain: Gain, *, training: Training | None = None, place: Vacancy | None = None
    ) -> Advice:
        """What one training or place to learn does."""
        has = self.person.facts.skills
        new = [
            self.labels[key] for key in sorted(gain.course.skills)
            if key in self.labels and has.get(key, 0.0) < 1
        ]  # fmt: skip
        keys = ((self.market.vacancies[step.at].key, step) for step in gain.steps[:_MOST_WORK])
        work = [_work(self.vacancies[key], step) for key, step in keys if key in self.vacancies]
        facts = queries.when_and_price(training) if training else []
        return Advice(training, place, facts, new, len(gain.opened), len(gain.nearer), work)


def _course(training: Training, market: Market) -> Course:
    """What it gives; what its diploma is for is read in its name."""
    key, skills = str(training.pk), frozenset(training.skills)
    if not training.level or training.proof != Proof.DIPLOMA:
        return Course(key, skills)
    named = (one.concept for one in market.reader.lexicon.find(training.name))
    trades = frozenset(concept.key for concept in named if concept.kind == "occupation")
    return Course(key, skills, int(training.level), trades)


def _near(rows: Sequence[Training], facts: Facts) -> list[Training]:
    """Those not surely further than somebody wants to travel; online is near everybody."""
    points = postcode_points()
    here = points.get(facts.postcode4)
    if here is None or facts.km is None:
        return list(rows)
    return [
        row for row in rows
        if row.is_online or not _is_beyond(here, points.get(row.postcode4), facts.km)
    ]  # fmt: skip


def _is_beyond(here: tuple[float, float], there: tuple[float, float] | None, most: int) -> bool:
    return there is not None and float(kilometres(here, np.array([there]))[0]) > most


def _learning_gains(market: Market, person: Person) -> list[Gain]:
    """What a vacancy where one learns does for other vacancies, when it is possible itself."""
    limits, _far = market.limits(person.profile)
    courses = {
        vacancy.key: (at, Course(vacancy.key, frozenset(market.facts[at].asks)))
        for at, vacancy in enumerate(market.vacancies)
        if vacancy.is_learning and limits[at] < 0
    }
    found = gains(market, person, [course for _at, course in courses.values()])
    others = (gain.without(courses[gain.course.key][0]) for gain in found)
    return sorted((gain for gain in others if gain.steps), key=lambda gain: gain.order)


def _work(vacancy: Vacancy, step: Step) -> Work:
    km = None if step.km is None else round(step.km)
    return Work(vacancy, percent(step.before), percent(step.after), km, step.lifts)


def _vacancies(market: Market, found: Iterable[Gain]) -> dict[str, Vacancy]:
    """The vacancies that are shown, by key. One query."""
    keys = {
        market.vacancies[step.at].key for gain in found for step in gain.steps[:_MOST_WORK]
    } | {gain.course.key for gain in found}  # fmt: skip
    rows = Vacancy.objects.filter(pk__in=keys).order_by("pk")
    return {str(row.pk): row for row in rows}
