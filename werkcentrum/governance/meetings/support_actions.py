"""The joint support structure: who lends whom for how much work. Amounts are whole cents a year."""

from datetime import date, datetime

from django.db import transaction

from werkcentrum.audit.actions import record
from werkcentrum.core.refusal import Refusal, RefusedError
from werkcentrum.governance.meetings.models import SupportPost
from werkcentrum.governance.once import made_once
from werkcentrum.partners.models import Organisation, Region


@transaction.atomic
def add_support_post(
    *,
    region: Region,
    function: str,
    lender: Organisation,
    person: str,
    hours_a_week: int,
    cost_cents: int,
    starts_on: date,
    ends_on: date | None,
    by: str,
    at: datetime,
) -> SupportPost:
    """Somebody is lent to the region. Raises RefusedError."""
    if ends_on is not None and ends_on <= starts_on:
        raise RefusedError(Refusal("Het einde ligt voor het begin. Kies een latere dag."))
    Region.objects.select_for_update(of=("self",), no_key=True).get(pk=region.pk)
    post = made_once(
        SupportPost, region=region, function=function, lender=lender, person=person,
        hours_a_week=hours_a_week, cost_cents=cost_cents, starts_on=starts_on, ends_on=ends_on,
    )  # fmt: skip
    record(
        verb="governance.support_added", subject=post, by=by, at=at, region_key=region.key,
        hours=hours_a_week, cents=cost_cents,
    )  # fmt: skip
    return post


@transaction.atomic
def end_support_post(*, post: SupportPost, ends_on: date, by: str, at: datetime) -> None:
    """From this day nobody is lent for it any more. Raises RefusedError."""
    if post.ends_on is not None and post.ends_on <= ends_on:
        raise RefusedError(Refusal("Deze functie stopt al eerder."))
    if ends_on <= post.starts_on:
        raise RefusedError(Refusal("Het einde ligt voor het begin. Kies een latere dag."))
    post.ends_on = ends_on
    post.save(update_fields=["ends_on"])
    record(
        verb="governance.support_ended", subject=post, by=by, at=at, region_key=post.region.key,
        on=ends_on.isoformat(),
    )  # fmt: skip
