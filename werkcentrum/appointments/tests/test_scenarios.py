"""A week of appointments: the scenarios of the research, told one by one."""

from datetime import timedelta
from uuid import uuid4

import pytest

from werkcentrum.appointments import actions, planning_actions
from werkcentrum.appointments.models import Appointment, AppointmentSlot, StaffCell
from werkcentrum.appointments.queries import (
    alternatives_to,
    behind_link,
    free_days,
    held_or_booked,
    slot_for,
)
from werkcentrum.appointments.states import OCCUPIES, State
from werkcentrum.appointments.tests.make import (
    VISITOR,
    book,
    cancel,
    clock,
    hold,
    make_adviser,
    make_offer,
    make_place,
    make_session,
    make_type,
    move,
    on_behalf,
    slot_at,
    times_of,
)
from werkcentrum.appointments.tokens import manage_secret
from werkcentrum.audit.models import AuditLine
from werkcentrum.casework.models import Client
from werkcentrum.casework.tests.make import make_client, make_enquiry
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.tests.make import make_region

pytestmark = pytest.mark.django_db
TOO_LATE = MONDAY_MORNING + timedelta(minutes=15, seconds=1)


@pytest.fixture
def offer():
    return make_offer()


def taken(slot) -> tuple[int, int]:
    slot.refresh_from_db()
    return slot.booked, slot.capacity


def test_a_visitor_chooses_a_time_books_and_finds_it_behind_the_link(offer):
    region = offer.agenda.location.region
    slot = slot_for(region, free_days(offer, at=MONDAY_MORNING)[1].times[0].slot)
    held = hold(slot)

    booked = book(slot, key=held.request_key)

    assert (booked.pk, booked.state) == (held.pk, State.BOOKED)
    assert booked.place == "Bibliotheek aan de Vliet, Voorburg"
    found = behind_link(region, manage_secret(booked.series))
    assert (found, found.client.name_to_use) == (booked, "Olena")
    assert "14-07 13:00" not in times_of(offer)


def test_scenario_01_whoever_is_too_late_hears_so_and_gets_three_other_times(offer):
    slot = slot_at(offer, clock(14))
    book(slot)

    with pytest.raises(RefusedError, match="net voor"):
        book(slot, name="Ahmed")

    others = alternatives_to(slot, at=MONDAY_MORNING)
    assert [f"{choice.starts_at:%H:%M}" for choice in others] == ["13:00", "13:30", "14:30"]
    assert taken(slot) == (1, 1)


def test_scenario_02_the_same_form_twice_is_one_appointment(offer):
    key = uuid4()

    one, again = (book(slot_at(offer), key=key) for _time in range(2))

    assert one == again
    assert Appointment.objects.count() == 1


def test_scenario_03_staff_may_exceed_a_slot_only_with_the_right_to_and_the_log_says_so(offer):
    region = offer.agenda.location.region
    fatima, petra = make_adviser(region), make_adviser(region, "petra", "coordinator")
    slot = slot_at(offer)
    book(slot)

    with pytest.raises(RefusedError, match="net voor"):
        on_behalf(slot, petra, name="Ahmed")
    with pytest.raises(RefusedError, match="Vraag de coördinator"):
        on_behalf(slot, fatima, name="Ahmed", overbook=True)
    extra = on_behalf(slot, petra, name="Ahmed", overbook=True)

    assert taken(slot) == (2, 2)
    line = AuditLine.objects.get(verb="appointments.booked", subject_id=str(extra.pk))
    assert (line.actor, line.detail["is_overbooked"]) == (str(petra.pk), True)
    # The place that was added goes with the first who goes: nobody else gets it.
    cancel(extra)
    assert taken(slot) == (1, 1)


def test_scenario_04_staff_on_the_last_page_hear_that_a_visitor_was_first(offer):
    region = offer.agenda.location.region
    fatima, key = make_adviser(region), uuid4()
    slot = slot_at(offer)
    book(slot)

    with pytest.raises(RefusedError, match="net voor"):
        on_behalf(slot, fatima, name="Ahmed", request_key=key)

    assert held_or_booked(region, key) is None
    # With another time the same form goes on.
    assert on_behalf(slot_at(offer, clock(14)), fatima, request_key=key).state == State.BOOKED


def test_scenario_05_of_two_who_confirm_for_one_place_the_second_is_refused():
    offer = make_offer(is_confirmed_by_mail=True)
    slot = slot_at(offer)
    slow = book(slot)
    later = MONDAY_MORNING + timedelta(hours=2)
    quick = book(slot, later, name="Ahmed")
    assert (slow.state, quick.state) == (State.PENDING, State.PENDING)

    actions.confirm_appointment(appointment=quick, by=VISITOR, at=later)
    with pytest.raises(RefusedError, match="net voor"):
        actions.confirm_appointment(appointment=slow, by=VISITOR, at=later)

    assert taken(slot) == (1, 1)


def test_confirming_twice_or_late_is_fine_while_nobody_else_has_the_place():
    offer = make_offer(is_confirmed_by_mail=True)
    pending = book(slot_at(offer))

    for hours in (3, 4):
        later = MONDAY_MORNING + timedelta(hours=hours)
        actions.confirm_appointment(appointment=pending, by=VISITOR, at=later)

    assert pending.state == State.BOOKED
    assert [event.state for event in pending.events.all()] == [State.PENDING, State.BOOKED]


def test_whoever_confirmed_too_late_may_ask_again():
    offer = make_offer(is_confirmed_by_mail=True)
    book(slot_at(offer))

    again = book(slot_at(offer), MONDAY_MORNING + timedelta(hours=3))

    assert again.state == State.PENDING


def test_what_is_not_on_the_website_is_booked_by_staff_only():
    offer = make_offer(is_public=False)
    fatima = make_adviser(offer.agenda.location.region)

    with pytest.raises(RefusedError, match="kunt u ons bellen"):
        book(slot_at(offer))

    assert on_behalf(slot_at(offer), fatima).state == State.BOOKED


def test_what_is_no_longer_offered_is_gone_at_once(offer):
    slot = slot_at(offer)
    planning_actions.set_up_offer(
        location=offer.agenda.location, service_type=offer.service_type, is_open=False, by="petra",
        at=MONDAY_MORNING,
    )  # fmt: skip
    slot.offer.refresh_from_db()

    assert times_of(slot.offer) == []
    with pytest.raises(RefusedError, match="geen afspraken meer"):
        book(slot)


def test_scenario_06_two_visitors_of_two_advisers_meet_different_people():
    place = make_place()
    fatima, jan = make_adviser(place.region), make_adviser(place.region, "jan")
    offer = make_offer(place, advisers=(fatima, jan))

    met = {book(slot_at(offer), name=name).adviser for name in ("Olena", "Ahmed")}

    assert met == {fatima, jan}
    assert StaffCell.objects.count() == 4
    with pytest.raises(RefusedError, match="net voor"):
        book(slot_at(offer), name="Piet")


def test_an_adviser_who_talks_for_an_hour_is_taken_for_every_shorter_talk_in_it():
    place = make_place()
    fatima = make_adviser(place.region)
    long = make_offer(place, make_type(place.region, "lang", minutes=60), advisers=(fatima,))
    short = make_offer(place, advisers=(fatima,))
    book(slot_at(long, clock(13)))

    free = times_of(short)

    assert "14-07 13:00" not in free
    assert "14-07 13:30" not in free
    assert "14-07 14:00" in free
    with pytest.raises(RefusedError, match="net voor"):
        book(slot_at(short, clock(13, 30)), name="Ahmed")


def test_whoever_chooses_an_adviser_gets_that_one_or_hears_that_it_is_not_possible():
    place = make_place()
    fatima, jan = make_adviser(place.region), make_adviser(place.region, "jan")
    offer = make_offer(place, advisers=(fatima, jan))

    assert book(slot_at(offer), adviser=jan.pk).adviser == jan
    assert "14-07 13:00" not in times_of(offer, adviser=jan.pk)
    assert "14-07 13:00" in times_of(offer, adviser=fatima.pk)
    with pytest.raises(RefusedError, match="kan dan niet"):
        book(slot_at(offer), name="Ahmed", adviser=jan.pk)


def test_scenario_07_two_people_do_not_get_half_a_place():
    session = make_session()
    slot = slot_for(session.slot.location.region, session.slot_id)
    for number in range(7):
        book(slot, name=f"klant{number}")

    with pytest.raises(RefusedError, match="Zoveel plaatsen"):
        book(slot, party_size=2)

    assert taken(slot) == (7, 8)


def test_scenario_08_a_hold_that_is_too_old_counts_while_nobody_else_wants_the_place(offer):
    held = hold(slot_at(offer))

    assert book(slot_at(offer), TOO_LATE, key=held.request_key).state == State.BOOKED


def test_scenario_08_a_hold_that_is_too_old_loses_from_a_newer_hold(offer):
    slot = slot_at(offer)
    held = hold(slot)
    hold(slot, TOO_LATE)

    with pytest.raises(RefusedError, match="net voor"):
        book(slot, TOO_LATE, key=held.request_key)


def test_scenario_08_whoever_lost_a_hold_gets_the_place_when_it_is_free_again(offer):
    slot = slot_at(offer)
    held, other = hold(slot), hold(slot, TOO_LATE)
    # The other visitor chooses another time.
    hold(slot_at(offer, clock(14)), TOO_LATE, request_key=other.request_key)

    assert book(slot, TOO_LATE, key=held.request_key).state == State.BOOKED
    assert taken(slot) == (1, 1)


def test_a_hold_on_an_adviser_that_is_too_old_loses_the_adviser_too():
    place = make_place()
    fatima = make_adviser(place.region)
    long = make_offer(place, make_type(place.region, "lang", minutes=60), advisers=(fatima,))
    short = make_offer(place, advisers=(fatima,))
    held = hold(slot_at(long, clock(13)))
    book(slot_at(short, clock(13, 30)), TOO_LATE, name="Ahmed")

    with pytest.raises(RefusedError, match="net voor"):
        book(slot_at(long, clock(13)), TOO_LATE, key=held.request_key)


def test_scenario_09_an_abandoned_hold_is_free_again_without_anybody_doing_anything(offer):
    hold(slot_at(offer))

    assert "14-07 13:00" not in times_of(offer)
    assert "14-07 13:00" in times_of(offer, MONDAY_MORNING + timedelta(minutes=15))


def test_choosing_another_time_moves_the_hold(offer):
    key = uuid4()
    hold(slot_at(offer), request_key=key)

    hold(slot_at(offer, clock(14)), request_key=key)

    assert "14-07 13:00" in times_of(offer)
    assert "14-07 14:00" not in times_of(offer)


@pytest.mark.parametrize("state", State)
def test_scenario_11_whatever_is_no_place_taken_frees_it(offer, state):
    """A new state that is not named in OCCUPIES counts nowhere: the counter asks that list."""
    slot = slot_at(offer)
    ways = {
        State.HELD: lambda: hold(slot),
        State.BOOKED: lambda: book(slot),
        State.CANCELLED_BY_CLIENT: lambda: cancel(book(slot)),
        State.CANCELLED_BY_DESK: lambda: cancel(book(slot), reason="hours"),
        State.RESCHEDULED: lambda: _moved_away(slot, offer),
        State.EXPIRED: lambda: _lapsed(slot),
        State.ARRIVED: lambda: _after(slot, actions.mark_arrived),
        State.ATTENDED: lambda: _after(slot, actions.mark_attended),
        State.NO_SHOW: lambda: _after(slot, actions.mark_no_show),
        State.PENDING: lambda: _pending(slot),
    }

    assert ways[state]().state == state

    slot.refresh_from_db()
    rows = Appointment.objects.filter(slot=slot, state__in=OCCUPIES)
    assert slot.booked == rows.count()


def _moved_away(slot, offer) -> Appointment:
    booked = book(slot)
    move(booked, slot_at(offer, clock(14)))
    return booked


def _lapsed(slot) -> Appointment:
    held = hold(slot)
    hold(slot, TOO_LATE)
    held.refresh_from_db()
    return held


def _after(slot, action) -> Appointment:
    booked = book(slot)
    action(appointment=booked, by="fatima", at=clock(18))
    return booked


def _pending(slot) -> Appointment:
    slot.service_type.is_confirmed_by_mail = True
    return book(slot)


def test_scenario_30_doing_a_thing_twice_does_it_once(offer):
    booked = book(slot_at(offer))

    for _time in range(2):
        assert cancel(booked).state == State.CANCELLED_BY_CLIENT

    assert AppointmentSlot.objects.get(pk=booked.slot_id).booked == 0
    assert booked.events.count() == 2
    assert AuditLine.objects.filter(verb="appointments.cancelled").count() == 1


def test_scenario_30_moving_twice_with_one_form_moves_once(offer):
    booked, key = book(slot_at(offer)), uuid4()

    one = move(booked, slot_at(offer, clock(15)), request_key=key)
    again = move(booked, slot_at(offer, clock(15)), request_key=key)

    assert one == again
    assert Appointment.objects.count() == 2


def test_moving_keeps_the_link_and_frees_the_old_time(offer):
    booked = book(slot_at(offer))

    moved = move(booked, slot_at(offer, clock(15)))

    booked.refresh_from_db()
    assert (booked.state, booked.moved_to) == (State.RESCHEDULED, moved)
    assert behind_link(booked.region, manage_secret(booked.series)) == moved
    assert "14-07 13:00" in times_of(offer)
    assert "14-07 15:00" not in times_of(offer)


def test_who_cannot_move_keeps_the_old_time(offer):
    booked = book(slot_at(offer))
    book(slot_at(offer, clock(15)), name="Ahmed")

    with pytest.raises(RefusedError, match="net voor"):
        move(booked, slot_at(offer, clock(15)))

    booked.refresh_from_db()
    assert (booked.state, booked.slot.booked) == (State.BOOKED, 1)


def test_one_person_has_three_appointments_at_most_and_one_at_a_time(offer):
    wide = make_offer(make_place(make_region("ginds", code="AM21"), "ginds"), capacity=5)
    book(slot_at(wide))
    with pytest.raises(RefusedError, match="op dit moment al"):
        book(slot_at(wide))
    book(slot_at(wide, clock(14)))
    book(slot_at(wide, clock(15)))

    with pytest.raises(RefusedError, match="al 3 afspraken"):
        book(slot_at(wide, clock(16)))


def test_who_was_known_is_kept_longer_for_a_later_appointment(offer):
    region = offer.agenda.location.region
    olena = make_client(region)
    Client.objects.update(retention_until=MONDAY_MORNING.date())
    enquiry = make_enquiry(region, client=olena)

    on_behalf(slot_at(offer), make_adviser(region), question=enquiry)

    olena.refresh_from_db()
    assert olena.retention_until > clock(0).date()


def test_whoever_books_holds_up_the_others_for_few_statements(offer, queries):
    slot = slot_at(offer)

    with queries.at_most(8):
        book(slot)


def test_whoever_books_with_an_adviser_holds_up_the_others_for_few_statements(queries):
    location = make_place()
    fatima = make_adviser(location.region)
    slot = slot_at(make_offer(location, advisers=(fatima,)))

    with queries.at_most(15):
        made = book(slot)

    assert made.adviser == fatima
