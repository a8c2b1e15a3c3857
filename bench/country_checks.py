"""What people were told, beside what the database holds: nothing lost, nothing twice.

Whoever got no answer in time was told nothing: either outcome is right for them.
"""

from collections import Counter as Counts
from collections.abc import Iterator

from django.db import connection
from django.db.models import Count, F, Max, Min, QuerySet, Sum

from bench.country_load import Ledger
from werkcentrum.appointments.models import Appointment, AppointmentSlot
from werkcentrum.appointments.states import OCCUPIES, State
from werkcentrum.casework.models import ContactMoment
from werkcentrum.core import clock
from werkcentrum.core.models import OutboxMessage
from werkcentrum.desk import states as desk_states
from werkcentrum.desk.models import Ticket, TicketEvent, Visit

_WAITING = (OutboxMessage.State.QUEUED, OutboxMessage.State.CLAIMED)


def on_its_way() -> int:
    """How many messages should still leave now."""
    count = OutboxMessage.objects.filter(state__in=_WAITING, due_at__lte=clock.now()).count()
    connection.close()
    return count


def compare(ledger: Ledger, taken: Counts[str]) -> Iterator[str]:
    """A line for each thing that must hold; `taken`: how often a mail server took each message."""
    yield f"{'':52s} {'told':>6s} {'found':>6s} {'lost':>5s} {'double':>6s}"
    yield from _tickets(ledger)
    yield from _appointments(ledger)
    yield from _messages(taken)
    yield f"refused because the place was gone: {ledger.refused}"
    yield f"polls left out because the one before had no answer yet: {ledger.skipped_polls}"
    yield f"people without an answer in time: {len(ledger.unanswered)}"
    yield f"unclear: {dict(ledger.unclear) or 'nothing'}"


def _line(name: str, told: int, found: int, *, lost: int = 0, double: int = 0) -> str:
    verdict = "  WRONG" if lost or double else ""
    return f"{name:52s} {told:6d} {found:6d} {lost:5d} {double:6d}{verdict}"


def _both(name: str, told: set[str], found: set[str], unsure: set[str]) -> str:
    """What should be the same on both sides."""
    lost, double = told - found, found - told - unsure
    return _line(name, len(told), len(found), lost=len(lost), double=len(double))


def _tickets(ledger: Ledger) -> Iterator[str]:
    visits = {str(key) for key in Visit.objects.values_list("request_key", flat=True)}
    yield _both("visitors with a number", ledger.numbers, visits, ledger.unanswered)
    series = Ticket.objects.order_by().values("desk", "service_day", "prefix").annotate(
        count=Count("pk"), numbers=Count("number", distinct=True), first=Min("number"),
        last=Max("number"),
    )  # fmt: skip
    gaps = sum(row["last"] - row["numbers"] + row["first"] - 1 for row in series)
    doubles = sum(row["count"] - row["numbers"] for row in series)
    total = Ticket.objects.count()
    yield _line("numbers, from 1 on at each desk", total, total, lost=gaps, double=doubles)
    twice = [ticket for ticket, places in ledger.calls.items() if len(places) > 1]
    called = TicketEvent.objects.filter(state="called").values("ticket").distinct().count()
    yield _line("calls, each by one adviser", len(ledger.calls), called, double=len(twice))
    done = {str(pk) for pk in _done().values_list("ticket", flat=True)}
    lost = ledger.finished - done
    yield _line("people helped", len(ledger.finished), len(done), lost=len(lost))
    events, contacts = _done().count(), ContactMoment.objects.count()
    yield _line(
        "helped once, with one contact moment", len(done), contacts,
        lost=max(0, len(done) - contacts), double=events - len(done) + max(0, contacts - events),
    )  # fmt: skip


def _done() -> QuerySet[TicketEvent]:
    return TicketEvent.objects.filter(state=desk_states.State.DONE)


def _appointments(ledger: Ledger) -> Iterator[str]:
    made = {
        str(key): state for key, state in Appointment.objects.values_list("request_key", "state")
    }
    standing = {key for key, state in made.items() if state == State.BOOKED}
    yield _both("appointments that stand", ledger.standing, standing, ledger.unanswered)
    ended = {key for key, state in made.items() if state == State.CANCELLED_BY_CLIENT}
    yield _both("appointments called off", ledger.cancelled, ended, ledger.unanswered)
    rows = Appointment.objects.filter(state__in=OCCUPIES).order_by().values("slot")
    people = {row["slot"]: row["n"] for row in rows.annotate(n=Sum("party_size"))}
    booked = dict(AppointmentSlot.objects.filter(booked__gt=0).values_list("pk", "booked"))
    missing = sum(max(0, n - booked.get(pk, 0)) for pk, n in people.items())
    over = sum(max(0, n - people.get(pk, 0)) for pk, n in booked.items())
    over += AppointmentSlot.objects.filter(booked__gt=F("capacity")).count()
    yield _line(
        "places, as the slots count them", sum(people.values()), sum(booked.values()),
        lost=missing, double=over,
    )  # fmt: skip


def _of_kind(kind: str, may: QuerySet[Appointment], must: QuerySet[Appointment]) -> str:
    """The appointments of which somebody may be told this, and those of which somebody must be."""
    keys = OutboxMessage.objects.filter(key__endswith=f":{kind}").values_list("key", flat=True)
    found = Counts(key.split(":")[1] for key in keys)
    told, needed = ({str(pk) for pk in some.values_list("pk", flat=True)} for some in (may, must))
    return _line(
        f"messages: {kind}", len(told), len(found), lost=len(needed - found.keys()),
        double=found.total() - len(found.keys() & told),
    )  # fmt: skip


def _messages(taken: Counts[str]) -> Iterator[str]:
    ever = Appointment.objects.filter(events__state=State.BOOKED).distinct()
    begun, moved = ever.filter(moved_from=None), ever.exclude(moved_from=None)
    ended = ever.filter(state=State.CANCELLED_BY_CLIENT)
    # Whoever moves or ends it before they were told of the time before is told of the last only.
    yield _of_kind("confirmed", begun, begun.filter(state=State.BOOKED))
    yield _of_kind("moved", moved, moved.filter(state=State.BOOKED))
    yield _of_kind("cancelled", ended, ended)
    rows = list(OutboxMessage.objects.only("pk", "turn", "state", "due_at"))
    sent = {row.reference for row in rows if row.state == OutboxMessage.State.SENT}
    unsure = {row.reference for row in rows if row.state == OutboxMessage.State.UNCERTAIN}
    twice = [name for name, count in taken.items() if count > 1 or name not in sent | unsure]
    yield _line(
        "messages sent, and taken by the mail server", len(sent), len(taken),
        lost=len(sent - taken.keys()), double=len(twice),
    )  # fmt: skip
    late = sum(row.state in _WAITING and row.due_at <= clock.now() for row in rows)
    yield _line("messages that should have left and did not", 0, late, lost=late)
    arrived = len(unsure & taken.keys())
    yield (
        f"under way when their sender was killed, shown to a person: {len(unsure)}, "
        f"of which arrived {arrived}"
    )
