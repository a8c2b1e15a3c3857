"""Documents that people keep: PDF/UA-1 (ISO 14289-1), so that a screen reader reads them too."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import typst
from django.utils.translation import get_language_info

_LAYOUT: Final = Path(__file__).resolve().parent / "data" / "document.typ"
# The layout's own letters have no Arabic; `frontend/build.mjs` makes these.
_FONTS: Final = Path(__file__).resolve().parent / "static" / "build" / "print"


@dataclass(frozen=True)
class Part:
    """A heading and what stands below it: lines of text, or pairs of a name and a value."""

    heading: str
    lines: Sequence[str] = ()
    facts: Sequence[tuple[str, str]] = ()


def document(*, title: str, language: str, lead: str, parts: Sequence[Part]) -> bytes:
    """A PDF with a title, a sentence or two, and parts. What people typed is never read as markup.

    `language` is a key of LANGUAGES; Arabic runs from right to left.
    """
    values: dict[str, Any] = {
        "title": title,
        "language": language,
        "direction": "rtl" if get_language_info(language)["bidi"] else "ltr",
        "lead": lead,
        "parts": [asdict(part) for part in parts],
    }
    made = typst.compile(
        _LAYOUT,
        sys_inputs={"values": json.dumps(values)},
        font_paths=[_FONTS],
        ignore_system_fonts=True,
        pdf_standards="ua-1",
    )
    return bytes(made)
