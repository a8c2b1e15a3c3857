"""How a visitor can be reached, as it was typed."""

import re
from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from werkcentrum.appointments.draft import MOST_QUESTION
from werkcentrum.appointments.models import Channel
from werkcentrum.core.forms import FreeTextField
from werkcentrum.core.phone import international, plain_digits
from werkcentrum.core.typed import mail_address, visible

NAME_LENGTH: Final = 120
ADDRESS_LENGTH: Final = 254
# Nobody is written to; the page is printed.
NOTHING: Final = "geen"
REACHES: Final = {
    "mail": _("Met een e-mail"),
    "phone": _("Met een sms of een telefoontje"),
    "letter": _("Met een brief"),
    NOTHING: _("Ik wil geen bericht. Ik print de bladzijde of schrijf het op."),
}
_FIELDS: Final = {"mail": "mail", "phone": "telefoon", "letter": "brief"}
_POSTCODE: Final = re.compile(r"\b[1-9]\d{3} ?[A-Z]{2}\b", re.IGNORECASE)


def reaches_for(channel: str) -> Sequence[str]:
    """The ways that can be chosen. Who is called gives a number; a video link needs an address."""
    needed = {Channel.PHONE: ("phone",), Channel.VIDEO: ("mail", "phone")}
    return needed.get(Channel(channel), tuple(REACHES))


class ContactForm(forms.Form):
    """A name to use, one way to be reached or none, and the question for whoever wants to tell."""

    naam = forms.CharField(max_length=5 * NAME_LENGTH, error_messages={
        "required": _("Schrijf hoe wij u mogen noemen. Uw voornaam is genoeg."),
    })  # fmt: skip
    via = forms.ChoiceField(widget=forms.RadioSelect, error_messages={
        "required": _("Kies hoe wij u mogen bereiken."),
        "invalid_choice": _("Kies hoe wij u mogen bereiken."),
    })  # fmt: skip
    mail = forms.CharField(required=False)
    telefoon = forms.CharField(required=False)
    brief = forms.CharField(required=False, widget=forms.Textarea)
    vraag = FreeTextField(required=False, max_length=MOST_QUESTION)

    def __init__(self, typed: Any = None, *, channel: str, initial: Any = None) -> None:
        super().__init__(typed, initial=initial)
        self.reaches = reaches_for(channel)
        choices = [(key, REACHES[key]) for key in self.reaches]
        self.fields["via"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["via"].initial = choices[0][0]

    def clean_naam(self) -> str:
        """A name in any script."""
        name = " ".join(visible(self.cleaned_data["naam"], 5 * NAME_LENGTH).split())
        if not name:
            raise ValidationError(_("Schrijf hoe wij u mogen noemen. Uw voornaam is genoeg."))
        if len(name) > NAME_LENGTH:
            raise ValidationError(_("Deze naam is te lang. Schrijf een kortere naam."))
        return name

    def clean(self) -> dict[str, Any]:
        """The address of the chosen way; the other two are as if not typed."""
        found = {**(super().clean() or {}), "address": ""}
        name = _FIELDS.get(found.get("via", ""))
        if name:
            try:
                found["address"] = _CHECKS[name](visible(found.get(name, ""), 5_000))
            except ValidationError as wrong:
                self.add_error(name, wrong)
        return found


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
    if len(address) > ADDRESS_LENGTH:
        raise ValidationError(_("Dit is te lang. Maak het korter."))
    return address


_CHECKS: Final = {"mail": _mail, "telefoon": _phone, "brief": _letter}
