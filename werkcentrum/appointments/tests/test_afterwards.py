"""When the time has come: who came, who did not, and what staff see of it."""

from datetime import timedelta

import pytest

from werkcentrum.accounts.actions import end_membership
from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.appointments import actions, orphan_actions, planning_actions, waiting_actions
from werkcentrum.appointments.models import Appointment, StaffCell, WaitingListEntry
from werkcentrum.appointments.queries import slot_for
from werkcentrum.appointments.staff_queries import (
    agenda_of,
    participants,
    waiting_list,
    without_outcome,
    work_list,
)
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
    tell,
)
from werkcentrum.casework.models import ContactMoment
from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.models import Region

pytestmark = pytest.mark.django_db
OVER = clock(13, 30) + timedelta(minutes=30)
FAR = 28


@pytest.fixture
def offer():
    return make_offer()


@pytest.fixture
def pair():
    """Fatima and Jan, who have the same conversations in Voorburg."""
    place = make_place()
    fatima, jan = make_adviser(place.region), make_adviser(place.region, "jan")
    return place.region, fatima, jan, make_offer(place, advisers=(fatima, jan))


def act(action, appointment, at) -> Appointment:
    action(appointment=appointment, by="fatima", at=at)
    appointment.refresh_from_db()
    return appointment


def letters(kind: str) -> list[str]:
    found = OutboxMessage.objects.filter(key__contains=f":{kind}").order_by("put_at", "id")
    return list(found.values_list("recipient", flat=True))


def test_nobody_is_a_no_show_until_half_an_hour_after_the_end(offer):
    booked = book(slot_at(offer))

    with pytest.raises(RefusedError, match="half uur na het einde"):
        act(actions.mark_no_show, booked, OVER - timedelta(seconds=1))

    assert act(actions.mark_no_show, booked, OVER).state == State.NO_SHOW


def test_a_no_show_can_be_put_right_for_a_week(offer):
    booked = act(actions.mark_no_show, book(slot_at(offer)), OVER)
    end = booked.ends_at

    with pytest.raises(RefusedError, match="tot een week"):
        act(actions.mark_attended, booked, end + timedelta(days=7))
    act(actions.mark_attended, booked, end + timedelta(days=7, seconds=-1))

    assert booked.state == State.ATTENDED
    assert booked.slot.booked == 1


def test_nobody_has_arrived_on_another_day(offer):
    booked = book(slot_at(offer))

    for action in (actions.mark_arrived, actions.mark_attended):
        with pytest.raises(RefusedError, match="op een andere dag"):
            act(action, booked, clock(23, days=6))


def test_the_wrong_name_at_the_desk_can_be_put_right(offer):
    booked = act(actions.mark_arrived, book(slot_at(offer)), clock(13))

    assert act(actions.undo_arrival, booked, clock(13)).state == State.BOOKED


def test_a_talk_by_phone_that_took_place_is_a_contact_moment(offer):
    booked = book(slot_at(offer), channel="phone")

    act(actions.mark_attended, booked, OVER)

    contact = ContactMoment.objects.get()
    assert (contact.channel, contact.client) == ("phone", booked.client)


def test_staff_see_what_is_over_without_an_outcome(offer):
    booked = book(slot_at(offer))

    assert without_outcome(booked.region, at=OVER) == []
    [row] = without_outcome(booked.region, at=OVER + timedelta(seconds=1))

    assert (row.key, row.needs_outcome) == (booked.pk, True)


def test_when_an_adviser_is_away_a_colleague_takes_over(pair):
    region, fatima, jan, offer = pair
    booked = book(slot_at(offer), adviser=fatima.pk)

    result = orphan_actions.report_absence(
        region=region, adviser=fatima, starts_at=clock(9), ends_at=clock(17), by="petra",
        at=MONDAY_MORNING,
    )  # fmt: skip

    booked.refresh_from_db()
    assert (result.taken_over, result.left, booked.adviser) == (1, 0, jan)
    assert set(StaffCell.objects.values_list("adviser", flat=True)) == {jan.pk}
    # Whoever chose somebody hears that it will be another.
    assert letters("adviser") == ["olena@post.example"]


def test_who_no_longer_has_conversations_here_gets_no_visitors_but_works_on_elsewhere(pair):
    region, fatima, jan, offer = pair
    make_staff(region, "fatima", "editor")
    end_membership(membership=fatima.memberships.get(role="adviser"), by="petra", at=MONDAY_MORNING)

    booked = [book(slot_at(offer, clock(hour)), name=f"klant{hour}") for hour in (13, 14)]

    assert {appointment.adviser for appointment in booked} == {jan}
    with pytest.raises(RefusedError):
        book(slot_at(offer, clock(15)), adviser=fatima.pk)


def test_who_left_leaves_appointments_on_the_work_list(pair):
    _region, fatima, jan, offer = pair
    next_week = slot_at(offer, clock(13) + timedelta(days=7))
    of_fatima = book(next_week, adviser=fatima.pk)
    book(next_week, name="Ahmed", adviser=jan.pk)
    end_membership(membership=fatima.memberships.get(role="adviser"), by="petra", at=MONDAY_MORNING)

    planning_actions.plan_slots(at=MONDAY_MORNING + timedelta(days=1))

    assert list(Appointment.objects.filter(is_orphaned=True)) == [of_fatima]


def test_what_no_colleague_can_take_over_lands_on_the_work_list(pair):
    region, fatima, jan, offer = pair
    books = [book(slot_at(offer), name=name) for name in ("Olena", "Ahmed")]

    result = orphan_actions.report_absence(
        region=region, adviser=fatima, starts_at=clock(9), ends_at=clock(17), by="petra",
        at=MONDAY_MORNING,
    )  # fmt: skip

    assert (result.taken_over, result.left) == (0, 1)
    [item] = work_list(region, at=MONDAY_MORNING)
    assert (item.row.why, item.row.adviser) == ("de gids is er niet", "Fatima")
    # Jan's visitor goes to another time: then Jan can take this one.
    other = next(one for one in books if one != item.appointment)
    move(other, slot_at(offer, clock(15)))
    orphan_actions.give_to(appointment=item.appointment, adviser=jan, by="petra", at=MONDAY_MORNING)
    assert work_list(region, at=MONDAY_MORNING) == []
    # And Fatima gets nobody that day.
    with pytest.raises(RefusedError, match="net voor"):
        book(slot_at(offer, clock(15)), name="Piet")


def test_who_is_filling_in_the_form_meets_a_colleague_of_who_is_away(pair):
    region, fatima, jan, offer = pair
    held = hold(slot_at(offer))
    other = {fatima: jan, jan: fatima}[held.adviser]
    orphan_actions.report_absence(
        region=region, adviser=held.adviser, starts_at=clock(9), ends_at=clock(17), by="petra",
        at=MONDAY_MORNING,
    )  # fmt: skip

    assert book(slot_at(offer), key=held.request_key).adviser == other


def test_an_adviser_who_is_there_after_all_has_nothing_on_the_work_list(pair):
    region, fatima, _jan, offer = pair
    for name in ("Olena", "Ahmed"):
        book(slot_at(offer), name=name)
    result = orphan_actions.report_absence(
        region=region, adviser=fatima, starts_at=clock(9), ends_at=clock(17), by="petra",
        at=MONDAY_MORNING,
    )  # fmt: skip

    orphan_actions.end_absence(absence=result.absence, by="petra", at=MONDAY_MORNING)

    assert work_list(region, at=MONDAY_MORNING) == []


def test_the_ready_message_goes_to_whoever_has_an_address(offer):
    with_mail = book(slot_at(offer))
    by_voice = book(
        slot_at(offer, clock(14)), contact=actions.Contact("Piet", "phone", "070 123 45 67")
    )

    orphan_actions.ask_to_move(appointment=with_mail, by="petra", at=MONDAY_MORNING)
    with pytest.raises(RefusedError, match="geen e-mailadres"):
        orphan_actions.ask_to_move(appointment=by_voice, by="petra", at=MONDAY_MORNING)

    assert letters("please-move") == ["olena@post.example"]


def test_what_goes_on_all_the_same_is_never_flagged_again(offer):
    booked = book(slot_at(offer))
    offer.agenda.location.weekly_hours.all().delete()
    planning_actions.plan_slots(at=MONDAY_MORNING + timedelta(days=1))
    booked.refresh_from_db()
    assert booked.is_orphaned

    orphan_actions.keep_as_is(appointment=booked, by="petra", at=MONDAY_MORNING)
    planning_actions.plan_slots(at=MONDAY_MORNING + timedelta(days=2))

    booked.refresh_from_db()
    assert not booked.is_orphaned


def test_a_workshop_that_does_not_go_on_tells_everybody(offer):
    session = make_session(offer.agenda.location)
    slot = slot_for(session.slot.location.region, session.slot_id)
    for name in ("Olena", "Ahmed"):
        book(slot, name=name)
    assert len(participants(session, at=MONDAY_MORNING)) == 2

    ended = planning_actions.cancel_group_session(session=session, by="petra", at=MONDAY_MORNING)

    tell()
    assert ended == 2
    assert letters("cancelled") == ["olena@post.example", "ahmed@post.example"]
    with pytest.raises(RefusedError):
        book(slot, name="Piet")


def waiting(offer, name="Olena", days=FAR, since=MONDAY_MORNING) -> Appointment:
    """Somebody who comes in four weeks and would rather come earlier."""
    booked = book(slot_at(offer, clock(13, days=days)), name=name)
    waiting_actions.join_waiting_list(appointment=booked, by=name, at=since)
    return booked


def test_an_earlier_place_is_offered_to_whoever_waits_longest_and_a_day_later_to_the_next(offer):
    early = book(slot_at(offer), name="Piet")
    waiting(offer, since=MONDAY_MORNING)
    waiting(offer, "Ahmed", days=35, since=MONDAY_MORNING + timedelta(minutes=1))
    cancel(early)

    for hours in (0, 1, 24, 48):
        waiting_actions.offer_earlier_places(at=MONDAY_MORNING + timedelta(hours=hours))

    assert letters("earlier") == ["olena@post.example", "ahmed@post.example"]
    assert [row.offers for row in waiting_list(early.region, at=MONDAY_MORNING)] == [1, 1]


def test_who_comes_earlier_leaves_the_waiting_list(offer):
    early, wants = book(slot_at(offer), name="Piet"), waiting(offer)
    cancel(early)
    waiting_actions.offer_earlier_places(at=MONDAY_MORNING)

    move(wants, slot_at(offer))

    assert not WaitingListEntry.objects.exists()


def test_nobody_is_told_more_than_three_times_or_twice_a_day(offer):
    wants = waiting(offer)
    for number in range(5):
        moment = clock(13, 30) if number % 2 else clock(14)
        freed = book(slot_at(offer, moment + timedelta(days=7 * (number // 2))), name=f"k{number}")
        cancel(freed)

    told = [
        waiting_actions.offer_earlier_places(at=MONDAY_MORNING + timedelta(hours=hours))
        for hours in (0, 12, 24, 48, 72, 96)
    ]

    assert told == [1, 0, 1, 1, 0, 0]
    assert WaitingListEntry.objects.get(series=wants.series).offers == 3


def test_a_place_two_days_earlier_or_for_whoever_comes_within_a_week_is_not_worth_a_message(offer):
    soon = book(slot_at(offer, clock(13, days=7)))

    with pytest.raises(RefusedError, match="binnen een week"):
        waiting_actions.join_waiting_list(
            appointment=soon, by="olena", at=MONDAY_MORNING + timedelta(days=1)
        )

    waiting(offer, "Ahmed", days=14)
    cancel(book(slot_at(offer, clock(14, days=14)), name="Piet"))
    assert waiting_actions.offer_earlier_places(at=MONDAY_MORNING) == 0


def test_the_agenda_shows_a_week_with_appointments_and_workshops(offer):
    booked = book(slot_at(offer), question=actions.Question("Ik zoek werk in de zorg"))
    cancel(book(slot_at(offer, clock(14)), name="Ahmed"))
    make_session(offer.agenda.location)

    days = agenda_of(booked.region, first=clock(0).date(), days=7, at=MONDAY_MORNING)

    assert [(len(day.rows), len(day.sessions)) for day in days] == [(1, 0), (0, 1)] + [(0, 0)] * 5
    row = days[0].rows[0]
    assert (row.name, row.question) == ("Olena", "Ik zoek werk in de zorg")
    assert f"{row.starts_at:%H:%M}" == "13:00"


@pytest.mark.parametrize("count", [1, 8])
def test_an_agenda_costs_the_same_for_one_or_many(queries, count):
    place = make_place()
    offer = make_offer(place, advisers=(make_adviser(place.region),))
    for number in range(count):
        moment = clock(13) + timedelta(minutes=30 * number)
        book(slot_at(offer, moment), name=f"klant{number}")
    region = Region.objects.get()

    with queries.at_most(3):
        agenda_of(region, first=clock(0).date(), days=7, at=MONDAY_MORNING)
