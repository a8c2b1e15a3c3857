"""What workers tell people: news of their appointment, and of an earlier place.

The waiting list is for whoever has an appointment far ahead.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from werkcentrum.appointments import rules
from werkcentrum.appointments.models import (
    Appointment,
    AppointmentSlot,
    EarlierPlace,
    WaitingListEntry,
)
from werkcentrum.appointments.queries import freed_slots, places_left, who_waits_for, with_news
from werkcentrum.appointments.taking import lock_slots
from werkcentrum.appointments.telling import news, put, tell_earlier
from werkcentrum.audit.actions import SYSTEM, record
from werkcentrum.core.refusal import insist


@transaction.atomic
def join_waiting_list(*, appointment: Appointment, by: str, at: datetime) -> WaitingListEntry:
    """Somebody would rather come earlier; a second time changes nothing. Raises RefusedError."""
    insist(rules.may_wait(appointment, at=at))
    entry, is_new = WaitingListEntry.objects.get_or_create(
        series=appointment.series, defaults={"region": appointment.region, "since": at}
    )
    if is_new:
        _record("waiting_list_joined", appointment, by, at)
    return entry


@transaction.atomic
def leave_waiting_list(*, appointment: Appointment, by: str, at: datetime) -> None:
    """No more messages about earlier places; a second time changes nothing."""
    gone, _rows = WaitingListEntry.objects.filter(series=appointment.series).delete()
    if gone:
        _record("waiting_list_left", appointment, by, at)


def tell_people(*, at: datetime) -> int:
    """Make messages of what happened with appointments; returns how many.

    The system does this by itself, just before messages leave (settings.OUTBOX_SOURCES).
    """
    return sum(_tell(appointment, at) for appointment in with_news())


def offer_earlier_places(*, at: datetime) -> int:
    """Tell whoever waits longest about places that came free; returns how many messages.

    The system does this by itself. For every free place one person at a time is told, and the next
    a day later; at most three messages each, one a day (`rules`).
    """
    return sum(_offer(slot, at) for slot in freed_slots())


def _tell(appointment: Appointment, at: datetime) -> int:
    """Made first, so that nobody waits for it; put when it is still so, and then once."""
    messages = news(appointment, at)
    same = Appointment.objects.filter(
        pk=appointment.pk, to_tell=appointment.to_tell, state=appointment.state
    )
    with transaction.atomic():
        if not same.update(to_tell="") or not messages:
            return 0
        put(messages)
        record(
            verb="appointments.told", subject=appointment, by=SYSTEM, at=at,
            region_key=appointment.region.key, count=len(messages),
        )  # fmt: skip
    return len(messages)


@transaction.atomic
def _offer(slot: AppointmentSlot, at: datetime) -> int:
    lock_slots(slot.pk)
    slot.refresh_from_db(fields=["capacity", "booked"])
    places = places_left(slot, at=at)
    recently = at - rules.BETWEEN_OFFERS
    thinking = EarlierPlace.objects.filter(slot=slot, offered_at__gt=recently).count()
    waiting = who_waits_for(slot, places=places, at=at)
    ready = [pair for pair in waiting if not rules.was_told(pair[0], since=recently)]
    told = ready[: max(places - thinking, 0)]
    for entry, appointment in told:
        EarlierPlace.objects.create(entry=entry, slot=slot, offered_at=at)
        WaitingListEntry.objects.filter(pk=entry.pk).update(offers=F("offers") + 1, offered_at=at)
        tell_earlier(appointment, slot, at)
    if not waiting and not (places and thinking):
        # Nobody is left to tell.
        AppointmentSlot.objects.filter(pk=slot.pk).update(freed_at=None)
    if told:
        record(
            verb="appointments.earlier_places_offered", subject=slot, by=SYSTEM, at=at,
            region_key=slot.location.region.key, count=len(told),
        )  # fmt: skip
    return len(told)


def _record(verb: str, appointment: Appointment, by: str, at: datetime) -> None:
    record(
        verb=f"appointments.{verb}", subject=appointment, by=by, at=at,
        region_key=appointment.region.key,
    )  # fmt: skip
