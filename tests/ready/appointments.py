"""Actions on appointments, made ready in a situation in which they change something."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from tests.ready.acts import LATER, Act, Ready
from werkcentrum.appointments import (
    actions,
    orphan_actions,
    planning_actions,
    waiting_actions,
)
from werkcentrum.appointments.models import CELL, Absence, Appointment, AppointmentSlot
from werkcentrum.appointments.tests.make import (
    book,
    make_adviser,
    make_offer,
    make_place,
    make_session,
    make_type,
    move,
    slot_at,
    who,
)
from werkcentrum.core.clock import AMSTERDAM
from werkcentrum.desk import actions as desks
from werkcentrum.desk.tests.make import make_desk
from werkcentrum.partners.actions import add_exceptions
from werkcentrum.partners.models import DatedException

BEFORE = LATER - timedelta(days=20)
# Mondays around the moment of the action, in the agenda of the tests.
PAST = datetime(2025, 10, 13, 13, 0, tzinfo=AMSTERDAM)
COMING = datetime(2025, 10, 20, 13, 0, tzinfo=AMSTERDAM)
FAR = datetime(2025, 11, 3, 13, 0, tzinfo=AMSTERDAM)


def at_a_slot(action: Callable[..., object], **values: Any) -> Callable[[], Act]:
    """Somebody wants a place."""
    return lambda: partial(
        action, slot=slot_at(make_offer(at=BEFORE), COMING), request_key=uuid4(),
        channel="office", **values,
    )  # fmt: skip


def on_behalf() -> Act:
    slot = slot_at(make_offer(at=BEFORE), COMING)
    book(slot, BEFORE)
    return partial(
        actions.book_on_behalf, slot=slot, request_key=uuid4(), channel="office",
        contact=who("Ahmed"), overbook=True, staff=coordinator(slot),
    )  # fmt: skip


def coordinator(slot: AppointmentSlot) -> Any:
    return make_adviser(slot.location.region, "petra", "coordinator")


def on_an_appointment(
    action: Callable[..., object],
    *,
    starts_at: datetime = COMING,
    first: Callable[..., object] | None = None,
    **values: Any,
) -> Callable[[], Act]:
    """Somebody has one; `first` happened to it before."""

    def make_ready() -> Act:
        appointment = book(slot_at(make_offer(at=BEFORE), starts_at), BEFORE)
        if first is not None:
            first(appointment=appointment, by="joke", at=LATER - timedelta(minutes=1))
        return partial(action, appointment=appointment, **values)

    return make_ready


def confirm() -> Act:
    offer = make_offer(at=BEFORE, is_confirmed_by_mail=True)
    pending = book(slot_at(offer, COMING), LATER - timedelta(minutes=1))
    return partial(actions.confirm_appointment, appointment=pending)


def reminding_elsewhere() -> Act:
    act = on_an_appointment(actions.mark_arrived)()
    return partial(actions.remind_elsewhere, client=act.keywords["appointment"].client)


def moving() -> Act:
    offer = make_offer(at=BEFORE)
    return partial(
        actions.move_appointment, appointment=book(slot_at(offer, COMING), BEFORE),
        to=slot_at(offer, FAR), request_key=uuid4(),
    )  # fmt: skip


def set_up_type() -> Act:
    return partial(
        planning_actions.set_up_service_type, region=make_place().region, key="werk",
        name="Gesprek over werk", minutes=30, channels=["office"],
    )  # fmt: skip


def set_up_offer() -> Act:
    location = make_place()
    return partial(
        planning_actions.set_up_offer, location=location, service_type=make_type(location.region)
    )


def begin() -> Act:
    types = [{"key": "werk", "name": "Praten over werk", "minutes": 30, "channels": ["office"]}]
    return partial(planning_actions.begin_appointments, location=make_place(), types=types)


def plan_session() -> Act:
    return partial(
        planning_actions.plan_group_session, location=make_place(), title="Een cv dat werkt",
        starts_at=COMING, ends_at=COMING + timedelta(hours=2), capacity=8,
    )  # fmt: skip


def cancel_session() -> Act:
    session = make_session(starts_at=COMING)
    return partial(planning_actions.cancel_group_session, session=session)


def receive() -> Act:
    """Somebody comes in at the desk of the place, on the day."""
    slot = slot_at(make_offer(at=BEFORE), PAST)
    desk = make_desk(location=slot.location)
    here = Appointment.objects.select_related("location", "region").get(pk=book(slot, BEFORE).pk)
    Appointment.objects.filter(pk=here.pk).update(starts_at=LATER, ends_at=LATER + CELL)
    here.refresh_from_db(fields=["starts_at", "ends_at"])
    return partial(desks.receive, desk=desk, appointment=here, channel="host", request_key=uuid4())


def plan_slots() -> Act:
    """An agenda that was up to date before an hour was added, in which two slots fit."""
    location = make_offer(at=LATER - timedelta(hours=1)).agenda.location
    hour = DatedException(
        location=location, kind="appointment", on=LATER.date() + timedelta(days=1),
        opens_at=time(9), closes_at=time(10), reason="Drukte",
    )  # fmt: skip
    add_exceptions(location=location, rows=[hour], by="joke", at=LATER - timedelta(minutes=1))
    return planning_actions.plan_slots


def report_absence() -> Act:
    place = make_place()
    return partial(
        orphan_actions.report_absence, region=place.region, adviser=make_adviser(place.region),
        starts_at=COMING, ends_at=COMING + timedelta(hours=4),
    )  # fmt: skip


def end_absence() -> Act:
    report_absence()(by="joke", at=BEFORE)
    return partial(orphan_actions.end_absence, absence=Absence.objects.get())


def give_to() -> Act:
    place = make_place()
    fatima, jan = make_adviser(place.region), make_adviser(place.region, "jan")
    offer = make_offer(place, advisers=(fatima, jan), at=BEFORE)
    appointment = book(slot_at(offer, COMING), BEFORE, adviser=fatima.pk)
    return partial(orphan_actions.give_to, appointment=appointment, adviser=jan)


def tell_people() -> Act:
    """A confirmation and a reminder of one appointment."""
    book(slot_at(make_offer(at=BEFORE), FAR), BEFORE)
    return waiting_actions.tell_people


def offer_earlier() -> Act:
    """Two people far ahead, and a slot for two that came free."""
    offer = make_offer(at=BEFORE, capacity=2)
    for name in ("Olena", "Ahmed"):
        away = book(slot_at(offer, COMING), BEFORE, name=name)
        move(away, slot_at(offer, FAR), BEFORE)
    for appointment in Appointment.objects.filter(starts_at=FAR):
        waiting_actions.join_waiting_list(appointment=appointment, by="olena", at=BEFORE)
    return waiting_actions.offer_earlier_places


BY_SOMEBODY: Ready = {
    "desk.receive": (receive, "desk.received"),
    "appointments.hold_place": (at_a_slot(actions.hold_place), "appointments.place_held"),
    "appointments.book_appointment": (
        at_a_slot(actions.book_appointment, contact=who()),
        "appointments.booked",
    ),
    "appointments.book_on_behalf": (on_behalf, "appointments.booked"),
    "appointments.confirm_appointment": (confirm, "appointments.confirmed"),
    "appointments.move_appointment": (moving, "appointments.moved"),
    "appointments.cancel_appointment": (
        on_an_appointment(actions.cancel_appointment),
        "appointments.cancelled",
    ),
    "appointments.mark_arrived": (
        on_an_appointment(actions.mark_arrived, starts_at=PAST),
        "appointments.arrived",
    ),
    "appointments.remind_elsewhere": (reminding_elsewhere, "appointments.reminded_elsewhere"),
    "appointments.undo_arrival": (
        on_an_appointment(actions.undo_arrival, starts_at=PAST, first=actions.mark_arrived),
        "appointments.arrival_undone",
    ),
    "appointments.mark_attended": (
        on_an_appointment(actions.mark_attended, starts_at=PAST, first=actions.mark_no_show),
        "appointments.attended",
    ),
    "appointments.mark_no_show": (
        on_an_appointment(actions.mark_no_show, starts_at=PAST),
        "appointments.no_show",
    ),
    "appointments.set_up_service_type": (set_up_type, "appointments.service_type_set_up"),
    "appointments.set_up_offer": (set_up_offer, "appointments.offer_set_up"),
    "appointments.begin_appointments": (begin, "appointments.begun"),
    "appointments.plan_group_session": (plan_session, "appointments.session_planned"),
    "appointments.cancel_group_session": (cancel_session, "appointments.session_cancelled"),
    "appointments.report_absence": (report_absence, "appointments.absence_reported"),
    "appointments.end_absence": (end_absence, "appointments.absence_ended"),
    "appointments.give_to": (give_to, "appointments.adviser_changed"),
    "appointments.keep_as_is": (
        on_an_appointment(orphan_actions.keep_as_is),
        "appointments.kept",
    ),
    "appointments.leave_companion_out": (
        on_an_appointment(orphan_actions.leave_companion_out), "appointments.companion_left_out",
    ),
    "appointments.ask_to_move": (
        on_an_appointment(orphan_actions.ask_to_move),
        "appointments.asked_to_move",
    ),
    "appointments.join_waiting_list": (
        on_an_appointment(waiting_actions.join_waiting_list, starts_at=FAR),
        "appointments.waiting_list_joined",
    ),
    "appointments.leave_waiting_list": (
        on_an_appointment(
            waiting_actions.leave_waiting_list, starts_at=FAR,
            first=waiting_actions.join_waiting_list,
        ),
        "appointments.waiting_list_left",
    ),
}  # fmt: skip
BY_THE_SYSTEM: Ready = {
    "appointments.tell_people": (tell_people, "appointments.told"),
    "appointments.plan_slots": (plan_slots, "appointments.slots_planned"),
    "appointments.offer_earlier_places": (offer_earlier, "appointments.earlier_places_offered"),
}
