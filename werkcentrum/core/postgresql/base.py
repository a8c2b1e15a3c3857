"""The connection to PostgreSQL. Django finds it by this name: `ENGINE` in the settings."""

import select
import time
from typing import Any, Final

from django.db.backends.postgresql import base
from psycopg import OperationalError

# In seconds. Of a machine that lost its power, or a firewall that forgot us, a socket says nothing.
_MOST_REST: Final = 30


class DatabaseWrapper(base.DatabaseWrapper):
    """Asks the server whether a connection still works only when there is reason to."""

    _looked_at = -float("inf")

    health_check_done: bool

    def close_if_health_check_failed(self) -> None:
        """Before the first statement of a request: close a connection that its server left.

        A server that stops closes its connections, and then there is something to read where
        nothing was asked. Django's own sends a statement, which was half of what a poll sends; a
        connection that rested longer than half a minute still gets it.
        """
        if self.connection is not None and not self.health_check_done:
            now = time.monotonic()
            has_rested = now > self._looked_at + _MOST_REST
            self.health_check_done = not has_rested and _is_silent(self.connection)
            self._looked_at = now
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
