"""Many people do the same thing at a desk at once, each over a connection of their own.

Run as a program in an installation of its own: `python -m werkcentrum.desk.tests.racing WHAT`
prints one word for each thing that somebody got.
"""

import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import django
from django.db.models import F

Turn = Callable[[], list[str]]


def at_once(turns: Sequence[Turn]) -> list[str]:
    """Everybody takes their turns at the same moment, on a connection of their own."""
    from django.db import connection

    start = Barrier(len(turns))

    def run(turn: Turn) -> list[str]:
        connection.ensure_connection()
        start.wait(timeout=60)
        try:
            return turn()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(turns)) as pool:
        return [word for found in pool.map(run, turns) for word in found]


def numbers() -> list[str]:
    """Three kiosks and five hosts give out ten numbers each."""
    from werkcentrum.desk.models import Visit
    from werkcentrum.desk.tests.make import MONDAY_MORNING, actions, make_desk

    desk = make_desk()

    def giving(channel: str) -> Turn:
        return lambda: [
            actions.check_in(
                desk=desk, channel=channel, request_key=uuid4(), by="iemand", at=MONDAY_MORNING
            ).label
            for _number in range(10)
        ]  # fmt: skip

    return at_once([giving(Visit.Channel.KIOSK)] * 3 + [giving(Visit.Channel.HOST)] * 5)


def calls() -> list[str]:
    """Eight advisers help whoever is next until nobody waits; a hundred people wait."""
    from werkcentrum.core.refusal import RefusedError
    from werkcentrum.desk.tests.make import arrive, call, finish, make_adviser, make_desk, minutes

    places = tuple(f"Tafel {number}" for number in range(1, 9))
    desk = make_desk(places=places)
    advisers = [make_adviser(desk, f"gids{place[-1]}", place) for place in places]
    for number in range(100):
        arrive(desk, minutes(number))

    def helping(adviser: object) -> Turn:
        def turn() -> list[str]:
            helped: list[str] = []
            try:
                while True:
                    ticket = call(desk, adviser, minutes(200))
                    helped.append(ticket.label)
                    finish(ticket, adviser, minutes(201))
            except RefusedError:
                return helped

        return turn

    return at_once([helping(adviser) for adviser in advisers])


def same_person() -> list[str]:
    """Eight advisers call the same person; who is refused prints 'nee'."""
    from werkcentrum.core.refusal import RefusedError
    from werkcentrum.desk.models import Ticket
    from werkcentrum.desk.tests.make import actions, arrive, make_adviser, make_desk, minutes

    places = tuple(f"Tafel {number}" for number in range(1, 9))
    desk = make_desk(places=places)
    advisers = [make_adviser(desk, f"gids{place[-1]}", place) for place in places]
    pk = arrive(desk).pk

    def calling(adviser: object) -> Turn:
        def turn() -> list[str]:
            ticket = Ticket.objects.get(pk=pk)
            try:
                actions.call_ticket(ticket=ticket, adviser=adviser, by="gids", at=minutes(1))
            except RefusedError:
                return ["nee"]
            return [ticket.label]

        return turn

    return at_once([calling(adviser) for adviser in advisers])


def same_adviser() -> list[str]:
    """One adviser presses 'next' in four windows at once; who is refused prints 'nee'."""
    from werkcentrum.core.refusal import RefusedError
    from werkcentrum.desk.tests.make import arrive, call, make_adviser, make_desk, minutes

    desk = make_desk()
    adviser = make_adviser(desk)
    for number in range(10):
        arrive(desk, minutes(number))

    def turn() -> list[str]:
        try:
            return [call(desk, adviser, minutes(20)).label]
        except RefusedError:
            return ["nee"]

    return at_once([turn] * 4)


def changing_places() -> list[str]:
    """Eight advisers call somebody and sit down at another desk, at once, each in two windows.

    Prints who has a visitor at a place where they no longer sit.
    """
    from werkcentrum.core.refusal import RefusedError
    from werkcentrum.desk.models import Ticket
    from werkcentrum.desk.states import ACTIVE
    from werkcentrum.desk.tests.make import actions, arrive, make_adviser, make_desk, minutes

    places = tuple(f"Tafel {number}" for number in range(1, 9))
    one = make_desk(places=places)
    other = make_desk(one.region, "zoetermeer", prefix="B", places=places)
    advisers = [make_adviser(one, f"gids{place[-1]}", place) for place in places]
    for number in range(8):
        arrive(one, minutes(number))

    def trying(act: Callable[..., object], **about: object) -> Turn:
        def turn() -> list[str]:
            with suppress(RefusedError):
                act(by="gids", at=minutes(20), **about)
            return []

        return turn

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


def places() -> list[str]:
    """One adviser sits down at six desks at once, in six windows; who is refused prints 'nee'."""
    from werkcentrum.core.refusal import RefusedError
    from werkcentrum.desk.tests.make import actions, make_adviser, make_desk, minutes

    desks = [make_desk()]
    desks += [make_desk(desks[0].region, f"balie{n}", prefix="BCDEF"[n]) for n in range(5)]
    adviser = make_adviser(desks[0])

    def sitting(counter: Any) -> Turn:
        def turn() -> list[str]:
            try:
                actions.take_place(counter=counter, adviser=adviser, by="gids", at=minutes(1))
            except RefusedError:
                return ["nee"]
            return ["ja"]

        return turn

    return at_once([sitting(desk.counters.get(label="Tafel 2")) for desk in desks])


def same_request() -> list[str]:
    """A kiosk that got no answer sends the same request eight times."""
    from werkcentrum.desk.tests.make import arrive, make_desk

    desk, key = make_desk(), UUID(int=7)
    return at_once([lambda: [arrive(desk, key=key).label]] * 8)


def transfers() -> list[str]:
    """Two desks send visitors to each other, at once and in both directions."""
    from werkcentrum.desk.tests.make import (
        actions,
        arrive,
        call,
        make_adviser,
        make_desk,
        minutes,
    )

    one = make_desk()
    other = make_desk(one.region, "zoetermeer", prefix="B")
    pairs = [(one, other, make_adviser(one)), (other, one, make_adviser(other, "jan"))]
    for desk in (one, other):
        for number in range(15):
            arrive(desk, minutes(number))

    def sending(desk: object, to: object, adviser: object) -> Turn:
        def turn() -> list[str]:
            return [
                actions.transfer_ticket(
                    ticket=call(desk, adviser, minutes(30)), to=to, adviser=adviser, by="gids",
                    at=minutes(30),
                ).label
                for _number in range(15)
            ]  # fmt: skip

        return turn

    return at_once([sending(*pair) for pair in pairs])


ALL = (
    numbers, calls, same_person, same_adviser, changing_places, places, same_request, transfers,
)  # fmt: skip
RACES = {race.__name__: race for race in ALL}

if __name__ == "__main__":
    django.setup()
    for word in RACES[sys.argv[1]]():
        sys.stdout.write(f"{word}\n")
