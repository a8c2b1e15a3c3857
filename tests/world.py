"""The regions that tests stand on: a small one for nearly everything, the whole pilot for figures.

Both are loaded by our own action from a folder, and both have a ranker that really learned.
"""

import fcntl
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import time
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings as configured
from django.db import connection, transaction
from django.db.backends.signals import connection_created
from django.db.backends.utils import CursorWrapper

from tests.commands import run
from tests.installation import FILE, migrated
from werkcentrum.catalogue.search_index import forget_rankers, ranker_of
from werkcentrum.catalogue.tests.make import REGIONS, load_folder, load_small_region
from werkcentrum.partners.models import Region

ROOT = Path(__file__).resolve().parent.parent
REAL_REGIONS = ROOT / "regions"
PILOT = "zuid-holland-centraal"
# Of each small region the rows that loading it made, by table.
_small_rows: dict[str, dict[str, list[tuple[Any, ...]]]] = {}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix) -> None:
    """The database of the tests begins as a copy: migrating takes seconds in every process."""
    empty = migrated()
    if empty.server:
        connection.settings_dict["TEST"]["TEMPLATE"] = empty.name
        return

    def fill(connection: Any, **_more: Any) -> None:
        connection_created.disconnect(fill)
        with closing(sqlite3.connect(empty.var / FILE)) as source:
            source.backup(connection.connection)

    connection_created.connect(fill, weak=False)


@pytest.fixture
def var(settings, tmp_path) -> Path:
    """A var folder of this test's own, so that its spool starts empty."""
    settings.VAR_DIR = tmp_path
    return tmp_path


@pytest.fixture
def region(db, settings, var, small_index) -> Region:
    """Zuid-Holland Centraal in small: three municipalities, two locations, eight services."""
    settings.REGIONS_DIR = REGIONS
    (var / "index").symlink_to(small_index)
    return _learned_once(_loaded_once(PILOT), small_index)


@pytest.fixture
def other_region(region, small_index) -> Region:
    """Haaglanden, beside the small region: one municipality, under the host haaglanden.test."""
    return _learned_once(_loaded_once("haaglanden"), small_index)


@pytest.fixture(scope="session")
def small_index(tmp_path_factory) -> Path:
    """Where the small regions' rankers lie: learned once per process."""
    return tmp_path_factory.mktemp("index")


@pytest.fixture(scope="session")
def desk(tmp_path_factory) -> Path:
    """A var folder that holds the small region, for commands in a process of their own."""
    var = tmp_path_factory.mktemp("desk")
    todo = [["load-region", str(REGIONS / PILOT)]]
    if migrated().server:
        todo.insert(0, ["migrate", "-v0"])
    else:
        shutil.copy(migrated().var / FILE, var)
    for words in todo:
        done = run(var, *words)
        assert done.returncode == 0, done.stderr.decode()
    return var


@pytest.fixture(scope="module")
def pilot(request, django_db_setup, django_db_blocker, pilot_var) -> Iterator[Region]:
    """The whole pilot region as it is published, loaded once for all tests of a module.

    For tests marked `slow`, in a module of their own: its other tests see the region too.
    """
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(configured, "VAR_DIR", pilot_var)
        patch.setattr(configured, "REGIONS_DIR", REAL_REGIONS)
        with transaction.atomic():
            region = load_folder(REAL_REGIONS / PILOT)
            _learn(region, pilot_var)
            yield region
            transaction.set_rollback(True)
    forget_rankers()


@pytest.fixture(scope="session")
def pilot_var(tmp_path_factory, worker_id) -> Path:
    """A var folder that the processes of one test run share."""
    base = tmp_path_factory.getbasetemp()
    shared = (base if worker_id == "master" else base.parent) / "pilot"
    shared.mkdir(exist_ok=True)
    return shared


def _loaded_once(key: str) -> Region:
    """Loading takes fifty times as long as putting back the rows that it once made."""
    with connection.cursor() as cursor:
        if key in _small_rows:
            for table, rows in _small_rows[key].items():
                values = ", ".join(["%s"] * len(rows[0]))
                cursor.executemany(f'INSERT INTO "{table}" VALUES ({values})', rows)  # noqa: S608
        else:
            before = _all_rows(cursor)
            load_small_region(key)
            made = {
                table: [_accepted(row) for row in rows if row not in before[table]]
                for table, rows in _all_rows(cursor).items()
            }
            _small_rows[key] = {table: rows for table, rows in made.items() if rows}
    return Region.objects.get(key=key)


def _all_rows(cursor: CursorWrapper) -> dict[str, list[tuple[Any, ...]]]:
    """What is in every table, as the database has it."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')  # noqa: S608
        found[model._meta.db_table] = cursor.fetchall()
    return found


def _accepted(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A row as a database takes it: SQLite gives times of the day, and takes none."""
    return tuple(str(value) if isinstance(value, time) else value for value in row)


def _learned_once(region: Region, index: Path) -> Region:
    """Learning takes a second, so it happens here, once, and not inside somebody's test."""
    if not any(index.glob(f"{region.key}-*")):
        ranker_of(region).warm()
    return region


def _learn(region: Region, var: Path) -> None:
    """Learn once for all processes; what `make prepare` learned counts when it is the same."""
    with (var / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (var / "index").exists():
            _copy_learned(ROOT / "var" / "index", var / "index")
        ranker_of(region).warm()


def _copy_learned(source: Path, target: Path) -> None:
    for folder in source.glob(f"{PILOT}-*"):
        if folder.is_dir():
            shutil.copytree(folder, target / folder.name)
