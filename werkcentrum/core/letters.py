"""A letter as it is sent, whatever sort of file it becomes (`pdf.letter_pdf`, `odt.letter_odt`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from werkcentrum.core.blocks import Block

# Dark enough on white for everybody (WCAG 1.4.3).
PLAIN_COLOUR: Final = "#1d2b4f"
LEAST_CONTRAST: Final = 4.5


@dataclass(frozen=True)
class Letterhead:
    """Who sends it: lines of which the first is a name, a colour '#rrggbb', and a logo as SVG."""

    sender: Sequence[str]
    colour: str = PLAIN_COLOUR
    logo: str = ""


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it; without a heading it goes on where the last one ended."""

    heading: str
    blocks: Sequence[Block]


@dataclass(frozen=True)
class Letter:
    """A letter in Dutch. `facts` are its reference: to whom, when, about what."""

    title: str
    head: Letterhead
    facts: Sequence[tuple[str, str]]
    sections: Sequence[Section]

    @property
    def author(self) -> str:
        """Who sends it."""
        return next(iter(self.head.sender), "")

    @property
    def footer(self) -> str:
        """What stands at the bottom of every page, beside its number."""
        return self.title if len(self.title) <= _LONGEST_FOOTER else self.author


_LONGEST_FOOTER: Final = 70


def contrast_on_white(colour: str) -> float:
    """How clear a colour '#rrggbb' is on white, from 1 to 21 (WCAG 2.2, contrast ratio)."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        share / 12.92 if share <= _LINEAR else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


_LINEAR: Final = 0.04045
