"""Changes hours at the very same moment, each over a connection of its own.

Run as a program in an installation of its own: `python -m werkcentrum.partners.tests.racing WHAT
HOW_MANY` prints one word for each that tried, and last how many rows there are.
"""

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import time, timedelta
from threading import Barrier

import django


def race(what: str, count: int) -> list[str]:
    """So many colleagues do the same at once. 'done', the refusal, or what went wrong."""
    from django.db import connection

    from werkcentrum.core import clock
    from werkcentrum.core.refusal import RefusedError
    from werkcentrum.partners import actions
    from werkcentrum.partners.models import Closure, Location, WeeklyHours
    from werkcentrum.partners.tests.make import (
        make_location,
        make_municipality,
        make_region,
        make_walk_in,
    )

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
    start = Barrier(count)

    def try_it(_number: int) -> str:
        connection.ensure_connection()
        start.wait(timeout=60)
        try:
            what_to_do[what]()
        except RefusedError as refused:
            return str(refused)
        except Exception as error:
            return repr(error)
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(count) as pool:
        said = list(pool.map(try_it, range(count)))
    found = Location.objects.get(pk=place.pk)
    rows = {"close": found.closures, "holiday": found.holidays}.get(what, found.weekly_hours)
    return [*said, str(rows.count()), str(found.region.content_version)]


if __name__ == "__main__":
    django.setup()
    for word in race(sys.argv[1], int(sys.argv[2])):
        sys.stdout.write(f"{word}\n")
