"""Bodies of organisations, and who holds an office."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from werkcentrum.audit.actions import record
from werkcentrum.core.refusal import RefusedError, insist
from werkcentrum.governance.authority import rules
from werkcentrum.governance.authority.locking import lock_authority
from werkcentrum.governance.models import Body, OfficeHolder
from werkcentrum.partners.models import Organisation


@transaction.atomic
def add_body(*, organisation: Organisation, kind: str, name: str, by: str, at: datetime) -> Body:
    """An organisation has this body (`Body.Kind`). Raises RefusedError."""
    insist(rules.may_have_body(organisation, kind))
    try:
        with transaction.atomic():
            body = Body.objects.create(
                organisation=organisation, key=rules.body_key(kind, name), kind=kind, name=name
            )
    except IntegrityError:
        raise RefusedError(rules.is_body_already()) from None
    record(
        verb="governance.body_added", subject=body, by=by, at=at,
        region_key=organisation.region.key, kind=kind,
    )  # fmt: skip
    return body


@transaction.atomic
def add_office_holder(
    *,
    organisation: Organisation,
    kind: str,
    name: str,
    starts_on: date,
    by: str,
    at: datetime,
    ends_on: date | None = None,
    most_cents: int | None = None,
    signs_with: int = 0,
    source: str = "",
) -> OfficeHolder:
    """Somebody holds this office (`OfficeHolder.Kind`) from a day. Raises RefusedError.

    `signs_with`: with how many other directors they sign; 0 for who signs alone.
    """
    # Two who write down a mayor at once: the second sees the first.
    lock_authority(organisation.pk)
    insist(rules.may_hold_office(organisation, kind, starts_on, ends_on, signs_with))
    holder = OfficeHolder.objects.create(
        organisation=organisation, kind=kind, name=name, starts_on=starts_on, ends_on=ends_on,
        most_cents=most_cents, signs_with=signs_with, source=source,
    )  # fmt: skip
    record(
        verb="governance.office_added", subject=holder, by=by, at=at,
        region_key=organisation.region.key, kind=kind, starts_on=starts_on.isoformat(),
    )  # fmt: skip
    return holder


@transaction.atomic
def end_office(*, holder: OfficeHolder, ends_on: date, by: str, at: datetime) -> None:
    """They hold it until this day, and not on it. Raises RefusedError."""
    # Of two at once the second sees what the first wrote, and whoever confirms a signature too.
    lock_authority(holder.organisation_id)
    now = OfficeHolder.objects.select_for_update(of=("self",)).get(pk=holder.pk)
    insist(rules.may_end_office(now, ends_on))
    OfficeHolder.objects.filter(pk=holder.pk).update(ends_on=ends_on)
    record(
        verb="governance.office_ended", subject=holder, by=by, at=at,
        region_key=holder.organisation.region.key, kind=holder.kind, on=ends_on.isoformat(),
    )  # fmt: skip
