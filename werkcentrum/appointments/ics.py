"""An appointment as a calendar reads it (RFC 5545, RFC 5546): the same UID, a higher SEQUENCE.

Instants in UTC, which every calendar shows on its own clock. Never what it is about: calendars are
shared with colleagues and family.
"""

from datetime import UTC, datetime
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from werkcentrum.appointments.models import Appointment, Channel
from werkcentrum.casework.models import Client
from werkcentrum.core.notices import Sender
from werkcentrum.core.outbox import Attachment

REQUEST: Final = "REQUEST"
CANCEL: Final = "CANCEL"


def invitation(appointment: Appointment, *, sender: Sender, method: str, at: datetime) -> str:
    """The whole file, in the language of the page or message. `method`: `REQUEST` or `CANCEL`."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Werkcentrum//{appointment.region.key}//NL")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(_event(appointment, sender, method, at))
    return str(calendar.to_ical().decode())


def attachment(
    appointment: Appointment, *, sender: Sender, method: str, at: datetime
) -> Attachment:
    """The file as it goes along with a mail."""
    text = invitation(appointment, sender=sender, method=method, at=at)
    return Attachment("afspraak.ics", f"text/calendar; method={method}", text)


def where(appointment: Appointment) -> str:
    """Where somebody has to be, in words."""
    if appointment.channel == Channel.PHONE:
        return _("Wij bellen u op.")
    if appointment.channel == Channel.VIDEO:
        return _("Met beeldbellen. U krijgt van ons een link.")
    return appointment.place


def _event(appointment: Appointment, sender: Sender, method: str, at: datetime) -> Event:
    event = Event()
    event.add("uid", str(appointment.series))
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", at)
    event.add("dtstart", appointment.starts_at.astimezone(UTC))
    event.add("dtend", appointment.ends_at.astimezone(UTC))
    event.add("summary", _("Afspraak bij %(name)s") % {"name": sender.name})
    event.add("location", where(appointment))
    event.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    organizer = vCalAddress(f"mailto:{sender.email or settings.DEFAULT_FROM_EMAIL}")
    organizer.params["cn"] = vText(sender.name)
    event.add("organizer", organizer)
    client = appointment.client
    if client is not None and client.reach == Client.Reach.MAIL:
        attendee = vCalAddress(f"mailto:{client.address}")
        attendee.params["partstat"] = vText("ACCEPTED")
        event.add("attendee", attendee)
    return event
