"""Which region answers a host name, and which place a visitor means."""

import math
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from werkcentrum.core.memory import per_version
from werkcentrum.core.notices import Sender
from werkcentrum.partners.models import (
    Municipality,
    Organisation,
    PartnerStanding,
    PostcodeArea,
    PostcodePoint,
    Region,
    RegionHost,
    Strictness,
)

# Four digits with room for two letters, no part of a longer number, a date or an amount.
_FOUR_DIGITS = re.compile(
    r"(?<![\w€$£])(?<!\d[.,:/-])([1-9]\d{3})(?=\b|[a-z]{2}\b)(?![.,:/-]?\d|,-|%)", re.IGNORECASE
)
# Letters make it a postcode for sure; small ones stand against it: '2024 in' is no postcode.
_LETTERS = re.compile(r"\s?[A-Z]{2}\b|(?!km|pm)[a-z]{2}\b")
_SAYS_POSTCODE = re.compile(r"postcode(?:gebied)?\W+(?:\w{1,5}\W+)?$", re.IGNORECASE)
_MONEY = r"euro|eur|€|bruto|netto|schuld(?:en)?|евро|євро|يورو|zł"
_AMOUNT_BEFORE = re.compile(
    rf"(?:[€$£]\s*|\d\s|\b(?:{_MONEY}|verdien\w*|loon|salaris|huur|kost\w*|betaal\w*|boete|bedrag"
    r"|krijg\w*|ontvang\w*)\W+(?:(?:van|is|nog|maar|zo'n|ongeveer)\W+)?)$",
    re.IGNORECASE,
)
_AMOUNT_AFTER = re.compile(
    rf"\s?(?:{_MONEY}|per|p/?m|km|uur|uren|keer|mensen)(?!\w)|\s\d", re.IGNORECASE
)
_YEARS = range(1900, 2100)
# As far back as a word that tells what a number is, in characters.
_LOOK_BACK = 30
# Places whose name is an ordinary word: in a sentence they say nothing, in the place field all.
_ALSO_WORDS = frozenset((
    "america", "appel", "balk", "beek", "berg", "bergen", "best", "boer", "buren", "dieren",
    "duiven", "echt", "een", "grave", "haren", "heel", "hem", "horst", "houten", "huizen", "hulst",
    "lent", "linden", "loon", "made", "mill", "nederland", "neer", "noorden", "sluis", "velden",
    "well", "wijk",
))  # fmt: skip
_KM_PER_DEGREE = 111.2


@dataclass(frozen=True)
class Place:
    """A municipality and, when we know it, a point in degrees (WGS 84).

    `theme` is the look of the municipality's own pages; empty is that of the region.
    """

    key: str
    name: str
    latitude: float | None = None
    longitude: float | None = None
    theme: str = ""


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


@per_version
def municipalities_of(region: Region) -> tuple[Municipality, ...]:
    """The municipalities of a region by name; one query per content version."""
    return tuple(region.municipalities.order_by("name"))


def postcode_points(*, only: Collection[str] | None = None) -> dict[str, tuple[float, float]]:
    """Latitude and longitude (degrees, WGS 84) of every four-digit postcode that is loaded, or
    `only` of these.

    Of the national table where that was loaded, else of the regions.
    """
    places = ("postcode4", "latitude", "longitude")
    asked = Q() if only is None else Q(postcode4__in=only)
    return {
        postcode4: (latitude, longitude)
        for model in (PostcodeArea, PostcodePoint)
        for postcode4, latitude, longitude in model.objects.filter(asked)
        .order_by("pk")
        .values_list(*places)
    }


def distance_km(here: Place, latitude: float | None, longitude: float | None) -> float | None:
    """Straight-line distance in kilometres; None when either point is unknown.

    Equirectangular: within a region the error stays under 0.3 %.
    """
    if latitude is None or longitude is None or here.latitude is None or here.longitude is None:
        return None
    north = (latitude - here.latitude) * _KM_PER_DEGREE
    between = math.radians((latitude + here.latitude) / 2)
    east = (longitude - here.longitude) * _KM_PER_DEGREE * math.cos(between)
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
        self._any_name = _any_of(names)
        self._clear_name = _any_of(names.keys() - _ALSO_WORDS)

    def by_key(self, key: str) -> Place | None:
        """The municipality with this key."""
        return self._by_key.get(key)

    def in_text(self, text: str) -> Place | None:
        """The first place named in a sentence: a postcode first, then a name."""
        return self._at_postcode(_postcodes(text)) or self._named(self._clear_name, text)

    def typed(self, text: str) -> Place | None:
        """What somebody typed in the place field: a key, a name or a postcode."""
        digits = (match[1] for match in _FOUR_DIGITS.finditer(text))
        return (
            self.by_key(text.strip().lower())
            or self._at_postcode(digits)
            or self._named(self._any_name, text)
        )

    def postcode_at(self, place: Place) -> str:
        """The four digits that lie nearest to the middle of a place; '' where none are loaded."""
        far = (
            (distance_km(place, one.latitude, one.longitude), postcode)
            for postcode, one in self._by_postcode.items()
        )
        return min(((km, postcode) for km, postcode in far if km is not None), default=(0, ""))[1]

    def _at_postcode(self, postcodes: Iterable[str]) -> Place | None:
        return next((self._by_postcode[p] for p in postcodes if p in self._by_postcode), None)

    def _named(self, names: re.Pattern[str], text: str) -> Place | None:
        found = names.search(_fold(text))
        return self._by_name[found[0]] if found else None


@per_version
def place_finder_of(region: Region) -> PlaceFinder:
    """Finds the places of a region; made once for each version of what is shown of it."""
    return PlaceFinder(region)


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Finds the first of these names in a folded text; of two at one spot the longest."""
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    pattern = "|".join(map(re.escape, longest_first)) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")


def _postcodes(text: str) -> Iterator[str]:
    """The four digits in a sentence that are a postcode: no year, no amount."""
    for match in _FOUR_DIGITS.finditer(text):
        before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
        is_amount = _AMOUNT_AFTER.match(text, match.end()) or _AMOUNT_BEFORE.search(before)
        has_letters = _LETTERS.match(text, match.end())
        is_likely = int(match[1]) not in _YEARS and not is_amount
        if is_likely or _SAYS_POSTCODE.search(before) or has_letters:
            yield match[1]


def _fold(text: str) -> str:
    """Small letters without accents, every separator one space: 'Leidschendam - Voorburg'."""
    plain = text.lower()
    if not plain.isascii():
        parts = unicodedata.normalize("NFKD", plain)
        plain = "".join(part for part in parts if not unicodedata.combining(part))
    return re.sub(r"[\s\-‐–—/]+", " ", plain.replace("’", "'").replace("‘", "'")).strip()


def _place(municipality: Municipality, areas: Iterable[PostcodeArea]) -> Place:
    points = [(area.latitude, area.longitude) for area in areas]
    if not points:
        return Place(municipality.key, municipality.name, theme=municipality.theme)
    return Place(
        municipality.key,
        municipality.name,
        sum(point[0] for point in points) / len(points),
        sum(point[1] for point in points) / len(points),
        municipality.theme,
    )


def sender_of(region: Region) -> Sender:
    """A region as its messages show it."""
    return Sender(
        region_key=region.key,
        name=f"Werkcentrum {region.name}",
        origin=origin_of(region),
        email=region.email,
        phone=region.phone,
        is_demonstration=region.is_demonstration,
    )


def origin_of(region: Region) -> str:
    """Scheme and host of a region's website, for links that are read elsewhere.

    The address from the settings when it leads to this region: it knows the port of a laptop, and
    every address leads to the only region, also when its folder still names another machine.
    """
    rows = list(Region.objects.order_by("hosts__host").values_list("pk", "hosts__host"))
    hosts = [host for pk, host in rows if pk == region.pk and host]
    is_alone = all(pk == region.pk for pk, _host in rows)
    configured = str(settings.SITE_ORIGIN)
    if is_alone or not hosts or urlsplit(configured).hostname in hosts:
        return configured
    return f"{'https' if settings.HTTPS else 'http'}://{hosts[0]}"


def not_shown(region: Region, *, on: date) -> frozenset[UUID]:
    """Who may not be shown as part of the Werkcentrum that day, by id: no agreement says so.

    Nobody where the region is open; never a signpost or who acts by law (`Organisation.SIGNPOSTS`).
    """
    if region.strictness == Strictness.OPEN:
        return frozenset()
    standings = PartnerStanding.objects.counting(region).on(on)
    bound = standings.filter(purpose=PartnerStanding.NETWORK)
    others = Organisation.objects.filter(region=region).exclude(kind__in=Organisation.SIGNPOSTS)
    return frozenset(
        others.exclude(pk__in=bound.values("organisation")).values_list("pk", flat=True)
    )
