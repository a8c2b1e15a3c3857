"""What each field of the files may hold: one checker per sort of value.

A file gives texts, lists and mappings. A checker takes one of those and gives the clean value, or
raises ValueError with what to do, in Dutch. Empty (None, '' or a missing field) is settled before
a checker is asked.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from werkcentrum.catalogue.regionfolder.reading import (
    INVISIBLE,
    Problems,
    Row,
    is_empty,
    shown,
    unknown_name,
)
from werkcentrum.partners.models import UNKNOWN_PHONE

Checker = Callable[[Any], Any]
_KEY = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_PHONE = re.compile(r"\+?[0-9][0-9 ()\-]{1,20}")
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9\-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9\-]*[a-z0-9])?)*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
_WHOLE = re.compile(r"[0-9]{1,9}")
_NUMBER = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,20})?")
_POSTCODE = re.compile(r"([1-9][0-9]{3}) ?([A-Za-z]{2})")
_POSTCODE4 = re.compile(r"[1-9][0-9]{3}")
_YES_OR_NO = {"true": True, "ja": True, "yes": True, "false": False, "nee": False, "no": False}
_check_url = URLValidator(schemes=["https", "http"])
WEEKDAYS = {"ma": 1, "di": 2, "wo": 3, "do": 4, "vr": 5, "za": 6, "zo": 7}


@dataclass(frozen=True)
class Field:
    """One field: how it is checked, and what an empty one means."""

    check: Checker
    required: bool = True
    default: Any = ""


Spec = dict[str, Field]


def check_row(row: Row, spec: Spec, problems: Problems, *, partial: bool = False) -> dict[str, Any]:
    """The clean values of a row; mistakes are added to `problems`.

    With `partial`, a field that is not there is left out instead of being missed.
    """
    for name in row.values:
        if name not in spec:
            problems.at(row, name, unknown_name(name, list(spec)))
    clean: dict[str, Any] = {}
    for name, rule in spec.items():
        value = row.values.get(name)
        if partial and name not in row.values:
            continue
        clean[name] = rule.default
        if not is_empty(value):
            try:
                clean[name] = rule.check(value)
            except ValueError as reason:
                problems.at(row, name, str(reason))
        elif rule.required:
            problems.at(row, name, "dit veld is verplicht; vul het in.")
    return clean


@dataclass(frozen=True)
class Text:
    """A text on one or more lines, of `least` to `most` characters."""

    most: int
    least: int = 1

    def __call__(self, value: Any) -> str:
        """The text without double spaces."""
        found = re.sub(" +", " ", _plain(value)).strip()
        if len(found) > self.most:
            raise ValueError(f"dit is te lang: {len(found)} tekens, {self.most} mag.")
        if len(found) < self.least:
            raise ValueError(f"dit is te kort: {len(found)} tekens, minstens {self.least}.")
        return found


def text(most: int, least: int = 1) -> Text:
    """A text on one or more lines, of `least` to `most` characters."""
    return Text(most, least)


def key(value: Any, most: int = 64) -> str:
    """A key: small letters, digits and hyphens."""
    found = _plain(value)
    if not _KEY.fullmatch(found):
        raise ValueError("een sleutel bestaat uit kleine letters, cijfers en streepjes.")
    if len(found) > most:
        raise ValueError(f"deze sleutel is te lang; {most} tekens mag.")
    return found


def icon(value: Any) -> str:
    """The name of an icon, at most 40 characters."""
    return key(value, most=40)


@dataclass(frozen=True)
class OneOf:
    """One of a fixed set of words."""

    choices: Sequence[str]

    def __call__(self, value: Any) -> str:
        """The word."""
        if value not in self.choices:
            raise ValueError(f"kies een van: {', '.join(self.choices)}.")
        return str(value)


def one_of(choices: Sequence[str]) -> OneOf:
    """One of a fixed set of words."""
    return OneOf(choices)


@dataclass(frozen=True)
class ListOf:
    """A list of `least` to `most` distinct items."""

    item: Checker
    least: int
    most: int

    def __call__(self, value: Any) -> list[Any]:
        """The clean items."""
        if not isinstance(value, list):
            raise ValueError("dit moet een lijst zijn; zet elk deel op een regel met '- '.")
        if not self.least <= len(value) <= self.most:
            bounds = f"{self.least} tot {self.most}"
            raise ValueError(f"hier horen {bounds} delen; er staan er {len(value)}.")
        items: list[Any] = []
        for place, item in enumerate(value, start=1):
            try:
                items.append(self.item(item))
            except ValueError as reason:
                raise ValueError(f"deel {place}: {reason}") from None
            if items[-1] in items[:-1]:
                raise ValueError(f"'{shown(items[-1])}' staat er twee keer; haal er een weg.")
        return items


def list_of(check_item: Checker, *, least: int = 0, most: int = 50) -> ListOf:
    """A list of distinct items."""
    return ListOf(check_item, least, most)


def mapping_of(check_item: Checker) -> Checker:
    """A mapping from keys to values of one sort."""

    def check(value: Any) -> dict[str, Any]:
        items = {}
        for name, item in mapping(value).items():
            try:
                items[key(name)] = check_item(item)
            except ValueError as reason:
                raise ValueError(f"{shown(name)}: {reason}") from None
        return items

    return check


def mapping(value: Any) -> dict[str, Any]:
    """A mapping, checked further by its own spec."""
    if not isinstance(value, dict):
        raise ValueError("hier worden regels als 'naam: waarde' verwacht.")
    return value


def flag(value: Any) -> bool:
    """Yes or no."""
    found = _YES_OR_NO.get(value.lower()) if isinstance(value, str) else None
    if found is None:
        raise ValueError("kies true of false.")
    return found


def whole(least: int, most: int) -> Checker:
    """A whole number within bounds."""

    def check(value: Any) -> int:
        number = int(value) if isinstance(value, str) and _WHOLE.fullmatch(value) else None
        if number is None or not least <= number <= most:
            raise ValueError(f"dit moet een geheel getal zijn van {least} tot {most}.")
        return number

    return check


def degrees(least: float, most: float) -> Checker:
    """A latitude or longitude in degrees (WGS 84)."""

    def check(value: Any) -> float:
        number = float(value) if isinstance(value, str) and _NUMBER.fullmatch(value) else None
        if number is None or not least <= number <= most:
            raise ValueError(f"dit moet een getal zijn van {least} tot {most}, met een punt.")
        return number

    return check


latitude = degrees(50.0, 54.0)
longitude = degrees(3.0, 8.0)


def day(value: Any) -> date:
    """A date, as 2025-06-27."""
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        raise ValueError("deze dag bestaat niet; kijk de datum na.") from None
    raise ValueError("schrijf een datum als 2025-06-27.")


def clock(value: Any) -> time:
    """A time of day, as 13:00."""
    found = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    if not found:
        raise ValueError("schrijf een tijd als 13:00.")
    return time(int(found[1]), int(found[2]))


def zone(value: Any) -> str:
    """The name of a time zone, as Europe/Amsterdam (IANA)."""
    if not isinstance(value, str) or value not in _zones():
        raise ValueError("deze tijdzone bestaat niet; schrijf haar als Europe/Amsterdam.")
    return value


def phone(value: Any) -> str:
    """A phone number as people write it, such as 14 070 or 0800-2000."""
    if not isinstance(value, str) or not _PHONE.fullmatch(value):
        raise ValueError("dit is geen telefoonnummer; schrijf het als 0800-2000.")
    return value


def phone_or_unknown(value: Any) -> str:
    """A phone number, or the word 'onbekend'."""
    return UNKNOWN_PHONE if value == UNKNOWN_PHONE else phone(value)


def mail(value: Any) -> str:
    """A mail address."""
    try:
        validate_email(_plain(value))
    except ValidationError:
        raise ValueError("dit is geen e-mailadres; schrijf het als naam@voorbeeld.nl.") from None
    if len(value) > 254:
        raise ValueError("dit e-mailadres is te lang; 254 tekens mag.")
    return str(value)


def url(value: Any) -> str:
    """A web address with https or http."""
    try:
        _check_url(_plain(value))
    except ValidationError:
        raise ValueError(
            "dit is geen webadres; schrijf het als https://www.voorbeeld.nl/."
        ) from None
    if len(value) > 200:
        raise ValueError("dit webadres is te lang; 200 tekens mag.")
    return str(value)


def postcode(value: Any) -> str:
    """A Dutch postcode, written as 2271 AB."""
    found = _POSTCODE.fullmatch(value) if isinstance(value, str) else None
    if not found:
        raise ValueError("schrijf een postcode als 2271 AB.")
    return f"{found[1]} {found[2].upper()}"


def postcode4(value: Any) -> str:
    """The four digits of a postcode."""
    if not isinstance(value, str) or not _POSTCODE4.fullmatch(value):
        raise ValueError("schrijf de vier cijfers van de postcode, zoals 2271.")
    return value


def host(value: Any) -> str:
    """A host name without scheme or port."""
    if not isinstance(value, str) or len(value) > 253 or not _HOST.fullmatch(value):
        raise ValueError("schrijf een webadres zonder https:// en zonder poort, in kleine letters.")
    return value


@cache
def _zones() -> frozenset[str]:
    """All of them; finding them reads some six hundred files."""
    return frozenset(available_timezones())


def _plain(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("dit moet tekst zijn, geen lijst of rij van namen.")
    if INVISIBLE.search(value):
        raise ValueError("hier staan onzichtbare tekens in; typ de tekst opnieuw.")
    return value
