"""A partner without an agreement takes part all the same: by name, for a reason, until a day."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from werkcentrum.audit.actions import record
from werkcentrum.core.clock import day_of
from werkcentrum.core.refusal import insist
from werkcentrum.governance.standing.exception_rules import may_allow, may_stop
from werkcentrum.partners.models import Organisation, PartnerStanding, Region


@transaction.atomic
def allow_exception(
    *,
    organisation: Organisation,
    purposes: Collection[str],
    reason: str,
    starts_on: date,
    ends_on: date,
    by: str,
    at: datetime,
) -> list[PartnerStanding]:
    """Let a partner be shown, or receive people, without an agreement. Raises RefusedError."""
    _hold(organisation)
    insist(
        may_allow(
            organisation, purposes=purposes, reason=reason, starts_on=starts_on, ends_on=ends_on,
            at=at,
        )
    )  # fmt: skip
    rows = [
        PartnerStanding.objects.create(
            organisation=organisation, purpose=purpose, starts_on=starts_on, ends_on=ends_on,
            basis=reason.strip(), origin=PartnerStanding.EXCEPTION,
        )
        for purpose in sorted(purposes)
    ]  # fmt: skip
    _say(
        "governance.exception_allowed", organisation, by, at, purposes=sorted(purposes),
        starts_on=starts_on.isoformat(), ends_on=ends_on.isoformat(),
    )  # fmt: skip
    return rows


@transaction.atomic
def stop_exception(*, standing: PartnerStanding, by: str, at: datetime) -> None:
    """From today it holds no longer; what has not begun is taken away. Raises RefusedError."""
    _hold(standing.organisation)
    standing.refresh_from_db(fields=["starts_on", "ends_on"])
    insist(may_stop(standing, at=at))
    today = day_of(at)
    if standing.starts_on >= today:
        standing.delete()
    else:
        standing.ends_on = today
        standing.save(update_fields=["ends_on"])
    _say(
        "governance.exception_stopped", standing.organisation, by, at, purpose=standing.purpose
    )  # fmt: skip


def _hold(organisation: Organisation) -> None:
    """Whoever changes what partners may, waits for the other."""
    Region.objects.select_for_update(of=("self",)).get(pk=organisation.region_id)


def _say(verb: str, organisation: Organisation, by: str, at: datetime, **detail: object) -> None:
    """Public pages follow at once."""
    region = organisation.region
    Region.objects.filter(pk=region.pk).update(content_version=F("content_version") + 1)
    record(verb=verb, subject=organisation, by=by, at=at, region_key=region.key, **detail)
