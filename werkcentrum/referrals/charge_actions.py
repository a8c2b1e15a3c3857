"""Who is in charge, until the end: whoever gets an enquiry also watches its open referrals."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from werkcentrum.accounts.models import User
from werkcentrum.audit.actions import record
from werkcentrum.casework import work_actions
from werkcentrum.casework.models import Enquiry
from werkcentrum.partners.models import Organisation
from werkcentrum.referrals.actions import close_enquiry
from werkcentrum.referrals.models import Referral
from werkcentrum.referrals.states import TERMINAL


@transaction.atomic
def take_charge(
    *, enquiry: Enquiry, adviser: User, organisation: Organisation, by: str, at: datetime
) -> None:
    """Take an enquiry that nobody has. Raises RefusedError when a colleague was first."""
    work_actions.take_enquiry(
        enquiry=enquiry, adviser=adviser, organisation=organisation, by=by, at=at
    )
    _watch(enquiry, adviser, by=by, at=at)


@transaction.atomic
def give_charge(
    *, enquiry: Enquiry, adviser: User | None, organisation: Organisation, by: str, at: datetime
) -> None:
    """Give an enquiry to a colleague, or with None back to the list.

    Until somebody takes it, whoever had it goes on watching what is with partners.
    """
    work_actions.give_enquiry(
        enquiry=enquiry, adviser=adviser, organisation=organisation, by=by, at=at
    )
    _watch(enquiry, adviser, by=by, at=at)


@transaction.atomic
def end_enquiry(
    *,
    enquiry: Enquiry,
    outcome: str,
    by: str,
    at: datetime,
    aftercare: Collection[str] = (),
    is_outcome_stated: bool = False,
) -> None:
    """Close an enquiry and agree when to ask how it went. Raises RefusedError.

    `outcome` is a key of `Enquiry.Outcome`, `aftercare` of `Aftercare.Moment`; see `close_enquiry`.
    """
    close_enquiry(
        enquiry=enquiry, outcome=outcome, is_outcome_stated=is_outcome_stated, by=by, at=at
    )
    if aftercare:
        work_actions.agree_aftercare(enquiry=enquiry, moments=aftercare, by=by, at=at)


def _watch(enquiry: Enquiry, adviser: User | None, *, by: str, at: datetime) -> None:
    mine = Referral.objects.filter(enquiry=enquiry).exclude(state__in=TERMINAL)
    count = mine.update(owner=adviser) if adviser else 0
    record(
        verb="referrals.owner_changed", subject=enquiry, by=by, at=at,
        region_key=enquiry.region.key, count=count,
    )  # fmt: skip
