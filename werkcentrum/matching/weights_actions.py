"""Weights are proposed by one and decided by another."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction

from werkcentrum.audit.actions import record
from werkcentrum.core.clock import day_of
from werkcentrum.core.refusal import RefusedError, insist
from werkcentrum.matching import rules
from werkcentrum.matching.models import MatchWeights
from werkcentrum.partners.models import Region


@transaction.atomic
def propose_weights(
    *,
    region: Region,
    parts: Mapping[str, int],
    reason: str,
    starts_on: date,
    by: str,
    at: datetime,
) -> MatchWeights:
    """Propose other weights, in hundredths by part, from a day. Raises RefusedError."""
    insist(rules.may_propose(parts, reason=reason, starts_on=starts_on, today=day_of(at)))
    # One at a time: each has a number of its own.
    Region.objects.select_for_update(of=("self",), no_key=True).get(pk=region.pk)
    year = f"{day_of(at).year}-"
    # The weights that come with the software are the first of their year.
    number = 2 + MatchWeights.objects.filter(region=region, version__startswith=year).count()
    weights = MatchWeights.objects.create(
        region=region, version=f"{year}{number}", **parts, reason=reason.strip(),
        starts_on=starts_on, proposed_by=by, proposed_at=at,
    )  # fmt: skip
    record(
        verb="matching.weights_proposed", subject=weights, by=by, at=at, region_key=region.key,
        version=weights.version,
    )  # fmt: skip
    return weights


@transaction.atomic
def decide_weights(*, weights: MatchWeights, is_accepted: bool, by: str, at: datetime) -> None:
    """Accept a proposal of somebody else, or not. Raises RefusedError."""
    insist(rules.may_decide(weights, is_accepted=is_accepted, by=by, today=day_of(at)))
    waiting = MatchWeights.objects.filter(pk=weights.pk, is_accepted=None)
    try:
        with transaction.atomic():
            decided = waiting.update(is_accepted=is_accepted, decided_by=by, decided_at=at)
    except IntegrityError:
        decided = 0
    if not decided:
        raise RefusedError(rules.decided_meanwhile())
    weights.refresh_from_db()
    record(
        verb="matching.weights_decided", subject=weights, by=by, at=at,
        region_key=weights.region.key, version=weights.version, is_accepted=is_accepted,
    )  # fmt: skip
