"""`werkcentrum deliver-messages`: sends what waits in the outbox."""

import logging
import os
import secrets
import socket
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import Error, close_old_connections

from werkcentrum.core import clock, outbox
from werkcentrum.core.configured import carriers
from werkcentrum.core.delivery import BATCH, Deliverer

SECONDS_BETWEEN_ROUNDS = 1.0
SECONDS_AFTER_FAILURE = 10.0
logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """One of the things that `run-worker` starts; it may run several times, on several machines."""

    help = "Verstuurt de berichten die wachten; run-worker start dit zelf."

    def add_arguments(self, parser: CommandParser) -> None:
        """When to stop."""
        parser.add_argument("--once", action="store_true", help="Wat er nu ligt, en dan stoppen.")
        parser.add_argument(
            "--parent", type=int, metavar="PID", help="Stoppen als dit proces er niet meer is."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Rounds, until stopped. A failing round is logged and tried again; with --once exit 1."""
        parent = options["parent"]
        deliverer = new_deliverer()
        while parent is None or os.getppid() == parent:
            try:
                count = outbox.fill(at=clock.now()) + deliverer.round()
            except Error:
                logger.exception("Deze ronde met berichten lukte niet.")
                if options["once"]:
                    raise SystemExit(1) from None
                time.sleep(SECONDS_AFTER_FAILURE)
                count = 0
            if options["once"]:
                if not count:
                    return
            elif count < BATCH:
                # Nothing is left. A round that looks for one message costs as much as one for many.
                time.sleep(SECONDS_BETWEEN_ROUNDS)
                close_old_connections()


def new_deliverer() -> Deliverer:
    """A worker with a name that nobody else has, and the carriers of this installation."""
    name = f"{socket.gethostname()[:32]}-{os.getpid()}-{secrets.token_hex(4)}"
    return Deliverer(name=name, carriers=carriers(), now=clock.now)
