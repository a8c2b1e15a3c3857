"""What somebody types about a vacancy; a row that is taken over must pass the same form."""

import re
from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from werkcentrum.core.forms import FreeTextField, LineField, PostcodeField, day_field
from werkcentrum.core.typed import mail_address
from werkcentrum.vacancies.content import UNNAMED, Content
from werkcentrum.vacancies.models import (
    LICENCES,
    MOST_HOURS,
    ApplyBy,
    Contract,
    DutchLevel,
    Level,
    Outcome,
    Vacancy,
)

_PHONE: Final = re.compile(r"\+?[0-9][0-9 ()\-]{5,20}")
_UNKNOWN, _YES, _NO = "", "ja", "nee"
_IRREGULAR: Final = [(_NO, "nee"), (_YES, "ja")]
_IS_IRREGULAR: Final = {_UNKNOWN: None, _YES: True, _NO: False}
_USUAL_DAYS: Final = 60
_NOWHERE: Final = (
    "Schrijf op waar iemand solliciteert. Kan dat niet bij u? "
    "Kies dan hierboven voor het Werkcentrum."
)
_LONGEST: Final = {"max_length": "Dit is te lang. Maak het korter."}


def _line(label: str, most: int, missing: str, **options: Any) -> LineField:
    said = {"required": missing, **_LONGEST}
    return LineField(label=label, max_length=most, error_messages=said, **options)


def _hours(label: str, fewest: int = 0) -> forms.IntegerField:
    wrong = f"Vul een getal in van {fewest} tot en met {MOST_HOURS}."
    return forms.IntegerField(
        label=label, required=False, min_value=fewest, max_value=MOST_HOURS,
        error_messages={"invalid": wrong, "min_value": wrong, "max_value": wrong},
    )  # fmt: skip


def _choice(label: str, choices: Any, **options: Any) -> forms.ChoiceField:
    wrong = {"invalid_choice": "Kies iets uit de lijst."}
    return forms.ChoiceField(
        label=label,
        choices=[(_UNKNOWN, "niet gezegd"), *choices],
        required=False,
        error_messages=wrong,
        **options,
    )


class VacancyForm(forms.Form):
    """One page for everything that is known about a vacancy."""

    title = _line("Functie", 200, "Schrijf op welk werk het is.",
                  help_text="Zoals: kok, of medewerker bakkerij.")  # fmt: skip
    employer_name = _line("Werkgever", 500, "Schrijf op bij wie iemand gaat werken.")
    description = FreeTextField(
        label="Wat is het werk?", max_length=10_000, rows=10,
        help_text="Schrijf wat iemand doet en wat iemand moet kunnen. Schrijf geen namen op.",
        error_messages={"required": "Schrijf op wat het werk is."},
    )  # fmt: skip
    place = _line("Plaats", 80, "Schrijf op in welke plaats het werk is.")
    postcode4 = PostcodeField()
    hours_min = _hours("Uren in de week, minstens")
    hours_max = _hours("Uren in de week, hoogstens", 1)
    is_irregular = _choice("Ook ’s avonds, ’s nachts of in het weekend?", _IRREGULAR)
    contract = _choice("Contract", Contract.choices)
    salary = LineField(label="Loon", max_length=200, required=False, error_messages=_LONGEST)
    level = _choice("Niveau, minstens", Level.choices)
    is_level_by_law = forms.BooleanField(
        label="De wet eist dit niveau", required=False,
        help_text="Zoals voor een verpleegkundige. Anders is het een wens.",
    )  # fmt: skip
    dutch_level = _choice("Nederlands, minstens", DutchLevel.choices)
    licences = forms.MultipleChoiceField(
        label="Rijbewijs dat nodig is", choices=[(code, code) for code in LICENCES],
        required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Dit rijbewijs bestaat niet: %(value)s."},
    )  # fmt: skip
    is_learning_place = forms.BooleanField(
        label="Leren en werken tegelijk", required=False,
        help_text="Iemand haalt hier op het werk een diploma of een deel daarvan.",
    )  # fmt: skip
    starts_on = day_field("Begint op", required=False)
    closes_on = day_field("Solliciteren kan tot en met")
    apply_by = forms.ChoiceField(
        label="Hoe solliciteert iemand?", choices=ApplyBy.choices,
        error_messages={
            "required": "Kies hoe iemand solliciteert.", "invalid_choice": "Kies uit de lijst.",
        },
    )  # fmt: skip
    apply_to = LineField(
        label="E-mailadres, telefoonnummer of webadres", max_length=500, required=False,
        help_text="Dit komt op de website. Loopt het via het Werkcentrum? Laat dit dan leeg.",
        error_messages=_LONGEST,
    )  # fmt: skip
    sometimes_needed = ("apply_to", "level")

    def clean_is_irregular(self) -> bool | None:
        """Yes, no, or not said."""
        return _IS_IRREGULAR[self.cleaned_data["is_irregular"]]

    def clean(self) -> dict[str, Any]:
        """What fits together."""
        found = super().clean() or {}
        least, most = found.get("hours_min"), found.get("hours_max")
        if least is not None and most is not None and least > most:
            self.add_error("hours_max", "Dit is minder dan het minste aantal uren.")
        if found.get("is_level_by_law") and not found.get("level"):
            self.add_error("level", "Kies het niveau dat de wet eist.")
        if "apply_by" in found and "apply_to" in found:
            self._check_apply_to(found["apply_by"], found["apply_to"])
        return found

    @property
    def content(self) -> Content:
        """What was typed, of a valid form."""
        return Content(**(self.cleaned_data | {"licences": tuple(self.cleaned_data["licences"])}))

    @property
    def unchecked(self) -> "VacancyForm":
        """The same form with what was typed, of which nothing is said to be wrong."""
        typed = {name: self[name].value() for name in self.fields}
        return type(self)(initial=typed)

    def _check_apply_to(self, apply_by: str, apply_to: str) -> None:
        if not apply_to and apply_by != ApplyBy.WERKCENTRUM:
            self.add_error("apply_to", _NOWHERE)
            return
        try:
            _CHECKS[ApplyBy(apply_by)](apply_to)
        except ValidationError as wrong:
            self.add_error("apply_to", wrong)


class TakenOverForm(VacancyForm):
    """A row of another source: that may not say until when it stays, nor who the employer is.

    Of no hours at most nobody filled them in.
    """

    hours_max = _hours("Uren in de week, hoogstens")
    closes_on = day_field("Solliciteren kan tot en met", required=False)
    employer_name = LineField(max_length=500, required=False, error_messages=_LONGEST)

    def clean_employer_name(self) -> str:
        """Who it is, or that this was not said."""
        return self.cleaned_data["employer_name"] or UNNAMED

    def clean(self) -> dict[str, Any]:
        """What fits together, without hours that nobody filled in."""
        found = self.cleaned_data
        if found.get("hours_max") == 0:
            found |= {"hours_max": None, "hours_min": found.get("hours_min") or None}
        return super().clean()


class SubmitForm(forms.Form):
    """Why words that seem unlawful may stand there; asked only when there are such words."""

    reason = FreeTextField(
        label="Waarom mag dit volgens de wet?", max_length=500, rows=3, required=False,
        help_text="Laat dit leeg als u de tekst verandert.",
    )  # fmt: skip


class CloseForm(forms.Form):
    """How it ended."""

    outcome = forms.ChoiceField(
        label="Hoe liep het af?", choices=[("", "Kies"), *Outcome.choices],
        error_messages={"required": "Kies hoe het afliep."},
    )  # fmt: skip


def usual(today: date) -> dict[str, Any]:
    """What a new form says already."""
    return {"closes_on": today + timedelta(days=_USUAL_DAYS)}


def said_about(vacancy: Vacancy) -> dict[str, Any]:
    """What a form says of a vacancy that is there."""
    values = {name: getattr(vacancy, name) for name in VacancyForm.base_fields}
    typed = {is_so: word for word, is_so in _IS_IRREGULAR.items()}
    return values | {"is_irregular": typed[vacancy.is_irregular]}


def _check_mail(text: str) -> None:
    mail_address(text)


def _check_phone(text: str) -> None:
    if not _PHONE.fullmatch(text):
        raise ValidationError("Schrijf een telefoonnummer op, zoals 070 123 45 67.")


def _check_website(text: str) -> None:
    try:
        URLValidator(schemes=["https", "http"])(text)
    except ValidationError:
        raise ValidationError("Schrijf een webadres op dat begint met https://.") from None


def _check_nothing(text: str) -> None:
    if text:
        raise ValidationError("Laat dit leeg: solliciteren loopt via het Werkcentrum.")


_CHECKS: Final = {
    ApplyBy.MAIL: _check_mail,
    ApplyBy.PHONE: _check_phone,
    ApplyBy.WEBSITE: _check_website,
    ApplyBy.WERKCENTRUM: _check_nothing,
}
