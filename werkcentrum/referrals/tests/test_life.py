"""Whatever people do in whatever order: nothing is shared without a basis, nobody is forgotten."""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from werkcentrum.audit.models import AuditLine
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.tests.make import make_region
from werkcentrum.privacy.models import Consent, Disclosure, Objection
from werkcentrum.privacy.tests.make import make_client, make_consent
from werkcentrum.referrals import actions, clock_actions, team_actions
from werkcentrum.referrals.models import AnswerLink, Referral, ReferralEvent
from werkcentrum.referrals.states import STEPS, TERMINAL, State
from werkcentrum.referrals.team_queries import shared_with
from werkcentrum.referrals.tests.make import (
    DATA,
    SUMMARY,
    TEAM,
    make_adviser,
    make_enquiry,
    make_sharing_ground,
    make_team,
)

THEMES = st.sampled_from(["werk", "wonen"])
WHICH = st.integers(0, 5)


class Life(RuleBasedStateMachine):
    """Olena, Peter, two teams of the union, and a worker that comes by."""

    is_statutory = False

    @initialize()
    def begin(self) -> None:
        """A person who said nothing yet, and one who stays anonymous."""
        self.mark = transaction.savepoint()
        self.at = MONDAY_MORNING
        region = make_region()
        self.ground = make_sharing_ground(region, is_statutory=self.is_statutory)
        self.olena = make_client(region)
        self.enquiries = [make_enquiry(region, self.olena), make_enquiry(region)]
        union = self.ground.recipient
        self.teams = [make_team(union), make_team(union, "scholing")]
        self.peter = make_adviser(region)

    @rule(theme=THEMES, team=st.integers(0, 1), is_anonymous=st.booleans())
    def make(self, theme: str, team: int, is_anonymous: bool) -> None:
        """Peter prepares one and sends it."""
        along: dict[str, Any] = {} if is_anonymous else {"data": DATA, "summary": SUMMARY}
        self.act(
            actions.make_referral, enquiry=self.enquiries[is_anonymous], team=self.teams[team],
            organisation=self.ground.controller, owner=self.peter, theme=theme, **along,
        )  # fmt: skip

    @rule(which=WHICH)
    def send(self, which: int) -> None:
        """The first time, or again."""
        self.on(which, actions.send_referral)

    @rule(which=WHICH, action=st.sampled_from([
        team_actions.open_by_team, team_actions.accept, team_actions.start,
    ]))  # fmt: skip
    def go_on(self, which: int, action: Callable[..., Any]) -> None:
        """The team goes on."""
        self.on(which, action)

    @rule(which=WHICH, is_reached=st.booleans())
    def reach(self, which: int, is_reached: bool) -> None:
        """The team calls."""
        self.on(which, team_actions.note_attempt, channel="phone", is_reached=is_reached)

    @rule(which=WHICH, step=st.sampled_from(["ask", "decline", "complete"]))
    def tell(self, which: int, step: str) -> None:
        """The team has something to say."""
        values = {
            "ask": {"body": "Welk beroep?"},
            "decline": {"reason": "full"},
            "complete": {"outcome": "helped"},
        }
        self.on(which, getattr(team_actions, step), **values[step])

    @rule(which=WHICH, action=st.sampled_from([
        actions.cancel, actions.withdraw, actions.close_unreachable,
    ]))  # fmt: skip
    def stop(self, which: int, action: Callable[..., Any]) -> None:
        """Somebody stops it."""
        self.on(which, action)

    @rule(which=WHICH, team=st.integers(0, 1))
    def redirect(self, which: int, team: int) -> None:
        """To the other team."""
        self.on(which, actions.redirect, team=self.teams[team])

    @rule(which=WHICH)
    def answer(self, which: int) -> None:
        """Peter answers."""
        self.on(which, actions.answer, body="Kapper.")

    @rule()
    def agree(self) -> None:
        """Olena says yes."""
        if not self.is_statutory:
            self.at += timedelta(minutes=1)
            make_consent(self.olena, self.ground, at=self.at)

    @rule()
    def take_back(self) -> None:
        """Olena takes it back, or objects."""
        if self.is_statutory:
            self.act(actions.object_to, client=self.olena, ground=self.ground)
        elif consent := Consent.objects.filter(withdrawn_at=None).first():
            self.act(actions.withdraw_consent, consent=consent)

    @rule(days=st.integers(1, 20))
    def wait(self, days: int) -> None:
        """Days pass in which the worker comes by."""
        for _day in range(days):
            self.at += timedelta(days=1)
            clock_actions.remind_teams(at=self.at)
            clock_actions.expire_referrals(at=self.at)

    def on(self, which: int, action: Callable[..., Any], **values: Any) -> None:
        """Something happens with one of the referrals there are."""
        rows = list(Referral.objects.order_by("pk"))
        if rows:
            self.act(action, referral=rows[which % len(rows)], **values)

    def act(self, action: Callable[..., Any], **values: Any) -> None:
        """Exactly one line when it happens, and none when it is refused."""
        self.at += timedelta(minutes=1)
        before, world = self.lines(), self.world()
        try:
            with transaction.atomic():
                action(by=TEAM, at=self.at, **values)
        except RefusedError:
            assert self.lines() == before
            assert self.world() == world
        else:
            assert self.lines() == before + 1

    def lines(self) -> int:
        """How many lines the actions here left."""
        return AuditLine.objects.filter(verb__startswith="referrals.").count()

    def world(self) -> list[Any]:
        """Every row that matters."""
        models = (Referral, ReferralEvent, AnswerLink, Consent, Disclosure)
        return [list(model.objects.order_by("pk").values()) for model in models]

    @invariant()
    def nothing_is_seen_without_a_basis_now(self) -> None:
        """Not in the table, and not on a page."""
        for referral in self.rows():
            shown = shared_with(referral, at=self.at)
            if shown.facts or shown.summary:
                assert self.has_basis()
            if referral.data and referral.state != State.DRAFT:
                assert (referral.consent_id is None) != (referral.ground_id is None)

    @invariant()
    def nobody_answers_what_ended(self) -> None:
        """No link of it works."""
        working = AnswerLink.objects.filter(revoked_at=None)
        assert not working.filter(referral__state__in=[*TERMINAL, State.EXPIRED]).exists()

    @invariant()
    def nobody_is_forgotten(self) -> None:
        """At its end, or somebody must do something before a day."""
        for referral in self.rows():
            is_over = referral.state in TERMINAL
            assert is_over == (referral.closed_at is not None)
            if not is_over and referral.state != State.DRAFT:
                assert referral.owner is not None
                assert referral.due_on is not None

    @invariant()
    def every_step_was_one_of_the_table(self) -> None:
        """From the first to where it is now."""
        for referral in self.rows():
            steps = [State(e.state) for e in referral.events.order_by("at", "pk")]
            assert steps[0] == State.DRAFT
            assert steps[-1] == referral.state
            assert all(after in STEPS[before] for before, after in pairwise(steps))

    def rows(self) -> list[Referral]:
        """What there is, before anything began: nothing."""
        if not hasattr(self, "mark"):
            return []
        return list(Referral.objects.select_related("team", "enquiry__client").order_by("pk"))

    def has_basis(self) -> bool:
        """Asked in another way than the software does."""
        if self.is_statutory:
            return not Objection.objects.filter(client=self.olena).exists()
        return any(
            row.given_at <= self.at < row.expires_at
            for row in Consent.objects.filter(withdrawn_at=None)
        )

    def teardown(self) -> None:
        """The next one begins with an empty database."""
        if hasattr(self, "mark"):
            transaction.savepoint_rollback(self.mark)


class OnTheLaw(Life):
    """The same, where nobody is asked and somebody can object."""

    is_statutory = True


@pytest.mark.slow
@pytest.mark.database
@pytest.mark.django_db
@pytest.mark.parametrize("machine", [Life, OnTheLaw])
def test_in_any_order_nothing_is_shared_without_a_basis_and_nobody_is_forgotten(machine):
    case = machine.TestCase
    case.settings = settings(
        max_examples=12, stateful_step_count=25, deadline=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    case("runTest").runTest()
