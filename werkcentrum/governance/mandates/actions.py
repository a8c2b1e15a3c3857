"""Mandates, powers of attorney and authorisations: given, passed on, revoked and published."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from werkcentrum.audit.actions import record
from werkcentrum.core.clock import day_of
from werkcentrum.core.refusal import RefusedError, insist
from werkcentrum.governance.agreements.ground_queries import resting_on_mandate
from werkcentrum.governance.agreements.ground_telling import tell_ground_gone
from werkcentrum.governance.authority.locking import lock_authority
from werkcentrum.governance.mandates import rules
from werkcentrum.governance.mandates.rules import Terms
from werkcentrum.governance.models import Agreement, Body, Decision, Mandate


@transaction.atomic
def grant_mandate(
    *,
    giver: Body,
    kind: str,
    terms: Terms,
    agreements: Collection[Agreement],
    by: str,
    at: datetime,
    decision: Decision | None = None,
) -> Mandate:
    """A body gives somebody a mandate, power or authorisation (`Mandate.Kind`).

    Without `agreements` it is for every agreement. Raises RefusedError.
    """
    insist(rules.may_grant(giver, decision, terms.starts_on, terms.ends_on))
    mandate = _made(
        terms, agreements,
        organisation=giver.organisation, giver=giver, kind=kind, decision=decision,
    )  # fmt: skip
    _written("granted", mandate, by, at, kind=kind, starts_on=terms.starts_on.isoformat())
    return mandate


@transaction.atomic
def pass_on_mandate(
    *,
    parent: Mandate,
    terms: Terms,
    agreements: Collection[Agreement],
    by: str,
    at: datetime,
) -> Mandate:
    """Who holds something gives it to somebody else, no more than it is. Raises RefusedError."""
    now = _locked(parent)
    ids = [agreement.pk for agreement in agreements]
    insist(rules.may_pass_on(now, terms.starts_on, terms.ends_on, terms.most_cents, ids))
    mandate = _made(
        terms, agreements, organisation=parent.organisation, parent=parent, kind=now.kind
    )
    _written("passed_on", mandate, by, at, kind=now.kind, starts_on=terms.starts_on.isoformat())
    return mandate


@transaction.atomic
def revoke_mandate(*, mandate: Mandate, revoked_on: date, by: str, at: datetime) -> None:
    """It holds until this day, and not on it; nor does what was passed on. Raises RefusedError.

    What is signed stays signed; who keeps agreements hears of those that were signed by it.
    """
    # Whoever confirms a signature by it meanwhile waits.
    lock_authority(mandate.organisation_id)
    insist(rules.may_revoke(_locked(mandate), revoked_on))
    Mandate.objects.filter(pk=mandate.pk).update(revoked_on=revoked_on)
    _written("revoked", mandate, by, at, on=revoked_on.isoformat())
    tell_ground_gone(
        f"{str(mandate).capitalize()} van {mandate.holder_name}",
        resting_on_mandate(mandate, day_of(at)),
        on=revoked_on, by=by, at=at, key=f"mandate:{mandate.pk}:revoked",
    )  # fmt: skip


@transaction.atomic
def publish_mandate(
    *, mandate: Mandate, published_on: date, published_at_url: str, by: str, at: datetime
) -> None:
    """Where and when the organisation made it known."""
    Mandate.objects.filter(pk=mandate.pk).update(
        published_on=published_on, published_at_url=published_at_url
    )
    _written("published", mandate, by, at, on=published_on.isoformat())


def _locked(mandate: Mandate) -> Mandate:
    """As it is now; whoever revokes it meanwhile waits."""
    found: Mandate = Mandate.objects.select_for_update(of=("self",)).get(pk=mandate.pk)
    return found


def _made(terms: Terms, agreements: Collection[Agreement], **values: Any) -> Mandate:
    try:
        with transaction.atomic():
            mandate = Mandate.objects.create(**asdict(terms), **values)
    except IntegrityError:
        raise RefusedError(rules.is_number_taken()) from None
    mandate.agreements.set(agreements)
    return mandate


def _written(what: str, mandate: Mandate, by: str, at: datetime, **detail: Any) -> None:
    record(
        verb=f"governance.mandate_{what}", subject=mandate, by=by, at=at,
        region_key=mandate.organisation.region.key, **detail,
    )  # fmt: skip
