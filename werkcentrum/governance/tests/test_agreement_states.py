"""How far an agreement is, and what it waits for: derived from facts, without a database."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from werkcentrum.core.tests.make import MONDAY
from werkcentrum.governance.agreements.force_rules import force_day
from werkcentrum.governance.agreements.next import Doing, next_thing
from werkcentrum.governance.agreements.rules import Text, may_go, may_write
from werkcentrum.governance.agreements.states import (
    ALLOWED,
    PartyFacts,
    PartyState,
    Stage,
    State,
    overall_state,
    party_state,
    party_steps,
)
from werkcentrum.governance.models import Agreement, AgreementEvent

BEFORE, LATER = MONDAY - timedelta(days=9), MONDAY + timedelta(days=9)
DONE = Text(has_version=True, is_current=True)
ALL, BY_DATE = Agreement.Rule.ALL_SIGNED, Agreement.Rule.ON_DATE
Kind = AgreementEvent.Kind


def party(number: int = 1, **values) -> PartyFacts:
    """What is known of one party; the check of authority says what is missing."""
    wanted = {"missing": "Het college besloot nog niet.", **values}
    return PartyFacts(pk=UUID(int=number), name=f"Partij {number}", **wanted)


def agreement(stage: str = Stage.TO_SIGN, **values) -> Agreement:
    """One that nobody kept."""
    return Agreement(**({"stage": stage, "rule": ALL, "title": "Samen"} | values))


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        ({}, PartyState.INVITED),
        ({"consulted_on": MONDAY}, PartyState.CONSULTED),
        ({"consulted_on": MONDAY, "checked_on": MONDAY}, PartyState.CHECKED),
        ({"is_decided": True}, PartyState.DECIDED),
        ({"is_decided": True, "is_authorised": True}, PartyState.AUTHORISED),
        ({"signed_on": MONDAY}, PartyState.SIGNED),
        ({"joined_on": MONDAY}, PartyState.SIGNED),
        ({"unconfirmed": UUID(int=9)}, PartyState.INVITED),
        ({"signed_on": MONDAY, "left_on": MONDAY}, PartyState.LEFT),
        ({"signed_on": MONDAY, "left_on": LATER}, PartyState.SIGNED),
    ],
)
def test_a_party_is_as_far_as_its_furthest_step(facts, wanted):
    assert party_state(party(**facts), MONDAY) == wanted


def test_who_signed_took_every_step_before():
    assert all(step.is_done for step in party_steps(party(signed_on=MONDAY)))


@pytest.mark.parametrize(
    ("values", "parties", "events", "wanted"),
    [
        ({"stage": Stage.DRAFT}, [{}], [], State.DRAFT),
        ({"stage": Stage.CONSULTATION}, [{"checked_on": MONDAY}], [], State.CONSULTATION),
        ({"stage": Stage.CHECKED}, [{"is_decided": True}, {}], [], State.CHECKED),
        ({"stage": Stage.CHECKED}, [{"is_decided": True}], [], State.DECIDED),
        ({"stage": Stage.CHECKED}, [{"is_decided": True, "is_authorised": True}], [],
         State.AUTHORISED),
        ({}, [{}, {}], [], State.TO_SIGN),
        ({}, [{"signed_on": MONDAY}, {}], [], State.PARTLY_SIGNED),
        ({}, [{"signed_on": MONDAY}, {"joined_on": MONDAY}], [], State.SIGNED),
        ({"in_force_on": LATER}, [{"signed_on": MONDAY}], [], State.SIGNED),
        ({"in_force_on": MONDAY}, [], [Kind.IN_FORCE], State.IN_FORCE),
        ({"in_force_on": MONDAY}, [], [Kind.IN_FORCE, Kind.AMENDED], State.AMENDED),
        ({"in_force_on": MONDAY}, [], [Kind.AMENDED, Kind.EXTENDED], State.EXTENDED),
        ({"in_force_on": BEFORE, "terminated_on": LATER}, [], [], State.IN_FORCE),
        ({"in_force_on": BEFORE, "terminated_on": MONDAY}, [], [], State.TERMINATED),
        ({"in_force_on": BEFORE, "ends_on": MONDAY}, [], [Kind.EXTENDED], State.TERMINATED),
        ({"in_force_on": BEFORE, "parent": Agreement(ends_on=MONDAY)}, [], [], State.TERMINATED),
    ],
)  # fmt: skip
def test_the_whole_is_as_far_as_its_text_and_its_parties(values, parties, events, wanted):
    known = [party(number, **facts) for number, facts in enumerate(parties)]

    assert overall_state(agreement(**values), known, events, MONDAY) == wanted


@pytest.mark.parametrize(
    ("rule", "signed", "starts_on", "wanted"),
    [
        (ALL, [BEFORE, MONDAY], None, MONDAY),
        (ALL, [BEFORE, MONDAY], LATER, LATER),
        (ALL, [BEFORE, None], None, None),
        (ALL, [BEFORE], None, None),
        (BY_DATE, [BEFORE, BEFORE, None], MONDAY, MONDAY),
        (BY_DATE, [BEFORE, LATER, None], MONDAY, LATER),
        (BY_DATE, [BEFORE, None, None], MONDAY, None),
    ],
)
def test_the_rule_says_from_which_day_it_holds(rule, signed, starts_on, wanted):
    assert force_day(agreement(rule=rule, starts_on=starts_on), signed) == wanted


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.CONSULTATION, Stage.CHECKED])
def test_nothing_holds_before_it_may_be_signed(stage):
    assert force_day(agreement(stage), [MONDAY, MONDAY]) is None


def test_nothing_holds_that_would_have_ended_by_then():
    assert force_day(agreement(ends_on=MONDAY), [BEFORE, MONDAY]) is None
    assert force_day(agreement(ends_on=LATER), [BEFORE, MONDAY]) == MONDAY


@pytest.mark.parametrize("stage", Stage.values)
def test_whoever_signed_binds_the_text(stage):
    for to in ALLOWED[stage]:
        assert may_go(agreement(stage), to, [], DONE, is_signed=True) is not None


@pytest.mark.parametrize("stage", Stage.values)
def test_a_stage_is_never_skipped(stage):
    others = set(Stage.values) - set(ALLOWED[stage])

    refusals = [may_go(agreement(stage), to, [], DONE, is_signed=False) for to in others]
    assert all(refusals)


def test_what_holds_is_changed_by_an_addendum_only():
    assert "aanvulling" in str(may_write(agreement(in_force_on=MONDAY)))


@pytest.mark.parametrize(
    ("values", "parties", "wanted"),
    [
        ({"stage": Stage.DRAFT}, [], Doing.ADD_PARTY),
        ({"stage": Stage.DRAFT}, [{}, {}], Doing.CONSULT),
        ({"stage": Stage.CONSULTATION}, [{}, {"consulted_on": MONDAY}], Doing.NOTE),
        ({"stage": Stage.CONSULTATION}, [{"consulted_on": MONDAY, "checked_on": MONDAY}] * 2,
         Doing.CHECK),
        ({"stage": Stage.CHECKED}, [{}], Doing.DECIDE),
        ({"stage": Stage.CHECKED}, [{"is_decided": True}], Doing.AUTHORISE),
        ({"stage": Stage.CHECKED}, [{"is_decided": True, "is_authorised": True}], Doing.OFFER),
        ({}, [{"is_authorised": True}, {"unconfirmed": UUID(int=9)}], Doing.CONFIRM),
        ({}, [{"is_authorised": True}, {}], Doing.SIGN),
        ({}, [{"signed_on": MONDAY}, {}], Doing.DECIDE),
        ({"starts_on": LATER}, [{"signed_on": MONDAY}], Doing.NOTHING),
        ({"in_force_on": date(2023, 7, 10)}, [], Doing.EVALUATE),
        ({"in_force_on": BEFORE, "ends_on": date(2026, 2, 1)}, [], Doing.DECIDE_TERM),
        ({"in_force_on": BEFORE, "terminated_on": LATER}, [], Doing.NOTHING),
        ({"in_force_on": BEFORE}, [], Doing.NOTHING),
    ],
)  # fmt: skip
def test_the_next_thing_is_what_it_waits_for(values, parties, wanted):
    known = [party(number, **facts) for number, facts in enumerate(parties)]

    found = next_thing(agreement(**values), known, DONE, MONDAY)

    assert found.doing == wanted
    assert found.why
