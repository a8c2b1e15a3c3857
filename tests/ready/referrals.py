"""Bringing people to partners, each action with something to act on."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from tests.ready.acts import LATER, Act, Ready
from werkcentrum.appointments.tests.make import cancel, make_offer, slot_at
from werkcentrum.core.clock import AMSTERDAM
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.tests.make import make_region
from werkcentrum.referrals import actions, clock_actions, team_actions
from werkcentrum.referrals.models import AnswerLink
from werkcentrum.referrals.states import State
from werkcentrum.referrals.tests.make import (
    make_adviser,
    make_draft,
    make_enquiry,
    make_in,
    make_sent,
    make_sharing_ground,
    make_team,
)

EARLIER = LATER - timedelta(hours=2)
COMING = datetime(2025, 10, 20, 13, 0, tzinfo=AMSTERDAM)


def on(
    action: Callable[..., object], state: State, *, at: datetime = EARLIER, **values: Any
) -> Callable[[], Act]:
    """A referral that came this far."""
    return lambda: partial(action, referral=make_in(state, at=at), **values)


def making() -> Act:
    region = make_region()
    ground = make_sharing_ground(region)
    return partial(
        actions.make_referral, enquiry=make_enquiry(region), team=make_team(ground.recipient),
        organisation=ground.controller, owner=make_adviser(region), theme="werk",
    )  # fmt: skip


def redirecting() -> Act:
    referral = make_in(State.DECLINED, at=EARLIER)
    other = make_team(referral.team.organisation, "scholing")
    return partial(actions.redirect, referral=referral, team=other)


def handing_over() -> Act:
    slot = slot_at(make_offer(at=LATER - timedelta(days=20)), COMING)
    referral = make_in(State.ACCEPTED, slot.location.region, at=EARLIER)
    return partial(
        actions.hand_over_warmly, referral=referral, slot=slot, request_key=uuid4(),
        channel="office", staff=referral.owner,
    )  # fmt: skip


def changed_handovers() -> Act:
    offer = make_offer(at=LATER - timedelta(days=20))
    first = make_in(State.ACCEPTED, offer.agenda.location.region, at=EARLIER)
    second = make_draft(first.region, enquiry=first.enquiry, team=first.team, theme="wonen")
    actions.send_referral(referral=second, by="peter", at=EARLIER)
    for referral, starts_at in ((first, COMING), (second, COMING + timedelta(hours=1))):
        booked = actions.hand_over_warmly(
            referral=referral, slot=slot_at(offer, starts_at), request_key=uuid4(),
            channel="office", staff=referral.owner, by="peter", at=EARLIER,
        )  # fmt: skip
        cancel(booked, EARLIER)
    return clock_actions.tell_changed_handovers


def withdrawing() -> Act:
    referral = make_sent(at=EARLIER)
    return partial(actions.withdraw_consent, consent=referral.consent)


def objecting() -> Act:
    ground = make_sharing_ground(make_region(), is_statutory=True)
    referral = make_sent(ground.purpose.region, consents=False, at=EARLIER)
    return partial(actions.object_to, client=referral.enquiry.client, ground=ground)


def letting_decide() -> Act:
    client = make_sent(at=EARLIER).enquiry.client
    return partial(actions.set_representative, client=client, representative="parent", name="Ilse")


def closing() -> Act:
    enquiry = make_sent(at=EARLIER).enquiry
    return partial(
        actions.close_enquiry, enquiry=enquiry, outcome="job_new", is_outcome_stated=True
    )


def renewing() -> Act:
    make_sent(at=LATER - timedelta(days=9))
    return partial(team_actions.renew_link, link=AnswerLink.objects.get())


def two_sent(action: Act, at: datetime) -> Callable[[], Act]:
    """Two questions for the same team."""

    def make_ready() -> Act:
        first = make_sent(at=at)
        second = make_draft(
            first.region, enquiry=first.enquiry, team=first.team, theme="wonen", at=at
        )
        actions.send_referral(referral=second, by="peter", at=at)
        return action

    return make_ready


BY_SOMEBODY: Ready = {
    "referrals.make_referral": (making, "referrals.made"),
    "referrals.send_referral": (on(actions.send_referral, State.DRAFT), "referrals.sent"),
    "referrals.redirect": (redirecting, "referrals.redirected"),
    "referrals.answer": (
        on(actions.answer, State.INFO_REQUESTED, body="Kapper."), "referrals.answered",
    ),
    "referrals.note_call": (
        on(actions.note_call, State.SENT, is_three_way=True), "referrals.called",
    ),
    "referrals.hand_over_warmly": (handing_over, "referrals.handover_planned"),
    "referrals.cancel": (on(actions.cancel, State.SENT), "referrals.cancelled"),
    "referrals.withdraw": (on(actions.withdraw, State.SENT), "referrals.withdrawn"),
    "referrals.close_unreachable": (
        on(actions.close_unreachable, State.UNREACHABLE), "referrals.closed_unreachable",
    ),
    "referrals.withdraw_consent": (withdrawing, "referrals.stopped_with_consent"),
    "referrals.object_to": (objecting, "referrals.stopped_with_objection"),
    "referrals.set_representative": (letting_decide, "referrals.stopped_with_representative"),
    "referrals.close_enquiry": (closing, "referrals.enquiry_closed"),
    "referrals.open_by_team": (on(team_actions.open_by_team, State.SENT), "referrals.opened"),
    "referrals.accept": (on(team_actions.accept, State.RECEIVED), "referrals.accepted"),
    "referrals.ask": (
        on(team_actions.ask, State.RECEIVED, body="Welk beroep?"), "referrals.asked",
    ),
    "referrals.decline": (
        on(team_actions.decline, State.RECEIVED, reason="full"), "referrals.declined",
    ),
    "referrals.note_attempt": (
        on(team_actions.note_attempt, State.ACCEPTED, channel="phone", is_reached=False),
        "referrals.tried",
    ),
    "referrals.start": (on(team_actions.start, State.CONTACT_MADE), "referrals.started"),
    "referrals.complete": (
        on(team_actions.complete, State.CONTACT_MADE, outcome="helped"), "referrals.completed",
    ),
    "referrals.renew_link": (renewing, "referrals.link_renewed"),
}  # fmt: skip
BY_THE_SYSTEM: Ready = {
    "referrals.remind_teams": (
        two_sent(clock_actions.remind_teams, LATER - timedelta(days=7)), "referrals.reminded",
    ),
    "referrals.tell_changed_handovers": (changed_handovers, "referrals.handovers_told"),
    "referrals.expire_referrals": (
        two_sent(clock_actions.expire_referrals, MONDAY_MORNING), "referrals.expired",
    ),
}  # fmt: skip
