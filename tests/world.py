"""The regions that tests stand on: a small one for nearly everything, the whole pilot for figures.

Both are loaded by our own action from a folder, and both have a ranker that really learned.
"""

import fcntl
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.db import transaction

from tests.commands import run
from werkcentrum.catalogue.search_index import forget_rankers, ranker_of
from werkcentrum.catalogue.tests.make import REGIONS, load_folder, load_small_region
from werkcentrum.partners.models import Region

ROOT = Path(__file__).resolve().parent.parent
REAL_REGIONS = ROOT / "regions"
PILOT = "zuid-holland-centraal"


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
    return _learned_once(load_small_region(), small_index)


@pytest.fixture
def other_region(region, small_index) -> Region:
    """Haaglanden, beside the small region: one municipality, under the host haaglanden.test."""
    return _learned_once(load_small_region("haaglanden"), small_index)


@pytest.fixture(scope="session")
def small_index(tmp_path_factory) -> Path:
    """Where the small regions' rankers lie: learned once per process."""
    return tmp_path_factory.mktemp("index")


@pytest.fixture(scope="session")
def desk(tmp_path_factory) -> Path:
    """A var folder that holds the small region, for commands in a process of their own."""
    var = tmp_path_factory.mktemp("desk")
    for words in (["migrate", "-v0"], ["load-region", str(REGIONS / PILOT)]):
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
