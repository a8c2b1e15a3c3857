"""Whatever people do in whatever order: no agreement holds that its rule does not carry."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from werkcentrum.audit.models import AuditLine
from werkcentrum.core.clock import day_of, months_after
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.governance.agreements import actions as agreement_actions
from werkcentrum.governance.agreements import life_actions as agreement_life_actions
from werkcentrum.governance.agreements import party_actions
from werkcentrum.governance.agreements.force_actions import bring_into_force
from werkcentrum.governance.daily import keep_agreements
from werkcentrum.governance.models import (
    Agreement,
    AgreementEvent,
    AgreementKind,
    Party,
    Signature,
)
from werkcentrum.governance.tests.make import make_agreement
from werkcentrum.governance.tests.make_signed import make_signature, make_version
from werkcentrum.partners.models import PartnerStanding
from werkcentrum.partners.tests.make import make_organisation, make_region

WHICH = st.integers(0, 5)
DAYS = st.integers(1, 400)
BY = "0190-karin"
# Everything that a refused action leaves as it was.
MODELS = (Agreement, Party, AgreementEvent, Signature, PartnerStanding)
Kind = AgreementKind


class Life(RuleBasedStateMachine):
    """Three organisations, what they agree on, and a worker that comes by."""

    rule_of_force = Agreement.Rule.ALL_SIGNED

    @initialize(far=st.booleans(), lasts=st.sampled_from([None, 300, 900]))
    def begin(self, far: bool, lasts: int | None) -> None:
        """Two of the three take part; and perhaps they may sign already."""
        self.mark = transaction.savepoint()
        self.at = MONDAY_MORNING
        self.region = make_region()
        self.organisations = [
            make_organisation(self.region, key, name=key.title())
            for key in ("gemeente", "bibliotheek", "vakbond")
        ]
        self.seen: dict[Any, tuple[Any, ...]] = {}
        make_agreement(
            self.region, *self.organisations[:2], rule=self.rule_of_force,
            starts_on=MONDAY + timedelta(days=20), notice_months=2,
            ends_on=MONDAY + timedelta(days=lasts) if lasts else None,
            stage=Agreement.Stage.TO_SIGN if far else Agreement.Stage.DRAFT,
        )  # fmt: skip
        if far:
            make_version(Agreement.objects.get())

    @rule(days=DAYS)
    def wait(self, days: int) -> None:
        """Time goes by, and every day the worker looks; the last one is enough."""
        self.at += timedelta(days=days)
        before = self.count()
        waited = {row.pk: self.carried(row) for row in self.rows()}
        count = keep_agreements(at=self.at)
        assert self.count() - before == count
        for row in self.rows():
            assert row.in_force_on is None or waited[row.pk] is not None or row.pk in self.held

    @rule(which=WHICH, who=st.integers(0, 2))
    def add(self, which: int, who: int) -> None:
        """Somebody more takes part."""
        self.act(
            party_actions.add_party, agreement=self.one(which), capacity="rechtspersoon",
            organisation=self.organisations[who], purposes=["network"],
        )  # fmt: skip

    @rule(which=WHICH, action=st.sampled_from(["remove_party", "note_consulted", "note_checked"]))
    def party_step(self, which: int, action: str) -> None:
        """Something about one party."""
        rows = list(Party.objects.order_by("pk"))
        values = {} if action == "remove_party" else {"on": day_of(self.at)}
        if rows:
            self.act(getattr(party_actions, action), party=rows[which % len(rows)], **values)

    @rule(which=WHICH, stage=st.sampled_from(Agreement.Stage.values))
    def go(self, which: int, stage: str) -> None:
        """The text goes on or back; it says little, but it is kept as it is."""
        agreement = self.one(which)
        if stage == Agreement.Stage.CONSULTATION and not agreement.versions.exists():
            make_version(agreement)
        self.act(agreement_actions.set_stage, agreement=agreement, stage=stage)

    @rule(which=WHICH, who=WHICH, is_confirmed=st.booleans())
    def sign(self, which: int, who: int, is_confirmed: bool) -> None:
        """A party signs the newest version, and mostly a second person sees to it."""
        agreement = self.one(which)
        parties = list(agreement.parties.select_related("organisation").order_by("pk"))
        version = agreement.versions.order_by("-number").first()
        if agreement.stage != Agreement.Stage.TO_SIGN or not parties or version is None:
            return
        party = parties[who % len(parties)]
        if party.signatures.filter(version=version).exists():
            return
        make_signature(
            agreement, party.organisation.key, on=day_of(self.at),
            confirmed_by="0190-els" if is_confirmed else "",
        )  # fmt: skip
        was, carried = agreement.in_force_on, self.carried(agreement)
        before = self.count()
        is_now = bring_into_force(agreement=agreement, by=BY, at=self.at)
        assert self.count() - before == is_now
        assert is_now == (was is None and carried is not None)
        if is_now:
            assert Agreement.objects.get(pk=agreement.pk).in_force_on == carried

    @rule(
        which=WHICH, kind=st.sampled_from([Kind.ACCESSION, Kind.ADDENDUM]), is_ready=st.booleans()
    )
    def add_to(self, which: int, kind: str, is_ready: bool) -> None:
        """Somebody wants to join, or something is to be changed."""
        count = Agreement.objects.count()
        made = self.act(
            agreement_actions.make_agreement, region=self.region, kind=kind, title="Erbij",
            reference=f"4325-{count + 5}", rule=self.rule_of_force, parent=self.one(which),
            starts_on=day_of(self.at),
        )  # fmt: skip
        if made and is_ready:
            row = Agreement.objects.order_by("pk").last()
            if kind == Kind.ACCESSION:
                self.act(
                    party_actions.add_party, agreement=row, organisation=self.organisations[2],
                    capacity="vereniging", purposes=["network", "referral"],
                )  # fmt: skip
            make_version(row)
            Agreement.objects.filter(pk=row.pk).update(stage=Agreement.Stage.TO_SIGN)

    @rule(which=WHICH, months=st.integers(0, 30))
    def end(self, which: int, months: int) -> None:
        """Somebody gives notice, in time or not."""
        self.act(
            agreement_life_actions.terminate, agreement=self.one(which), reason="Anders ingericht",
            on=months_after(day_of(self.at), months),
        )  # fmt: skip

    @rule(which=WHICH, months=st.integers(0, 6))
    def leave(self, which: int, months: int) -> None:
        """One party goes."""
        rows = list(Party.objects.select_related("agreement__parent").order_by("pk"))
        if rows:
            self.act(
                agreement_life_actions.leave, party=rows[which % len(rows)], reason="Fusie",
                on=months_after(day_of(self.at), months),
            )  # fmt: skip

    @rule(which=WHICH, months=st.integers(1, 40))
    def go_on(self, which: int, months: int) -> None:
        """It is extended, and looked back upon."""
        agreement = self.one(which)
        self.act(
            agreement_life_actions.extend, agreement=agreement, reason="Het gaat goed",
            ends_on=months_after(day_of(self.at), months),
        )  # fmt: skip
        self.act(
            agreement_life_actions.evaluate, agreement=agreement, words="Goed",
            on=day_of(self.at),
        )  # fmt: skip

    @invariant()
    def standings_are_of_who_is_bound_and_nobody_else(self) -> None:
        """Today and on days around it, by looking at everybody apart."""
        for row in self.rows():
            for days in (0, 70, 500):
                day = day_of(self.at) + timedelta(days=days)
                given = PartnerStanding.objects.on(day).filter(origin=f"agreement:{row.pk}")
                found = sorted(given.values_list("organisation_id", "purpose"))
                assert found == sorted(self.should_get(row, day)), (row.reference, day)

    @invariant()
    def what_was_confirmed_stays_as_it_was(self) -> None:
        """Row by row."""
        rows = Signature.objects.confirmed().order_by("pk")
        now = {row[0]: row for row in rows.values_list("pk", "signed_on", "version", "party")}
        assert self.seen.items() <= now.items()
        self.seen = now

    @invariant()
    def what_holds_has_its_parties(self) -> None:
        """Nothing is in force that nobody may sign, and nothing ends before it begins."""
        self.held = {row.pk for row in self.rows() if row.in_force_on is not None}
        for row in self.rows():
            if row.in_force_on is not None:
                assert row.stage == Agreement.Stage.TO_SIGN
                kinds = [event.kind for event in row.events.order_by("at", "pk")]
                assert kinds.count(AgreementEvent.Kind.IN_FORCE) == 1

    def should_get(self, row: Agreement, day: date) -> list[tuple[Any, str]]:
        """Who is bound by this agreement on a day, with what it gives them."""
        parent = row.parent
        if row.kind == Kind.ACCESSION or not row.holds_on(day):
            return []
        if parent is not None and not parent.holds_on(day):
            return []
        return [
            (party.organisation_id, purpose)
            for party in row.parties.order_by("pk")
            if (bound := self.bound_on(party)) is not None and bound <= day
            and (party.left_on is None or day < party.left_on)
            for purpose in party.purposes
        ]  # fmt: skip

    def carried(self, row: Agreement) -> date | None:
        """From when the rule carries it as things are, counted anew; None for not (yet)."""
        days = [self.bound_on(party) for party in row.parties.filter(left_on=None).order_by("pk")]
        signed = sorted(day for day in days if day is not None)
        least = 1 if row.kind == Kind.ACCESSION else 2
        if row.stage != Agreement.Stage.TO_SIGN or len(signed) < least:
            return None
        if row.rule == Agreement.Rule.ALL_SIGNED and len(signed) != len(days):
            return None
        enough = signed[-1] if row.rule == Agreement.Rule.ALL_SIGNED else signed[least - 1]
        parent = row.parent
        if parent is not None and parent.in_force_on is None:
            return None
        begun = parent.in_force_on if parent is not None else enough
        day = max(enough, row.starts_on or enough, begun)
        ends = [row.ends_on, row.terminated_on]
        ends += [parent.ends_on, parent.terminated_on] if parent else []
        is_over = any(end is not None and end <= day for end in ends)
        return None if is_over or day > day_of(self.at) else day

    def bound_on(self, party: Party) -> date | None:
        """When it signed the newest version, or joined."""
        if party.joined_on:
            return party.joined_on
        version = party.agreement.versions.order_by("-number").first()
        row = party.signatures.filter(version=version).exclude(confirmed_at=None).first()
        return row.signed_on if row else None

    def act(self, action: Callable[..., Any], **values: Any) -> bool:
        """Try it: one line when it was done, and nothing at all when it was refused."""
        before, rows = self.count(), self.everything()
        try:
            action(by=BY, at=self.at, **values)
        except RefusedError:
            assert (self.count(), self.everything()) == (before, rows)
            return False
        assert self.count() == before + 1
        return True

    def one(self, which: int) -> Agreement:
        """One of them, as it is now."""
        rows = self.rows()
        return rows[which % len(rows)]

    def rows(self) -> list[Agreement]:
        """All of them."""
        return list(Agreement.objects.select_related("parent", "region").order_by("pk"))

    def count(self) -> int:
        """Of audit lines."""
        return AuditLine.objects.count()

    def everything(self) -> list[list[dict[str, Any]]]:
        """All rows that matter."""
        return [list(model.objects.order_by("pk").values()) for model in MODELS]

    def teardown(self) -> None:
        """The next one begins with an empty database."""
        if hasattr(self, "mark"):
            transaction.savepoint_rollback(self.mark)


class ByDate(Life):
    """The same, where it comes into force on a day."""

    rule_of_force = Agreement.Rule.ON_DATE


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("machine", [Life, ByDate])
def test_in_any_order_only_who_is_bound_gets_anything(machine):
    case = machine.TestCase
    case.settings = settings(
        max_examples=6, stateful_step_count=14, deadline=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    case("runTest").runTest()
