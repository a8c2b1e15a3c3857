"""The lists of an adviser: what to do today, who waits, and what nobody has yet."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import (
    CharField,
    Count,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Concat, TruncDate
from django.utils.text import Truncator

from werkcentrum.accounts.models import User
from werkcentrum.casework.models import Aftercare, ContactMoment, Enquiry, PlanAction
from werkcentrum.catalogue.queries import catalogue_of
from werkcentrum.core.clock import AMSTERDAM, day_of
from werkcentrum.partners.models import Region
from werkcentrum.referrals.models import Referral, ReferralEvent
from werkcentrum.referrals.staff_words import CODES, KINDS, OWNERS, URGENCIES
from werkcentrum.referrals.states import OPEN, State

ON_A_PAGE: Final = 25
# Aftercare that is due within so many days stands in the list, so that nobody is surprised.
SOON: Final = timedelta(days=14)
# So much of somebody's own words stands in a list.
_EXCERPT: Final = 110
_NEVER: Final = date(9999, 12, 31)
_NO_DAY: Final = Cast(Value(None), DateField())
_NOBODY: Final = Value("", CharField())
_TEAM: Final = Concat("team__organisation__name", Value(", "), "team__name")
# The sender must do something: answer, send again, find another, or reach somebody themselves.
BACK: Final = (State.INFO_REQUESTED, State.EXPIRED, State.UNREACHABLE)
# It ended there, and somebody must look what comes next.
ENDED: Final = (State.COMPLETED, State.DECLINED, State.CLOSED_UNREACHABLE)
WAITING: Final = tuple(state for state in OPEN if state not in BACK)


@dataclass(frozen=True)
class EnquiryRow:
    """One enquiry in a list: who asks, the beginning of what they said, and where it stands.

    `name` is '' for who stays anonymous. `open_referrals` is how many partners are at work.
    """

    key: UUID
    name: str
    words: str
    themes: list[str]
    urgency: str
    origin: str
    opened_at: datetime
    days: int
    open_referrals: int


@dataclass(frozen=True)
class TaskRow:
    """One thing that somebody does or waits for, about one enquiry.

    `kind` is a key of `KINDS`; `what` is a step of a plan, or what the code behind it is called.
    `days` is how long it waits, None when nobody knows. `is_free`: nobody is in charge.
    """

    kind: str
    label: str
    enquiry: UUID
    name: str
    what: str
    who: str
    due_on: date | None
    days: int | None
    is_late: bool
    is_free: bool


@dataclass(frozen=True)
class AftercareRow:
    """Somebody who may be asked how it went."""

    key: UUID
    enquiry: UUID
    name: str
    moment: str
    due_on: date
    is_due: bool


def own_enquiries(user: User, region: Region) -> QuerySet[Enquiry]:
    """The open enquiries of which somebody is in charge: urgent first, then the oldest."""
    return _listed(_open(user, region).filter(adviser=user))


def free_enquiries(user: User, region: Region) -> QuerySet[Enquiry]:
    """Open enquiries of which nobody is in charge, in the same order."""
    return _listed(_open(user, region).filter(adviser=None))


def enquiry_rows(enquiries: Iterable[Enquiry], region: Region, *, today: date) -> list[EnquiryRow]:
    """A page of enquiries; one query for how many partners are at work on each."""
    shown = list(enquiries)
    counts = dict(
        Referral.objects.filter(enquiry__in=shown, state__in=OPEN)
        .order_by().values_list("enquiry").annotate(count=Count("pk"))
    )  # fmt: skip
    return [
        EnquiryRow(
            key=row.pk,
            name=name_of(row),
            words=_beginning(row.own_words),
            themes=theme_titles(region, row.themes),
            urgency=str(URGENCIES.get(row.urgency, "")),
            origin=row.get_origin_display(),
            opened_at=row.opened_at,
            days=(today - day_of(row.opened_at)).days,
            open_referrals=counts.get(row.pk, 0),
        )
        for row in shown
    ]


def todo(user: User, region: Region, *, today: date) -> QuerySet[Any, dict[str, Any]]:
    """What somebody must do today: who cannot wait first, then what came back, then steps."""
    found = _todo(user, region, today)
    first, *others = (
        _tasks(found["urgent"], "urgent", 0, about="pk", what="urgency", since=_day("opened_at")),
        _tasks(found["returned"], "returned", 1, what="state", who=_TEAM, since=_day("sent_at"),
               due=F("due_on")),
        _tasks(found["ended"], "ended", 1, what="state", who=_TEAM, since=_day("closed_at")),
        _tasks(found["draft"], "draft", 1, what="state", who=_TEAM, since=_day("made_at")),
        _tasks(found["step"], "step", 2, about="goal__enquiry_id", what="what", due=F("due_on")),
        _tasks(found["aftercare"], "aftercare", 3, what="moment", due=F("due_on")),
    )  # fmt: skip
    return first.union(*others, all=True).order_by("rank", "sort", "about", "told")


def waiting(user: User, region: Region) -> QuerySet[Any, dict[str, Any]]:
    """What others must do first, whoever is due first on top."""
    found = _waiting(user, region)
    referrals = _tasks(
        found["referral"], "referral", 0, what="state", who=_TEAM, since=_day("sent_at"),
        due=F("due_on"),
    )  # fmt: skip
    steps = _tasks(
        found["step"], "step", 0, about="goal__enquiry_id", what="what",
        who=Coalesce("partner__name", "owner"), since=_day("goal__agreed_at"), due=F("due_on"),
    )  # fmt: skip
    return referrals.union(steps, all=True).order_by("sort", "about", "told")


def counts(user: User, region: Region, *, today: date) -> dict[str, int]:
    """How many rows each list has, by the name of its page: one query."""
    lists: dict[str, Iterable[QuerySet[Any]]] = {
        "todo": _todo(user, region, today).values(),
        "own": [own_enquiries(user, region)],
        "waiting": _waiting(user, region).values(),
        "free": [free_enquiries(user, region)],
        "aftercare": [aftercare(user, region, today=today)],
    }
    first, *others = (
        found.order_by().values(name=Value(name, CharField())).annotate(count=Count("pk"))
        for name, parts in lists.items()
        for found in parts
    )
    totals = dict.fromkeys(lists, 0)
    for row in first.union(*others, all=True).order_by("name"):
        totals[row["name"]] += row["count"]
    return totals


def task_rows(found: Iterable[dict[str, Any]], *, today: date) -> list[TaskRow]:
    """A page of tasks, with the names of the people: one query, however many there are."""
    tasks = list(found)
    people = Enquiry.objects.filter(pk__in={task["about"] for task in tasks})
    by_key = {row.pk: row for row in people.select_related("client", "employer").order_by("id")}
    return [_task_row(task, by_key[task["about"]], today) for task in tasks]


def aftercare(user: User, region: Region, *, today: date) -> QuerySet[Aftercare]:
    """Whom somebody may ask how it went, now and soon."""
    found = Aftercare.objects.filter(
        enquiry__adviser=user, enquiry__region=region, enquiry__closed_at__isnull=False,
        done_at=None, due_on__lte=today + SOON,
    )  # fmt: skip
    return found.select_related("enquiry__client", "enquiry__employer").order_by("due_on", "id")


def aftercare_rows(found: Iterable[Aftercare], *, today: date) -> list[AftercareRow]:
    """A page of that list."""
    return [
        AftercareRow(
            row.pk, row.enquiry_id, name_of(row.enquiry), row.get_moment_display(), row.due_on,
            row.due_on <= today,
        )
        for row in found
    ]  # fmt: skip


def name_of(enquiry: Enquiry) -> str:
    """Who asks; '' when nobody knows."""
    if enquiry.employer:
        return str(enquiry.employer)
    return str(enquiry.client) if enquiry.client else ""


def theme_titles(region: Region, keys: Collection[str]) -> list[str]:
    """What themes are called; of a theme that went the words of its key are left."""
    themes = catalogue_of(region).themes
    return [themes[key].title if key in themes else key.replace("-", " ") for key in keys]


def themes_for(region: Region, enquiry: Enquiry) -> dict[str, str]:
    """Every theme of the region and those of this enquiry, also what went: titles by key."""
    every = list(catalogue_of(region).themes)
    keys = [*every, *(key for key in enquiry.themes if key not in every)]
    return dict(zip(keys, theme_titles(region, keys), strict=True))


def _open(user: User, region: Region) -> QuerySet[Enquiry]:
    return Enquiry.objects.visible_to(user).filter(region=region, closed_at=None)


def _listed(found: QuerySet[Enquiry]) -> QuerySet[Enquiry]:
    is_calm = Q(urgency="")
    return found.select_related("client", "employer").annotate(is_calm=is_calm).order_by(
        "is_calm", "opened_at", "id"
    )  # fmt: skip


def _urgent(user: User, region: Region) -> QuerySet[Enquiry]:
    """Who must speak to a human the same day, and did not yet; also who nobody has."""
    spoken = ContactMoment.objects.filter(enquiry=OuterRef("pk"), is_reached=True)
    return _open(user, region).exclude(urgency="").exclude(Exists(spoken))


def _todo(user: User, region: Region, today: date) -> dict[str, QuerySet[Any]]:
    """What there is to do, by the kind of task."""
    mine = Q(enquiry__adviser=user, enquiry__region=region)
    owned = _owned(user, region)
    by_another = ReferralEvent.objects.filter(
        referral=OuterRef("pk"), state=State.WITHDRAWN
    ).exclude(by=str(user.pk))  # fmt: skip
    stopped = Q(Exists(by_another), state=State.WITHDRAWN)
    ended = Referral.objects.filter(mine, Q(state__in=ENDED) | stopped, enquiry__closed_at=None)
    return {
        "urgent": _urgent(user, region),
        "returned": owned.filter(state__in=BACK),
        "ended": ended.exclude(_went_on()),
        "draft": owned.filter(state=State.DRAFT, enquiry__closed_at=None),
        "step": _steps(user, region, PlanAction.Owner.ADVISER).filter(due_on__lte=today),
        "aftercare": Aftercare.objects.filter(
            mine, enquiry__closed_at__isnull=False, done_at=None, due_on__lte=today
        ),
    }


def _waiting(user: User, region: Region) -> dict[str, QuerySet[Any]]:
    """What others must do, by the kind of task."""
    return {
        "referral": _owned(user, region).filter(state__in=WAITING),
        "step": _steps(user, region, PlanAction.Owner.PERSON, PlanAction.Owner.PARTNER),
    }


def _owned(user: User, region: Region) -> QuerySet[Referral]:
    """What somebody watches and has not ended: said like this an index of only those serves."""
    return Referral.objects.filter(region=region, owner=user, closed_at=None)


def _steps(user: User, region: Region, *owners: PlanAction.Owner) -> QuerySet[PlanAction]:
    return PlanAction.objects.filter(
        goal__enquiry__adviser=user, goal__enquiry__region=region, goal__enquiry__closed_at=None,
        owner__in=owners, done_at=None, dropped_at=None,
    )  # fmt: skip


def _went_on() -> Q:
    """After a referral ended there was contact, or somebody was brought elsewhere."""
    contact = ContactMoment.objects.filter(
        enquiry=OuterRef("enquiry"), happened_at__gt=OuterRef("closed_at")
    )
    other = Referral.objects.filter(enquiry=OuterRef("enquiry"), made_at__gt=OuterRef("closed_at"))
    return Q(Exists(contact)) | Q(Exists(other))


def _tasks(
    found: QuerySet[Any],
    kind: str,
    rank: int,
    *,
    what: str,
    about: str = "enquiry_id",
    who: Combinable | None = None,
    since: Combinable | None = None,
    due: Combinable | None = None,
) -> QuerySet[Any, dict[str, Any]]:
    """Rows of any sort in the same columns, so that the database can put them in one order."""
    return found.order_by().values(
        rank=Value(rank), kind=Value(kind, CharField()), about=F(about),
        told=Cast(what, TextField()), who=Cast(who or _NOBODY, TextField()),
        since=since or _NO_DAY, due=due or _NO_DAY,
        sort=Coalesce(due or since or _NO_DAY, Value(_NEVER, DateField())),
    )  # fmt: skip


def _day(name: str) -> TruncDate:
    return TruncDate(name, tzinfo=AMSTERDAM)


def _task_row(task: dict[str, Any], enquiry: Enquiry, today: date) -> TaskRow:
    kind, due_on, since = task["kind"], task["due"], task["since"]
    is_typed = kind == "step"
    return TaskRow(
        kind=kind,
        label=str(KINDS[kind]),
        enquiry=enquiry.pk,
        name=name_of(enquiry),
        what=task["told"] if is_typed else str(CODES.get(task["told"], "")),
        who=str(OWNERS.get(task["who"], task["who"])),
        due_on=due_on,
        days=(today - since).days if since else None,
        is_late=due_on is not None and due_on < today,
        is_free=enquiry.adviser_id is None,
    )


def _beginning(words: str) -> str:
    return Truncator(" ".join(words.split())).chars(_EXCERPT)
