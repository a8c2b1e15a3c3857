"""Slots follow the hours, through clock changes and early closings; what was agreed stays."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from werkcentrum.appointments import planning_actions
from werkcentrum.appointments.models import Appointment, AppointmentSlot
from werkcentrum.appointments.queries import slot_for
from werkcentrum.appointments.staff_queries import work_list
from werkcentrum.appointments.states import State
from werkcentrum.appointments.tests.make import (
    book,
    clock,
    make_offer,
    make_session,
    make_type,
    slot_at,
    times_of,
)
from werkcentrum.core.clock import AMSTERDAM
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.actions import add_exceptions, change_weekly_hours
from werkcentrum.partners.models import DatedException, HoursKind, Location
from werkcentrum.partners.tests.make import make_location, make_municipality, make_region
from werkcentrum.partners.tests.make import make_walk_in as make_hours

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer():
    return make_offer()


@pytest.mark.parametrize(
    ("day", "utc"),
    [
        (date(2026, 10, 24), 11),
        (date(2026, 10, 31), 12),
        (date(2027, 3, 27), 12),
        (date(2027, 4, 3), 11),
    ],
)
def test_scenario_22_half_past_one_stays_half_past_one_when_the_clock_changes(day, utc):
    location = make_location(make_municipality(make_region()))
    make_hours(
        location, kind=HoursKind.APPOINTMENT, weekday=6, opens_at=time(13, 30),
        closes_at=time(16, 30),
    )  # fmt: skip
    offer = make_offer(location, at=datetime.combine(day, time(8), AMSTERDAM) - timedelta(days=3))

    slot = offer.slots.get(starts_at=datetime.combine(day, time(utc, 30), UTC))

    assert slot.starts_at.astimezone(AMSTERDAM).time() == time(13, 30)


@pytest.mark.parametrize(
    ("day", "starts"),
    [
        (date(2026, 10, 25), ["00:00", "01:00", "02:00", "03:00", "04:00", "05:00"]),
        (date(2027, 3, 28), ["00:00", "01:00", "03:00", "04:00", "05:00"]),
    ],
)
def test_scenario_23_in_the_night_of_the_clock_every_slot_exists_once(day, starts):
    location = make_location(make_municipality(make_region()))
    make_hours(location, kind=HoursKind.APPOINTMENT, weekday=7, opens_at=time(0), closes_at=time(6))
    at = datetime.combine(day, time(8), AMSTERDAM) - timedelta(days=3)
    offer = make_offer(location, minutes=60, at=at)

    slots = list(offer.slots.filter(starts_at__lt=at + timedelta(days=5)).order_by("starts_at"))

    assert [f"{slot.starts_at.astimezone(AMSTERDAM):%H:%M}" for slot in slots] == starts
    assert {slot.ends_at - slot.starts_at for slot in slots} == {timedelta(hours=1)}


def close_early(offer, at=MONDAY_MORNING) -> None:
    """The library closes at three on the Monday after."""
    location = offer.agenda.location
    row = DatedException(
        location=location, kind=HoursKind.OPENING, on=clock(0).date(), opens_at=time(9),
        closes_at=time(15), reason="Inventarisatie",
    )  # fmt: skip
    add_exceptions(location=location, rows=[row], by="karin", at=at)


def test_scenario_27_who_has_an_appointment_after_an_early_closing_lands_on_the_work_list(offer):
    early, late = book(slot_at(offer, clock(13))), book(slot_at(offer, clock(16)), name="Ahmed")
    close_early(offer)
    # Visitors see it at once, before the worker comes by.
    assert "14-07 15:30" not in times_of(offer)
    with pytest.raises(RefusedError, match="geen afspraken meer"):
        book(slot_at(offer, clock(15, 30)), name="Piet")

    planning_actions.plan_slots(at=MONDAY_MORNING)

    assert Appointment.objects.filter(state=State.BOOKED).count() == 2
    [item] = work_list(late.region, at=MONDAY_MORNING)
    assert (item.appointment, item.row.why) == (late, "de tijden zijn veranderd")
    assert "kunnen wij u niet ontvangen" in item.message
    early.refresh_from_db()
    assert not early.is_orphaned


def test_scenario_27_when_the_library_stays_open_after_all_nothing_is_left_to_do(offer):
    late = book(slot_at(offer, clock(16)))
    close_early(offer)
    planning_actions.plan_slots(at=MONDAY_MORNING)
    offer.agenda.location.exceptions.all().delete()
    reopen_at = MONDAY_MORNING + timedelta(days=1)

    planning_actions.plan_slots(at=reopen_at)

    assert work_list(late.region, at=reopen_at) == []
    assert "14-07 15:30" in times_of(offer)


def test_a_workshop_outside_the_hours_is_left_alone_when_the_hours_change(offer):
    session = make_session(offer.agenda.location)
    booked = book(slot_for(offer.agenda.location.region, session.slot_id))
    close_early(offer)

    planning_actions.plan_slots(at=MONDAY_MORNING)

    assert work_list(booked.region, at=MONDAY_MORNING) == []


def test_scenario_28_what_was_agreed_stays_when_hours_and_address_change(offer):
    slot = slot_at(offer)
    booked = book(slot)
    before = (booked.starts_at, booked.ends_at, booked.place)
    location = offer.agenda.location
    [row] = location.weekly_hours.all()
    change_weekly_hours(row=row, new=[], on=MONDAY_MORNING.date(), by="karin", at=MONDAY_MORNING)
    make_type(location.region, minutes=45)
    location.name, location.street = "De nieuwe bibliotheek", "Straatweg 1"
    location.save()

    planning_actions.plan_slots(at=MONDAY_MORNING)

    booked.refresh_from_db()
    assert (booked.starts_at, booked.ends_at, booked.place) == before
    assert booked.state == State.BOOKED
    assert AppointmentSlot.objects.filter(pk=slot.pk, ends_at=slot.ends_at, capacity=1).exists()
    assert times_of(offer) == []


def test_a_longer_talk_makes_no_slot_beside_one_that_is_booked(offer):
    booked = book(slot_at(offer, clock(13, 30)))
    make_type(offer.agenda.location.region, minutes=60)

    planning_actions.plan_slots(at=MONDAY_MORNING)

    free = [choice for choice in times_of(offer) if choice.startswith("14-07")]
    assert free == ["14-07 14:00", "14-07 15:00", "14-07 16:00"]
    booked.refresh_from_db()
    assert booked.ends_at - booked.starts_at == timedelta(minutes=30)


def test_a_counter_that_is_wrong_is_told_the_next_day_and_not_covered_up(offer, caplog):
    booked = book(slot_at(offer))
    planning_actions.plan_slots(at=MONDAY_MORNING + timedelta(days=1))
    assert not caplog.records

    # Somebody wrote in the database past our actions.
    AppointmentSlot.objects.filter(pk=booked.slot_id).update(booked=0)
    planning_actions.plan_slots(at=MONDAY_MORNING + timedelta(days=2))

    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert str(booked.slot_id) in caplog.text
    assert AppointmentSlot.objects.get(pk=booked.slot_id).booked == 0


def test_an_agenda_overseas_is_looked_at_once_a_day_too(offer, queries):
    """After midnight here it is still the day before over there."""
    Location.objects.filter(pk=offer.agenda.location.pk).update(timezone="America/Kralendijk")
    night = datetime.combine(MONDAY_MORNING.date() + timedelta(days=1), time(1), AMSTERDAM)
    planning_actions.plan_slots(at=night)

    with queries.at_most(1):
        planning_actions.plan_slots(at=night + timedelta(seconds=2))


def test_planning_twice_makes_every_slot_once(offer):
    make_offer(offer.agenda.location, offer.service_type)
    assert offer.slots.count() == 8 * 8  # eight Mondays of eight half hours

    planning_actions.plan_slots(at=MONDAY_MORNING + timedelta(days=1))
    assert offer.slots.count() == 9 * 8
