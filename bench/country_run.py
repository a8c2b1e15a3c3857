"""The processes of the country bench: workers, the sender of messages, and who kills them."""

import asyncio
import compileall
import math
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter as Counts
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP
from django.conf import settings
from django.db import connection

import werkcentrum
from bench import country_checks, country_report
from bench.country_load import Country, Network
from bench.country_world import World, build
from bench.in_database import prepare
from bench.server import family, free_port, wait_for
from werkcentrum.core import clock
from werkcentrum.frontdoor.management.commands.run_worker import NICENESS

WORKERS, THREADS = 2, 4
DESKS = 500
# A message that was being sent when its sender was killed is looked at again after two minutes.
DRAIN_SECONDS = 200
RESTART_SECONDS = 60
_MESSAGE_ID = re.compile(rb"^message-id:\s*<([^@>]+)@", re.IGNORECASE | re.MULTILINE)
_TICKS = os.sysconf("SC_CLK_TCK")


def run(*, share: float, seconds: float) -> Iterator[str]:
    """Everything, and the lines of the report."""
    begun = time.monotonic()
    prepare()
    # As `make install` does: a worker that starts again reads the program instead of compiling it.
    compileall.compile_dir(Path(werkcentrum.__file__).parent, quiet=1)
    world = build(round(DESKS * share), at=clock.now())
    yield (
        f"{os.cpu_count()} cores, {len(world.desks)} desks, {len(world.places)} slots, "
        f"made in {time.monotonic() - begun:.0f} s; {seconds / 60:g} minutes at real speed"
    )
    machine = Machine()
    try:
        country = asyncio.run(machine.live(world, seconds, share=share))
    finally:
        machine.stop()
    yield from country_report.report(machine.network, machine.spent, share)
    yield ""
    yield from country_checks.compare(country.ledger, machine.mailbox.taken)


class Mailbox:
    """A mail server that counts how often it took each message, by the name it had."""

    def __init__(self) -> None:
        self.taken: Counts[str] = Counts()

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """One message."""
        found = _MESSAGE_ID.search(envelope.content)
        self.taken[found[1].decode() if found else "?"] += 1
        return "250 OK"


class Machine:
    """Two workers, one sender of messages, and the hand that kills them."""

    def __init__(self) -> None:
        self.port = free_port()
        self.network = Network(self.port)
        self.mailbox = Mailbox()
        self.spent = country_report.Spent()
        self._postmaster = _postmaster()
        connection.close()
        self._server = self._start_server()
        self._sender = self._start_sender()
        wait_for(self.port, self._server)

    def _start_server(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen([
            sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", str(WORKERS),
            "--blocking-threads", str(THREADS), "--backpressure", str(THREADS),
            "--no-http1-keep-alive", "--no-ws", "--respawn-failed-workers",
            "--host", "127.0.0.1", "--port", str(self.port), "--log-level", "error",
            "--factory", "bench.country_site:application",
        ], start_new_session=True)  # fmt: skip

    def _start_sender(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "werkcentrum.config.cli", "deliver-messages"]
        # As `run-worker` starts it.
        return subprocess.Popen(["nice", "-n", str(NICENESS), *command])

    async def live(self, world: World, seconds: float, *, share: float) -> Country:
        """Let everybody do what they do, and wait until every message has left."""
        loop = asyncio.get_running_loop()
        await loop.create_server(
            lambda: SMTP(self.mailbox, loop=loop, enable_SMTPUTF8=True),
            settings.EMAIL_HOST, settings.EMAIL_PORT,
        )  # fmt: skip
        country = Country(world, self.network, share=share)
        await asyncio.gather(country.run(seconds), self._measure(seconds), self._kill(seconds))
        await self._drain()
        return country

    async def _measure(self, seconds: float) -> None:
        """What is spent while people come; those who are still being helped then do not count."""
        spent, transactions = self.spent, await asyncio.to_thread(_transactions)
        checkpoints = await asyncio.to_thread(_checkpoints)
        begun = spent.begun = time.monotonic()
        spent.books.append(self._books())
        while (now := time.monotonic() - begun) < seconds:
            if now >= country_report.MINUTE * len(spent.books):
                spent.books.append(self._books())
            spent.loads.append(os.getloadavg()[0])
            if (count := await asyncio.to_thread(_checkpoints)) > checkpoints:
                self._note("a checkpoint began")
                checkpoints = count
            await asyncio.sleep(min(5, seconds / 10))
        spent.seconds = now
        spent.books.append(self._books())
        spent.transactions = await asyncio.to_thread(_transactions) - transactions

    async def _kill(self, seconds: float) -> None:
        """`kill -9` a worker at a third and at two thirds, the sender halfway."""
        await asyncio.sleep(seconds / 3)
        await self._kill_worker()
        await asyncio.sleep(seconds / 6)
        self._note("the sender was killed")
        self._sender.kill()
        self._sender.wait()
        self._sender = self._start_sender()
        await asyncio.sleep(seconds / 6)
        await self._kill_worker()

    async def _kill_worker(self) -> None:
        heard = self.network.first_heard
        known = set(heard)
        # The one that was heard of last: each is killed once.
        os.kill(int(max(heard, key=heard.__getitem__)), signal.SIGKILL)
        self._note("a worker was killed")
        begun = time.monotonic()
        while not (new := heard.keys() - known) and time.monotonic() < begun + RESTART_SECONDS:
            await asyncio.sleep(0.1)
        first = min((heard[worker] for worker in new), default=math.inf)
        self.spent.restarts.append(first - begun)

    def _note(self, what: str) -> None:
        self.spent.events[time.monotonic()] = what

    async def _drain(self) -> None:
        deadline = time.monotonic() + DRAIN_SECONDS
        while time.monotonic() < deadline and await asyncio.to_thread(country_checks.on_its_way):
            await asyncio.sleep(1)

    def _books(self) -> tuple[float, dict[str, float]]:
        """The moment, and processor seconds so far of what lives and of what was killed."""
        ended = os.times()
        return time.monotonic(), {
            "workers": _seconds(self._server.pid),
            "PostgreSQL": _seconds(self._postmaster),
            "sender of messages": (
                _seconds(self._sender.pid) + ended.children_user + ended.children_system
            ),
            "load generator and mail server": time.process_time(),
            "taken away": _stolen(),
        }

    def stop(self) -> None:
        """End what was started."""
        self._sender.kill()
        self._server.terminate()
        try:
            self._server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(self._server.pid, signal.SIGKILL)
            self._server.wait()


def _seconds(pid: int) -> float:
    """Processor seconds of a process, of its children, and of those that it saw end."""
    total = 0
    for member in family(pid):
        with suppress(FileNotFoundError, ProcessLookupError):
            fields = Path(f"/proc/{member}/stat").read_text().rpartition(")")[2].split()
            total += sum(map(int, fields[11:15]))
    return total / _TICKS


def _postmaster() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        [folder] = cursor.fetchone()
    return int(Path(folder, "postmaster.pid").read_text().split()[0])


def _stolen() -> float:
    """Processor seconds that this machine wanted and its host gave to others (`man 5 proc`)."""
    with Path("/proc/stat").open() as books:
        return int(books.readline().split()[8]) / _TICKS


def _transactions() -> int:
    """How many transactions and savepoints have written something so far."""
    return _counted("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")


def _checkpoints() -> int:
    """How many checkpoints have begun so far. After each, PostgreSQL writes whole pages again."""
    if connection.pg_version >= 170000:  # type: ignore[attr-defined]
        return _counted("SELECT num_timed + num_requested FROM pg_stat_checkpointer")
    return _counted("SELECT checkpoints_timed + checkpoints_req FROM pg_stat_bgwriter")


def _counted(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        [count] = cursor.fetchone()
    connection.close()
    return int(count)
