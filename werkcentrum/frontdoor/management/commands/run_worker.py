"""`werkcentrum run-worker`: the background worker."""

import logging
import os
import subprocess
import sys
import time
from datetime import date
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import Error, close_old_connections, connection

from werkcentrum.accounts.actions import delete_old_kept_forms
from werkcentrum.appointments.planning_actions import plan_slots
from werkcentrum.appointments.waiting_actions import offer_earlier_places
from werkcentrum.audit.actions import purge_audit
from werkcentrum.casework.actions import clear_old_codes
from werkcentrum.catalogue.actions import publish_accepted_changes, run_waiting_trials
from werkcentrum.core import clock
from werkcentrum.desk.actions import close_past_days
from werkcentrum.frontdoor.actions import store_spooled_questions
from werkcentrum.frontdoor.readmodel import is_published
from werkcentrum.governance.agreements.reminder_actions import remind_of_dates
from werkcentrum.governance.daily import keep_agreements
from werkcentrum.partners.models import Region
from werkcentrum.privacy.retention_actions import destroy_past
from werkcentrum.referrals.clock_actions import expire_referrals, remind_teams
from werkcentrum.training.actions import expire_trainings, tell_people
from werkcentrum.vacancies.actions import expire_vacancies

SECONDS_BETWEEN_ROUNDS = 2
# Of this process and those it starts (nice(2)): whoever waits for a page goes first.
NICENESS = 10
# A build that failed is tried again after this, in seconds.
SECONDS_AFTER_FAILURE = 60.0
# What is past its period goes before this hour, when nobody waits for a page.
NIGHT_ENDS = 6
logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """Stores what visitors asked, masked, destroys what is past its period, publishes changes."""

    help = "Draait het achtergrondwerk: vragen bewaren, teksten plaatsen, berichten versturen."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--once` does one round and stops."""
        parser.add_argument("--once", action="store_true", help="Eén ronde en dan stoppen.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rounds, until stopped. A failing round is logged and tried again; with --once exit 1."""
        if options["once"]:
            is_done = one_round() and NightShift().finish()
            call_command("deliver_messages", once=True)
            call_command("keep_vacancy_index", once=True)
            call_command("keep_market", once=True)
            if not is_done:
                raise SystemExit(1)
            return
        os.nice(NICENESS)
        builders, night = Builders(), NightShift()
        helpers = [Helper("deliver-messages"), Helper("keep-vacancy-index"), Helper("keep-market")]
        while True:
            for helper in helpers:
                helper.keep_going()
            one_round()
            night.go_on()
            builders.keep_up()
            time.sleep(SECONDS_BETWEEN_ROUNDS)
            close_old_connections()


class Helper:
    """A command in a process apart from this one: a trial here may take a minute.

    One sends messages, one keeps what is searched up to date, one makes ready what is matched.
    """

    def __init__(self, command: str) -> None:
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None

    def keep_going(self) -> None:
        """Start it, also when it died. It stops by itself when this process is gone."""
        if self._process is None or self._process.poll() is not None:
            command = [sys.executable, "-m", "werkcentrum.config.cli", self._command]
            self._process = subprocess.Popen([*command, "--parent", str(os.getpid())])  # noqa: S603


class Builders:
    """Processes that build the read models of regions whose content has changed.

    Apart from this one, so that a build that is killed takes nothing with it.
    """

    def __init__(self) -> None:
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._wait_until: dict[str, float] = {}

    def keep_up(self) -> None:
        """Start a build for every region that needs one and has none running."""
        try:
            keys = [region.key for region in Region.objects.all() if not is_published(region)]
        except Error:
            logger.exception("Nu is niet te zien of er iets nieuws is.")
            return
        for key in keys:
            if not self._is_busy(key) and time.monotonic() >= self._wait_until.get(key, 0.0):
                command = [sys.executable, "-m", "werkcentrum.config.cli", "build-read-model"]
                self._running[key] = subprocess.Popen([*command, "--region", key])  # noqa: S603

    def _is_busy(self, key: str) -> bool:
        builder = self._running.get(key)
        if builder is None or builder.poll() is None:
            return builder is not None
        del self._running[key]
        if builder.returncode:
            logger.error("Het leesmodel van %s is niet gemaakt; het oude blijft staan.", key)
            self._wait_until[key] = time.monotonic() + SECONDS_AFTER_FAILURE
        return False


class NightShift:
    """Destroys what is past its period: each night, a batch a round, until nothing is left."""

    def __init__(self) -> None:
        self._done_on: date | None = None

    def go_on(self) -> None:
        """One batch, when it is night and there was something left."""
        at = clock.now()
        if at.hour < NIGHT_ENDS and at.date() != self._done_on and self._batch() == 0:
            self._done_on = at.date()

    def finish(self) -> bool:
        """Everything, now; False when it failed."""
        count = self._batch()
        while count:
            count = self._batch()
        return count is not None

    def _batch(self) -> int | None:
        """How many rows went; None when it failed, to be tried again."""
        try:
            count = destroy_past(at=clock.now())
            if count == 0:
                _overwrite_log()
        except Error:
            logger.exception("Vernietigen lukte nu niet.")
            return None
        return count


def _overwrite_log() -> None:
    """SQLite keeps pages as they were in its log until others come in their place."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def one_round() -> bool:
    """Everything there is to do now; False when it failed, to be tried again."""
    try:
        store_spooled_questions(at=clock.now())
        delete_old_kept_forms(at=clock.now())
        clear_old_codes(at=clock.now())
        purge_audit(at=clock.now())
        publish_accepted_changes(at=clock.now())
        run_waiting_trials(at=clock.now())
        close_past_days(at=clock.now())
        plan_slots(at=clock.now())
        offer_earlier_places(at=clock.now())
        remind_teams(at=clock.now())
        expire_referrals(at=clock.now())
        expire_vacancies(at=clock.now())
        expire_trainings(at=clock.now())
        tell_people(at=clock.now())
        keep_agreements(at=clock.now())
        remind_of_dates(at=clock.now())
    except (Error, OSError):
        logger.exception("Deze ronde lukte niet.")
        return False
    return True
