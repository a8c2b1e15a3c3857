"""Actions on hours and at a desk, made ready to change something."""

from collections.abc import Callable
from datetime import time, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from tests.ready.acts import LATER, Act, Ready
from werkcentrum.desk import actions as desks
from werkcentrum.desk import setup_actions
from werkcentrum.desk.tests.make import arrive, call, make_adviser, make_desk, make_device
from werkcentrum.partners import actions as partners
from werkcentrum.partners.models import (
    Closure,
    DatedException,
    Location,
    PostcodePoint,
    WeeklyHours,
)
from werkcentrum.partners.tests.make import (
    make_closed_day,
    make_location,
    make_municipality,
    make_region,
    make_walk_in,
)


def set_postcodes() -> Act:
    municipality = make_municipality(make_region(), name="Wassenaar")
    row = partners.PostcodeRow("2242", "Wassenaar", "Wassenaar", 52.158, 4.379)
    return partial(partners.set_postcodes, region=municipality.region, rows=[row])


def set_postcode_points() -> Act:
    point = PostcodePoint(postcode4="2242", latitude=52.158, longitude=4.379)
    return partial(partners.set_postcode_points, rows=[point])


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
        setup_actions.set_up_desk, location=location, key="voorburg", name="Voorburg", prefix="A",
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
    return partial(setup_actions.revoke_device, device=make_device(make_desk()))


def close_past_days() -> Act:
    desk = make_desk()
    arrive(desk)
    arrive(desk, LATER - timedelta(days=1))
    arrive(desk, LATER - timedelta(days=1))
    return desks.close_past_days


BY_SOMEBODY: Ready = {
    "desk.set_up_desk": (set_up_desk, "desk.desk_set_up"),
    "desk.register_device": (
        at_a_desk(setup_actions.register_device, kind="kiosk", label="bij de lift"),
        "desk.device_registered",
    ),
    "desk.revoke_device": (revoke_device, "desk.device_revoked"),
    "desk.open_walk_in": (at_a_desk(desks.open_walk_in), "desk.walk_in_opened"),
    "desk.close_walk_in": (at_a_desk(desks.close_walk_in, ask_back=[]), "desk.walk_in_closed"),
    "desk.take_place": (at_a_place(desks.take_place, is_adviser_given=True), "desk.place_taken"),
    "desk.leave_place": (at_a_place(desks.leave_place, is_adviser_given=False), "desk.place_left"),
    "desk.check_in": (check_in, "desk.checked_in"),
    "desk.reserve_paper_block": (
        at_a_desk(desks.reserve_paper_block),
        "desk.paper_block_reserved",
    ),
    "desk.check_in_on_paper": (check_in_on_paper, "desk.checked_in"),
    "desk.call_next": (call_next, "desk.called"),
    "desk.call_ticket": (on_a_ticket(desks.call_ticket, is_called=False), "desk.called"),
    "desk.call_again": (on_a_ticket(desks.call_again), "desk.called_again"),
    "desk.start_service": (on_a_ticket(desks.start_service), "desk.service_started"),
    "desk.hold_ticket": (on_a_ticket(desks.hold_ticket), "desk.held"),
    "desk.put_back": (on_a_ticket(desks.put_back), "desk.put_back"),
    "desk.mark_missed": (on_a_ticket(desks.mark_missed), "desk.missed"),
    "desk.mark_left": (on_a_ticket(desks.mark_left), "desk.left"),
    "desk.transfer_ticket": (
        on_a_ticket(desks.transfer_ticket, has_other=True),
        "desk.transferred",
    ),
    "desk.finish_ticket": (
        on_a_ticket(desks.finish_ticket, outcome="answered"),
        "desk.finished",
    ),
    "partners.set_postcode_points": (set_postcode_points, "partners.postcode_points_set"),
    "partners.set_postcodes": (set_postcodes, "partners.postcodes_set"),
    "partners.add_weekly_hours": (
        at_a_location(partners.add_weekly_hours, lambda at: {"location": at, "rows": [weekly(at)]}),
        "partners.hours_added",
    ),
    "partners.change_weekly_hours": (
        at_a_location(
            partners.change_weekly_hours,
            lambda at: {"row": make_walk_in(at), "new": [weekly(at)], "on": LATER.date()},
        ),
        "partners.hours_changed",
    ),
    "partners.add_exceptions": (
        at_a_location(
            partners.add_exceptions,
            lambda at: {
                "location": at,
                "rows": [
                    DatedException(
                        location=at, kind="opening", on=LATER.date(), is_closed=True, reason="x"
                    )
                ],
            },
        ),
        "partners.exceptions_added",
    ),
    "partners.remove_exception": (
        at_a_location(partners.remove_exception, lambda at: {"exception": closed_day(at)}),
        "partners.exception_removed",
    ),
    "partners.decide_holiday": (
        at_a_location(
            partners.decide_holiday,
            lambda at: {
                "location": at,
                "on": LATER.date(),
                "name": "Koningsdag",
                "is_closed": True,
            },
        ),
        "partners.holiday_decided",
    ),
    "partners.close_now": (
        at_a_location(partners.close_now, lambda at: {"closure": closed_now(at)}),
        "partners.closed",
    ),
    "partners.reopen": (
        at_a_location(partners.reopen, lambda at: {"closure": saved_closure(at)}),
        "partners.reopened",
    ),
}
BY_THE_SYSTEM: Ready = {
    "desk.close_past_days": (close_past_days, "desk.days_closed"),
}
