"""Where and when people can walk in, ready to be shown."""

import math
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from werkcentrum.appointments import queries as appointments
from werkcentrum.catalogue import texts
from werkcentrum.core import clock
from werkcentrum.core.addresses import link_to
from werkcentrum.core.languages import current_language
from werkcentrum.core.memory import Fragments, per_version
from werkcentrum.frontdoor.queries import catalogue_here
from werkcentrum.frontdoor.structured_data import location_json_ld
from werkcentrum.partners.hours import HOURS_ROWS, Span, Special, Timetable, hours_of
from werkcentrum.partners.models import Closure, Holiday, HoursKind, Location, Region
from werkcentrum.partners.queries import Place, distance_km, not_shown

# Exceptions this far ahead are shown on the location page, in days.
EXCEPTIONS_AHEAD_DAYS = 60
# A route planner that needs no account; the page says that the link leaves this site.
ROUTE_ADDRESS = "https://www.openstreetmap.org/directions?to={latitude},{longitude}"
# So many places to walk in beside something else; the page of locations shows all.
WALK_INS_SHOWN = 3
# In Dutch a point stands between hours and minutes, elsewhere a colon.
_CLOCK = {"nl": "G.i"}
_SMALL_DAYS = frozenset({"nl", "uk", "pl"})

Tables = dict[HoursKind, Timetable]


@dataclass(frozen=True)
class WalkIn:
    """The walk-in desk at one location: open now, or the next time."""

    location_name: str
    location_url: str
    place: str
    is_open: bool
    when: str
    is_example: bool
    distance: str


@dataclass(frozen=True)
class LocationCard:
    """A location in a list."""

    url: str
    name: str
    organisation: str
    street: str
    postcode: str
    place: str
    municipality: str
    status: str
    is_open: bool
    walk_in: str
    is_example: bool
    distance: str


@dataclass(frozen=True)
class HoursRow:
    """One day of the coming week."""

    day: str
    hours: str
    note: str
    is_today: bool
    is_open: bool


@dataclass(frozen=True)
class HoursTable:
    """The coming seven days for one kind of hours."""

    kind_label: str
    is_walk_in: bool
    rows: list[HoursRow]


@dataclass(frozen=True)
class ExceptionRow:
    """A dated exception still to come."""

    date: str
    text: str
    reason: str


@dataclass(frozen=True)
class LocationPage:
    """Everything on the page of one location."""

    card: LocationCard
    note: str
    accessibility: str
    opened: str
    weeks: list[HoursTable]
    exceptions: list[ExceptionRow]
    feed_url: str
    route_url: str
    booking_url: str
    json_ld: str


# Everybody who asks in the same minute gets the same.
_walk_ins_kept = Fragments(256)
# Everybody who asks on the same day.
_json_ld_kept = Fragments(256)


def walk_ins(
    region: Region,
    *,
    at: datetime,
    near: Place | None = None,
    on_paper: bool = False,
    most: int = WALK_INS_SHOWN,
) -> tuple[WalkIn, ...]:
    """The first walk-in desks with a coming time: nearest first, without a place soonest first.

    `on_paper`: with the date, since 'today' is another day when somebody reads it at home.
    """
    minute = at.replace(second=0, microsecond=0)
    key = (region.pk, region.content_version, current_language(), minute, near, on_paper, most)
    return _walk_ins_kept.get(key, lambda: _walk_ins(region, minute, near, on_paper, most))


def _walk_ins(
    region: Region, at: datetime, near: Place | None, on_paper: bool, most: int
) -> tuple[WalkIn, ...]:
    found = []
    for location, tables in timetables_of(region):
        span = tables[HoursKind.WALK_IN].next(at)
        if span:
            found.append((_far(near, location), span, location))
    found.sort(key=lambda row: (_nearness(row[0]), row[1].on, row[1].opens_at))
    moment = None if on_paper else at
    return tuple(_walk_in(location, span, moment, far) for far, span, location in found[:most])


def location_cards(
    region: Region, *, at: datetime, near: Place | None = None, municipality: str = ""
) -> list[LocationCard]:
    """All locations: nearest first when a place is known, else by name."""
    rows = [
        (_far(near, row), row, tables)
        for row, tables in timetables_of(region)
        if not municipality or row.municipality.key == municipality
    ]
    rows.sort(key=lambda row: _nearness(row[0]))
    return [_card(location, tables, at, far) for far, location, tables in rows]


def location_page(region: Region, key: str, *, at: datetime, address: str) -> LocationPage | None:
    """One location; None when there is no such key. `address` is the page's full URL."""
    found = next((pair for pair in timetables_of(region) if pair[0].key == key), None)
    if found is None:
        return None
    location, tables = found
    say = catalogue_here(region).say
    told = texts.location(location.key, vars(location), say)
    today = at.astimezone(location.zone).date()
    is_known = any(table.is_known for table in tables.values())
    return LocationPage(
        card=_card(location, tables, at, None),
        note=told.get("note", ""),
        accessibility=told.get("accessibility", ""),
        opened=date_format(location.opened_on, "j E Y") if location.opened_on else "",
        weeks=[
            HoursTable(
                kind_label=str(kind.label).capitalize(),
                is_walk_in=kind is HoursKind.WALK_IN,
                rows=_coming_week(table, at, say),
            )
            for kind, table in tables.items()
            if table.is_known
        ],
        exceptions=_exceptions(tables, today, say),
        feed_url=reverse("location_feed", args=[location.key]) if is_known else "",
        route_url=_route(location),
        booking_url=_booking(region, location),
        json_ld=_json_ld_kept.get(
            (location.pk, region.content_version, today, address),
            lambda: location_json_ld(location, tables, today, address=address),
        ),
    )


@per_version
def timetables_of(region: Region) -> tuple[tuple[Location, Tables], ...]:
    """The locations of a region with their timetables, by name; five queries per content version.

    Not those of a partner that no agreement makes part of the Werkcentrum.

    Every page with walk-in times needs them: reading them took a fifth of an answer page.
    """
    hidden = not_shown(region, on=clock.today())
    rows = Location.objects.filter(region=region).order_by("name")
    rows = rows.exclude(organisation__in=hidden) if hidden else rows
    rows = rows.select_related("organisation", "municipality")
    return tuple((row, tables_of(row)) for row in rows.prefetch_related(*HOURS_ROWS))


@per_version
def places_to_book(region: Region) -> frozenset[str]:
    """The keys of the locations where one can make an appointment on the website."""
    return appointments.places_to_book(region)


def tables_of(location: Location) -> Tables:
    """The timetable of every door of a location."""
    hours = hours_of(location)
    return {kind: Timetable(hours, kind) for kind in HoursKind}


def _far(near: Place | None, location: Location) -> float | None:
    return distance_km(near, location.latitude, location.longitude) if near else None


def _nearness(far: float | None) -> float:
    """For sorting: what is not known to be near comes last."""
    return math.inf if far is None else far


def _walk_in(location: Location, span: Span, at: datetime | None, far: float | None) -> WalkIn:
    return WalkIn(
        location_name=location.name,
        location_url=reverse("location", args=[location.key]),
        place=location.place,
        is_open=bool(at and span.contains(at)),
        when=_when(span, at),
        is_example=location.is_example,
        distance=_distance(far),
    )


def _card(location: Location, tables: Tables, at: datetime, far: float | None) -> LocationCard:
    walk_in = tables[HoursKind.WALK_IN].next(at)
    opening = tables[HoursKind.OPENING].next(at)
    return LocationCard(
        url=reverse("location", args=[location.key]),
        name=location.name,
        organisation=location.organisation.name,
        street=location.street,
        postcode=location.postcode,
        place=location.place,
        municipality=location.municipality.name,
        status=_status(opening, at) if opening or not walk_in else "",
        is_open=any(span and span.contains(at) for span in (opening, walk_in)),
        walk_in=_lower_first(_when(walk_in, at)) if walk_in else "",
        is_example=location.is_example,
        distance=_distance(far),
    )


def _status(span: Span | None, at: datetime) -> str:
    if span is None:
        return _("De openingstijden zijn nog niet bekend.")
    if span.contains(at):
        return _when(span, at)
    return _("Nu gesloten. Weer open: %(when)s") % {"when": _lower_first(_when(span, at))}


def _when(span: Span, at: datetime | None) -> str:
    """The time in words; without `at` nothing that is only true now."""
    if at and span.contains(at):
        return _("Nu open, tot %(until)s uur") % {"until": _time(span.closes_at)}
    return _("%(day)s, %(from)s tot %(until)s uur") % {
        "day": _day(span.on, at.astimezone(span.zone).date() if at else None),
        "from": _time(span.opens_at),
        "until": _time(span.closes_at),
    }


def _day(day: date, today: date | None) -> str:
    if day == today:
        return _("Vandaag")
    if today and day == today + timedelta(days=1):
        return _("Morgen")
    return date_format(day, "l j E").capitalize()


def _time(value: time) -> str:
    return time_format(value, _CLOCK.get(current_language(), "G:i"))


def _distance(kilometres: float | None) -> str:
    """In whole kilometres: it is a straight line, so no more exact than that."""
    if kilometres is None:
        return ""
    if kilometres < 1:
        return _("minder dan 1 km")
    return pgettext("afstand", "ongeveer %d km") % round(kilometres)


def _lower_first(text: str) -> str:
    """Inside a sentence, in the languages that write the days of the week small."""
    if current_language() not in _SMALL_DAYS:
        return text
    return text[:1].lower() + text[1:]


def _coming_week(table: Timetable, at: datetime, say: texts.Say) -> list[HoursRow]:
    today = table.today(at)
    days = [today + timedelta(days=offset) for offset in range(7)]
    return [
        HoursRow(
            day=date_format(day, "l j E").capitalize(),
            hours=hours_text(table.on(day)),
            note=reason_text(table.special(day), say),
            is_today=day == today,
            is_open=bool(table.on(day)),
        )
        for day in days
    ]


def reason_text(row: Special | None, say: texts.Say) -> str:
    """Why a day differs. A closure has words of the interface, the others those of the region."""
    if row is None:
        return ""
    if isinstance(row, Closure):
        return row.get_reason_display()
    return texts.reason(row.name if isinstance(row, Holiday) else row.reason, say)


def hours_text(spans: list[Span]) -> str:
    """The hours of one day in words."""
    if not spans:
        return _("gesloten")
    return ", ".join(
        _("%(from)s tot %(until)s uur")
        % {"from": _time(span.opens_at), "until": _time(span.closes_at)}
        for span in spans
    )


def _exceptions(tables: Tables, today: date, say: texts.Say) -> list[ExceptionRow]:
    last = today + timedelta(days=EXCEPTIONS_AHEAD_DAYS)
    rows = [
        (
            day,
            f"{str(kind.label).capitalize()}: {hours_text(table.on(day))}",
            reason_text(row, say),
        )
        for kind, table in tables.items()
        if table.is_known
        for day, row in table.specials(today, last)
    ]
    return [
        ExceptionRow(date_format(day, "l j E Y").capitalize(), text, reason)
        for day, text, reason in sorted(rows)
    ]


def _route(location: Location) -> str:
    if location.latitude is None or location.longitude is None:
        return ""
    return ROUTE_ADDRESS.format(latitude=location.latitude, longitude=location.longitude)


def _booking(region: Region, location: Location) -> str:
    """Where an appointment here is made; '' when one cannot."""
    if location.key not in places_to_book(region):
        return ""
    return link_to(reverse("book_appointment"), {"waar": location.key})
