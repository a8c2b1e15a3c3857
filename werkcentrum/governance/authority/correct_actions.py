"""What was entered wrongly about bodies and offices is put right, while nothing rests on it."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from werkcentrum.audit.actions import record
from werkcentrum.core.refusal import RefusedError, insist
from werkcentrum.governance.authority import rules
from werkcentrum.governance.authority.correct_rules import (
    may_become_body,
    may_correct_body,
    may_correct_office,
)
from werkcentrum.governance.authority.locking import lock_authority
from werkcentrum.governance.models import Body, OfficeHolder


@transaction.atomic
def correct_body(*, body: Body, kind: str, name: str, by: str, at: datetime) -> None:
    """It is called otherwise, or is another kind (`Body.Kind`). Raises RefusedError."""
    # Whoever writes down what rests on it meanwhile waits: their row points at this one.
    now = Body.objects.select_for_update(of=("self",)).get(pk=body.pk)
    insist(may_correct_body(now) or may_become_body(now, kind))
    changed = _changed(now, kind=kind, name=name)
    try:
        with transaction.atomic():
            Body.objects.filter(pk=now.pk).update(
                kind=kind, name=name, key=rules.body_key(kind, name)
            )
    except IntegrityError:
        raise RefusedError(rules.is_body_already()) from None
    record(
        verb="governance.body_corrected", subject=body, by=by, at=at,
        region_key=body.organisation.region.key, fields=changed,
    )  # fmt: skip


@transaction.atomic
def correct_office(
    *,
    holder: OfficeHolder,
    kind: str,
    name: str,
    starts_on: date,
    ends_on: date | None,
    by: str,
    at: datetime,
    most_cents: int | None = None,
    signs_with: int = 0,
    source: str = "",
) -> None:
    """Who holds it is called otherwise, or held it from another day. Raises RefusedError."""
    lock_authority(holder.organisation_id)
    now = OfficeHolder.objects.select_related("organisation").get(pk=holder.pk)
    insist(may_correct_office(now))
    insist(
        rules.may_hold_office(
            now.organisation, kind, starts_on, ends_on, signs_with, instead_of=now.pk
        )
    )
    values = {
        "kind": kind, "name": name, "starts_on": starts_on, "ends_on": ends_on,
        "most_cents": most_cents, "signs_with": signs_with, "source": source,
    }  # fmt: skip
    changed = _changed(now, **values)
    OfficeHolder.objects.filter(pk=now.pk).update(**values)
    record(
        verb="governance.office_corrected", subject=holder, by=by, at=at,
        region_key=holder.organisation.region.key, fields=changed,
    )  # fmt: skip


def _changed(row: Body | OfficeHolder, **values: object) -> list[str]:
    return sorted(name for name, value in values.items() if getattr(row, name) != value)
