"""What the page on which vacancies are searched costs with many rows really in the database.

The website and the process that keeps the index run apart, as they do on a real machine. A small
index is in use first; the big one is made beside it while people search and vacancies come in.
"""

import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import Final
from uuid import UUID

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench import vacancies as made_up
from bench.client import Connection, request
from bench.server import Server, family, serving
from bench.synthetic import vocabulary
from werkcentrum.core import clock
from werkcentrum.core.clock import day_of
from werkcentrum.frontdoor.management.commands.run_worker import NICENESS
from werkcentrum.partners.models import Municipality, PostcodeArea, Region, RegionHost
from werkcentrum.vacancies import actions
from werkcentrum.vacancies.content import Content
from werkcentrum.vacancies.models import DutchLevel, Level, Vacancy
from werkcentrum.vacancies.search_index import Entry
from werkcentrum.vacancies.search_keeping import build, is_built

ASKED: Final = 400
CHANGES: Final = 20
_FIRST: Final = 1_000  # at most so many stand in the index that is in use at first
_BATCH: Final = 2_000
_PLACES: Final = 300
_MOST_MS: Final = 20.0
_MOST_SECONDS: Final = 1.0
_PAUSE: Final = 0.25
_PATIENCE: Final = 60.0


@dataclass
class Watch:
    """What a visitor met: pages that failed, and seconds until what was published was found."""

    server: Server
    failed: int = 0
    asked: int = 0
    seen_after: list[float] = field(default_factory=list)

    def look(self, **query: str) -> bytes:
        """The page; empty when it failed."""
        self.asked += 1
        try:
            # A connection each: one that broke should not break the next.
            with _connected(self.server) as visitor:
                return visitor.get(request(reverse("vacancies"), **query))
        except (RuntimeError, OSError):
            self.failed += 1
            return b""

    def publish(self, region: Region, number: int) -> None:
        """A new vacancy, and how long it takes until somebody finds it."""
        word = f"nieuw{number}werk"
        vacancy = _published(region, word)
        began = time.perf_counter()
        while str(vacancy.pk).encode() not in self.look(q=word):
            if time.perf_counter() - began > _PATIENCE:
                raise RuntimeError(f"{word} was not found within {_PATIENCE:.0f} s")
            time.sleep(0.02)
        self.seen_after.append(time.perf_counter() - began)


def report(count: int) -> Iterator[str]:
    """The table, line by line. The database is migrated and empty."""
    region = _region()
    began, spent = time.perf_counter(), time.process_time()
    _fill(region, 0, first := min(_FIRST, count // 2))
    build(region, at=clock.now() - timedelta(days=1))
    _fill(region, first, count)
    with connection.cursor() as cursor:
        # PostgreSQL does so by itself before long.
        cursor.execute("ANALYZE")
    yield (
        f"{connection.vendor}: {count:,} vacancies put in: {time.perf_counter() - began:.0f} s, "
        f"{time.process_time() - spent:.0f} s of processor time of Python"
    )
    with serving("bench.baselines:our_pages", "--factory") as server, _keeping() as keeper:
        watch = Watch(server)
        yield from _building(region, watch, keeper)
        yield from _asking(server)
        watch.seen_after.clear()
        for number in range(CHANGES):
            watch.publish(region, number)
        yield f"published, until the page shows it: {_line(watch.seen_after, 's')}"
        yield _goal("the slowest", max(watch.seen_after), _MOST_SECONDS, "s")
        yield f"memory: website {server.memory_mb():.0f} MB, index {keeper.memory_mb():.0f} MB"
        yield f"keeping the index when nothing changes: {_idle(keeper):.1%} of a core"
        yield f"failed pages: {watch.failed} of {watch.asked:,}"


def _building(region: Region, watch: Watch, keeper: Server) -> Iterator[str]:
    """Until the big index is in use somebody searches four times a second, and now and then
    something is published."""
    began, number, gaps = time.perf_counter(), CHANGES, 0
    builders: dict[int, float] = {}
    # The keeper takes some seconds to start.
    watch.publish(region, number)
    watch.seen_after.clear()
    known = _found(watch.look(q="kok"))
    while not is_built(region, clock.today()):
        builders |= {pid: _processor_s(pid) for pid in list(family(keeper.processes[0]))[1:]}
        gaps += not _found(watch.look(q="kok"))
        if not watch.asked % 20:
            number += 1
            watch.publish(region, number)
        time.sleep(_PAUSE)
    took = time.perf_counter() - began
    yield (
        f"index of all: {took:.0f} s, {sum(builders.values()):.0f} s of processor time; meanwhile "
        f"{watch.asked} searches, {watch.failed} failed, {gaps} found nothing"
    )
    if watch.seen_after:
        yield f"published meanwhile, until the page shows it: {_line(watch.seen_after, 's')}"
    lost = [n for n in range(CHANGES, number + 1) if not _comes(watch, f"nieuw{n}werk")]
    yield f"of those {number - CHANGES + 1} not in the new index: {len(lost)}"
    more = _found(watch.look(q="kok"))
    yield f"'kok' finds {more:,}, and found {known:,} before"


def _comes(watch: Watch, word: str) -> bool:
    until = time.perf_counter() + _MOST_SECONDS
    while not (found := _found(watch.look(q=word))) and time.perf_counter() < until:
        time.sleep(0.02)
    return bool(found)


def _asking(server: Server) -> Iterator[str]:
    """Processor time of the whole website for one page, and its queries."""
    asked = list(islice(_questions(), ASKED))
    spent = []
    with _connected(server) as visitor:
        for query in asked[:50]:
            visitor.get(request(reverse("vacancies"), **query))
        for query in asked:
            before = server.processor_ms()
            visitor.get(request(reverse("vacancies"), **query))
            spent.append(server.processor_ms() - before)
    yield f"{ASKED} questions, the whole page: {_line(spent, 'ms CPU')}"
    yield _goal("p95", _p95(spent), _MOST_MS, "ms")
    browser = Client(SERVER_NAME="127.0.0.1")
    counts = [_queries(lambda query=query: browser.get(reverse("vacancies"), query))  # type: ignore[misc]
              for query in asked[:40]]  # fmt: skip
    yield f"SQL queries: at the median {statistics.median(counts):.0f}, at most {max(counts)}"
    newest = [_spent(server, {}) for _time in range(20)]
    yield f"no question, the newest: {_line(newest, 'ms CPU')}"


def _spent(server: Server, query: dict[str, str]) -> float:
    with _connected(server) as visitor:
        before = server.processor_ms()
        visitor.get(request(reverse("vacancies"), cookie="bench=1", **query))
        return server.processor_ms() - before


def _queries(look: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as queries:
        look()
    return len(queries)


def _questions() -> Iterator[dict[str, str]]:
    """Sentences around occupations and skills, a fifth misspelt, half of them with filters."""
    chance = random.Random(ASKED)
    places = [place for place, _area in _places()]
    while True:
        query = {"q": made_up.sentence(chance)}
        if chance.random() < 0.5:
            query |= {"plaats": chance.choice(places), "km": chance.choice(("10", "25"))}
            query |= chance.choice(({}, {"uren": "24"}, {"opleiding": "4"}, {"nederlands": "a2"}))
        yield query


def _region() -> Region:
    """A region with places in a square of about a hundred kilometres."""
    region = Region.objects.create(key="verzonnen", code="AM00", name="Verzonnen")
    RegionHost.objects.create(region=region, host="127.0.0.1")
    town = Municipality.objects.create(
        region=region, key="gemeente", name="Gemeente", homeless_phone="14 000",
        hunger_phone="14 000",
    )  # fmt: skip
    chance = random.Random(_PLACES)
    PostcodeArea.objects.bulk_create(
        PostcodeArea(
            region=region, municipality=town, postcode4=area, place=place,
            latitude=chance.uniform(51.6, 52.5), longitude=chance.uniform(4.2, 5.6),
        )
        for place, area in _places()
    )  # fmt: skip
    return region


def _places() -> list[tuple[str, str]]:
    words = vocabulary(random.Random(_PLACES))[-_PLACES:]
    return [(f"{word.title()}dam", area) for word, area in zip(words, made_up.AREAS, strict=False)]


def _fill(region: Region, first: int, last: int) -> None:
    """Vacancies that came in over two months, until two days ago."""
    at, places = clock.now() - timedelta(days=2), _places()
    entries = islice(made_up.entries(last, day_of(at)), first, None)
    while part := list(islice(entries, _BATCH)):
        Vacancy.objects.bulk_create(
            [_row(region, entry, at, places[int(entry.pk, 16) % len(places)]) for entry in part]
        )


def _row(region: Region, entry: Entry, at: datetime, where: tuple[str, str]) -> Vacancy:
    published = at - (day_of(at) - entry.published_on)
    return Vacancy(
        pk=UUID(entry.pk), region=region, state="published", title=entry.title,
        employer_name="Bedrijf", description=entry.text, place=where[0], postcode4=where[1],
        hours_min=entry.least_hours or None, hours_max=entry.most_hours or None,
        level=Level.values[entry.level - 1] if entry.level else "",
        dutch_level=DutchLevel.values[entry.dutch - 1] if entry.dutch else "",
        is_learning_place=entry.is_learning_place, closes_on=entry.closes_on,
        apply_by="werkcentrum", written_by="bench", published_at=published, changed_at=published,
        seen_on=day_of(published), likeness=entry.pk,
    )  # fmt: skip


def _published(region: Region, word: str) -> Vacancy:
    at = clock.now()
    content = Content(
        title=word, employer_name="Bedrijf", description="U leert het vak. Iedereen is welkom.",
        place="Hier", apply_by="werkcentrum", apply_to="",
    )  # fmt: skip
    vacancy = actions.enter_vacancy(
        region=region, content=content, organisation=None, by="bench", at=at
    )
    actions.submit_vacancy(vacancy=vacancy, reason="", by="bench", at=at)
    actions.publish_vacancy(vacancy=vacancy, by="another", at=clock.now())
    return vacancy


@contextmanager
def _keeping() -> Iterator[Server]:
    """The process that keeps the index, as `run-worker` starts it."""
    command = [sys.executable, "-m", "werkcentrum.config.cli", "keep-vacancy-index"]
    process = subprocess.Popen(["nice", "-n", str(NICENESS), *command])
    try:
        yield Server(0, (process.pid,))
    finally:
        process.terminate()
        process.wait(timeout=30)


@contextmanager
def _connected(server: Server) -> Iterator[Connection]:
    visitor = Connection(server.port)
    try:
        yield visitor
    finally:
        visitor.close()


def _found(page: bytes) -> int:
    """How many vacancies the heading says there are."""
    told = page.partition(b'id="gevonden">')[2].partition(b" vacature")[0]
    digits = told.strip().replace(b".", b"")
    return int(digits) if digits.isdigit() else 0


def _processor_s(pid: int) -> float:
    try:
        return Server(0, (pid,)).processor_ms() / 1e3
    except OSError:
        return 0.0


def _idle(keeper: Server) -> float:
    """The share of a core that it takes when nothing changes."""
    before, began = keeper.processor_ms(), time.perf_counter()
    time.sleep(5)
    return (keeper.processor_ms() - before) / 1e3 / (time.perf_counter() - began)


def _p95(spent: list[float]) -> float:
    return sorted(spent)[int(len(spent) * 0.95)]


def _line(spent: list[float], unit: str) -> str:
    return (
        f"p50 {statistics.median(spent):.2f}, p95 {_p95(spent):.2f}, most {max(spent):.2f} {unit}"
    )


def _goal(name: str, found: float, most: float, unit: str) -> str:
    reached = "reached" if found <= most else "MISSED"
    return f"{name} {found:.2f} {unit}   goal <= {most:g} {reached}"
