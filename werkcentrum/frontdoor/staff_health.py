"""How the content of a region is doing: old, hard to read, never found, not helping."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db.models import Sum
from django.utils.translation import gettext as _

from werkcentrum.catalogue import rules
from werkcentrum.catalogue.changes import record_url
from werkcentrum.catalogue.models import EmergencyHelp, Service
from werkcentrum.catalogue.queries import TranslationState, translation_states
from werkcentrum.core.readability import jargon_in, obstacles
from werkcentrum.frontdoor.models import Question, Tally
from werkcentrum.frontdoor.readmodel import is_behind
from werkcentrum.partners.models import Region

_DAYS_A_MONTH: Final = 365 / 12
# Fewer presses say nothing about a service.
_FEWEST_PRESSES: Final = 3
_PROSE: Final = (
    "title", "summary", "what_you_get", "for_whom", "cost_note", "bring", "first_step", "duties",
    "check_at",
)  # fmt: skip


@dataclass(frozen=True)
class Ailing:
    """One record that needs somebody: what it is called, what is wrong, and where to mend it."""

    title: str
    reason: str
    url: str


@dataclass(frozen=True)
class Health:
    """Everything that needs somebody, sort by sort."""

    old: list[Ailing]
    hard_to_read: list[Ailing]
    never_found: list[Ailing]
    not_helping: list[Ailing]
    languages: list[TranslationState]
    questions: int


def health_of(region: Region, *, today: date) -> Health:
    """How the content is doing on this day."""
    services = list(Service.objects.filter(region=region).order_by("title"))
    best = list(
        Question.objects.filter(region=region).order_by("id").values_list("best", flat=True)
    )
    return Health(
        old=[*_old_services(services, today), *_unchecked_help(region)],
        hard_to_read=list(_hard_to_read(services)),
        never_found=_never_found(services, best) if best else [],
        not_helping=list(_not_helping(region, services)),
        languages=translation_states(region),
        questions=len(best),
    )


def held_up(region: Region, *, at: datetime) -> list[str]:
    """Why visitors do not see the texts of now, in whole sentences; nothing when they do."""
    reason = rules.held_up(region, at=at)
    behind = _(
        "De website toont nog niet de teksten van nu. Dat duurt meestal minder dan een minuut. "
        "Duurt het langer? Vraag uw technisch beheerder of de schijf van de server vol is."
    )
    return [*filter(None, [reason]), *([behind] if is_behind(region) else [])]


def is_old(checked_on: date | None, months: int, today: date) -> bool:
    """Whether nobody checked a text for longer than its interval, or ever."""
    if checked_on is None:
        return True
    return today - checked_on > timedelta(days=months * _DAYS_A_MONTH)


def _old_services(services: list[Service], today: date) -> Iterator[Ailing]:
    for service in services:
        if is_old(service.checked_on, service.review_interval_months, today):
            yield _ailing(service, _since(service.checked_on))


def _unchecked_help(region: Region) -> Iterator[Ailing]:
    for row in EmergencyHelp.objects.filter(region=region, checked_on=None).order_by("position"):
        reason = _("De nummers van de noodhulp zijn nog niet gebeld.")
        yield Ailing(row.title, reason, record_url("noodhulp", row.kind))


def _hard_to_read(services: list[Service]) -> Iterator[Ailing]:
    jargon = jargon_in(Path(settings.REGIONS_DIR) / "_base" / "jargon.txt")
    for service in services:
        found = obstacles("\n".join(_prose(service)), jargon)
        if found:
            yield _ailing(service, "; ".join(found[:3]))


def _prose(service: Service) -> Iterator[str]:
    for name in _PROSE:
        value: Any = getattr(service, name)
        yield from value if isinstance(value, list) else [value]


def _never_found(services: list[Service], best: list[list[str]]) -> list[Ailing]:
    found = {key for keys in best for key in keys[:3]}
    reason = _("Stond nooit bij de eerste drie antwoorden.")
    return [_ailing(service, reason) for service in services if service.key not in found]


def _not_helping(region: Region, services: list[Service]) -> Iterator[Ailing]:
    rows = Tally.objects.filter(region=region, event__in=("helped", "not_helped"))
    counts: Counter[tuple[str, str]] = Counter()
    for event, key, total in (
        rows.values_list("event", "key").annotate(total=Sum("count")).order_by("event", "key")
    ):
        counts[event, key] = total
    for service in services:
        yes, no = counts["helped", service.key], counts["not_helped", service.key]
        if no >= _FEWEST_PRESSES and no > yes:
            reason = _("%(no)d keer 'hielp niet', %(yes)d keer 'hielp wel'.")
            yield _ailing(service, reason % {"no": no, "yes": yes})


def _since(checked_on: date | None) -> str:
    if checked_on is None:
        return _("Nog nooit gecontroleerd.")
    return _("Voor het laatst gecontroleerd in %(year)d.") % {"year": checked_on.year}


def _ailing(service: Service, reason: str) -> Ailing:
    return Ailing(service.title, reason, record_url("dienst", service.key))
