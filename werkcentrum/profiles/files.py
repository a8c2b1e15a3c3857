"""A profile as a file: which form it has is seen in what is in it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import uuid4

from werkcentrum.core.reading import xml_in_pdf
from werkcentrum.profiles import europass, vum
from werkcentrum.profiles.exchange import OF_NO_ROW, FileError, Found, Words
from werkcentrum.profiles.facts import NOTHING, Facts
from werkcentrum.profiles.plain_xml import MOST_BYTES

VUM, EUROPASS = "vum", "europass"
FORMS: Final = (VUM, EUROPASS)
_BLANK: Final = b"\xef\xbb\xbf \t\r\n"
# How a text of two bytes a character begins.
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")


_NOT_IN_PDF: Final = {
    "none": "In deze pdf zit geen cv dat wij kunnen lezen.",
    "several": "In deze pdf zitten meer bestanden, en wij weten niet welk het cv is.",
    "locked": "Deze pdf is op slot met een wachtwoord.",
    "too_much": "In deze pdf zit te veel.",
    "busy": "Wij lezen net andere bestanden. Probeer het zo nog eens.",
}


@dataclass(frozen=True)
class File:
    """Something to save: its name, what sort it is, and what is in it."""

    name: str
    sort: str
    text: str


def write(form: str, facts: Facts, words: Words, *, at: datetime) -> File:
    """The facts as a file of one of `FORMS`. In exchange it has a number that says nothing."""
    if form == VUM:
        made = vum.export(facts, words, number=uuid4().hex)
        return File("profiel-vum.json", "application/json", made.text)
    return File(
        "profiel-europass.xml", "application/xml", europass.export(facts, words, at=at).text
    )


def left_out(form: str, facts: Facts, words: Words, *, at: datetime) -> tuple[str, ...]:
    """What has no place in such a file, in Dutch."""
    if form == VUM:
        return vum.export(facts, words, number="").left_out
    return europass.export(facts, words, at=at).left_out


def _in_pdf(content: bytes) -> bytes:
    """The CV that Europass put in a PDF beside what people see. Raises FileError without one."""
    inside = xml_in_pdf(content)
    if inside.problem:
        why = _NOT_IN_PDF.get(inside.problem, "Deze pdf kunnen wij niet lezen.")
        raise FileError(f"{why} Bewaar uw cv bij Europass als XML, en kies dat bestand.")
    return inside.xml


def read(content: bytes, words: Words, *, today: date) -> Found:
    """What a file says of somebody's work. Raises FileError for what is none of `FORMS`, and for
    one that says nothing of it."""
    if len(content) > MOST_BYTES:
        raise FileError("Dit bestand is te groot. Kies een kleiner bestand.")
    found = _read(content, words, today=today)
    if found.facts == NOTHING and OF_NO_ROW.issuperset(found.wrong):
        raise FileError(
            "In dit bestand lezen wij niets over werk. Kies een ander bestand, of vul het profiel "
            "zelf in."
        )
    return found


def _read(content: bytes, words: Words, *, today: date) -> Found:
    begin = content.lstrip(_BLANK)[:5]
    if begin.startswith(b"%PDF"):
        return europass.read(_in_pdf(content), words, today=today)
    if begin.startswith(b"<") or content[:2] in _WIDE:
        return europass.read(content, words, today=today)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileError("Dit is geen bestand van VUM of Europass.") from None
    return vum.read(text, words, today=today)
