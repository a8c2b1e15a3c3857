"""Whatever people do in whatever order: nothing is shared without a basis, nobody is forgotten."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F, Q
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from werkcentrum.audit.models import AuditLine
from werkcentrum.casework.work_actions import reopen_enquiry
from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.tests.make import make_region
from werkcentrum.privacy.models import Consent, Disclosure, Objection
from werkcentrum.privacy.tests.make import make_client, make_consent
from werkcentrum.referrals import actions, clock_actions, team_actions
from werkcentrum.referrals.models import (
    AnswerLink,
    ContactAttempt,
    Referral,
    ReferralEvent,
    ReferralMessage,
)
from werkcentrum.referrals.states import OPEN, STEPS, TERMINAL, State
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
# Everything that a refused action leaves as it was.
MODELS = (
    Referral, ReferralEvent, ReferralMessage, ContactAttempt, AnswerLink, Consent, Objection,
    Disclosure, OutboxMessage,
)  # fmt: skip


class Life(RuleBasedStateMachine):
    """Olena, Peter, two teams of the union, and a worker that comes by."""

    is_statutory = False

    @initialize(far=st.integers(0, 5))
    def begin(self, far: int) -> None:
        """A person who said yes, and how far she was brought; and one who stays anonymous.

        Steps alone seldom come as far as help, and there is most to go wrong.
        """
        self.mark = transaction.savepoint()
        self.at = MONDAY_MORNING
        region = make_region()
        self.ground = make_sharing_ground(region, is_statutory=self.is_statutory)
        self.olena = make_client(region)
        self.enquiries = [make_enquiry(region, self.olena), make_enquiry(region)]
        union = self.ground.recipient
        self.teams = [make_team(union), make_team(union, "scholing")]
        self.peter = make_adviser(region)
        self.agree()
        self.make("werk", 0, is_anonymous=False, warmth="")
        reached = partial(team_actions.note_attempt, channel="phone", is_reached=True)
        for action in (
            actions.send_referral, team_actions.open_by_team, team_actions.accept, reached,
            team_actions.start,
        )[:far]:  # fmt: skip
            assert self.act(action, referral=Referral.objects.get())

    @rule(
        theme=THEMES, team=st.integers(0, 1), is_anonymous=st.booleans(),
        warmth=st.sampled_from(["", "call"]),
    )  # fmt: skip
    def make(self, theme: str, team: int, is_anonymous: bool, warmth: str) -> None:
        """Peter prepares one and sends it."""
        along: dict[str, Any] = {} if is_anonymous else {"data": DATA, "summary": SUMMARY}
        self.act(
            actions.make_referral, enquiry=self.enquiries[is_anonymous], team=self.teams[team],
            organisation=self.ground.controller, owner=self.peter, theme=theme, warmth=warmth,
            **along,
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

    @rule(which=WHICH, is_three_way=st.booleans())
    def call(self, which: int, is_three_way: bool) -> None:
        """Peter speaks the team, perhaps with Olena."""
        self.on(which, actions.note_call, is_three_way=is_three_way)

    @rule(which=WHICH)
    def renew(self, which: int) -> None:
        """Somebody with any link of any team asks for another."""
        links = list(AnswerLink.objects.select_related("referral__region").order_by("pk"))
        if links:
            self.act(team_actions.renew_link, link=links[which % len(links)])

    @rule(is_anonymous=st.booleans(), is_outcome_stated=st.booleans())
    def close(self, is_anonymous: bool, is_outcome_stated: bool) -> None:
        """Peter says that it is over; later it is not after all."""
        enquiry = self.enquiries[is_anonymous]
        is_closed = self.act(
            actions.close_enquiry, enquiry=enquiry, outcome="informed",
            is_outcome_stated=is_outcome_stated,
        )  # fmt: skip
        if is_closed:
            assert not Referral.objects.filter(enquiry=enquiry, state__in=OPEN).exists()
            reopen_enquiry(enquiry=enquiry, by="peter", at=self.at)

    @rule()
    def agree(self) -> None:
        """Olena says yes."""
        if not self.is_statutory:
            self.act(self.say_yes, app="privacy")

    @rule()
    def take_back(self) -> None:
        """Olena takes it back, or objects."""
        if self.is_statutory:
            self.act(actions.object_to, client=self.olena, ground=self.ground)
        elif consent := Consent.objects.filter(withdrawn_at=None).first():
            assert self.act(actions.withdraw_consent, consent=consent)
            assert not Referral.objects.filter(state__in=OPEN).exclude(consent=None).exists()
            on_consent = AnswerLink.objects.exclude(referral__consent=None)
            assert not on_consent.filter(revoked_at=None).exists()

    @rule(days=st.integers(1, 20))
    def wait(self, days: int) -> None:
        """Days pass in which the worker comes by; of what it did there is a line for each team."""
        for _day in range(days):
            self.at += timedelta(days=1)
            for work in (clock_actions.remind_teams, clock_actions.expire_referrals):
                before = self.last_line()
                count = work(at=self.at)
                lines = self.lines_since(before)
                assert sum(line.detail["count"] for line in lines) == count
                assert len(lines) == len({line.subject_id for line in lines}) <= len(self.teams)

    def say_yes(self, *, by: str, at: datetime) -> None:
        """On the screen, to all that the row of the register covers."""
        make_consent(self.olena, self.ground, at=at)

    def on(self, which: int, action: Callable[..., Any], **values: Any) -> None:
        """Something happens with one of the referrals there are."""
        rows = list(Referral.objects.order_by("pk"))
        if rows:
            self.act(action, referral=rows[which % len(rows)], **values)

    def act(self, action: Callable[..., Any], *, app: str = "referrals", **values: Any) -> bool:
        """Exactly one line when it happens, and nothing at all when it is refused.

        What it did in an app below has one line there. What leaves, leaves on a basis of now.
        """
        self.at += timedelta(minutes=1)
        before, world = self.last_line(), self.world()
        try:
            with transaction.atomic():
                action(by=TEAM, at=self.at, **values)
        except RefusedError:
            assert self.lines_since(before) == []
            assert self.world() == world
            return False
        verbs = [line.verb for line in self.lines_since(before)]
        apps = Counter(verb.partition(".")[0] for verb in verbs)
        assert set(apps.values()) == {1}, verbs
        assert app in apps, verbs
        assert "privacy.disclosed" not in verbs or self.has_basis()
        return True

    def last_line(self) -> int:
        """Until where the trail goes now."""
        return AuditLine.objects.order_by("-pk").values_list("pk", flat=True).first() or 0

    def lines_since(self, before: int) -> list[AuditLine]:
        """What was written in the trail after that."""
        return list(AuditLine.objects.filter(pk__gt=before).order_by("pk"))

    def world(self) -> list[Any]:
        """Every row that matters."""
        return [list(model.objects.order_by("pk").values()) for model in MODELS]

    @invariant()
    def nothing_is_seen_without_a_basis_now(self) -> None:
        """Not in the table, not on a page, and never in a mail."""
        for referral in self.rows():
            shown = shared_with(referral, at=self.at)
            if shown.facts or shown.summary:
                assert self.has_basis()
            if referral.data and referral.state != State.DRAFT:
                assert (referral.consent_id is None) != (referral.ground_id is None)
        tells = Q(text__contains="Olena") | Q(text__contains="olena@") | Q(text__contains=SUMMARY)
        assert not OutboxMessage.objects.filter(tells).exists()

    @invariant()
    def she_can_read_each_time_that_something_left(self) -> None:
        """One line for every time that a referral with data was sent."""
        sent = ReferralEvent.objects.filter(state=State.SENT).exclude(referral__data=[])
        assert sent.count() == Disclosure.objects.count()

    @invariant()
    def only_the_team_it_is_with_answers_by_one_link(self) -> None:
        """No link of what ended, of another team, or of before works."""
        working = AnswerLink.objects.filter(revoked_at=None)
        is_wrong = Q(referral__state__in=[*TERMINAL, State.EXPIRED]) | ~Q(team=F("referral__team"))
        assert not working.filter(is_wrong).exists()
        found = list(working.order_by("pk").values_list("referral", flat=True))
        assert len(found) == len(set(found))

    @invariant()
    def nobody_is_forgotten(self) -> None:
        """At its end, or somebody must do something, and once it left before a day."""
        for referral in self.rows():
            is_over = referral.state in TERMINAL
            assert is_over == (referral.closed_at is not None)
            if not is_over:
                assert referral.owner is not None
                assert referral.due_on is not None or referral.state == State.DRAFT

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
        max_examples=10, stateful_step_count=22, deadline=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    case("runTest").runTest()
