"""Documents that people keep: PDF/UA-1 (ISO 14289-1), so that a screen reader reads them too."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

import typst
from django.utils.translation import get_language_info

from werkcentrum.core.letters import Letter

_DATA: Final = Path(__file__).resolve().parent / "data"
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
    return _made("document.typ", values)


def letter_pdf(letter: Letter) -> bytes:
    """A letter with its letterhead, reference, sections, bookmarks and numbered pages."""
    head = letter.head
    return _made("letter.typ", {
        "title": letter.title, "language": "nl", "author": letter.author, "footer": letter.footer,
        "colour": head.colour, "sender": list(head.sender), "logo": head.logo,
        "logo_text": f"Logo van {letter.author}",
        "facts": [list(fact) for fact in letter.facts],
        "sections": [asdict(section) for section in letter.sections],
    })  # fmt: skip


def _made(layout: str, values: dict[str, Any]) -> bytes:
    """The PDF of a layout with its values."""
    made = typst.compile(
        _DATA / layout,
        sys_inputs={"values": json.dumps(values)},
        font_paths=[_FONTS],
        ignore_system_fonts=True,
        pdf_standards="ua-1",
    )
    return bytes(made)


def _apart(value: str) -> str:
    """Each line in the direction of its own first letter: a full stop stays at its end."""
    return "\n".join(f"{_ISOLATE}{line}{_TO_HERE}" for line in value.split("\n"))
