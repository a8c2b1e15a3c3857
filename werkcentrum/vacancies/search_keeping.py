"""Keeps the index of each region's vacancies as the database says, and finds the one in use.

Every day it is made anew beside the one in use (`core.builds`), so that rows that were deleted go
too; changes in between are written in the one in use.
"""

import logging
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from django.conf import settings

from werkcentrum.core import clock
from werkcentrum.core.alone import only_one
from werkcentrum.core.builds import Builds
from werkcentrum.core.clock import day_of, later
from werkcentrum.partners.models import Region
from werkcentrum.skills.queries import edition, lexicon
from werkcentrum.vacancies import search_index
from werkcentrum.vacancies.models import Vacancy
from werkcentrum.vacancies.search_queries import Index, entry_of, on_the_website
from werkcentrum.vacancies.search_words import occupations_of

# What was changed may be committed this much later: an import takes a while.
_LATEST_COMMIT: Final = timedelta(minutes=10)
_AT_ONCE: Final = 500
# Of so many changes each round may look at all.
_A_LOOK: Final = 4_000
_SINCE: Final = "since"
logger = logging.getLogger(__name__)
_indexes: dict[str, tuple[Path, Index]] = {}


def builds_of(region: Region) -> Builds:
    """The indexes of one region on disk."""
    return Builds(Path(settings.VAR_DIR) / "vacancies" / region.key)


def index_of(region: Region) -> Index | None:
    """The index in use with its last commit; None before the first in this format was made.

    One that cannot be read is logged, and the one before it stays in use.
    """
    folder = _in_use(region)
    known = _indexes.get(region.key)
    if folder is None:
        return None
    try:
        if known is None or known[0] != folder:
            found = Index(search_index.Reader(folder), occupations_of(lexicon()))
            known = _indexes[region.key] = (folder, found)
        known[1].reader.look()
        return known[1]
    except (OSError, ValueError):
        logger.exception("De index van vacatures van %s is niet te lezen.", region.key)
        return known[1] if known else None


def is_built(region: Region, on: date) -> bool:
    """Whether the index in use is of that day, in the present format, by the present lists."""
    current = builds_of(region).current()
    return current is not None and current.name == _name(region, on)


def build(region: Region, *, at: datetime) -> None:
    """Make the index of today and put it in use; one process at a time, who waited does nothing.

    Raises OSError when the disk is full: the one in use then stays in use.
    """
    builds = builds_of(region)
    with only_one(builds.folder / "lock"):
        if not is_built(region, day_of(at)):
            builds.put(_name(region, day_of(at)), lambda folder: _write(folder, region, at))


class Follower:
    """Writes what changes in the vacancies of a region in the index in use.

    Each round looks at the last ten minutes, so that what is committed late is found; after an
    import most rounds look only past the last change that was seen. Looks never begin after that
    one: whichever machine wrote it, its clock may be behind ours.
    """

    def __init__(self, region: Region) -> None:
        self._region = region
        self._folder: Path | None = None
        self._writer: search_index.Writer
        self._since: datetime
        self._last: datetime
        self._seen: dict[UUID, datetime] = {}
        self._waiting: list[UUID] = []
        self._short_rounds = 0

    def round(self) -> int:
        """Write what changed since the last round, the newest first; returns how many vacancies.

        No more than fit in half a second, so that who publishes during an import is found soon; 0
        when nothing is left. Raises OSError or ValueError when that fails, or when another process
        is at it.
        """
        current = _in_use(self._region)
        if current is None:
            return 0
        if current != self._folder:
            self._turn_to(current)
        self._look()
        batch = self._waiting[-_AT_ONCE:]
        if batch:
            self._update(batch)
            del self._waiting[-_AT_ONCE:]
        return len(batch)

    def _look(self) -> None:
        """Whatever is new waits to be written, the newest last."""
        began, rows = clock.now(), Vacancy.objects.filter(region=self._region).order_by()
        is_short = self._short_rounds > 0
        after = self._last if is_short else self._since
        changed = dict(rows.filter(changed_at__gt=after).values_list("pk", "changed_at"))
        new = [pk for pk, at in changed.items() if self._seen.get(pk) != at]
        self._waiting += sorted(new, key=changed.__getitem__)
        self._last = max((self._last, *changed.values()))
        if is_short:
            self._seen |= changed
            self._short_rounds -= 1
        else:
            self._seen = changed
            self._since = max(self._since, min(later(began, -_LATEST_COMMIT), self._last))
            self._short_rounds = len(changed) // _A_LOOK

    def close(self) -> None:
        """Let another process write."""
        if self._folder is not None:
            self._writer.close()
            self._folder = None

    def _turn_to(self, folder: Path) -> None:
        """From the moment on which its rows were read; what a commit then still hid comes too."""
        self.close()
        self._writer = search_index.Writer(folder)
        self._since = datetime.fromisoformat((folder / _SINCE).read_text()) - _LATEST_COMMIT
        self._last = self._since
        self._seen, self._waiting, self._short_rounds = {}, [], 0
        self._folder = folder

    def _update(self, pks: Sequence[UUID]) -> None:
        known = occupations_of(lexicon())
        rows = on_the_website(self._region).filter(pk__in=pks)
        entries = [entry_of(row, known) for row in rows]
        shown = {entry.pk for entry in entries}
        self._writer.update(entries, gone=[str(pk) for pk in pks if str(pk) not in shown])


def _name(region: Region, on: date) -> str:
    return f"{on:%Y%m%d}-{_kind(region)}-{edition()}"


def _kind(region: Region) -> str:
    """What an index must be to be read: made by this code, of the database this region is in."""
    return f"{search_index.FORMAT}-{region.pk.hex}"


def _in_use(region: Region) -> Path | None:
    """The folder of the index in use; None when it is of other code or of another database."""
    folder = builds_of(region).current()
    # One with older lists is of use until the next is made.
    is_read = folder is not None and f"-{_kind(region)}-" in folder.name
    return folder if is_read else None


def _write(folder: Path, region: Region, at: datetime) -> None:
    (folder / _SINCE).write_text(at.isoformat())
    rows = on_the_website(region).order_by().iterator(chunk_size=_AT_ONCE)
    known = occupations_of(lexicon())
    search_index.write(folder, (entry_of(row, known) for row in rows))
