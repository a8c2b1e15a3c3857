"""What happens around meetings: points wait, come on an agenda, and are finished or wait again."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import Max

from werkcentrum.audit.actions import record
from werkcentrum.core.clock import day_of
from werkcentrum.core.refusal import Refusal, RefusedError, insist
from werkcentrum.governance.agreements.models import Agreement
from werkcentrum.governance.authority.models import Body, Decision, DecisionPoint, Proposal
from werkcentrum.governance.meetings import rules
from werkcentrum.governance.meetings.models import ActionPoint, AgendaItem, Meeting, Vote
from werkcentrum.governance.once import made_once
from werkcentrum.partners.models import Organisation


@transaction.atomic
def plan_meeting(
    *, body: Body, starts_at: datetime, ends_at: datetime, place: str, by: str, at: datetime
) -> Meeting:
    """A body will meet. Raises RefusedError."""
    insist(rules.may_plan(starts_at, ends_at))
    meeting = Meeting(body=body, starts_at=starts_at, ends_at=ends_at, place=place)
    _kept(meeting)
    _note("meeting_planned", meeting, body, by=by, at=at)
    return meeting


@transaction.atomic
def move_meeting(
    *, meeting: Meeting, starts_at: datetime, ends_at: datetime, place: str, by: str, at: datetime
) -> None:
    """Another time or place. Raises RefusedError."""
    found = _locked(meeting)
    insist(rules.may_change(found) or rules.may_plan(starts_at, ends_at))
    found.starts_at, found.ends_at, found.place = starts_at, ends_at, place
    _kept(found)
    _note("meeting_moved", found, found.body, by=by, at=at)


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, by: str, at: datetime) -> None:
    """It does not take place; its points wait for another. Raises RefusedError."""
    found = _locked(meeting)
    insist(rules.may_change(found))
    found.state = Meeting.State.CANCELLED
    found.save(update_fields=["state"])
    found.items.filter(decision=None).update(meeting=None, outcome="")
    _note("meeting_cancelled", found, found.body, by=by, at=at)


@transaction.atomic
def add_item(
    *,
    body: Body,
    title: str,
    explanation: str,
    purpose: str,
    brought_by: str,
    proposal: Proposal | None,
    agreement: Agreement | None,
    by: str,
    at: datetime,
    held_numbers: int = 0,
) -> AgendaItem:
    """Somebody brings a point; it waits until it comes on an agenda. Raises RefusedError."""
    _hold(body)
    item = made_once(
        AgendaItem, body=body, title=title, explanation=explanation, purpose=purpose,
        brought_by=brought_by, proposal=proposal, agreement=agreement, added_on=day_of(at),
    )  # fmt: skip
    _note("item_added", item, body, by=by, at=at, purpose=purpose, **_held(held_numbers))
    return item


@transaction.atomic
def drop_item(*, item: AgendaItem, by: str, at: datetime) -> None:
    """Nobody needs to speak about it any more. Raises RefusedError."""
    found = _standing(item)
    if found.meeting_id is not None:
        raise RefusedError(Refusal("Dit punt staat op een agenda. Haal het daar eerst af."))
    _note("item_dropped", found, found.body, by=by, at=at)
    found.delete()


@transaction.atomic
def put_on_agenda(*, meeting: Meeting, items: Sequence[AgendaItem], by: str, at: datetime) -> None:
    """Open points come on the agenda, below what stands there. Raises RefusedError."""
    found = _locked(meeting)
    last = found.items.aggregate(last=Max("position"))["last"] or 0
    for position, item in enumerate(map(_standing, items), start=last + 1):
        insist(rules.may_put_on(item, found))
        item.meeting, item.position = found, position
        item.save(update_fields=["meeting", "position"])
    _note("agenda_made", found, found.body, by=by, at=at, count=len(items))


@transaction.atomic
def take_off_agenda(*, item: AgendaItem, by: str, at: datetime) -> None:
    """It waits for another meeting. Raises RefusedError."""
    found = _standing(item)
    insist(_refused_off_an_agenda(found))
    found.meeting, found.outcome = None, ""
    found.save(update_fields=["meeting", "outcome"])
    _note("item_taken_off", found, found.body, by=by, at=at)


@transaction.atomic
def raise_item(*, item: AgendaItem, by: str, at: datetime) -> None:
    """It is spoken about before the point above it. Raises RefusedError."""
    found = _standing(item)
    insist(_refused_off_an_agenda(found))
    assert found.meeting is not None  # noqa: S101  the line above refused that
    rows = list(found.meeting.items.select_for_update(of=("self",)).order_by("position", "pk"))
    place = next(number for number, row in enumerate(rows) if row.pk == found.pk)
    if place:
        rows[place - 1], rows[place] = rows[place], rows[place - 1]
    for position, row in enumerate(rows, start=1):
        row.position = position
    AgendaItem.objects.bulk_update(rows, ["position"])
    _note("item_raised", found, found.body, by=by, at=at)


@transaction.atomic
def conclude_item(
    *, item: AgendaItem, outcome: str, by: str, at: datetime, held_numbers: int = 0
) -> None:
    """What came of a point. Raises RefusedError."""
    found = _standing(item)
    insist(rules.may_conclude(found, found.meeting, at=at))
    found.outcome = outcome
    found.save(update_fields=["outcome"])
    _note("item_concluded", found, found.body, by=by, at=at, **_held(held_numbers))


@transaction.atomic
def decide_item(
    *,
    item: AgendaItem,
    number: str,
    text: str,
    votes: Sequence[rules.NewVote],
    by: str,
    at: datetime,
    held_numbers: int = 0,
) -> Decision:
    """The body decided about a point, with these votes or by consent. Raises RefusedError.

    Such a decision binds nobody: a board of a network decides for no organisation.
    """
    found = _standing(item)
    insist(rules.may_conclude(found, found.meeting, at=at))
    insist(rules.may_decide(found, [vote.choice for vote in votes]))
    assert found.meeting is not None  # noqa: S101  the first line refused that
    try:
        with transaction.atomic():
            decision = Decision.objects.create(
                body=found.body,
                proposal=found.proposal,
                number=number,
                title=found.title,
                decided_on=day_of(found.meeting.starts_at),
            )
    except IntegrityError:
        raise RefusedError(Refusal("Dit nummer heeft een ander besluit al.")) from None  # fmt: skip
    DecisionPoint.objects.create(decision=decision, position=1, text=text)
    Vote.objects.bulk_create(
        Vote(decision=decision, voter=vote.voter, choice=vote.choice, reason=vote.reason)
        for vote in votes
    )
    found.decision, found.outcome = decision, text[:4000]
    found.save(update_fields=["decision", "outcome"])
    count = {"votes": len(votes), **_held(held_numbers)}
    _note("item_decided", found, found.body, by=by, at=at, **count)
    return decision


@transaction.atomic
def hold_meeting(
    *, meeting: Meeting, present: str, absent: str, by: str, at: datetime, held_numbers: int = 0
) -> int:
    """It took place. What was not finished waits again: returns how many points. Raises
    RefusedError."""
    found = _locked(meeting)
    insist(rules.may_hold(found, at=at))
    found.state, found.present, found.absent = Meeting.State.HELD, present, absent
    found.save(update_fields=["state", "present", "absent"])
    back = found.items.filter(decision=None, outcome="").update(meeting=None)
    _note("meeting_held", found, found.body, by=by, at=at, back=back, **_held(held_numbers))
    return back


@transaction.atomic
def write_minutes(
    *, meeting: Meeting, minutes: str, by: str, at: datetime, held_numbers: int = 0
) -> None:
    """What was said; a later meeting adopts it. Raises RefusedError."""
    found = _locked(meeting)
    insist(rules.may_write_minutes(found))
    found.minutes = minutes
    found.save(update_fields=["minutes"])
    _note("minutes_written", found, found.body, by=by, at=at, **_held(held_numbers))


@transaction.atomic
def adopt_minutes(*, meeting: Meeting, later: Meeting, by: str, at: datetime) -> None:
    """A later meeting says that the minutes are right. Raises RefusedError."""
    found = _locked(meeting)
    insist(rules.may_adopt(found, later))
    found.minutes_adopted_on = day_of(later.starts_at)
    found.save(update_fields=["minutes_adopted_on"])
    _note("minutes_adopted", found, found.body, by=by, at=at)


@transaction.atomic
def add_action_point(
    *,
    body: Body,
    item: AgendaItem | None,
    text: str,
    owner_name: str,
    owner: Organisation | None,
    due_on: date,
    by: str,
    at: datetime,
) -> ActionPoint:
    """Somebody promised to do something. Raises RefusedError."""
    _hold(body)
    point = made_once(
        ActionPoint, body=body, item=item, text=text, owner_name=owner_name, owner=owner,
        due_on=due_on,
    )  # fmt: skip
    _note("action_added", point, body, by=by, at=at)
    return point


@transaction.atomic
def finish_action_point(*, point: ActionPoint, result: str, by: str, at: datetime) -> None:
    """It was done. Raises RefusedError."""
    done = ActionPoint.objects.filter(pk=point.pk).open().update(done_on=day_of(at), result=result)
    if not done:
        raise RefusedError(Refusal("Dit actiepunt is al klaar."))
    _note("action_finished", point, point.body, by=by, at=at)


def _hold(body: Body) -> None:
    """Whoever writes something down for the same body at the same moment waits."""
    Body.objects.select_for_update(of=("self",), no_key=True).get(pk=body.pk)


def _locked(meeting: Meeting) -> Meeting:
    rows = Meeting.objects.select_for_update(of=("self",))
    found: Meeting = rows.select_related("body__organisation__region").get(pk=meeting.pk)
    return found


def _standing(item: AgendaItem) -> AgendaItem:
    """A point as it is now; whoever comes at the same moment waits."""
    rows = AgendaItem.objects.select_for_update(of=("self",))
    about = ("body__organisation__region", "meeting", "proposal")
    found: AgendaItem = rows.select_related(*about).get(pk=item.pk)
    return found


def _kept(meeting: Meeting) -> None:
    """Raises RefusedError when this body meets already at that moment."""
    try:
        with transaction.atomic():
            meeting.save()
    except IntegrityError:
        raise RefusedError(Refusal("Dit orgaan vergadert dan al.")) from None


def _refused_off_an_agenda(item: AgendaItem) -> Refusal | None:
    if item.meeting is None:
        return Refusal("Dit punt staat op geen agenda.")
    if item.decision_id is not None:
        return Refusal("Over dit punt is al besloten.")
    return rules.may_change(item.meeting)


def _held(numbers: int) -> dict[str, int]:
    """Numbers that could be a BSN, and are none by the word of who wrote them."""
    return {"held_numbers": numbers} if numbers else {}


def _note(
    what: str, subject: models.Model, body: Body, *, by: str, at: datetime, **detail: Any
) -> None:
    record(
        verb=f"governance.{what}", subject=subject, by=by, at=at,
        region_key=body.organisation.region.key, **detail,
    )  # fmt: skip
