"""A week of appointments: the scenarios of the research, told one by one."""

from datetime import timedelta
from uuid import uuid4

import pytest

from werkcentrum.appointments.models import Appointment, AppointmentSlot, StaffCell
from werkcentrum.appointments.queries import alternatives_to, behind_link, free_days, slot_for
from werkcentrum.appointments.states import State
from werkcentrum.appointments.tests.make import (
    book,
    cancel,
    clock,
    hold,
    make_adviser,
    make_offer,
    make_place,
    make_session,
    move,
    slot_at,
)
from werkcentrum.appointments.tokens import manage_secret
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY_MORNING

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer():
    return make_offer()


def times_of(offer, at=MONDAY_MORNING, **values) -> list[str]:
    return [
        f"{time.starts_at:%d-%m %H:%M}"
        for day in free_days(offer, at=at, **values)
        for time in day.times
    ]


def test_a_visitor_chooses_a_time_books_and_finds_it_behind_the_link(offer):
    region = offer.agenda.location.region
    slot = slot_for(region, free_days(offer, at=MONDAY_MORNING)[1].times[0].slot)
    held = hold(slot)

    booked = book(slot, key=held.request_key)

    assert (booked.pk, booked.state) == (held.pk, State.BOOKED)
    assert booked.place == "Bibliotheek aan de Vliet, Voorburg, Voorburg"
    found = behind_link(region, manage_secret(booked.series))
    assert (found, found.client.name_to_use) == (booked, "Olena")
    assert "14-07 13:00" not in times_of(offer)


def test_scenario_01_whoever_is_too_late_hears_so_and_gets_three_other_times(offer):
    slot = slot_at(offer, clock(14))
    book(slot)

    with pytest.raises(RefusedError, match="net voor"):
        book(slot, name="Ahmed")

    others = alternatives_to(slot, at=MONDAY_MORNING)
    assert [f"{time.starts_at:%H:%M}" for time in others] == ["13:00", "13:30", "14:30"]


def test_scenario_02_the_same_form_twice_is_one_appointment(offer):
    key = uuid4()

    one, again = (book(slot_at(offer), key=key) for _time in range(2))

    assert one == again
    assert Appointment.objects.count() == 1


def test_scenario_08_a_hold_that_is_too_old_counts_while_nobody_else_wants_the_place(offer):
    slot = slot_at(offer)
    held = hold(slot)
    too_late = MONDAY_MORNING + timedelta(minutes=15, seconds=1)

    assert book(slot, too_late, key=held.request_key).state == State.BOOKED


def test_scenario_08_a_hold_that_is_too_old_loses_from_a_newer_hold(offer):
    slot = slot_at(offer)
    held = hold(slot)
    too_late = MONDAY_MORNING + timedelta(minutes=15, seconds=1)
    hold(slot, too_late)

    with pytest.raises(RefusedError, match="net voor"):
        book(slot, too_late, key=held.request_key)


def test_scenario_09_an_abandoned_hold_is_free_again_without_anybody_doing_anything(offer):
    hold(slot_at(offer))

    assert "14-07 13:00" not in times_of(offer)
    assert "14-07 13:00" in times_of(offer, MONDAY_MORNING + timedelta(minutes=15))


def test_moving_keeps_the_link_and_frees_the_old_time(offer):
    booked = book(slot_at(offer))

    moved = move(booked, slot_at(offer, clock(15)))

    booked.refresh_from_db()
    assert (booked.state, booked.moved_to) == (State.RESCHEDULED, moved)
    assert behind_link(booked.region, manage_secret(booked.series)) == moved
    assert "14-07 13:00" in times_of(offer)
    assert "14-07 15:00" not in times_of(offer)


def test_cancelling_twice_is_cancelling_once(offer):
    booked = book(slot_at(offer))

    for _time in range(2):
        assert cancel(booked).state == State.CANCELLED_BY_CLIENT

    assert AppointmentSlot.objects.get(pk=booked.slot_id).booked == 0
    assert booked.events.count() == 2


def test_scenario_06_two_visitors_of_two_advisers_meet_different_people():
    place = make_place()
    fatima, jan = make_adviser(place.region), make_adviser(place.region, "jan")
    offer = make_offer(place, advisers=(fatima, jan))

    met = {book(slot_at(offer), name=name).adviser for name in ("Olena", "Ahmed")}

    assert met == {fatima, jan}
    assert StaffCell.objects.count() == 4
    with pytest.raises(RefusedError):
        book(slot_at(offer), name="Piet")


def test_scenario_07_two_people_do_not_get_half_a_place():
    session = make_session()
    slot = slot_for(session.slot.location.region, session.slot_id)
    for number in range(7):
        book(slot, name=f"klant{number}")

    with pytest.raises(RefusedError, match="Zoveel plaatsen"):
        book(slot, party_size=2)

    slot.refresh_from_db()
    assert slot.booked == 7
