"""What happens by itself: reminders, in the end back to the sender, and word of a handover that
changed.

The worker does this, one team or region at a time.
"""

from datetime import datetime
from typing import Final

from django.db import transaction

from werkcentrum.appointments.states import CANCELLED
from werkcentrum.audit.actions import SYSTEM, record
from werkcentrum.core.clock import day_of
from werkcentrum.partners.models import Region, Team
from werkcentrum.referrals.clocks import CALL_LIST, calendar_of, is_expired, rung
from werkcentrum.referrals.models import Referral
from werkcentrum.referrals.queries import (
    changed_handovers,
    due_at,
    handover_of,
    perhaps_expired,
    regions_with_changed_handovers,
    teams_to_remind,
    teams_with_expired,
)
from werkcentrum.referrals.states import State
from werkcentrum.referrals.stepping import step
from werkcentrum.referrals.telling import (
    is_reminded,
    remind,
    tell_called_off,
    tell_moved,
    tell_owner,
    tell_without_companion,
)

_BATCH: Final = 50
# The second time its organisation hears it too.
_WITH_COLLEAGUES: Final = 2


def remind_teams(*, at: datetime) -> int:
    """Remind teams of what is due, each at most once a day; returns how many referrals moved on.

    The system does this by itself. Not on a day on which the team does not work.
    """
    return sum(_remind(team, at) for team in teams_to_remind(at))


def expire_referrals(*, at: datetime) -> int:
    """Give back what nobody answered after all reminders; returns how many.

    The system does this by itself: the adviser looks for somebody else, or sends it again.
    """
    return sum(_expire(team, at) for team in teams_with_expired(at))


def tell_changed_handovers(*, at: datetime) -> int:
    """Tell teams that the appointment of the three moved or does not go on; returns how many.

    The system does this by itself, just before messages leave (settings.OUTBOX_SOURCES): the person
    and staff move and cancel appointments without knowing of referrals. One message for a change;
    whoever has nothing to do with somebody any more hears nothing.
    """
    return sum(_tell_changes(region, at) for region in regions_with_changed_handovers())


@transaction.atomic
def _tell_changes(region: Region, at: datetime) -> int:
    changed = changed_handovers().filter(region=region)
    rows = list(changed.select_for_update(of=("self",))[:_BATCH])
    count = sum(_tell_change(row, at) for row in rows)
    if count:
        record(
            verb="referrals.handovers_told", subject=region, by=SYSTEM, at=at,
            region_key=region.key, count=count,
        )  # fmt: skip
    return count


def _tell_change(referral: Referral, at: datetime) -> bool:
    """Whether it was told: of a time that is over nobody needs to hear."""
    handover = handover_of(referral)
    assert handover is not None  # noqa: S101  it is what changed
    is_off, before = handover.state in CANCELLED, referral.handover
    Referral.objects.filter(pk=referral.pk).update(handover=handover, is_handover_off=is_off)
    if handover.starts_at <= at:
        return False
    (tell_called_off if is_off else tell_moved)(referral, handover, at)
    if not is_off and before and before.companion and handover.companion is None:
        tell_without_companion(referral, handover, before.companion.email, at)
    return True


@transaction.atomic
def _remind(team: Team, at: datetime) -> int:
    calendar, today = calendar_of(team), day_of(at)
    if not calendar.works_on(today) or is_reminded(team, at):
        return 0
    rows = list(due_at(team, at).select_for_update(of=("self",)))
    moved = []
    for row in rows:
        now = rung(row.due_on, today, calendar) if row.due_on else 0
        if now > row.ladder:
            Referral.objects.filter(pk=row.pk).update(ladder=now)
            row.ladder = now
            moved.append(row)
    # On the call list it is a human's turn: one more message would not help.
    waiting = [row for row in rows if row.ladder < CALL_LIST]
    if any(row.ladder < CALL_LIST for row in moved):
        is_second = any(row.ladder >= _WITH_COLLEAGUES for row in waiting)
        remind(team, waiting, at, has_colleagues=is_second)
    _record("reminded", team, at, len(moved))
    return len(moved)


@transaction.atomic
def _expire(team: Team, at: datetime) -> int:
    calendar, today = calendar_of(team), day_of(at)
    rows = perhaps_expired(at).filter(team=team).select_for_update(of=("self",))
    old = [row for row in rows if row.due_on and is_expired(row.due_on, today, calendar)]
    for row in old:
        step(row, State.EXPIRED, SYSTEM, at)
        tell_owner(row, at)
    _record("expired", team, at, len(old))
    return len(old)


def _record(verb: str, team: Team, at: datetime, count: int) -> None:
    """The audit line, when anything happened."""
    if count:
        record(
            verb=f"referrals.{verb}", subject=team, by=SYSTEM, at=at,
            region_key=team.organisation.region.key, count=count,
        )  # fmt: skip
