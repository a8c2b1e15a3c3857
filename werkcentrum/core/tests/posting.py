"""Messages and those who carry them, for tests: a message to Amira, and a carrier that breaks."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from werkcentrum.core import outbox
from werkcentrum.core.carriers import Begin
from werkcentrum.core.delivery import LEASE, Deliverer
from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.notices import Notice, Sender, compose
from werkcentrum.core.tests.make import MONDAY_MORNING

Channel, State = outbox.Channel, outbox.State
AMIRA = "amira@post.example"
SENDER = Sender(
    region_key="zuid-holland-centraal",
    name="Werkcentrum Zuid-Holland Centraal",
    origin="https://zhc.example",
    email="info@zhc.example",
    phone="14 070",
)


def make_notice(subject: str = "Uw afspraak is maandag", **values: Any) -> Notice:
    """A small message in Dutch."""
    given = {"preheader": "Tot maandag", "paragraphs": ["Hallo,", "U komt maandag langs."]}
    return compose(sender=SENDER, language="nl", subject=subject, **{**given, **values})


def put_message(key: str = "een", *, at: datetime = MONDAY_MORNING, **values: Any) -> OutboxMessage:
    """A message to Amira in the outbox."""
    given = {"notice": make_notice(), "channel": Channel.MAIL, "to": AMIRA, "sender": SENDER}
    with transaction.atomic():
        outbox.put_all([outbox.message(key=key, at=at, **{**given, **values})])
    return OutboxMessage.objects.get(key=key)


class Killed(BaseException):
    """The worker is gone at this very moment."""


class Recorder:
    """A carrier that keeps what it took, by reference; `before` and `after` may break it."""

    def __init__(self, *, can_tell: bool = False) -> None:
        self.can_tell = can_tell
        self.taken: Counter[str] = Counter()
        self.before: Callable[[], None] = lambda: None
        self.middle: Callable[[], None] = lambda: None
        self.after: Callable[[], None] = lambda: None

    def open(self) -> None:
        """Always ready."""

    def close(self) -> None:
        """Nothing is open."""

    def send(self, message: OutboxMessage, begin: Begin) -> str:
        """Take it."""
        self.before()
        begin()
        self.middle()
        self.taken[message.key] += 1
        self.after()
        return message.reference

    def find(self, message: OutboxMessage) -> str | None:
        """As NotifyNL, or as a mail server."""
        if not self.can_tell:
            raise LookupError
        return message.reference if self.taken[message.key] else None


class Post:
    """A clock, a carrier, and workers that come and go."""

    def __init__(self, carrier: Any = None, at: datetime = MONDAY_MORNING) -> None:
        self.carrier = carrier or Recorder()
        self.at = at
        self._workers = 0

    def worker(self) -> Deliverer:
        """A worker that just started."""
        self._workers += 1
        ways = dict.fromkeys(((channel, False) for channel in Channel.values), self.carrier)
        return Deliverer(name=f"worker-{self._workers}", carriers=ways, now=lambda: self.at)

    def deliver(self) -> int:
        """One round of a new worker."""
        return self.worker().round()

    def wait(self, **time: int) -> None:
        """Time passes; without a time as long as a claim lasts."""
        self.at += timedelta(**time) if time else LEASE + timedelta(seconds=1)


def state_of(key: str = "een") -> str:
    """Where a message is now."""
    return OutboxMessage.objects.get(key=key).state


def break_off(how: BaseException) -> Callable[[], None]:
    """What breaks a carrier in this way."""

    def broken() -> None:
        raise how

    return broken
