"""Two loads at the same time end well, on SQLite and on PostgreSQL, over real connections."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from werkcentrum.catalogue.tests.folders import Folder

pytestmark = [pytest.mark.slow, pytest.mark.database]


class Installation:
    """An installation with a database of its own: a SQLite file, or a database in PostgreSQL."""

    def __init__(self, var: Path, regions: Path) -> None:
        self.var = var
        self.server = os.environ.get("WERKCENTRUM_DATABASE", "")
        self.name = f"race_{uuid4().hex}"
        self.environment = {
            **os.environ,
            "WERKCENTRUM_VAR": str(var),
            "WERKCENTRUM_REGIONS": str(regions),
            "WERKCENTRUM_DATABASE": self._url(),
            "DJANGO_SETTINGS_MODULE": "werkcentrum.config.settings",
        }

    def __enter__(self) -> "Installation":
        self._on_the_server(f'CREATE DATABASE "{self.name}"')
        self.run("werkcentrum.config.cli", "migrate", "-v0")
        return self

    def __exit__(self, *_error: object) -> None:
        self._on_the_server(f'DROP DATABASE "{self.name}"')

    def run(self, module: str, *typed: str) -> list[str]:
        """The lines a program of ours prints."""
        done = subprocess.run(
            [sys.executable, "-m", module, *typed],
            env=self.environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout.splitlines()

    def race(self, *folders: Folder) -> list[str]:
        """How each of these loads ended."""
        names = [str(folder.path) for folder in folders]
        return self.run("werkcentrum.catalogue.tests.racing", *names)

    def start(self, module: str, *typed: str) -> subprocess.Popen[str]:
        """A program of ours, running while others run."""
        command = [sys.executable, "-m", module, *typed]
        return subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE, text=True)

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        """Rows from the database, asked directly."""
        if not self.server:
            with sqlite3.connect(self.var / "werkcentrum.sqlite3") as database:
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


@pytest.fixture
def installation(tmp_path, folder):
    """An installation without regions."""
    with Installation(tmp_path / "var", folder.path.parent) as found:
        yield found


@pytest.fixture
def version(folder) -> Callable[[str], Folder]:
    """Another version of the same region's folder, in a place of its own."""

    def make(phone: str) -> Folder:
        regions = folder.path.parent
        copy = regions.with_name(f"regions-{phone.replace(' ', '')}")
        shutil.copytree(regions, copy)
        other = Folder(copy / folder.path.name)
        other.change("region.yaml", "14 070", phone)
        other.change("organisations.yaml", "14 070", phone)
        return other

    return make


def test_the_same_folder_four_times_at_once_is_loaded_once(installation, folder):
    assert sorted(installation.race(*[folder] * 4)) == ["changed", "same", "same", "same"]
    assert installation.ask("SELECT content_version FROM partners_region") == [(1,)]
    assert installation.ask("SELECT count(*) FROM audit_auditline") == [(1,)]
    assert installation.race(folder) == ["same"]


def test_two_versions_at_once_end_as_one_of_them_and_not_as_a_mixture(
    installation, folder, version
):
    installation.race(folder)
    versions = [version("14 071"), version("14 072"), version("14 073")]
    assert installation.race(*versions) == ["changed"] * 3
    ((phone,),) = installation.ask("SELECT phone FROM partners_region")
    assert phone in ("14 071", "14 072", "14 073")
    assert installation.ask("SELECT phone FROM partners_organisation WHERE key = 'gemeente'") == [
        (phone,)
    ]
    assert installation.ask("SELECT content_version FROM partners_region") == [(4,)]
    assert installation.ask("SELECT count(*) FROM audit_auditline") == [(4,)]


def test_of_two_new_regions_that_want_one_host_one_gets_it(installation, folder):
    other = folder.twin("duinstreek", "vliet.test")
    assert sorted(installation.race(folder, other)) == ["changed", "taken"]
    assert installation.ask("SELECT count(*) FROM partners_region") == [(1,)]
    assert installation.ask("SELECT count(*) FROM partners_municipality") == [(2,)]


def test_two_regions_at_once_are_both_loaded(installation, folder):
    other = folder.twin("duinstreek", "duin.test")
    assert installation.race(folder, other) == ["changed", "changed"]
    assert installation.race(other, folder) == ["same", "same"]


def test_two_commands_at_once_learn_to_search_once(installation, folder):
    commands = [
        installation.start("werkcentrum.config.cli", "load-region", str(folder.path))
        for _command in range(3)
    ]
    said = [command.communicate(timeout=120)[0] for command in commands]
    assert [command.returncode for command in commands] == [0, 0, 0]
    assert sorted(text.splitlines()[0] for text in said) == ["Geen wijzigingen."] * 2 + ["Geladen:"]
    kept = sorted(path.name for path in (installation.var / "index").iterdir())
    assert len(kept) == 2
    assert kept[1] == "vlietstreek.lock"
