"""The page to look through a made-up region of thousands of services, with every filter."""

import random
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import cycle

from django.urls import reverse

from bench.client import rate, request
from bench.pages import (
    ANEW,
    ROUND_SECONDS,
    ROUNDS,
    Row,
    measure_alone,
    most,
    queries_of,
    table,
    warm_up,
)
from bench.region import made_up_region
from bench.server import serving
from werkcentrum.frontdoor.browsing import SHOWN, shelves_of
from werkcentrum.frontdoor.queries import catalogue_here
from werkcentrum.partners.models import Region

DIFFERENT = 3_000  # of all choices and pages
ASKED = 300  # requests one after another in each round
MOST_MS = 1.0


def report(services: int) -> Iterator[str]:
    """Make the region in an empty database, serve it, and ask for pages with ever other filters.

    A page cache would answer what was asked before, so all go past it. The first time a service is
    shown its card is made, in every worker once; that is a row of its own.
    """
    region = made_up_region(services)
    every = list(_addresses(region))
    addresses = random.Random(1).sample(every, min(DIFFERENT, len(every)))
    asked = [request(reverse("services"), cookie=ANEW, **query) for query in addresses]
    with ExitStack() as running:
        django = running.enter_context(serving("bench.baselines:minimal_django", "--factory"))
        ours = running.enter_context(serving("bench.baselines:our_pages", "--factory"))
        queries = queries_of(reverse("services"), stored=False, **addresses[0])
        minimal = Row("minimal Django view", django, cycle([request("/")]))
        first = Row("browse, cards made", ours, iter(asked), queries=queries)
        again = Row("browse page", ours, cycle(asked), queries=queries)
        warm_up(minimal)
        measure_alone(first, len(asked))
        warm_up(again)
        first.size = again.size
        for _ in range(ROUNDS):
            for row in (minimal, again):
                measure_alone(row, ASKED)
                row.rates.append(rate(row.server.port, row.asked, seconds=ROUND_SECONDS))
        yield f"{services} services, {SHOWN} a page; {len(asked)} of {len(every)} choices and pages"
        yield from table([minimal, first, again], minimal)
        yield most("browse page, CPU ms", again.median, MOST_MS)
        yield most("browse page, SQL queries", queries, 0)


def _addresses(region: Region) -> Iterator[dict[str, str]]:
    """Every choice of theme, group and municipality that leaves something, and all its pages."""
    places = ["", *catalogue_here(region).municipality_names]
    for (theme, group), keys in shelves_of(region).items():
        for place in places:
            for page in range(1, -(-len(keys) // SHOWN) + 1):
                query = {"thema": theme, "voor": group, "gemeente": place, "pagina": str(page)}
                yield {name: value for name, value in query.items() if value}
