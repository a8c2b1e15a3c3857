"""Lists of vacancies for staff, what is alike, and what is over."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from werkcentrum.audit.models import AuditLine
from werkcentrum.core.memory import per_version
from werkcentrum.core.phone import phone_href
from werkcentrum.partners.models import Municipality, PostcodeArea, Region
from werkcentrum.skills.queries import named, occupation_codes, uris
from werkcentrum.vacancies import rules
from werkcentrum.vacancies.content import UNNAMED
from werkcentrum.vacancies.models import ApplyBy, EmployerContact, Outcome, Vacancy
from werkcentrum.vacancies.states import State
from werkcentrum.vacancies.tokens import hash_of

ON_A_PAGE: Final = 25
# Of what is alike so many are shown.
_MOST_ALIKE: Final = 10
# The columns that `rules.looks` and `rules.looks_that_hold` read.
_LOOKS: Final = ("likeness", "text_likeness", "title", "employer_name")
ORIGINS: Final = {
    "werkgever": "ingestuurd door een werkgever",
    "bron": "van een andere bron",
    "hier": "hier opgeschreven",
}
"""Where a vacancy comes from, by its key."""

# Who sent it in goes before the vacancy does; then it still says that no colleague wrote it.
_ORIGIN: Final = Case(
    When(~Q(source=""), then=Value("bron")),
    When(Q(contact__isnull=False) | Q(written_by=AuditLine.VISITOR), then=Value("werkgever")),
    default=Value("hier"),
)


@dataclass(frozen=True)
class VacancyLine:
    """One vacancy in the list for staff; `is_double`: another one is probably the same work.

    `origin`: a key of `ORIGINS`.
    """

    pk: UUID
    title: str
    employer_name: str
    place: str
    state: str
    closes_on: date | None
    source: str
    origin: str
    is_double: bool


def in_state(region: Region, state: str, origin: str = "") -> QuerySet[Any]:
    """The vacancies of a region in a state, the last change first; of one origin or of all."""
    rows = Vacancy.objects.filter(region=region, state=state).annotate(origin=_ORIGIN)
    rows = rows.filter(origin=origin) if origin else rows
    return rows.order_by("-changed_at", "-id")


def counts(region: Region) -> dict[str, int]:
    """How many vacancies there are in each state."""
    rows = Vacancy.objects.filter(region=region).order_by().values_list("state")
    return dict.fromkeys(State.values, 0) | dict(rows.annotate(count=Count("pk")))


def lines(region: Region, rows: Sequence[Any]) -> list[VacancyLine]:
    """What the list shows of these rows of `in_state`."""
    others = Vacancy.objects.filter(region=region, ended_at=None)
    doubles = _with_another(rows, others, rules.looks)
    return [
        VacancyLine(
            row.pk, row.title, row.employer_name, row.place, row.state, row.closes_on, row.source,
            row.origin, is_double=row.pk in doubles,
        )
        for row in rows
    ]  # fmt: skip


def alike(vacancy: Vacancy, *, today: date) -> list[Vacancy]:
    """Other vacancies that are probably the same work, and of which nobody said that they are other
    work: first what holds this one back, then what is not over. None of one that is over."""
    if vacancy.ended_at is not None:
        return []
    holds = _in_the_way(vacancy.source, today)
    others = Vacancy.objects.filter(_like([vacancy]), region=vacancy.region)
    others = others.filter(holds | Q(ended_at=None))
    others = others.exclude(pk__in=[vacancy.pk, *vacancy.apart_from])
    return list(others.order_by(Case(When(holds, then=0), default=1), "pk")[:_MOST_ALIKE])


def here_from_elsewhere(region: Region, source: str, *, today: date) -> Q:
    """Whether the same work is in the way of a vacancy of a source; of what has the same text only
    with the same title to the letter: `doubles` sees all."""
    others = Vacancy.objects.filter(_in_the_way(source, today), region=region)
    same = Exists(others.filter(likeness=OuterRef("likeness")))
    text = others.filter(text_likeness=OuterRef("text_likeness"), title=OuterRef("title"))
    return ~Q(employer_name=UNNAMED) & same | ~Q(text_likeness="") & Exists(text)


def doubles(region: Region, source: str, rows: Sequence[Vacancy], *, today: date) -> set[UUID]:
    """Those of a source that are probably here already, from elsewhere. One query."""
    others = Vacancy.objects.filter(_in_the_way(source, today), region=region)
    return _with_another(rows, others, rules.looks_that_hold)


def _in_the_way(source: str, today: date) -> Q:
    """What keeps the same work of this source off the website: from elsewhere it is there, staff
    have it in hand, or they ended it lately: a job that was filled does not come back."""
    here = Q(state__in=[State.PUBLISHED, State.DRAFT]) & ~_is_past(today)
    ended = Q(state=State.CLOSED, ended_at__date__gte=_long_ago(today)) & ~Q(outcome=Outcome.DOUBLE)
    return (here | ended) & ~Q(source=source)


def _with_another(
    rows: Sequence[Vacancy], others: QuerySet[Vacancy], looks: Callable[[Vacancy], set[str]]
) -> set[UUID]:
    """Those of these rows that look like one of the others, of which nobody said otherwise."""
    by_look: dict[str, list[UUID]] = defaultdict(list)
    for other in others.filter(_like(rows)).only(*_LOOKS):
        for look in looks(other):
            by_look[look].append(other.pk)
    return {
        row.pk for row in rows
        if any(rules.may_be_one(row, key) for look in looks(row) for key in by_look[look])
    }  # fmt: skip


def _like(rows: Sequence[Vacancy]) -> Q:
    """What looks like one of these, they themselves too."""
    texts = {row.text_likeness for row in rows} - {""}
    return Q(likeness__in={row.likeness for row in rows}) | Q(text_likeness__in=texts)


def past(today: date) -> tuple[QuerySet[Vacancy], ...]:
    """What is over, on the website or waiting for that of a source: the last day is past, or its
    source shows it no more."""
    shown = Vacancy.objects.filter(state=State.PUBLISHED)
    waiting = Vacancy.objects.filter(_is_past(today), state=State.TO_CHECK).exclude(source="")
    return shown.filter(closes_on__lt=today), shown.filter(_is_unseen(today)), waiting


def _is_past(today: date) -> Q:
    return Q(closes_on__lt=today) | _is_unseen(today)


def _is_unseen(today: date) -> Q:
    return Q(closes_on=None, seen_on__lt=_long_ago(today))


def _long_ago(today: date) -> date:
    return today - timedelta(days=rules.STAYS_WITHOUT_A_LAST_DAY)


def regions_with_past(today: date) -> list[Region]:
    """The regions where something is over, by key."""
    keys = [
        key for rows in past(today) for key in rows.order_by().values_list("region", flat=True)
        .distinct()
    ]  # fmt: skip
    return list(Region.objects.filter(pk__in=keys).order_by("key")) if keys else []


@dataclass(frozen=True)
class Apply:
    """How to apply: what it says on the button, and where that leads; '' for the Werkcentrum."""

    by: str
    to: str
    url: str


def how_to_apply(vacancy: Vacancy) -> Apply:
    """By mail, phone, website or the Werkcentrum."""
    urls = {
        ApplyBy.MAIL: f"mailto:{vacancy.apply_to}",
        ApplyBy.PHONE: phone_href(vacancy.apply_to),
        ApplyBy.WEBSITE: vacancy.apply_to,
        ApplyBy.WERKCENTRUM: "",
    }
    return Apply(vacancy.apply_by, vacancy.apply_to, urls[ApplyBy(vacancy.apply_by)])


def facts(vacancy: Vacancy) -> list[tuple[str, str]]:
    """What was said about a vacancy in short, each with its label, in the language of the page."""
    said = [
        (_("Uren in de week"), _hours(vacancy)),
        (_("Tijden"), _times(vacancy)),
        (_("Contract"), vacancy.get_contract_display() if vacancy.contract else ""),
        (_("Loon"), vacancy.salary),
        (_("Niveau"), _level(vacancy)),
        (_("Nederlands"), vacancy.get_dutch_level_display() if vacancy.dutch_level else ""),
        (_("Rijbewijs"), ", ".join(vacancy.licences)),
        (_("Leren en werken"), _("ja") if vacancy.is_learning_place else ""),
        (_("Begint op"), _day(vacancy.starts_on)),
        (_("Solliciteren tot en met"), _day(vacancy.closes_on)),
    ]
    return [(label, str(value)) for label, value in said if value]


def behind_link(region: Region, secret: str) -> EmployerContact | None:
    """Who the link with this secret is of, with the vacancy; None for one that leads nowhere."""
    found = EmployerContact.objects.filter(vacancy__region=region, link_hash=hash_of(secret))
    return found.select_related("vacancy__region", "vacancy__organisation").first()


def received_before(region: Region, request_key: UUID) -> EmployerContact | None:
    """What the same form sent in before."""
    return EmployerContact.objects.filter(vacancy__region=region, request_key=request_key).first()


def contact_of(vacancy: Vacancy) -> EmployerContact | None:
    """Who sent it in; None for what was written down or taken over here."""
    return EmployerContact.objects.filter(vacancy=vacancy).first()


@dataclass(frozen=True)
class Coded:
    """An occupation or skill by its name, its address in ESCO or CompetentNL, and the group of
    ISCO-08 of an occupation; "" where no list says one."""

    label: str
    address: str
    isco: str = ""

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True)
class Confirmed:
    """What a person said that a vacancy asks: occupations, and skills."""

    occupations: list[Coded]
    skills: list[Coded]


def confirmed(vacancy: Vacancy) -> Confirmed:
    """The confirmed occupations and skills, also what ended in our lists since; without any it
    costs no query."""
    if not vacancy.concepts:
        return Confirmed([], [])
    addresses, codes = uris(), occupation_codes()
    found: dict[str, list[Coded]] = {"occupation": [], "skill": []}
    for key, concept in named(vacancy.concepts).items():
        isco = codes[key][0] if key in codes else ""
        found[concept.kind].append(Coded(concept.label, addresses.get(key, ""), isco))
    return Confirmed(found["occupation"], found["skill"])


@per_version
def place_names(region: Region) -> frozenset[str]:
    """The villages, towns and municipalities of a region."""
    areas = PostcodeArea.objects.filter(region=region).order_by().values_list("place", flat=True)
    towns = Municipality.objects.filter(region=region).order_by().values_list("name", flat=True)
    return frozenset((*areas.distinct(), *towns))


def short_facts(vacancy: Vacancy) -> list[str]:
    """What a list shows of a vacancy, in the language of the page."""
    hours = _hours(vacancy)
    said = [
        _("%(hours)s uur in de week") % {"hours": hours} if hours else "",
        vacancy.get_contract_display() if vacancy.contract else "",
        vacancy.get_level_display() if vacancy.level else "",
        _("leren en werken") if vacancy.is_learning_place else "",
    ]
    return [str(value) for value in said if value]


def _hours(vacancy: Vacancy) -> str:
    if vacancy.hours is None:
        return ""
    least, most = vacancy.hours
    if least == most:
        return str(most)
    return _("%(least)s tot %(most)s") % {"least": least, "most": most}


def _times(vacancy: Vacancy) -> str:
    if vacancy.is_irregular is None:
        return ""
    return _("ook ’s avonds, ’s nachts of in het weekend") if vacancy.is_irregular else _("overdag")


def _level(vacancy: Vacancy) -> str:
    if not vacancy.level:
        return ""
    level = str(vacancy.get_level_display())
    return f"{level} ({_('dat eist de wet')})" if vacancy.is_level_by_law else level


def _day(day: date | None) -> str:
    return date_format(day, "j E Y") if day else ""
