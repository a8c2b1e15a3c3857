"""What somebody types to come in, and to mend what we hold."""

import re
from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from werkcentrum.casework.models import Client
from werkcentrum.core.forms import FreeTextField
from werkcentrum.core.phone import international
from werkcentrum.core.reach import NAME_LENGTH, address_for, name_to_use

_NO_SMS: Final = _("Wij kunnen u nu geen sms sturen. Schrijf uw e-mailadres, of bel ons.")
_NO_MOBILE: Final = _("Naar dit nummer gaat geen sms. Schrijf een mobiel nummer of uw e-mailadres.")
_LANDLINE: Final = re.compile(r"\+31[^6]")
_NEITHER: Final = _("Dit is geen e-mailadres en geen telefoonnummer. Kijk het nog eens na.")
_EMPTY: Final = _("Schrijf uw e-mailadres of uw telefoonnummer.")


class AddressForm(forms.Form):
    """The mail address or phone number that we know, or may know from now on."""

    adres = forms.CharField(
        label=_("Uw e-mailadres of telefoonnummer"), max_length=254,
        error_messages={"required": _EMPTY},
        widget=forms.TextInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )  # fmt: skip

    def __init__(self, typed: Any = None, *, can_send_sms: bool) -> None:
        super().__init__(typed)
        self._can_send_sms = can_send_sms

    def clean(self) -> dict[str, Any]:
        """Which of the two it is."""
        found = super().clean() or {}
        typed = found.get("adres", "")
        if not typed:
            return found
        reach = Client.Reach.MAIL if "@" in typed else Client.Reach.PHONE
        if reach == Client.Reach.PHONE and not any(sign.isdecimal() for sign in typed):
            self.add_error("adres", _NEITHER)
            return found
        if reach == Client.Reach.PHONE and not self._can_send_sms:
            self.add_error("adres", _NO_SMS)
            return found
        try:
            found |= {"reach": reach, "adres": address_for(reach, typed)}
        except ValidationError as wrong:
            self.add_error("adres", wrong)
            return found
        if reach == Client.Reach.PHONE and _LANDLINE.match(international(typed)):
            self.add_error("adres", _NO_MOBILE)
        return found


class NewAddressForm(AddressForm):
    """Where we must reach somebody from now on."""

    def __init__(self, typed: Any = None, *, can_send_sms: bool) -> None:
        super().__init__(typed, can_send_sms=can_send_sms)
        self.fields["adres"].label = _("Uw nieuwe e-mailadres of telefoonnummer")


class CodeForm(forms.Form):
    """The six digits that were sent."""

    code = forms.CharField(
        label=_("De code uit het bericht"), max_length=12,
        error_messages={"required": _("Schrijf de code van zes cijfers.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr"}
        ),
    )  # fmt: skip

    def clean_code(self) -> str:
        """Digits in any script; spaces do not matter."""
        return "".join(str(int(sign)) for sign in self.cleaned_data["code"] if sign.isdecimal())


class DetailsForm(forms.Form):
    """A name and a language."""

    naam = forms.CharField(
        label=_("Hoe mogen wij u noemen?"), max_length=5 * NAME_LENGTH,
        error_messages={"required": _("Schrijf hoe wij u mogen noemen. Uw voornaam is genoeg.")},
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )  # fmt: skip
    taal = forms.ChoiceField(label=_("In welke taal schrijven wij u?"), choices=settings.LANGUAGES)

    def clean_naam(self) -> str:
        """A name in any script."""
        problem = str(self.fields["naam"].error_messages["required"])
        return name_to_use(self.cleaned_data["naam"], problem)


class ObjectionForm(forms.Form):
    """Why somebody objects to the order of their lists; they need not say."""

    reason = FreeTextField(label=_("Waarom wilt u dit niet?"), required=False, max_length=1000)
