"""The text of a file from somebody we do not know: PDF, ODT, DOCX and mail.

Only ever run in a process of its own, with limits and without secrets (`core/reading.py`):
`python -m werkcentrum.core.document_text` reads a file from its input and writes what it found as
JSON. Macros, scripts and links are never followed, and nothing is fetched.
"""

import io
import json
import os
import re
import resource
import sys
import zipfile
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Any, Final
from xml.parsers import expat

from pypdf import PageObject, PdfReader

from werkcentrum.core.standing_numbers import standing_numbers

# What a file may cost: processor time, memory, and what it may become when unpacked.
_SECONDS: Final = 6
_MOST_MEMORY: Final = 768 << 20
_MOST_UNPACKED: Final = 30 << 20
_MOST_TEXT: Final = 2_000_000
_MOST_PARTS, _MOST_PAGES, _MOST_DEPTH = 2_000, 500, 3
_ODT: Final = b"application/vnd.oasis.opendocument.text"
# Not that of a file with macros, which has another name.
_DOCX: Final = b"wordprocessingml.document.main+xml"
# What Word calls a document with macros, whatever its name says.
_WITH_MACROS: Final = b"macroEnabled"
_MACRO_PARTS: Final = re.compile(r"(?i)(.*/)?vbaProject\w*\.bin|(Basic|Scripts|Dialogs)/.+")
# All that belongs in a document: its own parts, pictures and letters. What else is in it is a file
# of its own, which nobody read.
_OWN_PARTS: Final = re.compile(
    r"(?i).*/|mimetype|layout-cache|"
    r"(?!word/(embeddings|activeX|afchunk)|Object(Replacements)?[ \d/]).*"
    r"\.(xml|rels|rdf|sigs|vml|jpe?g|png|gif|bmp|tiff?|[ew]mf|svg|svm|wdp|webp|odttf|[ot]tf)"
)
# Of an annotation in a PDF: a file, or something that a reader plays or turns.
_FILE_NOTES: Final = frozenset(
    {"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}
)
_DOCX_TEXT: Final = frozenset({"t", "delText", "instrText"})
# After these comes something else, so digits do not run on.
_ENDS: Final = frozenset({"p", "h", "br", "cr", "line-break", "title", "desc", "creator"})
_GAPS: Final = frozenset({"tab", "s", "noBreakHyphen"})
# Where people write something outside the text: what a picture shows, and where a link leads.
_TOLD: Final = frozenset({"descr", "title", "Target", "href"})
_INLINE: Final = frozenset({"a", "b", "i", "u", "em", "strong", "span", "font", "small", "wbr"})


class UnreadableError(ValueError):
    """This is not taken: `locked`, `too_much`, `broken`, `unknown`, `macros` or `embedded`."""


def look_at(content: bytes) -> dict[str, Any]:
    """Which kind of file this is, and how many numbers in its text may be a BSN.

    Raises UnreadableError.
    """
    kind = kind_of(content)
    return {"kind": kind, "numbers": len(standing_numbers(text_of(kind, content)))}


def kind_of(content: bytes) -> str:
    """By what stands in it; what somebody calls it does not count. Raises UnreadableError."""
    if content.lstrip()[:5] == b"%PDF-":
        return "pdf"
    if content.startswith(b"PK\x03\x04"):
        return _kind_of_zip(content)
    if _is_mail(content):
        return "eml"
    raise UnreadableError("unknown")


def text_of(kind: str, content: bytes, depth: int = 0) -> str:
    """All that people can read in a file, and what it says about itself. Raises UnreadableError."""
    if depth > _MOST_DEPTH:
        raise UnreadableError("too_much")
    parts = _PARTS_OF[kind](content) if kind != "eml" else _of_mail(content, depth)
    found, length = [], 0
    for part in parts:
        found.append(part)
        length += len(part)
        if length > _MOST_TEXT:
            raise UnreadableError("too_much")
    return "\n".join(found)


def _of_pdf(content: bytes) -> Iterator[str]:
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableError("locked")
    if len(reader.pages) > _MOST_PAGES:
        raise UnreadableError("too_much")
    if next(iter(reader.attachment_list), None) is not None or "/AF" in reader.root_object:
        raise UnreadableError("embedded")
    for value in (reader.metadata or {}).values():
        yield str(value)
    for field in (reader.get_fields() or {}).values():
        yield str(field.get("/V", ""))
    for page in reader.pages:
        yield page.extract_text()
        yield from _of_notes(page)


def _of_notes(page: PageObject) -> Iterator[str]:
    """What was stuck on a page."""
    for reference in page.annotations or ():
        note = reference.get_object()
        if note.get("/Subtype") in _FILE_NOTES:
            raise UnreadableError("embedded")
        yield str(note.get("/Contents", ""))


def _kind_of_zip(content: bytes) -> str:
    archive = _archive(content)
    names = archive.namelist()
    types = "[Content_Types].xml"
    told = _unpacked(archive, types, _MOST_UNPACKED) if types in names else b""
    if _WITH_MACROS in told or any(map(_MACRO_PARTS.fullmatch, names)):
        raise UnreadableError("macros")
    is_odt = "mimetype" in names and _unpacked(archive, "mimetype", len(_ODT) + 1) == _ODT
    if not is_odt and _DOCX not in told:
        raise UnreadableError("unknown")
    if not all(map(_OWN_PARTS.fullmatch, names)):
        raise UnreadableError("embedded")
    return "odt" if is_odt else "docx"


def _archive(content: bytes) -> zipfile.ZipFile:
    archive = zipfile.ZipFile(io.BytesIO(content))
    parts = archive.infolist()
    if len(parts) > _MOST_PARTS:
        raise UnreadableError("too_much")
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableError("locked")
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise UnreadableError("broken")
    return archive


def _unpacked(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """A part of it. What it says of its own size is not believed."""
    with archive.open(name) as part:
        content = part.read(most + 1)
    if len(content) > most:
        raise UnreadableError("too_much")
    return content


def _of_docx(content: bytes) -> Iterator[str]:
    for name, part in _written_parts(content, (".xml", ".rels")):
        # In the text itself stand positions and sizes too, which nobody reads.
        yield _of_xml(part, only=_DOCX_TEXT if name.startswith("word/") else None,
                      is_loose=name.startswith(("docProps/", "customXml/")))  # fmt: skip


def _of_odt(content: bytes) -> Iterator[str]:
    for name, part in _written_parts(content, ("content.xml", "styles.xml", "meta.xml")):
        yield _of_xml(part, is_loose=name.endswith("meta.xml"))


def _written_parts(content: bytes, endings: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    archive, left = _archive(content), _MOST_UNPACKED
    for name in archive.namelist():
        if name.endswith(endings):
            part = _unpacked(archive, name, left)
            left -= len(part)
            yield name, part


def _of_xml(content: bytes, *, only: frozenset[str] | None = None, is_loose: bool = False) -> str:
    """What stands between the tags, of some tags only; `is_loose`: every tag is a thing apart.

    A document that defines entities is refused whole: no word processor writes one.
    """
    found: list[str] = []
    inside: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        inside.append(local := _local(name))
        if local in _GAPS:
            found.append(" ")
        told = [value for key, value in attributes.items() if _local(key) in _TOLD]
        found.extend(f"\n{value}\n" for value in told)

    def end(_name: str) -> None:
        if inside.pop() in _ENDS or is_loose:
            found.append("\n")

    def text(written: str) -> None:
        is_text = only is None or inside[-1] in only
        if is_text and inside[-1] != "binary-data":
            found.append(written)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text
    parser.Parse(content, True)
    return "".join(found)


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _refuse_doctype(*_told: object) -> None:
    raise UnreadableError("broken")


def _is_mail(content: bytes) -> bool:
    """A message as mail programs keep it: headers first, and from somebody at some time."""
    if b"\0" in content or not re.match(rb"[!-9;-~]+:", content):
        return False
    headers = message_from_bytes(content[: 64 << 10], policy=policy.default)
    return "From" in headers and any(name in headers for name in ("Date", "Received", "Message-ID"))


def _of_mail(content: bytes, depth: int) -> Iterator[str]:
    message = message_from_bytes(content, policy=policy.default)
    for count, part in enumerate(message.walk()):
        if count > _MOST_PARTS or not isinstance(part, EmailMessage):
            raise UnreadableError("too_much")
        yield str(part.get("Subject", ""))
        yield part.get_filename() or ""
        if not part.is_multipart():
            yield _of_part(part, depth)


def _of_part(part: EmailMessage, depth: int) -> str:
    """Text as text; of a file that came along its own text; of anything else nothing."""
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    if part.get_content_maintype() == "text":
        written = _decoded(part, content)
        return _of_html(written) if part.get_content_subtype() == "html" else written
    try:
        kind = kind_of(content)
    except zipfile.BadZipFile:
        return ""
    except UnreadableError as problem:
        if str(problem) in ("macros", "embedded"):
            raise
        return ""
    return text_of(kind, content, depth + 1)


def _decoded(part: EmailMessage, content: bytes) -> str:
    try:
        return content.decode(part.get_content_charset("utf-8"), "replace")
    except LookupError:
        return content.decode("utf-8", "replace")


def _of_html(written: str) -> str:
    reader = _Written()
    reader.feed(written)
    reader.close()
    return "".join(reader.found)


class _Written(HTMLParser):
    """What people read of a page: not its scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._hidden = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Another block begins; what a picture shows counts as text."""
        if tag in ("script", "style"):
            self._hidden = tag
        if tag not in _INLINE:
            self.found.append("\n")
        told = [value for name, value in attrs if name in ("alt", "title", "href") and value]
        self.found.extend(f"\n{value}\n" for value in told)

    def handle_endtag(self, tag: str) -> None:
        """A block ends."""
        if tag == self._hidden:
            self._hidden = ""
        if tag not in _INLINE:
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        """Text."""
        if not self._hidden:
            self.found.append(data)


_PARTS_OF: Final = {"pdf": _of_pdf, "docx": _of_docx, "odt": _of_odt}


def within_limits(read: Callable[[bytes], dict[str, Any]]) -> None:
    """Read the file on the input, and tell as JSON what it says or why it cannot be read."""
    os.nice(5)
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        told = read(sys.stdin.buffer.read())
    except UnreadableError as problem:
        told = {"problem": str(problem)}
    except Exception:  # The libraries fail in every way; whatever it was, it is not read.
        told = {"problem": "broken"}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    within_limits(look_at)
