"""`werkcentrum keep-vacancy-index`: what is searched follows the vacancies within a second."""

import logging
import os
import subprocess
import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error, close_old_connections

from werkcentrum.core import clock
from werkcentrum.partners.models import Region
from werkcentrum.partners.queries import RegionChoiceError, region_named
from werkcentrum.vacancies.search_keeping import Follower, build, is_built

SECONDS_BETWEEN_ROUNDS = 0.25
# After a failure, also of a build, in seconds.
SECONDS_AFTER_FAILURE = 30.0
# Of a build (nice(2)): what somebody publishes meanwhile goes first.
NICENESS = 10
logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """One of the things that `run-worker` starts; one on a machine writes, others wait."""

    help = "Houdt de index bij waarin vacatures worden gezocht; run-worker start dit zelf."

    def add_arguments(self, parser: CommandParser) -> None:
        """When to stop."""
        parser.add_argument("--once", action="store_true", help="Alles bijwerken en dan stoppen.")
        parser.add_argument("--build", metavar="REGIO", help="Alleen de index van vandaag maken.")
        parser.add_argument(
            "--parent", type=int, metavar="PID", help="Stoppen als dit proces er niet meer is."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Rounds, until stopped. A round that fails is logged and tried again.

        Exit 2 for a region that is not there.
        """
        if options["build"]:
            try:
                region = region_named(options["build"])
            except RegionChoiceError as reason:
                raise CommandError(str(reason), returncode=2) from None
            os.nice(NICENESS)
            build(region, at=clock.now())
        elif options["once"]:
            for region in Region.objects.order_by("key"):
                build(region, at=clock.now())
                follower = Follower(region)
                while follower.round():
                    pass
                follower.close()
        else:
            _keep_going(options["parent"])


def _keep_going(parent: int | None) -> None:
    followers: dict[str, Follower] = {}
    builders = IndexBuilders()
    while parent is None or os.getppid() == parent:
        try:
            written = 0
            for region in Region.objects.order_by("key"):
                builders.keep_up(region)
                written += followers.setdefault(region.key, Follower(region)).round()
            if not written:
                time.sleep(SECONDS_BETWEEN_ROUNDS)
        except (Error, OSError, ValueError):
            logger.exception("De index van vacatures is nu niet bij te werken.")
            followers.clear()
            time.sleep(SECONDS_AFTER_FAILURE)
        close_old_connections()


class IndexBuilders:
    """Processes that make the index of today, apart: what they do takes minutes, or is killed."""

    def __init__(self) -> None:
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._wait_until: dict[str, float] = {}

    def keep_up(self, region: Region) -> None:
        """Start one when the region has no index of today and none is being made."""
        builder = self._running.get(region.key)
        if builder is not None and builder.poll() is not None:
            del self._running[region.key]
            if builder.returncode:
                logger.error("De index van %s is niet gemaakt; de oude blijft staan.", region.key)
                self._wait_until[region.key] = time.monotonic() + SECONDS_AFTER_FAILURE
        is_waiting = time.monotonic() < self._wait_until.get(region.key, 0.0)
        is_busy = region.key in self._running or is_waiting
        if not is_busy and not is_built(region, clock.today()):
            command = [sys.executable, "-m", "werkcentrum.config.cli", "keep-vacancy-index"]
            self._running[region.key] = subprocess.Popen([*command, "--build", region.key])  # noqa: S603
