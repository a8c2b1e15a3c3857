"""schema.org data (JSON-LD) for search engines and assistants."""

from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import Any

from django.utils.safestring import SafeString

from werkcentrum.catalogue.queries import ProviderInfo, ServiceInfo
from werkcentrum.core.structured_data import to_script
from werkcentrum.partners.hours import Span, Timetable
from werkcentrum.partners.models import HoursKind, Location, WeeklyHours

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# As far as visitors see too, in days.
_DAYS_AHEAD = 60


def service_json_ld(
    service: ServiceInfo, providers: list[ProviderInfo], *, address: str, region: str
) -> SafeString:
    """A GovernmentService; `address` is the page's full URL."""
    return to_script(
        {
            "@type": "GovernmentService",
            "name": service.title,
            "description": service.summary,
            "url": address,
            "areaServed": region,
            "provider": [{"@type": "Organization", "name": p.name} for p in providers],
            "isAccessibleForFree": service.cost == "free",
        }
    )


def location_json_ld(
    location: Location, tables: dict[HoursKind, Timetable], today: date, *, address: str
) -> SafeString:
    """A Place with the walk-in hours, else the opening hours, and the days to come that differ."""
    table = tables[HoursKind.WALK_IN]
    if not table.weekly:
        table = tables[HoursKind.OPENING]
    # schema.org has no word for every other week, nor for a desk that follows its building.
    said = [row for row in table.weekly if row.every_weeks == 1 and _counts_from(row, today)]
    days = (today + timedelta(days=offset) for offset in range(_DAYS_AHEAD + 1))
    return to_script(
        {
            "@type": "Place",
            "name": location.name,
            "url": address,
            "address": _address(location),
            "openingHoursSpecification": [_weekly(row) for row in said],
            "specialOpeningHoursSpecification": [
                special
                for day in days
                if _times(table.on(day)) != _times(row for row in said if row.holds_on(day))
                for special in _specials(day, _times(table.on(day)))
            ],
        }
    )


def _counts_from(row: WeeklyHours, today: date) -> bool:
    return row.ends_on is None or today < row.ends_on


def _times(rows: Iterable[Span | WeeklyHours]) -> list[tuple[time, time]]:
    return sorted((row.opens_at, row.closes_at) for row in rows)


def _address(location: Location) -> dict[str, str]:
    known = {
        "streetAddress": location.street,
        "postalCode": location.postcode,
        "addressLocality": location.place,
    }
    return {"@type": "PostalAddress", **{name: value for name, value in known.items() if value}}


def _weekly(row: WeeklyHours) -> dict[str, Any]:
    # schema.org's period ends on its last day, ours on the first day after it.
    last_day = row.ends_on - timedelta(days=1) if row.ends_on else None
    period = {"validFrom": row.starts_on, "validThrough": last_day}
    return {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": _DAYS[row.weekday - 1],
        "opens": f"{row.opens_at:%H:%M}",
        "closes": f"{row.closes_at:%H:%M}",
        **{name: day.isoformat() for name, day in period.items() if day},
    }


def _specials(day: date, times: list[tuple[time, time]]) -> list[dict[str, Any]]:
    """A closed day opens and closes at midnight (schema.org's convention)."""
    return [
        {
            "@type": "OpeningHoursSpecification",
            "validFrom": day.isoformat(),
            "validThrough": day.isoformat(),
            "opens": f"{opens:%H:%M}",
            "closes": f"{closes:%H:%M}",
        }
        for opens, closes in times or [(time.min, time.min)]
    ]
