"""A walk-in desk in Voorburg, with places, advisers and visitors."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from werkcentrum.accounts.models import User
from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.audit.actions import SYSTEM
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.desk import actions, setup_actions
from werkcentrum.desk.models import Counter, Desk, DeskDevice, Ticket, Visit
from werkcentrum.desk.states import Outcome
from werkcentrum.partners.models import Location, Region
from werkcentrum.partners.tests.make import make_location, make_municipality, make_region


def minutes(count: float, *, since: datetime = MONDAY_MORNING) -> datetime:
    """So many minutes after the walk-in hour began."""
    return since + timedelta(minutes=count)


def make_desk(
    region: Region | None = None,
    key: str = "voorburg",
    *,
    prefix: str = "A",
    places: tuple[str, ...] = ("Tafel 1", "Tafel 2"),
    location: Location | None = None,
    is_receiving: bool = True,
) -> Desk:
    """A desk that takes people in."""
    if location is None:
        municipality = make_municipality(region or make_region(), f"gemeente-{key}")
        location = make_location(municipality, f"bibliotheek-{key}")
    desk = setup_actions.set_up_desk(
        location=location, key=key, name=f"Werkcentrum {key.title()}", prefix=prefix,
        counters=places, by=SYSTEM, at=MONDAY_MORNING,
    )  # fmt: skip
    if is_receiving:
        actions.open_walk_in(desk=desk, by=SYSTEM, at=MONDAY_MORNING)
    desk.refresh_from_db()
    return desk


def make_adviser(
    desk: Desk, name: str = "fatima", place: str = "Tafel 1", *, at: datetime = MONDAY_MORNING
) -> User:
    """Fatima, who sits at a place of this desk."""
    adviser = make_staff(desk.region, name, "adviser")
    if place:
        counter = Counter.objects.get(desk=desk, label=place)
        actions.take_place(counter=counter, adviser=adviser, by=str(adviser.pk), at=at)
    return adviser


def make_device(desk: Desk, kind: str = DeskDevice.Kind.KIOSK) -> DeskDevice:
    """A device in the waiting room; the board is there already."""
    if kind == DeskDevice.Kind.BOARD:
        return DeskDevice.objects.get(desk=desk, kind=kind, revoked_at=None)
    return setup_actions.register_device(
        desk=desk, kind=kind, label="bij de ingang", by=SYSTEM, at=MONDAY_MORNING
    )


def arrive(
    desk: Desk, at: datetime = MONDAY_MORNING, *, key: UUID | None = None, **values: Any
) -> Ticket:
    """Somebody comes in and gets a number from the host."""
    return actions.check_in(
        desk=desk, channel=Visit.Channel.HOST, request_key=key or uuid4(), by="gastvrouw", at=at,
        **values,
    )  # fmt: skip


def call(desk: Desk, adviser: User, at: datetime) -> Ticket:
    """The adviser calls whoever is next."""
    return actions.call_next(desk=desk, adviser=adviser, by=str(adviser.pk), at=at)


def start(ticket: Ticket, adviser: User, at: datetime) -> None:
    """The visitor sits down."""
    actions.start_service(ticket=ticket, adviser=adviser, by=str(adviser.pk), at=at)


def finish(ticket: Ticket, adviser: User, at: datetime, outcome: str = Outcome.ANSWERED) -> None:
    """The visitor was helped."""
    actions.finish_ticket(
        ticket=ticket, outcome=outcome, adviser=adviser, by=str(adviser.pk), at=at
    )


def help_somebody(desk: Desk, adviser: User, at: datetime, *, lasts: float) -> Ticket:
    """Somebody comes in at this moment, is called at once and helped for so many minutes."""
    arrive(desk, at)
    ticket = call(desk, adviser, at)
    start(ticket, adviser, at)
    finish(ticket, adviser, minutes(lasts, since=at))
    return ticket
