"""The read model: all that the public pages read, made in the background and kept on disk.

A region is published when `build` has written what is remembered of it (`core.memory`) and its
ranker is on disk. Web workers take it over as a whole, between two requests; from then on no
page that people only read asks the database anything. Until the first build, and on a machine
without background work, the pages read the database.
"""

import gc
import hashlib
import logging
import pickle
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import django
from django.conf import settings

import werkcentrum
from werkcentrum.catalogue.queries import catalogue_of
from werkcentrum.catalogue.search_index import forget_older_rankers, ranker_of
from werkcentrum.core.alone import only_one
from werkcentrum.core.builds import Builds
from werkcentrum.core.memory import forget_others, remember, remembered_of
from werkcentrum.frontdoor.browsing import shelves_of
from werkcentrum.frontdoor.locations import places_to_book, timetables_of
from werkcentrum.frontdoor.queries import register_of
from werkcentrum.partners.middleware import ANY_HOST, region_memory
from werkcentrum.partners.models import Region, RegionHost
from werkcentrum.partners.queries import municipalities_of, place_finder_of

SECONDS_BETWEEN_LOOKS = 1.0
# A page that is being made is finished long before this, in seconds.
_OLD_AFTER = 30.0
_FILE = "read-model.pickle"
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class ReadModel:
    """One region as it was when the build was made. `hosts`: the names it answers to."""

    region: Region
    hosts: tuple[str, ...]
    remembered: dict[str, Any]


def builds_of(region_key: str) -> Builds:
    """The builds of one region."""
    return Builds(_folder() / region_key)


def is_published(region: Region) -> bool:
    """Whether the build in use is of the present content, made by the present code."""
    current = builds_of(region.key).current()
    return current is not None and current.name == _name(region)


def is_behind(region: Region) -> bool:
    """Whether visitors see a build of earlier content; not so where nothing was ever built."""
    return builds_of(region.key).current() is not None and not is_published(region)


def build(region: Region) -> Path:
    """Read everything, learn what is new, and put the build in use. Returns its folder.

    One process at a time builds a region; who waited finds what the other made. Raises
    ValueError for a region without services, and OSError when the disk is full: the build in
    use then stays in use.
    """
    builds = builds_of(region.key)
    with only_one(builds.folder / "lock"):
        region.refresh_from_db()
        current = builds.current()
        if current is not None and current.name == _name(region):
            return current
        ranker_of(region)
        catalogue = catalogue_of(region)
        for language, _own_name in settings.LANGUAGES:
            catalogue.in_language(language)
        shelves_of(region)
        place_finder_of(region)
        timetables_of(region)
        places_to_book(region)
        municipalities_of(region)
        register_of(region)
        model = ReadModel(region, _hosts(region), remembered_of(region))
        written = pickle.dumps(model, pickle.HIGHEST_PROTOCOL)
        return builds.put(_name(region), lambda folder: _write(folder / _FILE, written))


class Watcher:
    """Takes over new builds, for the web worker it runs in."""

    def __init__(self) -> None:
        self._known: dict[str, Path] = {}
        self._models: dict[str, ReadModel] = {}
        self._swapped_at: float | None = None

    @property
    def has_found_any(self) -> bool:
        """Whether any region is published."""
        return bool(self._models)

    def watch(self) -> None:
        """Look again and again, for as long as the process runs."""
        _set_apart()
        while True:
            if self.look():
                _set_apart()
            time.sleep(SECONDS_BETWEEN_LOOKS)

    def look(self) -> bool:
        """Take over every build that is new; what cannot be read is logged and left alone.

        Returns whether anything in memory was replaced or dropped.
        """
        new = [key for key in _regions() if self._take_over(key)]
        if new:
            region_memory.publish(
                {host: model.region for model in self._models.values() for host in model.hosts}
            )
            self._swapped_at = time.monotonic()
        elif self._swapped_at is not None and time.monotonic() > self._swapped_at + _OLD_AFTER:
            self._forget_old()
            return True
        return bool(new)

    def _take_over(self, key: str) -> bool:
        current = builds_of(key).current()
        if current is None or current == self._known.get(key):
            return False
        self._known[key] = current
        if not current.name.endswith(_code()):
            logger.info("Het leesmodel van %s is van een andere versie van de code.", key)
            return False
        try:
            # Our own file, in our own folder.
            model: ReadModel = pickle.loads((current / _FILE).read_bytes())  # noqa: S301
            remember(model.region, model.remembered)
            ranker_of(model.region).warm()
        except Exception:
            # Whatever is wrong with it: the pages go on with what they have.
            logger.exception("Het leesmodel van %s is niet te lezen.", key)
            return False
        self._models[key] = model
        return True

    def _forget_old(self) -> None:
        for model in self._models.values():
            forget_others(model.region)
            forget_older_rankers(model.region)
        self._swapped_at = None


def _set_apart() -> None:
    """Spare the garbage collector what stays: it went through all of it every 300 pages, 150 ms."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _folder() -> Path:
    return Path(settings.VAR_DIR) / "published"


def _regions() -> list[str]:
    folder = _folder()
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def _name(region: Region) -> str:
    return f"{region.content_version}-{_code()}"


def _hosts(region: Region) -> tuple[str, ...]:
    """The names a region answers to; the only region of a site answers to all."""
    named = RegionHost.objects.filter(region=region).order_by("host").values_list("host", flat=True)
    is_only = not Region.objects.exclude(pk=region.pk).exists()
    return (*named, ANY_HOST) if is_only else tuple(named)


def _write(path: Path, content: bytes) -> None:
    path.touch(mode=0o600)
    path.write_bytes(content)


@cache
def _code() -> str:
    """Eight hexadecimal digits of the code: what other code wrote is not read."""
    digest = hashlib.sha256(django.__version__.encode())
    folder = Path(werkcentrum.__file__).parent
    for path in sorted(folder.rglob("*.py")):
        if "tests" not in path.parts:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:8]
