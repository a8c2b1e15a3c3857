"""What people were told, beside what the database holds: nothing lost, nothing twice."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection
from django.db.models import Count, F, Max, Min, Q, Sum

from bench.country_load import Ledger
from werkcentrum.appointments.models import Appointment, AppointmentSlot
from werkcentrum.appointments.states import OCCUPIES, State
from werkcentrum.casework.models import ContactMoment
from werkcentrum.core import clock
from werkcentrum.core.models import OutboxMessage
from werkcentrum.desk.models import NumberSeries, Ticket, TicketEvent, Visit

_WAITING = (OutboxMessage.State.QUEUED, OutboxMessage.State.CLAIMED)


def on_its_way() -> int:
    """How many messages should still leave now."""
    count = OutboxMessage.objects.filter(state__in=_WAITING, due_at__lte=clock.now()).count()
    connection.close()
    return count


def compare(ledger: Ledger, mailbox: Any) -> Iterator[str]:
    """A line for each thing that must hold, with what was found."""
    yield f"{'':58s} {'told':>7s} {'found':>7s} {'wrong':>6s}"
    yield from _tickets(ledger)
    yield from _appointments(ledger)
    yield from _messages(mailbox)
    yield f"refused because the place was gone: {ledger.refused}"
    yield f"polls left out because the one before had no answer: {ledger.skipped_polls}"
    yield f"unclear: {dict(ledger.unclear) or 'nothing'}"


def _line(name: str, told: int, found: int, wrong: int) -> str:
    return f"{name:58s} {told:7d} {found:7d} {wrong:6d}{'' if not wrong else '  WRONG'}"


def _tickets(ledger: Ledger) -> Iterator[str]:
    known = {str(key) for key in Visit.objects.values_list("request_key", flat=True)}
    yield _line("numbers: each visitor has one visit", len(ledger.numbers), len(known), len(ledger.numbers - known))
    rows = Ticket.objects.values("desk", "service_day", "prefix").annotate(
        tickets=Count("pk"), numbers=Count("number", distinct=True), most=Max("number"),
        least=Min("number"),
    )  # fmt: skip
    torn = [r for r in rows.order_by() if not r["tickets"] == r["numbers"] == r["most"] or r["least"] != 1]
    total = Ticket.objects.count()
    yield _line("numbers: from 1 on without gap or double, at each desk", total, total, len(torn))
    twice = [ticket for ticket, places in ledger.calls.items() if len(places) > 1]
    called = TicketEvent.objects.filter(state="called").values("ticket").distinct().count()
    yield _line("calls: a number is called by one adviser", len(ledger.calls), called, len(twice))
    done = {str(pk) for pk in Ticket.objects.filter(state="done").values_list("pk", flat=True)}
    yield _line("helped: each is done in the database", len(ledger.finished), len(done), len(ledger.finished - done))
    events = TicketEvent.objects.filter(state="done").values("ticket").annotate(n=Count("pk"))
    contacts = ContactMoment.objects.count()
    yield _line("helped: done once, with one contact moment", len(done), contacts, abs(contacts - len(done)) + events.filter(n__gt=1).count())


def _appointments(ledger: Ledger) -> Iterator[str]:
    made = {
        str(key): state for key, state in Appointment.objects.values_list("request_key", "state")
    }
    for name, keys, states in (
        ("booked", ledger.booked, {State.BOOKED, State.RESCHEDULED, State.CANCELLED_BY_CLIENT}),
        ("moved", ledger.moved, {State.BOOKED}),
        ("cancelled", ledger.cancelled, {State.CANCELLED_BY_CLIENT}),
    ):
        wrong = [key for key in keys if made.get(key) not in states]
        yield _line(f"appointments: {name}", len(keys), len(keys) - len(wrong), len(wrong))
    standing = sum(state == State.BOOKED for state in made.values())
    told = len(ledger.booked) - len(ledger.cancelled)
    yield _line("appointments: as many stand as people think", told, standing, abs(told - standing))
    taken = dict(
        Appointment.objects.filter(state__in=OCCUPIES).order_by().values_list("slot")
        .annotate(n=Sum("party_size"))
    )  # fmt: skip
    counted = dict(AppointmentSlot.objects.filter(booked__gt=0).values_list("pk", "booked"))
    wrong = [pk for pk in taken.keys() | counted.keys() if taken.get(pk, 0) != counted.get(pk, 0)]
    over = AppointmentSlot.objects.filter(booked__gt=F("capacity")).count()
    yield _line("slots: the counter is the number of people, within places", sum(taken.values()), sum(counted.values()), len(wrong) + over)


def _messages(mailbox: Any) -> Iterator[str]:
    rows = list(OutboxMessage.objects.all())
    for kind, states in (("confirmed", None), ("moved", None), ("cancelled", None)):
        keyed = [row for row in rows if row.key.endswith(f":{kind}")]
        expected = _expected(kind)
        yield _line(f"messages: one '{kind}' for each", expected, len(keyed), abs(expected - len(keyed)))
    sent = {row.reference for row in rows if row.state == OutboxMessage.State.SENT}
    unsure = {row.reference for row in rows if row.state == OutboxMessage.State.UNCERTAIN}
    lost = sent - mailbox.taken.keys()
    extra = mailbox.taken.keys() - sent - unsure
    twice = [name for name, count in mailbox.taken.items() if count > 1]
    yield _line("messages: sent, and taken by the mail server once", len(sent), len(mailbox.taken), len(lost) + len(extra) + len(twice))
    waiting = [r for r in rows if r.state in _WAITING and r.due_at <= clock.now()]
    yield _line("messages: none should have left and did not", 0, len(waiting), len(waiting))
    yield f"messages that were under way when their sender was killed, for a person to look at: {len(unsure)} ({len(unsure & mailbox.taken.keys())} had arrived)"


def _expected(kind: str) -> int:
    if kind == "confirmed":
        return Appointment.objects.filter(sequence=0).exclude(state__in=(State.HELD, State.EXPIRED)).count() - Appointment.objects.filter(sequence=1, state=State.CANCELLED_BY_CLIENT, events__isnull=True).count() if False else Appointment.objects.filter(events__state=State.BOOKED, moved_from=None).distinct().count()
    if kind == "moved":
        return Appointment.objects.filter(state=State.RESCHEDULED).count()
    return Appointment.objects.filter(state=State.CANCELLED_BY_CLIENT, events__state=State.BOOKED).distinct().count()
