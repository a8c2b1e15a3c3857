"""Many people do something at the very same moment, each over a connection of their own.

`python -m werkcentrum.core.tests.racing` starts once and runs many races (`Installation.race`),
each in a process that it forks: to start anew takes most of a second. A line on its input says
which race, and where; a line of its output says what everybody got. Both are JSON.
"""

import json
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from contextlib import redirect_stdout
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from threading import Barrier
from typing import TypeVar

import django
from django.conf import settings
from django.db import connection, connections

from werkcentrum.core.refusal import RefusedError

Got = TypeVar("Got")


def at_once(turns: Sequence[Callable[[], Got]]) -> list[Got | str]:
    """What everybody got who took a turn at the same moment; 'nee' for who was refused."""
    start = Barrier(len(turns))

    def run(turn: Callable[[], Got]) -> Got | str:
        connection.ensure_connection()
        start.wait(timeout=60)
        try:
            return turn()
        except RefusedError:
            return "nee"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(turns)) as pool:
        took = [pool.submit(run, turn) for turn in turns]
        # Who cannot begin fails first; the others then wait in vain, which tells nothing.
        for done in as_completed(took):
            done.result()
        return [done.result() for done in took]


def run_race(
    database: str, var: str, regions: str, module: str, race: str, *more: str
) -> list[str]:
    """Run one race of a module in an installation, whose database nobody spoke to yet."""
    settings.VAR_DIR, settings.REGIONS_DIR = Path(var), Path(regions)
    settings.CACHES["default"]["LOCATION"] = Path(var) / "cache"
    connections.databases["default"]["NAME"] = database
    return [str(word) for word in getattr(import_module(module), race)(*more)]


def main() -> None:
    """Run every race that is asked for, in a process of its own."""
    django.setup()
    for line in sys.stdin:
        # What a race prints is no answer.
        with redirect_stdout(sys.stderr), ProcessPoolExecutor(1, get_context("fork")) as process:
            words = process.submit(run_race, *json.loads(line)).result()
        sys.stdout.write(f"{json.dumps(words)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
