"""Who is in charge, until the end: whoever gets an enquiry also watches its open referrals."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from django.db import transaction

from werkcentrum.accounts.models import User
from werkcentrum.audit.actions import record
from werkcentrum.casework import work_actions
from werkcentrum.casework.models import Enquiry
from werkcentrum.core.refusal import Refusal, RefusedError
from werkcentrum.privacy import actions as privacy
from werkcentrum.privacy.models import Data
from werkcentrum.referrals import rules
from werkcentrum.referrals.actions import close_enquiry
from werkcentrum.referrals.models import Referral
from werkcentrum.referrals.states import TERMINAL
from werkcentrum.referrals.stepping import lock_enquiry

# What whoever is in charge of an enquiry sees of somebody.
_ALL_OF_IT: Final = (Data.NAME, Data.REACH, Data.LANGUAGE, Data.QUESTION)


@transaction.atomic
def put_in_charge(*, enquiry: Enquiry, adviser: User, by: str, at: datetime) -> None:
    """Take an enquiry, or give it to a colleague. Raises RefusedError when somebody was first.

    Whoever works for another organisation than the one that answers for it receives everything in
    it: then only on a basis of this moment, as with a referral.
    """
    lock_enquiry(enquiry)
    _share(enquiry, adviser, by, at)
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


def _share(enquiry: Enquiry, adviser: User, by: str, at: datetime) -> None:
    """Write down for the person that another organisation sees their question from now on."""
    work, before = adviser.work_in(enquiry.region), enquiry.organisation
    if enquiry.client is None or work is None or before in (None, work.organisation):
        return
    basis = rules.share(
        enquiry, controller=before, recipient=work.organisation, data=_ALL_OF_IT, at=at
    )
    if isinstance(basis, Refusal):
        raise RefusedError(basis)
    assert basis is not None  # noqa: S101  there is data
    privacy.disclose(
        client=enquiry.client, basis=basis, recipient=work.organisation, purpose=rules.PURPOSE,
        data=_ALL_OF_IT, by=by, at=at,
    )  # fmt: skip
