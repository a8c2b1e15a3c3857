"""Many people made ready, in arrays on disk, so that one vacancy is held against all at once.

Who reads maps the files and keeps nothing. Who goes is overwritten with zeros in those files, so
whoever still looks at them sees nothing either. Holds facts, never whose they are.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias
from uuid import UUID

import numpy as np
import numpy.typing as npt

from werkcentrum.matching.flat import Profile
from werkcentrum.matching.links import dampened
from werkcentrum.matching.preparing import Seeker

Array: TypeAlias = npt.NDArray[Any]
Row: TypeAlias = tuple[UUID, datetime, Seeker]
"""The id of facts, when they changed, and who it is made ready."""

KM, LEAST, MOST, LEVEL, IRREGULAR = range(5)
UNTOLD: Final = "?"
"""Stands in for licences that nobody told of; nothing at all is "" (they have none)."""

# So many people at once, where what is read of all would fill the memory.
_A_BLOCK: Final = 1_000
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


class Ragged(NamedTuple):
    """Of each row some names with a value: of row r those from `starts[r]` to `starts[r + 1]`."""

    names: Array  # uint64 or text: what the numbers in `at` stand for
    starts: Array  # int64 [rows + 1]
    at: Array  # int32
    values: Array  # float64


class Crowd(NamedTuple):
    """People by row. One that is gone has zeros everywhere, also for its id."""

    ids: Array  # uint8 [rows, 16]
    changed: Array  # int64 [rows]: microseconds since 1970
    numbers: Array  # float64 [rows, 5]: KM and so on; NaN is unknown
    meaning: Array  # float32 [rows, width]
    words: Ragged  # numbers of tokens, as dampened as `Links` wants them
    skills: Ragged
    occupations: Ragged
    places: Ragged  # one a row: the postcode
    licences: Ragged  # one a row: those they have with spaces between, or UNTOLD


_RAGGED: Final = [name for name, kind in Crowd.__annotations__.items() if kind is Ragged]
_PLAIN: Final = [name for name in Crowd._fields if name not in _RAGGED]


def packed(people: Sequence[Row]) -> Crowd:
    """These people; at least one."""
    seekers = [seeker for _key, _at, seeker in people]
    profiles = [seeker.profile for seeker in seekers]
    return Crowd(
        ids=np.frombuffer(b"".join(key.bytes for key, _at, _who in people), np.uint8).reshape(
            -1, 16
        ),
        changed=np.array([moment(at) for _key, at, _who in people], np.int64),
        numbers=np.array([_numbers(profile) for profile in profiles], np.float64),
        meaning=np.array([seeker.meaning for seeker in seekers], np.float32),
        words=_ragged([(one.bag.tokens, dampened(one.bag.values)) for one in seekers], np.uint64),
        skills=_ragged([_items(one.facts.skills) for one in seekers], np.str_),
        occupations=_ragged([_items(one.facts.occupations) for one in seekers], np.str_),
        places=_ragged([([profile.postcode4], [0.0]) for profile in profiles], np.str_),
        licences=_ragged([([_licences(profile)], [0.0]) for profile in profiles], np.str_),
    )


def joined(crowds: Sequence[Crowd]) -> Crowd:
    """All of them after each other; at least one."""
    found: dict[str, Any] = {
        name: np.concatenate([getattr(one, name) for one in crowds]) for name in _PLAIN
    }
    found |= {name: _after([getattr(one, name) for one in crowds]) for name in _RAGGED}
    return Crowd(**found)


def part(crowd: Crowd, rows: Array) -> Crowd:
    """Only these rows, and no name that none of them has."""
    found: dict[str, Any] = {name: getattr(crowd, name)[rows] for name in _PLAIN}
    found |= {name: _part(getattr(crowd, name), rows) for name in _RAGGED}
    return Crowd(**found)


def keys(crowd: Crowd, rows: Iterable[int]) -> Iterator[tuple[UUID, int]]:
    """The id of the facts in each of these rows, with when they changed (`moment`)."""
    for row in rows:
        yield UUID(bytes=crowd.ids[row].tobytes()), int(crowd.changed[row])


def moment(at: datetime) -> int:
    """Whole microseconds since 1970."""
    return (at - _EPOCH) // _MICROSECOND


def write(folder: Path, crowd: Crowd) -> None:
    """Into a folder that is there. Raises OSError when the disk is full."""
    for name, values in _files(crowd):
        np.save(folder / f"{name}.npy", values)


def mapped(folder: Path, *, to_change: bool = False) -> Crowd:
    """What was written, without reading it yet. Raises OSError or ValueError when it cannot be."""
    mode: Any = "r+" if to_change else "r"

    def load(name: str) -> Array:
        path = folder / f"{name}.npy"
        found: Array = np.load(path, mode, allow_pickle=False)
        return found

    found: dict[str, Any] = {name: load(name) for name in _PLAIN}
    for name in _RAGGED:
        found[name] = Ragged(*(load(f"{name}-{kind}") for kind in Ragged._fields))
    return Crowd(**found)


def blank(folder: Path, rows: Sequence[int]) -> None:
    """Overwrite what is written of these rows: nothing of them can be read from then on.

    Names that nobody else has, such as a postcode, too: those no longer rise then.
    """
    crowd = mapped(folder, to_change=True)
    for row in rows:
        for name in _PLAIN:
            getattr(crowd, name)[row] = 0
        for one in (getattr(crowd, name) for name in _RAGGED):
            own = slice(one.starts[row], one.starts[row + 1])
            one.at[own], one.values[own] = 0, 0
    still = np.flatnonzero(crowd.changed)
    for one in (getattr(crowd, name) for name in _RAGGED):
        is_used = np.zeros(len(one.names), bool)
        for first in range(0, len(still), _A_BLOCK):
            entries, _owners = ranges(one.starts, still[first : first + _A_BLOCK])
            is_used[one.at[entries]] = True
        one.names[~is_used] = one.names.dtype.type()
    for _name, values in _files(crowd):
        if isinstance(values, np.memmap):
            values.flush()


def ranges(starts: Array, rows: Array) -> tuple[Array, Array]:
    """Where the entries of these rows stand, and of which of them each is (0, 1, 2...)."""
    counts = starts[rows + 1] - starts[rows]
    ends = np.cumsum(counts)
    owners = np.repeat(np.arange(len(rows)), counts)
    shifts = np.repeat(starts[rows] - ends + counts, counts)
    return np.arange(len(owners)) + shifts, owners


def _files(crowd: Crowd) -> Iterator[tuple[str, Array]]:
    for name in _PLAIN:
        yield name, getattr(crowd, name)
    for name in _RAGGED:
        for kind, values in getattr(crowd, name)._asdict().items():
            yield f"{name}-{kind}", values


def _ragged(rows: Sequence[tuple[Any, Any]], kind: Any) -> Ragged:
    told = np.concatenate([np.asarray(names, kind) for names, _values in rows])
    values = np.concatenate([np.asarray(values, np.float64) for _names, values in rows])
    names, at = np.unique(told, return_inverse=True)
    starts = np.cumsum([0, *(len(values) for _names, values in rows)], dtype=np.int64)
    return Ragged(names, starts, at.astype(np.int32), values)


def _after(parts: Sequence[Ragged]) -> Ragged:
    names = np.unique(np.concatenate([one.names for one in parts]))
    at = [np.searchsorted(names, one.names)[one.at] for one in parts]
    counts = np.concatenate([np.diff(one.starts) for one in parts])
    return Ragged(
        names,
        np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        np.concatenate(at).astype(np.int32),
        np.concatenate([one.values for one in parts]),
    )


def _part(ragged: Ragged, rows: Array) -> Ragged:
    entries, owners = ranges(ragged.starts, rows)
    used, at = np.unique(ragged.at[entries], return_inverse=True)
    counts = np.bincount(owners, minlength=len(rows))
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    return Ragged(ragged.names[used], starts, at.astype(np.int32), ragged.values[entries])


def _items(sure: Any) -> tuple[list[str], list[float]]:
    return list(sure), list(sure.values())


def _numbers(profile: Profile) -> list[float]:
    told = (
        profile.km, profile.hours.least, profile.hours.most, profile.level, profile.irregular,
    )  # fmt: skip
    return [float("nan") if value is None else float(value) for value in told]


def _licences(profile: Profile) -> str:
    return UNTOLD if profile.licences is None else " ".join(sorted(profile.licences))
