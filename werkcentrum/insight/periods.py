"""Periods that figures are about: whole quarters, half years and years that are over.

No other ones: figures of two periods that differ by a few days would tell about those days, and so
would those of a period that still runs, looked at twice.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_MONTHS: Final = {"kwartaal": 3, "halfjaar": 6, "jaar": 12}
_YEARS: Final = 3


@dataclass(frozen=True)
class Period:
    """From `starts_on` until but not on `ends_on`; `key` stands in an address."""

    key: str
    name: str
    starts_on: date
    ends_on: date

    @property
    def quarters(self) -> list["Period"]:
        """Those it is made of; a quarter is made of itself."""
        year, last = self.starts_on.year, self.ends_on - timedelta(days=1)
        numbers = range(_quarter(self.starts_on), _quarter(last) + 1)
        return [_period(year, "kwartaal", number) for number in numbers]


def periods(today: date) -> list[Period]:
    """Those of this year and the two before that are over, the last to end first."""
    found = [
        _period(year, sort, number)
        for year in range(today.year - _YEARS + 1, today.year + 1)
        for sort, months in _MONTHS.items()
        for number in range(12 // months)
    ]
    over = [period for period in found if period.ends_on <= today]
    return sorted(over, key=lambda period: (period.ends_on, period.starts_on), reverse=True)


def period_by(key: str, today: date) -> Period | None:
    """The one with this key; without a key the last."""
    if not key:
        return periods(today)[0]
    return next((period for period in periods(today) if period.key == key), None)


def _period(year: int, sort: str, number: int) -> Period:
    months = _MONTHS[sort]
    is_year = sort == "jaar"
    name = f"Heel {year}" if is_year else f"{number + 1}e {sort} van {year}"
    key = f"{year}" if is_year else f"{year}-{sort}-{number + 1}"
    return Period(key, name, _month(year, number * months), _month(year, (number + 1) * months))


def _quarter(day: date) -> int:
    """Which of the year, from 0."""
    return (day.month - 1) // _MONTHS["kwartaal"]


def _month(year: int, months: int) -> date:
    return date(year + months // 12, months % 12 + 1, 1)
