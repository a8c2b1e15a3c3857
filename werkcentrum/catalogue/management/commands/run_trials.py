"""`werkcentrum run-trials`: finds out what changes would do to the answers."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from werkcentrum.catalogue.actions import run_waiting_trials
from werkcentrum.core import clock

# On top of that of the worker: what was decided is published first.
_NICENESS = 5


class Command(BaseCommand):
    """One of the things that `run-worker` starts, as soon as an editor asks for a trial."""

    help = "Zoekt uit wat wijzigingen doen met de antwoorden; run-worker start dit zelf."

    def handle(self, *args: Any, **options: Any) -> None:
        """Every trial that waits, and stop; exit 1 when one still waits for room on the disk."""
        os.nice(_NICENESS)
        try:
            run_waiting_trials(at=clock.now())
        except OSError as error:
            raise CommandError(f"Niet alles is uitgeprobeerd: {error}") from error
