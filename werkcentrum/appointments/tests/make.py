"""An agenda in Voorburg with slots, and people who book."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from werkcentrum.accounts.models import User
from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.appointments import actions, planning_actions, waiting_actions
from werkcentrum.appointments.actions import Contact
from werkcentrum.appointments.models import (
    Appointment,
    AppointmentSlot,
    Channel,
    GroupSession,
    Offer,
    ServiceType,
)
from werkcentrum.appointments.queries import free_days
from werkcentrum.audit.actions import SYSTEM
from werkcentrum.core.clock import AMSTERDAM
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.models import HoursKind, Location, Region
from werkcentrum.partners.tests.make import (
    make_location,
    make_municipality,
    make_region,
    make_walk_in,
)

VISITOR = "bezoeker"
# The first working hour after the notice of four hours: Monday at 15:00.
NEXT_MONDAY = datetime(2025, 7, 14, 13, 0, tzinfo=AMSTERDAM)


def make_type(region: Region, key: str = "werk", **values: Any) -> ServiceType:
    """A talk about work of half an hour."""
    wanted = {"name": "Gesprek over werk", "minutes": 30, "channels": Channel.values, **values}
    return planning_actions.set_up_service_type(
        region=region, key=key, by=SYSTEM, at=MONDAY_MORNING, **wanted
    )


def make_place(region: Region | None = None, key: str = "voorburg") -> Location:
    """A library with appointments on Mondays from 13 to 17 hours."""
    municipality = make_municipality(region or make_region(), f"gemeente-{key}")
    location = make_location(municipality, f"bibliotheek-{key}")
    make_walk_in(location, kind=HoursKind.APPOINTMENT)
    return location


def make_offer(
    location: Location | None = None,
    kind: ServiceType | None = None,
    *,
    capacity: int = 1,
    advisers: tuple[User, ...] = (),
    at: datetime = MONDAY_MORNING,
    **type_values: Any,
) -> Offer:
    """Something that can be booked, with its slots for eight weeks."""
    location = location or make_place()
    offer = planning_actions.set_up_offer(
        location=location, service_type=kind or make_type(location.region, **type_values),
        capacity=capacity, advisers=[(user.pk, user.email.partition("@")[0].title())
                                     for user in advisers],
        by=SYSTEM, at=at,
    )  # fmt: skip
    planning_actions.plan_slots(at=at)
    return offer


def make_adviser(region: Region, name: str = "fatima", role: str = "adviser") -> User:
    """Fatima, who has conversations."""
    return make_staff(region, name, role)


def make_session(
    location: Location | None = None,
    *,
    capacity: int = 8,
    starts_at: datetime = datetime(2025, 7, 15, 19, 0, tzinfo=AMSTERDAM),
) -> GroupSession:
    """A workshop, by default on a Tuesday evening, outside the hours."""
    return planning_actions.plan_group_session(
        location=location or make_place(), title="Een cv dat werkt", starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2), capacity=capacity, by=SYSTEM, at=MONDAY_MORNING,
    )  # fmt: skip


def slot_at(offer: Offer, moment: datetime = NEXT_MONDAY) -> AppointmentSlot:
    """The slot of this offer that begins then, as a page finds it."""
    found = AppointmentSlot.objects.select_related(
        "location__region", "location__agenda", "service_type", "offer__service_type",
        "offer__agenda",
    )  # fmt: skip
    return found.get(offer=offer, starts_at=moment)


def who(name: str = "Olena", address: str = "", **values: Any) -> Contact:
    """Somebody with a mail address."""
    return Contact(name, "mail", address or f"{name.lower()}@post.example", **values)


def hold(slot: AppointmentSlot, at: datetime = MONDAY_MORNING, **values: Any) -> Appointment:
    """Somebody chose a time."""
    values = {"request_key": uuid4(), "channel": Channel.OFFICE, **values}
    return actions.hold_place(slot=slot, by=VISITOR, at=at, **values)


def book(
    slot: AppointmentSlot,
    at: datetime = MONDAY_MORNING,
    *,
    name: str = "Olena",
    key: UUID | None = None,
    **values: Any,
) -> Appointment:
    """Somebody makes an appointment on the website."""
    values = {"channel": Channel.OFFICE, "contact": who(name), **values}
    return actions.book_appointment(
        slot=slot, request_key=key or uuid4(), by=VISITOR, at=at, **values
    )


def move(
    appointment: Appointment, to: AppointmentSlot, at: datetime = MONDAY_MORNING, **values: Any
) -> Appointment:
    """Somebody chooses another time."""
    values = {"request_key": uuid4(), **values}
    return actions.move_appointment(appointment=appointment, to=to, by=VISITOR, at=at, **values)


def cancel(appointment: Appointment, at: datetime = MONDAY_MORNING, **values: Any) -> Appointment:
    """Somebody calls it off."""
    return actions.cancel_appointment(appointment=appointment, by=VISITOR, at=at, **values)


def clock(hour: int, minute: int = 0, *, days: int = 7) -> datetime:
    """A time on the clock in Voorburg, by default on the Monday after."""
    day = MONDAY_MORNING.date() + timedelta(days=days)
    return datetime.combine(day, time(hour, minute), tzinfo=AMSTERDAM)


def on_behalf(
    slot: AppointmentSlot,
    staff: User,
    at: datetime = MONDAY_MORNING,
    *,
    name: str = "Olena",
    **values: Any,
) -> Appointment:
    """Somebody of the staff makes an appointment for somebody."""
    values = {"request_key": uuid4(), "channel": Channel.OFFICE, "contact": who(name), **values}
    return actions.book_on_behalf(slot=slot, staff=staff, by=str(staff.pk), at=at, **values)


def times_of(offer: Offer, at: datetime = MONDAY_MORNING, **values: Any) -> list[str]:
    """What a visitor can choose, as day and time."""
    days = free_days(offer, at=at, **values)
    return [f"{choice.starts_at:%d-%m %H:%M}" for day in days for choice in day.times]


def tell(at: datetime = MONDAY_MORNING) -> int:
    """A worker makes messages of what happened."""
    return waiting_actions.tell_people(at=at)
