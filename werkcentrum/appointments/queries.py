"""What can be booked, where and when, and what stands behind a link."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Sum

from werkcentrum.accounts.models import Membership
from werkcentrum.accounts.roles import ROLES, Permission
from werkcentrum.appointments import rules
from werkcentrum.appointments.models import (
    CELL,
    Absence,
    Appointment,
    AppointmentSlot,
    GroupSession,
    Offer,
    OfferAdviser,
    ServiceType,
    StaffCell,
    WaitingListEntry,
)
from werkcentrum.appointments.states import OCCUPIES, State
from werkcentrum.appointments.tokens import hash_of
from werkcentrum.core import clock
from werkcentrum.core.clock import AMSTERDAM
from werkcentrum.core.refusal import Refusal
from werkcentrum.partners.hours import HOURS_ROWS, Hours, covers, hours_of, instant
from werkcentrum.partners.models import HoursKind, Location, Region
from werkcentrum.partners.queries import not_shown

DAYS_AHEAD: Final = 56
_ALTERNATIVES: Final = 3
_BATCH: Final = 50
_BOOKING_ROLES: Final = [
    key for key, role in ROLES.items() if Permission.BOOK_APPOINTMENTS in role.permissions
]


@dataclass(frozen=True)
class FreeTime:
    """A moment that can be chosen. `starts_at` and `ends_at` are on the clock of the location."""

    slot: UUID
    starts_at: datetime
    ends_at: datetime
    places: int


@dataclass(frozen=True)
class FreeDay:
    """A day with the times that are free on it, earliest first; never empty."""

    on: date
    times: list[FreeTime]


@dataclass(frozen=True)
class ShownAdviser:
    """Somebody whom visitors can choose, with the name for visitors."""

    key: UUID
    name: str


@dataclass(frozen=True)
class ShownSession:
    """A group session with places left. Title and description as they were typed."""

    slot: UUID
    title: str
    description: str
    location: Location
    starts_at: datetime
    ends_at: datetime
    places: int


@dataclass(frozen=True)
class Stretch:
    """From one instant until another."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Pool:
    """The advisers behind some slots, and which quarters of an hour each of them has taken."""

    advisers: list[UUID]
    taken: dict[UUID, set[datetime]]
    absences: dict[UUID, list[tuple[datetime, datetime]]]

    def free(self, starts_at: datetime, ends_at: datetime) -> list[UUID]:
        """Who can have a conversation then, whoever has the fewest that day first."""
        wanted = set(cells(starts_at, ends_at))
        day = starts_at.date()
        found = [
            key
            for key in self.advisers
            if not wanted & self.taken[key]
            and not any(a < ends_at and starts_at < b for a, b in self.absences[key])
        ]
        return sorted(found, key=lambda key: sum(cell.date() == day for cell in self.taken[key]))


def cells(starts_at: datetime, ends_at: datetime) -> Iterator[datetime]:
    """The quarters of an hour (UTC) that this touches."""
    start = starts_at.astimezone(UTC)
    cell = start - timedelta(
        minutes=start.minute % 15, seconds=start.second, microseconds=start.microsecond
    )
    while cell < ends_at:
        yield cell
        cell += CELL


def offers_for(region: Region, kind: ServiceType | None = None) -> QuerySet[Offer]:
    """Where it can be booked: open offers with their agenda, location and service type.

    Not at a partner that no agreement makes part of the Werkcentrum.
    """
    found = Offer.objects.filter(agenda__location__region=region, is_open=True)
    hidden = not_shown(region, on=clock.today())
    found = found.exclude(agenda__location__organisation__in=hidden) if hidden else found
    found = found.filter(service_type=kind) if kind else found
    return found.select_related("agenda__location__region", "service_type").order_by(
        "agenda__location__name", "service_type__name"
    )


def places_to_book(region: Region) -> frozenset[str]:
    """The keys of the locations where visitors can make an appointment."""
    found = offers_for(region).filter(service_type__is_public=True)
    return frozenset(found.values_list("agenda__location__key", flat=True))


def advisers_of(offer: Offer) -> list[ShownAdviser]:
    """Whom a visitor can choose; empty where it does not matter."""
    if not offer.service_type.is_adviser_chosen:
        return []
    rows = _at_work(offer).exclude(public_name="")
    return [ShownAdviser(row.adviser_id, row.public_name) for row in rows]


def free_days(
    offer: Offer,
    *,
    at: datetime,
    party_size: int = 1,
    adviser: UUID | None = None,
    companion: UUID | None = None,
    days: int = DAYS_AHEAD,
    is_staff: bool = False,
) -> list[FreeDay]:
    """The days of the weeks to come on which something is free, each with its times.

    Visitors see nothing within the notice of the service type, and nothing outside the hours as
    they are at this moment. A hold that is too old takes no place. `companion`: only when this
    colleague has time too.
    """
    if not offer.is_open:
        return []
    location = location_with_hours(offer.agenda.location_id)
    hours = hours_of(location)
    notice = timedelta() if is_staff else timedelta(hours=offer.service_type.notice_hours)
    slots = [
        slot
        for slot in offer.slots.filter(
            starts_at__gt=at + notice, starts_at__lt=at + timedelta(days=days)
        ).order_by("starts_at")
        if covers(hours, HoursKind.APPOINTMENT, slot)
    ]
    lapsed = lapsed_places(slots, at=at)
    until = at + timedelta(days=days + 1)
    pool = pool_of(offer, at=at, since=at, until=until)
    theirs = taken_by([companion], at=at, since=at, until=until) if companion else None
    found: dict[date, list[FreeTime]] = defaultdict(list)
    for slot in slots:
        places = _places(slot, pool, lapsed, adviser)
        can_come = theirs is None or theirs.free(slot.starts_at, slot.ends_at)
        if places >= party_size and can_come:
            choice = _free_time(slot, location, places)
            found[choice.starts_at.date()].append(choice)
    return [FreeDay(on, times) for on, times in found.items()]


def alternatives_to(
    slot: AppointmentSlot,
    *,
    at: datetime,
    adviser: UUID | None = None,
) -> list[FreeTime]:
    """The free times nearest to one that is taken, earliest first. None for a group session."""
    if slot.offer is None:
        return []
    days = free_days(slot.offer, at=at, adviser=adviser)
    others = [choice for day in days for choice in day.times if choice.slot != slot.pk]
    nearest = sorted(others, key=lambda choice: abs(choice.starts_at - slot.starts_at))
    return sorted(nearest[:_ALTERNATIVES], key=lambda choice: choice.starts_at)


def coming_sessions(region: Region, *, at: datetime) -> list[ShownSession]:
    """Group sessions that go on and have places left, soonest first."""
    rows = list(
        GroupSession.objects.filter(
            slot__location__region=region, slot__starts_at__gt=at, is_cancelled=False
        )
        .select_related("slot__location")
        .order_by("slot__starts_at", "id")
    )
    lapsed = lapsed_places([row.slot for row in rows], at=at)
    shown = []
    for row in rows:
        slot, zone = row.slot, row.slot.location.zone
        places = slot.capacity - slot.booked + lapsed.get(slot.pk, 0)
        if places > 0:
            shown.append(ShownSession(
                slot.pk, row.title, row.description, slot.location,
                slot.starts_at.astimezone(zone), slot.ends_at.astimezone(zone), places,
            ))  # fmt: skip
    return shown


def slot_for(region: Region, key: Any) -> AppointmentSlot | None:
    """A slot of this region by its id, with what booking needs; None when there is none."""
    found = AppointmentSlot.objects.filter(location__region=region, pk=key)
    return found.select_related(*SLOT_WITH).first()


def held_or_booked(region: Region, request_key: UUID) -> Appointment | None:
    """What a form has led to so far, with its client and slot."""
    found = Appointment.objects.filter(region=region, request_key=request_key)
    return found.select_related(
        "slot__location__region", "location__region", "service_type", "client", "region"
    ).first()


def may_hold(slot: AppointmentSlot, *, at: datetime) -> bool:
    """Whether one more place may be kept on that day for somebody who fills in the form.

    Otherwise a robot could keep every place of a location with forms that it never sends.
    """
    first = slot.starts_at.astimezone(slot.location.zone).date()
    since, until = stretch_of_days(first, 1)
    held = Appointment.objects.filter(
        location=slot.location_id, starts_at__gte=since, starts_at__lt=until,
        state=State.HELD, expires_at__gt=at,
    )  # fmt: skip
    return held.count() < rules.MOST_HELD


def behind_link(region: Region, secret: str) -> Appointment | None:
    """The newest version of the appointment behind a link; None for a link that is not ours."""
    found = Appointment.objects.filter(region=region, manage_hash=hash_of(secret))
    return whole(found.exclude(state=State.RESCHEDULED)).first()


SLOT_WITH: Final = (
    "location__region", "location__agenda", "service_type", "offer__service_type", "offer__agenda",
    "session",
)  # fmt: skip


def whole(found: QuerySet[Appointment]) -> QuerySet[Appointment]:
    """With what pages, messages and actions ask of an appointment, and its slot as `slot_for`.

    In three statements: PostgreSQL thought for 50 ms about one that joins seventeen tables, each
    time anew. About each of these it thinks for one.
    """
    rows = found.select_related("service_type", "client", "adviser", "companion", "region")
    return rows.prefetch_related(
        Prefetch("location", Location.objects.select_related("region", "agenda")),
        Prefetch("slot", AppointmentSlot.objects.select_related(*SLOT_WITH)),
    )


def adviser_name(appointment: Appointment) -> str:
    """What visitors read about who they will meet; '' when that is not said."""
    if appointment.adviser_id is None or appointment.slot.offer_id is None:
        return ""
    found = appointment.slot.offer.pool.filter(adviser=appointment.adviser_id)  # type: ignore[union-attr]
    return found.values_list("public_name", flat=True).first() or ""


def free_colleagues(appointment: Appointment, *, at: datetime) -> list[ShownAdviser]:
    """Who could take this conversation over, whoever has the fewest that day first."""
    offer = appointment.slot.offer
    if offer is None:
        return []
    since = appointment.starts_at - timedelta(days=1)
    until = appointment.ends_at + timedelta(days=1)
    pool = pool_of(offer, at=at, since=since, until=until)
    names = dict(offer.pool.values_list("adviser_id", "public_name"))
    free = pool.free(appointment.starts_at, appointment.ends_at) if pool else []
    return [ShownAdviser(key, names[key]) for key in free if key != appointment.adviser_id]


def is_waiting(appointment: Appointment) -> bool:
    """Whether somebody asked for an earlier time."""
    return WaitingListEntry.objects.filter(series=appointment.series).exists()


def with_news() -> list[Appointment]:
    """Appointments of which somebody must still be told something, first come first."""
    found = whole(Appointment.objects.exclude(to_tell=""))
    return list(found.prefetch_related("moved_from__location").order_by("id")[:_BATCH])


def freed_slots() -> list[AppointmentSlot]:
    """Slots in which a place came free since somebody looked, soonest first."""
    found = AppointmentSlot.objects.filter(freed_at__isnull=False)
    return list(found.select_related(*SLOT_WITH).order_by("starts_at", "id"))


def places_left(slot: AppointmentSlot, *, at: datetime) -> int:
    """How many places a visitor could still take, within the hours and the notice; 0 if none."""
    if may_ask(slot, channel=None, party_size=1, at=at, is_staff=False):
        return 0
    since, until = slot.starts_at - timedelta(days=1), slot.ends_at + timedelta(days=1)
    pool = pool_of(slot.offer, at=at, since=since, until=until) if slot.offer else None
    return max(0, _places(slot, pool, lapsed_places([slot], at=at), None))


def who_waits_for(
    slot: AppointmentSlot, *, places: int, at: datetime
) -> list[tuple[WaitingListEntry, Appointment]]:
    """For whom this place would be earlier, today or when they may be told again.

    Whoever waits longest first.
    """
    entries = {
        entry.series: entry
        for entry in WaitingListEntry.objects.filter(
            region=slot.location.region_id, offers__lt=rules.MOST_OFFERS,
        ).exclude(places__slot=slot)
    }  # fmt: skip
    found = Appointment.objects.filter(
        series__in=entries, state=State.BOOKED, location=slot.location_id,
        service_type=slot.service_type_id, party_size__lte=places,
        starts_at__gt=at + rules.WAITS_LONG,
        starts_at__gte=slot.starts_at + rules.MUCH_EARLIER,
    )  # fmt: skip
    pairs = [(entries[appointment.series], appointment) for appointment in whole(found)]
    return sorted(pairs, key=lambda pair: (pair[0].since, pair[0].pk))


def stretch_of_days(first: date, days: int) -> tuple[datetime, datetime]:
    """The instants at which so many days begin and end in the Netherlands."""
    last = first + timedelta(days=days)
    return instant(AMSTERDAM, first, time()), instant(AMSTERDAM, last, time())


def location_with_hours(pk: UUID) -> Location:
    """A location with every row that decides when it is open."""
    return Location.objects.select_related("region").prefetch_related(*HOURS_ROWS).get(pk=pk)


def is_covered(slot: AppointmentSlot) -> bool:
    """Whether the offer and the hours behind a slot still stand.

    While the slots of the agenda follow the hours of today, a slot with places is within them.
    """
    if slot.offer is not None and not slot.offer.is_open:
        return False
    if not slot.follows_hours:
        return True
    location = slot.location
    if location.agenda.planned_version == location.region.content_version:
        return slot.capacity > 0
    return covers(_hours(location), HoursKind.APPOINTMENT, slot)


def is_within_hours(location: Location, starts_at: datetime, ends_at: datetime) -> bool:
    """Whether a location has appointments for the whole of this time."""
    return covers(_hours(location), HoursKind.APPOINTMENT, Stretch(starts_at, ends_at))


def pool_of(offer: Offer, *, at: datetime, since: datetime, until: datetime) -> Pool | None:
    """Who has these conversations and when they are taken; None where nobody in particular has.

    `at` is this moment, `since` and `until` the period that is looked at.
    """
    keys = sorted(_at_work(offer).values_list("adviser_id", flat=True))
    if not keys and not offer.pool.exists():
        return None
    return taken_by(keys, at=at, since=since, until=until)


def _at_work(offer: Offer) -> QuerySet[OfferAdviser]:
    """Who of the advisers of an offer still works in its region, in a role that has appointments.

    Whoever left may work elsewhere still, and would see nothing of these appointments.
    """
    works_here = _works_in("offer__agenda__location__region")
    return offer.pool.filter(works_here, adviser__is_active=True)


def left_behind(location: Location, *, at: datetime) -> QuerySet[Appointment]:
    """Appointments to come whose adviser no longer has conversations in the region."""
    to_come = Appointment.objects.filter(location=location, state=State.BOOKED, starts_at__gt=at)
    return to_come.exclude(adviser=None).exclude(_works_in("region"), adviser__is_active=True)


def _works_in(region: str) -> Exists:
    """Whether `adviser` of a row has a role with appointments in this region of it."""
    return Exists(
        Membership.objects.filter(
            user=OuterRef("adviser"), role__in=_BOOKING_ROLES, organisation__region=OuterRef(region)
        )
    )


def taken_by(advisers: Sequence[UUID], *, at: datetime, since: datetime, until: datetime) -> Pool:
    """When these advisers are taken; a hold that is too old takes nobody's time."""
    taken: dict[UUID, set[datetime]] = {key: set() for key in advisers}
    rows = StaffCell.objects.filter(
        adviser__in=advisers, starts_at__gte=since, starts_at__lt=until
    ).exclude(appointment__expires_at__lte=at)  # fmt: skip
    for key, cell in rows.values_list("adviser_id", "starts_at"):
        taken[key].add(cell)
    absences: dict[UUID, list[tuple[datetime, datetime]]] = {key: [] for key in advisers}
    away = Absence.objects.filter(adviser__in=advisers, ends_at__gt=since, starts_at__lt=until)
    for key, start, end in away.values_list("adviser_id", "starts_at", "ends_at"):
        absences[key].append((start, end))
    return Pool(list(advisers), taken, absences)


def lapsed_places(slots: Iterable[AppointmentSlot], *, at: datetime) -> dict[UUID, int]:
    """How many places of each slot are kept by holds that are too old."""
    keys = [slot.pk for slot in slots if slot.booked]
    rows = Appointment.objects.lapsed(at).filter(slot__in=keys).order_by()
    return dict(rows.values_list("slot").annotate(places=Sum("party_size")))


def miscounted(slots: QuerySet[AppointmentSlot]) -> list[UUID]:
    """Slots whose counter is not the sum of who takes a place: there should be none."""
    people = Sum("appointments__party_size", filter=Q(appointments__state__in=OCCUPIES), default=0)
    wrong = slots.order_by("pk").annotate(people=people).exclude(booked=F("people"))
    return list(wrong.values_list("pk", flat=True))


def may_ask(
    slot: AppointmentSlot,
    *,
    channel: str | None,
    party_size: int,
    at: datetime,
    is_staff: bool,
) -> Refusal | None:
    """The refusal that asking for this slot would meet now, before a place is looked for.

    `channel` is None for whoever may speak in any way.
    """
    return rules.may_book(
        slot, channel=channel, party_size=party_size, at=at, is_staff=is_staff,
        is_covered=is_covered(slot),
    )  # fmt: skip


def _hours(location: Location) -> Hours:
    return hours_of(location_with_hours(location.pk))


def _places(
    slot: AppointmentSlot, pool: Pool | None, lapsed: dict[UUID, int], adviser: UUID | None
) -> int:
    """How many places somebody could still take."""
    places = slot.capacity - slot.booked + lapsed.get(slot.pk, 0)
    if pool is None or places <= 0:
        return places
    free = pool.free(slot.starts_at, slot.ends_at)
    if adviser is not None:
        return int(adviser in free)
    return min(places, len(free))


def _free_time(slot: AppointmentSlot, location: Location, places: int) -> FreeTime:
    return FreeTime(
        slot.pk,
        slot.starts_at.astimezone(location.zone),
        slot.ends_at.astimezone(location.zone),
        places,
    )
