"""Which region answers a host name, and which place a visitor means."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from werkcentrum.partners.models import Municipality, PostcodeArea, Region, RegionHost

_POSTCODE = re.compile(r"\b([1-9]\d{3})\s?(?:[a-z]{2})?\b", re.IGNORECASE)
_KM_PER_DEGREE = 111.32


@dataclass(frozen=True)
class Place:
    """A municipality and, when we know it, a point in degrees (WGS 84)."""

    key: str
    name: str
    latitude: float | None = None
    longitude: float | None = None


def region_for_host(host: str) -> Region | None:
    """The region that answers this host name; with one region loaded, always that one.

    `host` is without port. Returns None when no region answers.
    """
    named = RegionHost.objects.filter(host=host.lower()).select_related("region").first()
    if named:
        return named.region
    only = list(Region.objects.order_by("key")[:2])
    return only[0] if len(only) == 1 else None


class RegionChoiceError(ValueError):
    """It is not clear which region is meant; the message says what to do, in Dutch."""


def region_named(key: str | None) -> Region:
    """The loaded region with this key; without key the only one. Raises RegionChoiceError."""
    regions = {region.key: region for region in Region.objects.order_by("key")}
    if not regions:
        raise RegionChoiceError("Er is nog geen regio geladen: werkcentrum load-region MAP")
    if key is None and len(regions) == 1:
        return next(iter(regions.values()))
    if key is None:
        raise RegionChoiceError(f"Kies een regio met --region: {', '.join(regions)}")
    if key not in regions:
        raise RegionChoiceError(f"Er is geen regio '{key}' geladen, wel: {', '.join(regions)}")
    return regions[key]


def distance_km(here: Place, latitude: float | None, longitude: float | None) -> float | None:
    """Straight-line distance in kilometres; None when either point is unknown.

    Equirectangular: within one region the error stays under 0.1 %.
    """
    if latitude is None or longitude is None or here.latitude is None or here.longitude is None:
        return None
    north = (latitude - here.latitude) * _KM_PER_DEGREE
    east = (longitude - here.longitude) * _KM_PER_DEGREE * math.cos(math.radians(latitude))
    return math.hypot(north, east)


class PlaceFinder:
    """Recognises the places of one region in free text: names, villages and postcodes.

    Built once per content version; recognising costs no queries.
    """

    def __init__(self, region: Region) -> None:
        municipalities = Municipality.objects.filter(region=region).order_by("key")
        areas = list(
            PostcodeArea.objects.filter(region=region)
            .select_related("municipality")
            .order_by("postcode4")
        )
        self._by_postcode = {area.postcode4: _place(area.municipality, [area]) for area in areas}
        self._by_key: dict[str, Place] = {}
        names: dict[str, Place] = {}
        for municipality in municipalities:
            own = [area for area in areas if area.municipality_id == municipality.pk]
            self._by_key[municipality.key] = names[_fold(municipality.name)] = _place(
                municipality, own
            )
            for village in sorted({area.place for area in own}):
                there = [area for area in own if area.place == village]
                names.setdefault(_fold(village), _place(municipality, there))
        self._by_name = names
        longest_first = sorted(names, key=len, reverse=True)
        pattern = "|".join(re.escape(name) for name in longest_first) or r"(?!)"
        self._name_in_text = re.compile(rf"(?<!\w)({pattern})(?!\w)")

    def by_key(self, key: str) -> Place | None:
        """The municipality with this key."""
        return self._by_key.get(key)

    def in_text(self, text: str) -> Place | None:
        """The first place named in a text: a postcode first, then a name."""
        for match in _POSTCODE.finditer(text):
            if match[1] in self._by_postcode:
                return self._by_postcode[match[1]]
        name = self._name_in_text.search(_fold(text))
        return self._by_name[name[1]] if name else None

    def typed(self, text: str) -> Place | None:
        """What somebody typed in the place field: a key, a name or a postcode."""
        return self.by_key(text.strip().lower()) or self.in_text(text)


def _fold(text: str) -> str:
    """Lower case, every separator one space, so 'Leidschendam - Voorburg' is found."""
    return re.sub(r"[\s\-‐–]+", " ", text.lower()).strip()


def _place(municipality: Municipality, areas: Iterable[PostcodeArea]) -> Place:
    points = [(area.latitude, area.longitude) for area in areas]
    if not points:
        return Place(municipality.key, municipality.name)
    return Place(
        municipality.key,
        municipality.name,
        sum(point[0] for point in points) / len(points),
        sum(point[1] for point in points) / len(points),
    )
