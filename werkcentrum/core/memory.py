"""What was read once and stays true until the content changes."""

from collections.abc import Callable
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


_memories: list[dict[Any, Any]] = []


def per_version(read: Callable[[Any], Found]) -> Callable[[Versioned], Found]:
    """Keep what `read` returned for its one argument, until that has another content version.

    Two threads may both read at first; both find the same.
    """
    memory: dict[Any, tuple[int, Found]] = {}
    _memories.append(memory)

    @wraps(read)
    def remembered(owner: Versioned) -> Found:
        known = memory.get(owner.pk)
        if known is None or known[0] != owner.content_version:
            known = memory[owner.pk] = (owner.content_version, read(owner))
        return known[1]

    return remembered


def forget_everything() -> None:
    """Drop all that is kept; tests start fresh."""
    for memory in _memories:
        memory.clear()
