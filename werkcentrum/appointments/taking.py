"""How actions take and free places: the counter of a slot and the quarters of an hour of advisers.

Everything here runs inside the transaction of an action, which leaves the audit line.
"""

from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import F, Q

from werkcentrum.accounts.models import User
from werkcentrum.appointments import rules
from werkcentrum.appointments.models import (
    Appointment,
    AppointmentEvent,
    AppointmentSlot,
    Offer,
    StaffCell,
)
from werkcentrum.appointments.queries import cells, pool_of, taken_by
from werkcentrum.appointments.states import CANCELLED, EXPECTED, HOLDING, OCCUPIES, State
from werkcentrum.appointments.tokens import hash_of, manage_secret
from werkcentrum.audit.actions import SYSTEM
from werkcentrum.casework.models import Client
from werkcentrum.core.models import insert, new_id, stored
from werkcentrum.core.refusal import RefusedError, insist
from werkcentrum.partners.models import Location

# Nothing is left to do about it.
SETTLED: Final[dict[str, Any]] = {"is_orphaned": False, "orphan_reason": ""}
_A_DAY: Final = timedelta(days=1)
# Written out, because others wait for a slot that is wanted. With the place comes
# back whether there are advisers to choose from.
_HAS_ADVISERS: Final = """
EXISTS (SELECT 1 FROM appointments_offeradviser AS pool
        WHERE pool.offer_id = appointments_appointmentslot.offer_id)"""
_TAKE: Final = f"""
UPDATE appointments_appointmentslot SET booked = booked + %s
WHERE id = %s AND booked <= capacity - %s RETURNING {_HAS_ADVISERS}"""  # noqa: S608
_ADD_ROOM: Final = f"""
UPDATE appointments_appointmentslot
SET booked = booked + %s, capacity = capacity + %s, extra = extra + %s
WHERE id = %s RETURNING {_HAS_ADVISERS}"""  # noqa: S608
_TO_COME: Final = ", ".join(f"'{state}'" for state in (*EXPECTED, State.PENDING))
_KNOWN: Final = f"""
SELECT
    (SELECT slot_id FROM appointments_appointment WHERE request_key = %s),
    (SELECT COUNT(*) FROM appointments_appointment
     WHERE region_id = %s AND person_key = %s AND starts_at > %s
     AND state IN ({_TO_COME}) AND (expires_at IS NULL OR expires_at > %s))"""  # noqa: S608


class Known(NamedTuple):
    """What a form has led to so far, and how many appointments somebody has to come."""

    mine: Appointment | None
    to_come: int


def new_appointment(
    slot: AppointmentSlot, state: State, request_key: UUID, **values: Any
) -> Appointment:
    """An appointment that is not saved yet, with a link of its own unless `values` bring one."""
    key = new_id()
    first = {"series": key, "manage_hash": hash_of(manage_secret(key))}
    return Appointment(
        pk=key, region=slot.location.region, slot=slot, state=state, request_key=request_key,
        **{**first, **values},
    )  # fmt: skip


def as_agreed(slot: AppointmentSlot, channel: str, party_size: int) -> dict[str, Any]:
    """What an appointment keeps of its slot, whatever becomes of that."""
    return {
        "location": slot.location,
        "service_type": slot.service_type,
        "place": place_of(slot.location),
        "channel": channel,
        "starts_at": slot.starts_at,
        "ends_at": slot.ends_at,
        "party_size": party_size,
    }


def place_of(location: Location) -> str:
    """Where one has to be, on one line; the town once when the name ends with it."""
    town = f"{location.postcode} {location.place}".strip()
    if not location.street and location.name.endswith(f", {town}"):
        return location.name
    return ", ".join(part for part in (location.name, location.street, town) if part)


def take(new: Appointment, at: datetime, *, adviser: UUID | None, may_exceed: bool = False) -> bool:
    """Take a place, and an adviser where that matters; returns whether it exceeds the slot.

    Raises RefusedError when somebody else was first.
    """
    slot, places = new.slot, new.party_size
    has_advisers = _count_on(slot, places)
    if has_advisers is None:
        release_lapsed(slot, at)
        has_advisers = _count_on(slot, places)
    is_over = has_advisers is None
    if is_over:
        insist(None if may_exceed else _full(slot, places))
        has_advisers = _add_room(slot, places)
    offer = slot.offer if has_advisers else None
    lock_advisers(*([new.companion_id] if new.companion_id else []), offer=offer)
    _bring_companion(new, at)
    _choose_adviser(new, offer, at, wanted=adviser, may_exceed=may_exceed)
    return is_over


def retake(
    mine: Appointment,
    slot: AppointmentSlot,
    at: datetime,
    *,
    channel: str,
    party_size: int,
    adviser: UUID | None,
) -> None:
    """The place that is held under this key, as far as it still is, for what is wanted now."""
    before = mine.adviser_id if mine.is_adviser_wanted else None
    is_same = (mine.slot_id, mine.party_size, before) == (slot.pk, party_size, adviser)
    if mine.state in HOLDING and is_same and not _without_cells(mine):
        return
    free(mine, at)
    with_values(mine, {"slot": slot, **as_agreed(slot, channel, party_size)})
    take(mine, at, adviser=adviser)


def free(appointment: Appointment, at: datetime) -> None:
    """Give the place and the quarters of an hour back, with its slot taken. Room that was added
    for it goes too."""
    if appointment.state not in OCCUPIES:
        return
    slot = AppointmentSlot.objects.get(pk=appointment.slot_id)
    extra = min(slot.extra, appointment.party_size)
    is_news = appointment.state == State.BOOKED
    AppointmentSlot.objects.filter(pk=slot.pk).update(
        booked=F("booked") - appointment.party_size,
        capacity=F("capacity") - extra,
        extra=F("extra") - extra,
        freed_at=at if is_news else slot.freed_at,
    )
    StaffCell.objects.filter(appointment=appointment).delete()


def put_back(appointment: Appointment) -> None:
    """Count somebody again in a slot that is over."""
    _add_room(appointment.slot, appointment.party_size)


def end(
    appointment: Appointment, state: State, reason: str, by: str, at: datetime, **values: Any
) -> bool:
    """Give the place back and say why; False when somebody did so already."""
    lock_slots(appointment.slot_id)
    appointment.refresh_from_db(fields=["state"])
    if appointment.state in CANCELLED:
        return False
    free(appointment, at)
    step(
        appointment, state, by, at, reason=reason, sequence=appointment.sequence + 1, **SETTLED,
        **values,
    )  # fmt: skip
    return True


def step(appointment: Appointment, to: State, by: str, at: datetime, **values: Any) -> None:
    """One step. Raises RefusedError when there is no such step, or somebody else took one first."""
    insist(rules.may_step(appointment, to))
    if to not in HOLDING:
        values["expires_at"] = None
    mine = Appointment.objects.filter(pk=appointment.pk, state=appointment.state)
    if not mine.update(state=to, **values):
        appointment.refresh_from_db(fields=["state"])
        raise RefusedError(rules.may_step(appointment, to) or rules.just_taken())
    with_values(appointment, {"state": to, **values})
    _log(appointment, by, at)


def save_new(appointment: Appointment, by: str, at: datetime) -> Appointment:
    """Write a new appointment with its first step."""
    insert(appointment)
    keep_cells(appointment, at)
    _log(appointment, by, at)
    return appointment


def with_values(appointment: Appointment, values: dict[str, Any]) -> Appointment:
    """The same object with these fields."""
    for name, value in values.items():
        setattr(appointment, name, value)
    return appointment


def keep_cells(appointment: Appointment, at: datetime) -> None:
    """Take the quarters of an hour of the adviser, and of who comes along; those of a hold that is
    too old go first."""
    starts = list(cells(appointment.starts_at, appointment.ends_at))
    for key in _without_cells(appointment):
        taken = StaffCell.objects.filter(adviser=key, starts_at__in=starts)
        taken.filter(appointment__state__in=HOLDING, appointment__expires_at__lte=at).delete()
        StaffCell.objects.bulk_create(
            StaffCell(adviser_id=key, starts_at=start, appointment=appointment) for start in starts
        )


def known_before(
    request_key: UUID, slot: AppointmentSlot, at: datetime, *, person: str = ""
) -> Known:
    """What is there already, for this form and this person (`tokens.person_key`, '' for nobody).

    When the form led to something, its slot and the new one are taken: others may be waited for
    there, and the number is of before.
    """
    asked = stored(
        Appointment, request_key=request_key, region=slot.location.region_id,
        person_key=person or None, starts_at=at, expires_at=at,
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, asked)
        place, to_come = cursor.fetchone()
    if place is None:
        return Known(None, to_come)
    lock_slots(AppointmentSlot._meta.pk.to_python(place), slot.pk)
    return Known(Appointment.objects.get(request_key=request_key), to_come)


def lock_client(appointment: Appointment) -> None:
    """Wait for others who do something about this person, as taking back a consent does."""
    rows = Client.objects.select_for_update(of=("self",), no_key=True)
    list(rows.filter(appointments=appointment.pk).values_list("pk"))


def lock_slots(*keys: UUID) -> None:
    """Wait for others who change these slots, always in the same order."""
    rows = AppointmentSlot.objects.select_for_update().filter(pk__in=keys)
    list(rows.order_by("pk").values_list("pk"))


def lock_advisers(*keys: UUID, offer: Offer | None = None) -> None:
    """Wait for others who plan these advisers, or those of an offer, always in the same order."""
    if not keys and offer is None:
        return
    wanted = Q(pk__in=keys)
    if offer is not None:
        wanted |= Q(pk__in=offer.pool.values("adviser"))
    rows = User.objects.select_for_update(no_key=True).filter(wanted)
    list(rows.order_by("pk").values_list("pk"))


def release_lapsed(slot: AppointmentSlot, at: datetime) -> None:
    """Take back the places of holds that are too old, now that somebody needs one."""
    lock_slots(slot.pk)
    old = Appointment.objects.lapsed(at).filter(slot=slot).select_for_update(of=("self",))
    for appointment in old:
        free(appointment, at)
        step(appointment, State.EXPIRED, SYSTEM, at)


def _full(slot: AppointmentSlot, places: int) -> Any:
    slot.refresh_from_db(fields=["capacity", "booked"])
    is_partly_free = places > 1 and slot.booked < slot.capacity
    return rules.too_few_places() if is_partly_free else rules.just_taken()


def _count_on(slot: AppointmentSlot, places: int) -> bool | None:
    """The one conditional update by which a place is taken; whether its offer has advisers, or None
    when there is no room."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [places, *stored(AppointmentSlot, id=slot.pk), places])
        found = cursor.fetchone()
    return None if found is None else bool(found[0])


def _add_room(slot: AppointmentSlot, places: int) -> bool:
    """Take places that were not there; whether its offer has advisers."""
    with connection.cursor() as cursor:
        cursor.execute(_ADD_ROOM, [places, places, places, *stored(AppointmentSlot, id=slot.pk)])
        return bool(cursor.fetchone()[0])


def _choose_adviser(
    new: Appointment, offer: Offer | None, at: datetime, *, wanted: UUID | None, may_exceed: bool
) -> None:
    """Choose who of an offer has this conversation, or nobody in particular where there is none;
    the quarters of an hour follow when it is saved.

    Whoever chooses took all advisers of the offer first, so two never choose the same one.
    """
    new.adviser, new.is_adviser_wanted = None, wanted is not None
    if offer is None:
        insist(rules.no_adviser() if wanted else None)
        return
    pool = pool_of(offer, at=at, since=new.starts_at - _A_DAY, until=new.ends_at + _A_DAY)
    free = pool.free(new.starts_at, new.ends_at) if pool else []
    found = [key for key in free if key != new.companion_id]
    if wanted is not None:
        insist(None if wanted in found else rules.no_adviser())
    elif not found:
        insist(None if may_exceed else rules.just_taken())
        return
    new.adviser_id = wanted or found[0]


def _bring_companion(new: Appointment, at: datetime) -> None:
    """Whoever comes along must have time; when it is moved to another time it goes on without."""
    if new.companion_id is None:
        return
    since, until = new.starts_at - _A_DAY, new.ends_at + _A_DAY
    theirs = taken_by([new.companion_id], at=at, since=since, until=until)
    if not theirs.free(new.starts_at, new.ends_at):
        insist(None if new.sequence else rules.no_companion())
        new.companion = None


def _without_cells(appointment: Appointment) -> list[UUID]:
    """Who of the staff of an appointment did not take these quarters of an hour yet."""
    keys = [key for key in (appointment.adviser_id, appointment.companion_id) if key is not None]
    if not keys:
        return []
    starts = list(cells(appointment.starts_at, appointment.ends_at))
    taken = StaffCell.objects.filter(appointment=appointment, starts_at__in=starts)
    return [key for key in keys if taken.filter(adviser=key).count() < len(starts)]


def _log(appointment: Appointment, by: str, at: datetime) -> None:
    insert(AppointmentEvent(appointment=appointment, state=appointment.state, at=at, by=by))
