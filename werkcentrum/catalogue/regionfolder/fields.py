"""What each field of the files may hold: one checker per sort of value.

A checker takes what was read and gives the clean value, or raises ValueError with what to do, in
Dutch. Empty (None, '' or a missing field) is settled before a checker is asked.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from urllib.parse import urlsplit

from werkcentrum.catalogue.regionfolder.reading import Problems, Row, unknown_name

Checker = Callable[[Any], Any]
_KEY = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_PHONE = re.compile(r"\+?[0-9][0-9 ()\-]{1,20}")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
WEEKDAYS = {"ma": 1, "di": 2, "wo": 3, "do": 4, "vr": 5, "za": 6, "zo": 7}
UNKNOWN_PHONE = "onbekend"


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
    for name in row.values.keys() - spec.keys():
        problems.at(row, str(name), unknown_name(name, list(spec)))
    clean: dict[str, Any] = {}
    for name, rule in spec.items():
        value = row.values.get(name)
        if partial and name not in row.values:
            continue
        if value is None or value == "" or (value == [] and rule.required):
            clean[name] = rule.default
            if rule.required:
                problems.at(row, name, "dit veld is verplicht; vul het in.")
            continue
        try:
            clean[name] = rule.check(value)
        except ValueError as reason:
            clean[name] = rule.default
            problems.at(row, name, str(reason))
    return clean


def text(most: int, least: int = 1) -> Checker:
    """A text on one or more lines, of `least` to `most` characters."""

    def check(value: Any) -> str:
        if isinstance(value, bool | list | dict) or not isinstance(value, str | int | float):
            raise ValueError("dit moet tekst zijn; zet er aanhalingstekens om.")
        found = " ".join(str(value).split(" ")).strip()
        if _CONTROL.search(found):
            raise ValueError("hier staan onzichtbare tekens in; typ de tekst opnieuw.")
        if len(found) > most:
            raise ValueError(f"dit is te lang: {len(found)} tekens, {most} mag.")
        if len(found) < least:
            raise ValueError(f"dit is te kort: {len(found)} tekens, minstens {least}.")
        return found

    return check


def key(value: Any) -> str:
    """A key: small letters, digits and hyphens."""
    if not isinstance(value, str) or not _KEY.fullmatch(value) or len(value) > 64:
        raise ValueError("een sleutel bestaat uit kleine letters, cijfers en streepjes.")
    return value


def one_of(choices: Sequence[str]) -> Checker:
    """One of a fixed set of words."""

    def check(value: Any) -> str:
        if value not in choices:
            raise ValueError(f"kies een van: {', '.join(choices)}.")
        return str(value)

    return check


def list_of(check_item: Checker, *, least: int = 0, most: int = 50) -> Checker:
    """A list of distinct items."""

    def check(value: Any) -> list[Any]:
        if not isinstance(value, list):
            raise ValueError("dit moet een lijst zijn; zet elk deel op een regel met '- '.")
        if not least <= len(value) <= most:
            raise ValueError(f"hier horen {least} tot {most} delen; er staan er {len(value)}.")
        items = [check_item(item) for item in value]
        for place, item in enumerate(items):
            if item in items[:place]:
                raise ValueError(f"'{item}' staat er twee keer; haal er een weg.")
        return items

    return check


def flag(value: Any) -> bool:
    """Yes or no."""
    if value in (True, "true", "ja"):
        return True
    if value in (False, "false", "nee"):
        return False
    raise ValueError("kies true of false.")


def whole(least: int, most: int) -> Checker:
    """A whole number within bounds."""

    def check(value: Any) -> int:
        if isinstance(value, bool) or not str(value).isdecimal() or not least <= int(value) <= most:
            raise ValueError(f"dit moet een geheel getal zijn van {least} tot {most}.")
        return int(value)

    return check


def degrees(least: float, most: float) -> Checker:
    """A latitude or longitude in degrees (WGS 84)."""

    def check(value: Any) -> float:
        try:
            number = float(value)
        except (TypeError, ValueError):
            number = float("nan")
        if not least <= number <= most:
            raise ValueError(f"dit moet een getal zijn van {least} tot {most}, met een punt.")
        return number

    return check


latitude = degrees(50.0, 54.0)
longitude = degrees(3.0, 8.0)


def day(value: Any) -> date:
    """A date, as 2025-06-27."""
    try:
        return value if type(value) is date else date.fromisoformat(str(value))
    except ValueError:
        raise ValueError("schrijf een datum als 2025-06-27.") from None


def clock(value: Any) -> time:
    """A time of day, as 13:00. YAML reads an unquoted 13:00 as 780 minutes."""
    if type(value) is int and 0 <= value < 24 * 60:
        return time(value // 60, value % 60)
    try:
        return time.fromisoformat(str(value)).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        raise ValueError("schrijf een tijd als '13:00'.") from None


def phone(value: Any) -> str:
    """A phone number as people write it, such as 14 070 or 0800-2000."""
    written = str(value) if isinstance(value, str) or value in (112, 113) else ""
    if not _PHONE.fullmatch(written):
        raise ValueError("dit is geen telefoonnummer; schrijf het als '0800-2000', met quotes.")
    return written


def phone_or_unknown(value: Any) -> str:
    """A phone number, or the word 'onbekend'."""
    return UNKNOWN_PHONE if value == UNKNOWN_PHONE else phone(value)


def mail(value: Any) -> str:
    """A mail address."""
    if not isinstance(value, str) or not _MAIL.fullmatch(value):
        raise ValueError("dit is geen e-mailadres.")
    return value


def url(value: Any) -> str:
    """A web address with https or http."""
    parts = urlsplit(value) if isinstance(value, str) else None
    if not parts or parts.scheme not in ("https", "http") or not parts.hostname:
        raise ValueError("dit is geen webadres; begin met https://.")
    if len(str(value)) > 200:
        raise ValueError("dit webadres is te lang; 200 tekens mag.")
    return str(value)


def postcode(value: Any) -> str:
    """A Dutch postcode, written as 2271 AB."""
    found = re.fullmatch(r"([1-9]\d{3})\s?([A-Za-z]{2})", str(value).strip())
    if not found:
        raise ValueError("schrijf een postcode als 2271 AB.")
    return f"{found[1]} {found[2].upper()}"


def postcode4(value: Any) -> str:
    """The four digits of a postcode."""
    if not re.fullmatch(r"[1-9]\d{3}", str(value)):
        raise ValueError("schrijf de vier cijfers van de postcode, zoals 2271.")
    return str(value)


def host(value: Any) -> str:
    """A host name without scheme or port."""
    if not isinstance(value, str) or not re.fullmatch(r"[a-z0-9.\-]{1,253}", value):
        raise ValueError("schrijf een webadres zonder https:// en zonder poort, in kleine letters.")
    return value


def mapping(value: Any) -> dict[str, Any]:
    """A mapping, checked further by its own spec."""
    if not isinstance(value, dict):
        raise ValueError("hier worden regels als 'naam: waarde' verwacht.")
    return value
