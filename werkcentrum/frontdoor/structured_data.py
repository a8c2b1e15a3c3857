"""schema.org data (JSON-LD) for search engines and assistants."""

import json
from datetime import date, timedelta
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from werkcentrum.catalogue.queries import ProviderInfo, ServiceInfo
from werkcentrum.partners.hours import Timetable
from werkcentrum.partners.models import HoursKind, Location

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# Inside a script element these characters could end it (HTML standard, script data state).
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def to_script(data: dict[str, Any]) -> SafeString:
    """JSON-LD that is safe inside a script element."""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False)
    return mark_safe(text.translate(_ESCAPES))  # noqa: S308  every '<' is escaped above


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
    """A Place with the walk-in hours, else the opening hours, and the exceptions to come."""
    table = tables[HoursKind.WALK_IN]
    if not table.weekly:
        table = tables[HoursKind.OPENING]
    return to_script(
        {
            "@type": "Place",
            "name": location.name,
            "url": address,
            "address": _address(location),
            "openingHoursSpecification": [_weekly(row) for row in table.weekly],
            "specialOpeningHoursSpecification": [
                _special(row) for row in table.exceptions_from(today)
            ],
        }
    )


def _address(location: Location) -> dict[str, str]:
    known = {
        "streetAddress": location.street,
        "postalCode": location.postcode,
        "addressLocality": location.place,
    }
    return {"@type": "PostalAddress", **{name: value for name, value in known.items() if value}}


def _weekly(row: Any) -> dict[str, Any]:
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


def _special(row: Any) -> dict[str, Any]:
    """A closed day opens and closes at midnight (schema.org's convention)."""
    return {
        "@type": "OpeningHoursSpecification",
        "validFrom": row.on.isoformat(),
        "validThrough": row.on.isoformat(),
        "opens": f"{row.opens_at:%H:%M}" if row.opens_at else "00:00",
        "closes": f"{row.closes_at:%H:%M}" if row.closes_at else "00:00",
    }
