"""Draws lines as an SVG with a title, a description and its figures as text, to be read aloud."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

Point = tuple[float, float]

# In the units of the drawing, which scales to the page.
_WIDTH, _LEFT, _RIGHT = 720, 70, 690
_TOP, _BOTTOM = 70, 370
_LEGEND_ROW: Final = 24
_ABOVE, _BELOW = -12, 24
_SVG: Final = "http://www.w3.org/2000/svg"
_READ_ALOUD: Final = (
    'role="img" aria-labelledby="title desc" lang="en" font-family="sans-serif" font-size="14"'
)
# Told apart by dashes and by the place of the figures too, not by colour alone.
_LOOKS: Final = (("#154273", "", _ABOVE), ("#8a4b00", "9 5", _BELOW), ("#595959", "2 4", None))


@dataclass(frozen=True)
class Axis:
    """What a direction means; it runs from the first tick (value, text) to the last."""

    name: str
    ticks: Sequence[tuple[float, str]]

    def share(self, value: float) -> float:
        """How far along a value lies, from 0 to 1."""
        first, last = self.ticks[0][0], self.ticks[-1][0]
        return (value - first) / (last - first)


@dataclass(frozen=True)
class Line:
    """Points joined by a line; of at most three in a drawing the third goes without figures."""

    name: str
    points: Sequence[Point]


def draw(title: str, description: str, lines: Sequence[Line], *, across: Axis, up: Axis) -> str:
    """The whole SVG."""
    height = _BOTTOM + 75 + _LEGEND_ROW * len(lines)
    inside = [*_frame(across, up), *(mark for at, line in enumerate(lines)
                                     for mark in _line(at, line, across, up))]  # fmt: skip
    return "\n".join(
        [
            f'<svg xmlns="{_SVG}" viewBox="0 0 {_WIDTH} {height}" {_READ_ALOUD}>',
            f'<title id="title">{escape(title)}</title>',
            f'<desc id="desc">{escape(description)}</desc>',
            f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>',
            f'<text x="20" y="30" font-size="18" font-weight="bold">{escape(title)}</text>',
            *inside,
            "</svg>\n",
        ]
    )


def _frame(across: Axis, up: Axis) -> Iterator[str]:
    """Both axes with their ticks and names."""
    yield f'<text x="20" y="54">{escape(up.name)}</text>'
    for value, text in up.ticks:
        y = _y(value, up)
        yield f'<path d="M{_LEFT} {y}H{_RIGHT}" stroke="#d0d0d0"/>'
        yield f'<text x="{_LEFT - 10}" y="{y + 5}" text-anchor="end">{escape(text)}</text>'
    for value, text in across.ticks:
        x = _x(value, across)
        yield f'<path d="M{x} {_BOTTOM}v6" stroke="#595959"/>'
        yield f'<text x="{x}" y="{_BOTTOM + 22}" text-anchor="middle">{escape(text)}</text>'
    middle = (_LEFT + _RIGHT) / 2
    yield f'<text x="{middle}" y="{_BOTTOM + 46}" text-anchor="middle">{escape(across.name)}</text>'


def _line(at: int, line: Line, across: Axis, up: Axis) -> Iterator[str]:
    """One line with its figures, and its row in the legend."""
    colour, dashes, beside = _LOOKS[at]
    style = f'fill="none" stroke="{colour}" stroke-width="2.5" stroke-dasharray="{dashes}"'
    places = [(_x(x, across), _y(y, up), f"{y:.2f}") for x, y in line.points]
    yield f'<path d="M{" L".join(f"{x} {y}" for x, y, _ in places)}" {style}/>'
    if beside is not None:
        for x, y, text in places:
            ink = f'fill="{colour}"'
            yield f'<circle cx="{x}" cy="{y}" r="4" {ink}/>'
            yield f'<text x="{x}" y="{y + beside:.1f}" text-anchor="middle" {ink}>{text}</text>'
    row = _BOTTOM + 70 + _LEGEND_ROW * at
    yield f'<path d="M{_LEFT} {row}h40" {style}/>'
    yield f'<text x="{_LEFT + 52}" y="{row + 5}">{escape(line.name)}</text>'


def _x(value: float, axis: Axis) -> float:
    return round(_LEFT + axis.share(value) * (_RIGHT - _LEFT), 1)


def _y(value: float, axis: Axis) -> float:
    return round(_BOTTOM - axis.share(value) * (_BOTTOM - _TOP), 1)
