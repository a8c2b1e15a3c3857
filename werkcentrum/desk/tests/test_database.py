"""What must never be false about a queue, the database itself refuses."""

from contextlib import suppress
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from werkcentrum.core import clock
from werkcentrum.core.refusal import RefusedError
from werkcentrum.desk import actions
from werkcentrum.desk.models import Ticket, TicketEvent
from werkcentrum.desk.states import ACTIVE, OPEN, STEPS, TERMINAL, Outcome, State
from werkcentrum.desk.tests.make import arrive, call, make_adviser, make_desk, minutes

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return make_desk()


def refused(**values) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Ticket.objects.filter(number=2).update(**values)


def test_two_tickets_never_share_a_number(desk):
    arrive(desk)
    arrive(desk)

    refused(number=1)


def test_nobody_is_called_without_a_place_and_an_adviser(desk):
    arrive(desk)
    arrive(desk)

    refused(state=State.CALLED)


@pytest.mark.parametrize("count", [1, 40])
def test_who_calls_somebody_keeps_the_queue_for_few_statements_however_many_wait(
    desk, queries, count
):
    adviser = make_adviser(desk)
    for _visitor in range(count):
        arrive(desk)

    with queries.at_most(7):
        called = call(desk, adviser, minutes(1))

    assert called.label == "A1"


def test_an_adviser_never_has_two_visitors(desk):
    adviser = make_adviser(desk)
    other = make_adviser(desk, "jan", "Tafel 2")
    arrive(desk)
    arrive(desk)
    call(desk, adviser, minutes(1))

    refused(state=State.CALLED, adviser=adviser, counter=other.place)
    refused(state=State.IN_SERVICE, adviser=other, counter=adviser.place)


def test_nobody_is_done_without_an_outcome(desk):
    arrive(desk)
    arrive(desk)

    refused(state=State.DONE)
    refused(outcome=Outcome.ANSWERED)


def test_a_ticket_is_in_one_state_at_a_time(desk):
    ticket = arrive(desk)

    with pytest.raises(IntegrityError), transaction.atomic():
        TicketEvent.objects.create(ticket=ticket, state="called", started_at=minutes(1), by="x")


def test_a_stretch_of_time_does_not_end_before_it_starts(desk):
    arrive(desk)

    with pytest.raises(IntegrityError), transaction.atomic():
        TicketEvent.objects.update(ended_at=minutes(-1))


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE desk_ticketevent SET state = 'done'",
        "UPDATE desk_ticketevent SET \"by\" = 'iemand anders'",
    ],
)
def test_what_happened_to_a_ticket_cannot_be_changed_past_our_code_either(desk, sql):
    arrive(desk)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(("days", "stays"), [(27, True), (29, False)])
def test_what_happened_to_a_ticket_stays_four_weeks_whoever_deletes_it(desk, days, stays):
    arrive(desk, clock.now() - timedelta(days=days))

    with suppress(IntegrityError), transaction.atomic():
        TicketEvent.objects.all().delete()

    assert TicketEvent.objects.exists() == stays


def test_an_end_is_written_once(desk):
    ticket = arrive(desk)
    call(desk, make_adviser(desk), minutes(1))

    with pytest.raises(IntegrityError), transaction.atomic():
        TicketEvent.objects.filter(ticket=ticket, state="waiting").update(ended_at=minutes(9))


def test_every_state_is_open_or_the_end():
    assert set(OPEN) | set(TERMINAL) == set(State)
    assert not set(OPEN) & set(TERMINAL)
    assert {state for state, steps in STEPS.items() if not steps} == set(TERMINAL)


class Afternoon(RuleBasedStateMachine):
    """Whatever people press, in whatever order: the queue stays whole."""

    def __init__(self) -> None:
        super().__init__()
        self.around = transaction.atomic()
        self.around.__enter__()
        self.clock = 0
        self.desk = make_desk()
        self.other = make_desk(self.desk.region, "zoetermeer", prefix="B")
        self.advisers = [make_adviser(self.desk, "een"), make_adviser(self.desk, "twee", "Tafel 2")]

    def teardown(self):
        transaction.set_rollback(True)
        self.around.__exit__(None, None, None)

    def later(self):
        self.clock += 1
        return minutes(self.clock)

    @rule()
    def somebody_comes_in(self):
        arrive(self.desk, self.later())

    @rule(who=st.integers(0, 1))
    def an_adviser_calls(self, who):
        self.try_to(lambda at: call(self.desk, self.advisers[who], at))

    @rule(
        who=st.integers(0, 1),
        which=st.integers(0, 5),
        what=st.sampled_from([
            "call_ticket", "call_again", "start_service", "hold_ticket", "put_back", "mark_missed",
            "mark_left", "transfer_ticket", "finish_ticket",
        ]),
    )  # fmt: skip
    def an_adviser_presses_a_button(self, who, which, what):
        tickets = list(Ticket.objects.order_by("pk"))
        if not tickets:
            return
        more = {"transfer_ticket": {"to": self.other}, "finish_ticket": {"outcome": "answered"}}
        self.try_to(
            lambda at: getattr(actions, what)(
                ticket=tickets[which % len(tickets)], adviser=self.advisers[who], by="gids", at=at,
                **more.get(what, {}),
            )
        )  # fmt: skip

    @rule()
    def the_night_comes(self):
        self.clock += 24 * 60
        actions.close_past_days(at=minutes(self.clock))
        for number, adviser in enumerate(self.advisers, 1):
            counter = self.desk.counters.get(label=f"Tafel {number}")
            self.try_to(
                lambda at, c=counter, a=adviser: actions.take_place(
                    counter=c, adviser=a, by="gids", at=at
                )
            )

    def try_to(self, act):
        with suppress(RefusedError):
            act(self.later())

    @invariant()
    def every_ticket_has_the_state_of_its_last_event(self):
        for ticket in Ticket.objects.order_by("pk"):
            events = list(ticket.events.order_by("id"))
            assert events[-1].state == ticket.state
            for before, after in pairwise(events):
                assert State(after.state) in STEPS[State(before.state)]
                assert before.ended_at == after.started_at

    @invariant()
    def an_adviser_has_one_visitor_at_most(self):
        busy = list(Ticket.objects.filter(state__in=ACTIVE).values_list("adviser", flat=True))
        assert len(busy) == len(set(busy))


@pytest.mark.slow
def test_whatever_people_press_the_queue_stays_whole():
    run_state_machine_as_test(
        Afternoon,
        settings=settings(deadline=None, max_examples=25, stateful_step_count=25, database=None),
    )
