"""Many people do something at the very same moment, each over a connection of their own.

Run as a program in an installation of its own (`Installation.race`): `python -m
werkcentrum.core.tests.racing MODULE RACE ...` prints what everybody got, a word a line.
"""

import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from threading import Barrier
from typing import TypeVar

import django
from django.db import connection

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
        return list(pool.map(run, turns))


def main(module: str, race: str, *more: str) -> None:
    """Run one race of a module and print its words."""
    django.setup()
    for word in getattr(import_module(module), race)(*more):
        sys.stdout.write(f"{word}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
