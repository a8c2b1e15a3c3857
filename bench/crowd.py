"""Many clients at the same moment, each a process with a connection of its own."""

import multiprocessing
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import connection, connections

WAIT_SECONDS = 120
# Does so many things, one after another; returns how many of them worked.
Client = Callable[[int], int]


class ClientError(RuntimeError):
    """A client stopped; its own error stands above."""


def at_once(clients: Sequence[Client], *, times: int, warm_up: int = 0) -> tuple[int, float]:
    """How many things worked, and the seconds between the first beginning and the last end.

    Every client first does `warm_up` things that do not count. Raises ClientError.
    """
    context = multiprocessing.get_context("fork")
    start, found = context.Barrier(len(clients)), context.Queue()

    def run(client: Client) -> None:
        connection.ensure_connection()
        client(warm_up)
        start.wait(WAIT_SECONDS)
        begun = time.monotonic()
        worked = client(times)
        found.put((worked, begun, time.monotonic()))
        connections.close_all()

    # A connection cannot be shared with a process that is forked off.
    connections.close_all()
    processes = [context.Process(target=run, args=(client,)) for client in clients]
    for process in processes:
        process.start()
    for process in processes:
        process.join(WAIT_SECONDS)
    if any(process.exitcode for process in processes):
        raise ClientError(f"{[process.exitcode for process in processes]}")
    worked, begun, ended = zip(*(found.get() for _process in processes), strict=True)
    return sum(worked), max(ended) - min(begun)


def rate(clients: Sequence[Client], *, times: int, warm_up: int) -> float:
    """Things a second by all clients together. Raises ClientError when anything was refused."""
    worked, seconds = at_once(clients, times=times, warm_up=warm_up)
    if worked != len(clients) * times:
        raise ClientError(f"{worked} of {len(clients) * times} worked")
    return worked / seconds


class Bare:
    """The driver itself, without Django: SQL with `%s`, values as Python has them."""

    def __init__(self) -> None:
        connection.ensure_connection()
        self._raw: Any = connection.connection
        self._is_sqlite = connection.vendor == "sqlite"

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """As our own: on SQLite it takes the file at once."""
        self.run("BEGIN IMMEDIATE" if self._is_sqlite else "BEGIN")
        yield
        self.run("COMMIT")

    def run(self, sql: str, *values: object) -> Any:
        """The cursor after one statement."""
        if self._is_sqlite:
            sql = sql.replace("%s", "?").replace(" FOR UPDATE SKIP LOCKED", "")
            values = tuple(v.hex if isinstance(v, UUID) else v for v in values)
        return self._raw.execute(sql, values)

    def row(self, table: str, pk: UUID) -> dict[str, Any]:
        """A row as the driver knows it, to be inserted again with other values."""
        cursor = self.run(f"SELECT * FROM {table} WHERE id = %s", pk)  # noqa: S608
        names = [column[0] for column in cursor.description]
        return dict(zip(names, cursor.fetchone(), strict=True))

    def insert(self, table: str, row: dict[str, Any]) -> None:
        """One row."""
        marks = ", ".join(["%s"] * len(row))
        self.run(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", *row.values())  # noqa: S608
