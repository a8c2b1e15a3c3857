"""What a page costs: processor time, answers a second, SQL queries and size."""

import csv
import random
import statistics
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.client import Connection, rate, request
from bench.server import Server, serving
from werkcentrum.frontdoor.readmodel import Watcher
from werkcentrum.partners.middleware import page_cache

ALONE_ROUNDS, ALONE = 10, 30  # rounds of requests one after another, for processor time
WARM_UP = 50
# After so many different questions a worker is as it is for nearly all of its life.
SEASONED = 1_500
ROUNDS, ROUND_SECONDS = 5, 1.0
# Any cookie: the page cache lets such a request by, so the page is made anew.
ANEW = "bench=1"
SERVICE = "ww-aanvragen"
HEAD = (
    f"{'':24s} {'CPU ms':>8s} {'p95':>7s} {'a second':>9s} {'x Django':>9s} {'SQL':>4s} {'kB':>6s}"
)
MOST_ANSWER_MS, MOST_ANSWER_P95_MS, MOST_ANSWER_KB = 6.0, 12.0, 20.0
LEAST_OF_DJANGO = 1.0


@dataclass
class Row:
    """One kind of request and what was measured. Times in milliseconds, size in bytes.

    `before`: requests that are not measured, to fill the memories.
    """

    name: str
    server: Server
    asked: Iterator[bytes]
    queries: int | None = None
    before: int = WARM_UP
    processor: list[float] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)
    size: int = 0

    @property
    def median(self) -> float:
        """Processor time of the whole server for one request, at the median."""
        return statistics.median(self.processor)

    @property
    def p95(self) -> float:
        """The same at the 95th percentile."""
        return statistics.quantiles(self.processor, n=20)[-1]

    @property
    def rate(self) -> float:
        """Answers a second, at the median of the rounds; 0 when that was not measured."""
        return statistics.median(self.rates) if self.rates else 0


def report(examples: Path) -> Iterator[str]:
    """The table, and whether the goals are reached. `examples` holds the questions to ask."""
    Watcher().look()
    asked = questions(examples)
    alone = _answers_alone(asked)
    with ExitStack() as running:
        bare = running.enter_context(serving("bench.baselines:hello"))
        django = running.enter_context(serving("bench.baselines:minimal_django", "--factory"))
        ours = running.enter_context(serving("werkcentrum.config.wsgi:application"))
        rows = [
            Row("bare WSGI hello", bare, cycle([request("/")])),
            Row("minimal Django view", django, cycle([request("/")])),
            *_pages(ours, asked),
        ]
        for row in rows:
            warm_up(row)
        # Round by round, so that a busy moment of the machine falls on all alike.
        for _ in range(ALONE_ROUNDS):
            for row in rows:
                measure_alone(row)
        for _ in range(ROUNDS):
            for row in rows:
                row.rates.append(rate(row.server.port, row.asked, seconds=ROUND_SECONDS))
        yield from table([*rows, *alone], rows[1])
        yield f"memory of our server: {ours.memory_mb():.0f} MB"
        yield ""
        yield from _goals([*rows, *alone])


def questions(examples: Path) -> list[str]:
    """All different example questions of the services, in a fixed shuffled order."""
    found: dict[str, None] = {}
    for path in sorted(examples.glob("*.csv")):
        if path.stem != "_other":
            with path.open(encoding="utf-8", newline="") as lines:
                found |= dict.fromkeys(row["text"] for row in csv.DictReader(lines))
    shuffled = list(found)
    random.Random(1).shuffle(shuffled)
    return shuffled


def _pages(server: Server, asked: Sequence[str]) -> Iterator[Row]:
    paths = {
        "home": reverse("home"),
        "service page": reverse("service", args=[SERVICE]),
        "locations": reverse("locations"),
    }
    for name, path in paths.items():
        yield Row(name, server, cycle([request(path)]), queries=queries_of(path, stored=True))
        anew = cycle([request(path, cookie=ANEW)])
        yield Row(f"{name}, made anew", server, anew, queries=queries_of(path, stored=False))
    answers = reverse("answers")
    count = queries_of(answers, stored=False, q=asked[-1])
    yield Row("answer page", server, _each_once(asked), queries=count)


def _answers_alone(asked: Sequence[str]) -> list[Row]:
    """The answer page of a server that does nothing else: one that is new, and later.

    Measured before the other servers are there, since what they share would be divided by more,
    and since they fill the memory of the processor in turns.
    """
    with serving("werkcentrum.config.wsgi:application") as server:
        each = _each_once(asked)
        new = Row("answer page, new worker", server, each)
        later = Row("answer page, later", server, each, before=SEASONED)
        for row in (new, later):
            warm_up(row)
            for _ in range(ALONE_ROUNDS):
                measure_alone(row)
    return [new, later]


def _each_once(asked: Sequence[str]) -> Iterator[bytes]:
    return cycle([request(reverse("answers"), q=question) for question in asked])


def queries_of(path: str, *, stored: bool, **query: str) -> int:
    """SQL queries of one request in this process, which has taken over the read model too."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.get(path, query)
    if not stored:
        page_cache.clear()
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path, query)
    if response.status_code != 200:
        raise RuntimeError(f"{path} was answered with {response.status_code}")
    return len(captured)


def warm_up(row: Row) -> None:
    """Fill the memories; the language model of our server has been read after this."""
    visitor = Connection(row.server.port)
    row.size = int(statistics.mean(len(visitor.get(next(row.asked))) for _ in range(row.before)))
    visitor.close()


def measure_alone(row: Row, times: int = ALONE) -> None:
    """One request at a time, so that all the processor time in between belongs to it."""
    visitor = Connection(row.server.port)
    for _ in range(times):
        following = next(row.asked)
        before = row.server.processor_ms()
        visitor.get(following)
        row.processor.append(row.server.processor_ms() - before)
    visitor.close()


def table(rows: Sequence[Row], django: Row) -> Iterator[str]:
    """A line for each row, beside the minimal Django view."""
    yield HEAD
    for row in rows:
        queries = "-" if row.queries is None else str(row.queries)
        yield (
            f"{row.name:24s} {row.median:8.2f} {row.p95:7.2f} {row.rate:9.0f} "
            f"{row.rate / django.rate:9.2f} {queries:>4s} {row.size / 1000:6.1f}"
        )


def _goals(rows: Sequence[Row]) -> Iterator[str]:
    django = rows[1]
    by_name = {row.name: row for row in rows}
    answer = by_name["answer page"]
    for row in (row for row in rows if row.name.startswith("answer page")):
        yield most(f"{row.name}, CPU ms", row.median, MOST_ANSWER_MS)
        yield most(f"{row.name}, CPU ms at p95", row.p95, MOST_ANSWER_P95_MS)
    yield most("answer page, kB", answer.size / 1000, MOST_ANSWER_KB)
    yield most("answer page, SQL queries", answer.queries or 0, 0)
    for name in ("home", "service page"):
        share = by_name[name].rate / django.rate
        reached = share >= LEAST_OF_DJANGO
        yield _goal(f"{name}, x minimal Django", share, f">= {LEAST_OF_DJANGO}", reached)


def most(name: str, value: float, goal: float) -> str:
    """Whether a figure stays within its goal."""
    return _goal(name, value, f"<= {goal:.0f}", value <= goal)


def _goal(name: str, value: float, goal: str, reached: bool) -> str:
    return f"{name:38s} {value:6.2f}   goal {goal:7s} {'reached' if reached else 'MISSED'}"
