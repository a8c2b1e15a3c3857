"""A formal message as it was typed."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from werkcentrum.core.forms import FreeTextField
from werkcentrum.core.reach import FIELDS, NAME_LENGTH, address_for, name_to_use
from werkcentrum.formal.models import FormalChannel, Kind, Right

MOST_WORDS: Final = 5000
WAYS: Final = {
    "mail": _("Met een e-mail"),
    "phone": _("Met een telefoontje"),
    "letter": _("Met een brief"),
}
_CHOOSE_ONE: Final = _("Kies een organisatie.")
_NAME: Final = _("Schrijf uw naam.")


class RequestForm(forms.Form):
    """Who must answer, what it is about, who asks, and how to answer.

    A privacy request can go to several organisations. A Woo request needs a postal address.
    """

    naar = forms.MultipleChoiceField(error_messages={
        "required": _CHOOSE_ONE, "invalid_choice": _CHOOSE_ONE,
    })  # fmt: skip
    rechten = forms.MultipleChoiceField(choices=Right.choices, error_messages={
        "required": _("Kies wat u wilt vragen."), "invalid_choice": _("Kies wat u wilt vragen."),
    })  # fmt: skip
    tekst = FreeTextField(max_length=MOST_WORDS, rows=8, error_messages={
        "required": _("Schrijf op waar het over gaat."),
    })  # fmt: skip
    naam = forms.CharField(max_length=5 * NAME_LENGTH, error_messages={"required": _NAME})
    via = forms.ChoiceField(choices=list(WAYS.items()), error_messages={
        "required": _("Kies hoe wij u mogen bereiken."),
        "invalid_choice": _("Kies hoe wij u mogen bereiken."),
    })  # fmt: skip
    mail = forms.CharField(required=False)
    telefoon = forms.CharField(required=False)
    brief = forms.CharField(required=False, widget=forms.Textarea)
    digitaal = forms.BooleanField(required=False)

    def __init__(
        self,
        typed: Any = None,
        *,
        kind: str,
        channels: Sequence[FormalChannel],
        initial: Any = None,
    ) -> None:
        super().__init__(typed, initial=initial)
        self._kind = kind
        self._channels = {channel.organisation.key: channel for channel in channels}
        to_whom = [(key, channel.organisation.name) for key, channel in self._channels.items()]
        self.fields["naar"].choices = to_whom  # type: ignore[attr-defined]
        if kind != Kind.PRIVACY:
            del self.fields["rechten"]

    def clean_naar(self) -> list[FormalChannel]:
        """The channels; only a privacy request may go to more than one."""
        chosen = [self._channels[key] for key in dict.fromkeys(self.cleaned_data["naar"])]
        if len(chosen) > 1 and self._kind != Kind.PRIVACY:
            raise ValidationError(_CHOOSE_ONE)
        return chosen

    def clean_naam(self) -> str:
        """A name in any script."""
        return name_to_use(self.cleaned_data["naam"], str(_NAME))

    def clean(self) -> dict[str, Any]:
        """The address of the chosen way; the other two are as if not typed.

        A Woo request has a postal address besides, as an application must (Awb 4:2).
        """
        found = {**(super().clean() or {}), "address": "", "postal": ""}
        via = found.get("via", "")
        if via in FIELDS:
            found["address"] = self._address(via)
        if self._kind == Kind.WOO:
            found["postal"] = found["address"] if via == "letter" else self._address("letter")
        found["digitaal"] = bool(found.get("digitaal")) and via == "mail"
        return found

    def _address(self, way: str) -> str:
        try:
            return address_for(way, self.cleaned_data.get(FIELDS[way], ""))
        except ValidationError as wrong:
            self.add_error(FIELDS[way], wrong)
            return ""


class LinkForm(forms.Form):
    """The mail address from which somebody sent something."""

    adres = forms.CharField(
        label=_("Uw e-mailadres"), max_length=254,
        error_messages={"required": _("Schrijf uw e-mailadres.")},
        widget=forms.TextInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )  # fmt: skip

    def clean_adres(self) -> str:
        """As we would keep it."""
        return address_for("mail", self.cleaned_data["adres"])
