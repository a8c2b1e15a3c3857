"""Races for hours (`core/tests/racing.py`): colleagues do the same at the very same moment."""

from collections.abc import Callable
from datetime import time, timedelta

from werkcentrum.core import clock
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.racing import at_once
from werkcentrum.partners import actions
from werkcentrum.partners.models import Closure, Location, WeeklyHours
from werkcentrum.partners.tests.make import (
    make_location,
    make_municipality,
    make_region,
    make_walk_in,
)


def hours(what: str, count: str) -> list[str]:
    """So many colleagues do the same at once. 'done', the refusal, or what went wrong.

    Last how many rows there are, and how many changes were read anew.
    """
    at = clock.now()
    today = at.date()
    place = make_location(make_municipality(make_region()))
    old = make_walk_in(place)

    def row(hour: int) -> WeeklyHours:
        return WeeklyHours(
            location=place, kind="walk_in", weekday=1, opens_at=time(hour),
            closes_at=time(hour + 2), starts_on=today,
        )  # fmt: skip

    def closure() -> Closure:
        return Closure(
            location=place, kind="opening", reason="illness", starts_at=at,
            ends_at=at + timedelta(hours=1),
        )  # fmt: skip

    def decide() -> None:
        actions.decide_holiday(
            location=place, on=today, name="Koningsdag", is_closed=True, by="0190-karin", at=at
        )

    who = {"by": "0190-karin", "at": at}
    what_to_do: dict[str, Callable[[], None]] = {
        "add": lambda: actions.add_weekly_hours(location=place, rows=[row(8)], **who),
        "change": lambda: actions.change_weekly_hours(row=old, new=[row(10)], on=today, **who),
        "close": lambda: actions.close_now(closure=closure(), **who),
        "holiday": decide,
    }

    def try_it() -> str:
        try:
            what_to_do[what]()
        except RefusedError as refused:
            return str(refused)
        except Exception as error:
            return repr(error)
        return "done"

    said = at_once([try_it] * int(count))
    found = Location.objects.get(pk=place.pk)
    rows = {"close": found.closures, "holiday": found.holidays}.get(what, found.weekly_hours)
    return [*said, str(rows.count()), str(found.region.content_version)]
