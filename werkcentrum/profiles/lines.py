"""Free text of a curriculum vitae as lines: without HTML, a line for each thing that is told."""

import re
from html import unescape
from typing import Final

# Nothing here goes back or past the next <: a text of a million of them takes no longer for it.
_BREAK: Final = re.compile(r"<\s*+/?\s*+(?:br|p|li|ul|ol|div|h[1-6])\b[^<>]*+>", re.IGNORECASE)
_TAG: Final = re.compile(r"<[^<>]*+>")
_BULLET: Final = re.compile(r"^[\s•\-–*·]+")
_YEARS: Final = re.compile(r"^(\d{1,2}(?:[.,]\d)?) jaar(?:\.\s*|$)")


def lines_of(text: str, *, marks: str = "\n;") -> list[str]:
    """The lines of a text, split at these marks."""
    plain = unescape(_TAG.sub(" ", _BREAK.sub("\n", text)))
    pieces = re.split(f"[{re.escape(marks)}]", plain)
    told = (" ".join(_BULLET.sub("", piece).split()) for piece in pieces)
    return [line for line in told if line]


def years_in(text: str) -> tuple[float, str]:
    """How many years a text begins with, as we write that ourselves, and the rest of it."""
    match = _YEARS.match(text)
    return (float(match[1].replace(",", ".")), text[match.end() :]) if match else (0.0, text)
