"""Who is in charge, until the end: whoever gets an enquiry also watches its open referrals."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from werkcentrum.accounts.models import User
from werkcentrum.audit.actions import record
from werkcentrum.casework import work_actions
from werkcentrum.casework.models import Enquiry
from werkcentrum.referrals.actions import close_enquiry
from werkcentrum.referrals.models import Referral
from werkcentrum.referrals.states import TERMINAL


@transaction.atomic
def put_in_charge(*, enquiry: Enquiry, adviser: User, by: str, at: datetime) -> None:
    """Take an enquiry, or give it to a colleague. Raises RefusedError when somebody was first."""
    work_actions.take_on(enquiry=enquiry, adviser=adviser, by=by, at=at)
    mine = Referral.objects.filter(enquiry=enquiry).exclude(state__in=TERMINAL)
    count = mine.update(owner=adviser)
    record(
        verb="referrals.owner_changed", subject=enquiry, by=by, at=at,
        region_key=enquiry.region.key, count=count,
    )  # fmt: skip


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
