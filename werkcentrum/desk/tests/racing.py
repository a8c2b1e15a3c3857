"""Races for the desk (`core/tests/racing.py`): many people do the same thing at once."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import chain
from uuid import UUID, uuid4

from django.db.models import F

from werkcentrum.accounts.models import User
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.racing import at_once
from werkcentrum.desk.models import Desk, Ticket, Visit
from werkcentrum.desk.states import ACTIVE
from werkcentrum.desk.tests.make import (
    MONDAY_MORNING,
    actions,
    arrive,
    call,
    finish,
    make_adviser,
    make_desk,
    minutes,
)

Labels = Callable[[], list[str]]


def _desk_with_eight_advisers() -> tuple[Desk, list[User]]:
    places = tuple(f"Tafel {number}" for number in range(1, 9))
    desk = make_desk(places=places)
    return desk, [make_adviser(desk, f"gids{place[-1]}", place) for place in places]


def _all(turns: Sequence[Labels]) -> list[str]:
    return list(chain.from_iterable(at_once(turns)))


def numbers() -> list[str]:
    """Three kiosks and five hosts give out ten numbers each."""
    desk = make_desk()

    def giving(channel: str) -> Labels:
        return lambda: [
            actions.check_in(
                desk=desk, channel=channel, request_key=uuid4(), by="iemand", at=MONDAY_MORNING
            ).label
            for _number in range(10)
        ]  # fmt: skip

    return _all([giving(Visit.Channel.KIOSK)] * 3 + [giving(Visit.Channel.HOST)] * 5)


def calls() -> list[str]:
    """Eight advisers help whoever is next until nobody waits; a hundred people wait."""
    desk, advisers = _desk_with_eight_advisers()
    for number in range(100):
        arrive(desk, minutes(number))

    def helping(adviser: User) -> Labels:
        def turn() -> list[str]:
            helped: list[str] = []
            with suppress(RefusedError):
                while True:
                    ticket = call(desk, adviser, minutes(200))
                    helped.append(ticket.label)
                    finish(ticket, adviser, minutes(201))
            return helped

        return turn

    return _all([helping(adviser) for adviser in advisers])


def same_person() -> list[str]:
    """Eight advisers call the same person."""
    desk, advisers = _desk_with_eight_advisers()
    pk = arrive(desk).pk

    def calling(adviser: User) -> Callable[[], str]:
        def turn() -> str:
            ticket = Ticket.objects.get(pk=pk)
            actions.call_ticket(ticket=ticket, adviser=adviser, by="gids", at=minutes(1))
            return ticket.label

        return turn

    return at_once([calling(adviser) for adviser in advisers])


def same_adviser() -> list[str]:
    """One adviser presses 'next' in four windows at once."""
    desk = make_desk()
    adviser = make_adviser(desk)
    for number in range(10):
        arrive(desk, minutes(number))
    return at_once([lambda: call(desk, adviser, minutes(20)).label] * 4)


def changing_places() -> list[str]:
    """Eight advisers call somebody and sit down at another desk, at once, each in two windows.

    Gives who has a visitor at a place where they no longer sit.
    """
    one, advisers = _desk_with_eight_advisers()
    other = make_desk(
        one.region, "zoetermeer", prefix="B",
        places=tuple(one.counters.order_by("label").values_list("label", flat=True)),
    )  # fmt: skip
    for number in range(8):
        arrive(one, minutes(number))

    def trying(act: Callable[..., object], **about: object) -> Callable[[], str]:
        return lambda: str(act(by="gids", at=minutes(20), **about))

    at_once([
        turn
        for adviser, place in zip(advisers, other.counters.order_by("label"), strict=True)
        for turn in (
            trying(actions.call_next, desk=one, adviser=adviser),
            trying(actions.take_place, counter=place, adviser=adviser),
        )
    ])  # fmt: skip
    helped = Ticket.objects.filter(state__in=ACTIVE).exclude(counter__adviser=F("adviser"))
    return [ticket.label for ticket in helped]


def many_places() -> list[str]:
    """One adviser sits down at six desks at once, in six windows."""
    desks = [make_desk()]
    desks += [make_desk(desks[0].region, f"balie{n}", prefix="BCDEF"[n]) for n in range(5)]
    adviser = make_adviser(desks[0])

    def sitting(desk: Desk) -> Callable[[], str]:
        def turn() -> str:
            counter = desk.counters.get(label="Tafel 2")
            actions.take_place(counter=counter, adviser=adviser, by="gids", at=minutes(1))
            return "ja"

        return turn

    return at_once([sitting(desk) for desk in desks])


def same_request() -> list[str]:
    """A kiosk that got no answer sends the same request eight times."""
    desk, key = make_desk(), UUID(int=7)
    return at_once([lambda: arrive(desk, key=key).label] * 8)


def transfers() -> list[str]:
    """Two desks send visitors to each other, at once and in both directions."""
    one = make_desk()
    other = make_desk(one.region, "zoetermeer", prefix="B")
    pairs = [(one, other, make_adviser(one)), (other, one, make_adviser(other, "jan"))]
    for desk in (one, other):
        for number in range(15):
            arrive(desk, minutes(number))

    def sending(desk: Desk, to: Desk, adviser: User) -> Labels:
        return lambda: [
            actions.transfer_ticket(
                ticket=call(desk, adviser, minutes(30)), to=to, adviser=adviser, by="gids",
                at=minutes(30),
            ).label
            for _number in range(15)
        ]  # fmt: skip

    return _all([sending(*pair) for pair in pairs])
