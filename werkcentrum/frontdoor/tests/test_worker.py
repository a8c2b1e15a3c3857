"""`werkcentrum run-worker`: what it does in a round, and that nothing is lost when it ends."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection

from tests.commands import environment, piped, run
from werkcentrum.catalogue.actions import ask_for_trial
from werkcentrum.core import clock, spool
from werkcentrum.frontdoor.management.commands import run_worker
from werkcentrum.frontdoor.management.commands.run_worker import (
    JOBS,
    NICENESS,
    Errands,
    NightShift,
    one_round,
)
from werkcentrum.frontdoor.models import Question, Tally
from werkcentrum.frontdoor.tests.make import make_danger_entry, make_entry, make_question
from werkcentrum.partners.models import Region
from werkcentrum.partners.tests.make import make_region
from werkcentrum.vacancies.tests.make import make_known as make_vacancy

MOST_SECONDS = 60
ENTRY = make_entry(Region(key="zuid-holland-centraal"))
LEAVE_MANY = """
import sys, time
from werkcentrum.core import spool
for turn in range(150):
    spool.leave({
        "region": "zuid-holland-centraal", "text": f"vraag {sys.argv[1]} {'abc'[turn % 3] * turn}",
        "language": "nl", "audience": None, "place": None, "best": [], "confident": True,
    })
    time.sleep(0.02)
"""
# Stores what it takes, and is dead before it can remove the file.
DIE_AFTER_STORING = """
import os, pathlib, sys
pathlib.Path.unlink = lambda *words, **more: os._exit(9)
sys.argv = ["werkcentrum", "run-worker", "--once"]
from werkcentrum.config.cli import main
main()
"""
CTRL_C_AFTER_A_ROUND = """
import sys, time
def interrupted(seconds): raise KeyboardInterrupt
time.sleep = interrupted
sys.argv = ["werkcentrum", "run-worker"]
from werkcentrum.config.cli import main
sys.exit(main())
"""


@pytest.fixture
def own_desk(desk, tmp_path) -> Path:
    """A desk whose questions are of this test only."""
    shutil.copytree(desk, tmp_path / "desk")
    return tmp_path / "desk"


def stored(desk: Path) -> list[str]:
    """The questions in the database of a desk."""
    with closing(sqlite3.connect(desk / "werkcentrum.sqlite3")) as database:
        return [text for (text,) in database.execute("SELECT text FROM frontdoor_question")]


def leave(desk: Path, *entries: dict) -> None:
    """Put entries in the spool, as a page does."""
    (desk / "spool").mkdir(exist_ok=True)
    with (desk / "spool" / "open.jsonl").open("a") as file:
        file.writelines(json.dumps(entry) + "\n" for entry in entries)


def wait_until_taken(desk: Path) -> None:
    """Until the worker has taken and stored everything."""
    for _turn in range(MOST_SECONDS * 10):
        if not any((desk / "spool").iterdir()):
            return
        time.sleep(0.1)
    pytest.fail("de werker nam niets")


# One round


def test_a_round_stores_what_pages_left_and_deletes_what_is_past_its_period(var, db):
    region = make_region()
    make_question(region, "oud", asked_on=clock.today().replace(year=2020))
    spool.leave(make_entry(region, "Ik heet Amira, ik zoek werk"))
    spool.leave(make_danger_entry(region, "hunger"))

    call_command("run_worker", "--once")

    assert Question.objects.get().text == "Ik heet [naam], ik zoek werk"
    assert Tally.objects.filter(event="danger", key="hunger").exists()
    assert not any((var / "spool").iterdir())


def test_a_round_takes_vacancies_off_the_website_that_are_over(var, db):
    vacancy = make_vacancy(make_region(), uuid4(), closes_on=clock.today() - timedelta(days=1))

    call_command("run_worker", "--once")

    vacancy.refresh_from_db()
    assert vacancy.state == "expired"


@pytest.mark.parametrize("lacking", ["text", "language", "confident", "region"])
def test_what_another_version_left_is_skipped_and_stops_nothing(var, db, caplog, lacking):
    region = make_region()
    entry = make_entry(region, "van vroeger")
    entry.pop(lacking)
    spool.leave(entry)
    spool.leave(make_entry(region, "van nu"))

    call_command("run_worker", "--once")

    assert Question.objects.get().text == "van nu"
    assert "andere versie" in caplog.text
    assert "van vroeger" not in caplog.text


def test_a_round_that_fails_is_told(var, db, caplog):
    (var / "spool").write_text("geen map")

    with pytest.raises(SystemExit) as ended:
        call_command("run_worker", "--once")

    assert ended.value.code == 1
    assert "Deze ronde lukte niet" in caplog.text


def test_a_disk_too_full_to_publish_does_not_keep_the_other_jobs(var, db, caplog, monkeypatch):
    def publish(*, at):
        raise OSError(28, "No space left on device", "weights.npy")

    vacancy = make_vacancy(make_region(), uuid4(), closes_on=clock.today() - timedelta(days=1))
    jobs = [publish if job.__name__.startswith("publish") else job for job in JOBS]

    assert not one_round(jobs)

    vacancy.refresh_from_db()
    assert vacancy.state == "expired"
    assert "Deze ronde lukte niet: publish" in caplog.text
    assert "weights.npy" in caplog.text


@pytest.mark.parametrize("mistake", [KeyError("x"), OperationalError("database is locked")])
def test_a_job_that_fails_in_a_way_nobody_foresaw_does_not_keep_the_others(db, caplog, mistake):
    done = []

    def wrong(*, at):
        raise mistake

    assert not one_round([wrong, lambda *, at: done.append(at)])

    assert len(done) == 1
    assert "Deze ronde lukte niet: wrong" in caplog.text


def test_a_round_stops_when_the_database_is_gone(db, caplog, monkeypatch):
    done = []

    def gone(*words, **more):
        raise OperationalError("no route to host")

    with monkeypatch.context() as broken:
        broken.setattr(connection, "ensure_connection", gone)
        assert not one_round([gone, lambda *, at: done.append(at)])

    assert done == []
    assert "De database antwoordt niet." in caplog.text


def test_a_night_that_fails_in_a_way_nobody_foresaw_is_tried_again(db, caplog, monkeypatch):
    def wrong(*, at):
        raise KeyError("x")

    monkeypatch.setattr(run_worker, "destroy_past", wrong)

    assert not NightShift().finish()

    assert "Vernietigen lukte nu niet." in caplog.text


def test_what_is_tried_out_waits_for_a_process_of_its_own(var, db, monkeypatch):
    started = []
    monkeypatch.setattr(subprocess, "Popen", lambda command: started.append(command[3:]))
    region = make_region()
    errands = Errands()
    errands.keep_up()
    assert started == []
    trial = ask_for_trial(region=region, changes=[], by="karin", at=clock.now())

    assert one_round(JOBS)
    errands.keep_up()

    trial.refresh_from_db()
    assert (trial.state, started) == ("waiting", [["run-trials"]])


# As a process


@pytest.mark.slow
def test_with_everybody_at_work_nothing_is_lost_and_nothing_doubled(own_desk):
    workers = [piped(own_desk, "run-worker") for _number in range(2)]
    servers = [
        subprocess.Popen([sys.executable, "-c", LEAVE_MANY, name], env=environment(own_desk))
        for name in ("een", "twee", "drie")
    ]
    for server in servers:
        assert server.wait(MOST_SECONDS) == 0
    wait_until_taken(own_desk)
    for worker in workers:
        worker.terminate()
        worker.communicate(timeout=MOST_SECONDS)

    questions = stored(own_desk)
    assert len(questions) == len(set(questions)) == 450


@pytest.mark.slow
def test_a_worker_that_dies_between_storing_and_removing_stores_nothing_twice(own_desk):
    leave(own_desk, ENTRY)

    died = subprocess.run(
        [sys.executable, "-c", DIE_AFTER_STORING], env=environment(own_desk), check=False
    )
    assert died.returncode == 9
    assert any((own_desk / "spool").iterdir())

    assert run(own_desk, "run-worker", "--once").returncode == 0
    assert stored(own_desk) == ["Kan ik mij omscholen?"]
    assert not any((own_desk / "spool").iterdir())


@pytest.mark.slow
def test_a_worker_that_is_told_to_stop_ends_without_a_word(own_desk):
    leave(own_desk, ENTRY)
    with piped(own_desk, "run-worker") as worker:
        wait_until_taken(own_desk)
        worker.terminate()
        _out, errors = worker.communicate(timeout=MOST_SECONDS)

    assert (worker.returncode, errors) == (-signal.SIGTERM, b"")
    assert stored(own_desk) == ["Kan ik mij omscholen?"]


@pytest.mark.slow
def test_whoever_waits_for_a_page_goes_before_the_worker(own_desk):
    leave(own_desk, ENTRY)
    with piped(own_desk, "run-worker") as worker:
        wait_until_taken(own_desk)
        niceness = os.getpriority(os.PRIO_PROCESS, worker.pid)
        worker.terminate()

    assert niceness == min(os.getpriority(os.PRIO_PROCESS, 0) + NICENESS, 19)


@pytest.mark.slow
def test_a_worker_that_is_stopped_by_hand_ends_without_a_word(own_desk):
    stopped = subprocess.run(
        [sys.executable, "-c", CTRL_C_AFTER_A_ROUND],
        env=environment(own_desk), capture_output=True, check=False,
    )  # fmt: skip

    assert (stopped.returncode, stopped.stderr) == (130, b"")


@pytest.mark.slow
def test_without_a_database_a_worker_keeps_the_questions(own_desk):
    leave(own_desk, ENTRY)
    (own_desk / "werkcentrum.sqlite3").rename(own_desk / "weg")

    told = run(own_desk, "run-worker", "--once")

    assert told.returncode == 1
    assert "Deze ronde lukte niet" in told.stderr.decode()
    (own_desk / "werkcentrum.sqlite3").unlink(missing_ok=True)
    (own_desk / "weg").rename(own_desk / "werkcentrum.sqlite3")
    assert run(own_desk, "run-worker", "--once").returncode == 0
    assert stored(own_desk) == ["Kan ik mij omscholen?"]
