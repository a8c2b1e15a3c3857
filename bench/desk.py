"""Booking, taking a number and calling, by many clients at once, beside the bare transaction.

The bare transaction is one conditional update and one insert in our own tables, by the driver
alone. All that belongs to ours (who it is for, audit lines, messages, events) counts as our cost.
"""

import os
import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import connection

from bench import polls
from bench.crowd import Bare, Client, at_once, rate
from werkcentrum.accounts.models import User
from werkcentrum.appointments.actions import book_appointment
from werkcentrum.appointments.models import Appointment, AppointmentSlot, Channel, Offer
from werkcentrum.appointments.queries import slot_for
from werkcentrum.appointments.tests.make import make_offer, who
from werkcentrum.core.models import new_id
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.desk.actions import call_next
from werkcentrum.desk.models import Counter, Desk, NumberSeries, Ticket, TicketEvent, service_day
from werkcentrum.desk.tests.make import arrive, make_desk, minutes
from werkcentrum.partners.models import Region

LAST_PLACE, CLIENTS, ROUNDS = 40, 8, 5
PLACES = 10_000
LEAST_OF_BARE = 0.25
_TODAY = service_day(MONDAY_MORNING).isoformat()
_TAKE = (
    "UPDATE appointments_appointmentslot SET booked = booked + 1 "
    "WHERE id = %s AND booked <= capacity - 1"
)
_COUNT_ON = "UPDATE desk_numberseries SET last = last + 1 WHERE id = %s RETURNING last"
_NEXT = (
    "SELECT id FROM desk_ticket WHERE desk_id = %s AND service_day = %s AND state = 'waiting' "
    "ORDER BY arrived_at, id LIMIT 1 FOR UPDATE SKIP LOCKED"
)
_CALL = (
    "UPDATE desk_ticket SET state = 'called', adviser_id = %s, counter_id = %s "
    "WHERE id = %s AND state = 'waiting'"
)


@dataclass(frozen=True)
class Race:
    """What everybody does at once, so often each, ours and bare. Each takes the round's number."""

    name: str
    ours: Callable[[int], Sequence[Client]]
    bare: Callable[[int], Sequence[Client]]
    times: int
    warm_up: int = 5


def report() -> Iterator[str]:
    """The tables of one database, and whether the goals are reached. It is migrated and empty."""
    offer = make_offer(capacity=PLACES)
    slots = list(offer.slots.filter(starts_at__gt=minutes(24 * 60)).order_by("starts_at"))
    yield f"{connection.vendor}, load {os.getloadavg()[0]:.1f}"
    yield _last_place(slots[-1])
    yield (
        f"{CLIENTS} clients at once, each with a connection of its own; median of {ROUNDS} rounds\n"
    )
    yield f"{'':28s} {'a second':>9s} {'bare SQL':>9s} {'x bare':>7s}"
    shares = {}
    for race in _races(offer, slots):
        ours, bare = _measure(race)
        shares[race.name] = ours / bare
        yield f"{race.name:28s} {ours:9.0f} {bare:9.0f} {ours / bare:7.2f}"
    yield ""
    yield from polls.report(offer.agenda.location.region)
    if connection.vendor == "postgresql":
        for name, share in shares.items():
            reached = "reached" if share >= LEAST_OF_BARE else "MISSED"
            yield f"{name + ', x bare':34s} {share:6.2f}   goal >= {LEAST_OF_BARE} {reached}"


def _races(offer: Offer, slots: Sequence[AppointmentSlot]) -> Iterator[Race]:
    one, each = [slots[0]] * CLIENTS, slots[1 : CLIENTS + 1]
    yield Race("book, all in one slot", _booking(one), _bare_booking(one), times=20)
    yield Race("book, each in a slot", _booking(each), _bare_booking(each), times=20)
    # Nobody waits at a desk with 150 people: so few each.
    yield Race("take a number at one desk", _Numbers(offer).ours, _Numbers(offer).bare, times=10)
    calls = _Calls(offer)
    yield Race(
        "call next at one desk", calls.ours, calls.bare, times=calls.TIMES, warm_up=calls.WARM_UP
    )


def _measure(race: Race) -> tuple[float, float]:
    """Things a second, ours and bare, at the median of the rounds."""
    ours, bare = [], []
    for number in range(ROUNDS):
        # Round by round, so that a busy moment of the machine falls on both alike.
        ours.append(rate(race.ours(number), times=race.times, warm_up=race.warm_up))
        bare.append(rate(race.bare(number), times=race.times, warm_up=race.warm_up))
    return statistics.median(ours), statistics.median(bare)


def _last_place(slot: AppointmentSlot) -> str:
    """So many clients want the last place. How many got it, in every round."""
    found = slot_for(slot.location.region, slot.pk)
    got = []
    for _number in range(ROUNDS):
        AppointmentSlot.objects.filter(pk=slot.pk).update(booked=PLACES - 1)
        clients = [_booker(found, is_refused_sometimes=True)] * LAST_PLACE
        got.append(at_once(clients, times=1)[0])
    verdict = "reached" if got == [1] * ROUNDS else "MISSED"
    return f"{LAST_PLACE} clients on the last place, {ROUNDS} times: {got} got it, goal 1 {verdict}"


def _booking(slots: Sequence[AppointmentSlot]) -> Callable[[int], Sequence[Client]]:
    found = [slot_for(slot.location.region, slot.pk) for slot in slots]
    return lambda _number: [_booker(slot) for slot in found]


def _booker(slot: AppointmentSlot | None, *, is_refused_sometimes: bool = False) -> Client:
    """Somebody else each time, with a mail address: a confirmation, a calendar file, a reminder."""
    assert slot is not None  # noqa: S101  it was just made

    def book(times: int) -> int:
        worked = 0
        for _time in range(times):
            key = uuid4()
            try:
                book_appointment(
                    slot=slot, request_key=key, channel=Channel.OFFICE, contact=who(key.hex),
                    by="bezoeker", at=MONDAY_MORNING,
                )  # fmt: skip
                worked += 1
            except RefusedError:
                if not is_refused_sometimes:
                    raise
        return worked

    return book


def _bare_booking(slots: Sequence[AppointmentSlot]) -> Callable[[int], Sequence[Client]]:
    def clients(_number: int) -> Sequence[Client]:
        like = Appointment.objects.latest("pk").pk
        return [_bare_booker(slot.pk, like) for slot in slots]

    return clients


def _bare_booker(slot: UUID, like: UUID) -> Client:
    def book(times: int) -> int:
        bare = Bare()
        row = bare.row("appointments_appointment", like)
        for _time in range(times):
            key = new_id()
            own = {"id": key, "request_key": uuid4(), "series": key, "slot_id": slot}
            own |= {"manage_hash": key.hex, "person_key": key.hex}
            with bare.transaction():
                worked = bare.run(_TAKE, slot).rowcount
                bare.insert("appointments_appointment", row | own)
        return times if worked else 0

    return book


class _Numbers:
    """Everybody takes numbers at one desk, a new one each round."""

    def __init__(self, offer: Offer) -> None:
        self._region = offer.agenda.location.region

    def ours(self, number: int) -> Sequence[Client]:
        desk = make_desk(self._region, f"nummers-{number}")

        def take(times: int) -> int:
            return len([arrive(desk) for _time in range(times)])

        return [take] * CLIENTS

    def bare(self, number: int) -> Sequence[Client]:
        desk = Desk.objects.get(key=f"nummers-{number}")
        series = NumberSeries.objects.get(desk=desk).pk
        like = Ticket.objects.filter(desk=desk).latest("pk").pk

        def take(times: int) -> int:
            bare = Bare()
            row = bare.row("desk_ticket", like)
            for _time in range(times):
                with bare.transaction():
                    [last] = bare.run(_COUNT_ON, series).fetchone()
                    bare.insert("desk_ticket", row | {"id": new_id(), "number": last})
            return times

        return [take] * CLIENTS


class _Calls:
    """Everybody calls at one desk, for an adviser who has nobody yet; enough people wait.

    At another desk they warmed up: the connection of a worker has sent every statement before.
    """

    TIMES, WARM_UP = 5, 6

    def __init__(self, offer: Offer) -> None:
        region = offer.agenda.location.region
        self._counters = _crowded(region, "oproepen", CLIENTS * self.TIMES)
        self._warm = _crowded(region, "warm", CLIENTS * self.WARM_UP)

    def _share(self, client: int) -> list[Counter]:
        """The places of one client, those to warm up last; everybody waits again."""
        Ticket.objects.filter(desk__in={c.desk for c in self._counters + self._warm}).update(
            state="waiting", adviser=None, counter=None, call_count=0
        )
        return self._counters[client::CLIENTS] + self._warm[client::CLIENTS]

    def ours(self, _number: int) -> Sequence[Client]:
        def caller(counters: list[Counter]) -> Client:
            def call(times: int) -> int:
                for counter in (counters.pop() for _time in range(times)):
                    adviser = counter.adviser
                    assert adviser is not None  # noqa: S101  seated above
                    call_next(desk=counter.desk, adviser=adviser, by="gids", at=minutes(30))
                return times

            return call

        return [caller(self._share(client)) for client in range(CLIENTS)]

    def bare(self, _number: int) -> Sequence[Client]:
        shares = [self._share(client) for client in range(CLIENTS)]
        like = TicketEvent.objects.filter(state="called").latest("pk").pk

        def caller(counters: list[Counter]) -> Client:
            def call(times: int) -> int:
                bare = Bare()
                row = bare.row("desk_ticketevent", like)
                row |= {"ended_at": row["started_at"]}
                for counter in (counters.pop() for _time in range(times)):
                    with bare.transaction():
                        # Nobody is found for a moment when others hold all who are left.
                        while not (found := bare.run(_NEXT, counter.desk_id, _TODAY).fetchone()):
                            pass
                        bare.run(_CALL, counter.adviser_id, counter.pk, found[0])
                        bare.insert("desk_ticketevent", row | {"id": new_id()})
                return times

            return call

        return [caller(share) for share in shares]


def _crowded(region: Region, key: str, count: int) -> list[Counter]:
    """So many places with an adviser at a new desk, where as many people wait."""
    desk = make_desk(region, key, places=tuple(f"Tafel {number}" for number in range(count)))
    counters = list(Counter.objects.filter(desk=desk).select_related("desk__region"))
    advisers = User.objects.bulk_create(User(username=f"gids-{key}-{n}") for n in range(count))
    for counter, adviser in zip(counters, advisers, strict=True):
        counter.adviser = adviser
    Counter.objects.bulk_update(counters, ["adviser"])
    for _visitor in range(count):
        arrive(desk)
    return counters
