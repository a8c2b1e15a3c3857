"""What people see of a match: a list with one line why, and everything about one vacancy."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkcentrum.matching.explaining import reasons, unknown, why
from werkcentrum.matching.flat import Hours, Profile
from werkcentrum.matching.limits import LIMITS, Limit
from werkcentrum.matching.market import market_of
from werkcentrum.matching.models import MatchWeights, RankingObjection
from werkcentrum.matching.people import offer_of, profile_of
from werkcentrum.matching.scoring import PARTS, Market, Match, Outcome, Person, Weights
from werkcentrum.matching.wording import Reason, percent
from werkcentrum.partners.models import Region
from werkcentrum.profiles.facts import Facts
from werkcentrum.profiles.models import ProfileFacts
from werkcentrum.vacancies.models import Vacancy
from werkcentrum.vacancies.queries import short_facts

SHOWN: Final = 20
LIMIT_NAMES: Final[Mapping[Limit, Any]] = {
    "distance": gettext_lazy("de afstand"),
    "hours": gettext_lazy("de uren"),
    "licence": gettext_lazy("het rijbewijs"),
    "level": gettext_lazy("het niveau dat de wet vraagt"),
    "irregular": gettext_lazy("onregelmatig werk"),
}
PART_NAMES: Final[Mapping[str, Any]] = {
    "words": gettext_lazy("Uw woorden"),
    "meaning": gettext_lazy("De betekenis"),
    "skills": gettext_lazy("Uw vaardigheden"),
    "occupation": gettext_lazy("Uw beroep"),
    "level": gettext_lazy("Uw niveau"),
}


@dataclass(frozen=True)
class Line:
    """A vacancy in the list. `unknown` are names of limits that it may break."""

    vacancy: Vacancy
    facts: Sequence[str]
    score: str
    share: int
    why: str
    unknown: Sequence[str]


@dataclass(frozen=True)
class LimitLine:
    """A limit, what somebody said of it ("" is unknown), and how many vacancies it left out.

    `is_uncounted`: somebody said how far they travel, and not from where.
    """

    key: Limit
    name: str
    said: str
    left_out: int
    is_relaxed: bool
    is_uncounted: bool


@dataclass(frozen=True)
class FittingWork:
    """The list of somebody. `waiting`: so many vacancies nobody made ready yet."""

    lines: Sequence[Line]
    limits: Sequence[LimitLine]
    vacancy_count: int
    waiting: int
    weights: str


@dataclass(frozen=True)
class Part:
    """A part of the score: `points` of at most `most`, both of 100."""

    name: str
    points: str
    most: str
    width: int
    text: str


@dataclass(frozen=True)
class Explained:
    """A score, and where every point of it comes from."""

    score: str
    share: int
    parts: Sequence[Part]
    missing: Sequence[str]
    held: Sequence[str]
    not_used: str


@dataclass(frozen=True)
class Fit(Explained):
    """How one vacancy fits somebody. `broken` is the limit that it breaks, in words, or ''."""

    broken: str
    weights: str


def weights_in_force(region: Region, day: date) -> Weights:
    """Those that were accepted for that day; the ones that come with the software until then."""
    rows = MatchWeights.objects.filter(region=region, is_accepted=True, starts_on__lte=day)
    found = rows.order_by("-starts_on").first()
    return Weights() if found is None else found.weights


def weights_of(region: Region, version: str) -> Weights:
    """Those with which a list was made. Of ones that nobody knows any more every part can have all
    points."""
    found = MatchWeights.objects.filter(region=region, version=version).first()
    if found is not None:
        return found.weights
    standard = Weights()
    return standard if version == standard.version else Weights(version, *[1.0] * len(PARTS))


def fitting_work(
    region: Region,
    facts: Facts,
    *,
    today: date,
    relaxed: Collection[str] = (),
    is_ranked: bool = True,
) -> FittingWork:
    """The vacancies that fit these facts best; the limits in `relaxed` do not count."""
    kept = market_of(region, on=today)
    market = kept.market.weighed(weights_in_force(region, today))
    profile = profile_of(facts)
    person = market.person(without_limits(profile, relaxed))
    outcome = market.match(person, SHOWN, is_ranked=is_ranked)
    return FittingWork(
        lines=_lines(market, person, outcome.results),
        limits=_limits(profile, outcome, relaxed),
        vacancy_count=len(market.vacancies),
        waiting=kept.waiting,
        weights=market.weights.version,
    )


def fit(region: Region, facts: Facts, vacancy: Vacancy, *, today: date) -> Fit | None:
    """How a vacancy fits these facts, as it is computed; None while it is not ready."""
    market = market_of(region, on=today).market.weighed(weights_in_force(region, today))
    at = market.numbers.get(str(vacancy.pk))
    if at is None or market.vacancies[at] != offer_of(vacancy):
        return None
    person = market.person(profile_of(facts))
    match, broken = market.one(person, at)
    told = reasons(market, person, match)
    return Fit(
        **vars(explained(market.weights, match.score, told)),
        broken=str(LIMIT_NAMES[broken]) if broken else "",
        weights=market.weights.version,
    )


def explained(weights: Weights, score: float, told: Sequence[Reason]) -> Explained:
    """What `reasons` gave, as the pages of visitors and of staff show it."""
    return Explained(
        score=percent(score),
        share=round(100 * score),
        parts=[_part(weights, one) for one in told if one.kind in PARTS],
        missing=[one.text for one in told if one.kind == "missing"],
        held=[one.text for one in told if one.kind in LIMITS and one.kind not in PARTS],
        not_used=next((one.text for one in told if one.kind == "not used"), ""),
    )


def without_limits(profile: Profile, relaxed: Collection[str]) -> Profile:
    """The same person, with what these limits are about as unknown."""
    if "distance" in relaxed:
        profile = replace(profile, km=None)
    if "hours" in relaxed:
        profile = replace(profile, hours=Hours())
    if "licence" in relaxed:
        profile = replace(profile, licences=None)
    if "irregular" in relaxed:
        profile = replace(profile, irregular=None)
    return profile


def rankings_of(facts: Collection[ProfileFacts]) -> list[tuple[ProfileFacts, Any]]:
    """Stored facts of a person, each with the last objection to the order of their lists."""
    rows = RankingObjection.objects.filter(facts__in=[one.pk for one in facts])
    last = {row.facts_id: row for row in rows.order_by("made_at", "id")}
    return [(one, last.get(one.pk)) for one in facts]


def rows_of(keys: Collection[str]) -> dict[str, Vacancy]:
    """The vacancies with these ids, by id; those that went are not there."""
    found = Vacancy.objects.filter(pk__in=[UUID(key) for key in keys])
    return {str(row.pk): row for row in found.order_by("pk")}


def _lines(market: Market, person: Person, matches: Sequence[Match]) -> list[Line]:
    rows = rows_of([match.vacancy.key for match in matches])
    return [
        Line(
            vacancy=rows[match.vacancy.key],
            facts=short_facts(rows[match.vacancy.key]),
            score=percent(match.score),
            share=round(100 * match.score),
            why=why(market, person, match).text,
            unknown=[str(LIMIT_NAMES[name]) for name in unknown(person, match)],
        )
        for match in matches
        if match.vacancy.key in rows
    ]


def _limits(profile: Profile, outcome: Outcome, relaxed: Collection[str]) -> list[LimitLine]:
    """What limits somebody. What the law asks nobody can do without."""
    left_out = outcome.excluded.counts()
    uncounted = set() if profile.postcode4 else {"distance"}
    return [
        LimitLine(
            key=name,
            name=str(LIMIT_NAMES[name]),
            said=said,
            left_out=left_out.get(name, 0),
            is_relaxed=name in relaxed,
            is_uncounted=name in uncounted,
        )
        for name, said in _said(profile).items()
    ]


def _said(profile: Profile) -> dict[Limit, str]:
    hours, licences = profile.hours, profile.licences
    return {
        "distance": "" if profile.km is None else _("hoogstens %s km") % f"{profile.km:g}",
        "hours": _hours(hours),
        "licence": "" if licences is None else ", ".join(sorted(licences)) or _("geen"),
        "level": "" if profile.level is None else _("zoals u opgaf"),
        "irregular": "" if profile.irregular is None
        else (_("wilt u") if profile.irregular else _("wilt u niet")),
    }  # fmt: skip


def _hours(hours: Hours) -> str:
    if hours.least is None and hours.most is None:
        return ""
    least, most = hours.least or 0, hours.most
    if most is None:
        return _("vanaf %s in de week") % least
    if least == most:
        return _("%s in de week") % most
    return _("%(least)s tot en met %(most)s in de week") % {"least": least, "most": most}


def _part(weights: Weights, reason: Reason) -> Part:
    most = getattr(weights, reason.kind)
    share = reason.points / most if most else 0.0
    return Part(
        name=str(PART_NAMES[reason.kind]),
        points=_of_hundred(reason.points),
        most=_of_hundred(most),
        width=round(100 * share),
        text=reason.text,
    )


def _of_hundred(points: float) -> str:
    return f"{100 * points:.1f}".replace(".", ",").removesuffix(",0")
