"""Which stored profiles fit a vacancy: by the ids of their facts, never whose they are.

Nothing of anybody stays in the memory of who asks. The worker keeps people ready on disk
(`crowd_keeping`); who changed since is read anew, and the database says who is still there.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef

from werkcentrum.core.refusal import Refusal
from werkcentrum.matching import crowd
from werkcentrum.matching.crowd_keeping import AT_ONCE, Kept, changed_lately, crowd_of, read
from werkcentrum.matching.crowd_scoring import fitting
from werkcentrum.matching.market import market_of, preparer
from werkcentrum.matching.models import ReadyProfile
from werkcentrum.matching.people import offer_of, profile_of
from werkcentrum.matching.preparing import Seeker
from werkcentrum.matching.queries import weights_in_force
from werkcentrum.matching.reading import only_what_matching_reads
from werkcentrum.matching.rules import not_ready, people_not_ready
from werkcentrum.matching.scoring import FITS, Market
from werkcentrum.partners.models import Region
from werkcentrum.profiles.models import ProfileFacts
from werkcentrum.vacancies.models import Vacancy

_CHECKED_AT_ONCE: Final = 5_000  # SQLite takes no more than 32,766 values in a query


@dataclass(frozen=True)
class Fitting:
    """Facts of somebody whom a vacancy fits, with their score of 0 to 1."""

    facts: UUID
    score: float


@only_what_matching_reads()
def fitting_people(vacancy: Vacancy, *, today: date) -> list[Fitting] | Refusal:
    """Who has a score of at least `FITS` and no limit that breaks, best first.

    Everybody whose profile is kept, without who wants no order: a machine does not choose them
    either. Refused while the vacancy is not ready or not on the website, or people are not.
    """
    region = vacancy.region
    market = market_of(region, on=today).market.weighed(weights_in_force(region, today))
    at = market.numbers.get(str(vacancy.pk))
    if at is None or market.vacancies[at] != offer_of(vacancy):
        return not_ready()
    kept = crowd_of(region, preparer())
    late = changed_lately(region, kept, today=today)
    if late is None:
        return people_not_ready()
    found = _still_there(region, today, _scores(kept, late, market, at))
    return sorted(found, key=lambda one: (-one.score, str(one.facts)))


def unready(region: Region, *, today: date) -> Iterator[tuple[ProfileFacts, Seeker]]:
    """Stored profiles whose meaning is not kept yet, or not of what they say now, made ready."""
    kept = ReadyProfile.objects.filter(
        facts=OuterRef("pk"), version=preparer().version, changed_at=OuterRef("changed_at")
    )
    rows = ProfileFacts.objects.kept_on(today).filter(~Exists(kept), region=region)
    for row in rows.order_by("pk").iterator(AT_ONCE):
        yield row, preparer().seeker(profile_of(row.known))


def _scores(
    kept: Kept | None, late: Sequence[UUID], market: Market, at: int
) -> dict[UUID, tuple[int, float]]:
    """By id of the facts when those changed (`crowd.moment`) and what they score."""
    new = read(late, preparer())
    crowds = ([kept.people] if kept else []) + ([crowd.packed(new)] if new else [])
    found: dict[UUID, tuple[int, float]] = {}
    for one in crowds:
        rows, scores = fitting(one, market, at, least=FITS)
        for (key, changed), score in zip(crowd.keys(one, rows), scores.tolist(), strict=True):
            found[key] = changed, score
    return found


def _still_there(
    region: Region, today: date, found: Mapping[UUID, tuple[int, float]]
) -> Iterator[Fitting]:
    """Those whose facts are kept, as they are now, and who want an order."""
    stored = ProfileFacts.objects.kept_on(today).filter(region=region, is_ranked=True).order_by()
    keys = list(found)
    for first in range(0, len(keys), _CHECKED_AT_ONCE):
        rows = stored.filter(pk__in=keys[first : first + _CHECKED_AT_ONCE])
        for key, changed in rows.values_list("pk", "changed_at"):
            moment, score = found[key]
            if crowd.moment(changed) == moment:
                yield Fitting(key, score)
