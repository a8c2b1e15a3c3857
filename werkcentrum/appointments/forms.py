"""How a visitor can be reached, as it was typed."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from werkcentrum.appointments.draft import MOST_QUESTION
from werkcentrum.appointments.models import Channel
from werkcentrum.core.forms import FreeTextField
from werkcentrum.core.reach import FIELDS, NAME_LENGTH, address_for, name_to_use

# Nobody is written to; the page is printed.
NOTHING: Final = "geen"
REACHES: Final = {
    "mail": _("Met een e-mail"),
    "phone": _("Met een sms of een telefoontje"),
    "letter": _("Met een brief"),
    NOTHING: _("Ik wil geen bericht. Ik print de bladzijde of schrijf het op."),
}


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
        problem = str(self.fields["naam"].error_messages["required"])
        return name_to_use(self.cleaned_data["naam"], problem)

    def clean(self) -> dict[str, Any]:
        """The address of the chosen way; the other two are as if not typed."""
        found = {**(super().clean() or {}), "address": ""}
        via = found.get("via", "")
        if via in FIELDS:
            try:
                found["address"] = address_for(via, found.get(FIELDS[via], ""))
            except ValidationError as wrong:
                self.add_error(FIELDS[via], wrong)
        return found
