"""Free text of a curriculum vitae as lines: without HTML, a line for each thing that is told."""

import re
from html import unescape
from typing import Final

# Nothing here goes back or past the next <: a text of a million of them takes no longer for it.
_BREAK: Final = re.compile(r"<\s*+/?\s*+(?:br|p|li|ul|ol|div|h[1-6])\b[^<>]*+>", re.IGNORECASE)
_ITEM: Final = re.compile(r"<\s*+li\b[^<>]*+>", re.IGNORECASE)
_TAG: Final = re.compile(r"<[^<>]*+>")
_BULLET: Final = re.compile(r"^[\s•\-–*·]+")
_LISTED: Final = re.compile(r"^[ \t]*+[•\-–*·]", re.MULTILINE)
_YEARS: Final = re.compile(r"^(\d{1,2}(?:[.,]\d)?) jaar(?:\.\s*|$)")


def lines_of(text: str, *, marks: str = "\n;") -> list[str]:
    """The lines of a text, split at these marks."""
    plain = unescape(_TAG.sub(" ", _BREAK.sub("\n", text)))
    pieces = re.split(f"[{re.escape(marks)}]", plain)
    told = (" ".join(_BULLET.sub("", piece).split()) for piece in pieces)
    return [line for line in told if line]


def items_of(text: str) -> list[str]:
    """What a text lists, each by its first line; of a text without a list its first line."""
    first, *items = _LISTED.split(_BREAK.sub("\n", _ITEM.sub("\n•", text)))
    told = (lines_of(piece, marks="\n") for piece in items or [first])
    return [lines[0] for lines in told if lines]


def years_in(text: str) -> tuple[float, str]:
    """How many years a text begins with, as we write that ourselves, and the rest of it."""
    match = _YEARS.match(text)
    return (float(match[1].replace(",", ".")), text[match.end() :]) if match else (0.0, text)
