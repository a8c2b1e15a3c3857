"""The connection to PostgreSQL. Django finds it by this name: `ENGINE` in the settings."""

import select
from typing import Any

from django.db.backends.postgresql import base
from psycopg import OperationalError


class DatabaseWrapper(base.DatabaseWrapper):
    """Asks the server whether a connection still works only when there is reason to."""

    health_check_done: bool

    def close_if_health_check_failed(self) -> None:
        """Before the first statement of a request: close a connection that its server left.

        A server that stops closes its connections, and then there is something to read where
        nothing was asked. Django's own sends a statement, which was half of what a poll sends.
        """
        if self.connection is not None and not self.health_check_done:
            self.health_check_done = _is_silent(self.connection)
        super().close_if_health_check_failed()


def _is_silent(connection: Any) -> bool:
    """Whether the socket is whole and holds nothing that nobody asked for."""
    try:
        socket = connection.fileno()
    except OperationalError:
        return False
    waiting = select.poll()
    waiting.register(socket, select.POLLIN)
    return not waiting.poll(0)
