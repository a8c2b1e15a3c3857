"""Somebody looks at an agreement of which a decision or power of attorney was withdrawn."""

from datetime import datetime

from django.db import transaction

from werkcentrum.core.clock import day_of
from werkcentrum.core.refusal import insist
from werkcentrum.governance.agreements.ground_queries import unassessed
from werkcentrum.governance.agreements.rules import may_assess_ground
from werkcentrum.governance.agreements.stepping import happened, lock, written
from werkcentrum.governance.models import Agreement, AgreementEvent


@transaction.atomic
def assess_ground(*, agreement: Agreement, words: str, by: str, at: datetime) -> None:
    """What was concluded stands on the timeline, and nothing waits. Raises RefusedError."""
    lock(agreement)
    insist(may_assess_ground(unassessed(agreement)))
    kind = AgreementEvent.Kind.ASSESSED
    happened(agreement, kind, on=day_of(at), by=by, at=at, words=words)
    written("ground_assessed", agreement, by, at)
