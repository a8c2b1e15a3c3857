"""What is shown of a queue: on the board, on the public screen, on a phone, and of a whole day."""

import math
from collections import Counter as Counts
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any, Final

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from werkcentrum.catalogue.queries import catalogue_of
from werkcentrum.core.languages import current_language
from werkcentrum.core.models import select, stored
from werkcentrum.desk.models import (
    Counter,
    Desk,
    DeskDay,
    DeskDevice,
    NumberSeries,
    Ticket,
    TicketEvent,
    Visit,
    service_day,
)
from werkcentrum.desk.rules import InLine
from werkcentrum.desk.states import ACTIVE, TERMINAL, Outcome, State
from werkcentrum.partners.models import Region

# With fewer talks behind it, an estimate would be a guess.
_FEWEST_TALKS: Final = 5
_MOST_TALKS: Final = 50
_TALKS_SINCE: Final = timedelta(days=14)
# Whoever did nothing in the queue for an hour has gone.
_PRESENT: Final = timedelta(hours=1)
_CALLS_ON_SCREEN: Final = 4
OUTCOMES: Final = Outcome.choices
# Days that were left open longer ago are summed up by hand.
_LOOK_BACK: Final = timedelta(days=14)
_IN_LINE: Final = "WHERE desk_id = %s AND service_day = %s AND state = %s ORDER BY arrived_at, id"
_DAY: Final = Ticket._meta.get_field("service_day")


@dataclass(frozen=True)
class Estimate:
    """How long somebody still waits, in minutes: somewhere between these."""

    low: int
    high: int


@dataclass(frozen=True)
class Row:
    """One ticket on the board. `theme` and `language` are '' when only numbers may be seen."""

    pk: str
    number: str
    state: str
    label: str
    since: datetime
    was_missed: bool
    appointment_at: datetime | None
    counter: str
    theme: str
    language: str
    counter_pk: str


@dataclass(frozen=True)
class Board:
    """The whole queue of a desk at one moment, the same for everybody who may see as much.

    `others` are the keys and names of desks to which somebody can be sent on; without details
    there are none.
    """

    desk_key: str
    waiting: list[Row]
    active: list[Row]
    apart: list[Row]
    others: list[Any]
    has_details: bool

    def visitor_at(self, place: str) -> Row | None:
        """Who is helped at the place with this id; without details nobody may act for them."""
        found = (row for row in self.active if row.counter_pk == place)
        return next(found, None) if self.has_details else None


@dataclass(frozen=True)
class DisplayCall:
    """All that a public screen may show of a visitor.

    `turn` is how often the number was called, 0 once the visitor is there.
    """

    number: str
    counter: str
    turn: int


@dataclass(frozen=True)
class Display:
    """The public screen: who is called, the last one first."""

    calls: list[DisplayCall]
    is_receiving: bool


@dataclass(frozen=True)
class OwnTicket:
    """What a visitor sees of the own number. `ahead` is how many people go before."""

    rev: str
    number: str
    state: str
    counter: str
    desk: str
    ahead: int
    estimate: Estimate | None


@dataclass(frozen=True)
class DayRow:
    """One ticket in the log of a day; minutes are None when nobody knows."""

    number: str
    arrived_at: datetime
    label: str
    theme: str
    channel: str
    wait: int | None
    service: int | None
    outcome: str
    is_inaccurate: bool


def device_state(pk: Any) -> tuple[str, int, Any] | None:
    """Kind, revision and desk behind a device, in one indexed query; None when it was revoked.

    The desk is an id as the database has it.
    """
    with connection.cursor() as cursor:
        # Screens ask this hundreds of times a second; that the ORM wrote it anew each time was a
        # third of what such a request costs.
        cursor.execute(
            "SELECT device.kind, revision.rev, device.desk_id FROM desk_deskdevice device "
            "JOIN desk_deskrevision revision ON revision.desk_id = device.desk_id "
            "WHERE device.id = %s AND device.revoked_at IS NULL",
            [DeskDevice._meta.pk.get_db_prep_value(pk, connection)],
        )
        found: tuple[str, int, Any] | None = cursor.fetchone()
    return found


def theme_titles(region: Region) -> dict[str, str]:
    """The themes by key, in the language of the page."""
    themes = catalogue_of(region).in_language(current_language()).themes
    return {key: theme.title for key, theme in themes.items()}


def group_titles(region: Region) -> dict[str, str]:
    """The groups by key, in the language of the page."""
    groups = catalogue_of(region).in_language(current_language()).groups
    return {key: group.title for key, group in groups.items()}


def who_waits(desk: Desk, *, at: datetime) -> list[InLine]:
    """Whoever can be called today, first who came first.

    Of everybody only what the rule and a call need: others wait while they are read.
    """
    today = stored(Ticket, desk=desk.pk, service_day=service_day(at), state=State.WAITING)
    return [InLine(*row) for row in select(Ticket, InLine._fields, _IN_LINE, *today)]


def board_of(desk: Desk, *, at: datetime, has_details: bool) -> Board:
    """The queue of today. Without details only what the public screen shows, and since when."""
    found = Ticket.objects.on(desk, service_day(at)).still_open()
    tickets = list(found.select_related("visit", "counter").order_by("arrived_at", "pk"))
    titles = theme_titles(desk.region) if has_details else {}
    rows = [_row(ticket, titles, has_details=has_details) for ticket in tickets]
    return Board(
        desk_key=desk.key,
        waiting=[row for row in rows if row.state == State.WAITING],
        active=[row for row in rows if row.state in ACTIVE],
        apart=[row for row in rows if row.state in (State.ON_HOLD, State.MISSED)],
        others=_others(desk) if has_details else [],
        has_details=has_details,
    )


def display_of(desk: Desk, *, at: datetime) -> Display:
    """Who is called and did not come to the place yet, and who came last."""
    found = Ticket.objects.on(desk, service_day(at)).filter(state__in=ACTIVE)
    tickets = list(found.select_related("counter").order_by("-called_at", "pk")[:_CALLS_ON_SCREEN])
    calls = [
        DisplayCall(t.label, _counter(t), t.call_count if t.state == State.CALLED else 0)
        for t in tickets
    ]
    return Display(calls, desk.is_receiving)


def own_ticket_rev(secret_hash: str, *, today: date) -> tuple[Any, str] | None:
    """The last ticket of a visit and its revision, in one indexed query.

    None when it is unknown, or not of today.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ticket.id, revision.rev FROM desk_visit visit "
            "JOIN desk_ticket ticket ON ticket.visit_id = visit.id "
            "JOIN desk_deskrevision revision ON revision.desk_id = ticket.desk_id "
            "WHERE visit.secret_hash = %s AND ticket.service_day = %s "
            "ORDER BY ticket.id DESC LIMIT 1",
            [secret_hash, _DAY.get_db_prep_value(today, connection)],
        )
        row = cursor.fetchone()
    if row is None:
        return None
    pk, rev = Ticket._meta.pk.to_python(row[0]), row[1]
    return pk, f"{pk.hex[-6:]}-{rev}"


def own_ticket(pk: Any, *, at: datetime, rev: str = "") -> OwnTicket:
    """The visitor's own number, and how many go before."""
    ticket = Ticket.objects.select_related("desk", "counter").get(pk=pk)
    ahead = 0
    estimate = None
    if ticket.state == State.WAITING:
        # Counted, not looked up in the queue: meanwhile this ticket may have been called.
        came_first = Q(arrived_at__lt=ticket.arrived_at)
        came_first |= Q(arrived_at=ticket.arrived_at, pk__lt=ticket.pk)
        waiting = Ticket.objects.on(ticket.desk, ticket.service_day).waiting()
        ahead = waiting.filter(came_first).count()
        estimate = estimate_of(ticket.desk, ahead=ahead, at=at)
    return OwnTicket(
        rev=rev,
        number=ticket.label,
        state=ticket.state,
        counter=_counter(ticket),
        desk=ticket.desk.name,
        ahead=ahead,
        estimate=estimate,
    )


def estimate_of(desk: Desk, *, ahead: int, at: datetime) -> Estimate | None:
    """How long somebody waits with so many people ahead; None when that is not known.

    The median of the last talks at this desk times the turns before it, a fifth less and more,
    in steps of five minutes. One talk of six hours does not move a median.
    """
    staff = Counter.objects.filter(desk=desk, active_at__gte=at - _PRESENT).exclude(adviser=None)
    present = staff.count()
    talks = _talks(desk, at)
    if not present or len(talks) < _FEWEST_TALKS:
        return None
    usual = median(talks)
    low, high = ahead / present * usual * 0.8, (ahead + 1) / present * usual * 1.2
    return Estimate(low=int(low // 5 * 5), high=max(5, math.ceil(high / 5) * 5))


def unfinished_days(*, before: date) -> list[tuple[Desk, date]]:
    """Days at desks that are over and not summed up yet, of the last fortnight."""
    summed = DeskDay.objects.filter(desk=OuterRef("desk"), on=OuterRef("service_day"))
    # Every number comes from a series: some rows a day, where tickets are thousands.
    found = NumberSeries.objects.filter(
        service_day__lt=before, service_day__gte=before - _LOOK_BACK
    )
    # Desk by desk, in the order in which everybody takes more than one queue.
    found = found.filter(~Exists(summed)).order_by("desk_id", "service_day")
    pairs = list(found.values_list("desk", "service_day").distinct())
    desks = Desk.objects.select_related("region").in_bulk({desk for desk, _day in pairs})
    return [(desks[desk], day) for desk, day in pairs]


def figures_of(desk: Desk, day: date) -> dict[str, Any]:
    """The fields of a `DeskDay`: counts, medians and themes."""
    tickets = _tickets_of(desk, day)
    states = Counts(ticket.state for ticket in tickets)
    # After a transfer the wait belongs to the desk where somebody was helped.
    exact = [ticket for ticket in tickets if not ticket.time_inaccurate]
    return {
        "tickets": len(tickets),
        "done": states[State.DONE],
        "left": states[State.LEFT],
        "transferred": states[State.TRANSFERRED],
        "closed_by_desk": states[State.CLOSED_BY_DESK],
        "inaccurate": len(tickets) - len(exact),
        "wait_minutes": _middle(_wait(ticket) for ticket in exact),
        "service_minutes": _middle(_service(ticket) for ticket in exact),
        "themes": dict(Counts(ticket.visit.theme for ticket in tickets if ticket.visit.theme)),
    }


def day_log(desk: Desk, day: date) -> list[DayRow]:
    """Every ticket of a day, in order of arrival."""
    titles = theme_titles(desk.region)
    return [
        DayRow(
            number=ticket.label,
            arrived_at=ticket.arrived_at,
            label=ticket.get_state_display(),
            theme=titles.get(ticket.visit.theme, ""),
            channel=Visit.Channel(ticket.visit.channel).label,
            wait=_wait(ticket),
            service=_service(ticket),
            outcome=ticket.get_outcome_display(),
            is_inaccurate=ticket.time_inaccurate,
        )
        for ticket in _tickets_of(desk, day)
    ]


def _tickets_of(desk: Desk, day: date) -> list[Ticket]:
    found = Ticket.objects.on(desk, day).select_related("visit").order_by("arrived_at", "pk")
    return list(found.prefetch_related("events"))


def _minutes(events: Iterable[TicketEvent], *states: State) -> int | None:
    """How long the stretches in these states took together; None when there was none."""
    spans = [e.ended_at - e.started_at for e in events if e.state in states and e.ended_at]
    return round(sum(spans, timedelta()) / timedelta(minutes=1)) if spans else None


def _wait(ticket: Ticket) -> int | None:
    """Minutes between coming in and the first call, for who was called."""
    calls = [event.started_at for event in ticket.events.all() if event.state == State.CALLED]
    if not calls or ticket.state == State.CLOSED_BY_DESK:
        return None
    return round((min(calls) - ticket.arrived_at) / timedelta(minutes=1))


def _service(ticket: Ticket) -> int | None:
    if ticket.state not in TERMINAL or ticket.state == State.CLOSED_BY_DESK:
        return None
    return None if ticket.time_inaccurate else _minutes(ticket.events.all(), State.IN_SERVICE)


def _middle(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return round(median(known)) if known else None


def _talks(desk: Desk, at: datetime) -> Sequence[float]:
    """Minutes of the last talks that ended well."""
    found = TicketEvent.objects.filter(
        ticket__desk=desk, ticket__state=State.DONE, ticket__time_inaccurate=False,
        state=State.IN_SERVICE, ended_at__gte=at - _TALKS_SINCE,
    ).order_by("-ended_at")[:_MOST_TALKS]  # fmt: skip
    spans = found.values_list("started_at", "ended_at")
    return [(end - start) / timedelta(minutes=1) for start, end in spans if end]


def _others(desk: Desk) -> list[Any]:
    found = Desk.objects.filter(region=desk.region, walk_in_enabled=True).exclude(pk=desk.pk)
    return list(found.values_list("key", "name", named=True))


def _row(ticket: Ticket, titles: dict[str, str], *, has_details: bool) -> Row:
    return Row(
        pk=str(ticket.pk),
        number=ticket.label,
        state=ticket.state,
        label=ticket.get_state_display(),
        since=ticket.arrived_at,
        was_missed=ticket.was_missed,
        appointment_at=ticket.appointment_at,
        counter=_counter(ticket),
        theme=titles.get(ticket.visit.theme, "") if has_details else "",
        language=ticket.visit.get_language_display() if has_details else "",
        counter_pk=str(ticket.counter_id),
    )


def _counter(ticket: Ticket) -> str:
    return ticket.counter.label if ticket.counter else ""
