"""The list of a stored profile, as it is computed, and as it stands after what people did.

Reads the facts of the profile, and never whose they are.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
from django.db.models import Q

from werkcentrum.matching.explaining import reasons, why
from werkcentrum.matching.limits import LIMITS, Offered, kilometres
from werkcentrum.matching.market import market_of, software
from werkcentrum.matching.models import MatchRun, RunStep
from werkcentrum.matching.people import offer_of, profile_of
from werkcentrum.matching.queries import LIMIT_NAMES, rows_of, weights_in_force
from werkcentrum.matching.rules import decided, in_order
from werkcentrum.matching.scoring import Market, Match, Person
from werkcentrum.matching.wording import percent, read, stored
from werkcentrum.partners.models import Region
from werkcentrum.partners.queries import postcode_points
from werkcentrum.profiles.models import ProfileFacts
from werkcentrum.vacancies.models import Vacancy
from werkcentrum.vacancies.search_queries import on_the_website

LISTED: Final = 20
_MOST_WORDS: Final = 6


@dataclass(frozen=True)
class RunLine:
    """A vacancy in a list as it stands. `computed` is None when it was not computed.

    `broken`: of one that somebody added the limit that it breaks, in words, or ''.
    """

    vacancy: Vacancy
    computed: dict[str, Any] | None
    is_first: bool
    is_last: bool
    score: str
    share: int
    why: str
    is_added: bool
    broken: str


def computed(facts: ProfileFacts, steps: Sequence[RunStep], *, today: date) -> dict[str, Any]:
    """What a new `MatchRun` of these facts holds, without who made it and when.

    It goes on until there are `LISTED` that these steps do not leave out.
    """
    kept = market_of(facts.region, on=today)
    market = kept.market.weighed(weights_in_force(facts.region, today))
    known = facts.known
    person = market.person(profile_of(known))
    hidden = _decided(steps, RunStep.Kind.HIDE).intersection(market.numbers)
    outcome = market.match(person, LISTED + len(hidden), is_ranked=facts.is_ranked)
    return {
        "software": software(market.preparer),
        "weights": market.weights.version,
        "input_digest": known.digest,
        "vacancy_count": len(market.vacancies),
        "filters": {
            "km": known.km, "hours_min": known.hours_min, "hours_max": known.hours_max,
            "licences": known.licences, "level": known.level, "irregular": known.irregular,
        },
        "excluded": outcome.excluded.counts(),
        "results": [_line(market, person, match) for match in _listed(outcome.results, hidden)],
        "is_ranked": facts.is_ranked,
    }  # fmt: skip


def last_run(facts: ProfileFacts) -> MatchRun | None:
    """The list that counts."""
    rows = MatchRun.objects.filter(facts=facts).select_related("facts__region")
    return rows.order_by("-made_at", "-id").first()


def steps_of(run: MatchRun) -> list[RunStep]:
    """What people did with a list, in order."""
    return list(run.steps.select_related("vacancy").order_by("at", "id"))


def last_steps(facts: ProfileFacts) -> list[RunStep]:
    """What people did with the list that counts, in order; what that list holds is not read."""
    newest = MatchRun.objects.filter(facts=facts).order_by("-made_at", "-id")[:1]
    rows = RunStep.objects.filter(run=newest).select_related("run").defer("run__results")
    return list(rows.order_by("at", "id"))


def lines_of(run: MatchRun, steps: Sequence[RunStep], *, today: date) -> list[RunLine]:
    """A list as it stands after these steps, without vacancies that went from the website."""
    by_key = {line["vacancy"]: line for line in run.results}
    order = in_order(run.computed, steps)
    rows = rows_of(order)
    there = [key for key in order if key in rows and rows[key].is_published(today)]
    added = _decided(steps, RunStep.Kind.ADD).intersection(there)
    broken = _broken(run.facts, [rows[key] for key in added])
    return [
        _shown(rows[key], by_key.get(key), at, len(there), broken.get(key))
        for at, key in enumerate(there)
    ]


def published(region: Region, words: str, *, today: date) -> list[Vacancy]:
    """Vacancies on the website with these words in their title or employer, the newest first."""
    rows = on_the_website(region)
    for word in words.split()[:_MOST_WORDS]:
        rows = rows.filter(Q(title__icontains=word) | Q(employer_name__icontains=word))
    found = rows.order_by("-published_at", "-pk")[: 2 * LISTED]
    return [row for row in found if row.is_published(today)][:LISTED]


def _decided(steps: Sequence[RunStep], kind: str) -> set[str]:
    return {key for key, step in decided(steps).items() if step.kind == kind}


def _broken(facts: ProfileFacts, added: Sequence[Vacancy]) -> dict[str, str]:
    """By id of what somebody added: the limit that it breaks now, in words, or ''."""
    if not added:
        return {}
    profile, offers = profile_of(facts.known), [offer_of(row) for row in added]
    postcodes = {profile.postcode4, *(offer.postcode4 for offer in offers)}
    points, unknown = postcode_points(only=postcodes), (math.nan, math.nan)
    there = np.array([points.get(offer.postcode4, unknown) for offer in offers])
    limits = Offered(offers).broken(profile, kilometres(points.get(profile.postcode4), there))
    names = [str(LIMIT_NAMES[LIMITS[limit]]) if limit >= 0 else "" for limit in limits]
    return {offer.key: name for offer, name in zip(offers, names, strict=True)}


def _listed(results: Sequence[Match], hidden: set[str]) -> Sequence[Match]:
    """The best, until `LISTED` of them are not hidden."""
    shown = [at for at, match in enumerate(results, start=1) if match.vacancy.key not in hidden]
    return results[: shown[LISTED - 1]] if len(shown) >= LISTED else results


def _shown(
    vacancy: Vacancy, line: dict[str, Any] | None, at: int, count: int, broken: str | None
) -> RunLine:
    """`broken` is None for what nobody added."""
    score = line["score"] if line else 0.0
    return RunLine(
        vacancy=vacancy, computed=line, is_first=at == 0, is_last=at == count - 1,
        score=percent(score) if line else "", share=round(100 * score),
        why=read(line["why"]).text if line else "",
        is_added=broken is not None, broken=broken or "",
    )  # fmt: skip


def _line(market: Market, person: Person, match: Match) -> dict[str, Any]:
    return {
        "vacancy": match.vacancy.key,
        "title": match.vacancy.title,
        "score": match.score,
        "points": dict(match.points),
        "km": match.km,
        "why": stored(why(market, person, match)),
        "reasons": [stored(reason) for reason in reasons(market, person, match)],
    }
