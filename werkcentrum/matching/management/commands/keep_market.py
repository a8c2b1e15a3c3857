"""`werkcentrum keep-market`: vacancies and profiles are made ready before anybody asks."""

import logging
import os
import time
from collections.abc import Iterable
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import Error, close_old_connections

from werkcentrum.core import clock
from werkcentrum.matching.actions import count_lists, keep_ready
from werkcentrum.matching.crowd_keeping import keep_crowd, overwrite_who_went
from werkcentrum.matching.finding import unready
from werkcentrum.matching.market import keep_ahead, market_of, preparer
from werkcentrum.matching.preparing import Seeker
from werkcentrum.matching.reading import only_what_matching_reads
from werkcentrum.partners.models import Region
from werkcentrum.profiles.models import ProfileFacts

SECONDS_BETWEEN_ROUNDS = 1.0
# After a failure, in seconds.
SECONDS_AFTER_FAILURE = 30.0
_AT_ONCE = 200
# A minute or two of work. Each part reads all that are ready again.
_VACANCIES_AT_ONCE = 20_000
logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """One of the things that `run-worker` starts; two on a machine make the same twice."""

    help = "Zet vacatures en profielen klaar om te matchen; run-worker start dit zelf."

    def add_arguments(self, parser: CommandParser) -> None:
        """When to stop."""
        parser.add_argument("--once", action="store_true", help="Alles klaarzetten en stoppen.")
        parser.add_argument(
            "--parent", type=int, metavar="PID", help="Stoppen als dit proces er niet meer is."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Rounds, until stopped. A round that fails is logged and tried again."""
        if options["once"]:
            one_round()
            return
        while options["parent"] is None or os.getppid() == options["parent"]:
            try:
                one_round()
                time.sleep(SECONDS_BETWEEN_ROUNDS)
            except (Error, OSError):
                logger.exception("Vacatures en profielen zijn nu niet klaar te zetten.")
                time.sleep(SECONDS_AFTER_FAILURE)
            close_old_connections()


def one_round() -> None:
    """Whatever is new in each region. Raises OSError when the disk is full.

    First of all and in between: who went, of any region, must not wait for what takes minutes.
    """
    count_lists(at=clock.now())
    regions = list(Region.objects.order_by("key"))
    _overwrite(regions)
    for region in regions:
        keep_crowd(region, preparer(), at=clock.now())
    for region in regions:
        _overwrite(regions)
        while market_of(region, on=clock.today(), most=_VACANCIES_AT_ONCE).waiting:
            _overwrite(regions)
        keep_ahead(region, on=clock.today())
        while new := _unready(region):
            keep_ready(region=region, ready=new, version=preparer().version, at=clock.now())
            _overwrite(regions)
            keep_crowd(region, preparer(), at=clock.now())


def _overwrite(regions: Iterable[Region]) -> None:
    for region in regions:
        overwrite_who_went(region, preparer(), at=clock.now())


@only_what_matching_reads()
def _unready(region: Region) -> list[tuple[ProfileFacts, Seeker]]:
    return list(islice(unready(region, today=clock.today()), _AT_ONCE))
