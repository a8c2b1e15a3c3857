"""Days as people and tables write them: 12 januari 2027, 12-01-2027 or 2027-01-12. Pure."""

import re
from datetime import date
from typing import Final

_MONTHS: Final = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
    "oktober", "november", "december",
)  # fmt: skip
_DAY: Final = re.compile(
    rf"(?P<d>\d{{1,2}})\s+(?P<name>{'|'.join(_MONTHS)})\s+(?P<y>\d{{4}})"
    r"|(?P<d2>\d{1,2})-(?P<m2>\d{1,2})-(?P<y2>\d{4})|(?P<y3>\d{4})-(?P<m3>\d{1,2})-(?P<d3>\d{1,2})",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(r"[\s,;]*")
_YEARS: Final = range(2000, 2200)
_SHOWN: Final = 20  # characters


class UnknownDayError(ValueError):
    """Words that are no day, in a Dutch sentence with how to write one."""


def days_in(text: str) -> tuple[date, ...]:
    """Every day of a list, in order, each once. Raises UnknownDayError for anything else."""
    found, at = set(), 0
    for match in _DAY.finditer(text):
        _insist_on_nothing(text[at : match.start()])
        found.add(_day(match))
        at = match.end()
    _insist_on_nothing(text[at:])
    return tuple(sorted(found))


def in_words(day: date) -> str:
    """12 januari 2027."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _day(match: re.Match[str]) -> date:
    year = match["y"] or match["y2"] or match["y3"]
    month = match["m2"] or match["m3"] or _MONTHS.index(match["name"].lower()) + 1
    try:
        day = date(int(year), int(month), int(match["d"] or match["d2"] or match["d3"]))
    except ValueError:
        raise _unknown(match[0]) from None
    if day.year not in _YEARS:
        raise _unknown(match[0])
    return day


def _insist_on_nothing(between: str) -> None:
    if not _BETWEEN.fullmatch(between):
        raise _unknown(between.strip(" \r\n\t,;"))


def _unknown(text: str) -> UnknownDayError:
    return UnknownDayError(f"‘{text[:_SHOWN]}’ is geen dag. Schrijf een dag zoals 12 januari 2027.")
