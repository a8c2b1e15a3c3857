"""What a team does: accept, ask, decline, reach somebody, and tell how it ended."""

from datetime import timedelta

import pytest

from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.referrals import actions, team_actions
from werkcentrum.referrals.models import ContactAttempt, Referral
from werkcentrum.referrals.states import State
from werkcentrum.referrals.tests.make import TEAM, make_in, make_sent

LATER = MONDAY_MORNING + timedelta(hours=3)


def attempt(referral: Referral, number: int, *, is_reached: bool = False) -> None:
    team_actions.note_attempt(
        referral=referral, channel="phone", is_reached=is_reached, by=TEAM,
        at=LATER + timedelta(hours=number),
    )  # fmt: skip


def test_a_question_goes_back_to_peter_and_the_answer_gives_the_team_its_term_again(db):
    referral = make_in(State.RECEIVED)
    team_actions.ask(referral=referral, body="Welk beroep?", by=TEAM, at=LATER)
    assert OutboxMessage.objects.get(recipient=referral.owner.email)

    next_day = LATER + timedelta(days=1)
    actions.answer(referral=referral, body="Kapper.", by="peter", at=next_day)

    assert referral.state == State.RECEIVED
    assert referral.due_on.isoformat() == "2025-07-11"
    assert [m.body for m in referral.messages.all()] == ["Welk beroep?", "Kapper."]
    assert "Kapper" not in OutboxMessage.objects.get(key__contains="answered").text


def test_who_declines_says_why_and_who_can(db):
    referral = make_in(State.RECEIVED)
    with pytest.raises(RefusedError, match="waarom"):
        team_actions.decline(referral=referral, reason="", by=TEAM, at=LATER)

    team_actions.decline(
        referral=referral, reason="full", suggestion="De bibliotheek.", by=TEAM, at=LATER
    )

    referral.refresh_from_db()
    assert (referral.decline_reason, referral.suggestion) == ("full", "De bibliotheek.")
    assert referral.enquiry.closed_at is None
    message = OutboxMessage.objects.get(recipient=referral.owner.email)
    assert message.subject == "Loopbaanteam kan niet helpen"


def test_nobody_is_unreachable_before_three_attempts(db):
    referral = make_in(State.ACCEPTED)
    attempt(referral, 1)
    attempt(referral, 2)
    assert referral.state == State.ACCEPTED

    attempt(referral, 3)

    assert referral.state == State.UNREACHABLE
    assert OutboxMessage.objects.filter(recipient=referral.owner.email).exists()


def test_who_was_reached_in_between_is_tried_three_times_again(db):
    referral = make_in(State.ACCEPTED)
    for number, is_reached in enumerate([False, False, True, False, False]):
        attempt(referral, number, is_reached=is_reached)
    assert referral.state == State.CONTACT_MADE

    attempt(referral, 9)

    assert referral.state == State.UNREACHABLE


def test_who_was_unreachable_and_calls_back_is_helped(db):
    referral = make_in(State.UNREACHABLE)

    attempt(referral, 1, is_reached=True)

    assert referral.state == State.CONTACT_MADE


def test_a_team_does_not_call_before_it_accepted(db):
    referral = make_in(State.RECEIVED)

    with pytest.raises(RefusedError):
        attempt(referral, 1)

    assert not ContactAttempt.objects.exists()


def test_what_came_of_it_is_told_at_the_end(db):
    referral = make_in(State.IN_PROGRESS)
    with pytest.raises(RefusedError, match="Kies"):
        team_actions.complete(referral=referral, outcome="", by=TEAM, at=LATER)

    team_actions.complete(referral=referral, outcome="started", by=TEAM, at=LATER)

    assert (referral.state, referral.outcome) == (State.COMPLETED, "started")
    # Outcome is not state: the question itself stays with Peter.
    assert referral.enquiry.closed_at is None


def test_of_two_colleagues_who_answer_differently_the_first_counts(db):
    referral = make_in(State.RECEIVED)
    other = Referral.objects.get(pk=referral.pk)
    team_actions.accept(referral=referral, by=TEAM, at=LATER)

    with pytest.raises(RefusedError, match="aangenomen"):
        team_actions.decline(referral=other, reason="full", by=TEAM, at=LATER)


def test_a_link_that_works_is_not_replaced(db):
    referral = make_sent()

    with pytest.raises(RefusedError, match="werkt nog"):
        team_actions.renew_link(link=referral.links.get(), by=TEAM, at=LATER)
