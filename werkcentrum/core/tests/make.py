"""When tests happen: the Monday on which the walk-in hour in Voorburg began."""

from datetime import date, datetime

from werkcentrum.core.clock import AMSTERDAM

MONDAY = date(2025, 7, 7)
MONDAY_MORNING = datetime(2025, 7, 7, 10, 0, tzinfo=AMSTERDAM)
