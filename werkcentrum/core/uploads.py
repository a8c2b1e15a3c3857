"""Files that people send: how many, how large, which kinds; no number that may be a BSN goes by.

A form has a `FilesField`, and its page `ui/files.html`. What is sent stays in memory: no file of
somebody lies on a disk before an action stores it.
"""

import hashlib
import io
import re
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from werkcentrum.core.forms import STANDING_NUMBER
from werkcentrum.core.reading import look_into
from werkcentrum.core.standing_numbers import standing_numbers
from werkcentrum.core.typed import visible

MOST_FILES: Final = 5
# A photograph of a telephone is a few million bytes.
MOST_BYTES: Final = 10 << 20
MOST_TOGETHER: Final = 15 << 20
ACCEPT: Final = ".pdf,.odt,.docx,.eml,.jpg,.jpeg,.png"
# What a form sends when somebody ticked that a number in its files is no BSN.
NO_BSN: Final = "geen_bsn_bestand"
_LONGEST_NAME: Final = 80
# No folders, and nothing that a program or a terminal reads as something else than a name.
_UNSAFE: Final = re.compile(r"[<>:\"/\\|?*\x00-\x1f\s\u061c]+")
_PROBLEMS: Final = {
    "unknown": _("Wij kunnen ‘%(name)s’ niet aannemen. Kies een PDF, ODT, DOCX, EML, JPG of PNG."),
    "locked": _("Op ‘%(name)s’ zit een wachtwoord. Haal dat eraf, of kies een ander bestand."),
    "too_much": _("‘%(name)s’ is te groot om na te kijken. Kies een kleiner bestand."),
    "broken": _("Wij kunnen ‘%(name)s’ niet openen. Bewaar het opnieuw, of maak er een foto van."),
    "macros": _("In ‘%(name)s’ zitten macro's. Bewaar het als pdf, en stuur die."),
    "embedded": _(
        "In ‘%(name)s’ zit een ander bestand. Haal dat eruit en stuur het apart, of bewaar het "
        "als pdf."
    ),
    "busy": _("Wij kijken nu andere bestanden na. Probeer het over een minuut nog eens."),
    "empty": _("‘%(name)s’ is leeg."),
    "too_large": _("‘%(name)s’ is te groot. Een bestand mag 10 MB zijn."),
    "in_name": _(
        "In de naam ‘%(name)s’ staat een nummer dat een BSN kan zijn. Verwijder dit nummer."
    ),
    "in_text": _(
        "In het bestand ‘%(name)s’ staat een nummer dat een BSN kan zijn. Verwijder dit nummer."
    ),
}


@dataclass(frozen=True)
class NewFile:
    """A file as it may be stored. `numbers` in it could be a BSN, and are none by their word."""

    name: str
    kind: str
    content: bytes
    numbers: int = 0

    @property
    def digest(self) -> str:
        """The same for the same content."""
        return hashlib.sha256(self.content).hexdigest()


class InMemory(FileUploadHandler):
    """Keeps what is sent in memory, and no more of it than may be sent.

    What is too large keeps its name and size, so a form can say so; its content is let go.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._kept = 0
        self._file = io.BytesIO()

    def new_file(self, *args: Any, **options: Any) -> None:
        """Another file begins."""
        super().new_file(*args, **options)
        self._file = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """A piece of it."""
        if start + len(raw_data) <= MOST_BYTES and self._kept + len(raw_data) <= MOST_TOGETHER:
            self._kept += len(raw_data)
            self._file.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """All of it arrived."""
        self._file.seek(0)
        return InMemoryUploadedFile(
            file=self._file, field_name=self.field_name, name=self.file_name or "",
            content_type=self.content_type, size=file_size, charset=self.charset,
        )  # fmt: skip


class FilesInput(forms.FileInput):
    """Chooses several files at once, without JavaScript."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> "Chosen":
        """The files, and the tick of the same form."""
        chosen = files.getlist(name) if hasattr(files, "getlist") else []
        return Chosen(chosen, is_sure=data.get(NO_BSN) == "on")


class Chosen(list[InMemoryUploadedFile]):
    """The files that somebody chose, and whether they said that a number in them is no BSN."""

    def __init__(self, files: Any = (), *, is_sure: bool = False) -> None:
        super().__init__(files)
        self.is_sure = is_sure


class FilesField(forms.Field):
    """Files of the kinds that we take; cleaned they are `NewFile`s. Each that is wrong is named.

    All together or none: a browser cannot give back a file, so all are chosen again.
    """

    widget = FilesInput(attrs={"accept": ACCEPT})
    default_error_messages = {"required": _("Kies eerst een bestand.")}
    bsn_tick = NO_BSN

    def clean(self, value: Any) -> tuple[NewFile, ...]:
        """What may be stored. Raises ValidationError."""
        chosen = value if isinstance(value, Chosen) else Chosen()
        if self.required and not chosen:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(chosen) > MOST_FILES:
            raise ValidationError(_("Kies hoogstens vijf bestanden tegelijk."), code="too_many")
        _insist([error for file in chosen if (error := _seen_outside(file))])
        if sum(file.size or 0 for file in chosen) > MOST_TOGETHER:
            raise ValidationError(_("Samen zijn de bestanden te groot. Kies er minder."))
        found, wrong = [], []
        for file in chosen:
            try:
                found.append(_read(file, is_sure=chosen.is_sure))
            except ValidationError as error:
                wrong.append(error)
                # Whoever makes one that takes long may have made five.
                if error.code in ("too_much", "busy"):
                    break
        _insist(wrong)
        return tuple(found)

    def is_ticked(self, field: forms.BoundField) -> bool:
        """Whether somebody said that a number in the files is no BSN."""
        return bool(getattr(field.data, "is_sure", False))


class FilesForm(forms.Form):
    """Only files."""

    bestand = FilesField()


def to_save(content: bytes, media_type: str, name: str) -> HttpResponse:
    """A file to keep on one's own computer: a browser never shows it within this site."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def safe_name(typed: str, kind: str) -> str:
    """What a file is called with us: no folder, nothing unseen, and the ending of its kind."""
    plain = _UNSAFE.sub(" ", visible(typed.replace("\\", "/").rpartition("/")[2], 255))
    stem, dot, _ending = plain.rpartition(".")
    short = " ".join((stem if dot else plain)[:_LONGEST_NAME].split()).strip(" .")
    return f"{short or 'bestand'}.{kind}"


def _read(file: InMemoryUploadedFile, *, is_sure: bool) -> NewFile:
    """One file, looked into. Raises ValidationError."""
    file.seek(0)
    content = file.read()
    look = look_into(content)
    if look.problem:
        raise _wrong(look.problem, file)
    in_name = len(standing_numbers(file.name or ""))
    if in_name and not is_sure:
        raise _wrong("in_name", file)
    if look.numbers and not is_sure:
        raise _wrong("in_text", file)
    return NewFile(
        safe_name(file.name or "", look.kind), look.kind, content, look.numbers + in_name
    )


def _seen_outside(file: InMemoryUploadedFile) -> ValidationError | None:
    """What is wrong with it, as far as one sees without opening it."""
    if not file.size:
        return _wrong("empty", file)
    return _wrong("too_large", file) if file.size > MOST_BYTES else None


def _wrong(problem: str, file: InMemoryUploadedFile) -> ValidationError:
    code = STANDING_NUMBER if problem.startswith("in_") else problem
    name = visible(file.name or "", _LONGEST_NAME)
    return ValidationError(_PROBLEMS[problem], code=code, params={"name": name})


def _insist(wrong: list[ValidationError]) -> None:
    if wrong:
        raise ValidationError(wrong)
