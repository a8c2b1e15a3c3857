"""A meeting as a calendar reads it (RFC 5545): the same UID, so that it moves along.

Instants in UTC, which every calendar shows on its own clock. Only the subjects of public pages: the
titles of the agenda, never what people said.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from werkcentrum.governance.meetings.models import Meeting


def calendar_of(meeting: Meeting, titles: Iterable[str], *, at: datetime) -> str:
    """The whole file. `titles`: the points of the agenda."""
    calendar = Calendar()
    calendar.add("prodid", "-//Werkcentrum//vergaderingen//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    event = Event()
    event.add("uid", f"{meeting.pk}@werkcentrum")
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", meeting.starts_at.astimezone(UTC))
    event.add("dtend", meeting.ends_at.astimezone(UTC))
    event.add("summary", _("Vergadering: %(name)s") % {"name": meeting.body.name})
    event.add("location", meeting.place)
    points = [f"{number}. {title}" for number, title in enumerate(titles, start=1)]
    if points:
        event.add("description", "\n".join(points))
    is_off = meeting.state == Meeting.State.CANCELLED
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    calendar.add_component(event)
    return str(calendar.to_ical().decode())
