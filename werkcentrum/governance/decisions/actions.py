"""What bodies decide and withdraw, and the proposals about which they do."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction

from werkcentrum.audit.actions import record
from werkcentrum.core.clock import day_of
from werkcentrum.core.refusal import RefusedError, insist
from werkcentrum.governance.agreements.ground_queries import resting_on_decision
from werkcentrum.governance.agreements.ground_telling import tell_ground_gone
from werkcentrum.governance.authority.locking import lock_authority
from werkcentrum.governance.decisions import rules
from werkcentrum.governance.decisions.rules import NewPoint
from werkcentrum.governance.models import Agreement, Body, Decision, DecisionPoint, Proposal
from werkcentrum.partners.models import Organisation


@transaction.atomic
def record_decision(
    *,
    body: Body,
    number: str,
    title: str,
    decided_on: date,
    points: Sequence[NewPoint],
    by: str,
    at: datetime,
    proposal: Proposal | None = None,
    held_numbers: int = 0,
) -> Decision:
    """Write down what a body decided, point by point; nobody edits that later.

    `held_numbers`: how many numbers in it could be a BSN, and are none by the word of who wrote it.
    Raises RefusedError.
    """
    insist(rules.may_record(decided_on=decided_on, points=len(points), today=day_of(at)))
    try:
        with transaction.atomic():
            decision = Decision.objects.create(
                body=body, proposal=proposal, number=number, title=title, decided_on=decided_on
            )
    except IntegrityError:
        raise RefusedError(rules.is_number_taken()) from None
    DecisionPoint.objects.bulk_create(
        DecisionPoint(
            decision=decision, position=position, text=point.text, agreement=point.agreement
        )
        for position, point in enumerate(points, start=1)
    )
    told = {"held_numbers": held_numbers} if held_numbers else {}
    record(
        verb="governance.decision_recorded", subject=decision, by=by, at=at,
        region_key=body.organisation.region.key, on=decided_on.isoformat(),
        points=len(points), **told,
    )  # fmt: skip
    return decision


@transaction.atomic
def withdraw_decision(*, decision: Decision, withdrawn_on: date, by: str, at: datetime) -> None:
    """It holds until this day, and not on it. Raises RefusedError.

    What is signed stays signed; who keeps agreements hears of those that rest on it.
    """
    # Of two at once the second sees what the first wrote, and whoever confirms a signature too.
    lock_authority(decision.body.organisation_id)
    now = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    insist(rules.may_withdraw(now, withdrawn_on))
    Decision.objects.filter(pk=decision.pk).update(withdrawn_on=withdrawn_on)
    record(
        verb="governance.decision_withdrawn", subject=decision, by=by, at=at,
        region_key=decision.body.organisation.region.key, on=withdrawn_on.isoformat(),
    )  # fmt: skip
    tell_ground_gone(
        f"Besluit {decision.number} van {decision.body.name}",
        resting_on_decision(decision, day_of(at)),
        on=withdrawn_on, by=by, at=at, key=f"decision:{decision.pk}:withdrawn",
    )  # fmt: skip


@transaction.atomic
def add_proposal(
    *,
    organisation: Organisation,
    reference: str,
    title: str,
    made_on: date,
    agreements: Collection[Agreement],
    by: str,
    at: datetime,
) -> Proposal:
    """A body is asked something, under the number of its case. Raises RefusedError."""
    try:
        with transaction.atomic():
            proposal = Proposal.objects.create(
                region=organisation.region, organisation=organisation, reference=reference,
                title=title, made_on=made_on,
            )  # fmt: skip
    except IntegrityError:
        raise RefusedError(rules.is_reference_taken()) from None
    proposal.agreements.set(agreements)
    record(
        verb="governance.proposal_added", subject=proposal, by=by, at=at,
        region_key=organisation.region.key, count=len(agreements),
    )  # fmt: skip
    return proposal


@transaction.atomic
def change_proposal(
    *, proposal: Proposal, title: str, agreements: Collection[Agreement], by: str, at: datetime
) -> None:
    """What it is called, and about which agreements it is."""
    Proposal.objects.filter(pk=proposal.pk).update(title=title)
    proposal.agreements.set(agreements)
    record(
        verb="governance.proposal_changed", subject=proposal, by=by, at=at,
        region_key=proposal.region.key, count=len(agreements),
    )  # fmt: skip
