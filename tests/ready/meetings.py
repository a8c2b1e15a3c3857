"""Actions around meetings, made ready to change something."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

from tests.ready.acts import LATER, Act, Ready
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.governance.meetings import actions as meeting_actions
from werkcentrum.governance.meetings import involvement_actions, support_actions
from werkcentrum.governance.models import Meeting
from werkcentrum.governance.tests.make_meetings import (
    make_board,
    make_involvement,
    make_item,
    make_meeting,
    make_promise,
    make_support,
    on_agenda,
)
from werkcentrum.governance.tests.make_money import make_centre
from werkcentrum.partners.tests.make import make_region

HOURS: dict[str, Any] = {
    "starts_at": LATER, "ends_at": LATER + timedelta(hours=1), "place": "Stadhuis",
}  # fmt: skip


def of_meeting(action: Callable[..., object], **values: Any) -> Callable[[], Act]:
    """An action on a meeting of that Monday."""
    return lambda: partial(action, meeting=make_meeting(make_board(make_region())), **values)


def of_item(action: Callable[..., object], **values: Any) -> Callable[[], Act]:
    """An action on the second point of an agenda."""

    def ready() -> Act:
        meeting = make_meeting(make_board(make_region()))
        return partial(action, item=on_agenda(meeting, "Eerst", "Daarna")[1], **values)

    return ready


def of_body(action: Callable[..., object], **values: Any) -> Callable[[], Act]:
    """An action for the regional board."""
    return lambda: partial(action, body=make_board(make_region()), **values)


def put_on_agenda() -> Act:
    meeting = make_meeting(make_board(make_region()))
    item = make_item(meeting.body)
    return partial(meeting_actions.put_on_agenda, meeting=meeting, items=[item])


def drop_item() -> Act:
    return partial(meeting_actions.drop_item, item=make_item(make_board(make_region())))


def write_minutes() -> Act:
    held = make_meeting(make_board(make_region()), state=Meeting.State.HELD)
    return partial(meeting_actions.write_minutes, meeting=held, minutes="Iedereen was er.")


def adopt_minutes() -> Act:
    board, held = make_board(make_region()), Meeting.State.HELD
    meeting = make_meeting(board, state=held, minutes="Iedereen was er.")
    later = make_meeting(board, MONDAY_MORNING + timedelta(days=30), state=held)
    return partial(meeting_actions.adopt_minutes, meeting=meeting, later=later)


def finish_action_point() -> Act:
    point = make_promise(make_board(make_region()))
    return partial(meeting_actions.finish_action_point, point=point, result="Gedaan")


def record_involvement() -> Act:
    return partial(
        involvement_actions.record_involvement, region=make_region(), body=None,
        group="Bezoekers", kind="informed", about="Opening", on=MONDAY, proposal=None,
    )  # fmt: skip


def record_answer() -> Act:
    involvement = make_involvement(make_region())
    return partial(
        involvement_actions.record_answer, involvement=involvement, answer="Goed plan.",
        answered_on=MONDAY, follow_up="",
    )  # fmt: skip


def add_support_post() -> Act:
    region = make_region()
    return partial(
        support_actions.add_support_post, region=region, function="Secretaris", person="",
        lender=make_centre(region), hours_a_week=16, cost_cents=100, starts_on=MONDAY, ends_on=None,
    )  # fmt: skip


def end_support_post() -> Act:
    post = make_support(make_region())
    return partial(support_actions.end_support_post, post=post, ends_on=date(2025, 12, 1))


BY_SOMEBODY: Ready = {
    "governance.plan_meeting": (
        of_body(meeting_actions.plan_meeting, **HOURS), "governance.meeting_planned",
    ),
    "governance.move_meeting": (
        of_meeting(meeting_actions.move_meeting, **HOURS), "governance.meeting_moved",
    ),
    "governance.cancel_meeting": (
        of_meeting(meeting_actions.cancel_meeting), "governance.meeting_cancelled",
    ),
    "governance.hold_meeting": (
        of_meeting(meeting_actions.hold_meeting, present="Noor", absent=""),
        "governance.meeting_held",
    ),
    "governance.add_item": (
        of_body(meeting_actions.add_item, title="Taal", explanation="", purpose="inform",
                brought_by="", proposal=None, agreement=None),
        "governance.item_added",
    ),
    "governance.drop_item": (drop_item, "governance.item_dropped"),
    "governance.put_on_agenda": (put_on_agenda, "governance.agenda_made"),
    "governance.take_off_agenda": (
        of_item(meeting_actions.take_off_agenda), "governance.item_taken_off",
    ),
    "governance.raise_item": (of_item(meeting_actions.raise_item), "governance.item_raised"),
    "governance.conclude_item": (
        of_item(meeting_actions.conclude_item, outcome="Besproken."), "governance.item_concluded",
    ),
    "governance.decide_item": (
        of_item(meeting_actions.decide_item, number="RB-1", text="Wij doen het.", votes=[]),
        "governance.item_decided",
    ),
    "governance.write_minutes": (write_minutes, "governance.minutes_written"),
    "governance.adopt_minutes": (adopt_minutes, "governance.minutes_adopted"),
    "governance.add_action_point": (
        of_body(meeting_actions.add_action_point, item=None, text="Bellen", owner_name="Noor",
                owner=None, due_on=MONDAY),
        "governance.action_added",
    ),
    "governance.finish_action_point": (finish_action_point, "governance.action_finished"),
    "governance.record_involvement": (record_involvement, "governance.involvement_recorded"),
    "governance.record_answer": (record_answer, "governance.involvement_answered"),
    "governance.add_support_post": (add_support_post, "governance.support_added"),
    "governance.end_support_post": (end_support_post, "governance.support_ended"),
}  # fmt: skip
