"""What a team does with a referral, by its link or in its inbox.

`by` is a user id, or `team:` with the id of the team for whoever has the link.
"""

from datetime import datetime
from typing import Final

from django.db import transaction

from werkcentrum.core.refusal import insist
from werkcentrum.referrals import rules
from werkcentrum.referrals.models import AnswerLink, ContactAttempt, Referral, ReferralMessage
from werkcentrum.referrals.queries import handover_of
from werkcentrum.referrals.states import State
from werkcentrum.referrals.stepping import lock, step, written
from werkcentrum.referrals.telling import tell_link, tell_owner

_AFTER_REACHED: Final = (State.ACCEPTED, State.UNREACHABLE)


@transaction.atomic
def open_by_team(*, referral: Referral, by: str, at: datetime) -> None:
    """The team pressed 'Bekijk de vraag' for the first time. Raises RefusedError."""
    step(referral, State.RECEIVED, by, at)
    written("opened", referral, by, at)


@transaction.atomic
def accept(*, referral: Referral, by: str, at: datetime) -> None:
    """The team will help. Raises RefusedError."""
    step(referral, State.ACCEPTED, by, at)
    written("accepted", referral, by, at)


@transaction.atomic
def ask(*, referral: Referral, body: str, by: str, at: datetime, held_numbers: int = 0) -> None:
    """The team wants to know more first; it is the adviser's turn. Raises RefusedError."""
    insist(rules.may_write(body))
    step(referral, State.INFO_REQUESTED, by, at, is_by_hand=True)
    ReferralMessage.objects.create(referral=referral, is_from_team=True, body=body, at=at)
    tell_owner(referral, at)
    written("asked", referral, by, at, held_numbers=held_numbers)


@transaction.atomic
def decline(
    *,
    referral: Referral,
    reason: str,
    by: str,
    at: datetime,
    suggestion: str = "",
    held_numbers: int = 0,
) -> None:
    """The team cannot help, says why (a key of `DeclineReason`) and perhaps who can.

    The adviser looks further: the enquiry stays open. Raises RefusedError.
    """
    insist(rules.may_decline(reason))
    step(referral, State.DECLINED, by, at, decline_reason=reason, suggestion=suggestion)
    tell_owner(referral, at)
    written("declined", referral, by, at, reason=reason, held_numbers=held_numbers)


@transaction.atomic
def note_attempt(
    *, referral: Referral, channel: str, is_reached: bool, by: str, at: datetime
) -> None:
    """The team tried to reach the person; `channel` is a key of `ContactMoment.Channel`.

    Reached, there is contact; after the third time in vain the person is unreachable, and it is
    the adviser's turn. Raises RefusedError.
    """
    lock(referral)
    insist(rules.may_try(referral))
    if is_reached and referral.state in _AFTER_REACHED:
        insist(rules.may_contact(referral, handover_of(referral), at=at))
    ContactAttempt.objects.create(referral=referral, channel=channel, is_reached=is_reached, at=at)
    if is_reached and referral.state in _AFTER_REACHED:
        step(referral, State.CONTACT_MADE, by, at)
    elif referral.state != State.UNREACHABLE and _in_vain(referral) >= rules.MOST_ATTEMPTS:
        step(referral, State.UNREACHABLE, by, at)
        tell_owner(referral, at)
    written("tried", referral, by, at, channel=channel, is_reached=is_reached)


@transaction.atomic
def start(*, referral: Referral, by: str, at: datetime) -> None:
    """The help began. Raises RefusedError."""
    step(referral, State.IN_PROGRESS, by, at)
    written("started", referral, by, at)


@transaction.atomic
def complete(*, referral: Referral, outcome: str, by: str, at: datetime) -> None:
    """It is over for the team, with a key of `Outcome`. Raises RefusedError."""
    insist(rules.may_complete(outcome))
    step(referral, State.COMPLETED, by, at, outcome=outcome)
    written("completed", referral, by, at, outcome=outcome)


@transaction.atomic
def renew_link(*, link: AnswerLink, by: str, at: datetime) -> None:
    """Mail another link to the team's own address, never to who asks. Raises RefusedError.

    The old one no longer works.
    """
    referral = lock(link.referral)
    link.refresh_from_db(fields=["revoked_at"])
    insist(rules.may_renew(
        referral, is_revoked=link.revoked_at is not None, is_working=at < link.expires_at
    ))  # fmt: skip
    tell_link(referral, at)
    written("link_renewed", referral, by, at)


def _in_vain(referral: Referral) -> int:
    """How often in vain since somebody was reached."""
    tries = ContactAttempt.objects.filter(referral=referral).order_by("-at", "-pk")
    results = list(tries.values_list("is_reached", flat=True)[: rules.MOST_ATTEMPTS])
    return results.index(True) if True in results else len(results)
