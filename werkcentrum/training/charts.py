"""Draws how many: one bar for each row, or two, all on the same scale.

Told apart by place and outline too, not by colour alone. The words and the figures stand beside
the drawing, so that they keep their size on a telephone; a table says the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString

# In the units of the drawing, which is as wide as there is room.
_WIDE: Final = 1000
_LEAST: Final = 4
_DRAWING: Final = (
    '<svg class="count-bar{}" viewBox="0 0 1000 40" preserveAspectRatio="none" role="img" '
    'aria-label="{}"><rect class="count-bar__first" x="0" y="2" width="{}" height="{}"/>'
    '<rect class="count-bar__second" x="1" y="23" width="{}" height="14"/></svg>'
)


@dataclass(frozen=True)
class Bar:
    """A row: its name, what it says in words, and its drawing."""

    name: str
    said: str
    drawing: SafeString


def bars(rows: Sequence[tuple[str, str, int, int | None]]) -> list[Bar]:
    """A bar of each name, what is said of it, a number, and a second number or None."""
    most = max((max(first, second or 0) for _name, _said, first, second in rows), default=0)
    return [Bar(name, said, _drawing(name, said, first, second, most))
            for name, said, first, second in rows]  # fmt: skip


def _drawing(name: str, said: str, first: int, second: int | None, most: int) -> SafeString:
    tall = 36 if second is None else 18
    return format_html(
        _DRAWING,
        " count-bar--one" * (second is None),
        f"{name}: {said}",
        _width(first, most),
        tall,
        _width(second or 0, most),
    )


def _width(count: int, most: int) -> int:
    """How wide a number is, in the units of the drawing; something is never invisible."""
    if count <= 0:
        return 0
    return max(_LEAST, count * (_WIDE - 2) // most)
