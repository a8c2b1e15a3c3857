"""The kiosk in a library: at which desk it stands, and what goes along from page to page."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import override

from werkcentrum.frontdoor.locations import HoursRow, LocationPage, location_page, timetables_of
from werkcentrum.frontdoor.queries import Card, Choice, catalogue_here
from werkcentrum.partners.models import Location, Region

# In the address of every page of the kiosk: the key of the location it stands in.
LOCATION_PARAMETER = "locatie"
# On a service page of the kiosk: the theme somebody came from.
THEME_PARAMETER = "onderwerp"
# With more characters a phone cannot read the QR code from a screen.
MOST_IN_QR = 400


@dataclass(frozen=True)
class Kiosk:
    """What every page of one kiosk shows. `start_url` is where it forgets: the start, in Dutch.

    `location` is None when the address names none, then `location_key` is empty. `desk_hours` are
    the days of this week with a guide; `query` goes along in every link; `look` is the theme and
    the class that makes everything large.
    """

    location: LocationPage | None
    location_key: str
    desk_hours: list[HoursRow]
    look: str
    start_url: str
    query: str
    is_start: bool


def location_at(region: Region, key: str) -> Location | None:
    """The location a kiosk stands in; None when there is no such key."""
    return next((row for row, _tables in timetables_of(region) if row.key == key), None)


def kiosk_at(region: Region, location: Location | None, *, at: datetime, is_start: bool) -> Kiosk:
    """What the pages of this kiosk have in common, in the language of the page being made."""
    query = urlencode({LOCATION_PARAMETER: location.key}) if location else ""
    with override(settings.LANGUAGE_CODE):
        start_url = _address("kiosk", query)
    page = location_page(region, location.key, at=at, address="") if location else None
    weeks = page.weeks if page else []
    return Kiosk(
        location=page,
        location_key=location.key if location else "",
        desk_hours=[row for week in weeks if week.is_walk_in for row in week.rows if row.is_open],
        look=f"{(location and location.municipality.theme) or region.theme} kiosk",
        start_url=start_url,
        query=query,
        is_start=is_start,
    )


def theme_tiles(region: Region, kiosk: Kiosk) -> list[Card]:
    """The themes, to touch."""
    return [
        Card(_address("kiosk_theme", kiosk.query, key), theme.title, "", theme.icon)
        for key, theme in catalogue_here(region).themes.items()
    ]


def theme_before(region: Region, kiosk: Kiosk, key: str) -> Choice | None:
    """The way back to the theme somebody came from; None when there is no such theme."""
    theme = catalogue_here(region).themes.get(key)
    return Choice(theme.title, _address("kiosk_theme", kiosk.query, key)) if theme else None


def fits_in_qr(address: str) -> bool:
    """Whether a phone can read this address from the screen; a long story does not fit."""
    return len(address) <= MOST_IN_QR


def _address(name: str, query: str, *arguments: str) -> str:
    path = reverse(name, args=arguments)
    return f"{path}?{query}" if query else path
