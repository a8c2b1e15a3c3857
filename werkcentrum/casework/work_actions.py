"""Who is in charge of an enquiry, how it ends, and asking afterwards how it went."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction

from werkcentrum.accounts.models import User
from werkcentrum.audit.actions import record
from werkcentrum.casework.models import Aftercare, Enquiry
from werkcentrum.casework.work_rules import aftercare_done, may_change, may_reopen, taken_already
from werkcentrum.core.clock import AMSTERDAM
from werkcentrum.core.refusal import RefusedError, insist
from werkcentrum.partners.models import Organisation

# "Na 6 tot 8 weken" and "na een half jaar", in days.
AFTER: Final = {Aftercare.Moment.WEEKS: 49, Aftercare.Moment.HALF_YEAR: 182}


@transaction.atomic
def take_enquiry(
    *, enquiry: Enquiry, adviser: User, organisation: Organisation, by: str, at: datetime
) -> None:
    """Take charge of an enquiry that nobody has. Raises RefusedError when a colleague was first."""
    insist(may_change(enquiry))
    free = Enquiry.objects.filter(pk=enquiry.pk, adviser=None, closed_at=None)
    if not free.update(adviser=adviser, organisation=organisation):
        raise RefusedError(taken_already())
    _record("enquiry_taken", enquiry, by=by, at=at, organisation=organisation.key)


@transaction.atomic
def give_enquiry(
    *, enquiry: Enquiry, adviser: User | None, organisation: Organisation, by: str, at: datetime
) -> None:
    """Give an enquiry to a colleague, or with None back to the list of who takes it."""
    insist(may_change(enquiry))
    enquiry.adviser, enquiry.organisation = adviser, organisation
    enquiry.save(update_fields=["adviser", "organisation"])
    _record(
        "enquiry_given", enquiry, by=by, at=at, organisation=organisation.key,
        to=str(adviser.pk) if adviser else "",
    )  # fmt: skip


@transaction.atomic
def agree_aftercare(*, enquiry: Enquiry, moments: Collection[str], by: str, at: datetime) -> None:
    """The person may be asked at these moments how it went; `moments` are of `Aftercare.Moment`."""
    for moment in sorted(moments):
        Aftercare.objects.get_or_create(
            enquiry=enquiry, moment=moment, defaults={"due_on": _due(moment, at)}
        )
    _record("aftercare_agreed", enquiry, by=by, at=at, moments=sorted(moments))


@transaction.atomic
def reopen_enquiry(*, enquiry: Enquiry, by: str, at: datetime) -> None:
    """It was not over: aftercare that was not done yet is agreed anew when it closes."""
    insist(may_reopen(enquiry))
    enquiry.closed_at, enquiry.outcome = None, ""
    enquiry.save(update_fields=["closed_at", "outcome"])
    Aftercare.objects.filter(enquiry=enquiry, done_at=None).delete()
    _record("enquiry_reopened", enquiry, by=by, at=at)


@transaction.atomic
def note_aftercare(
    *, aftercare: Aftercare, is_reached: bool, by: str, at: datetime, outcome: str = ""
) -> None:
    """Write down how it went afterwards. Raises RefusedError when somebody did so already."""
    waiting = Aftercare.objects.filter(pk=aftercare.pk, done_at=None)
    if not waiting.update(done_at=at, is_reached=is_reached, outcome=outcome):
        raise RefusedError(aftercare_done())
    _record(
        "aftercare_noted", aftercare.enquiry, by=by, at=at, moment=aftercare.moment,
        is_reached=is_reached, outcome=outcome,
    )  # fmt: skip


def _due(moment: str, at: datetime) -> date:
    days = AFTER[Aftercare.Moment(moment)]
    return at.astimezone(AMSTERDAM).date() + timedelta(days=days)


def _record(verb: str, enquiry: Enquiry, *, by: str, at: datetime, **detail: object) -> None:
    record(
        verb=f"casework.{verb}", subject=enquiry, by=by, at=at, region_key=enquiry.region.key,
        **detail,
    )  # fmt: skip
