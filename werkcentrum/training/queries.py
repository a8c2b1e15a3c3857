"""Trainings for the pages: lists for staff, and what is known of one in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeAlias
from uuid import UUID

from django.db.models import Count, Max, Prefetch, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkcentrum.core.memory import Fragments
from werkcentrum.partners.models import Region
from werkcentrum.partners.queries import not_shown
from werkcentrum.skills.queries import lexicon, named
from werkcentrum.training.models import Training, TrainingStart

Labels: TypeAlias = Mapping[str, str]

ON_A_PAGE: Final = 25
STATES: Final = {"open": "op de website", "voorbij": "voorbij", "ingetrokken": "ingetrokken"}
_MOST_STARTS: Final = 4
_MOST_SKILLS: Final = 3


@dataclass(frozen=True)
class StaffLine:
    """One training in the list for staff."""

    pk: UUID
    name: str
    provider: str
    starts: str
    is_from_table: bool


def offered(region: Region, today: date) -> QuerySet[Training]:
    """What everybody may see: it can be begun with, at a school that may be shown that day."""
    rows = Training.objects.open_on(today).filter(region=region)
    return with_starts(rows.exclude(provider__in=not_shown(region, on=today)), today)


def offered_now(region: Region, today: date) -> Sequence[Any]:
    """All of `offered`, to read only: kept in memory until a training, a school or the day is
    another."""
    rows = Training.objects.open_on(today).filter(region=region)
    edition = rows.aggregate(last=Max("changed_at"), count=Count("*"))
    hidden = not_shown(region, on=today)
    known = (region.pk, region.content_version, today, hidden, *edition.values())
    found: Sequence[Any] = _offered.get(known, lambda: list(offered(region, today)))
    return found


_offered = Fragments(8)


def with_starts(rows: QuerySet[Training], today: date) -> QuerySet[Training]:
    """With school, service and the days that are still to come, by name."""
    coming = TrainingStart.objects.filter(starts_on__gte=today).order_by("starts_on")
    return (
        rows.select_related("region", "provider", "service")
        .prefetch_related(Prefetch("starts", coming, to_attr="coming"))
        .order_by("name", "pk")
    )


def in_state(region: Region, state: str, today: date) -> QuerySet[Training]:
    """The trainings of a region for staff, by a key of `STATES`."""
    rows = Training.objects.filter(region=region)
    if state == "ingetrokken":
        return with_starts(rows.exclude(ended_by=""), today)
    shown = Training.objects.open_on(today)
    if state == "open":
        return with_starts(rows.filter(pk__in=shown), today)
    return with_starts(rows.filter(ended_by="").exclude(pk__in=shown), today)


def counts(region: Region, today: date) -> list[tuple[str, str, int]]:
    """Key, name and number of trainings in each state."""
    rows = Training.objects.filter(region=region)
    told = rows.aggregate(every=Count("pk"), withdrawn=Count("pk", filter=~Q(ended_by="")))
    shown = rows.open_on(today).count()
    over = told["every"] - shown - told["withdrawn"]
    numbers = {"open": shown, "voorbij": over, "ingetrokken": told["withdrawn"]}
    return [(key, name, numbers[key]) for key, name in STATES.items()]


def staff_lines(rows: Iterable[Any]) -> list[StaffLine]:
    """What the list for staff shows of these rows."""
    return [
        StaffLine(row.pk, row.name, row.provider.name, starts_in_words(row), bool(row.number))
        for row in rows
    ]


def starts_in_words(training: Any) -> str:
    """When it can be begun with, in the language of the page; `training` is read with its days."""
    days = [date_format(one.starts_on, "j E Y") for one in training.coming[:_MOST_STARTS]]
    if training.is_always_open:
        return str(_("op elk moment"))
    more = len(training.coming) - len(days)
    rest = [ngettext("en nog %d dag", "en nog %d dagen", more) % more] if more else []
    return ", ".join([*days, *rest]) or str(_("geen dag meer"))


def skill_labels() -> Labels:
    """What each skill and occupation is called, by its key. One query."""
    return {key: concept.label for key, concept in lexicon().concepts.items()}


def labels_of(trainings: Iterable[Training]) -> Labels:
    """What each skill that these teach is called, also one that ended in the lists since."""
    keys = {key: None for training in trainings for key in training.skills}
    return {key: concept.label for key, concept in named(keys).items()}


def skill_names(training: Training, labels: Labels) -> list[str]:
    """The labels of what it teaches; what no list ever knew is left out."""
    return [labels[key] for key in training.skills if key in labels]


def facts(training: Any) -> list[tuple[str, str]]:
    """What is known of it in short, each with its label, in the language of the page."""
    said = [
        (_("Begint"), starts_in_words(training)),
        (_("Duur"), duration(training)),
        (_("Waar"), place(training)),
        (_("Prijs"), cost(training)),
        (_("Wie betaalt meestal"), training.get_payer_display() if training.payer else ""),
        (_("Taal van de lessen"), training.get_spoken_display()),
        (_("Nederlands"), training.get_dutch_level_display() if training.dutch_level else ""),
        (_("Nederlands daarna"), training.get_dutch_reached_display()),
        (_("Niveau"), training.get_level_display() if training.level else ""),
        (_("U krijgt"), training.get_proof_display() if training.proof else ""),
    ]
    return [(label, str(value)) for label, value in said if value]


def short_facts(training: Any, labels: Labels) -> list[str]:
    """What a list shows of it, in the language of the page."""
    names = skill_names(training, labels)
    more = "…" if len(names) > _MOST_SKILLS else ""
    return [*when_and_price(training), ", ".join(names[:_MOST_SKILLS]) + more]


def when_and_price(training: Any) -> list[str]:
    """When it begins, how long it takes and what it costs, as far as somebody said."""
    return list(filter(None, [starts_in_words(training), duration(training), cost(training)]))


def cost(training: Training) -> str:
    """What it costs; "" when nobody said."""
    if training.cost is None:
        return ""
    if training.cost == 0:
        return str(_("gratis"))
    return f"€ {training.cost:,}".replace(",", ".")


def place(training: Training) -> str:
    """Where it is given."""
    online = str(_("via internet")) if training.is_online else ""
    return ", ".join(filter(None, [training.place, online]))


def duration(training: Training) -> str:
    """How long it lasts, and how much of a week it takes; "" when nobody said."""
    weeks, hours = training.weeks, training.hours_a_week
    said = []
    if weeks:
        said.append(ngettext("%d week", "%d weken", weeks) % weeks)
    if hours:
        said.append(_("%d uur in de week") % hours)
    return ", ".join(said)
