"""One way to reach somebody, as it was typed: a mail address, a number or a postal address."""

import re
from collections.abc import Callable
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from werkcentrum.core.forms import no_standing_number
from werkcentrum.core.phone import international, plain_digits
from werkcentrum.core.typed import mail_address, visible

NAME_LENGTH: Final = 120
ADDRESS_LENGTH: Final = 254
# In which field of a form each way is typed.
FIELDS: Final = {"mail": "mail", "phone": "telefoon", "letter": "brief"}
_MOST: Final = 5_000
_MAIL: Final = re.compile(r"\S+@\S+")
_POSTCODE: Final = re.compile(r"\b[1-9]\d{3} ?[A-Z]{2}\b", re.IGNORECASE)


def name_to_use(text: str, problem: str) -> str:
    """A name in any script, without a number that may be a BSN. Raises ValidationError.

    `problem` is what is said when nothing is left of it.
    """
    name = " ".join(visible(text, 5 * NAME_LENGTH).split())
    if not name:
        raise ValidationError(problem)
    if len(name) > NAME_LENGTH:
        raise ValidationError(_("Deze naam is te lang. Schrijf een kortere naam."))
    no_standing_number(name)
    return name


def address_for(way: str, text: str) -> str:
    """The address for a way, a key of `FIELDS`. Raises ValidationError in words for who typed."""
    return _CHECKS[way](visible(text, _MOST))


def masked(address: str) -> str:
    """So much of an address that whoever has it knows it again: o…@post.example, or …78."""
    name, _at, host = address.rpartition("@")
    return f"{name[:1]}…@{host}" if name else f"…{address[-2:]}"


def known_as(address: str) -> str:
    """The same for every way to write a mail address or a number; '' for a postal address."""
    return international(address) or (address.lower() if _MAIL.fullmatch(address) else "")


def _mail(text: str) -> str:
    address = mail_address(text)
    if len(address) > ADDRESS_LENGTH:
        raise ValidationError(_("Dit is te lang. Maak het korter."))
    return address


def _phone(text: str) -> str:
    text = plain_digits(text)
    if not international(text):
        raise ValidationError(_("Dit is geen telefoonnummer. Schrijf bijvoorbeeld 06 12345678."))
    return f"+{text[2:]}" if text.startswith("00") else text


def _letter(text: str) -> str:
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    address = "\n".join(lines)
    if not lines or not _POSTCODE.search(address):
        raise ValidationError(_("Schrijf uw straat met huisnummer, en uw postcode met plaats."))
    no_standing_number(address)
    if len(address) > ADDRESS_LENGTH:
        raise ValidationError(_("Dit is te lang. Maak het korter."))
    return address


_CHECKS: Final[dict[str, Callable[[str], str]]] = {
    "mail": _mail, "phone": _phone, "letter": _letter,
}  # fmt: skip
