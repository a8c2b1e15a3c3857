"""What happens with the terms within which an answer must come."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from werkcentrum.audit.actions import record
from werkcentrum.core.clock import day_of
from werkcentrum.core.refusal import RefusedError, insist
from werkcentrum.formal import rules
from werkcentrum.formal.models import FormalTerm
from werkcentrum.partners.models import Region


@transaction.atomic
def add_term(
    *,
    region: Region,
    kind: str,
    starts_on: date,
    unit: str,
    term: int,
    extra: int,
    law: str,
    by: str,
    at: datetime,
) -> FormalTerm:
    """What comes in from that day on has another term; `unit` is a key of `FormalTerm.Unit`.

    Raises RefusedError.
    """
    insist(rules.may_add_term(starts_on, on=day_of(at)))
    try:
        with transaction.atomic():
            row = FormalTerm.objects.create(
                region=region, kind=kind, starts_on=starts_on, unit=unit, term=term, extra=extra,
                law=law, changed_at=at,
            )  # fmt: skip
    except IntegrityError:
        raise RefusedError(rules.is_a_term_already()) from None
    record(
        verb="formal.term_added", subject=row, by=by, at=at, region_key=region.key, kind=kind,
        starts_on=starts_on.isoformat(), unit=unit, term=term, extra=extra,
    )  # fmt: skip
    return row


@transaction.atomic
def drop_term(*, term: FormalTerm, by: str, at: datetime) -> None:
    """A term that has not begun goes. Raises RefusedError."""
    insist(rules.may_drop_term(term, on=day_of(at)))
    record(
        verb="formal.term_dropped", subject=term, by=by, at=at, region_key=term.region.key,
        kind=term.kind, starts_on=term.starts_on.isoformat(),
    )  # fmt: skip
    term.delete()
