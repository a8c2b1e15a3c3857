"""What can be booked where, and the slots that follow the hours of a location."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest

from werkcentrum.appointments import rules
from werkcentrum.appointments.models import (
    Agenda,
    Appointment,
    AppointmentSlot,
    GroupSession,
    Offer,
    OfferAdviser,
    ServiceType,
    Tell,
)
from werkcentrum.appointments.queries import (
    is_within_hours,
    left_behind,
    location_with_hours,
    miscounted,
)
from werkcentrum.appointments.states import HOLDING, State
from werkcentrum.appointments.taking import end, lock_slots
from werkcentrum.appointments.telling import stop_telling
from werkcentrum.audit.actions import SYSTEM, record
from werkcentrum.core.clock import day_of
from werkcentrum.core.refusal import insist
from werkcentrum.partners.hours import Hours, Span, covers, effective_spans, hours_of
from werkcentrum.partners.models import HoursKind, Location, Region

_TYPE_FIELDS: Final = (
    "explanation", "themes", "notice_hours", "is_adviser_chosen", "is_confirmed_by_mail",
    "is_public",
)  # fmt: skip
logger = logging.getLogger(__name__)


@transaction.atomic
def set_up_service_type(
    *,
    region: Region,
    key: str,
    name: str,
    minutes: int,
    channels: Sequence[str],
    by: str,
    at: datetime,
    **more: Any,
) -> ServiceType:
    """Make or change a reason for a visit, found by its key.

    `more`: other fields of `ServiceType`. What was booked keeps its own length. Raises
    ValidationError for a length that is not possible.
    """
    kind = ServiceType.objects.filter(region=region, key=key).first()
    kind = kind or ServiceType(region=region, key=key)
    wanted = {"name": name, "minutes": minutes, "channels": list(channels)}
    wanted |= {field: more[field] for field in _TYPE_FIELDS if field in more}
    has_other_length = kind.minutes != minutes
    for field, value in wanted.items():
        setattr(kind, field, value)
    kind.clean_fields(exclude={"themes", "channels"})
    kind.save()
    if has_other_length:
        _plan_anew(Q(offers__service_type=kind))
    _publish(region)
    record(
        verb="appointments.service_type_set_up", subject=kind, by=by, at=at,
        region_key=region.key, minutes=minutes, channels=list(channels),
    )  # fmt: skip
    return kind


@transaction.atomic
def set_up_offer(
    *,
    location: Location,
    service_type: ServiceType,
    by: str,
    at: datetime,
    capacity: int = 1,
    advisers: Sequence[tuple[UUID, str]] = (),
    is_open: bool = True,
) -> Offer:
    """Have a service type booked at a location, so many at a time or with these advisers.

    `advisers`: user ids, each with the name for visitors; they take the place of who was there.
    Slots follow in the next round of the worker, or with `plan_slots`.
    """
    agenda, _is_new = Agenda.objects.get_or_create(location=location)
    offer, _is_new = Offer.objects.update_or_create(
        agenda=agenda, service_type=service_type,
        defaults={"capacity": len(advisers) or capacity, "is_open": is_open},
    )  # fmt: skip
    OfferAdviser.objects.filter(offer=offer).exclude(
        adviser__in=[key for key, _name in advisers]
    ).delete()
    for key, name in advisers:
        OfferAdviser.objects.update_or_create(
            offer=offer, adviser_id=key, defaults={"public_name": name}
        )
    _plan_anew(Q(pk=agenda.pk))
    _publish(location.region)
    record(
        verb="appointments.offer_set_up", subject=offer, by=by, at=at,
        region_key=location.region.key, capacity=offer.capacity, advisers=len(advisers),
        is_open=is_open,
    )  # fmt: skip
    return offer


@transaction.atomic
def begin_appointments(
    *,
    location: Location,
    types: Sequence[dict[str, Any]],
    by: str,
    at: datetime,
    capacity: int = 1,
) -> Agenda:
    """Start the agenda of a location with service types, each with so many places at a time.

    `types`: the fields of a `ServiceType`; one that the region has already stays as it is.
    """
    agenda, _is_new = Agenda.objects.get_or_create(location=location)
    for fields in types:
        kind, _is_new = ServiceType.objects.get_or_create(
            region=location.region, key=fields["key"], defaults=fields
        )
        Offer.objects.get_or_create(
            agenda=agenda, service_type=kind, defaults={"capacity": capacity}
        )
    record(
        verb="appointments.begun", subject=agenda, by=by, at=at, region_key=location.region.key,
        types=[fields["key"] for fields in types],
    )  # fmt: skip
    _publish(location.region)
    return agenda


@transaction.atomic
def plan_group_session(
    *,
    location: Location,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    capacity: int,
    by: str,
    at: datetime,
    description: str = "",
    service_type: ServiceType | None = None,
) -> GroupSession:
    """Plan a workshop with so many places. Raises RefusedError.

    It may lie outside the hours: then a change of hours does not touch it.
    """
    insist(rules.may_plan_session(starts_at=starts_at, ends_at=ends_at, capacity=capacity, at=at))
    Agenda.objects.get_or_create(location=location)
    slot = AppointmentSlot.objects.create(
        location=location, service_type=service_type, starts_at=starts_at, ends_at=ends_at,
        capacity=capacity, follows_hours=is_within_hours(location, starts_at, ends_at),
    )  # fmt: skip
    session = GroupSession.objects.create(slot=slot, title=title, description=description)
    record(
        verb="appointments.session_planned", subject=session, by=by, at=at,
        region_key=location.region.key, capacity=capacity,
    )  # fmt: skip
    return session


@transaction.atomic
def cancel_group_session(*, session: GroupSession, by: str, at: datetime) -> int:
    """It does not go on; everybody in it is told. Returns how many appointments that ended.

    A second time changes nothing and leaves no line.
    """
    lock_slots(session.slot_id)
    if not GroupSession.objects.filter(pk=session.pk, is_cancelled=False).update(is_cancelled=True):
        return 0
    rows = Appointment.objects.filter(slot=session.slot_id).select_related(
        "slot__location", "location", "region", "client"
    )
    ended = 0
    for appointment in rows.filter(state__in=(State.BOOKED, *HOLDING)).order_by("pk"):
        was_told = appointment.state != State.HELD
        state = State.CANCELLED_BY_DESK if was_told else State.EXPIRED
        reason = Appointment.Reason.SESSION if was_told else ""
        news = Tell.CANCELLED if was_told else ""
        end(appointment, state, reason, by, at, to_tell=news)
        stop_telling(appointment, at)
        ended += was_told
    AppointmentSlot.objects.filter(pk=session.slot_id).update(
        capacity=F("booked"), extra=0, freed_at=None
    )
    record(
        verb="appointments.session_cancelled", subject=session, by=by, at=at,
        region_key=session.slot.location.region.key, ended=ended,
    )  # fmt: skip
    return ended


def plan_slots(*, at: datetime) -> int:
    """Have every agenda follow the hours of its location; returns how many slots were made.

    The system does this by itself. An agenda that is up to date costs nothing. A slot with people
    in it is never removed; appointments whose hours went, or whose adviser left, are flagged for
    staff, and those whose hours came back are not any more.
    """
    made = 0
    for agenda in _behind(at):
        with transaction.atomic():
            made += _follow(agenda, at)
    return made


def _behind(at: datetime) -> list[Agenda]:
    """Agendas that nobody looked at today, or whose region changed since."""
    is_stale = ~Q(planned_version=F("location__region__content_version"))
    is_old = Q(planned_on=None) | Q(planned_on__lt=day_of(at))
    found = Agenda.objects.filter(is_stale | is_old)
    return list(found.select_related("location__region").order_by("pk"))


def _plan_anew(which: Q) -> None:
    Agenda.objects.filter(which).update(planned_on=None)


def _publish(region: Region) -> None:
    """Pages say anew where an appointment can be made."""
    Region.objects.filter(pk=region.pk).update(content_version=F("content_version") + 1)


def _follow(agenda: Agenda, at: datetime) -> int:
    """Bring one agenda up to date; returns how many slots are new."""
    Agenda.objects.select_for_update(of=("self",)).get(pk=agenda.pk)
    # Whoever changes the hours from here on makes the region newer than this.
    version = Region.objects.values_list("content_version", flat=True).get(
        pk=agenda.location.region_id
    )
    location = location_with_hours(agenda.location_id)
    hours = hours_of(location)
    today = at.astimezone(location.zone).date()
    spans = [
        span
        for offset in range(agenda.weeks_ahead * 7)
        for span in effective_spans(hours, HoursKind.APPOINTMENT, today + timedelta(days=offset))
    ]
    slots = AppointmentSlot.objects.filter(location=location, starts_at__gt=at)
    lock_slots(*slots.values_list("pk", flat=True))
    if wrong := miscounted(slots):
        logger.error("De teller klopt niet van tijdslot %s.", ", ".join(map(str, wrong)))
    made = sum(_follow_offer(offer, spans, at) for offer in agenda.offers.all())
    flagged = _flag_orphans(location, hours, at) + _flag_left_behind(location, at)
    Agenda.objects.filter(pk=agenda.pk).update(planned_on=day_of(at), planned_version=version)
    for verb, count in (("slots_planned", made), ("orphans_flagged", flagged)):
        if count:
            record(
                verb=f"appointments.{verb}", subject=agenda, by=SYSTEM, at=at,
                region_key=location.region.key, count=count,
            )  # fmt: skip
    return made


def _follow_offer(offer: Offer, spans: Sequence[Span], at: datetime) -> int:
    """Slots that miss are made, what changed is changed, and what is no longer there closes."""
    minutes = offer.service_type.minutes
    pieces = [piece for span in spans for piece in span.slots(minutes)] if offer.is_open else []
    wanted = {piece.starts_at: piece for piece in pieces if piece.starts_at > at}
    present = list(offer.slots.filter(starts_at__gt=at).order_by("pk"))
    busy = [slot for slot in present if slot.booked and not _fits(slot, wanted)]
    wanted = {
        start: piece for start, piece in wanted.items() if not any(_overlap(piece, b) for b in busy)
    }
    closed = [slot for slot in present if not _fits(slot, wanted) and not _adopts(slot, wanted)]
    left = {slot.pk for slot in closed}
    for slot in closed:
        _close(slot)
    offer.slots.filter(starts_at__gt=at).exclude(pk__in=left).exclude(
        capacity=F("extra") + offer.capacity
    ).update(capacity=Greatest(F("extra") + offer.capacity, F("booked")))
    known = {slot.starts_at for slot in present}
    new = [_new_slot(offer, piece) for start, piece in wanted.items() if start not in known]
    # Two workers may come at the same time.
    AppointmentSlot.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def _fits(slot: AppointmentSlot, wanted: dict[datetime, Span]) -> bool:
    """Whether a slot is one of the pieces of the hours."""
    piece = wanted.get(slot.starts_at)
    return piece is not None and piece.ends_at == slot.ends_at


def _adopts(slot: AppointmentSlot, wanted: dict[datetime, Span]) -> bool:
    """An empty slot takes over another length."""
    piece = wanted.get(slot.starts_at)
    if piece is None or slot.booked:
        return False
    return bool(AppointmentSlot.objects.filter(pk=slot.pk).update(ends_at=piece.ends_at))


def _close(slot: AppointmentSlot) -> None:
    """Nobody comes on any more; whoever is in it stays."""
    rows = AppointmentSlot.objects.filter(pk=slot.pk).exclude(capacity=F("booked"), extra=0)
    rows.update(capacity=F("booked"), extra=0)


def _new_slot(offer: Offer, piece: Span) -> AppointmentSlot:
    return AppointmentSlot(
        location_id=offer.agenda.location_id, service_type_id=offer.service_type_id, offer=offer,
        starts_at=piece.starts_at, ends_at=piece.ends_at, capacity=offer.capacity,
    )  # fmt: skip


def _overlap(piece: Span, slot: AppointmentSlot) -> bool:
    return piece.starts_at < slot.ends_at and slot.starts_at < piece.ends_at


def _flag_left_behind(location: Location, at: datetime) -> int:
    """Flag what was with an adviser who does not work here any more: nobody would see to it."""
    rows = left_behind(location, at=at).filter(is_orphaned=False, is_kept=False)
    return rows.update(is_orphaned=True, orphan_reason=Appointment.Orphan.ABSENCE)


def _flag_orphans(location: Location, hours: Hours, at: datetime) -> int:
    """Flag what lies outside the hours now, and take the flag from what is within them again."""
    rows = Appointment.objects.filter(
        location=location, state=State.BOOKED, starts_at__gt=at, slot__follows_hours=True,
        is_kept=False,
    ).exclude(orphan_reason=Appointment.Orphan.ABSENCE)  # fmt: skip
    flagged = 0
    for row in rows:
        is_outside = not covers(hours, HoursKind.APPOINTMENT, row)
        if is_outside != row.is_orphaned:
            reason = Appointment.Orphan.HOURS if is_outside else ""
            Appointment.objects.filter(pk=row.pk, state=State.BOOKED).update(
                is_orphaned=is_outside, orphan_reason=reason
            )
            flagged += is_outside
    return flagged
