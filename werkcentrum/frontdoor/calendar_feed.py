"""The hours of a location as a calendar (iCalendar, RFC 5545) that somebody can follow."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vText

from werkcentrum.core.languages import current_language
from werkcentrum.frontdoor.locations import Tables, timetables_of
from werkcentrum.partners.hours import Span
from werkcentrum.partners.models import HoursKind, Location, Region

CONTENT_TYPE = "text/calendar; charset=utf-8"
# So far ahead everything that is known of holidays and exceptions counts, in days.
DAYS_AHEAD = 84
# How often a calendar program need look again.
_REFRESH = timedelta(hours=4)


def location_feed(region: Region, key: str, *, at: datetime, address: str) -> bytes | None:
    """The calendar of one location; None when there is no such key.

    `address` is the full URL of its page. Every opening is an event of its own: then holidays,
    exceptions and closures are right in every program, also in those that read no rules.
    """
    found = next((pair for pair in timetables_of(region) if pair[0].key == key), None)
    if found is None:
        return None
    location, tables = found
    calendar = Calendar()
    calendar.add("prodid", f"-//Werkcentrum//{region.key}//{current_language().upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    # The package knows no type for what is not in the standard, and would not escape it.
    calendar.add("x-wr-calname", vText(_("Tijden van %(name)s") % {"name": location.name}))
    calendar.add("refresh-interval", _REFRESH, parameters={"value": "DURATION"})
    for event in _events(location, tables, at, address):
        calendar.add_component(event)
    calendar.add_missing_timezones()
    written: bytes = calendar.to_ical()
    return written


def _events(location: Location, tables: Tables, at: datetime, address: str) -> list[Event]:
    today = at.astimezone(location.zone).date()
    days = [today + timedelta(days=offset) for offset in range(DAYS_AHEAD + 1)]
    return [
        _event(location, kind, place, span, at, address)
        for kind, table in tables.items()
        for day in days
        for place, span in enumerate(table.on(day))
    ]


def _event(
    location: Location, kind: HoursKind, place: int, span: Span, at: datetime, address: str
) -> Event:
    event = Event()
    # The same opening of the same day keeps its id when its time moves.
    event.add("uid", f"{span.on:%Y%m%d}-{kind.value}-{place}-{location.pk}@werkcentrum")
    event.add("dtstamp", at)
    event.add("dtstart", span.starts_at.astimezone(span.zone))
    event.add("dtend", span.ends_at.astimezone(span.zone))
    event.add("summary", f"{location.name}: {kind.label}")
    where = (location.street, f"{location.postcode} {location.place}".strip())
    event.add("location", ", ".join(part for part in where if part))
    event.add("url", address)
    # It takes nobody's time.
    event.add("transp", "TRANSPARENT")
    return event
