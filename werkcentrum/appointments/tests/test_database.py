"""What must never be false about appointments, the database itself refuses."""

from contextlib import suppress
from datetime import timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F, Sum
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from werkcentrum.appointments import actions, orphan_actions, planning_actions
from werkcentrum.appointments.models import (
    Absence,
    Appointment,
    AppointmentEvent,
    AppointmentSlot,
    StaffCell,
    WaitingListEntry,
)
from werkcentrum.appointments.queries import cells, free_days
from werkcentrum.appointments.states import (
    HOLDING,
    OCCUPIES,
    STEPS,
    TERMINAL,
    State,
)
from werkcentrum.appointments.tests.make import (
    book,
    cancel,
    clock,
    hold,
    make_adviser,
    make_offer,
    make_place,
    make_type,
    move,
    on_behalf,
    slot_at,
)
from werkcentrum.core.clock import now
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY_MORNING

pytestmark = pytest.mark.django_db


@pytest.fixture
def booked():
    return book(slot_at(make_offer()))


@pytest.mark.parametrize(
    "values",
    [
        {"state": State.HELD},
        {"expires_at": MONDAY_MORNING},
        {"state": State.CANCELLED_BY_DESK},
        {"reason": "client"},
        {"state": State.RESCHEDULED},
        {"ends_at": F("starts_at")},
        {"party_size": 0},
        {"is_orphaned": True},
        {"orphan_reason": "hours"},
    ],
)
def test_half_a_change_of_an_appointment_is_refused(booked, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.filter(pk=booked.pk).update(**values)


@pytest.mark.parametrize("values", [{"booked": 2}, {"capacity": 0}, {"ends_at": F("starts_at")}])
def test_a_slot_is_never_overfull(booked, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        AppointmentSlot.objects.filter(pk=booked.slot_id).update(**values)


def test_a_counter_never_drops_below_nothing(booked):
    cancel(booked)

    with pytest.raises(IntegrityError), transaction.atomic():
        AppointmentSlot.objects.filter(pk=booked.slot_id).update(booked=F("booked") - 1)


def test_one_link_leads_to_one_appointment(booked):
    other = book(slot_at(booked.slot.offer, clock(14)), name="Ahmed")

    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.filter(pk=other.pk).update(manage_hash=booked.manage_hash)


def test_nobody_has_two_places_in_one_slot():
    slot = slot_at(make_offer(capacity=2))
    olena, ahmed = book(slot), book(slot, name="Ahmed")

    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.filter(pk=ahmed.pk).update(person_key=olena.person_key)


def test_nobody_has_two_visitors_in_one_quarter_of_an_hour(booked):
    fatima = make_adviser(booked.region)
    cell = {"adviser": fatima, "starts_at": booked.starts_at, "appointment": booked}
    StaffCell.objects.create(**cell)

    with pytest.raises(IntegrityError), transaction.atomic():
        StaffCell.objects.create(**cell)


def test_nobody_is_told_of_a_fourth_earlier_place(booked):
    with pytest.raises(IntegrityError), transaction.atomic():
        WaitingListEntry.objects.create(
            series=booked.series, region=booked.region, since=MONDAY_MORNING, offers=4
        )


def test_nobody_is_away_for_no_time_at_all(booked):
    with pytest.raises(IntegrityError), transaction.atomic():
        Absence.objects.create(
            region=booked.region, adviser=make_adviser(booked.region), starts_at=clock(9),
            ends_at=clock(9),
        )  # fmt: skip


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE appointments_appointmentevent SET state = 'attended'",
        "UPDATE appointments_appointmentevent SET \"by\" = 'iemand anders'",
    ],
)
def test_what_happened_cannot_be_changed_past_our_code_either(booked, sql):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(("days", "stays"), [(27, True), (29, False)])
def test_what_happened_stays_four_weeks_whoever_deletes_it(booked, days, stays):
    step = AppointmentEvent.objects.create(
        appointment=booked, state=State.BOOKED, at=now() - timedelta(days=days), by="fatima"
    )

    with suppress(IntegrityError), transaction.atomic():
        AppointmentEvent.objects.filter(pk=step.pk).delete()

    assert AppointmentEvent.objects.filter(pk=step.pk).exists() == stays


def test_every_state_stands_in_the_table_and_only_the_end_has_no_steps():
    assert set(STEPS) == set(State)
    assert {state for state, steps in STEPS.items() if not steps} == set(TERMINAL)
    assert set(HOLDING) < set(OCCUPIES)


class Week(RuleBasedStateMachine):
    """Whatever visitors, staff and the clock do, in whatever order: the agenda stays whole."""

    def __init__(self) -> None:
        super().__init__()
        self.around = transaction.atomic()
        self.around.__enter__()
        self.now = MONDAY_MORNING
        place = make_place()
        self.coordinator = make_adviser(place.region, "petra", "coordinator")
        self.advisers = tuple(make_adviser(place.region, name) for name in ("fatima", "jan"))
        self.offers = [
            make_offer(place, make_type(place.region, "open", is_confirmed_by_mail=True),
                       capacity=2),
            make_offer(place, make_type(place.region, "kort"), advisers=self.advisers),
            make_offer(place, make_type(place.region, "lang", minutes=60), advisers=self.advisers),
        ]  # fmt: skip

    def teardown(self):
        transaction.set_rollback(True)
        self.around.__exit__(None, None, None)

    def try_to(self, act):
        self.now += timedelta(minutes=1)
        with suppress(RefusedError):
            act(self.now)

    def slot(self, which, hour):
        moment = self.now.date()
        days = (7 - moment.weekday()) + (moment - MONDAY_MORNING.date()).days
        return slot_at(self.offers[which], clock(13 + hour, days=days))

    any_slot = {"which": st.integers(0, 2), "hour": st.integers(0, 1)}
    somebody = st.integers(0, 3)

    @rule(**any_slot, key=st.integers(0, 3))
    def somebody_holds(self, which, hour, key):
        self.try_to(lambda at: hold(self.slot(which, hour), at, request_key=UUID(int=key)))

    @rule(**any_slot, key=st.integers(0, 11), name=somebody)
    def somebody_books(self, which, hour, key, name):
        self.try_to(
            lambda at: book(self.slot(which, hour), at, key=UUID(int=key), name=f"klant{name}")
        )

    @rule(**any_slot, name=somebody, wants=st.sampled_from([None, 0, 1]), over=st.booleans())
    def staff_book(self, which, hour, name, wants, over):
        adviser = None if wants is None or not which else self.advisers[wants].pk
        self.try_to(
            lambda at: on_behalf(
                self.slot(which, hour), self.coordinator, at, name=f"klant{name}", overbook=over,
                adviser=adviser,
            )
        )  # fmt: skip

    @rule(**any_slot, nth=st.integers(0, 9))
    def somebody_moves(self, which, hour, nth):
        self.on_one(nth, lambda one, at: move(one, self.slot(which, hour), at))

    @rule(nth=st.integers(0, 9), reason=st.sampled_from(["client", "hours"]))
    def it_is_called_off(self, nth, reason):
        self.on_one(nth, lambda one, at: cancel(one, at, reason=reason))

    @rule(
        nth=st.integers(0, 9),
        what=st.sampled_from(
            ["confirm_appointment", "mark_arrived", "undo_arrival", "mark_attended", "mark_no_show"]
        ),
    )  # fmt: skip
    def somebody_presses_a_button(self, nth, what):
        act = getattr(actions, what)
        self.on_one(nth, lambda one, at: act(appointment=one, by="iemand", at=at))

    @rule(who=st.integers(0, 1))
    def an_adviser_is_away(self, who):
        until = self.now + timedelta(days=7)
        self.try_to(
            lambda at: orphan_actions.report_absence(
                region=self.coordinator.memberships.get().organisation.region,
                adviser=self.advisers[who], starts_at=at, ends_at=until, by="petra", at=at,
            )
        )  # fmt: skip

    @rule()
    def everybody_is_there_again(self):
        for absence in Absence.objects.order_by("id"):
            self.try_to(lambda at, a=absence: orphan_actions.end_absence(absence=a, by="x", at=at))

    @rule(hours=st.sampled_from([1, 3, 24, 24 * 7]))
    def time_passes(self, hours):
        self.now += timedelta(hours=hours)
        planning_actions.plan_slots(at=self.now)

    def on_one(self, nth, act):
        found = list(Appointment.objects.order_by("pk"))
        if found:
            self.try_to(lambda at: act(found[nth % len(found)], at))

    @invariant()
    def every_counter_is_the_sum_of_who_takes_a_place(self):
        taken = Appointment.objects.filter(state__in=OCCUPIES).exclude(slot=None)
        counted = AppointmentSlot.objects.exclude(booked=0).values_list("pk", "booked")
        assert dict(counted) == dict(taken.values_list("slot").annotate(places=Sum("party_size")))

    @invariant()
    def every_log_is_a_path_through_the_table(self):
        for appointment in Appointment.objects.prefetch_related("events").order_by("pk"):
            states = _states(appointment)
            assert states[0] in (State.HELD, State.PENDING, State.BOOKED)
            assert states[-1] == appointment.state
            for before, after in pairwise(states):
                assert after in STEPS[before]

    @invariant()
    def every_adviser_has_the_quarters_of_an_hour_of_the_appointments(self):
        sure = (State.BOOKED, State.ARRIVED, State.ATTENDED)
        with_adviser = Appointment.objects.exclude(adviser=None)
        for appointment in with_adviser.prefetch_related("events", "cells").order_by("pk"):
            mine = {(cell.adviser_id, cell.starts_at) for cell in appointment.cells.all()}
            whole = {
                (appointment.adviser_id, cell)
                for cell in cells(appointment.starts_at, appointment.ends_at)
            }
            if appointment.state in sure and State.NO_SHOW not in _states(appointment):
                assert mine == whole
            elif appointment.state in HOLDING:
                assert mine <= whole
            else:
                assert not mine

    @rule(which=st.integers(0, 2))
    def what_is_shown_as_free_can_be_held(self, which):
        offer = self.offers[which]
        days = free_days(offer, at=self.now, days=8)
        for choice in [choice for day in days for choice in day.times][:1]:
            with transaction.atomic():
                hold(slot_at(offer, choice.starts_at), self.now)
                transaction.set_rollback(True)


def _states(appointment) -> list[State]:
    """Every state it was in, in order; its events are read already."""
    events = sorted(appointment.events.all(), key=lambda event: event.pk)
    return [State(event.state) for event in events]


@pytest.mark.slow
def test_whatever_people_do_the_agenda_stays_whole():
    run_state_machine_as_test(
        Week,
        settings=settings(deadline=None, max_examples=15, stateful_step_count=30, database=None),
    )
