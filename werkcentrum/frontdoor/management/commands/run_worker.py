"""`werkcentrum run-worker`: the background worker."""

import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, Final

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import Error, close_old_connections, connection

from werkcentrum.accounts.actions import delete_old_kept_forms
from werkcentrum.appointments.planning_actions import plan_slots
from werkcentrum.appointments.waiting_actions import offer_earlier_places
from werkcentrum.audit.actions import purge_audit
from werkcentrum.casework.actions import clear_old_codes
from werkcentrum.catalogue.actions import publish_accepted_changes, run_waiting_trials
from werkcentrum.catalogue.models import Trial
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
# An errand that failed is tried again after this, in seconds.
SECONDS_AFTER_FAILURE = 60.0
# What is past its period goes before this hour, when nobody waits for a page.
NIGHT_ENDS = 6
Job = Callable[..., object]
Words = tuple[str, ...]
# Of a round. Trials take minutes: a process apart runs them.
JOBS: Final[tuple[Job, ...]] = (
    store_spooled_questions,
    delete_old_kept_forms,
    clear_old_codes,
    purge_audit,
    publish_accepted_changes,
    close_past_days,
    plan_slots,
    offer_earlier_places,
    remind_teams,
    expire_referrals,
    expire_vacancies,
    expire_trainings,
    tell_people,
    keep_agreements,
    remind_of_dates,
)
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
            is_done = one_round((*JOBS, run_waiting_trials)) and NightShift().finish()
            call_command("deliver_messages", once=True)
            call_command("keep_vacancy_index", once=True)
            call_command("keep_market", once=True)
            if not is_done:
                raise SystemExit(1)
            return
        os.nice(NICENESS)
        errands, night = Errands(), NightShift()
        helpers = [Helper("deliver-messages"), Helper("keep-vacancy-index"), Helper("keep-market")]
        while True:
            for helper in helpers:
                helper.keep_going()
            one_round(JOBS)
            night.go_on()
            errands.keep_up()
            time.sleep(SECONDS_BETWEEN_ROUNDS)
            close_old_connections()


class Helper:
    """A command in a process apart from this one: learning here may take a minute.

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


class Errands:
    """Processes that do one thing and end: build the read model of a region, or run trials.

    Apart from this one, so that a build that is killed takes nothing with it, and nothing that
    was decided waits for what an editor tries out.
    """

    def __init__(self) -> None:
        self._running: dict[Words, subprocess.Popen[bytes]] = {}
        self._wait_until: dict[Words, float] = {}

    def keep_up(self) -> None:
        """Start a build for every region that needs one, and the trials that wait."""
        try:
            wanted = list(_wanted())
        except Error:
            logger.exception("Nu is niet te zien of er iets nieuws is.")
            return
        for words in wanted:
            if not self._is_busy(words) and time.monotonic() >= self._wait_until.get(words, 0.0):
                command = [sys.executable, "-m", "werkcentrum.config.cli", *words]
                self._running[words] = subprocess.Popen(command)  # noqa: S603

    def _is_busy(self, words: Words) -> bool:
        errand = self._running.get(words)
        if errand is None or errand.poll() is None:
            return errand is not None
        del self._running[words]
        if errand.returncode:
            logger.error("'%s' lukte niet; wat er was, blijft staan.", " ".join(words))
            self._wait_until[words] = time.monotonic() + SECONDS_AFTER_FAILURE
        return False


def _wanted() -> Iterator[Words]:
    for region in Region.objects.all():
        # Of a region without services nothing can be built.
        if not is_published(region) and region.services.exists():
            yield ("build-read-model", "--region", region.key)
    if Trial.objects.filter(state=Trial.State.WAITING).exists():
        yield ("run-trials",)


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
        except Exception:
            logger.exception("Vernietigen lukte nu niet.")
            return None
        return count


def _overwrite_log() -> None:
    """SQLite keeps pages as they were in its log until others come in their place."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def one_round(jobs: Sequence[Job]) -> bool:
    """Everything there is to do now; False when something failed, to be tried again.

    Each job by itself: a disk that is too full to publish does not keep reminders from people.
    """
    is_done = True
    for job in jobs:
        try:
            job(at=clock.now())
        except OSError as error:
            # A full disk: every two seconds, so one line.
            logger.error("Deze ronde lukte niet: %s. %s", job.__name__, error)
            is_done = False
        except Exception:
            # Also what nobody foresaw: an end here is an end to all other jobs.
            logger.exception("Deze ronde lukte niet: %s.", job.__name__)
            is_done = False
            if not _database_answers():
                break
    return is_done


def _database_answers() -> bool:
    """Whether it does; a connection that broke is made anew."""
    try:
        close_old_connections()
        connection.ensure_connection()
    except Error:
        logger.exception("De database antwoordt niet.")
        return False
    return True
