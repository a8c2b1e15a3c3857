"""A board that meets about the network, in a few lines."""

from datetime import date, datetime, timedelta
from typing import Any

from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.governance.meetings import actions
from werkcentrum.governance.models import (
    ActionPoint,
    AgendaItem,
    Body,
    Involvement,
    Meeting,
    SupportPost,
)
from werkcentrum.governance.tests.make import make_body
from werkcentrum.governance.tests.make_money import make_centre
from werkcentrum.partners.models import Region

WHO: dict[str, Any] = {"by": "karin", "at": MONDAY_MORNING}
# An hour before everything that tests do.
THIS_MORNING = MONDAY_MORNING - timedelta(hours=1)


def make_board(region: Region, kind: str = Body.Kind.REGIONAL_BOARD) -> Body:
    """The regional board, whose papers the centre municipality keeps."""
    return make_body(make_centre(region), kind)


def make_meeting(
    body: Body, starts_at: datetime = THIS_MORNING, *, state: str = Meeting.State.PLANNED,
    **values: Any,
) -> Meeting:  # fmt: skip
    """A meeting of an hour and a half in the town hall."""
    ends_at = starts_at + timedelta(minutes=90)
    return Meeting.objects.create(
        body=body, starts_at=starts_at, ends_at=ends_at, place="Stadhuis", state=state, **values
    )


def make_item(
    body: Body,
    title: str = "Openingstijden",
    purpose: str = AgendaItem.Purpose.DECIDE,
    **values: Any,
) -> AgendaItem:
    """A point that waits for a meeting."""
    return AgendaItem.objects.create(
        body=body, title=title, purpose=purpose, added_on=MONDAY, **values
    )


def on_agenda(meeting: Meeting, *titles: str) -> list[AgendaItem]:
    """Points on the agenda of a meeting, by the action."""
    items = [make_item(meeting.body, title) for title in titles]
    actions.put_on_agenda(meeting=meeting, items=items, **WHO)
    return items


def make_promise(body: Body, due_on: date = MONDAY, **values: Any) -> ActionPoint:
    """Somebody promised to write to the library."""
    wanted = {"text": "De bibliotheek een brief sturen", "owner_name": "Noor Duin", **values}
    return ActionPoint.objects.create(body=body, due_on=due_on, **wanted)


def make_involvement(region: Region, **values: Any) -> Involvement:
    """The advisory council was asked about the opening."""
    wanted = {
        "kind": Involvement.Kind.ASKED_ADVICE, "about": "Opening van het Werkcentrum", "on": MONDAY,
        **values,
    }  # fmt: skip
    if "group" not in wanted:
        wanted.setdefault("body", make_board(region, Body.Kind.ADVISORY_COUNCIL))
    return Involvement.objects.create(region=region, **wanted)


def make_support(region: Region, function: str = "Programmamanager", **values: Any) -> SupportPost:
    """Somebody is lent by the centre municipality for 24 hours a week."""
    wanted = {
        "lender": make_centre(region), "hours_a_week": 24, "cost_cents": 6_000_000,
        "starts_on": date(2025, 1, 1), **values,
    }  # fmt: skip
    return SupportPost.objects.create(region=region, function=function, **wanted)


def make_spoken_about(region: Region, pk: str) -> Meeting:
    """A meeting with one of everything that an address names, all with this id."""
    board = make_board(region)
    meeting = make_meeting(board, pk=pk)
    make_item(board, pk=pk, meeting=meeting)
    make_promise(board, pk=pk)
    make_involvement(region, pk=pk)
    make_support(region, pk=pk)
    return meeting
