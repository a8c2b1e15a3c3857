"""Keeps the people of a region in arrays on disk, as the database says; the worker does."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import numpy as np
from django.conf import settings
from django.db.models import Count, Max

from werkcentrum.core import clock
from werkcentrum.core.builds import Builds
from werkcentrum.core.clock import day_of
from werkcentrum.matching import crowd
from werkcentrum.matching.crowd import Crowd, Row
from werkcentrum.matching.models import ReadyProfile
from werkcentrum.matching.people import profile_of
from werkcentrum.matching.preparing import Preparer
from werkcentrum.matching.reading import only_what_matching_reads
from werkcentrum.partners.models import Region
from werkcentrum.profiles.facts import from_json
from werkcentrum.profiles.models import ProfileFacts

AT_ONCE: Final = 500
MOST_LATE: Final = 500
"""So many who changed since the worker looked are read while somebody waits: three seconds at most.
Of more than that nobody is counted or asked: they would be chosen by who changed last."""

_ENOUGH: Final = 100  # new ones, for whom the arrays are written anew
# What was changed may be committed this much later.
_LATEST_COMMIT: Final = timedelta(minutes=10)
_VERSION: Final = "version"
_SINCE: Final = "since"
# Of each region what this process saw at last (`_stamp`).
_seen: dict[str, tuple[Any, ...]] = {}


@dataclass(frozen=True)
class Kept:
    """People in files, and since when a change is not among them."""

    people: Crowd
    folder: Path
    since: datetime


def crowd_of(region: Region, ready_with: Preparer) -> Kept | None:
    """Who was kept ready by this software; None when nobody is."""
    folder = _builds(region).current()
    if folder is None:
        return None
    try:
        if (folder / _VERSION).read_text() != ready_with.version:
            return None
        since = datetime.fromisoformat((folder / _SINCE).read_text())
        return Kept(crowd.mapped(folder), folder, since)
    except (OSError, ValueError):
        # Gone while we looked, or half of it: then it is read from the database.
        return None


def changed_lately(region: Region, kept: Kept | None, *, today: date) -> list[UUID] | None:
    """Whose facts are not in those files, or not as they are now; None of more than `MOST_LATE`."""
    stored = _stored(region, today)
    if kept is None:
        every = list(stored.order_by("pk").values_list("pk", flat=True)[: MOST_LATE + 1])
        return every if len(every) <= MOST_LATE else None
    since = kept.since - _LATEST_COMMIT
    there = np.flatnonzero(kept.people.changed >= crowd.moment(since))
    known = set(crowd.keys(kept.people, there))
    rows = stored.filter(changed_at__gte=since).order_by("pk")
    late = [pk for pk, at in rows.values_list("pk", "changed_at")
            if (pk, crowd.moment(at)) not in known]  # fmt: skip
    return late if len(late) <= MOST_LATE else None


def read(keys: Sequence[UUID], ready_with: Preparer) -> list[Row]:
    """Facts made ready: 1 ms for each whose meaning is kept, and 6 for others."""
    kept = ReadyProfile.objects.filter(facts__in=keys).in_bulk()
    rows = ProfileFacts.objects.filter(pk__in=keys).order_by("pk")
    found = []
    for pk, facts, at in rows.values_list("pk", "facts", "changed_at"):
        meaning, ready = None, kept.get(pk)
        if ready is not None and ready.fits(ready_with.version, at):
            meaning = np.frombuffer(ready.meaning, np.float32)
        found.append((pk, at, ready_with.seeker(profile_of(from_json(facts)), meaning=meaning)))
    return found


@only_what_matching_reads()
def overwrite_who_went(region: Region, ready_with: Preparer, *, at: datetime) -> None:
    """The part of `keep_crowd` that waits for nothing: it reads no facts of anybody.

    When nothing is left for `keep_crowd` to do, that need not pass all people again.
    """
    today = day_of(at)
    stamp = _stamp(region, ready_with, today)
    if _seen.get(region.key) == stamp:
        return
    _kept, _there, new = _overwritten(region, ready_with, today)
    if not new:
        _seen[region.key] = stamp


@only_what_matching_reads()
def keep_crowd(region: Region, ready_with: Preparer, *, at: datetime) -> bool:
    """Overwrite who is gone or changed, and write anew when enough are missing.

    False when nothing changed since this process looked. Raises OSError when the disk is full.
    """
    today = day_of(at)
    stamp = _stamp(region, ready_with, today)
    if _seen.get(region.key) == stamp:
        return False
    kept, there, new = _overwritten(region, ready_with, today)
    if new:
        old = [crowd.part(kept.people, np.array(list(there.values())))] if kept and there else []
        _write(region, ready_with, at, old, new)
        _remove(kept.folder if kept else None)
    _seen[region.key] = stamp
    return True


def _overwritten(
    region: Region, ready_with: Preparer, today: date
) -> tuple[Kept | None, dict[UUID, int], list[UUID]]:
    """What was kept, the rows of who is still there, and whom to add: nobody while they are few."""
    stored = dict(_stored(region, today).order_by("pk").values_list("pk", "changed_at"))
    kept = crowd_of(region, ready_with)
    if kept is None:
        # Of other software, or broken: of no use, and nobody's facts should stay in it.
        _remove(_builds(region).current())
    there = _without_who_went(kept, stored) if kept else {}
    new = [pk for pk in stored if pk not in there]
    is_time = len(new) >= _ENOUGH or any(_is_overlooked(kept, stored[pk]) for pk in new)
    return kept, there, new if is_time else []


def _without_who_went(kept: Kept, stored: dict[UUID, datetime]) -> dict[UUID, int]:
    """Rows of who is still there and did not change; the others are overwritten."""
    there, gone = {}, []
    rows = np.flatnonzero(kept.people.changed).tolist()
    for row, (pk, changed) in zip(rows, crowd.keys(kept.people, rows), strict=True):
        if pk in stored and crowd.moment(stored[pk]) == changed:
            there[pk] = row
        else:
            gone.append(row)
    if gone:
        crowd.blank(kept.folder, gone)
    return there


def _is_overlooked(kept: Kept | None, changed: datetime) -> bool:
    """Whether a change was committed so late that `changed_lately` does not look for it."""
    return kept is not None and changed < kept.since - _LATEST_COMMIT


def _write(
    region: Region, ready_with: Preparer, at: datetime, kept: list[Crowd], new: list[UUID]
) -> None:
    """These and who is new, in new arrays."""
    batches = [new[first : first + AT_ONCE] for first in range(0, len(new), AT_ONCE)]
    made = [crowd.packed(found) for batch in batches if (found := read(batch, ready_with))]
    if kept or made:
        people = crowd.joined([*kept, *made])
        name = str(crowd.moment(clock.now()))
        _builds(region).put(name, lambda folder: _fill(folder, people, ready_with, at))


def _remove(folder: Path | None) -> None:
    """What somebody took back must not stay in arrays that nobody needs any more."""
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)


def _fill(folder: Path, people: Crowd, ready_with: Preparer, at: datetime) -> None:
    crowd.write(folder, people)
    (folder / _VERSION).write_text(ready_with.version)
    (folder / _SINCE).write_text(at.isoformat())


def _stamp(region: Region, ready_with: Preparer, today: date) -> tuple[Any, ...]:
    """Changes whenever somebody comes, changes or goes, and every day."""
    rows = _stored(region, today).aggregate(count=Count("pk"), last=Max("changed_at"))
    return (region.pk, today, ready_with.version, rows["count"], rows["last"])


def _stored(region: Region, today: date) -> Any:
    return ProfileFacts.objects.kept_on(today).filter(region=region)


def _builds(region: Region) -> Builds:
    return Builds(Path(settings.VAR_DIR) / "matching" / region.pk.hex / "people")
