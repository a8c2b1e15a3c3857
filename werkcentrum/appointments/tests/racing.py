"""Races for appointments (`core/tests/racing.py`): many people want the same moment at once."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from uuid import UUID, uuid4

from werkcentrum.appointments.models import Appointment
from werkcentrum.appointments.orphan_actions import report_absence
from werkcentrum.appointments.queries import slot_for
from werkcentrum.appointments.tests.make import (
    MONDAY_MORNING,
    VISITOR,
    actions,
    book,
    cancel,
    clock,
    hold,
    make_adviser,
    make_offer,
    make_place,
    make_session,
    make_type,
    move,
    on_behalf,
    slot_at,
    tell,
)
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.racing import at_once

Turn = Callable[[], str]


def last_place() -> list[str]:
    """Forty people book a slot in which one of three places is left."""
    offer = make_offer(capacity=3)
    for name in ("Piet", "Jan"):
        book(slot_at(offer), name=name)

    def booking(number: int) -> Turn:
        return lambda: book(slot_at(offer), name=f"klant{number}").state

    return at_once([booking(number) for number in range(40)])


def last_hold() -> list[str]:
    """Twenty people choose the last place at once; eight of them had a hold that is too old."""
    offer = make_offer(capacity=8)
    keys = [uuid4() for _number in range(8)]
    for key in keys:
        hold(slot_at(offer), request_key=key)
    later = MONDAY_MORNING + timedelta(minutes=20)

    def holding(key: UUID) -> Turn:
        return lambda: hold(slot_at(offer), later, request_key=key).state

    return at_once([holding(key) for key in [*keys, *(uuid4() for _number in range(12))]])


def same_form() -> list[str]:
    """A form that is sent eight times; prints the ids of the appointments."""
    offer, key = make_offer(capacity=20), uuid4()
    return at_once([lambda: str(book(slot_at(offer), key=key).pk)] * 8)


def four_workers() -> list[str]:
    """Four workers make messages of what happened; prints how many each."""
    return at_once([lambda: str(tell())] * 4)


def public_and_staff() -> list[str]:
    """Four visitors want an hour with an adviser, four of the staff the half hour in the middle."""
    place = make_place()
    adviser = make_adviser(place.region)
    long = make_offer(place, make_type(place.region, "lang", minutes=60), advisers=(adviser,))
    short = make_offer(place, advisers=(adviser,))
    middle = slot_at(short, clock(13, 30))

    def visitor(number: int) -> Turn:
        return lambda: f"bezoeker:{book(slot_at(long), name=f'klant{number}').state}"

    def colleague(number: int) -> Turn:
        return lambda: f"medewerker:{on_behalf(middle, adviser, name=f'k{number}').state}"

    return at_once([turn(n) for n in range(4) for turn in (visitor, colleague)])


def two_pending() -> list[str]:
    """Two people confirm at once, of whom the first waited until the place was no longer kept."""
    offer = make_offer(is_confirmed_by_mail=True)
    later = MONDAY_MORNING + timedelta(hours=3)
    pending = [
        book(slot_at(offer)).pk,
        book(slot_at(offer), later, name="Ahmed").pk,
    ]

    def confirming(pk: UUID) -> Turn:
        return lambda: actions.confirm_appointment(
            appointment=Appointment.objects.get(pk=pk), by=VISITOR,
            at=later + timedelta(minutes=1),
        ).state  # fmt: skip

    return at_once([confirming(pk) for pk in pending])


def any_adviser() -> list[str]:
    """Ten people want a talk with one of three advisers, half of them twice as long a talk."""
    place = make_place()
    advisers = tuple(make_adviser(place.region, name) for name in ("fatima", "jan", "ria"))
    short = make_offer(place, advisers=advisers)
    long = make_offer(place, make_type(place.region, "lang", minutes=60), advisers=advisers)

    def booking(number: int) -> Turn:
        offer = short if number % 2 else long
        return lambda: str(book(slot_at(offer), name=f"klant{number}").adviser)

    return at_once([booking(number) for number in range(10)])


def party_of_two() -> list[str]:
    """Four parties of two want a workshop with three places left."""
    session = make_session(capacity=8)
    region = session.slot.location.region
    for number in range(5):
        book(slot_for(region, session.slot_id), name=f"eerder{number}")

    def booking(number: int) -> Turn:
        return lambda: (
            book(slot_for(region, session.slot_id), name=f"klant{number}", party_size=2).state
        )

    return at_once([booking(number) for number in range(4)])


def cancel_and_rebook() -> list[str]:
    """Four people have all places and cancel while eight others book."""
    offer = make_offer(capacity=4)
    booked = [book(slot_at(offer), name=f"eerder{number}") for number in range(4)]

    def cancelling(number: int) -> Turn:
        return lambda: cancel(booked[number]).state

    def booking(number: int) -> Turn:
        def turn() -> str:
            for _attempt in range(5):
                with suppress(RefusedError):
                    return book(slot_at(offer), name=f"klant{number}").state
            return "nee"

        return turn

    return at_once([*(cancelling(n) for n in range(4)), *(booking(n) for n in range(8))])


def swaps() -> list[str]:
    """Ten people move from one full hour to the other, and ten the other way, again and again."""
    offer = make_offer(capacity=11)
    times = (clock(13), clock(14))
    booked = [
        (book(slot_at(offer, times[side]), name=f"klant{side}{number}"), side)
        for number in range(10)
        for side in (0, 1)
    ]

    def moving(appointment: object, side: int) -> Turn:
        def turn() -> str:
            current, here = appointment, side
            for _turn in range(3):
                to = slot_at(offer, times[1 - here])
                try:
                    current = move(current, to)
                except RefusedError:
                    continue
                here = 1 - here
            return "ja"

        return turn

    return at_once([moving(*pair) for pair in booked])


def away_while_booking() -> list[str]:
    """An adviser of two calls in sick while eight people book with either of them."""
    place = make_place()
    fatima, jan = make_adviser(place.region), make_adviser(place.region, "jan")
    offer = make_offer(place, advisers=(fatima, jan))

    def away() -> str:
        report_absence(
            region=place.region, adviser=fatima, starts_at=clock(12), ends_at=clock(18), by="jan",
            at=MONDAY_MORNING,
        )  # fmt: skip
        return "weg"

    def booking(number: int) -> Turn:
        moment = clock(13 + number // 4, 30 * (number // 2 % 2))
        return lambda: book(slot_at(offer, moment), name=f"klant{number}").state

    return at_once([away, *(booking(number) for number in range(8))])
