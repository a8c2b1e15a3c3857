"""What a screen costs that asks every few seconds and hears that there is no news."""

import statistics
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.client import Connection, request
from bench.server import Server, serving
from werkcentrum.core import clock
from werkcentrum.desk.models import Desk, DeskDevice, DeskRevision
from werkcentrum.desk.tests.make import arrive, make_desk, make_device
from werkcentrum.desk.tokens import device_token, visit_secret
from werkcentrum.partners.models import Location, Region

DESKS = 500
ROUNDS, POLLS, WARM_UP = 10, 50, 100
MOST_MS = 1.0
# How a plan says that it reads a whole table.
_SCANS = {"sqlite": "SCAN ", "postgresql": "Seq Scan"}


@dataclass
class Screen:
    """Something that asks, the revision it saw last, and what asking again cost (ms)."""

    name: str
    path: str
    rev: str
    queries: int = 0
    is_indexed: bool = False
    spent: list[float] = field(default_factory=list)


def report(region: Region) -> Iterator[str]:
    """The table: processor time of the server for one poll that is answered with 304."""
    _make_desks(region)
    screens = list(_screens(region))
    with serving("bench.baselines:minimal_django", "--factory") as minimal:
        yield f"{'poll without news':28s} {'CPU ms':>7s} {'p95':>6s} {'SQL':>4s}  by an index"
        bare = Screen("minimal Django view", "/", "")
        _measure(minimal, [bare], status=200)
        yield f"{bare.name:28s} {_middle(bare):7.2f} {_p95(bare):6.2f}"
    with serving("django.core.wsgi:get_wsgi_application", "--factory") as ours:
        _measure(ours, screens, status=304)
    for screen in screens:
        index = "yes" if screen.is_indexed else "NO"
        yield (
            f"{screen.name:28s} {_middle(screen):7.2f} {_p95(screen):6.2f} "
            f"{screen.queries:4d}  {index}"
        )
    yield ""
    for screen in screens:
        is_one = screen.queries == 1 and screen.is_indexed
        verdict = "reached" if _middle(screen) <= MOST_MS and is_one else "MISSED"
        yield (
            f"{screen.name:28s} {_middle(screen):7.2f}   "
            f"goal <= {MOST_MS:.0f} ms and one indexed query {verdict}"
        )


def _make_desks(region: Region) -> None:
    """A country full of desks, so that a database has a reason to use an index."""
    location = Location.objects.filter(region=region).first()
    desks = Desk.objects.bulk_create(
        Desk(region=region, location=location, key=f"balie-{n}", name=f"Balie {n}", prefix="A")
        for n in range(DESKS)
    )
    DeskRevision.objects.bulk_create(DeskRevision(desk=desk) for desk in desks)
    DeskDevice.objects.bulk_create(
        DeskDevice(desk=desk, kind=kind, label=kind, registered_at=clock.now())
        for desk in desks
        for kind in (DeskDevice.Kind.BOARD, DeskDevice.Kind.DISPLAY)
    )


def _screens(region: Region) -> Iterator[Screen]:
    desk = make_desk(region, "vragen")
    ticket = arrive(desk, clock.now())
    paths = {
        kind.label: reverse("device_state", args=[device_token(make_device(desk, kind))])
        for kind in (DeskDevice.Kind.BOARD, DeskDevice.Kind.DISPLAY)
    }
    secret = visit_secret(desk.pk, ticket.visit.request_key)
    paths["telefoon van een bezoeker"] = reverse("own_state", args=[secret])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    for name, path in paths.items():
        visitor = Client(SERVER_NAME="127.0.0.1")
        screen = Screen(name, path, visitor.get(path).headers["X-Revision"])
        _count_queries(screen, visitor)
        yield screen


def _count_queries(screen: Screen, visitor: Client) -> None:
    with CaptureQueriesContext(connection) as captured:
        visitor.get(screen.path, {"rev": screen.rev})
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        for query in captured.captured_queries:
            cursor.execute(f"{explain} {query['sql']}")
            plan = [str(row[-1]) for row in cursor.fetchall()]
            screen.is_indexed = not any(_SCANS[connection.vendor] in line for line in plan)
    screen.queries = len(captured)


def _measure(server: Server, screens: list[Screen], *, status: int) -> None:
    """One poll at a time, so that all the processor time in between belongs to it."""
    visitor = Connection(server.port)
    for number in range(ROUNDS + 1):
        for screen in screens:
            asked = request(screen.path, rev=screen.rev)
            for _poll in range(POLLS if number else WARM_UP):
                before = server.processor_ms()
                visitor.expect(asked, status)
                if number:
                    screen.spent.append(server.processor_ms() - before)
    visitor.close()


def _middle(screen: Screen) -> float:
    return statistics.median(screen.spent)


def _p95(screen: Screen) -> float:
    return statistics.quantiles(screen.spent, n=20)[-1]
