"""What a screen costs that asks every few seconds and hears that there is no news."""

import statistics
from collections.abc import Iterator

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.client import Connection, request
from bench.server import serving
from werkcentrum.desk.models import Desk, DeskDevice, DeskRevision, Ticket
from werkcentrum.desk.tests.make import arrive, make_desk, make_device
from werkcentrum.desk.tokens import device_token, visit_secret
from werkcentrum.core import clock
from werkcentrum.partners.models import Location, Region

DESKS = 500
ROUNDS, POLLS = 5, 200
MOST_MS, MOST_QUERIES = 1.0, 1


def report(region: Region) -> Iterator[str]:
    """The table: processor time of the server for one poll that is answered with 304."""
    make_desks(region)
    yield f"{'poll without news':28s} {'CPU ms':>7s} {'p95':>6s} {'SQL':>4s}  index"
    found = {}
    with serving("django.core.wsgi:get_wsgi_application", "--factory") as server:
        for name, path, rev in _screens(region):
            asked = request(path, rev=rev)
            visitor = Connection(server.port)
            spent = []
            for number in range(POLLS * ROUNDS + POLLS):
                before = server.processor_ms()
                visitor.expect(asked, 304)
                if number >= POLLS:
                    spent.append(server.processor_ms() - before)
            visitor.close()
            queries, is_indexed = _queries(path, rev)
            middle, p95 = statistics.median(spent), statistics.quantiles(spent, n=20)[-1]
            found[name] = (middle, queries, is_indexed)
            yield f"{name:28s} {middle:7.2f} {p95:6.2f} {queries:4d}  {'yes' if is_indexed else 'NO'}"
    for name, (middle, queries, is_indexed) in found.items():
        reached = middle <= MOST_MS and queries <= MOST_QUERIES and is_indexed
        yield f"{name + ', CPU ms':34s} {middle:6.2f}   goal <= {MOST_MS:.0f}, one indexed query {'reached' if reached else 'MISSED'}"


def make_desks(region: Region) -> None:
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
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _screens(region: Region) -> Iterator[tuple[str, str, str]]:
    """Name, path and the revision it saw last."""
    desk = make_desk(region, "vragen")
    ticket = arrive(desk, clock.now())
    for kind in (DeskDevice.Kind.BOARD, DeskDevice.Kind.DISPLAY):
        device = make_device(desk, kind)
        yield _seen(kind.label, reverse("device_state", args=[device_token(device)]))
    secret = visit_secret(desk.pk, ticket.visit.request_key)
    yield _seen("telefoon van een bezoeker", reverse("own_state", args=[secret]))


def _seen(name: str, path: str) -> tuple[str, str, str]:
    return name, path, Client(SERVER_NAME="127.0.0.1").get(path).headers["X-Revision"]


def _queries(path: str, rev: str) -> tuple[int, bool]:
    """How many SQL queries, and whether all find their rows by an index."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.get(path, {"rev": rev})
    with CaptureQueriesContext(connection) as captured:
        client.get(path, {"rev": rev})
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    plan = ""
    with connection.cursor() as cursor:
        for query in captured.captured_queries:
            cursor.execute(f"{explain} {query['sql']}")
            plan += "\n".join(str(row) for row in cursor.fetchall())
    return len(captured), "SCAN" not in plan.replace("Index Scan", "").replace("Index Only Scan", "").upper()
