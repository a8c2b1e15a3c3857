"""What happens at a walk-in desk.

Whatever changes a queue takes the row with its revision before it reads who is in it: changes to
one queue wait for each other, on SQLite and on PostgreSQL.
"""

from collections import Counter as Counts
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import F

from werkcentrum.accounts.models import User
from werkcentrum.appointments.actions import mark_arrived, mark_attended
from werkcentrum.appointments.models import Appointment
from werkcentrum.audit.actions import SYSTEM, record
from werkcentrum.casework.models import ContactMoment
from werkcentrum.core.models import change, insert, stored
from werkcentrum.core.refusal import RefusedError, insist
from werkcentrum.desk import rules
from werkcentrum.desk.models import (
    PAPER_PREFIX,
    Counter,
    Desk,
    DeskDay,
    DeskRevision,
    NumberSeries,
    PaperBlock,
    Ticket,
    TicketEvent,
    Visit,
    service_day,
)
from werkcentrum.desk.queries import figures_of, unfinished_days, who_waits
from werkcentrum.desk.states import ACTIVE, TERMINAL, State
from werkcentrum.desk.tokens import hash_of, visit_secret
from werkcentrum.partners.models import Region

BLOCK_SIZE = 20
# Until when somebody was there is known to the minute: not every press of a button writes it.
_PRECISELY = timedelta(minutes=1)
# One statement, because a whole queue waits for it; Django cannot give back what it counted.
_COUNT_ON = """
INSERT INTO desk_numberseries AS series (desk_id, service_day, prefix, last)
VALUES (%s, %s, %s, %s) ON CONFLICT (desk_id, service_day, prefix)
DO UPDATE SET last = series.last + excluded.last RETURNING last"""
# Written out, because others wait for every step.
_TAKE = "UPDATE desk_deskrevision SET rev = rev + 1 WHERE desk_id = %s"
_SIT = "UPDATE desk_counter SET active_at = %s WHERE desk_id = %s AND adviser_id = %s RETURNING id"
_END = """
UPDATE desk_ticketevent SET ended_at = %s
WHERE ticket_id = %s AND ended_at IS NULL AND started_at <= %s"""
_FREE: dict[str, Any] = {"adviser": None, "counter": None}


@transaction.atomic
def open_walk_in(*, desk: Desk, by: str, at: datetime) -> None:
    """From now on visitors can take a number themselves."""
    _take_queue(desk)
    Desk.objects.filter(pk=desk.pk).update(is_receiving=True)
    _record("walk_in_opened", desk, desk, by, at)


@transaction.atomic
def close_walk_in(*, desk: Desk, ask_back: Collection[UUID], by: str, at: datetime) -> int:
    """Nobody takes a number any more; returns how many people were asked to come another time.

    `ask_back` are tickets. Whoever is not in it is still helped.
    """
    _take_queue(desk)
    Desk.objects.filter(pk=desk.pk).update(is_receiving=False)
    found = Ticket.objects.filter(desk=desk, pk__in=ask_back).still_open().exclude(state__in=ACTIVE)
    tickets = list(found.order_by("arrived_at", "pk"))
    for ticket in tickets:
        _move(ticket, State.CLOSED_BY_DESK, by, at)
    _record("walk_in_closed", desk, desk, by, at, asked_back=len(tickets))
    return len(tickets)


@transaction.atomic
def take_place(*, counter: Counter, adviser: User, by: str, at: datetime) -> None:
    """Sit down at a place; whoever sat there and forgot to leave is no longer there.

    Raises RefusedError while the adviser, or whoever sits there, has a visitor.
    """
    # Nobody calls for this adviser meanwhile, at the desk they come from neither.
    _take_queue(counter.desk, *Desk.objects.filter(counters__adviser=adviser))
    is_busy = Ticket.objects.filter(state__in=ACTIVE).filter(adviser=adviser).exists()
    insist(rules.BUSY if is_busy else None)
    is_used = Ticket.objects.filter(state__in=ACTIVE, counter=counter).exists()
    insist(rules.PLACE_USED if is_used else None)
    Counter.objects.filter(adviser=adviser).update(adviser=None)
    try:
        Counter.objects.filter(pk=counter.pk).update(adviser=adviser, active_at=at)
    except IntegrityError:
        # The same adviser sat down at another desk at this very moment.
        raise RefusedError(rules.SEATED) from None
    _record("place_taken", counter, counter.desk, by, at)


@transaction.atomic
def leave_place(*, counter: Counter, by: str, at: datetime) -> None:
    """Get up. Raises RefusedError while there is a visitor at this place."""
    _take_queue(counter.desk)
    is_used = Ticket.objects.filter(state__in=ACTIVE, counter=counter).exists()
    insist(rules.BUSY if is_used else None)
    Counter.objects.filter(pk=counter.pk).update(adviser=None)
    _record("place_left", counter, counter.desk, by, at)


def check_in(
    *,
    desk: Desk,
    channel: str,
    request_key: UUID,
    by: str,
    at: datetime,
    theme: str = "",
    group: str = "",
    language: str = "nl",
    appointment_at: datetime | None = None,
) -> Ticket:
    """Give somebody a number. The same request again gives the same ticket and leaves no line.

    `by` may be a device. Raises RefusedError when the desk takes nobody in.
    """

    def act() -> Ticket:
        visit = _come_in(
            desk, request_key, channel, at, theme=theme, group=group, language=language
        )
        # Others wait for this queue, so what can happen before it is taken does. Against robots a
        # count of a moment ago is good enough; whether the desk is closed is not asked too soon.
        others = Ticket.objects.on(desk, service_day(at)).still_open()
        is_full = others[rules.MOST_OPEN - 1 :].exists()
        _take_queue(desk)
        now = Desk.objects.filter(pk=desk.pk).values_list("walk_in_enabled", "is_receiving")
        desk.walk_in_enabled, desk.is_receiving = now.get()
        insist(rules.may_check_in(desk, channel=channel, is_full=is_full))
        ticket = _new_ticket(visit, desk, by, at, arrived_at=at, appointment_at=appointment_at)
        _record("checked_in", ticket, desk, by, at, channel=channel, theme=theme, language=language)
        return ticket

    return _once(desk, request_key, act)


def receive(
    *, desk: Desk, appointment: Appointment, channel: str, request_key: UUID, by: str, at: datetime
) -> Ticket:
    """Somebody is here for an appointment: it has arrived, and they get a number at its time.

    The same request again gives the same ticket. Raises RefusedError, and then nothing changed.
    """
    themes = appointment.service_type.themes if appointment.service_type else []
    theme = themes[0] if themes else ""

    def act() -> Ticket:
        visit = _come_in(
            desk, request_key, channel, at, theme=theme, language=appointment.language,
            client=appointment.client, enquiry=appointment.enquiry, appointment=appointment,
        )  # fmt: skip
        _take_queue(desk)
        insist(rules.may_receive(desk, appointment, at=at))
        mark_arrived(appointment=appointment, by=by, at=at)
        ticket = _new_ticket(
            visit, desk, by, at, arrived_at=at, appointment_at=appointment.starts_at
        )
        _record("received", ticket, desk, by, at, channel=channel, appointment=str(appointment.pk))
        return ticket

    return _once(desk, request_key, act)


@transaction.atomic
def reserve_paper_block(*, desk: Desk, by: str, at: datetime) -> PaperBlock:
    """Twenty numbers for one device, for the rest of the day, that nobody else gives out."""
    _take_queue(desk)
    last = _count_on(desk, at, PAPER_PREFIX, BLOCK_SIZE)
    block = PaperBlock.objects.create(
        desk=desk, service_day=service_day(at), first=last - BLOCK_SIZE + 1, last=last
    )
    _record("paper_block_reserved", block, desk, by, at, first=block.first)
    return block


def check_in_on_paper(
    *,
    desk: Desk,
    number: int,
    request_key: UUID,
    taken_at: datetime,
    by: str,
    at: datetime,
    theme: str = "",
    language: str = "nl",
) -> Ticket:
    """Take over a number that was given out without a network; the same one twice is one ticket.

    `taken_at` is when that was. A number of an earlier day is closed at once. Raises RefusedError
    for a number that was not reserved, or that somebody else has.
    """
    taken_at = min(taken_at, at)
    day = service_day(taken_at)

    def act() -> Ticket:
        visit = _come_in(
            desk, request_key, Visit.Channel.PAPER, taken_at, theme=theme, language=language
        )
        _take_queue(desk)
        blocks = PaperBlock.objects.filter(desk=desk, service_day=day)
        is_reserved = blocks.filter(first__lte=number, last__gte=number).exists()
        insist(None if is_reserved else rules.NOT_RESERVED)
        same = Ticket.objects.on(desk, day).filter(prefix=PAPER_PREFIX, number=number)
        insist(rules.NUMBER_TAKEN if same.exists() else None)
        ticket = _new_ticket(visit, desk, by, taken_at, arrived_at=taken_at, paper_number=number)
        if day < service_day(at):
            _move(ticket, State.CLOSED_BY_DESK, by, at, time_inaccurate=True)
            DeskDay.objects.filter(desk=desk, on=day).delete()
        _record("checked_in", ticket, desk, by, at, channel=Visit.Channel.PAPER, theme=theme)
        return ticket

    return _once(desk, request_key, act)


@transaction.atomic
def call_next(*, desk: Desk, adviser: User, by: str, at: datetime) -> Ticket:
    """Call whoever is next (`rules.next_in_line`). Raises RefusedError when nobody waits."""
    _take_queue(desk)
    place = _own_place(desk, adviser, at)
    waiting = who_waits(desk, at=at)
    chosen, passed = rules.next_in_line(waiting, at=at, most_passed=desk.most_passed)
    if chosen is None:
        raise RefusedError(rules.NOBODY)
    if passed:
        Ticket.objects.filter(pk__in=[other.id for other in passed]).update(passed=F("passed") + 1)
    ticket = Ticket.from_db(connection.alias, rules.InLine._fields, chosen)
    _call(ticket, place, by, at)
    _record("called", ticket, desk, by, at, passed=len(passed))
    return ticket


@transaction.atomic
def call_ticket(*, ticket: Ticket, adviser: User, by: str, at: datetime) -> None:
    """Call this person, out of turn. Raises RefusedError when a colleague was first."""
    _take_queue(ticket.desk)
    place = _own_place(ticket.desk, adviser, at)
    insist(rules.may_take(ticket, place))
    insist(rules.BUSY if ticket.state in ACTIVE else None)
    _call(ticket, place, by, at)
    _record("called", ticket, ticket.desk, by, at, is_out_of_turn=True)


@transaction.atomic
def call_again(*, ticket: Ticket, adviser: User, by: str, at: datetime) -> None:
    """Show and say the number once more."""
    _take_own(ticket, adviser, at)
    insist(rules.may_call_again(ticket, most=ticket.desk.most_calls))
    _move(ticket, State.CALLED, by, at, call_count=ticket.call_count + 1, called_at=at)
    _record("called_again", ticket, ticket.desk, by, at, count=ticket.call_count)


@transaction.atomic
def start_service(*, ticket: Ticket, adviser: User, by: str, at: datetime) -> None:
    """The visitor has come to the place."""
    _take_own(ticket, adviser, at)
    _move(ticket, State.IN_SERVICE, by, at)
    _record("service_started", ticket, ticket.desk, by, at)


@transaction.atomic
def hold_ticket(*, ticket: Ticket, adviser: User, by: str, at: datetime) -> None:
    """Set somebody apart for a moment: the place is free for another visitor."""
    _take_own(ticket, adviser, at)
    _start_if_called(ticket, by, at)
    _move(ticket, State.ON_HOLD, by, at, **_FREE)
    _record("held", ticket, ticket.desk, by, at)


@transaction.atomic
def put_back(*, ticket: Ticket, adviser: User, by: str, at: datetime) -> None:
    """Back in the queue, at the place that the arrival gives."""
    _take_own(ticket, adviser, at)
    _move(ticket, State.WAITING, by, at, **_FREE)
    _record("put_back", ticket, ticket.desk, by, at, was_missed=ticket.was_missed)


@transaction.atomic
def mark_missed(*, ticket: Ticket, adviser: User, by: str, at: datetime) -> None:
    """Whoever was called did not come. Who comes back later keeps their arrival."""
    _take_own(ticket, adviser, at)
    _move(ticket, State.MISSED, by, at, was_missed=True, call_count=0, **_FREE)
    _record("missed", ticket, ticket.desk, by, at)


@transaction.atomic
def mark_left(*, ticket: Ticket, adviser: User, by: str, at: datetime) -> None:
    """Somebody went away."""
    _take_own(ticket, adviser, at)
    _move(ticket, State.LEFT, by, at, **_FREE)
    _record("left", ticket, ticket.desk, by, at)


@transaction.atomic
def transfer_ticket(*, ticket: Ticket, to: Desk, adviser: User, by: str, at: datetime) -> Ticket:
    """Send somebody on to another desk; they get a number there and keep their arrival."""
    _take_own(ticket, adviser, at, to)
    _start_if_called(ticket, by, at)
    _move(ticket, State.TRANSFERRED, by, at, **_FREE)
    new = _new_ticket(
        ticket.visit, to, by, at, arrived_at=ticket.arrived_at, was_missed=ticket.was_missed
    )
    _record("transferred", ticket, ticket.desk, by, at, to=to.key)
    return new


@transaction.atomic
def finish_ticket(
    *, ticket: Ticket, outcome: str, adviser: User, by: str, at: datetime
) -> ContactMoment:
    """The visitor was helped. What remains is a contact moment without a person."""
    _take_own(ticket, adviser, at)
    _start_if_called(ticket, by, at)
    _move(ticket, State.DONE, by, at, outcome=outcome, **_FREE)
    visit = ticket.visit
    contact = ContactMoment.objects.create(
        region=ticket.desk.region, client=visit.client, enquiry=visit.enquiry, subject=visit.theme,
        channel=ContactMoment.Channel.DESK, happened_at=at, is_reached=True,
        language=visit.language,
    )  # fmt: skip
    if visit.appointment is not None and visit.appointment.has_arrived:
        mark_attended(appointment=visit.appointment, by=by, at=at)
    _record("finished", ticket, ticket.desk, by, at, outcome=outcome, contact=str(contact.pk))
    return contact


@transaction.atomic
def close_past_days(*, at: datetime) -> int:
    """Close what was left open on an earlier day, and sum up each day; returns how many tickets.

    The system does this by itself after midnight. Nobody knows when those visitors left, so no
    average counts them.
    """
    closed: Counts[Region] = Counts()
    for desk, day in unfinished_days(before=service_day(at)):
        _take_queue(desk)
        tickets = list(Ticket.objects.on(desk, day).still_open().order_by("pk"))
        for ticket in tickets:
            _move(ticket, State.CLOSED_BY_DESK, SYSTEM, at, time_inaccurate=True, **_FREE)
        Desk.objects.filter(pk=desk.pk).update(is_receiving=False)
        Counter.objects.filter(desk=desk, active_at__lt=at - timedelta(hours=1)).update(
            adviser=None
        )
        DeskDay.objects.update_or_create(desk=desk, on=day, defaults=figures_of(desk, day))
        closed[desk.region] += len(tickets)
    for region, count in closed.items():
        record(
            verb="desk.days_closed", subject=region, by=SYSTEM, at=at, region_key=region.key,
            count=count,
        )  # fmt: skip
    return closed.total()


def _record(verb: str, subject: Any, desk: Desk, by: str, at: datetime, **detail: Any) -> None:
    record(verb=f"desk.{verb}", subject=subject, by=by, at=at, region_key=desk.region.key, **detail)


def _take_queue(*desks: Desk) -> None:
    """Wait for others who change these queues, and tell every screen that there is news."""
    with connection.cursor() as cursor:
        for key in sorted({desk.pk for desk in desks}):
            cursor.execute(_TAKE, stored(DeskRevision, desk=key))


def _take_own(ticket: Ticket, adviser: User, at: datetime, *others: Desk) -> None:
    """Take the queues. Raises RefusedError when a colleague is busy with this ticket."""
    _take_queue(ticket.desk, *others)
    place = _place(ticket.desk, adviser)
    # Whoever does something is there. Once the queue is taken: others wait in that order too.
    if place and (place.active_at is None or abs(at - place.active_at) >= _PRECISELY):
        Counter.objects.filter(pk=place.pk).update(active_at=at)
    insist(rules.may_take(ticket, place))


def _place(desk: Desk, adviser: User) -> Counter | None:
    """Where the adviser sits: at one place at most, so in no order."""
    return next(iter(Counter.objects.filter(desk=desk, adviser=adviser).order_by()), None)


def _own_place(desk: Desk, adviser: User, at: datetime) -> Counter:
    """Where the adviser sits, busy now. Raises RefusedError when they left a moment ago."""
    with connection.cursor() as cursor:
        cursor.execute(_SIT, stored(Counter, active_at=at, desk=desk.pk, adviser=adviser.pk))
        found = cursor.fetchone()
    if found is None:
        raise RefusedError(rules.NO_PLACE)
    return Counter(pk=Counter._meta.pk.to_python(found[0]), desk=desk, adviser=adviser)


def _call(ticket: Ticket, place: Counter, by: str, at: datetime) -> None:
    try:
        _move(
            ticket, State.CALLED, by, at, counter_id=place.pk, adviser_id=place.adviser_id,
            called_at=at, call_count=1,
        )  # fmt: skip
    except IntegrityError:
        # The adviser has a visitor, perhaps since this very moment: all that was done is undone.
        raise RefusedError(rules.BUSY) from None


def _start_if_called(ticket: Ticket, by: str, at: datetime) -> None:
    """Somebody forgot to say that the visitor came: nobody knows how long it took."""
    if ticket.state == State.CALLED:
        _move(ticket, State.IN_SERVICE, by, at, time_inaccurate=True)


def _move(ticket: Ticket, to: State, by: str, at: datetime, **values: Any) -> None:
    """One step. Raises RefusedError when there is no such step, or somebody else took one first."""
    insist(rules.may_move(ticket, to))
    is_first = change(ticket, "state", "call_count", state=to, **values)
    insist(None if is_first else rules.TAKEN)
    _note_event(ticket, by, _end_event(ticket, at))


def _end_event(ticket: Ticket, at: datetime) -> datetime:
    """When the stretch of time ended that went on until now."""
    with connection.cursor() as cursor:
        cursor.execute(_END, stored(TicketEvent, ended_at=at, ticket=ticket.pk, started_at=at))
        if cursor.rowcount:
            return at
    # The clocks of two computers differ a little.
    event = TicketEvent.objects.get(ticket=ticket, ended_at=None)
    change(event, ended_at=event.started_at)
    return event.started_at


def _note_event(ticket: Ticket, by: str, at: datetime) -> None:
    ended_at = at if ticket.state in TERMINAL else None
    insert(TicketEvent(ticket=ticket, state=ticket.state, started_at=at, ended_at=ended_at, by=by))


def _once(desk: Desk, request_key: UUID, act: Callable[[], Ticket]) -> Ticket:
    """All or nothing, and once for each request: again it gives the visitor's last ticket."""
    try:
        with transaction.atomic():
            return act()
    except IntegrityError:
        # When this very request came before, that one is over by now.
        found = Ticket.objects.filter(visit__desk=desk, visit__request_key=request_key)
        ticket = found.select_related("desk", "visit").order_by("pk").last()
        if ticket is None:
            raise
        return ticket


def _come_in(
    desk: Desk, request_key: UUID, channel: str, arrived_at: datetime, **values: Any
) -> Visit:
    """A new visit. Raises IntegrityError when this very request came before."""
    visit = Visit(
        desk=desk, request_key=request_key, channel=channel, arrived_at=arrived_at,
        secret_hash=hash_of(visit_secret(desk.pk, request_key)), **values,
    )  # fmt: skip
    insert(visit)
    return visit


def _count_on(desk: Desk, at: datetime, prefix: str, numbers: int = 1) -> int:
    """Give out so many numbers of the day, from 1 on. Returns the last of them."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT_ON, stored(
            NumberSeries, desk=desk.pk, service_day=service_day(at), prefix=prefix, last=numbers
        ))  # fmt: skip
        return int(cursor.fetchone()[0])


def _new_ticket(
    visit: Visit,
    desk: Desk,
    by: str,
    at: datetime,
    *,
    paper_number: int | None = None,
    **values: Any,
) -> Ticket:
    """A ticket with the next number of the day, or with one that was reserved."""
    if paper_number is None:
        number, prefix = _count_on(desk, at, desk.prefix), desk.prefix
    else:
        number, prefix = paper_number, PAPER_PREFIX
    ticket = Ticket(
        visit=visit, desk=desk, service_day=service_day(at), prefix=prefix, number=number, **values
    )
    insert(ticket)
    _note_event(ticket, by, at)
    return ticket
