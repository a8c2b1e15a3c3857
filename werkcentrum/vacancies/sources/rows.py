"""What every source says of a vacancy, under the names of the form."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from html import unescape
from html.parser import HTMLParser
from typing import Any, Final

from werkcentrum.core.typed import can_be_kept
from werkcentrum.vacancies.content import Content
from werkcentrum.vacancies.forms import TakenOverForm

_BREAKS: Final = frozenset({"br", "p", "li", "div", "ul", "ol", "h1", "h2", "h3", "h4", "tr"})
MOST_ID: Final = 200
_NO_ID: Final = f"Een rij heeft een eigen nummer nodig, van hoogstens {MOST_ID} tekens."
_ODD_ID: Final = "In het nummer staat een teken dat niet te bewaren is. Haal het weg."
_TWICE: Final = "Dit nummer staat al bij een eerdere rij. Geef elke vacature een eigen nummer."
_UNSEEN: Final = frozenset({"script", "style"})
# What nobody writes who means '<' as such: 'a<b en c>d' and '<werk@korst.example>' are no tags.
_TAG: Final = re.compile(
    r"</[a-z][a-z0-9]*\s*>|"
    r"<(?:p|br|hr|ul|ol|li|div|span|a|b|i|u|em|strong|h[1-6])(?:\s[^<>=]*=[^<>]*|\s*/?)>",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Typed:
    """A row as somebody would type it; `number` counts from 1, as the file does.

    `problem`: a sentence about the row as a whole, "" when there is none.
    """

    number: int
    source_id: str
    fields: dict[str, Any]
    problem: str = ""


@dataclass(frozen=True)
class Row:
    """A row that is right."""

    number: int
    source_id: str
    content: Content


@dataclass(frozen=True)
class Wrong:
    """What is wrong with a row, as a sentence for each field."""

    number: int
    source_id: str
    reasons: tuple[str, ...]

    def __str__(self) -> str:
        named = f" ({self.source_id})" if self.source_id else ""
        return f"rij {self.number}{named}: {' '.join(self.reasons)}"


def checked(typed: Typed) -> Row | Wrong:
    """The row, when the page on which people write a vacancy down would take it too."""
    form = _form()
    form.data = typed.fields
    form.full_clean()
    reasons = [typed.problem] if typed.problem else []
    if not 0 < len(typed.source_id) <= MOST_ID:
        reasons.append(_NO_ID)
    elif not can_be_kept(typed.source_id):
        reasons.append(_ODD_ID)
    for name, errors in form.errors.items():
        reasons += [f"{form.fields[name].label or name}: {error}" for error in errors]
    if reasons:
        return Wrong(typed.number, typed.source_id[:MOST_ID], tuple(reasons))
    return Row(typed.number, typed.source_id, form.content)


def each_once(rows: Iterable[Typed]) -> Iterator[Typed]:
    """The same rows; one with the number of an earlier row has that as its problem."""
    seen: set[str] = set()
    for row in rows:
        yield replace(row, problem=row.problem or _TWICE) if row.source_id in seen else row
        if row.source_id:
            seen.add(row.source_id)


@cache
def _form() -> TakenOverForm:
    """One for all rows: making it cost more than half of what a row costs (measured)."""
    return TakenOverForm({})


def listed(value: Any) -> Iterator[dict[str, Any]]:
    """The objects of what may be one, a list of them, or nothing."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            yield one


def first(value: Any) -> dict[str, Any]:
    """The first object of what may be one, a list of them, or nothing; {} for nothing."""
    return next(listed(value), {})


def said(value: Any) -> str:
    """A text or a number as a text; '' for anything else."""
    return str(value).strip() if isinstance(value, str | int | float) else ""


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self._unseen += tag in _UNSEEN
        self.parts.append("\n" * (tag in _BREAKS) + "- " * (tag == "li"))

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in _UNSEEN))
        self.parts.append("\n" * (tag in _BREAKS and tag != "br"))

    def handle_data(self, data: str) -> None:
        self.parts.append("" if self._unseen else data)


def without_html(text: str) -> str:
    """The words of a text that may hold HTML, with a line for each paragraph or item; one without
    a tag stays as it is."""
    # Some write the marks themselves as characters.
    text = text if "<" in text else unescape(text)
    if not _TAG.search(text):
        return text
    reader = _Text()
    reader.feed(text)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    return "\n".join(line for line in lines if line not in ("", "-"))
