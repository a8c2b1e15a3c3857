"""An afternoon at the walk-in desk: the scenarios of the research, told one by one."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.audit.actions import SYSTEM
from werkcentrum.core.clock import AMSTERDAM
from werkcentrum.core.refusal import RefusedError
from werkcentrum.desk import actions, rules
from werkcentrum.desk.models import Counter, DeskDay, DeskRevision, Ticket
from werkcentrum.desk.queries import (
    Estimate,
    board_of,
    day_log,
    display_of,
    estimate_of,
    figures_of,
)
from werkcentrum.desk.rules import next_in_line
from werkcentrum.desk.states import ACTIVE, Outcome, State
from werkcentrum.desk.tests.make import (
    arrive,
    call,
    finish,
    help_somebody,
    make_adviser,
    make_desk,
    minutes,
    start,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return make_desk()


@pytest.fixture
def fatima(desk):
    return make_adviser(desk)


def states(ticket) -> list[str]:
    return list(ticket.events.order_by("started_at", "id").values_list("state", flat=True))


def act(action, ticket, adviser, at, **values):
    return action(ticket=ticket, adviser=adviser, by=str(adviser.pk), at=at, **values)


def test_who_came_first_is_called_first(desk, fatima):
    labels = [arrive(desk, minutes(number)).label for number in range(3)]

    assert labels == ["A1", "A2", "A3"]
    for label in labels:
        ticket = call(desk, fatima, minutes(10))
        finish(ticket, fatima, minutes(11))
        assert ticket.label == label


def test_scenario_13_who_helps_somebody_cannot_call_another(desk, fatima):
    arrive(desk)
    arrive(desk)
    call(desk, fatima, minutes(1))

    with pytest.raises(RefusedError, match="nog met een bezoeker bezig"):
        call(desk, fatima, minutes(2))

    assert Ticket.objects.filter(state__in=ACTIVE).count() == 1


def test_whom_a_colleague_called_is_not_called_away(desk, fatima):
    called = arrive(desk)
    call(desk, fatima, minutes(1))
    jan = make_adviser(desk, "jan", "Tafel 2")

    with pytest.raises(RefusedError, match="is een collega bezig"):
        act(actions.call_ticket, Ticket.objects.get(pk=called.pk), jan, minutes(2))

    called.refresh_from_db()
    assert (called.adviser, called.counter.label) == (fatima, "Tafel 1")


def test_whom_the_adviser_called_is_not_called_as_if_for_the_first_time(desk, fatima):
    arrive(desk)
    ticket = call(desk, fatima, minutes(1))
    act(actions.call_again, ticket, fatima, minutes(2))

    with pytest.raises(RefusedError, match="nog met een bezoeker bezig"):
        act(actions.call_ticket, ticket, fatima, minutes(3))

    ticket.refresh_from_db()
    assert ticket.call_count == 2


def test_whoever_takes_a_number_holds_up_the_others_for_few_statements(desk, queries):
    with queries.at_most(10):
        arrive(desk)


def test_nobody_takes_a_number_where_a_hundred_and_fifty_people_wait(desk, monkeypatch):
    monkeypatch.setattr(rules, "MOST_OPEN", 2)
    arrive(desk)
    arrive(desk)

    with pytest.raises(RefusedError, match="te veel mensen"):
        arrive(desk)


def test_who_sits_nowhere_cannot_call(desk):
    arrive(desk)
    adviser = make_adviser(desk, "jan", place="")

    with pytest.raises(RefusedError, match="op welke plek"):
        call(desk, adviser, minutes(1))


@pytest.mark.parametrize(
    ("moment", "label"),
    [
        # Half past midnight in the Netherlands is still the day before in UTC.
        (datetime(2025, 7, 8, 0, 30, tzinfo=AMSTERDAM), "A1"),
        (datetime(2025, 7, 7, 22, 30, tzinfo=UTC), "A1"),
        (datetime(2025, 7, 7, 23, 59, tzinfo=AMSTERDAM), "A2"),
    ],
)
def test_scenario_14_numbers_begin_again_at_midnight_in_the_netherlands(desk, moment, label):
    arrive(desk)

    assert arrive(desk, moment).label == label


def test_scenario_15_the_same_request_gives_the_same_number(desk):
    first = arrive(desk)
    again = arrive(desk, minutes(5), key=first.visit.request_key)

    assert again == first
    assert arrive(desk, minutes(6)).label == "A2"


def test_scenario_16_who_did_not_come_twice_and_returns_keeps_the_arrival(desk, fatima):
    late = arrive(desk, minutes(0))
    arrive(desk, minutes(5))
    ticket = call(desk, fatima, minutes(10))
    act(actions.call_again, ticket, fatima, minutes(12))
    with pytest.raises(RefusedError, match="al 2 keer opgeroepen"):
        act(actions.call_again, ticket, fatima, minutes(14))
    act(actions.mark_missed, ticket, fatima, minutes(14))

    act(actions.put_back, ticket, fatima, minutes(34))
    again = call(desk, fatima, minutes(35))

    again.refresh_from_db()
    assert (again, again.arrived_at, again.was_missed) == (late, late.arrived_at, True)
    assert states(again) == ["waiting", "called", "called", "missed", "waiting", "called"]


def test_scenario_17_a_transfer_keeps_the_arrival_and_both_desks_count_their_own(desk, fatima):
    other = make_desk(desk.region, "zoetermeer", prefix="B")
    jan = make_adviser(other, "jan")
    arrive(other, minutes(20))
    arrive(desk, minutes(0))
    ticket = call(desk, fatima, minutes(10))
    start(ticket, fatima, minutes(10))
    before = DeskRevision.objects.get(desk=other).rev

    moved = act(actions.transfer_ticket, ticket, fatima, minutes(25), to=other)

    assert DeskRevision.objects.get(desk=other).rev > before
    shown = board_of(other, at=minutes(26), has_details=False)
    assert [row.number for row in shown.waiting] == ["B2", "B1"]
    assert moved.arrived_at == ticket.arrived_at
    assert call(other, jan, minutes(30)) == moved
    moved.refresh_from_db()
    finish(moved, jan, minutes(40))
    assert figures_of(desk, ticket.service_day)["transferred"] == 1
    assert figures_of(desk, ticket.service_day)["service_minutes"] == 15
    assert figures_of(other, ticket.service_day)["done"] == 1
    assert figures_of(other, ticket.service_day)["transferred"] == 0


def test_scenario_18_an_appointment_goes_first_when_it_is_time(desk, fatima):
    walk_in = arrive(desk, minutes(10))
    booked = arrive(desk, minutes(40), appointment_at=minutes(60))
    waiting = list(Ticket.objects.waiting())

    assert next_in_line(waiting, at=minutes(45), most_passed=2) == (walk_in, [])
    assert next_in_line(waiting, at=minutes(60), most_passed=2) == (booked, [walk_in])
    assert call(desk, fatima, minutes(61)) == booked
    walk_in.refresh_from_db()
    assert walk_in.passed == 1


def test_before_its_time_an_appointment_goes_when_nobody_else_waits(desk, fatima):
    booked = arrive(desk, minutes(40), appointment_at=minutes(60))

    assert call(desk, fatima, minutes(41)) == booked


people = st.lists(
    st.tuples(st.integers(0, 60), st.none() | st.integers(0, 60)), min_size=1, max_size=25
)


@settings(deadline=None, max_examples=150, database=None)
@given(people=people, most=st.integers(0, 3))
def test_scenario_18_nobody_is_passed_by_more_people_than_the_desk_allows(people, most):
    """Everybody comes at some minute, some with an appointment; one is called every minute."""
    coming = [
        Ticket(
            arrived_at=minutes(arrived),
            appointment_at=None if booked is None else minutes(booked),
            number=number,
        )
        for number, (arrived, booked) in enumerate(people)
    ]
    called: list[Ticket] = []
    moment = 0
    while len(called) < len(coming):
        waiting = sorted(
            (t for t in coming if t not in called and t.arrived_at <= minutes(moment)),
            key=lambda t: (t.arrived_at, t.pk),
        )
        chosen, passed = next_in_line(waiting, at=minutes(moment), most_passed=most)
        assert (chosen is None) == (not waiting)
        if chosen:
            called.append(chosen)
        for ticket in passed:
            ticket.passed += 1
        moment += 1
    for walk_in in (ticket for ticket in coming if ticket.appointment_at is None):
        earlier = called[: called.index(walk_in)]
        went_before = [
            t for t in earlier if (t.arrived_at, t.pk) > (walk_in.arrived_at, walk_in.pk)
        ]
        assert len(went_before) <= most


def test_scenario_19_the_desk_closes_and_says_who_is_still_helped(desk, fatima):
    stays, goes, also_goes = (arrive(desk, minutes(number)) for number in range(3))

    asked = actions.close_walk_in(
        desk=desk, ask_back=[goes.pk, also_goes.pk], by="gastvrouw", at=minutes(60)
    )

    assert asked == 2
    ticket = call(desk, fatima, minutes(61))
    assert ticket == stays
    start(ticket, fatima, minutes(61))
    finish(ticket, fatima, minutes(71))
    figures = figures_of(desk, stays.service_day)
    assert (figures["closed_by_desk"], figures["done"]) == (2, 1)
    # An hour of waiting by who was sent home is no waiting time of who was helped.
    assert (figures["wait_minutes"], figures["service_minutes"]) == (61, 10)
    desk.refresh_from_db()
    assert not display_of(desk, at=minutes(61)).is_receiving


def test_who_is_being_helped_is_not_sent_home_at_closing_time(desk, fatima):
    arrive(desk)
    ticket = call(desk, fatima, minutes(1))

    asked = actions.close_walk_in(desk=desk, ask_back=[ticket.pk], by="gastvrouw", at=minutes(2))

    assert asked == 0
    finish(ticket, fatima, minutes(3))


def test_scenario_20_a_ticket_that_was_forgotten_is_closed_and_counts_in_no_average(desk, fatima):
    arrive(desk)
    forgotten = call(desk, fatima, minutes(5))
    start(forgotten, fatima, minutes(5))
    help_somebody(desk, make_adviser(desk, "jan", "Tafel 2"), minutes(10), lasts=8)
    night = minutes(24 * 60)

    assert actions.close_past_days(at=night) == 1
    assert actions.close_past_days(at=night) == 0

    forgotten.refresh_from_db()
    assert (forgotten.state, forgotten.time_inaccurate) == (State.CLOSED_BY_DESK, True)
    day = DeskDay.objects.get(desk=desk)
    assert (day.tickets, day.done, day.inaccurate, day.service_minutes) == (2, 1, 1, 8)
    assert estimate_of(desk, ahead=0, at=night) is None
    assert not Counter.objects.exclude(adviser=None).exists()
    desk.refresh_from_db()
    assert not desk.is_receiving


def test_who_is_finished_without_coming_first_counts_in_no_average(desk, fatima):
    arrive(desk)
    ticket = call(desk, fatima, minutes(5))
    finish(ticket, fatima, minutes(25))

    assert figures_of(desk, ticket.service_day)["service_minutes"] is None
    assert states(ticket) == ["waiting", "called", "in_service", "done"]


def test_scenario_21_without_staff_nobody_knows_how_long_it_takes(desk, fatima):
    for number in range(6):
        help_somebody(desk, fatima, minutes(number * 15), lasts=10)
    moment = minutes(95)

    assert estimate_of(desk, ahead=2, at=moment) == Estimate(low=15, high=40)
    actions.leave_place(counter=fatima.place, by=str(fatima.pk), at=moment)
    assert estimate_of(desk, ahead=2, at=moment) is None


def test_scenario_21_one_talk_of_six_hours_does_not_move_the_estimate(desk, fatima):
    for number in range(6):
        help_somebody(desk, fatima, minutes(number * 15), lasts=10)
    usual = estimate_of(desk, ahead=2, at=minutes(95))

    help_somebody(desk, fatima, minutes(100), lasts=360)

    assert estimate_of(desk, ahead=2, at=minutes(461)) == usual


def test_an_adviser_who_did_nothing_for_an_hour_is_not_counted(desk, fatima):
    for number in range(6):
        help_somebody(desk, fatima, minutes(number * 15), lasts=10)

    assert estimate_of(desk, ahead=0, at=minutes(85 + 61)) is None


def test_after_four_talks_it_is_too_early_to_say_how_long_it_takes(desk, fatima):
    for number in range(4):
        help_somebody(desk, fatima, minutes(number * 15), lasts=10)

    assert estimate_of(desk, ahead=0, at=minutes(60)) is None


def test_a_colleague_does_not_finish_somebody_elses_visitor(desk, fatima):
    arrive(desk)
    ticket = call(desk, fatima, minutes(1))
    jan = make_adviser(desk, "jan", "Tafel 2")

    with pytest.raises(RefusedError, match="een collega bezig"):
        finish(ticket, jan, minutes(2))


def test_who_was_set_apart_comes_back_in_the_order_of_arrival(desk, fatima):
    first, second = arrive(desk, minutes(0)), arrive(desk, minutes(1))
    ticket = call(desk, fatima, minutes(2))
    start(ticket, fatima, minutes(2))
    act(actions.hold_ticket, ticket, fatima, minutes(4))
    act(actions.put_back, ticket, fatima, minutes(6))

    assert ticket == first
    assert call(desk, fatima, minutes(7)) == first
    second.refresh_from_db()
    assert second.state == State.WAITING


def test_a_colleague_cannot_sit_down_where_somebody_is_being_helped(desk, fatima):
    arrive(desk)
    call(desk, fatima, minutes(1))
    jan = make_staff(desk.region, "jan", "adviser")

    with pytest.raises(RefusedError, match="wordt nu iemand geholpen"):
        actions.take_place(counter=fatima.place, adviser=jan, by=str(jan.pk), at=minutes(2))


def test_the_next_shift_takes_the_place_of_who_forgot_to_leave(desk, fatima):
    jan = make_staff(desk.region, "jan", "adviser")

    actions.take_place(counter=fatima.place, adviser=jan, by=str(jan.pk), at=minutes(2))

    assert Counter.objects.get(label="Tafel 1").adviser == jan


def test_the_log_of_the_day_tells_how_long_everybody_waited(desk, fatima):
    arrive(desk, minutes(0))
    ticket = call(desk, fatima, minutes(12))
    start(ticket, fatima, minutes(13))
    finish(ticket, fatima, minutes(28), Outcome.REFERRED)
    arrive(desk, minutes(30))

    helped, waits = day_log(desk, ticket.service_day)

    assert (helped.number, helped.wait, helped.service) == ("A1", 12, 15)
    assert helped.outcome == "doorverwezen naar een partner"
    assert (waits.number, waits.wait, waits.service) == ("A2", None, None)


# Numbers given out without a network


def on_paper(desk, number, *, key, taken_at, at):
    return actions.check_in_on_paper(
        desk=desk, number=number, request_key=key, taken_at=taken_at, by="gastvrouw", at=at
    )


def test_numbers_taken_without_a_network_join_the_queue_where_they_belong(desk, fatima):
    block = actions.reserve_paper_block(desk=desk, by="gastvrouw", at=minutes(0))
    arrive(desk, minutes(10))
    key = arrive(make_desk(desk.region, "elders", prefix="B")).visit.request_key

    ticket = on_paper(desk, block.first, key=key, taken_at=minutes(5), at=minutes(30))
    again = on_paper(desk, block.first, key=key, taken_at=minutes(5), at=minutes(31))

    assert (ticket.label, again) == ("K01", ticket)
    assert call(desk, fatima, minutes(32)).label == "K01"


def test_two_devices_never_hold_the_same_numbers(desk):
    one, two = (actions.reserve_paper_block(desk=desk, by="x", at=minutes(0)) for _ in range(2))

    assert (one.first, one.last, two.first, two.last) == (1, 20, 21, 40)


def test_a_number_that_somebody_else_has_is_refused(desk):
    actions.reserve_paper_block(desk=desk, by="x", at=minutes(0))
    keys = [arrive(make_desk(desk.region, n, prefix="B")).visit.request_key for n in ("b", "c")]
    on_paper(desk, 1, key=keys[0], taken_at=minutes(1), at=minutes(2))

    with pytest.raises(RefusedError, match="al aan een ander gegeven"):
        on_paper(desk, 1, key=keys[1], taken_at=minutes(1), at=minutes(3))


def test_a_number_outside_the_blocks_is_refused(desk):
    actions.reserve_paper_block(desk=desk, by="x", at=minutes(0))
    key = arrive(desk).visit.pk

    with pytest.raises(RefusedError, match="niet bij een blok"):
        on_paper(desk, 21, key=key, taken_at=minutes(1), at=minutes(2))


def test_a_paper_number_of_yesterday_is_closed_and_the_day_is_summed_up_again(desk):
    actions.reserve_paper_block(desk=desk, by="x", at=minutes(0))
    arrive(desk)
    tomorrow = minutes(24 * 60)
    actions.close_past_days(at=tomorrow)

    on_paper(desk, 1, key=desk.pk, taken_at=minutes(5), at=tomorrow)
    actions.close_past_days(at=tomorrow + timedelta(minutes=1))

    assert DeskDay.objects.get(desk=desk).closed_by_desk == 2
    assert SYSTEM in set(Ticket.objects.first().events.values_list("by", flat=True))
