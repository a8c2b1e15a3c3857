"""What may happen with an appointment, and why not."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _

from werkcentrum.accounts.roles import Permission
from werkcentrum.appointments.models import (
    Appointment,
    AppointmentSlot,
    Channel,
    ServiceType,
    WaitingListEntry,
)
from werkcentrum.appointments.states import CANCELLED, STEPS, State
from werkcentrum.core.refusal import Refusal

# So long a place is kept for whoever fills in the form, and for whoever must confirm by mail.
HELD_FOR: Final = timedelta(minutes=15)
PENDING_FOR: Final = timedelta(hours=2)
# Who comes so late is still not a no-show.
GRACE: Final = timedelta(minutes=30)
# A no-show that turns out to have been there is put right for so long.
REVERSIBLE_FOR: Final = timedelta(days=7)
# Of one location and day, for people who are filling in the form. Others book without a hold.
MOST_HELD: Final = 6
# More appointments at one time nobody needs; a robot would go on.
MOST_OPEN: Final = 3
MOST_PEOPLE: Final = 10
MOST_PLACES: Final = 200
# An earlier time is offered to whoever waits longer than this, when it is so much earlier.
WAITS_LONG: Final = timedelta(days=7)
MUCH_EARLIER: Final = timedelta(days=2)
MOST_OFFERS: Final = 3
BETWEEN_OFFERS: Final = timedelta(days=1)


def just_taken() -> Refusal:
    """Somebody else was first."""
    return Refusal(_("Iemand anders was u net voor. Kies een andere tijd."))


def too_few_places() -> Refusal:
    """There are places, but not so many."""
    return Refusal(_("Zoveel plaatsen zijn er niet meer. Kies een andere tijd."))


def already_booked() -> Refusal:
    """The same person, the same moment."""
    return Refusal(_("U heeft op dit moment al een afspraak."))


def no_adviser() -> Refusal:
    """The slot has room, the person has not."""
    return Refusal(_("Deze medewerker kan dan niet. Kies een andere tijd."))


def no_companion() -> Refusal:
    """Whoever would come along has something else then."""
    return Refusal("Deze collega van de partner kan dan niet. Kies een andere tijd.")


def may_step(appointment: Appointment, to: State) -> Refusal | None:
    """Whether the table of steps has this one."""
    if to in STEPS[State(appointment.state)]:
        return None
    if appointment.state in CANCELLED:
        return Refusal(_("Deze afspraak is al afgezegd."))
    if appointment.state == State.RESCHEDULED:
        return Refusal(_("Deze afspraak is al verzet."))
    return Refusal(_("Dat kan niet meer met deze afspraak."))


def may_book(
    slot: AppointmentSlot,
    *,
    channel: str | None,
    party_size: int,
    at: datetime,
    is_staff: bool,
    is_covered: bool,
) -> Refusal | None:
    """Whether a place may be asked for; that there is one is seen when it is taken.

    `is_covered`: the location is still open for appointments then.
    """
    kind = slot.service_type
    if (slot.ends_at if is_staff else slot.starts_at) <= at:
        return Refusal(_("Deze tijd is al voorbij. Kies een andere tijd."))
    if not is_covered:
        return Refusal(_("Op deze tijd zijn er geen afspraken meer. Kies een andere tijd."))
    if not is_staff and kind and not kind.is_public:
        return Refusal(_("Voor deze afspraak kunt u ons bellen."))
    if not is_staff and kind and slot.starts_at < at + timedelta(hours=kind.notice_hours):
        return Refusal(_("Deze tijd is te snel. Kies een latere tijd, of loop binnen."))
    if channel is not None and channel not in channels_of(kind):
        return Refusal(_("Zo kan deze afspraak niet. Kies hoe u ons wilt spreken."))
    if not 1 <= party_size <= (MOST_PEOPLE if slot.capacity > 1 else 1):
        return Refusal(_("Met zoveel mensen kan dit niet."))
    return None


def channels_of(kind: ServiceType | None) -> Sequence[str]:
    """How people can speak about this; a group comes together."""
    return [key for key in Channel.values if key in kind.channels] if kind else [Channel.OFFICE]


def may_book_again(*, open_count: int) -> Refusal | None:
    """Whether somebody with so many appointments to come may book one more."""
    if open_count >= MOST_OPEN:
        return Refusal(_("U heeft al %(count)s afspraken. Zeg er eerst een af.")
                       % {"count": open_count})  # fmt: skip
    return None


def no_address() -> Refusal:
    """Nobody can be written to."""
    return Refusal("Wij hebben geen e-mailadres of mobiel nummer. Bel de bezoeker, of wacht.")


def may_be_given(appointment: Appointment) -> Refusal | None:
    """Whether staff may still change who has a conversation, or whether it goes on."""
    if appointment.state in (State.BOOKED, State.PENDING, State.ARRIVED):
        return None
    return Refusal(f"Dat kan niet meer: deze afspraak is ‘{State(appointment.state).label}’.")


def other_kind() -> Refusal:
    """A time of something else than what was chosen."""
    return Refusal("Deze tijd hoort bij iets anders. Kies een tijd uit de lijst.")


def may_take_over(appointment: Appointment, slot: AppointmentSlot) -> Refusal | None:
    """Whether a slot is for the same as this appointment; staff move nothing to something else."""
    is_group = appointment.slot.offer_id is None
    is_same = slot.offer_id is None if is_group else slot.offer_id is not None
    same_kind = is_group or slot.service_type_id == appointment.service_type_id
    return None if is_same and same_kind else other_kind()


def may_be_absent(*, starts_at: datetime, ends_at: datetime, at: datetime) -> Refusal | None:
    """Whether somebody can be away then."""
    if ends_at <= starts_at:
        return Refusal("Het einde moet na het begin zijn.")
    if ends_at <= at:
        return Refusal("Deze tijd is al voorbij. Kies een latere tijd.")
    return None


def may_overbook(user: Any, region: Any) -> Refusal | None:
    """Whether somebody may give a place that is not there."""
    if user.may(Permission.OVERBOOK, region):
        return None
    return Refusal("U mag geen afspraak maken op een tijd die vol is. Vraag de coördinator.")


def may_change(appointment: Appointment, *, at: datetime) -> Refusal | None:
    """Whether it can still be moved or cancelled: until it begins."""
    if appointment.state == State.BOOKED and appointment.starts_at <= at:
        return Refusal(_("Deze afspraak is al begonnen of voorbij."))
    return None


def may_arrive(appointment: Appointment, *, at: datetime) -> Refusal | None:
    """Not before its day."""
    if appointment.local_start.date() > at.astimezone(appointment.location.zone).date():
        return Refusal("Deze afspraak is op een andere dag. Verzet hem eerst.")
    return None


def may_be_no_show(appointment: Appointment, *, at: datetime) -> Refusal | None:
    """Only when it is over, and some time more."""
    if appointment.ends_at + GRACE > at:
        return Refusal("Dit kan pas een half uur na het einde van de afspraak.")
    return None


def may_be_attended(appointment: Appointment, *, at: datetime) -> Refusal | None:
    """On its day or later, and after a no-show for a week."""
    if appointment.state == State.NO_SHOW and appointment.ends_at + REVERSIBLE_FOR <= at:
        return Refusal("Dit kan tot een week na de afspraak.")
    return may_arrive(appointment, at=at)


def may_wait(appointment: Appointment, *, at: datetime) -> Refusal | None:
    """Whether somebody can ask for an earlier time."""
    if appointment.state != State.BOOKED:
        return Refusal(_("Dat kan niet meer met deze afspraak."))
    if appointment.starts_at - at <= WAITS_LONG:
        return Refusal(_("Uw afspraak is al binnen een week. Eerder lukt bijna nooit."))
    return None


def was_told(entry: WaitingListEntry, *, since: datetime) -> bool:
    """Whether somebody on the waiting list heard of a place after this moment."""
    return entry.offered_at is not None and entry.offered_at > since


def may_plan_session(
    *, starts_at: datetime, ends_at: datetime, capacity: int, at: datetime
) -> Refusal | None:
    """Whether a group session can be planned then."""
    if starts_at <= at:
        return Refusal("Deze tijd is al voorbij. Kies een latere tijd.")
    if ends_at <= starts_at:
        return Refusal("Het einde moet na het begin zijn.")
    if not 1 <= capacity <= MOST_PLACES:
        return Refusal(f"Kies 1 tot {MOST_PLACES} plaatsen.")
    return None


def is_still_expected(key: str) -> bool:
    """Whether a message about this appointment, by its id, is still true; asked as it leaves."""
    rows = Appointment.objects.filter(pk=key, state__in=(State.BOOKED, State.PENDING))
    return rows.exists()
