"""A document as a letter: PDF, ODT, or to look at on a page."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from django.utils import translation
from django.utils.text import slugify

from werkcentrum.core.blocks import blocks_of, facts_of
from werkcentrum.core.letters import Letter, Section
from werkcentrum.core.odt import letter_odt
from werkcentrum.core.pdf import letter_pdf
from werkcentrum.governance.documents.style_queries import letterhead, style_of
from werkcentrum.governance.documents.words import ANNEXES, GREETING, REFERENCE
from werkcentrum.governance.models import Document, DocumentPart

# A proposal has its sections numbered, as councils are used to.
_NUMBERED: Final = frozenset({Document.Kind.PROPOSAL})


def letter_of(document: Document, parts: Iterable[DocumentPart]) -> Letter:
    """What stands in it, in order; a part without a text is left out."""
    filled = [part for part in parts if part.text.strip()]
    sections = [
        Section("" if part.key == GREETING else part.heading, blocks_of(part.text))
        for part in filled
        if part.key != REFERENCE
    ]
    facts = [fact for part in filled if part.key == REFERENCE for fact in facts_of(part.text)]
    if document.kind in _NUMBERED:
        count = sum(1 for part in filled if part.key not in (REFERENCE, ANNEXES, GREETING))
        sections = [
            replace(row, heading=f"{number}. {row.heading}") if number <= count else row
            for number, row in enumerate(sections, start=1)
        ]
    with translation.override("nl"):
        head = letterhead(document, style_of(document))
    return Letter(document.title, head, facts, sections)


def pdf_of(document: Document, parts: Iterable[DocumentPart]) -> bytes:
    """The tagged PDF (PDF/UA-1): what was kept when it became final, else as it is now."""
    if document.pdf is not None:
        return bytes(document.pdf)
    return letter_pdf(letter_of(document, parts))


def odt_of(document: Document, parts: Iterable[DocumentPart]) -> bytes:
    """The same, to go on with in another program."""
    return letter_odt(letter_of(document, parts))


def file_name(document: Document, ending: str) -> str:
    """What the file is called."""
    return f"{slugify(document.title)[:80] or 'document'}.{ending}"
