"""Who is told what about an appointment.

What happens with an appointment says in its own transaction that there is news (`to_tell`). Making
mails of it takes longer than booking: a worker does that (`waiting_actions.tell_people`) and puts
them in the outbox in the transaction that takes the mark away.

A message about an appointment that ended is withdrawn, and just before it leaves
`rules.is_still_expected` is asked (settings.OUTBOX_CHECKS).
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any, Final

from django.utils.translation import override

from werkcentrum.appointments import ics, notices
from werkcentrum.appointments.models import Appointment, AppointmentSlot, Tell
from werkcentrum.appointments.notices import Told
from werkcentrum.appointments.queries import adviser_name
from werkcentrum.appointments.states import State
from werkcentrum.casework.models import Client
from werkcentrum.core import outbox
from werkcentrum.core.notices import Notice
from werkcentrum.core.phone import international
from werkcentrum.partners.hours import instant
from werkcentrum.partners.queries import sender_of

# What `outbox.message` is given, for each message.
Messages = list[dict[str, Any]]
# `rules.is_still_expected` is asked for the first; the second says that it ended, so it always is.
ABOUT: Final = "appointment"
ABOUT_THE_END: Final = "appointment-ended"
# A reminder comes the day before, in the morning, unless somebody booked shortly before.
_REMIND_AT: Final = time(10)
_NOT_SHORTLY_AFTER: Final = timedelta(hours=12)
# Later than this before the start, it comes too late to be of use.
_USEFUL_UNTIL: Final = timedelta(hours=1)
_MOBILE: Final = "+316"


def about(appointment: Appointment) -> str:
    """What a message is about, for the outbox."""
    return f"{ABOUT}:{appointment.pk}"


def news(appointment: Appointment, at: datetime) -> Messages:
    """What is to be told now about this appointment (`to_tell`), not put in the outbox yet."""
    tell = {Tell.BOOKED: _booked, Tell.MOVED: _moved, Tell.CANCELLED: _cancelled}
    return tell[Tell(appointment.to_tell)](_told(appointment), at)


def put(messages: Messages) -> None:
    """Have them sent when this transaction commits."""
    for message in messages:
        outbox.put_all([outbox.message(**message)])


def tell_other_adviser(appointment: Appointment, at: datetime) -> None:
    """Whoever chose an adviser hears that it will be another."""
    told = _told(appointment)
    key = f"adviser-{appointment.adviser_id}-{at.isoformat()}"
    put(_message(told, notices.other_adviser(told), key, at))


def tell_please_move(appointment: Appointment, at: datetime) -> bool:
    """Ask to choose another time; False when there is no address to write to."""
    told = _told(appointment)
    messages = _message(told, notices.please_move(told), f"please-move-{at.isoformat()}", at)
    put(messages)
    return bool(messages)


def tell_earlier(appointment: Appointment, slot: AppointmentSlot, at: datetime) -> None:
    """There is an earlier place."""
    told = _told(appointment)
    notice = notices.earlier_place(told, slot.starts_at.astimezone(slot.location.zone))
    put(_message(told, notice, f"earlier-{slot.pk}", at, expires_at=slot.starts_at))


def remind_elsewhere(appointment: Appointment, at: datetime) -> None:
    """Somebody is reached in another way now: what waits for the way before does not leave."""
    stop_telling(appointment, at)
    put(_reminder(_told(appointment), at, f"reminder-{at.isoformat()}"))


def stop_telling(appointment: Appointment, at: datetime) -> None:
    """Nothing more is said about it."""
    outbox.cancel(about=about(appointment), at=at)


def reachable(client: Client | None) -> tuple[str, str] | None:
    """By which way somebody can be written to, and the address; None for a voice only."""
    if client is None:
        return None
    if client.reach == Client.Reach.MAIL:
        return outbox.Channel.MAIL, client.address
    if client.reach == Client.Reach.LETTER:
        return outbox.Channel.LETTER, client.address
    number = international(client.address) or international(f"+{client.address}")
    return (outbox.Channel.SMS, number) if number.startswith(_MOBILE) else None


def _booked(told: Told, at: datetime) -> Messages:
    """Confirm it, or ask to confirm it; and remind when the time comes."""
    appointment = told.appointment
    if appointment.state == State.PENDING:
        return _message(
            told, notices.to_confirm(told), "to-confirm", at, is_asked_for=True,
            expires_at=appointment.expires_at,
        )  # fmt: skip
    confirmation = _message(
        told, notices.confirmed(told), "confirmed", at, is_asked_for=True,
        attachments=[_file(told, ics.REQUEST, at)],
    )  # fmt: skip
    return confirmation + _reminder(told, at)


def _moved(told: Told, at: datetime) -> Messages:
    """The new time; what was to be said about the old one was withdrawn when it went."""
    moved = _message(
        told, notices.moved(told, told.appointment.moved_from), "moved", at, is_asked_for=True,
        attachments=[_file(told, ics.REQUEST, at)],
    )  # fmt: skip
    return moved + _reminder(told, at)


def _cancelled(told: Told, at: datetime) -> Messages:
    """It does not go on. At night only whoever called it off is told so."""
    return _message(
        told, notices.cancelled(told), "cancelled", at,
        is_asked_for=told.appointment.reason == Appointment.Reason.CLIENT,
        attachments=[_file(told, ics.CANCEL, at)], is_end=True,
    )  # fmt: skip


def _reminder(told: Told, at: datetime, key: str = "reminder") -> Messages:
    appointment = told.appointment
    client = appointment.client
    zone = appointment.location.zone
    day = appointment.local_start.date() - timedelta(days=1)
    due = instant(zone, day, _REMIND_AT)
    is_useful = client is not None and client.reach != Client.Reach.LETTER
    if not is_useful or due - at < _NOT_SHORTLY_AFTER:
        return []
    return _message(
        told, notices.reminder(told), key, at, not_before=due,
        expires_at=appointment.starts_at - _USEFUL_UNTIL,
    )  # fmt: skip


def _told(appointment: Appointment) -> Told:
    return Told(appointment, sender_of(appointment.region), adviser_name(appointment))


def _file(told: Told, method: str, at: datetime) -> outbox.Attachment:
    with override(told.language):
        return ics.attachment(told.appointment, sender=told.sender, method=method, at=at)


def _message(
    told: Told,
    notice: Notice,
    kind: str,
    at: datetime,
    *,
    is_asked_for: bool = False,
    not_before: datetime | None = None,
    expires_at: datetime | None = None,
    attachments: Sequence[outbox.Attachment] = (),
    is_end: bool = False,
) -> Messages:
    """One message as the outbox takes it; none for whom we cannot write to."""
    way = reachable(told.appointment.client)
    if way is None:
        return []
    channel, to = way
    appointment = told.appointment
    return [{
        "notice": notice,
        "channel": channel,
        "to": to,
        "sender": told.sender,
        "at": at,
        "key": f"{about(appointment)}:{kind}",
        "about": f"{ABOUT_THE_END}:{appointment.pk}" if is_end else about(appointment),
        "is_asked_for": is_asked_for,
        "not_before": not_before,
        "expires_at": expires_at,
        "attachments": attachments if channel == outbox.Channel.MAIL else (),
    }]  # fmt: skip
