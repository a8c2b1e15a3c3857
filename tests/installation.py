"""An installation of its own for tests over real connections, on SQLite and on PostgreSQL.

`python -m tests.installation` prints where the empty database is with which a test run begins.
"""

import atexit
import fcntl
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from functools import cache
from hashlib import blake2b
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import quote
from uuid import uuid4

import psycopg

FILE = "werkcentrum.sqlite3"
_RUN = "WERKCENTRUM_TEST_RUN"
_ROOT = Path(__file__).parent.parent
_KEPT = _ROOT / "var"


class Installation:
    """An installation with a database of its own: a SQLite file, or a database in PostgreSQL."""

    def __init__(self, var: Path, regions: Path, name: str = "") -> None:
        self.var = var
        self.server = os.environ.get("WERKCENTRUM_DATABASE", "")
        self.name = name or f"race_{uuid4().hex}"
        self.environment = {
            **os.environ,
            "WERKCENTRUM_VAR": str(var),
            "WERKCENTRUM_REGIONS": str(regions),
            "WERKCENTRUM_DATABASE": self._url(),
            "DJANGO_SETTINGS_MODULE": "werkcentrum.config.settings",
        }

    def __enter__(self) -> "Installation":
        empty = migrated()
        self._on_the_server(f'CREATE DATABASE "{self.name}" TEMPLATE "{empty.name}"')
        if not self.server:
            self.var.mkdir(parents=True, exist_ok=True)
            shutil.copy(empty.var / FILE, self.var)
        return self

    def __exit__(self, *_error: object) -> None:
        self.remove()

    def migrate(self) -> None:
        """Make its database from nothing, which takes seconds."""
        self._on_the_server(f'CREATE DATABASE "{self.name}"')
        self.run("werkcentrum.config.cli", "migrate", "-v0")

    def remove(self) -> None:
        """Its database goes; a file goes with its folder."""
        self._on_the_server(f'DROP DATABASE IF EXISTS "{self.name}"')

    def run(self, module: str, *typed: str) -> list[str]:
        """The lines a program of ours prints."""
        done = subprocess.run(
            [sys.executable, "-m", module, *typed],
            env=self.environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout.splitlines()

    def race(self, module: str, race: str, *typed: str) -> list[str]:
        """What everybody got in a race (`core/tests/racing.py`) of a module of ours."""
        database = self.name if self.server else str(self.var / FILE)
        regions = self.environment["WERKCENTRUM_REGIONS"]
        asked = [database, str(self.var), regions, module, race, *typed]
        program = _races()
        assert program.stdin
        assert program.stdout
        try:
            program.stdin.write(f"{json.dumps(asked)}\n")
            program.stdin.flush()
            answer = program.stdout.readline()
            assert answer, f"{race} van {module} brak af: zie de foutuitvoer."
            got: list[str] = json.loads(answer)
        except BaseException:
            # What it still says must not become the answer to another race.
            os.killpg(program.pid, signal.SIGKILL)
            _races.cache_clear()
            raise
        return got

    def start(self, module: str, *typed: str) -> subprocess.Popen[str]:
        """A program of ours, running while others run."""
        command = [sys.executable, "-m", module, *typed]
        return subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE, text=True)

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        """Rows from the database, asked directly."""
        if not self.server:
            with sqlite3.connect(self.var / FILE) as database:
                return list(database.execute(sql))
        with psycopg.connect(self._url()) as connection:
            return list(connection.execute(sql))  # type: ignore[call-overload]

    def _url(self) -> str:
        if not self.server:
            return ""
        return psycopg.conninfo.make_conninfo(self.server, dbname=self.name)

    def _on_the_server(self, sql: str) -> None:
        if self.server:
            with psycopg.connect(self.server, autocommit=True) as connection:
                connection.execute(sql)  # type: ignore[call-overload]


@cache
def _races() -> subprocess.Popen[str]:
    """The program that runs the races, begun once in this process."""
    program = subprocess.Popen(
        [sys.executable, "-m", "werkcentrum.core.tests.racing"], env=migrated().environment,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    atexit.register(program.communicate)
    return program


@cache
def migrated() -> Installation:
    """An installation without any row, made once in a test run: others begin as its copy."""
    made = _empty()
    with (made.var.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.var.exists():
            _make(made)
    return made


def _make(empty: Installation) -> None:
    """Migrate, or copy what an earlier test run migrated: that saves twenty seconds."""
    kept = _KEPT / f"empty-{_migrations()}.sqlite3"
    if not empty.server and kept.is_file():
        empty.var.mkdir()
        shutil.copy(kept, empty.var / FILE)
        return
    empty.migrate()
    if not empty.server:
        _KEPT.mkdir(exist_ok=True)
        for older in _KEPT.glob("empty-*.sqlite3"):
            older.unlink(missing_ok=True)
        # Under its name only when it is whole: others may look for it now.
        shutil.copy(empty.var / FILE, made := kept.with_suffix(f".{os.getpid()}"))
        made.replace(kept)


def _migrations() -> str:
    """What an empty database hangs on: what is installed, migrations, and what they install."""
    patterns = ("requirements.txt", "werkcentrum/config/settings.py",
                "werkcentrum/*/append_only.py", "werkcentrum/*/migrations/*.py")  # fmt: skip
    digest = blake2b(digest_size=8)
    for path in sorted(path for pattern in patterns for path in _ROOT.glob(pattern)):
        digest.update(str(path.relative_to(_ROOT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _empty() -> Installation:
    """Where it is, or will be: one for each server."""
    run = Path(os.environ[_RUN])
    server = os.environ.get("WERKCENTRUM_DATABASE", "")
    return Installation(run / (quote(server, safe="") or "file"), run, run.name)


def _end() -> None:
    _empty().remove()
    shutil.rmtree(os.environ[_RUN], ignore_errors=True)


if _RUN not in os.environ:
    # The processes of one test run share it: they inherit the environment.
    os.environ[_RUN] = mkdtemp(prefix="werkcentrum-run-")
    atexit.register(_end)

if __name__ == "__main__":
    sys.stdout.write(f"{migrated().var / FILE}\n")
