"""What the vacancies of a region ask, beside what is taught there and who looks for work."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from werkcentrum.core.memory import Fragments
from werkcentrum.matching.learning import surest
from werkcentrum.matching.market import Kept, market_of
from werkcentrum.partners.models import Organisation, Region
from werkcentrum.profiles.models import ProfileFacts
from werkcentrum.skills.queries import occupation_codes
from werkcentrum.training.demand import Demand, asked_in, demands, most_asked, taught_by_nobody
from werkcentrum.training.groups import attitudes, group_of
from werkcentrum.training.models import PeopleLooking, Training
from werkcentrum.training.queries import labels_of, offered_now, skill_labels
from werkcentrum.training.tension import FEWEST, Overview, overview

MOST_SHOWN: Final = 12


@dataclass(frozen=True)
class Named:
    """A skill or occupation by its name, with how many vacancies ask it and trainings teach it."""

    label: str
    vacancies: int
    trainings: int = 0


@dataclass(frozen=True)
class School:
    """A school with what it teaches that is asked most, and what nobody in the region teaches."""

    organisation: Organisation
    trainings: list[Any]
    asked: list[Named]
    missing: list[Named]
    vacancies: int


@dataclass(frozen=True)
class Promising:
    """The groups that may be told of, and the occupations with most vacancies.

    `counted_on`: the day, of people `people_on` (None when nobody counted those); `waiting`:
    vacancies that nobody could read yet.
    """

    found: Overview
    occupations: list[Named]
    counted_on: date
    people_on: date | None
    waiting: int


def asked_of(region: Region, training: Training, *, today: date) -> list[Named]:
    """Of every skill that a training teaches how many vacancies in the region ask it."""
    often = Counter(skill for skills in _asked(region, today) for skill in skills)
    labels = labels_of([training])
    return [Named(labels[key], often[key]) for key in training.skills if key in labels]


def schools_of(region: Region, *, today: date) -> list[tuple[Organisation, int]]:
    """Who teaches something that one can still begin with, and how many trainings."""
    often = Counter(row.provider_id for row in offered_now(region, today))
    rows = Organisation.objects.filter(pk__in=list(often)).order_by("name", "pk")
    return [(row, often[row.pk]) for row in rows]


def missing_in(region: Region, *, today: date) -> tuple[list[Named], int]:
    """What the region asks and nobody teaches, most asked first, and of how many vacancies."""
    asked = _asked(region, today)
    found = demands(asked, (row.skills for row in offered_now(region, today)))
    return _named(taught_by_nobody(found)), len(asked)


def school_of(region: Region, key: str, *, today: date) -> School | None:
    """What one school does for the region; None when it teaches nothing."""
    rows = offered_now(region, today)
    own = [row for row in rows if row.provider.key == key]
    if not own:
        return None
    asked = _asked(region, today)
    found = demands(asked, (row.skills for row in rows))
    taught = {skill for row in own for skill in row.skills}
    return School(
        own[0].provider, own, _named(most_asked(found, taught)), _named(taught_by_nobody(found)),
        len(asked),
    )  # fmt: skip


def promising_in(region: Region, *, today: date) -> Promising:
    """By group of occupations the vacancies of now, and the people who were told last."""
    kept = market_of(region, on=today)
    told = list(PeopleLooking.objects.filter(region=region).order_by("group"))
    people_on = max((row.on for row in told), default=None)
    return _counted.get(
        (region.pk, kept.edition, kept.waiting, people_on), lambda: _count(kept, told, today)
    )


def looking_for(region: Region, *, today: date) -> Counter[str]:
    """By group how many people with a profile want to work in it. Reads facts only."""
    groups, found = _groups(), Counter[str]()
    rows = ProfileFacts.objects.filter(region=region).kept_on(today).order_by("pk")
    for row in rows.iterator(1_000):
        wishes = row.known.wishes
        found.update({groups[one.occupation] for one in wishes if one.occupation in groups})
    return found


_counted = Fragments(64)


def _count(kept: Kept, told: Sequence[PeopleLooking], today: date) -> Promising:
    jobs = [min(keys) for keys in map(surest, kept.market.facts) if keys]
    groups = _groups()
    vacancies = Counter(groups[key] for key in jobs if key in groups)
    labels = skill_labels()
    often = Counter(key for key in jobs if key in labels)
    common = [Named(labels[key], count) for key, count in often.items() if count >= FEWEST]
    common.sort(key=lambda one: (-one.vacancies, one.label))
    return Promising(
        overview(vacancies, {row.group: row.count for row in told}),
        common[:MOST_SHOWN],
        counted_on=today,
        people_on=max((row.on for row in told), default=None),
        waiting=kept.waiting,
    )


def _groups() -> Mapping[str, str]:
    """The group of each occupation by key, of our list and of what was imported."""
    found = {key: group_of(*codes) for key, codes in occupation_codes().items()}
    return {key: group for key, group in found.items() if group}


def _asked(region: Region, today: date) -> list[frozenset[str]]:
    """Of each vacancy on the website what it asks; kept until one changes."""
    kept = market_of(region, on=today)
    found: list[frozenset[str]] = _skills.get(
        (region.pk, kept.edition, kept.waiting), lambda: asked_in(kept.market, attitudes())
    )
    return found


_skills = Fragments(8)


def _named(found: Iterable[Demand]) -> list[Named]:
    labels = skill_labels()
    known = [one for one in found if one.skill in labels]
    return [Named(labels[one.skill], one.vacancies, one.trainings) for one in known[:MOST_SHOWN]]
