"""`werkcentrum run-worker`: the background worker."""

import logging
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import Error, close_old_connections

from werkcentrum.catalogue.actions import publish_accepted_changes, run_waiting_trials
from werkcentrum.core import clock
from werkcentrum.frontdoor.actions import delete_old_questions, store_spooled_questions

SECONDS_BETWEEN_ROUNDS = 2
logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """Stores what visitors asked, masked, deletes what is past its period, publishes changes."""

    help = "Draait het achtergrondwerk: vragen bewaren en opruimen, teksten op de website zetten."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--once` does one round and stops."""
        parser.add_argument("--once", action="store_true", help="Eén ronde en dan stoppen.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rounds, until stopped. A failing round is logged and tried again; with --once exit 1."""
        while True:
            is_done = one_round()
            if options["once"]:
                if not is_done:
                    raise SystemExit(1)
                return
            time.sleep(SECONDS_BETWEEN_ROUNDS)
            close_old_connections()


def one_round() -> bool:
    """Everything there is to do now; False when it failed, to be tried again."""
    try:
        store_spooled_questions(at=clock.now())
        delete_old_questions(at=clock.now())
        publish_accepted_changes(at=clock.now())
        run_waiting_trials(at=clock.now())
    except (Error, OSError):
        logger.exception("Deze ronde lukte niet.")
        return False
    return True
