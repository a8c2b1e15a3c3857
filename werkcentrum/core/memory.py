"""What was read once and stays true until the content changes."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from functools import wraps
from typing import Any, Protocol, TypeVar

Found = TypeVar("Found")


class Versioned(Protocol):
    """Something whose content has a number that rises with every change."""

    @property
    def pk(self) -> Any:
        """Which one it is."""

    @property
    def content_version(self) -> int:
        """Rises with every change."""


# The version before the present one too: a page that is being made goes on with what it began with.
_VERSIONS = 2
# By the name of the function that reads: for each owner what it found, by content version.
_memories: dict[str, dict[Any, dict[int, Any]]] = {}


def per_version(read: Callable[[Any], Found]) -> Callable[[Versioned], Found]:
    """Keep what `read` returned for its one argument, until that has another content version.

    Two threads may both read at first; both find the same. What it returns can be pickled:
    it becomes part of the read model.
    """
    memory = _memories.setdefault(f"{read.__module__}.{read.__qualname__}", {})

    @wraps(read)
    def remembered(owner: Versioned) -> Found:
        by_version = memory.get(owner.pk, {})
        if owner.content_version not in by_version:
            by_version = _with(memory, owner, read(owner))
        found: Found = by_version[owner.content_version]
        return found

    return remembered


def remembered_of(owner: Versioned) -> dict[str, Any]:
    """What is remembered of the present version of an owner, by the name of what read it."""
    return {
        name: memory[owner.pk][owner.content_version]
        for name, memory in _memories.items()
        if owner.content_version in memory.get(owner.pk, {})
    }


def remember(owner: Versioned, found: Mapping[str, Any]) -> None:
    """Take over what another process remembered of this version of an owner."""
    for name, value in found.items():
        if name in _memories:
            _with(_memories[name], owner, value)


def forget_others(owner: Versioned) -> None:
    """Drop what is remembered of other versions of an owner."""
    for memory in _memories.values():
        kept = memory.get(owner.pk, {})
        memory[owner.pk] = {v: value for v, value in kept.items() if v == owner.content_version}


class Fragments:
    """Pieces of pages that many visitors get alike; the ones longest not used go first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        _fragments.append(self)

    def get(self, key: Hashable, make: Callable[[], Found]) -> Found:
        """What is kept under a key that says all it depends on; made when it is not there."""
        try:
            found: Found = self._kept[key]
            self._kept.move_to_end(key)
        except KeyError:
            # Two threads may both make it, or one drop what the other asks for: both are right.
            found = self._kept[key] = make()
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return found

    def clear(self) -> None:
        """Drop all of it."""
        self._kept.clear()


_fragments: list[Fragments] = []


def forget_everything() -> None:
    """Drop all that is kept; tests start fresh."""
    for memory in _memories.values():
        memory.clear()
    for fragments in _fragments:
        fragments.clear()


def _with(memory: dict[Any, dict[int, Any]], owner: Versioned, value: Any) -> dict[int, Any]:
    """Add a version; what others are reading from is replaced, never changed."""
    before = memory.get(owner.pk, {})
    kept = [version for version in before if version != owner.content_version][1 - _VERSIONS :]
    memory[owner.pk] = {version: before[version] for version in kept} | {
        owner.content_version: value
    }
    return memory[owner.pk]
