"""Actions at a desk and on hours, made ready in a situation in which they change something."""

from collections.abc import Callable
from datetime import time, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.desk import actions as desks
from werkcentrum.desk.tests.make import arrive, call, make_adviser, make_desk, make_device
from werkcentrum.partners.models import Closure, DatedException, Location, WeeklyHours
from werkcentrum.partners.tests.make import (
    make_closed_day,
    make_location,
    make_municipality,
    make_region,
)

LATER = MONDAY_MORNING + timedelta(days=100)
Act = Callable[..., object]


def at_a_location(
    action: Callable[..., object], make: Callable[[Location], dict[str, Any]]
) -> Callable[[], Act]:
    """An action on the hours of a location."""
    return lambda: partial(
        action, **make(make_location(make_municipality(make_region(), name="Wassenaar")))
    )


def weekly(location: Location) -> WeeklyHours:
    """Hours that begin on the day of the action."""
    return WeeklyHours(
        location=location, kind="walk_in", weekday=1, opens_at=time(9), closes_at=time(10),
        starts_on=LATER.date(),
    )  # fmt: skip


def closed_day(location: Location) -> DatedException:
    """A day after the action."""
    return make_closed_day(location, LATER.date() + timedelta(days=1))


def closed_now(location: Location) -> Closure:
    """Closed from just before the action."""
    return Closure(
        location=location, kind="walk_in", reason=Closure.Reason.ILLNESS,
        starts_at=LATER - timedelta(minutes=1), ends_at=LATER + timedelta(hours=1),
    )  # fmt: skip


def saved_closure(location: Location) -> Closure:
    """The same, already decided."""
    closure = closed_now(location)
    closure.save()
    return closure


def set_up_desk() -> Act:
    location = make_location(make_municipality(make_region()))
    return partial(
        desks.set_up_desk, location=location, key="voorburg", name="Voorburg", prefix="A",
        counters=["Tafel 1"],
    )  # fmt: skip


def at_a_desk(action: Callable[..., object], **values: Any) -> Callable[[], Act]:
    """An action on a whole desk."""
    return lambda: partial(action, desk=make_desk(), **values)


def at_a_place(action: Callable[..., object], *, is_adviser_given: bool) -> Callable[[], Act]:
    """Sitting down or getting up."""

    def make_ready() -> Act:
        desk = make_desk()
        adviser = make_adviser(desk)
        more = {"adviser": adviser} if is_adviser_given else {}
        return partial(action, counter=adviser.place, **more)

    return make_ready


def check_in() -> Act:
    return partial(desks.check_in, desk=make_desk(), channel="host", request_key=uuid4())


def check_in_on_paper() -> Act:
    desk = make_desk()
    desks.reserve_paper_block(desk=desk, by="joke", at=LATER - timedelta(minutes=5))
    return partial(
        desks.check_in_on_paper, desk=desk, number=1, request_key=uuid4(),
        taken_at=LATER - timedelta(minutes=1),
    )  # fmt: skip


def call_next() -> Act:
    desk = make_desk()
    arrive(desk, LATER - timedelta(minutes=5))
    return partial(desks.call_next, desk=desk, adviser=make_adviser(desk))


def on_a_ticket(
    action: Callable[..., object], *, is_called: bool = True, has_other: bool = False, **values: Any
) -> Callable[[], Act]:
    """An action on somebody who waits, or who was called."""

    def make_ready() -> Act:
        desk = make_desk()
        adviser = make_adviser(desk)
        ticket = arrive(desk, LATER - timedelta(minutes=5))
        if is_called:
            ticket = call(desk, adviser, LATER - timedelta(minutes=4))
        more = {"to": make_desk(desk.region, "ginds", prefix="B")} if has_other else {}
        return partial(action, ticket=ticket, adviser=adviser, **values, **more)

    return make_ready


def revoke_device() -> Act:
    return partial(desks.revoke_device, device=make_device(make_desk()))


def close_past_days() -> Act:
    desk = make_desk()
    arrive(desk)
    arrive(desk, LATER - timedelta(days=1))
    arrive(desk, LATER - timedelta(days=1))
    return desks.close_past_days
