"""Documents that people keep: PDF/UA-1 (ISO 14289-1), so that a screen reader reads them too."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

import typst
from django.utils.translation import get_language_info

_LAYOUT: Final = Path(__file__).resolve().parent / "data" / "document.typ"
# The layout's own letters have no Arabic; `frontend/build.mjs` makes these.
_FONTS: Final = Path(__file__).resolve().parent / "static" / "build" / "print"


# First strong isolate, pop directional isolate (UAX 9).
_ISOLATE: Final = "\u2068"
_TO_HERE: Final = "\u2069"


@dataclass(frozen=True)
class Part:
    """A heading and what stands below it: lines of text, or pairs of a name and a value.

    `level` is of the heading: 2 below the title, and one more below another part.
    """

    heading: str
    lines: Sequence[str] = ()
    facts: Sequence[tuple[str, str]] = ()
    level: int = 2


def document(*, title: str, language: str, lead: str, parts: Sequence[Part]) -> bytes:
    """A PDF with a title, a sentence or two, and parts. What people typed is never read as markup.

    `language` is a key of LANGUAGES; Arabic runs from right to left.
    """
    is_rtl = bool(get_language_info(language)["bidi"])
    shown = [replace(part, facts=[(name, _apart(value)) for name, value in part.facts])
             for part in parts] if is_rtl else parts  # fmt: skip
    values: dict[str, Any] = {
        "title": title,
        "language": language,
        "direction": "rtl" if is_rtl else "ltr",
        "lead": lead,
        "parts": [asdict(part) for part in shown],
    }
    made = typst.compile(
        _LAYOUT,
        sys_inputs={"values": json.dumps(values)},
        font_paths=[_FONTS],
        ignore_system_fonts=True,
        pdf_standards="ua-1",
    )
    return bytes(made)


def _apart(value: str) -> str:
    """Each line in the direction of its own first letter: a full stop stays at its end."""
    return "\n".join(f"{_ISOLATE}{line}{_TO_HERE}" for line in value.split("\n"))
