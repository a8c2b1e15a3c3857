"""Public holidays, as suggestions: whether a location is open then, people decide."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from werkcentrum.partners.models import Holiday

AHEAD_DAYS = 400
# 'Optional' adds Bevrijdingsdag in the years in which few people have the day off.
_CATEGORIES = ("public", "optional")


@dataclass(frozen=True)
class Suggestion:
    """A holiday to come, with what was decided about it; None as long as nobody did."""

    on: date
    name: str
    is_closed: bool | None


@cache
def _names(year: int) -> tuple[tuple[date, str], ...]:
    # It takes 11 MB, and only staff who look at hours need it: not every web worker.
    from holidays.countries.netherlands import Netherlands

    found: dict[date, str] = Netherlands(  # type: ignore[no-untyped-call]
        years=year, language="nl", categories=_CATEGORIES
    )
    return tuple(sorted(found.items()))


def is_holiday(day: date) -> bool:
    """Whether the Algemene termijnenwet counts the day as one on which nobody works (article 3).

    With Good Friday, and 5 May in every year.
    """
    return any(on == day for on, _name in _names(day.year))


def suggested_holidays(today: date, *, decided: Iterable[Holiday]) -> list[Suggestion]:
    """The Dutch holidays of a year and a month, and decided days of people's own, soonest first."""
    last = today + timedelta(days=AHEAD_DAYS)
    years = range(today.year, last.year + 1)
    found = {on: Suggestion(on, name, None) for year in years for on, name in _names(year)}
    found |= {row.on: Suggestion(row.on, row.name, row.is_closed) for row in decided}
    return [row for on, row in sorted(found.items()) if today <= on <= last]
