"""What somebody types to ask a person: a question, and perhaps how to be reached."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from werkcentrum.casework.models import Enquiry
from werkcentrum.casework.rules import is_kvk_number, not_a_kvk_number
from werkcentrum.core.forms import FreeTextField, no_standing_number
from werkcentrum.core.phone import plain_digits
from werkcentrum.core.reach import FIELDS, NAME_LENGTH, address_for, name_to_use
from werkcentrum.core.uploads import FilesField
from werkcentrum.partners.models import Municipality, Region
from werkcentrum.partners.queries import municipalities_of

MOST_QUESTION: Final = 5_000
COMPANY_LENGTH: Final = 140
# Whoever chooses this gets the code only.
NO_NAME: Final = "geen"
REACHES: Final = {
    "phone": _("Bel mij, of stuur een sms"),
    "mail": _("Stuur mij een e-mail"),
    "letter": _("Stuur mij een brief"),
    NO_NAME: _("Ik geef geen naam. Ik krijg een code waarmee ik verder kan."),
}
_NAME_NEEDED: Final = _("Schrijf hoe wij u mogen noemen. Uw voornaam is genoeg.")
_REACH_NEEDED: Final = _("Kies hoe wij u mogen bereiken.")


def _reach_field() -> forms.ChoiceField:
    wrong = {"required": _REACH_NEEDED, "invalid_choice": _REACH_NEEDED}
    return forms.ChoiceField(widget=forms.RadioSelect, error_messages=wrong)


class ReachForm(forms.Form):
    """A name to use and one way to be reached; `ways` are the keys of `REACHES` to choose from."""

    ways: tuple[str, ...] = ("phone", "mail", "letter")
    naam = forms.CharField(required=False, max_length=5 * NAME_LENGTH)
    via = _reach_field()
    mail = forms.CharField(required=False)
    telefoon = forms.CharField(required=False)
    brief = forms.CharField(required=False, widget=forms.Textarea)

    def __init__(
        self, typed: Any = None, files: Any = None, *, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(typed, files, initial=initial)
        choices = [(key, REACHES[key]) for key in self.ways]
        self.fields["via"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The address of the chosen way, and a name for whoever chose one."""
        found = {**(super().clean() or {}), "address": ""}
        via = found.get("via", "")
        if via in FIELDS:
            self._check("naam", lambda: name_to_use(found.get("naam", ""), str(_NAME_NEEDED)))
            self._check(FIELDS[via], lambda: address_for(via, found.get(FIELDS[via], "")))
            found["naam"] = self.cleaned_data.get("naam", "")
            found["address"] = self.cleaned_data.get(FIELDS[via], "")
        return found

    def _check(self, name: str, read: Any) -> None:
        try:
            self.cleaned_data[name] = read()
        except ValidationError as wrong:
            self.add_error(name, wrong)


class _QuestionForm(ReachForm):
    """A question in somebody's own words; all else may stay open."""

    vraag = FreeTextField(
        max_length=MOST_QUESTION,
        error_messages={"required": _("Schrijf eerst wat u wilt vragen.")},
    )
    thema = forms.MultipleChoiceField(required=False)
    gemeente = forms.ModelChoiceField(
        required=False, queryset=Municipality.objects.none(), to_field_name="key",
        error_messages={"invalid_choice": _("Kies een gemeente uit de lijst.")},
    )  # fmt: skip
    antwoord_in = forms.ChoiceField(required=False, choices=settings.LANGUAGES)
    bestand = FilesField(required=False)

    def __init__(
        self,
        typed: Any = None,
        files: Any = None,
        *,
        region: Region,
        themes: Mapping[str, str],
        language: str,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(typed, files, initial={"antwoord_in": language, **(initial or {})})
        self.municipalities = municipalities_of(region)
        self.fields["thema"].choices = list(themes.items())  # type: ignore[attr-defined]
        self.fields["gemeente"].queryset = (  # type: ignore[attr-defined]
            Municipality.objects.filter(region=region)
        )


class AskForm(_QuestionForm):
    """A question of a resident, with or without a name."""

    ways = ("phone", "mail", "letter", NO_NAME)
    spoed = forms.ChoiceField(
        required=False, choices=[("", _("Nee, het heeft geen haast")), *Enquiry.Urgency.choices]
    )

    def __init__(self, typed: Any = None, files: Any = None, **options: Any) -> None:
        super().__init__(typed, files, **options)
        self.fields["via"].required = False
        self.fields["via"].initial = NO_NAME


class EmployerForm(_QuestionForm):
    """A question of an employer, who is called or written to by one account manager."""

    ways = ("phone", "mail")
    bedrijf = forms.CharField(
        max_length=COMPANY_LENGTH,
        validators=[no_standing_number],
        error_messages={
            "required": _("Schrijf de naam van uw bedrijf."),
            "max_length": _("Dit is te lang. Maak het korter."),
        },
    )
    kvk = forms.CharField(required=False, max_length=20)

    def clean_kvk(self) -> str:
        """Eight digits, however they are written; or nothing."""
        typed = "".join(plain_digits(self.cleaned_data["kvk"]).replace(".", "").split())
        if typed and not is_kvk_number(typed):
            raise ValidationError(str(not_a_kvk_number()))
        return typed


class CodeForm(forms.Form):
    """The four words of somebody who goes on."""

    code = forms.CharField(
        max_length=200, error_messages={"required": _("Schrijf de vier woorden van uw code.")}
    )
