"""Invented meetings, promises and involvement: those pages of a demo hold something."""

from datetime import datetime, time, timedelta
from typing import Any

from werkcentrum.audit.actions import SYSTEM
from werkcentrum.core.clock import AMSTERDAM
from werkcentrum.governance.meetings import actions as meeting_actions
from werkcentrum.governance.meetings import involvement_actions, support_actions
from werkcentrum.governance.meetings.rules import MEETING_KINDS, NewVote
from werkcentrum.governance.models import AgendaItem, Body, Involvement, Meeting
from werkcentrum.partners.models import Organisation, Region

_BEGINS = time(10, 0)
_LASTS = timedelta(minutes=90)
# Who lends somebody, as what, for how many hours a week and how many cents a year.
_SUPPORT = (
    ("gemeente-zoetermeer", "Regiocoördinator", 32, 96_000_00),
    ("uwv", "Adviseur arbeidsmarkt", 16, 41_500_00),
    ("gemeente-leidschendam-voorburg", "Communicatie", 8, 18_250_00),
)


def make_demo_meetings(region: Region, *, at: datetime) -> None:
    """A meeting that was and one that comes. Nothing where no board is, or there are meetings."""
    bodies = Body.objects.filter(organisation__region=region, kind__in=MEETING_KINDS)
    bodies = bodies.select_related("organisation__region").order_by("kind", "pk")
    board = bodies.filter(kind=Body.Kind.REGIONAL_BOARD).first()
    is_made = Meeting.objects.filter(body__organisation__region=region).exists()
    if board is None or is_made:
        return
    who: dict[str, Any] = {"by": SYSTEM, "at": at}
    _held(board, at, who)
    coming = _planned(board, at + timedelta(days=20), who)
    items = [
        _item(board, "Cijfers van het kwartaal", AgendaItem.Purpose.INFORM, who),
        _item(board, "Begroting van volgend jaar", AgendaItem.Purpose.DECIDE, who),
    ]
    meeting_actions.put_on_agenda(meeting=coming, items=items, **who)
    _item(board, "Nieuwe partner: het mbo", AgendaItem.Purpose.DECIDE, who)
    _involved(region, bodies.filter(kind=Body.Kind.ADVISORY_COUNCIL).first(), at, who)
    for key, function, hours, cents in _SUPPORT:
        lender = Organisation.objects.filter(region=region, key=key).first()
        if lender is not None:
            support_actions.add_support_post(
                region=region, function=function, lender=lender, person="", hours_a_week=hours,
                cost_cents=cents, starts_on=(at - timedelta(days=300)).date(), ends_on=None, **who,
            )  # fmt: skip


def _held(board: Body, at: datetime, who: dict[str, Any]) -> None:
    """A month ago the board decided, promised, and left a point for the next time."""
    meeting = _planned(board, at - timedelta(days=30), who)
    items = [
        _item(board, "Openingstijden van de locaties", AgendaItem.Purpose.DECIDE, who),
        _item(board, "Campagne in de herfst", AgendaItem.Purpose.ADVISE, who),
        _item(board, "Taal op de werkvloer", AgendaItem.Purpose.INFORM, who),
    ]
    meeting_actions.put_on_agenda(meeting=meeting, items=items, **who)
    votes = [
        NewVote("Gemeente Zoetermeer", "for"),
        NewVote("UWV", "for"),
        NewVote("FNV en CNV", "abstained", "wacht op de leden"),
    ]
    meeting_actions.decide_item(
        item=items[0], number=f"RB-{meeting.starts_at:%Y}-1",
        text="De locaties zijn ook op donderdagavond open.", votes=votes, **who,
    )  # fmt: skip
    meeting_actions.conclude_item(item=items[1], outcome="Positief, met aandacht voor taal.", **who)
    for days, text in ((-5, "Rooster voor de donderdagavond maken"), (25, "Campagne bestellen")):
        meeting_actions.add_action_point(
            body=board, item=items[0], text=text, owner_name="Regiocoördinator", owner=None,
            due_on=(at + timedelta(days=days)).date(), **who,
        )  # fmt: skip
    meeting_actions.hold_meeting(meeting=meeting, present="Alle partners", absent="", **who)
    meeting_actions.write_minutes(
        meeting=meeting, minutes="De voorzitter opent de vergadering om tien uur.", **who
    )


def _planned(board: Body, day: datetime, who: dict[str, Any]) -> Meeting:
    starts_at = datetime.combine(day.date(), _BEGINS, tzinfo=AMSTERDAM)
    return meeting_actions.plan_meeting(
        body=board, starts_at=starts_at, ends_at=starts_at + _LASTS, place="Stadhuis Zoetermeer",
        **who,
    )  # fmt: skip


def _item(board: Body, title: str, purpose: str, who: dict[str, Any]) -> AgendaItem:
    return meeting_actions.add_item(
        body=board, title=title, explanation="", purpose=purpose, brought_by="Regiocoördinator",
        proposal=None, agreement=None, **who,
    )  # fmt: skip


def _involved(region: Region, council: Body | None, at: datetime, who: dict[str, Any]) -> None:
    """The advisory council was informed and asked; visitors of the library were asked too."""
    values: dict[str, Any] = {"region": region, "proposal": None, **who}
    if council is not None:
        for kind, about, days in (
            (Involvement.Kind.INFORMED, "Opening van de Werkcentra", 200),
            (Involvement.Kind.ASKED_ADVICE, "Openingstijden van de locaties", 40),
        ):
            involvement_actions.record_involvement(
                body=council, group="", kind=kind, about=about,
                on=(at - timedelta(days=days)).date(), **values,
            )  # fmt: skip
    asked = involvement_actions.record_involvement(
        body=None, group="Bezoekers van de bibliotheek", kind=Involvement.Kind.CONSULTED,
        about="Openingstijden van de locaties", on=(at - timedelta(days=45)).date(), **values,
    )  # fmt: skip
    involvement_actions.record_answer(
        involvement=asked, answer="Wie werkt, komt liever in de avond.",
        answered_on=(at - timedelta(days=35)).date(),
        follow_up="De donderdagavond staat op de agenda.", **who,
    )  # fmt: skip
