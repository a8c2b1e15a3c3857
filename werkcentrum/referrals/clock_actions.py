"""What happens when nobody does anything: reminders, and in the end back to the sender.

The worker does this, one team or one referral at a time.
"""

from datetime import datetime

from django.db import transaction

from werkcentrum.audit.actions import SYSTEM, record
from werkcentrum.partners.models import Team
from werkcentrum.referrals.clocks import (
    CALL_LIST,
    Calendar,
    calendar_of,
    day_of,
    is_expired,
    rung,
)
from werkcentrum.referrals.models import Referral
from werkcentrum.referrals.queries import due_at, perhaps_expired, teams_to_remind
from werkcentrum.referrals.states import UNANSWERED, State
from werkcentrum.referrals.stepping import lock, step, written
from werkcentrum.referrals.telling import is_reminded, remind, tell_owner

# The second time its organisation hears it too.
_WITH_COLLEAGUES = 2


def remind_teams(*, at: datetime) -> int:
    """Remind teams of what is due, each at most once a day; returns how many teams.

    The system does this by itself. Not on a day on which the team does not work.
    """
    return sum(_remind(team, at) for team in teams_to_remind(at))


def expire_referrals(*, at: datetime) -> int:
    """Give back what nobody answered after all reminders; returns how many.

    The system does this by itself.
    """
    return sum(_expire(referral, at) for referral in perhaps_expired(at))


@transaction.atomic
def _remind(team: Team, at: datetime) -> bool:
    calendar, today = calendar_of(team), day_of(at)
    if not calendar.works_on(today) or is_reminded(team, at):
        return False
    rows = list(due_at(team, at).select_for_update(of=("self",)))
    higher = [(row, found) for row in rows if (found := _rung(row, at, calendar)) > row.ladder]
    for row, found in higher:
        Referral.objects.filter(pk=row.pk).update(ladder=found)
        row.ladder = found
    # On the call list it is a human's turn: one more message would not help.
    waiting = [row for row in rows if row.ladder < CALL_LIST]
    if not higher:
        return False
    if any(row.ladder < CALL_LIST for row, _found in higher):
        remind(
            team, waiting, at,
            has_colleagues=any(row.ladder >= _WITH_COLLEAGUES for row in waiting),
        )  # fmt: skip
    record(
        verb="referrals.reminded", subject=team, by=SYSTEM, at=at,
        region_key=team.organisation.region.key, count=len(higher),
    )  # fmt: skip
    return True


@transaction.atomic
def _expire(referral: Referral, at: datetime) -> bool:
    lock(referral)
    calendar = calendar_of(referral.team)
    is_waiting = referral.state in UNANSWERED and not referral.is_by_hand
    if not is_waiting or referral.due_on is None:
        return False
    if not is_expired(referral.due_on, day_of(at), calendar):
        return False
    step(referral, State.EXPIRED, SYSTEM, at)
    tell_owner(referral, at)
    written("expired", referral, SYSTEM, at)
    return True


def _rung(row: Referral, at: datetime, calendar: Calendar) -> int:
    return rung(row.due_on, day_of(at), calendar) if row.due_on else 0
