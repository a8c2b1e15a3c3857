"""Who offers the work, as they type it, and what they do with a vacancy of their own."""

from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError

from werkcentrum.casework.rules import is_kvk_number, not_a_kvk_number
from werkcentrum.core.forms import LineField, day_field
from werkcentrum.core.reach import NAME_LENGTH, address_for, name_to_use
from werkcentrum.vacancies.content import Who
from werkcentrum.vacancies.models import Outcome

_NAME: Final = "Schrijf uw naam op."
_USUAL_DAYS: Final = 30
_OUTCOMES: Final = [
    (one.value, one.label) for one in (Outcome.FILLED_BY_US, Outcome.FILLED, Outcome.WITHDRAWN)
]


class WhoForm(forms.Form):
    """Who sends a vacancy in; none of it comes on the website."""

    person = forms.CharField(
        label="Uw naam", max_length=5 * NAME_LENGTH, error_messages={"required": _NAME},
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )  # fmt: skip
    mail = forms.CharField(
        label="Uw e-mailadres", max_length=500,
        help_text="Hier krijgt u de link waarmee u uw vacature later wijzigt of sluit.",
        error_messages={"required": "Schrijf uw e-mailadres op."},
        widget=forms.TextInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )  # fmt: skip
    phone = forms.CharField(
        label="Uw telefoonnummer", max_length=50, required=False,
        help_text="Dan kunnen wij u bellen als er een vraag is.",
        widget=forms.TextInput(attrs={"autocomplete": "tel", "dir": "ltr"}),
    )  # fmt: skip
    kvk = LineField(
        label="KvK-nummer", max_length=20, required=False,
        help_text="Acht cijfers. Dan weten wij zeker welk bedrijf u bent.",
    )  # fmt: skip

    def clean_person(self) -> str:
        """A name in any script."""
        return name_to_use(self.cleaned_data["person"], _NAME)

    def clean_mail(self) -> str:
        """An address that can get mail."""
        return address_for("mail", self.cleaned_data["mail"])

    def clean_phone(self) -> str:
        """A number that can be called, or nothing."""
        typed = self.cleaned_data["phone"]
        return address_for("phone", typed) if typed.strip() else ""

    def clean_kvk(self) -> str:
        """Eight digits, or nothing."""
        typed = "".join(str(self.cleaned_data["kvk"]).replace(".", "").split())
        if typed and not is_kvk_number(typed):
            raise ValidationError(str(not_a_kvk_number()))
        return typed

    @property
    def who(self) -> Who:
        """What was typed, of a valid form."""
        return Who(**self.cleaned_data)


class ExtendForm(forms.Form):
    """Until when it stays."""

    closes_on = day_field("Solliciteren kan tot en met")


class EndForm(forms.Form):
    """How it went, in the words of an employer."""

    outcome = forms.ChoiceField(
        label="Hoe liep het af?", choices=[("", "Kies"), *_OUTCOMES],
        error_messages={"required": "Kies hoe het afliep.", "invalid_choice": "Kies uit de lijst."},
    )  # fmt: skip


def longer(closes_on: date | None, today: date) -> dict[str, Any]:
    """A day to propose: a month after the last one."""
    return {"closes_on": max(closes_on or today, today) + timedelta(days=_USUAL_DAYS)}
