"""What the texts of all documents have in common: days, amounts, lists of names, what is open."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.formats import date_format

from werkcentrum.core.blocks import Sort, listed
from werkcentrum.governance.models import HouseStyle

# Begins what somebody still has to write; a document with such a piece cannot be made final.
OPEN: Final = "[Vul in:"
# Of one part, in characters.
MOST_TYPED: Final = 40_000
# The part that stands above the letter as names and values, and the one below it without a heading.
REFERENCE: Final = "kenmerk"
GREETING: Final = "groet"
ANNEXES: Final = "bijlagen"


@dataclass(frozen=True)
class Made:
    """A part as the data make it. `text` is as people type it (`core.blocks`)."""

    key: str
    heading: str
    text: str


def to_write(what: str) -> str:
    """A place that somebody still has to fill."""
    return f"{OPEN} {what}]"


def day(on: date | None) -> str:
    """A day as people write it, or where it is to be written."""
    return date_format(on, "j F Y") if on else to_write("datum")


def last_day(until: date) -> str:
    """The last day of a period that ends before a day."""
    return day(until - timedelta(days=1))


def joined(names: Iterable[str]) -> str:
    """Names in a sentence: 'A, B en C'."""
    *most, last = list(names) or [""]
    return f"{', '.join(most)} en {last}" if most else last


def capital(text: str) -> str:
    """With a capital at its beginning, and nothing else changed."""
    return text[:1].upper() + text[1:]


def paragraphs(*texts: str) -> str:
    """Those that say something, with an empty line between them."""
    return "\n\n".join(text for text in texts if text)


def reference(*facts: tuple[str, str]) -> Made:
    """To whom, when and about what, above the letter."""
    lines = [f"{name}: {value}" for name, value in facts if value]
    return Made(REFERENCE, "Kenmerken", "\n".join(lines))


def lettered(points: Sequence[str]) -> str:
    """Points a, b, c."""
    return listed(points, Sort.LETTERS)


def greeting(style: HouseStyle | None) -> Made:
    """The end of a letter, with the lines of the house style."""
    lines = style.signature if style else []
    signed = "\n".join(lines) or to_write("naam en functie van wie ondertekent")
    return Made(GREETING, "Afsluiting", f"Met vriendelijke groet,\n\n{signed}")


def annexes(titles: Sequence[str]) -> Made:
    """What goes with it; nothing when there is nothing."""
    return Made(ANNEXES, "Bijlagen", listed(titles))
