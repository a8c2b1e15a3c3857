"""The edge where time comes in. Inside, `at` and `today` are arguments.

Wall-clock times are local to the Netherlands; instants are aware datetimes.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def now() -> datetime:
    """This instant, aware, in Dutch local time."""
    return datetime.now(tz=AMSTERDAM)


def today() -> date:
    """The date on the calendar in the Netherlands."""
    return now().date()
