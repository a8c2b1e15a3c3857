"""Files that people send: what they are, what stands in them, and what is not taken."""

import subprocess
import sys

import pytest
from django import forms
from django.utils.datastructures import MultiValueDict

from werkcentrum.core import reading, uploads
from werkcentrum.core.document_text import UnreadableError, look_at
from werkcentrum.core.tests.files import (
    NUMBER,
    PHOTO,
    docx,
    mail,
    odt,
    pdf,
    runs,
    upload,
    zipped,
)

BOMB = bytes(31 << 20)
ENTITIES = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
SETTINGS = {"word/settings.xml": f"<w><posOffset>{NUMBER}</posOffset></w>"}


def files_form(*files, is_sure: bool = False) -> forms.Form:
    typed = {"geen_bsn_bestand": "on"} if is_sure else {}
    return uploads.FilesForm(typed, MultiValueDict({"bestand": list(files)}))


def said(form: forms.Form) -> str:
    return " ".join(form.errors.get("bestand", []))


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("docx", docx(runs("Mijn nummer is 1112", "22", "333."))),
        ("docx", docx(runs("111.222.333"))),
        ("docx", docx("", **{"word/footnotes.xml": "<w><t>111 222 333</t></w>"})),
        ("docx", docx("", **{"docProps/core.xml": f"<p><subject>{NUMBER}</subject></p>"})),
        ("docx", docx("", **{"word/_rels/d.rels": f'<r Target="https://x.nl/?id={NUMBER}"/>'})),
        ("odt", odt("<text:p>BSN 111<text:span>222</text:span><text:s/>333</text:p>")),
        ("odt", odt("", **{"styles.xml": f"<s><p>{NUMBER}</p></s>"})),
        ("pdf", pdf(f"Mijn BSN is {NUMBER}")),
        ("pdf", pdf(field="1112.22.333")),
        ("pdf", pdf(note=f"Zie {NUMBER}")),
        ("pdf", pdf(title=f"Loonstrook {NUMBER}")),
        ("pdf", pdf("1 1 1 2 2 2 3 3 3")),
        ("eml", mail(subject=f"Over {NUMBER}")),
        ("eml", mail(text=f"Dag,\n\nmijn nummer is {NUMBER}\n")),
        ("eml", mail(html="<p>Mijn <b>1112</b>22333</p><script>1</script>")),
        ("eml", mail(**{f"loonstrook {NUMBER}.pdf": b"x"})),
        ("eml", mail(**{"brief.docx": docx(runs("1112", "22333"))})),
    ],
)
def test_a_number_that_may_be_a_bsn_is_seen_wherever_it_stands(kind, content):
    assert look_at(content) == {"kind": kind, "numbers": 1}


@pytest.mark.parametrize(
    "content",
    [
        docx(runs("Ik heb 1112") + runs("22333 nodig")),
        docx(runs("Dag"), **SETTINGS),
        odt("<text:p>1112</text:p><text:p>22333</text:p>"),
        pdf("Bel 06 12345678"),
        mail(html=f"<style>.x{{width:{NUMBER}px}}</style><p>1112</p><p>22333</p>"),
    ],
)
def test_what_only_looks_like_one_to_a_machine_is_let_through(content):
    assert look_at(content)["numbers"] == 0


@pytest.mark.parametrize(
    ("problem", "content"),
    [
        ("unknown", b"<html><script>alert(1)</script></html>"),
        ("unknown", b"MZ\x90\x00 een programma"),
        ("unknown", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("unknown", zipped({"[Content_Types].xml": "spreadsheetml.sheet.main+xml"})),
        ("macros", docx("", main="application/vnd.ms-word.document.macroEnabled.main+xml")),
        ("macros", docx(runs("Dag"), **{"word/vbaProject.bin": b"VBA"})),
        ("macros", zipped({"xl/vbaProject.bin": b"VBA"})),
        ("macros", odt("", **{"Basic/Standard/Module1.xml": "<x/>"})),
        ("macros", odt("", **{"Scripts/python/doe.py": "print()"})),
        ("macros", mail(**{"brief.docx": docx("", **{"word/vbaProject.bin": b"VBA"})})),
        ("embedded", docx("", **{"word/embeddings/oleObject1.bin": b"x"})),
        ("embedded", docx("", **{"word/embeddings/sheet1.xml": "<x/>"})),
        ("embedded", docx("", **{"word/afchunk.docx": docx(runs("1112", "22333"))})),
        ("embedded", docx("", **{"customXml/item1.exe": b"MZ"})),
        ("embedded", odt("", **{"Object 1/content.xml": "<x/>"})),
        ("embedded", odt("", **{"Pictures/bijlage.pdf": pdf()})),
        ("embedded", pdf(attached=b"x")),
        ("embedded", pdf(stuck=b"x")),
        ("embedded", mail(**{"brief.pdf": pdf(attached=b"x")})),
        ("unknown", b"Onderwerp: dit is geen mail\n\nDag"),
        ("locked", pdf(password="geheim")),
        ("too_much", docx("", **{"word/big.xml": BOMB})),
        ("too_much", zipped({str(number): "" for number in range(2_001)})),
        ("too_much", docx(runs("een brief van " * 150_000))),
        ("broken", docx("", **{"word/a.xml": f"{ENTITIES}<w><t>&b;</t></w>"})),
        ("broken", odt("", **{"meta.xml": f"{ENTITIES}<m>&b;</m>"})),
    ],
)
def test_what_cannot_be_read_whole_is_not_taken(problem, content):
    with pytest.raises(UnreadableError, match=problem):
        look_at(content)


def test_pictures_letters_and_settings_belong_in_a_document():
    word = docx(runs("Dag"), **{
        "word/media/image1.png": b"x", "word/fonts/font1.odttf": b"x",
        "docProps/thumbnail.jpeg": b"x", "word/theme/theme1.xml": "<x/>",
    })  # fmt: skip
    office = odt("<text:p>Dag</text:p>", **{
        "Pictures/1.png": "x", "Thumbnails/thumbnail.png": "x", "layout-cache": "x",
        "Configurations2/accelerator/": "", "META-INF/manifest.xml": "<x/>", "manifest.rdf": "<x/>",
    })  # fmt: skip

    assert (look_at(word)["kind"], look_at(office)["kind"]) == ("docx", "odt")


@pytest.mark.parametrize(
    ("content", "said_of_it"),
    [
        (docx("", **{"word/vbaProject.bin": b"VBA"}), "zitten macro's. Bewaar het als pdf"),
        (pdf(attached=b"x"), "zit een ander bestand. Haal dat eruit en stuur het apart"),
    ],
)
def test_what_holds_macros_or_a_file_is_refused_and_somebody_reads_what_to_do(content, said_of_it):
    assert said_of_it in said(files_form(upload("brief.docx", content)))


def test_mails_inside_mails_inside_mails_end_somewhere():
    nested = mail(text=NUMBER)
    for _ in range(5):
        nested = mail(**{"mail.eml": nested})

    with pytest.raises(UnreadableError, match="too_much"):
        look_at(nested)


@pytest.mark.slow
def test_a_file_is_read_in_a_process_of_its_own_without_the_secrets_of_the_site(monkeypatch):
    asked = []
    run = subprocess.run
    monkeypatch.setenv("WERKCENTRUM_SECRET_KEY", "geheim")
    monkeypatch.setattr(
        subprocess, "run", lambda *a, **options: asked.append(options) or run(*a, **options)
    )

    assert reading.look_into(docx(runs("1112", "22333"))) == reading.Look("docx", 1)
    assert reading.look_into(b"%PDF-1.7 en dan niets") == reading.Look(problem="broken")
    assert set(asked[0]["env"]) == {"PYTHONPATH"}


def test_a_file_that_takes_too_long_is_left_alone(monkeypatch):
    monkeypatch.setattr(reading, "_COMMAND", [sys.executable, "-c", "while True: pass"])
    monkeypatch.setattr(reading, "_PATIENCE", 0.05)

    assert reading.look_into(mail()).problem == "too_much"


def test_while_another_file_is_read_somebody_hears_to_try_again(monkeypatch):
    monkeypatch.setattr(reading, "_WAIT", 0.01)
    with reading._TURN:
        form = files_form(upload("mail.eml", mail()), upload("nog een.eml", mail()))

        assert form.errors["bestand"] == [
            "Wij kijken nu andere bestanden na. Probeer het over een minuut nog eens."
        ]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("brief.PDF", "brief.pdf"),
        ("foto.exe", "foto.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Temp\\cv 2025.docx", "cv 2025.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie x=1.pdf"),
        ("\u202efdp.exe", "fdp.pdf"),
        ('"><img src=x>.pdf', "img src=x.pdf"),
        ("лист від Олени.docx", "лист від Олени.pdf"),
        (".pdf", "bestand.pdf"),
        ("x" * 300, f"{'x' * 80}.pdf"),
    ],
)
def test_a_file_gets_a_name_that_no_computer_stumbles_over(typed, kept):
    assert uploads.safe_name(typed, "pdf") == kept


def test_the_name_of_a_file_does_not_make_it_something_else():
    form = files_form(upload("brief.pdf"))

    assert form.is_valid()
    [found] = form.cleaned_data["bestand"]
    assert (found.name, found.kind, found.content) == ("brief.jpg", "jpg", PHOTO)


def test_a_number_in_the_name_is_held_back_until_somebody_says_it_is_none():
    name = f"scan_{NUMBER}.jpg"
    held, sure = files_form(upload(name)), files_form(upload(name), is_sure=True)

    assert "In de naam" in said(held)
    assert "Verwijder dit nummer." in said(held)
    assert sure.is_valid()
    assert [file.numbers for file in sure.cleaned_data["bestand"]] == [1]


def test_every_file_that_is_wrong_is_named_and_none_is_kept():
    form = files_form(upload("een.jpg"), upload("twee.exe", b"MZ"), upload("leeg.pdf", b""))

    assert "‘leeg.pdf’ is leeg." in said(form)
    assert "bestand" not in form.cleaned_data
    assert "‘twee.exe’" in said(files_form(upload("een.jpg"), upload("twee.exe", b"MZ")))


def test_more_than_five_files_is_too_many_and_none_is_too_few():
    assert "hoogstens vijf" in said(files_form(*[upload() for _ in range(6)]))
    assert "Kies eerst een bestand." in said(files_form())
