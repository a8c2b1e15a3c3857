"""A letter as ODT (ISO/IEC 26300), which people edit further in LibreOffice or Word."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from odfdo import Document, Element, Frame, Header, List, ListItem, Paragraph, Span

from werkcentrum.core.blocks import Block, Sort
from werkcentrum.core.letters import PLAIN_COLOUR, Letter, Letterhead

MEDIA_TYPE: Final = "application/vnd.oasis.opendocument.text"
_STYLES: Final = Path(__file__).resolve().parent / "data" / "letter-styles.xml"
_LISTS: Final = {Sort.BULLETS: "Bullets", Sort.LETTERS: "Letters", Sort.NUMBERS: "Numbers"}
_LOGO_HEIGHT: Final = 1.6
_WIDEST_LOGO: Final = 12.0
_VIEW_BOX: Final = re.compile(r'viewBox="[\d.+-]+[ ,]+[\d.+-]+[ ,]+([\d.]+)[ ,]+([\d.]+)"')


def letter_odt(letter: Letter) -> bytes:
    """A letter with headings, lists, numbered pages, its language and its title."""
    document = Document("text")
    styles = _STYLES.read_text(encoding="utf-8").replace(PLAIN_COLOUR, letter.head.colour)
    document.set_part("styles.xml", styles.encode())
    document.meta.title = letter.title
    document.meta.language = "nl-NL"
    document.meta.creator = document.meta.initial_creator = letter.author
    document.body.clear()
    for element in _elements(document, letter):
        document.body.append(element)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _elements(document: Document, letter: Letter) -> Iterator[Element]:
    yield from _letterhead(document, letter.head, letter.author)
    yield Header(1, letter.title, style="Heading_20_1")
    for name, value in letter.facts:
        yield _fact(name, value)
    for section in letter.sections:
        if section.heading:
            yield Header(2, section.heading, style="Heading_20_2")
        for block in section.blocks:
            yield _block(block)


def _letterhead(document: Document, head: Letterhead, author: str) -> Iterator[Element]:
    if head.logo:
        yield _logo(document, head.logo, author)
    last = len(head.sender) - 1
    for number, line in enumerate(head.sender):
        style = "Sender_20_last" if number == last else "Sender"
        yield Paragraph(line, style="Sender_20_name" if number == 0 and last else style)


def _logo(document: Document, logo: str, author: str) -> Paragraph:
    """As high as in the PDF, and as wide as its own proportions make it."""
    box = _VIEW_BOX.search(logo)
    wide = _LOGO_HEIGHT * (float(box[1]) / (float(box[2]) or 1) if box else 1)
    uri = document.add_file(io.BytesIO(logo.encode()))
    frame = Frame.image_frame(
        uri, name="Logo", anchor_type="as-char",
        size=(f"{min(wide, _WIDEST_LOGO):.2f}cm", f"{_LOGO_HEIGHT}cm"),
    )  # fmt: skip
    frame.svg_title = f"Logo van {author}"
    paragraph = Paragraph(style="Text_20_body")
    paragraph.append(frame)
    return paragraph


def _fact(name: str, value: str) -> Paragraph:
    paragraph = Paragraph(style="Reference")
    if name:
        paragraph.append(Span(f"{name}:", style="Strong"))
        paragraph.append_plain_text(" ")
    paragraph.append_plain_text(value)
    return paragraph


def _block(block: Block) -> Element:
    if block.sort is Sort.HEADING:
        return Header(3, block.text, style="Heading_20_3")
    if block.sort is Sort.PARAGRAPH:
        return Paragraph(block.text, style="Text_20_body")
    found = List(style=_LISTS[block.sort])
    for number, text in enumerate(block.items):
        item = ListItem(Paragraph(text, style="List_20_item"))
        if number == 0 and block.start > 1:
            item.set_attribute("text:start-value", str(block.start))
        found.append(item)
    return found
