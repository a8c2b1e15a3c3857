"""Who is in charge: whoever gets an enquiry also watches over the referrals that are still open."""

from datetime import datetime

from django.db import transaction

from werkcentrum.accounts.models import User
from werkcentrum.audit.actions import record
from werkcentrum.casework import work_actions
from werkcentrum.casework.models import Enquiry
from werkcentrum.partners.models import Organisation
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


def _watch(enquiry: Enquiry, adviser: User | None, *, by: str, at: datetime) -> None:
    mine = Referral.objects.filter(enquiry=enquiry).exclude(state__in=TERMINAL)
    count = mine.update(owner=adviser) if adviser else 0
    record(
        verb="referrals.owner_changed", subject=enquiry, by=by, at=at,
        region_key=enquiry.region.key, count=count,
    )  # fmt: skip
