"""What staff see: the agenda of a day or a week, and what needs somebody."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import override

from werkcentrum.accounts.models import User
from werkcentrum.appointments import notices, rules
from werkcentrum.appointments.models import (
    Absence,
    Appointment,
    AppointmentQuerySet,
    Channel,
    GroupSession,
    Offer,
    OfferAdviser,
    WaitingListEntry,
)
from werkcentrum.appointments.notices import Told
from werkcentrum.appointments.queries import adviser_name, stretch_of_days
from werkcentrum.appointments.states import EXPECTED, HOLDING, State
from werkcentrum.appointments.telling import reachable
from werkcentrum.partners.models import Location, Region
from werkcentrum.partners.queries import sender_of

# What stands in an agenda: not what was only held, and not what went elsewhere.
_SHOWN = (*EXPECTED, State.PENDING, State.ATTENDED, State.NO_SHOW)


@dataclass(frozen=True)
class AgendaRow:
    """One appointment in an agenda. Times are on the clock of the location.

    `adviser` is the name for visitors or else the mail address; '' when it does not matter who.
    `needs_outcome`: it is over and nobody said whether it took place. `is_guest`: whoever looks
    comes along for a partner, and gets no more of it than when, where and with whom.
    """

    key: UUID
    starts_at: datetime
    ends_at: datetime
    state: str
    label: str
    name: str
    reach: str
    address: str
    language: str
    subject: str
    channel: str
    location: str
    adviser: str
    party_size: int
    question: str
    why: str
    needs_outcome: bool
    is_guest: bool


@dataclass(frozen=True)
class SessionRow:
    """One group session in an agenda."""

    key: UUID
    slot: UUID
    title: str
    starts_at: datetime
    ends_at: datetime
    location: str
    booked: int
    capacity: int
    is_cancelled: bool


@dataclass(frozen=True)
class AgendaDay:
    """A day with its appointments and group sessions in order; it may be empty."""

    on: date
    rows: list[AgendaRow]
    sessions: list[SessionRow]


@dataclass(frozen=True)
class WorkItem:
    """An appointment that needs somebody, why, and the message that is ready for the visitor.

    `subject` and `message` are in the language of the visitor; both '' when we have no address.
    """

    row: AgendaRow
    appointment: Appointment
    asked_at: datetime | None
    subject: str
    message: str


@dataclass(frozen=True)
class WaitingRow:
    """Somebody on the waiting list."""

    row: AgendaRow
    since: datetime
    offers: int


def agenda_of(
    region: Region,
    *,
    first: date,
    days: int,
    at: datetime,
    user: User | None = None,
    location: Location | None = None,
    adviser: UUID | None = None,
) -> list[AgendaDay]:
    """Every day from `first` on, so many days: of a region, of one location or of one adviser.

    Here and below: what `user` may see; without one all of it.
    """
    since, until = stretch_of_days(first, days)
    found = _loaded(
        _seen_by(user).filter(
            region=region, starts_at__gte=since, starts_at__lt=until, state__in=_SHOWN
        )
    )
    sessions = GroupSession.objects.filter(
        slot__location__region=region, slot__starts_at__gte=since, slot__starts_at__lt=until
    ).select_related("slot__location").order_by("slot__starts_at", "id")  # fmt: skip
    if location is not None:
        found, sessions = found.filter(location=location), sessions.filter(slot__location=location)
    if adviser is not None:
        is_theirs = Q(adviser=adviser) | Q(companion=adviser)
        found, sessions = found.filter(is_theirs), sessions.none()
    rows: dict[date, list[AgendaRow]] = defaultdict(list)
    for row in _rows(found, at, user):
        rows[row.starts_at.date()].append(row)
    groups: dict[date, list[SessionRow]] = defaultdict(list)
    for session in sessions:
        shown = session_row(session)
        groups[shown.starts_at.date()].append(shown)
    every = [first + timedelta(days=offset) for offset in range(days)]
    return [AgendaDay(day, rows[day], groups[day]) for day in every]


def sessions_of(region: Region, *, at: datetime) -> list[SessionRow]:
    """Group sessions of this week and later, also full ones and those that do not go on."""
    found = group_sessions(region).filter(slot__ends_at__gt=at - timedelta(days=7))
    return [session_row(session) for session in found]


def group_sessions(region: Region) -> QuerySet[GroupSession]:
    """All group sessions of a region, soonest first."""
    found = GroupSession.objects.filter(slot__location__region=region)
    return found.select_related("slot__location__region").order_by("slot__starts_at", "id")


def every_offer(region: Region) -> QuerySet[Offer]:
    """What is or was offered, by place, each with its advisers."""
    found = Offer.objects.filter(agenda__location__region=region)
    return found.select_related("agenda__location__region", "service_type").prefetch_related(
        "pool__adviser"
    ).order_by("agenda__location__name", "service_type__name")  # fmt: skip


def places(region: Region) -> QuerySet[Location]:
    """Locations where there are appointments, or were."""
    return Location.objects.filter(region=region, agenda__isnull=False).order_by("name", "id")


def advisers(region: Region) -> list[tuple[UUID, str]]:
    """Everybody who has conversations in this region: user id and a name for colleagues."""
    rows = OfferAdviser.objects.filter(offer__agenda__location__region=region)
    found = rows.order_by("adviser__email").values_list("adviser_id", "adviser__email").distinct()
    return list(found)


def participants(
    session: GroupSession, *, at: datetime, user: User | None = None
) -> list[AgendaRow]:
    """Who comes to a group session."""
    return _rows(_loaded(_seen_by(user).filter(slot=session.slot_id, state__in=_SHOWN)), at, user)


def appointment_row(
    appointment: Appointment, *, at: datetime, user: User | None = None
) -> AgendaRow:
    """One appointment, loaded with `queries.whole`, as the agenda shows it."""
    return _rows([appointment], at, user)[0]


def work_list(region: Region, *, at: datetime, user: User | None = None) -> list[WorkItem]:
    """Appointments to come of which the hours or the adviser went, soonest first.

    Not for who only comes along: the link of the visitor stands in the message.
    """
    rows = _seen_by(user).filter(region=region, is_orphaned=True, ends_at__gt=at)
    found = [row for row in _loaded(rows) if user is None or not row.has_as_guest(user)]
    items = []
    for appointment, row in zip(found, _rows(found, at, user), strict=True):
        subject = message = ""
        if reachable(appointment.client):
            told = Told(appointment, sender_of(region), adviser_name(appointment))
            with override(appointment.language):
                notice = notices.please_move(told)
            subject, message = notice.subject, notice.text
        items.append(WorkItem(row, appointment, appointment.asked_at, subject, message))
    return items


def expected_today(location: Location, *, at: datetime) -> list[AgendaRow]:
    """Who comes to a location on the day of this moment and is not there yet, in order of time."""
    since, until = stretch_of_days(at.astimezone(location.zone).date(), 1)
    found = Appointment.objects.filter(
        location=location, state=State.BOOKED, channel=Channel.OFFICE, starts_at__gte=since,
        starts_at__lt=until,
    )  # fmt: skip
    return _rows(_loaded(found), at, None)


def without_outcome(region: Region, *, at: datetime, user: User | None = None) -> list[AgendaRow]:
    """What is over without anybody saying whether it took place, oldest first."""
    over = _seen_by(user).filter(region=region, state__in=EXPECTED, ends_at__lt=at - rules.GRACE)
    return [row for row in _rows(_loaded(over), at, user) if not row.is_guest]


def waiting_list(region: Region, *, at: datetime, user: User | None = None) -> list[WaitingRow]:
    """Who would rather come earlier, whoever waits longest first."""
    entries = {entry.series: entry for entry in WaitingListEntry.objects.filter(region=region)}
    found = list(
        _loaded(_seen_by(user).filter(series__in=entries, state=State.BOOKED, starts_at__gt=at))
    )
    shown = [
        WaitingRow(row, entries[appointment.series].since, entries[appointment.series].offers)
        for appointment, row in zip(found, _rows(found, at, user), strict=True)
    ]
    return sorted(shown, key=lambda row: row.since)


def coming_absences(region: Region, *, at: datetime) -> QuerySet[Absence]:
    """Who is away now or later."""
    found = Absence.objects.filter(region=region, ends_at__gt=at)
    return found.select_related("adviser").order_by("starts_at", "id")


def _seen_by(user: User | None) -> AppointmentQuerySet:
    every = Appointment.objects.all()
    return every if user is None else every.visible_to(user)


def _loaded(found: QuerySet[Appointment]) -> QuerySet[Appointment]:
    return found.select_related(
        "client", "enquiry", "service_type", "location__region", "adviser", "companion", "region",
        "slot__offer", "slot__session",
    ).order_by("starts_at", "id")  # fmt: skip


def _rows(found: Iterable[Appointment], at: datetime, user: User | None) -> list[AgendaRow]:
    appointments = list(found)
    pairs = OfferAdviser.objects.filter(
        offer__in={a.slot.offer_id for a in appointments if a.slot.offer_id}
    ).values_list("offer_id", "adviser_id", "public_name")
    names = {(offer, adviser): name for offer, adviser, name in pairs}
    return [_row(appointment, names, at, user) for appointment in appointments]


def _row(
    appointment: Appointment, names: dict[tuple[UUID, UUID], str], at: datetime, user: User | None
) -> AgendaRow:
    zone, client = appointment.location.zone, appointment.client
    is_guest = user is not None and appointment.has_as_guest(user)
    told = None if is_guest else client
    return AgendaRow(
        key=appointment.pk,
        starts_at=appointment.starts_at.astimezone(zone),
        ends_at=appointment.ends_at.astimezone(zone),
        state=appointment.state,
        label=_label(appointment, at),
        name=client.name_to_use if client else "",
        reach=told.get_reach_display() if told else "",
        address=told.address if told else "",
        language=appointment.get_language_display(),
        subject=_subject(appointment),
        channel=appointment.get_channel_display(),
        location=appointment.location.name,
        adviser=_adviser(appointment, names),
        party_size=appointment.party_size,
        question=_question(appointment, user),
        why=appointment.get_orphan_reason_display(),
        needs_outcome=appointment.state in EXPECTED and appointment.ends_at + rules.GRACE < at,
        is_guest=is_guest,
    )


def _question(appointment: Appointment, user: User | None) -> str:
    """What somebody wants to talk about: for whoever has that talk, and who may read the enquiry.

    A host or a coordinator sees who comes, not what people tell.
    """
    enquiry = appointment.enquiry
    if enquiry is None:
        return ""
    may_read = user is None or appointment.adviser_id == user.pk or enquiry.is_visible_to(user)
    return enquiry.own_words if may_read else ""


def _label(appointment: Appointment, at: datetime) -> str:
    is_late = appointment.state in HOLDING and appointment.is_lapsed(at)
    return State.EXPIRED.label if is_late else State(appointment.state).label


def _subject(appointment: Appointment) -> str:
    if appointment.service_type is not None:
        return appointment.service_type.name
    return appointment.slot.session.title


def _adviser(appointment: Appointment, names: dict[tuple[UUID, UUID], str]) -> str:
    """With whom: the adviser, and who comes along."""
    found = [appointment.companion.email] if appointment.companion else []
    if appointment.adviser is not None:
        key = (appointment.slot.offer_id, appointment.adviser.pk)
        found.insert(0, names.get(key) or appointment.adviser.email)  # type: ignore[arg-type]
    return " en ".join(found)


def session_row(session: GroupSession) -> SessionRow:
    """One group session as the agenda shows it."""
    slot, zone = session.slot, session.slot.location.zone
    return SessionRow(
        key=session.pk,
        slot=slot.pk,
        title=session.title,
        starts_at=slot.starts_at.astimezone(zone),
        ends_at=slot.ends_at.astimezone(zone),
        location=slot.location.name,
        booked=slot.booked,
        capacity=slot.capacity,
        is_cancelled=session.is_cancelled,
    )
