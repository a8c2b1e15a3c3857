"""What staff see of the hours of a location: now, the next two weeks, and every row behind it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from werkcentrum.catalogue.texts import Text
from werkcentrum.frontdoor.locations import hours_text, reason_text
from werkcentrum.partners.holidays import Suggestion, suggested_holidays
from werkcentrum.partners.hours import HOURS_ROWS, Hours, Timetable, hours_of, is_cut_short
from werkcentrum.partners.models import (
    Closure,
    DatedException,
    HoursKind,
    Location,
    Region,
    WeeklyHours,
)
from werkcentrum.partners.rules import weekday_name

PREVIEW_DAYS = 14
# Of what is over, so many rows are shown.
_MOST_EARLIER = 20


@dataclass(frozen=True)
class PreviewRow:
    """One day to come: the doors that are open then, and what is special about it."""

    day: str
    open: list[tuple[str, str]]
    note: str


@dataclass(frozen=True)
class Line:
    """A row in a list: what it says, and about which row."""

    pk: UUID
    text: str
    detail: str
    may_change: bool = True


@dataclass(frozen=True)
class HoursPage:
    """The hours of one location."""

    location: Location
    closed: list[Line]
    preview: list[PreviewRow]
    weekly: list[tuple[str, list[Line]]]
    exceptions: list[Line]
    earlier: list[str]
    undecided: int


@dataclass(frozen=True)
class HoursCard:
    """A location in the list."""

    key: str
    name: str
    today: list[tuple[str, str]]
    undecided: int


def locations_with_hours(region: Region) -> QuerySet[Location]:
    """The locations of a region with all that decides when they are open, by name."""
    rows = Location.objects.filter(region=region).select_related("region").order_by("name")
    return rows.prefetch_related(*HOURS_ROWS)


def hours_cards(region: Region, *, at: datetime) -> list[HoursCard]:
    """Every location: its hours of today, and how many holidays wait for a decision."""
    return [
        HoursCard(
            key=location.key,
            name=location.name,
            today=[
                (_name(kind), hours_text(table.on(table.today(at))))
                for kind, table in _tables(hours_of(location))
            ],
            undecided=_undecided(location, at),
        )
        for location in locations_with_hours(region)
    ]


def hours_page(location: Location, *, at: datetime) -> HoursPage:
    """Everything about the hours of one location, whose rows were prefetched."""
    hours = hours_of(location)
    today = at.astimezone(location.zone).date()
    present = [row for row in hours.weekly if row.ends_on is None or today < row.ends_on]
    over = [row for row in hours.weekly if row not in present]
    return HoursPage(
        location=location,
        closed=[_closure(row, location) for row in hours.closures if _is_closed(row, at)],
        preview=preview(hours, today),
        weekly=[
            (_name(kind), lines)
            for kind in HoursKind
            if (lines := [_weekly(row, today) for row in present if row.kind == kind])
        ],
        exceptions=[_exception(row) for row in hours.exceptions if today <= row.on],
        earlier=_earlier(over, [row for row in hours.exceptions if row.on < today]),
        undecided=_undecided(location, at),
    )


def preview(hours: Hours, first: date) -> list[PreviewRow]:
    """The two weeks from this day on, as visitors will see them."""
    tables = _tables(hours)
    days = [first + timedelta(days=offset) for offset in range(PREVIEW_DAYS)]
    return [
        PreviewRow(
            day=date_format(day, "l j E").capitalize(),
            open=[(_name(kind), hours_text(spans)) for kind, t in tables if (spans := t.on(day))],
            note=_note(tables, day),
        )
        for day in days
    ]


def holidays_of(location: Location, *, at: datetime) -> list[tuple[Suggestion, str]]:
    """The holidays to come, each with its date in words."""
    today = at.astimezone(location.zone).date()
    found = suggested_holidays(today, decided=location.holidays.all())
    return [(row, date_format(row.on, "l j F Y")) for row in found]


def weekly_text(row: WeeklyHours) -> str:
    """A weekly row in words."""
    return _("%(day)s %(from)s tot %(until)s uur") % {
        "day": weekday_name(row.weekday),
        "from": f"{row.opens_at.hour}.{row.opens_at:%M}",
        "until": f"{row.closes_at.hour}.{row.closes_at:%M}",
    }


def rhythm_text(weeks: int) -> str:
    """How often a row counts."""
    if weeks == 1:
        return _("elke week")
    return _("om de week") if weeks == 2 else _("eens in de %(weeks)d weken") % {"weeks": weeks}


def _tables(hours: Hours) -> list[tuple[HoursKind, Timetable]]:
    """The doors of which something is known."""
    tables = [(kind, Timetable(hours, kind)) for kind in HoursKind]
    return [(kind, table) for kind, table in tables if table.is_known]


def _note(tables: Iterable[tuple[HoursKind, Timetable]], day: date) -> str:
    """Why the day differs, and which desk follows its building."""
    notes = []
    for kind, table in tables:
        why = reason_text(table.special(day), _in_dutch)
        if not why and is_cut_short(table.hours, kind, day):
            why = _("%(desk)s: niet langer open dan het gebouw") % {"desk": kind.label}
        notes.append(why)
    return ", ".join(dict.fromkeys(note for note in notes if note))


def _name(kind: HoursKind) -> str:
    return str(kind.label).capitalize()


def _in_dutch(text: Text) -> str:
    return text.dutch


def _undecided(location: Location, at: datetime) -> int:
    return sum(row.is_closed is None for row, _day in holidays_of(location, at=at))


def _is_closed(row: Closure, at: datetime) -> bool:
    return row.starts_at <= at < row.over_at


def _closure(row: Closure, location: Location) -> Line:
    until = row.ends_at.astimezone(location.zone)
    is_all_day = (until.hour, until.minute) == (0, 0)
    return Line(
        pk=row.pk,
        text=str(row.get_kind_display()),
        detail=_("%(reason)s, dicht tot %(until)s")
        % {
            "reason": row.get_reason_display(),
            "until": _("morgen") if is_all_day else f"{until.hour}.{until:%M} uur",
        },
    )


def _weekly(row: WeeklyHours, today: date) -> Line:
    parts = [] if row.every_weeks == 1 else [rhythm_text(row.every_weeks)]
    if row.starts_on and today < row.starts_on:
        parts.append(_("vanaf %(day)s") % {"day": _day(row.starts_on)})
    if row.ends_on:
        parts.append(_("tot en met %(day)s") % {"day": _day(row.ends_on - timedelta(days=1))})
    return Line(pk=row.pk, text=weekly_text(row).capitalize(), detail=", ".join(parts))


def _exception(row: DatedException) -> Line:
    return Line(
        pk=row.pk,
        text=f"{_day(row.on).capitalize()}: {row.get_kind_display()} {_exception_times(row)}",
        detail=row.reason,
    )


def _exception_times(row: DatedException) -> str:
    if row.opens_at is None or row.closes_at is None:
        return _("gesloten")
    return _("%(from)s tot %(until)s uur") % {
        "from": f"{row.opens_at.hour}.{row.opens_at:%M}",
        "until": f"{row.closes_at.hour}.{row.closes_at:%M}",
    }


def _earlier(weekly: list[WeeklyHours], exceptions: list[DatedException]) -> list[str]:
    """What is over, the latest first."""
    rows = [
        (row.ends_on, f"{row.get_kind_display()}, {weekly_text(row)}, {_period(row)}")
        for row in weekly
        if row.ends_on
    ]
    rows += [(row.on, f"{_exception(row).text} ({row.reason})") for row in exceptions]
    return [text for _day, text in sorted(rows, reverse=True)[:_MOST_EARLIER]]


def _period(row: WeeklyHours) -> str:
    last = _day(row.ends_on - timedelta(days=1)) if row.ends_on else ""
    if row.starts_on is None:
        return _("tot en met %(day)s") % {"day": last}
    return _("van %(first)s tot en met %(last)s") % {"first": _day(row.starts_on), "last": last}


def _day(day: date) -> str:
    return date_format(day, "j F Y")
