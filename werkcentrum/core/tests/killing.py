"""Sends messages in processes that are killed: `python -m werkcentrum.core.tests.killing ...`.

`at MOMENT N` puts N messages and sends them in a process that dies at a moment. `often N TIMES
SEED` starts so many processes after one another and kills each at a random moment. Then one that
nobody kills sends what is left. The process that sends writes its id to a file, so that a mail
server can kill it too.
"""

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import django
from django.db import connections

LEASE = timedelta(seconds=0.5)
# A process that nobody killed in this time, in seconds, is finished.
MOST_SECONDS = 20.0


def fill(count: int) -> None:
    """Messages for as many people. The processes that are started later connect by themselves."""
    from werkcentrum.core import clock
    from werkcentrum.core.tests.posting import put_message

    for number in range(count):
        put_message(str(uuid4()), at=clock.now(), to=f"p{number}@post.example", is_asked_for=True)
    connections.close_all()


def send(name: str, *, die_at: str = "") -> None:
    """Send until nothing is left, or this process dies."""
    from werkcentrum.core import clock
    from werkcentrum.core.configured import carriers
    from werkcentrum.core.delivery import Deliverer
    from werkcentrum.core.models import OutboxMessage

    class Mortal(Deliverer):
        """Dies just after a step was written down."""

        def _claim(self) -> list:
            return _die_after("claim", lambda: super(Mortal, self)._claim())

        def _begin(self, message: OutboxMessage) -> None:
            _die_after("begin", lambda: super(Mortal, self)._begin(message))

        def _close(self, message: OutboxMessage, **values: object) -> None:
            _die_after("close", lambda: super(Mortal, self)._close(message, **values))

    def _die_after(moment: str, step: Callable):
        result = step()
        if moment == die_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    worker = Mortal(name=name, carriers=carriers(), now=clock.now, lease=LEASE)
    until = time.monotonic() + MOST_SECONDS
    while time.monotonic() < until:
        if not worker.round() and not _is_any_left():
            return
        time.sleep(0.02)


def _is_any_left() -> bool:
    from werkcentrum.core.outbox import State
    from werkcentrum.core.tests.posting import OutboxMessage

    return OutboxMessage.objects.filter(state__in=(State.QUEUED, State.CLAIMED)).exists()


def in_a_process(number: int, *, kill_after: float | None = None, die_at: str = "") -> bool:
    """Send in a process of its own; whether it was killed."""
    child = os.fork()
    if child == 0:
        Path(os.environ["WERKCENTRUM_VAR"], "sending.pid").write_text(str(os.getpid()))
        send(f"worker-{os.getpid()}-{number}", die_at=die_at)
        os._exit(0)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def main(what: str, *more: str) -> None:
    """Do what is asked, print how many processes were killed, and send what is left."""
    if what == "at":
        moment, count = more
        fill(int(count))
        killed = int(in_a_process(0, die_at=moment))
    else:
        count, times, seed = more
        fill(int(count))
        chance = random.Random(int(seed))
        moments = [chance.uniform(0.0, 0.25) for _ in range(int(times))]
        killed = sum(in_a_process(n, kill_after=t) for n, t in enumerate(moments))
    in_a_process(1000)
    sys.stdout.write(f"{killed}\n")


if __name__ == "__main__":
    django.setup()
    main(*sys.argv[1:])
