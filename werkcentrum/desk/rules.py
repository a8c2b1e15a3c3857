"""What may happen in a queue, and who is next."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from werkcentrum.appointments.models import Appointment, Channel
from werkcentrum.core.refusal import Refusal
from werkcentrum.desk.models import Counter, Desk, Ticket, Visit, service_day
from werkcentrum.desk.states import ACTIVE, STEPS, TERMINAL, State

# More people do not wait at one desk; a robot at the door would go on.
MOST_OPEN: Final = 150
# Who comes for an appointment says so by phone from so long before; a host at any hour.
COMES_EARLY: Final = timedelta(minutes=30)
TAKEN = Refusal("Een collega was u net voor. Kijk op het scherm wie er nog wacht.")
BUSY = Refusal("U bent nog met een bezoeker bezig. Rond dat eerst af.")
NO_PLACE = Refusal("Kies eerst op welke plek u zit.")
PLACE_USED = Refusal("Op deze plek wordt nu iemand geholpen.")
SEATED = Refusal("U koos net een plek in een ander venster. Kijk waar u nu zit.")
NOBODY = Refusal("Er wacht niemand.")
NUMBER_TAKEN = Refusal("Dit nummer is al aan een ander gegeven. Vraag de bezoeker om te wachten.")
NOT_RESERVED = Refusal("Dit nummer hoort niet bij een blok van deze balie.")


def may_check_in(desk: Desk, *, channel: str, is_full: bool) -> Refusal | None:
    """Whether somebody can take a number; `is_full`: `MOST_OPEN` are open now. A host may do so at
    any hour."""
    if not desk.walk_in_enabled:
        return Refusal(_("Deze balie heeft geen inloop."))
    if channel in (Visit.Channel.KIOSK, Visit.Channel.DOOR) and not desk.is_receiving:
        return Refusal(_("De inloop is nu dicht. U kunt nu geen nummer nemen."))
    if is_full:
        return Refusal(_("Er wachten nu te veel mensen. Vraag een medewerker om hulp."))
    return None


def too_many_numbers() -> Refusal:
    """One network took more than a library full of people would."""
    return Refusal(_("Op dit netwerk zijn al veel nummers genomen. Vraag een medewerker om hulp."))


def may_receive(desk: Desk, appointment: Appointment, *, at: datetime) -> Refusal | None:
    """Whether whoever has this appointment comes in at this desk; that may be at any hour."""
    if appointment.channel != Channel.OFFICE:
        return Refusal("Dit gesprek is niet op een locatie, maar telefonisch of met beeldbellen.")
    if appointment.location_id != desk.location_id:
        return Refusal(f"Deze afspraak is op een andere plek: {appointment.place}.")
    if service_day(appointment.starts_at) != service_day(at):
        return Refusal("Deze afspraak is niet vandaag.")
    return None


def may_say_so(appointment: Appointment, *, at: datetime) -> Refusal | None:
    """Whether somebody can tell by phone that they are here."""
    if at >= appointment.ends_at:
        return Refusal(_("Uw afspraak is voorbij. Meld u bij de balie."))
    if at < appointment.starts_at - COMES_EARLY:
        return Refusal(_("U kunt dit doen vanaf een half uur voor uw afspraak."))
    return None


def may_move(ticket: Ticket, to: State) -> Refusal | None:
    """Whether the table of steps has this one."""
    if to in STEPS[State(ticket.state)]:
        return None
    if ticket.state in TERMINAL:
        return Refusal(f"Nummer {ticket.label} is al afgerond: {ticket.get_state_display()}.")
    now, then = ticket.get_state_display(), to.label
    return Refusal(f"Nummer {ticket.label} is nu ‘{now}’ en kan niet naar ‘{then}’.")


def may_take(ticket: Ticket, place: Counter | None) -> Refusal | None:
    """Whether whoever sits at this place may go on with this ticket."""
    if ticket.state in ACTIVE and (place is None or ticket.counter_id != place.pk):
        return Refusal(f"Met nummer {ticket.label} is een collega bezig.")
    return None


def may_call_again(ticket: Ticket, *, most: int) -> Refusal | None:
    """Whether somebody is called once more."""
    if ticket.state != State.CALLED:
        return may_move(ticket, State.CALLED) or Refusal(
            f"Nummer {ticket.label} is nog niet opgeroepen."
        )
    if ticket.call_count >= most:
        return Refusal(
            f"Nummer {ticket.label} is al {ticket.call_count} keer opgeroepen. "
            "Kies ‘Niet gekomen’. Wie later terugkomt, houdt zijn plaats."
        )
    return None


class InLine(NamedTuple):
    """A ticket that waits: of its fields, in their order, those that this rule and a call need."""

    id: UUID
    prefix: str
    number: int
    state: str
    arrived_at: datetime
    appointment_at: datetime | None
    passed: int
    call_count: int


def next_in_line(
    waiting: Sequence[InLine], *, at: datetime, most_passed: int
) -> tuple[InLine | None, list[InLine]]:
    """Who is called now, and who that passes. `waiting` is in order of arrival.

    Who came first goes first. Somebody with an appointment goes before as soon as it is time, but
    whoever waits is passed by at most `most_passed` people who came in later. Before its time an
    appointment goes only when nobody else waits.
    """
    walk_ins = [ticket for ticket in waiting if ticket.appointment_at is None]
    booked = sorted(
        (ticket for ticket in waiting if ticket.appointment_at),
        key=lambda t: t.appointment_at or at,
    )
    due = [ticket for ticket in booked if ticket.appointment_at and ticket.appointment_at <= at]
    for chosen in due:
        passed = [t for t in walk_ins if (t.arrived_at, t.id) < (chosen.arrived_at, chosen.id)]
        if all(ticket.passed < most_passed for ticket in passed):
            return chosen, passed
    others = [*walk_ins, *booked]
    return (others[0] if others else None), []
