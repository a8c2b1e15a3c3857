"""Regions and partners for tests: plain functions with the pilot region as default."""

from datetime import date, time
from typing import Any

from werkcentrum.core.tests.make import MONDAY
from werkcentrum.partners.models import (
    DatedException,
    HoursKind,
    Location,
    Municipality,
    Organisation,
    PostcodeArea,
    Region,
    RegionHost,
    WeeklyHours,
)


def make_region(
    key: str = "zuid-holland-centraal",
    *,
    code: str = "AM34",
    name: str = "Zuid-Holland Centraal",
    host: str = "",
) -> Region:
    """An empty region; there is no action for that, a region comes from its folder."""
    region = Region.objects.create(key=key, code=code, name=name)
    if host:
        RegionHost.objects.create(region=region, host=host)
    return region


def make_other_region() -> Region:
    """The neighbours, for whoever must not see them."""
    return make_region("haaglanden", code="AM21", name="Haaglanden", host="haaglanden.test")


def make_municipality(
    region: Region, key: str = "leidschendam-voorburg", *, name: str = "", phone: str = "14 070"
) -> Municipality:
    """A municipality with one emergency number for everything."""
    return Municipality.objects.create(
        region=region,
        key=key,
        name=name or key.title(),
        homeless_phone=phone,
        hunger_phone=phone,
    )


def make_postcode(
    municipality: Municipality,
    postcode4: str = "2271",
    *,
    place: str = "Voorburg",
    latitude: float = 52.075,
    longitude: float = 4.362,
) -> PostcodeArea:
    """Four digits with a place and a point (degrees, WGS 84)."""
    return PostcodeArea.objects.create(
        region=municipality.region,
        municipality=municipality,
        postcode4=postcode4,
        place=place,
        latitude=latitude,
        longitude=longitude,
    )


def make_organisation(
    region: Region,
    key: str = "bibliotheek-aan-de-vliet",
    *,
    name: str = "Bibliotheek aan de Vliet",
    kind: Organisation.Kind = Organisation.Kind.LIBRARY,
) -> Organisation:
    """A partner."""
    return Organisation.objects.create(region=region, key=key, name=name, kind=kind)


def make_location(
    municipality: Municipality,
    key: str = "bibliotheek-voorburg",
    *,
    name: str = "Bibliotheek aan de Vliet, Voorburg",
    place: str = "Voorburg",
    organisation: Organisation | None = None,
) -> Location:
    """A place to walk in, without hours yet."""
    return Location.objects.create(
        region=municipality.region,
        key=key,
        name=name,
        municipality=municipality,
        organisation=organisation or make_organisation(municipality.region, f"van-{key}"),
        place=place,
        latitude=52.068,
        longitude=4.362,
    )


def make_walk_in(
    location: Location,
    *,
    weekday: int = 1,
    opens_at: time = time(13, 0),
    closes_at: time = time(17, 0),
    starts_on: date | None = None,
    ends_on: date | None = None,
    kind: HoursKind = HoursKind.WALK_IN,
    **rest: Any,
) -> WeeklyHours:
    """A weekly walk-in hour; ISO weekday, by default Monday from 13 to 17."""
    return WeeklyHours.objects.create(
        **rest,
        location=location,
        kind=kind,
        weekday=weekday,
        opens_at=opens_at,
        closes_at=closes_at,
        starts_on=starts_on,
        ends_on=ends_on,
    )


def make_closed_day(
    location: Location, on: date = MONDAY, *, reason: str = "Studiedag"
) -> DatedException:
    """A day without the walk-in hour."""
    return DatedException.objects.create(
        location=location, kind=HoursKind.WALK_IN, on=on, is_closed=True, reason=reason
    )
