"""The edge where time comes in. Inside, `at` and `today` are arguments.

Wall-clock times are local to the Netherlands; instants are aware datetimes.
"""

import calendar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_MONTHS = 12


def now() -> datetime:
    """This instant, aware, in Dutch local time."""
    return datetime.now(tz=AMSTERDAM)


def later(at: datetime, lasts: timedelta) -> datetime:
    """So much time after a moment.

    Adding to a local time moves the hands of the clock: in the night in which it goes back, half an
    hour would last an hour and a half.
    """
    return at.astimezone(UTC) + lasts


def day_of(at: datetime) -> date:
    """The date on the calendar in the Netherlands at a moment."""
    return at.astimezone(AMSTERDAM).date()


def today() -> date:
    """The date on the calendar in the Netherlands."""
    return now().date()


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or earlier for fewer than none.

    Where that month is too short its last day.
    """
    years, month = divmod(day.month - 1 + months, _MONTHS)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
