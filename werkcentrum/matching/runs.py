"""The list of a stored profile, as it is computed, and as it stands after what people did.

Reads the facts of the profile, and never whose they are.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Q

from werkcentrum.matching.explaining import reasons, why
from werkcentrum.matching.market import market_of, software
from werkcentrum.matching.models import MatchRun, RunStep
from werkcentrum.matching.people import profile_of
from werkcentrum.matching.queries import rows_of, weights_in_force
from werkcentrum.matching.rules import in_order
from werkcentrum.matching.scoring import Market, Match, Person
from werkcentrum.matching.wording import percent, read, stored
from werkcentrum.partners.models import Region
from werkcentrum.profiles.models import ProfileFacts
from werkcentrum.vacancies.models import Vacancy
from werkcentrum.vacancies.search_queries import on_the_website

LISTED: Final = 20
_MOST_WORDS: Final = 6


@dataclass(frozen=True)
class RunLine:
    """A vacancy in a list as it stands. `computed` is None for one that somebody added."""

    vacancy: Vacancy
    computed: dict[str, Any] | None
    is_first: bool
    is_last: bool
    score: str
    share: int
    why: str


def computed(facts: ProfileFacts, *, today: date) -> dict[str, Any]:
    """What a new `MatchRun` of these facts holds, without who made it and when."""
    kept = market_of(facts.region, on=today)
    market = kept.market.weighed(weights_in_force(facts.region, today))
    known = facts.known
    person = market.person(profile_of(known))
    outcome = market.match(person, LISTED, is_ranked=facts.is_ranked)
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
        "results": [_line(market, person, match) for match in outcome.results],
        "is_ranked": facts.is_ranked,
    }  # fmt: skip


def last_run(facts: ProfileFacts) -> MatchRun | None:
    """The list that counts."""
    return MatchRun.objects.filter(facts=facts).order_by("-made_at", "-id").first()


def steps_of(run: MatchRun) -> list[RunStep]:
    """What people did with a list, in order."""
    return list(RunStep.objects.filter(run=run).select_related("vacancy").order_by("at", "id"))


def order_of(run: MatchRun) -> list[str]:
    """The ids of the vacancies as a list stands now."""
    return in_order([line["vacancy"] for line in run.results], steps_of(run))


def lines_of(run: MatchRun, *, today: date) -> list[RunLine]:
    """A list as it stands, without vacancies that went from the website."""
    by_key = {line["vacancy"]: line for line in run.results}
    order = order_of(run)
    rows = rows_of(order)
    there = [key for key in order if key in rows and rows[key].is_published(today)]
    return [_shown(rows[key], by_key.get(key), at, len(there)) for at, key in enumerate(there)]


def published(region: Region, words: str, *, today: date) -> list[Vacancy]:
    """Vacancies on the website with these words in their title or employer, the newest first."""
    rows = on_the_website(region)
    for word in words.split()[:_MOST_WORDS]:
        rows = rows.filter(Q(title__icontains=word) | Q(employer_name__icontains=word))
    found = rows.order_by("-published_at", "-pk")[: 2 * LISTED]
    return [row for row in found if row.is_published(today)][:LISTED]


def _shown(vacancy: Vacancy, line: dict[str, Any] | None, at: int, count: int) -> RunLine:
    score = line["score"] if line else 0.0
    return RunLine(
        vacancy=vacancy, computed=line, is_first=at == 0, is_last=at == count - 1,
        score=percent(score) if line else "", share=round(100 * score),
        why=read(line["why"]).text if line else "",
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
