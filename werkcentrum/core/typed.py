"""What people type, without what nobody can see."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

# HTML forbids the last two code points of each plane, and thirty-two more (Unicode, 23.7).
_NO_CHARACTERS = "".join(f"{chr(last - 1)}{chr(last)}" for last in range(0xFFFF, 0x110000, 1 << 16))
_INVISIBLE = re.compile(
    r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    rf"\ufdd0-\ufdef{_NO_CHARACTERS}]"
)
_UNKEPT = re.compile(r"[\x00\ud800-\udfff]")
_POSTCODE = re.compile(r"([1-9][0-9]{3})(?:\s?[A-Za-z]{2})?")
# What people write in a table.
_YES = frozenset({"ja", "j", "yes", "y", "waar", "true", "1", "x"})
_NO = frozenset({"", "nee", "n", "no", "onwaar", "false", "0"})


def said_yes(cell: str) -> bool | None:
    """Whether a cell of a table says yes; an empty one says no, None is a word for neither."""
    word = cell.strip().lower()
    return word in _YES if word in _YES | _NO else None


def neither_yes_nor_no(cells: Mapping[str, str], columns: Iterable[str]) -> list[str]:
    """A sentence in Dutch for each of these columns of a row that says neither."""
    unclear = [name for name in columns if said_yes(cells.get(name, "")) is None]
    return [f"{name}: Schrijf ‘ja’ of ‘nee’." for name in unclear]


def visible(text: str, most: int) -> str:
    """Text without control and direction characters, at most so many characters.

    Lone surrogates become question marks, so the text can always be stored and sent.
    """
    text = text[:most].encode("utf-8", "replace").decode("utf-8")
    return _INVISIBLE.sub(" ", unicodedata.normalize("NFC", text))[:most].strip()


def can_be_kept(text: str) -> bool:
    """Whether every database takes a text as it is: PostgreSQL has no NUL, UTF-8 no surrogates."""
    return not _UNKEPT.search(text)


def mail_address(text: str) -> str:
    """A mail address as it was typed. Raises ValidationError with a sentence for who typed it."""
    try:
        validate_email(text)
    except ValidationError:
        raise ValidationError(
            _("Dit is geen e-mailadres. Een e-mailadres ziet er zo uit: naam@voorbeeld.nl.")
        ) from None
    return text


def postcode_digits(text: str) -> str:
    """The four digits of a whole postcode, with its letters or without; "" for anything else."""
    match = _POSTCODE.fullmatch(text)
    return match[1] if match else ""
