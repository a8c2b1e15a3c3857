"""What may happen around a meeting of a board or a council."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from werkcentrum.core.clock import day_of
from werkcentrum.core.refusal import Refusal
from werkcentrum.governance.authority.models import Body
from werkcentrum.governance.meetings.models import AgendaItem, Meeting, Vote

# Who meets about the network. What they decide binds nobody and never lets anybody sign: who may
# is in `authority.models.DECIDING`.
MEETING_KINDS: Final = (
    Body.Kind.REGIONAL_BOARD,
    Body.Kind.STEERING_GROUP,
    Body.Kind.ADVISORY_COUNCIL,
)


@dataclass(frozen=True)
class NewVote:
    """How one organisation or member voted."""

    voter: str
    choice: str
    reason: str = ""


def may_plan(starts_at: datetime, ends_at: datetime) -> Refusal | None:
    """Whether a meeting can have these times."""
    if ends_at <= starts_at:
        return Refusal("De vergadering eindigt voor zij begint. Kies een later einde.")
    return None


def may_change(meeting: Meeting) -> Refusal | None:
    """Whether its time, place and agenda can still change."""
    if meeting.state == Meeting.State.CANCELLED:
        return Refusal("Deze vergadering gaat niet door.")
    if meeting.state == Meeting.State.HELD:
        return Refusal("Deze vergadering is al geweest.")
    return None


def may_put_on(item: AgendaItem, meeting: Meeting) -> Refusal | None:
    """Whether an open point can go on the agenda of a meeting."""
    if item.meeting_id is not None:
        return Refusal("Dit punt staat al op een agenda.")
    if item.body_id != meeting.body_id:
        return Refusal("Dit punt is voor een ander orgaan.")
    return may_change(meeting)


def may_conclude(item: AgendaItem, meeting: Meeting | None, *, at: datetime) -> Refusal | None:
    """Whether it can be written down what came of a point: while it is on an agenda of today."""
    if meeting is None:
        return Refusal("Dit punt staat op geen agenda.")
    if refusal := may_change(meeting):
        return refusal
    if day_of(meeting.starts_at) > day_of(at):
        return Refusal("Deze vergadering moet nog komen.")
    if item.decision_id is not None:
        return Refusal("Over dit punt is al besloten.")
    return None


def may_decide(item: AgendaItem, votes: Sequence[str]) -> Refusal | None:
    """Whether a body decided: the point asked for it, and not most were against.

    `votes` are choices of `Vote`; without votes everybody agreed.
    """
    if item.purpose != AgendaItem.Purpose.DECIDE:
        return Refusal("Dit punt is niet ter besluitvorming. Schrijf de uitkomst op.")
    if votes and votes.count(Vote.Choice.FOR) <= votes.count(Vote.Choice.AGAINST):
        return Refusal("Er zijn niet meer stemmen voor dan tegen. Schrijf dat op als uitkomst.")
    return None


def may_hold(meeting: Meeting, *, at: datetime) -> Refusal | None:
    """Whether a meeting took place."""
    if meeting.starts_at > at:
        return Refusal("Deze vergadering moet nog komen.")
    return may_change(meeting)


def may_write_minutes(meeting: Meeting) -> Refusal | None:
    """Whether the minutes can be written: after the meeting, until a later one adopts them."""
    if meeting.state != Meeting.State.HELD:
        return Refusal("Deze vergadering is nog niet geweest.")
    if meeting.minutes_adopted_on is not None:
        return Refusal("Dit verslag is vastgesteld. Het verandert niet meer.")
    return None


def may_adopt(meeting: Meeting, later: Meeting) -> Refusal | None:
    """Whether a later meeting of the same body adopts the minutes of one."""
    if refusal := may_write_minutes(meeting):
        return refusal
    if not meeting.minutes:
        return Refusal("Er is nog geen verslag.")
    is_later = later.body_id == meeting.body_id and later.starts_at > meeting.starts_at
    if not is_later or later.state != Meeting.State.HELD:
        return Refusal("Kies een latere vergadering van hetzelfde orgaan, die al is geweest.")
    return None
