"""One step of a referral: all actions take it here.

A step is a conditional update on the state: of two people at the same moment one is refused.
"""

from datetime import datetime
from typing import Any, Final

from werkcentrum.appointments.orphan_actions import leave_companion_out
from werkcentrum.audit.actions import record
from werkcentrum.casework.models import Client, Enquiry
from werkcentrum.core.refusal import RefusedError, insist
from werkcentrum.referrals import rules
from werkcentrum.referrals.clocks import due_on
from werkcentrum.referrals.models import Referral, ReferralEvent
from werkcentrum.referrals.queries import handover_of
from werkcentrum.referrals.states import TERMINAL, State
from werkcentrum.referrals.telling import stop_telling

# A team has nothing to answer any more.
_GONE: Final = (*TERMINAL, State.EXPIRED)


def lock_enquiry(enquiry: Enquiry) -> None:
    """Take the enquiry, and see whether it is closed by now."""
    found = Enquiry.objects.select_for_update(of=("self",)).get(pk=enquiry.pk)
    enquiry.closed_at = found.closed_at


def lock_client(referral: Referral) -> None:
    """Take the person first, where a deed needs both."""
    if referral.enquiry.client_id is not None:
        people = Client.objects.select_for_update(of=("self",), no_key=True)
        people.get(pk=referral.enquiry.client_id)


def lock(referral: Referral) -> Referral:
    """Take the row, and see it as it is now: whoever changes it meanwhile waits.

    On SQLite a writing transaction is alone already.
    """
    found = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    for field in ("state", "is_by_hand", "handover_id", "called_at"):
        setattr(referral, field, getattr(found, field))
    return referral


def step(referral: Referral, to: State, by: str, at: datetime, **values: Any) -> None:
    """One step. Raises RefusedError when there is no such step, or somebody else took one first."""
    insist(rules.may_step(referral, to))
    changes: dict[str, Any] = {"state": to, "ladder": 0, **values}
    if to in TERMINAL:
        changes["closed_at"] = at
        if referral.state == State.DRAFT:
            # Nobody got anything, so nothing is kept.
            changes |= {"summary": "", "data": []}
    else:
        changes["due_on"] = due_on(to, changes.get("team", referral.team), at)
    mine = Referral.objects.filter(pk=referral.pk, state=referral.state)
    if not mine.update(**changes):
        referral.refresh_from_db(fields=["state"])
        raise RefusedError(rules.may_step(referral, to) or rules.just_changed())
    for name, value in changes.items():
        setattr(referral, name, value)
    note(referral, by, at)
    if to in _GONE:
        stop_telling(referral, at)
    if to in TERMINAL:
        _leave_team_out(referral, by, at)


def _leave_team_out(referral: Referral, by: str, at: datetime) -> None:
    """Nobody of the team finds the appointment of the three in their agenda any more."""
    handover = handover_of(referral)
    if handover is not None and handover.companion_id is not None:
        leave_companion_out(appointment=handover, by=by, at=at)


def note(referral: Referral, by: str, at: datetime) -> None:
    """Write in its history how a referral is now."""
    ReferralEvent.objects.create(referral=referral, state=referral.state, at=at, by=by)


def written(verb: str, referral: Referral, by: str, at: datetime, **detail: Any) -> None:
    """The audit line."""
    record(
        verb=f"referrals.{verb}", subject=referral, by=by, at=at, region_key=referral.region.key,
        **detail,
    )  # fmt: skip
