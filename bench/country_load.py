"""People and screens of a whole country at real speed, from one process with asyncio.

Latency counts from the moment at which something was due, not from when there was time for it. A
broken connection is tried again with the same request, as a person, a kiosk or a proxy does.
"""

import asyncio
import random
import re
import time
from collections import Counter as Counts
from collections import defaultdict, deque
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from bench.country_world import Adviser, OpenDesk, Place, World
from werkcentrum.desk.states import Outcome
from werkcentrum.desk.tokens import read_note

VISITS, POLLS, BOOKINGS = 3.0, 400.0, 4.0  # a second
# A connection carries so many requests: one, as nginx does unless it is told otherwise.
REQUESTS_A_CONNECTION = 1
PATIENCE_SECONDS, PAUSE_SECONDS = 30.0, 0.2
TICK_SECONDS = 0.01
CSRF = "b" * 32
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CPU = re.compile(rb"\r\nx-cpu: *(\d+)", re.IGNORECASE)
_WORKER = re.compile(rb"\r\nx-worker: *(\d+)", re.IGNORECASE)
_LOCATION = re.compile(rb"\r\nlocation: *(\S+)", re.IGNORECASE)
_REVISION = re.compile(rb"\r\nx-revision: *(\S+)", re.IGNORECASE)
_MINE = re.compile(rb'value="finish:([0-9a-f-]{36}):')
_OTHERS = re.compile(rb'value="transfer:[0-9a-f-]{36}:([a-z0-9-]+)"')
_REFUSED = b'role="status"><li'
_NOTE = re.compile(rb'name="token" value="([^"]+)"')


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    head: bytes
    body: bytes

    def header(self, pattern: re.Pattern[bytes]) -> str:
        """The value of a header, '' without."""
        found = pattern.search(self.head)
        return found[1].decode() if found else ""


@dataclass
class Tally:
    """What was measured of one kind of request: milliseconds, and processor time of the worker."""

    latencies: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    statuses: Counts[int] = field(default_factory=Counts)
    broken: int = 0


class _Wire(asyncio.Protocol):
    """One keep-alive connection; one request at a time."""

    def __init__(self) -> None:
        self.transport: Any = None
        self.is_open = True
        self.count = 0
        self._received = b""
        self._answer: asyncio.Future[Answer] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, mark, body = self._received.partition(b"\r\n\r\n")
        if not mark or self._answer is None:
            return
        length = _LENGTH.search(head)
        if length and len(body) < int(length[1]):
            return
        self._received = b""
        answer, self._answer = self._answer, None
        if not answer.done():
            answer.set_result(Answer(int(head[9:12]), head, body))

    def connection_lost(self, error: Exception | None) -> None:
        self.is_open = False
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(ConnectionResetError())

    def ask(self, request: bytes) -> asyncio.Future[Answer]:
        """Send it; the answer comes."""
        self.count += 1
        self._answer = asyncio.get_running_loop().create_future()
        self.transport.write(request)
        return self._answer


class Network:
    """Requests over as many connections as are needed at once, and what they cost."""

    def __init__(self, port: int) -> None:
        self.tallies: dict[str, Tally] = defaultdict(Tally)
        # When each worker was heard of first, and how often it answered.
        self.first_heard: dict[str, float] = {}
        self.answers: Counts[str] = Counts()
        # Milliseconds of all that was due in each second of the clock.
        self.by_second: dict[int, list[float]] = defaultdict(list)
        self._port = port
        # The one that rested longest goes first: else one connection gets nearly all.
        self._idle: deque[_Wire] = deque()

    async def ask(
        self,
        kind: str,
        host: str,
        path: str,
        *,
        form: dict[str, str] | None = None,
        cookie: str = "",
        due: float | None = None,
    ) -> Answer:
        """Ask until there is an answer. Raises TimeoutError after half a minute."""
        loop, tally = asyncio.get_running_loop(), self.tallies[kind]
        begun = due or loop.time()
        request = _bytes(host, path, form, cookie)
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                try:
                    answer = await self._once(request)
                    break
                except OSError:
                    tally.broken += 1
                    await asyncio.sleep(PAUSE_SECONDS)
        latency = 1000 * (loop.time() - begun)
        tally.latencies.append(latency)
        self.by_second[int(begun)].append(latency)
        tally.processor.append(int(answer.header(_CPU) or 0) / 1000)
        tally.statuses[answer.status] += 1
        worker = answer.header(_WORKER)
        self.first_heard.setdefault(worker, time.monotonic())
        self.answers[worker] += 1
        return answer

    async def _once(self, request: bytes) -> Answer:
        wire = await self._wire()
        answer = await wire.ask(request)
        if wire.count >= REQUESTS_A_CONNECTION:
            wire.transport.close()
        elif wire.is_open:
            self._idle.append(wire)
        return answer

    async def _wire(self) -> _Wire:
        while self._idle:
            wire = self._idle.popleft()
            if wire.is_open:
                return wire
        loop = asyncio.get_running_loop()
        _transport, made = await loop.create_connection(_Wire, "127.0.0.1", self._port)
        return made


def _bytes(host: str, path: str, form: dict[str, str] | None, cookie: str) -> bytes:
    sent = urlencode(form).encode() if form is not None else b""
    lines = [f"{'GET' if form is None else 'POST'} {path} HTTP/1.1", f"Host: {host}"]
    if cookie:
        lines += [f"Cookie: sessionid={cookie}; csrftoken={CSRF}", f"X-CSRFToken: {CSRF}"]
    if form is not None:
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(sent)}"]
    return "\r\n".join([*lines, "", ""]).encode() + sent


@dataclass
class Ledger:
    """What people were told, to be compared with the database afterwards.

    `numbers`: request keys of those who got a number. `finished`: tickets that were done.
    `calls`: who called a ticket. `standing` and `cancelled`: request keys of appointments.
    `unanswered`: request keys of those who waited for an answer in vain.
    """

    numbers: set[str] = field(default_factory=set)
    calls: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    finished: set[str] = field(default_factory=set)
    standing: set[str] = field(default_factory=set)
    cancelled: set[str] = field(default_factory=set)
    unanswered: set[str] = field(default_factory=set)
    refused: int = 0
    unclear: Counts[str] = field(default_factory=Counts)
    skipped_polls: int = 0

    @contextmanager
    def asking(self, *keys: str) -> Iterator[None]:
        """Somebody asks for something under these keys, and may hear nothing."""
        try:
            yield
        except TimeoutError:
            self.unanswered.update(keys)
            self.standing.difference_update(keys)
            raise


class Country:
    """Everybody at work."""

    def __init__(self, world: World, network: Network, *, share: float) -> None:
        self.ledger = Ledger()
        self._world = world
        self._network = network
        self._share = share
        self._chance = random.Random(1)
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self, seconds: float) -> None:
        """Begin with visits, polls and bookings for so long, and end when everybody is done."""
        await asyncio.gather(
            self._every(VISITS * self._share, seconds, self._visit),
            self._every(BOOKINGS * self._share, seconds, self._booking),
            self._poll(seconds),
        )
        await asyncio.gather(*self._tasks)

    async def _every(
        self, rate: float, seconds: float, person: Callable[[], Coroutine[Any, Any, None]]
    ) -> None:
        loop = asyncio.get_running_loop()
        begun = loop.time()
        for number in range(int(seconds * rate)):
            await asyncio.sleep(begun + number / rate - loop.time())
            self._start(person())

    def _start(self, person: Coroutine[Any, Any, None]) -> None:
        async def run() -> None:
            try:
                await person
            except TimeoutError:
                self.ledger.unclear["no answer"] += 1

        task = asyncio.get_running_loop().create_task(run())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _poll(self, seconds: float) -> None:
        """Every desk has a public screen and three work screens, which all ask every 5 seconds."""
        screens = [_Screen(desk.host, desk.screen, desk.rev) for desk in self._world.desks]
        screens += [
            _Screen(desk.host, desk.work_screen, desk.rev, f"&plek={adviser.counter}")
            for desk in self._world.desks
            for adviser in desk.free
        ]
        self._chance.shuffle(screens)
        loop, rate = asyncio.get_running_loop(), POLLS * self._share
        begun, number = loop.time(), 0
        while (now := loop.time()) < begun + seconds:
            while number < (now - begun) * rate:
                screen = screens[number % len(screens)]
                due = begun + number / rate
                if screen.is_asking:
                    self.ledger.skipped_polls += 1
                else:
                    self._start(self._look(screen, due))
                number += 1
            await asyncio.sleep(TICK_SECONDS)

    async def _look(self, screen: "_Screen", due: float) -> None:
        screen.is_asking = True
        kind = "poll"
        path = f"{screen.path}?rev={screen.rev}{screen.rest}"
        try:
            answer = await self._network.ask(kind, screen.host, path, due=due)
        finally:
            screen.is_asking = False
        if answer.status == 200:
            screen.rev = answer.header(_REVISION)
            # News is another kind of request than no news.
            plain, news = self._network.tallies["poll"], self._network.tallies["poll with news"]
            news.latencies.append(plain.latencies.pop())
            news.processor.append(plain.processor.pop())
            plain.statuses[200] -= 1
            news.statuses[200] += 1

    async def _visit(self) -> None:
        desk = self._chance.choice(self._world.desks)
        way = self._chance.choice(("kiosk", "door", "host"))
        if way == "host":
            await self._check_in_by_host(desk)
        else:
            await self._take_number(desk, desk.kiosk if way == "kiosk" else desk.door)
        await self._nap(5, 30)
        await self._help(desk)

    async def _nap(self, least: float, most: float) -> None:
        await asyncio.sleep(self._chance.uniform(least, most))

    async def _take_number(self, desk: OpenDesk, path: str) -> None:
        page = await self._network.ask("page of a kiosk", desk.host, path)
        found = _NOTE.search(page.body)
        if not found:
            self.ledger.unclear[f"kiosk {page.status}"] += 1
            return
        note = found[1].decode()
        key, sent = str(read_note(note).request_key), {"token": note, "theme": "thema-1"}
        with self.ledger.asking(key):
            answer = await self._network.ask("take a number", desk.host, path, form=sent)
        await self._got_number(desk, answer, key)

    async def _check_in_by_host(self, desk: OpenDesk) -> None:
        key, cookie = str(uuid4()), self._chance.choice(desk.free or desk.away).cookie
        sent = {"request_key": key, "theme": "thema-2", "language": "nl", "group": ""}
        with self.ledger.asking(key):
            answer = await self._network.ask(
                "check in", desk.host, f"{desk.board}aanmelden/", form=sent, cookie=cookie
            )
        await self._got_number(desk, answer, key, cookie)

    async def _got_number(self, desk: OpenDesk, answer: Answer, key: str, cookie: str = "") -> None:
        if answer.status != 302:
            self.ledger.unclear[f"number {answer.status}"] += 1
            return
        self.ledger.numbers.add(key)
        path = answer.header(_LOCATION)
        await self._network.ask("own number", desk.host, path, cookie=cookie)

    async def _help(self, desk: OpenDesk) -> None:
        """An adviser calls whoever is next, and helps that person."""
        while not desk.free:
            await asyncio.sleep(1)
        adviser = desk.free.pop()
        desk.away.append(adviser)
        try:
            await self._help_by(adviser)
        finally:
            desk.away.remove(adviser)
            desk.free.append(adviser)

    async def _help_by(self, adviser: Adviser) -> None:
        page = await self._press(adviser, "call next", "next")
        ticket = _mine(page)
        if not ticket:
            self.ledger.unclear["nobody called"] += 1
            return
        self.ledger.calls[ticket].add(adviser.counter)
        await self._nap(2, 8)
        if self._chance.random() < 0.3:
            await self._press(adviser, "call again", f"again:{ticket}")
        page = await self._press(adviser, "begin", f"start:{ticket}")
        await self._nap(5, 20)
        if self._chance.random() < 0.2:
            await self._press(adviser, "set apart", f"hold:{ticket}")
            await self._nap(3, 6)
            await self._press(adviser, "call back", f"call:{ticket}")
            await self._press(adviser, "begin", f"start:{ticket}")
            await self._nap(3, 6)
        others = _OTHERS.findall(page)
        if others and self._chance.random() < 0.1:
            key = self._chance.choice(others).decode()
            await self._press(adviser, "transfer", f"transfer:{ticket}:{key}")
            to = next(d for d in self._world.desks if d.key == key and d.host == adviser.desk.host)
            self._start(self._help(to))
            return
        page = await self._press(adviser, "finish", f"finish:{ticket}:{Outcome.ANSWERED}")
        if _mine(page) or _REFUSED in page:
            self.ledger.unclear["not finished now"] += 1
        else:
            self.ledger.finished.add(ticket)

    async def _press(self, adviser: Adviser, kind: str, button: str) -> bytes:
        """A button on the board, and the board that comes back."""
        desk = adviser.desk
        sent = {"do": button}
        await self._network.ask(
            kind, desk.host, f"{desk.board}stap/", form=sent, cookie=adviser.cookie
        )
        page = await self._network.ask("board", desk.host, desk.board, cookie=adviser.cookie)
        return page.body

    async def _booking(self) -> None:
        """Somebody holds a place and books it; some change their mind."""
        key, place = str(uuid4()), self._wanted()
        sent = {"key": key, "name": f"Bezoeker {key[:6]}", "address": f"{key}@post.example"}
        while (await self._send("hold", place, sent)).status == 409:
            self.ledger.refused += 1
            place = self._wanted()
        await self._nap(1, 5)
        with self.ledger.asking(key):
            answer = await self._send("book", place, sent)
        if answer.status != 200:
            self.ledger.unclear[f"book {answer.status}"] += 1
            return
        self.ledger.standing.add(key)
        secret = answer.body.decode()
        await self._nap(2, 10)
        wish = self._chance.random()
        if wish < 0.2:
            await self._cancel(place, key, secret)
        elif wish < 0.45:
            await self._move(place, key, secret)

    async def _cancel(self, place: Place, key: str, secret: str) -> None:
        with self.ledger.asking(key):
            answer = await self._send("cancel", place, {"secret": secret})
        if answer.status == 200:
            self.ledger.standing.remove(key)
            self.ledger.cancelled.add(key)

    async def _move(self, place: Place, old: str, secret: str) -> None:
        new = str(uuid4())
        with self.ledger.asking(old, new):
            while True:
                to = self._wanted(host=place.host)
                answer = await self._send("move", to, {"secret": secret, "key": new})
                if answer.status == 200:
                    break
                self.ledger.refused += 1
        self.ledger.standing.remove(old)
        self.ledger.standing.add(new)

    async def _send(self, step: str, place: Place, sent: dict[str, str]) -> Answer:
        form = {**sent, "slot": place.slot}
        return await self._network.ask(step, place.host, f"/bench/afspraak/{step}/", form=form)

    def _wanted(self, host: str = "") -> Place:
        """One in five wants one of the first moments, where others want to be too."""
        places = self._world.places
        if host:
            return self._chance.choice([place for place in places if place.host == host])
        return self._chance.choice(places[:60] if self._chance.random() < 0.2 else places)


@dataclass
class _Screen:
    """What a screen asks, and what it saw last."""

    host: str
    path: str
    rev: str
    rest: str = ""
    is_asking: bool = False


def _mine(page: bytes) -> str:
    found = _MINE.search(page)
    return found[1].decode() if found else ""
