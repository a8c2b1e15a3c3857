"""Files as people send them: small, and made by hand so that one sees what stands in them."""

import io
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from typing import Final

from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

NUMBER: Final = "111222333"
PHOTO: Final = b"\xff\xd8\xff\xe0 een foto van een brief"
_W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MAIN: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OFFICE: Final = "urn:oasis:names:tc:opendocument:xmlns"


def upload(name: str = "brief.jpg", content: bytes = PHOTO) -> SimpleUploadedFile:
    """A file in a form."""
    return SimpleUploadedFile(name, content)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def docx(body: str, main: str = _MAIN, **parts: str | bytes) -> bytes:
    """A Word document with this between the tags of its body."""
    document = f"<w:document {_W}><w:body>{body}</w:body></w:document>"
    types = f'<Types><Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    return zipped({"[Content_Types].xml": types, "word/document.xml": document, **parts})


def runs(*texts: str) -> str:
    """A paragraph that Word cut into runs."""
    return f"<w:p>{''.join(f'<w:r><w:t>{text}</w:t></w:r>' for text in texts)}</w:p>"


def odt(body: str, **parts: str) -> bytes:
    """An OpenDocument text with this in its body."""
    names = f'xmlns:office="{_OFFICE}:office:1.0" xmlns:text="{_OFFICE}:text:1.0"'
    content = f"<office:document-content {names}>{body}</office:document-content>"
    kind = "application/vnd.oasis.opendocument.text"
    return zipped({"mimetype": kind, "content.xml": content, **parts})


def mail(
    subject: str = "Mijn contract", text: str = "Dag", html: str = "", **attached: bytes
) -> bytes:
    """A mail as a mail program keeps it; of `attached` the names are those of the files."""
    made = EmailMessage()
    made["From"], made["Date"] = "olena@post.example", "Mon, 07 Jul 2025 10:00:00 +0200"
    made["Subject"] = subject
    made.set_content(text)
    if html:
        made.add_alternative(html, subtype="html")
    for name, content in attached.items():
        made.add_attachment(content, maintype="application", subtype="x", filename=name)
    return bytes(made)


def pdf(
    text: str = "Dag",
    *,
    field: str = "",
    note: str = "",
    title: str = "",
    password: str = "",
    attached: bytes = b"",
    stuck: bytes = b"",
) -> bytes:
    """A PDF of one page: perhaps with a field that was filled in, a note on it, or a password.

    `attached` is a file inside it, `stuck` one behind a paper clip on its page.
    """
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    drawn = DecodedStreamObject()
    drawn.set_data(f"BT /F1 12 Tf 10 100 Td ({text}) Tj ET".encode())
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    page[NameObject("/Contents")] = writer._add_object(drawn)
    page[NameObject("/Resources")] = _named({"/Font": _named({"/F1": _named(font)})})
    if field:
        filled = _named({"/FT": "/Tx", "/T": TextStringObject("bsn"),
                         "/V": TextStringObject(field)})  # fmt: skip
        fields = ArrayObject([writer._add_object(filled)])
        writer.root_object[NameObject("/AcroForm")] = _named({"/Fields": fields})
    if note:
        paper = _named({"/Subtype": "/Text", "/Contents": TextStringObject(note)})
        page[NameObject("/Annots")] = ArrayObject([writer._add_object(paper)])
    if attached:
        writer.add_attachment("bijlage.bin", attached)
    if stuck:
        clip = _named({"/Subtype": "/FileAttachment", "/Contents": TextStringObject("bijlage")})
        page[NameObject("/Annots")] = ArrayObject([writer._add_object(clip)])
    if title:
        writer.add_metadata({"/Title": title})
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def _named(values: Mapping[str, object]) -> DictionaryObject:
    return DictionaryObject({
        NameObject(key): NameObject(value) if type(value) is str else value
        for key, value in values.items()
    })  # fmt: skip
