"""Who is in charge of an enquiry, opening it again, and asking afterwards how it went."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q

from werkcentrum.accounts.models import User
from werkcentrum.audit.actions import record
from werkcentrum.casework.models import Aftercare, Employer, Enquiry
from werkcentrum.casework.rules import already_closed, may_change
from werkcentrum.casework.work_rules import (
    aftercare_done,
    may_manage,
    may_reopen,
    may_take_on,
    taken_by_another,
)
from werkcentrum.core.clock import day_of
from werkcentrum.core.refusal import RefusedError, insist

# "Na 6 tot 8 weken" and "na een half jaar", in days.
AFTER: Final = {Aftercare.Moment.WEEKS: 49, Aftercare.Moment.HALF_YEAR: 182}


@transaction.atomic
def take_on(*, enquiry: Enquiry, adviser: User, by: str, at: datetime) -> None:
    """Put somebody in charge: oneself, or a colleague. Raises RefusedError.

    Also when a colleague took it on since `enquiry` was read. An employer without an account
    manager gets this one; who hands over the enquiry hands over the employer.
    """
    insist(may_take_on(enquiry, adviser))
    as_seen = Enquiry.objects.filter(pk=enquiry.pk, closed_at=None, adviser=enquiry.adviser_id)
    work = adviser.work_in(enquiry.region)
    organisation = work.organisation if work else enquiry.organisation
    if not as_seen.update(adviser=adviser, organisation=organisation):
        raise RefusedError(taken_by_another())
    if enquiry.employer_id is not None:
        nobody_else = Q(account_manager=None) | Q(account_manager=enquiry.adviser_id)
        Employer.objects.filter(nobody_else, pk=enquiry.employer_id).update(account_manager=adviser)
    enquiry.adviser, enquiry.organisation = adviser, organisation
    _record("taken_on", enquiry, by=by, at=at, adviser=str(adviser.pk))


@transaction.atomic
def name_account_manager(*, employer: Employer, manager: User, by: str, at: datetime) -> None:
    """From here on this employer always speaks to this colleague. Raises RefusedError."""
    insist(may_manage(employer, manager))
    employer.account_manager = manager
    employer.save(update_fields=["account_manager"])
    record(
        verb="casework.account_manager_named", subject=employer, by=by, at=at,
        region_key=employer.region.key, manager=str(manager.pk),
    )  # fmt: skip


@transaction.atomic
def sort_enquiry(
    *, enquiry: Enquiry, themes: Sequence[str], urgency: str, by: str, at: datetime
) -> None:
    """Write down what it is about, and whether it can wait. Raises RefusedError.

    `themes` are keys; `urgency` a key of `Enquiry.Urgency`, or '' for what can wait.
    """
    is_open = Enquiry.objects.filter(pk=enquiry.pk, closed_at=None)
    if not is_open.update(themes=list(themes), urgency=urgency):
        raise RefusedError(already_closed())
    enquiry.themes, enquiry.urgency = list(themes), urgency
    _record("enquiry_sorted", enquiry, by=by, at=at, themes=list(themes), urgency=urgency)


@transaction.atomic
def put_back(*, enquiry: Enquiry, by: str, at: datetime) -> None:
    """Nobody is in charge any more: it waits for who takes it. Raises RefusedError."""
    insist(may_change(enquiry))
    enquiry.adviser = None
    enquiry.save(update_fields=["adviser"])
    _record("enquiry_put_back", enquiry, by=by, at=at)


@transaction.atomic
def close_enquiry(*, enquiry: Enquiry, outcome: str, by: str, at: datetime) -> None:
    """Say what came of it: then it is over. Raises RefusedError.

    Who knows of referrals asks first whether those are over.
    """
    enquiry.refresh_from_db(fields=["closed_at"])
    insist(may_change(enquiry))
    enquiry.closed_at, enquiry.outcome = at, outcome
    enquiry.save(update_fields=["closed_at", "outcome"])
    _record("enquiry_closed", enquiry, by=by, at=at, outcome=outcome)


@transaction.atomic
def reopen_enquiry(*, enquiry: Enquiry, by: str, at: datetime) -> None:
    """It was not over after all: the outcome goes, whoever was in charge stays so.

    Raises RefusedError.
    """
    enquiry.refresh_from_db(fields=["closed_at"])
    insist(may_reopen(enquiry))
    enquiry.closed_at, enquiry.outcome = None, ""
    enquiry.save(update_fields=["closed_at", "outcome"])
    _record("enquiry_reopened", enquiry, by=by, at=at)


@transaction.atomic
def agree_aftercare(*, enquiry: Enquiry, moments: Collection[str], by: str, at: datetime) -> None:
    """The person may be asked at these moments how it went, counted from now; `moments` are of
    `Aftercare.Moment`. What was done already stays."""
    for moment in sorted(moments):
        Aftercare.objects.filter(enquiry=enquiry, moment=moment, done_at=None).delete()
        Aftercare.objects.get_or_create(
            enquiry=enquiry, moment=moment, defaults={"due_on": _due(moment, at)}
        )
    _record("aftercare_agreed", enquiry, by=by, at=at, moments=sorted(moments))


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
    return day_of(at) + timedelta(days=days)


def _record(verb: str, enquiry: Enquiry, *, by: str, at: datetime, **detail: object) -> None:
    record(
        verb=f"casework.{verb}", subject=enquiry, by=by, at=at, region_key=enquiry.region.key,
        **detail,
    )  # fmt: skip
