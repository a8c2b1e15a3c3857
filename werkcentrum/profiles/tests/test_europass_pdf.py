"""A PDF of Europass carries the CV as XML inside: that is read, and nothing else of it."""

import io
import re
from datetime import UTC, date, datetime

import pytest
from pypdf import PdfWriter
from pypdf.generic import NameObject, StreamObject

from werkcentrum.core.reading import xml_in_pdf
from werkcentrum.core.tests.files import pdf
from werkcentrum.profiles import europass, files
from werkcentrum.profiles.exchange import FileError
from werkcentrum.profiles.tests.make_words import words
from werkcentrum.profiles.tests.test_vum import AMINA

XML = europass.export(AMINA, words(), at=datetime(2025, 8, 4, tzinfo=UTC)).text.encode()
BOMB = b'<!DOCTYPE a [<!ENTITY x "xx"><!ENTITY y "&x;&x;">]><SkillsPassport>&y;</SkillsPassport>'


def read(content):
    return files.read(content, words(), today=date(2025, 8, 4))


def with_files(*attached, are_packed=False):
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    for number, content in enumerate(attached):
        writer.add_attachment(f"bijlage-{number}.xml", content)
    if are_packed:
        for at, one in enumerate(writer._objects):
            if isinstance(one, StreamObject) and one.get("/Type") == "/EmbeddedFile":
                packed = one.flate_encode()
                packed[NameObject("/Type")] = NameObject("/EmbeddedFile")
                writer._objects[at] = packed
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


@pytest.mark.parametrize("are_packed", [False, True])
def test_the_cv_in_a_pdf_is_read_as_the_same_cv_alone(are_packed):
    found = read(with_files(b"\x89PNG een foto", XML, are_packed=are_packed))

    assert found == read(XML)
    assert [one.name for one in found.facts.wishes] == ["kok"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (pdf(), "zit geen cv dat wij kunnen lezen"),
        (with_files(b"brief"), "zit geen cv dat wij kunnen lezen"),
        (with_files(XML, XML), "wij weten niet welk het cv is"),
        (pdf(attached=XML, password="geheim"), "op slot met een wachtwoord"),
        (with_files(*[b"x"] * 21), "zit te veel"),
        (with_files(BOMB), "een eigen documenttype"),
        (with_files(b"<html>een brief</html>"), "geen cv van Europass"),
        (with_files(XML)[:-400], "kunnen wij niet lezen"),
    ],
)
def test_another_pdf_is_refused_with_what_to_do(content, said):
    with pytest.raises(FileError, match=re.escape(said)):
        read(content)


def test_a_small_pdf_that_unpacks_to_a_great_deal_is_refused():
    bomb = with_files(b"<a>" + b" " * (200 << 20), are_packed=True)

    assert len(bomb) < 1 << 20
    assert xml_in_pdf(bomb).problem in ("too_much", "broken")
    with pytest.raises(FileError, match="pdf"):
        read(bomb)
