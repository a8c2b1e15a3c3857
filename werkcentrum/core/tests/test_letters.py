"""Letters as files: what people typed comes back from each, read by another program.

veraPDF stands in no package registry, so the tags of a PDF are read back with pypdf here.
"""

import io
import re
import shutil
import subprocess
import zipfile
from xml.etree import ElementTree

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from werkcentrum.core.blocks import Block, Sort, blocks_of, facts_of, listed, texts_of
from werkcentrum.core.letters import Letter, Letterhead, Section, contrast_on_white
from werkcentrum.core.odt import letter_odt
from werkcentrum.core.pdf import letter_pdf

LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40">'
    '<rect width="120" height="40" fill="#7a1d3f"/></svg>'
)
TYPED = """Het college besluit:

a. De overeenkomst <b>aan te gaan</b> & te #let x = 1.
b. In te stemmen met de tweede.

# Waarom nu

Wij doen dit
op twee regels:
- één
- twee

3. derde
4. vierde"""
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def a_letter(typed=TYPED, *, logo="", sections=1) -> Letter:
    return Letter(
        "Raadsinformatiebrief over het Werkcentrum",
        Letterhead(["Gemeente Duindorp", "Postbus 1"], "#7a1d3f", logo),
        [("Aan", "de raad"), ("Zaaknummer", "4325")],
        [Section(f"Deel {number}", blocks_of(typed)) for number in range(1, sections + 1)],
    )


def squeezed(text: str) -> str:
    """Without the spaces that a page breaks lines at."""
    return "".join(text.split())


def odt_part(content: bytes, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return ElementTree.fromstring(file.read(name))  # noqa: S314  our own


def test_what_is_typed_becomes_paragraphs_lists_and_headings():
    assert blocks_of(TYPED) == [
        Block(Sort.PARAGRAPH, ("Het college besluit:",)),
        Block(Sort.LETTERS, (
            "De overeenkomst <b>aan te gaan</b> & te #let x = 1.", "In te stemmen met de tweede.",
        )),
        Block(Sort.HEADING, ("Waarom nu",)),
        Block(Sort.PARAGRAPH, ("Wij doen dit\nop twee regels:",)),
        Block(Sort.BULLETS, ("één", "twee")),
        Block(Sort.NUMBERS, ("derde", "vierde"), 3),
    ]  # fmt: skip


def test_a_list_that_begins_again_is_another_list():
    assert [block.start for block in blocks_of("a. één\n\nb. twee\na. opnieuw")] == [1, 1]


def test_names_and_values_stand_on_their_own_lines():
    assert facts_of("Aan: de raad\nvan Duindorp\n\nDatum: 3 juni 2025") == [
        ("Aan", "de raad\nvan Duindorp"), ("Datum", "3 juni 2025"),
    ]  # fmt: skip


MARK = re.compile(r"^([-–•*]|[a-z][.)]|[1-9][0-9]?[.)]|#{1,6})\s+(?=\S)")
WORDS = st.text(alphabet="abc é", min_size=2).map(lambda text: " ".join(text.split()))


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="ab 12.#-\n"))
def test_nothing_is_lost_but_the_marks_at_the_beginning_of_lines(typed):
    kept = "".join(MARK.sub("", line.strip(), count=1) for line in typed.splitlines())

    assert squeezed("".join(texts_of(blocks_of(typed)))) == squeezed(kept)


@settings(max_examples=30, deadline=None)
@given(st.lists(WORDS.filter(bool), min_size=1, max_size=26))
def test_items_that_are_listed_are_read_back_as_the_same_list(items):
    for sort in (Sort.BULLETS, Sort.LETTERS, Sort.NUMBERS):
        assert blocks_of(listed(items, sort)) == [Block(sort, tuple(items))]


def test_the_pdf_tells_a_screen_reader_what_it_is_and_what_stands_in_it():
    read = pypdf.PdfReader(io.BytesIO(letter_pdf(a_letter(logo=LOGO, sections=12))))

    root = read.trailer["/Root"]
    assert root["/Lang"] == "nl-NL"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert read.metadata.title == "Raadsinformatiebrief over het Werkcentrum"
    assert "pdfuaid:part" in root["/Metadata"].get_object().get_data().decode()
    tags = list(tags_of(root["/StructTreeRoot"]))
    assert tags.count("/H1") == 1
    assert tags.count("/H2") == tags.count("/H3") == 12
    assert tags.count("/L") >= 3 * 12
    assert tags.count("/Figure") == 1
    title, below = read.outline
    assert title.title == "Raadsinformatiebrief over het Werkcentrum"
    assert [mark.title for mark in below if not isinstance(mark, list)] == [
        f"Deel {number}" for number in range(1, 13)
    ]
    pages = [page.extract_text() for page in read.pages]
    assert f"Pagina 2 van {len(pages)}" in pages[1]
    said = squeezed("".join(pages))
    assert all(squeezed(text) in said for text in texts_of(blocks_of(TYPED)))


def tags_of(element):
    """The roles in the structure tree, in the order of reading."""
    if isinstance(element, pypdf.generic.IndirectObject):
        element = element.get_object()
    if isinstance(element, list):
        for child in element:
            yield from tags_of(child)
    elif isinstance(element, dict):
        if "/S" in element:
            yield element["/S"]
        yield from tags_of(element.get("/K", []))


def test_the_odt_has_real_headings_lists_a_language_and_a_title():
    content = letter_odt(a_letter(logo=LOGO))

    body = odt_part(content, "content.xml")
    heads = [(h.get(f"{TEXT}outline-level"), "".join(h.itertext())) for h in body.iter(f"{TEXT}h")]
    assert heads == [
        ("1", "Raadsinformatiebrief over het Werkcentrum"), ("2", "Deel 1"), ("3", "Waarom nu"),
    ]  # fmt: skip
    items = ["".join(item.itertext()) for item in body.iter(f"{TEXT}list-item")]
    assert items == [text for block in blocks_of(TYPED) if block.sort not in (
        Sort.PARAGRAPH, Sort.HEADING,
    ) for text in block.items]  # fmt: skip
    [third] = [i for i in body.iter(f"{TEXT}list-item") if i.get(f"{TEXT}start-value")]
    assert third.get(f"{TEXT}start-value") == "3"
    meta = {element.tag.rpartition("}")[2]: element.text for element in odt_part(
        content, "meta.xml"
    ).iter()}  # fmt: skip
    assert meta["title"] == "Raadsinformatiebrief over het Werkcentrum"
    assert meta["language"] == "nl-NL"
    styles = zipfile.ZipFile(io.BytesIO(content)).read("styles.xml").decode()
    assert 'fo:language="nl" fo:country="NL"' in styles
    assert "text:page-number" in styles
    assert "#7a1d3f" in styles


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not on this machine")
def test_libreoffice_opens_the_odt_and_loses_no_paragraph(tmp_path):
    path = tmp_path / "brief.odt"
    path.write_bytes(letter_odt(a_letter(logo=LOGO, sections=3)))

    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profiel", "--headless",
         "--convert-to", "pdf", "--outdir", tmp_path, path],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip

    read = pypdf.PdfReader(tmp_path / "brief.pdf")
    said = squeezed("".join(page.extract_text() for page in read.pages))
    assert all(said.count(squeezed(text)) >= 3 for text in texts_of(blocks_of(TYPED)))
    assert read.metadata.title == "Raadsinformatiebrief over het Werkcentrum"


@pytest.mark.parametrize(
    ("colour", "contrast"), [("#000000", 21), ("#ffffff", 1), ("#767676", 4.5)]
)
def test_the_contrast_of_a_colour_is_that_of_the_web_guidelines(colour, contrast):
    assert contrast_on_white(colour) == pytest.approx(contrast, abs=0.05)
