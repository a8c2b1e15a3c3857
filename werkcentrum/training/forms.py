"""What somebody types about a training; a row of a table must pass the same form."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model

from werkcentrum.catalogue.models import Service
from werkcentrum.core.forms import FreeTextField, LineField, PostcodeField
from werkcentrum.core.picks import PickField, PickForm
from werkcentrum.core.typed import visible
from werkcentrum.partners.models import Organisation, Region
from werkcentrum.skills.queries import lexicon, named
from werkcentrum.training.content import Content
from werkcentrum.training.days import UnknownDayError, days_in, in_words
from werkcentrum.training.models import (
    MOST_EUROS,
    MOST_HOURS,
    MOST_WEEKS,
    Payer,
    Proof,
    Spoken,
    Training,
)
from werkcentrum.training.wordings import UnknownSkillError, keys_of, recognised
from werkcentrum.vacancies.models import DutchLevel, Level

_LONGEST: Final = {"max_length": "Dit is te lang. Maak het korter."}
_LONGEST_LIST: Final = 5_000  # characters
_MOST_STARTS: Final = 60
_MOST_SKILLS: Final = 30


def _line(label: str, most: int, missing: str = "", **options: Any) -> LineField:
    said = {"required": missing, **_LONGEST}
    return LineField(
        label=label, max_length=most, required=bool(missing), error_messages=said, **options
    )


class _LinesField(forms.CharField):
    """A short list, each on a line of its own."""

    def __init__(self, rows: int, **options: Any) -> None:
        super().__init__(
            required=False, max_length=_LONGEST_LIST, error_messages=_LONGEST,
            widget=forms.Textarea(attrs={"rows": str(rows)}), **options,
        )  # fmt: skip

    def to_python(self, value: Any) -> Any:
        """The lines without what nobody can see, such as NUL, which no database keeps."""
        return super().to_python(visible(str(value or ""), _LONGEST_LIST + 1))


def _number(label: str, least: int, most: int, **options: Any) -> forms.IntegerField:
    wrong = f"Vul een heel getal in van {least} tot en met {most}."
    return forms.IntegerField(
        label=label, required=False, min_value=least, max_value=most,
        error_messages={"invalid": wrong, "min_value": wrong, "max_value": wrong}, **options,
    )  # fmt: skip


def _choice(label: str, choices: Any, **options: Any) -> forms.ChoiceField:
    wrong = {"invalid_choice": "Kies iets uit de lijst."}
    return forms.ChoiceField(
        label=label, choices=[("", "niet gezegd"), *choices], required=False,
        error_messages=wrong, **options,
    )  # fmt: skip


class ContentForm(forms.Form):
    """What is said of a training, without who gives it."""

    name = _line("Naam", 200, "Schrijf op hoe de opleiding heet.",
                 help_text="Zoals: Heftruckchauffeur, of Nederlands op het werk.")  # fmt: skip
    description = FreeTextField(
        label="Wat leert iemand?", max_length=5_000, rows=6,
        help_text="Schrijf geen namen van mensen op.",
        error_messages={"required": "Schrijf op wat iemand leert."},
    )  # fmt: skip
    skills = _LinesField(
        5, label="Vaardigheden",
        help_text="Eén op een regel, met een naam uit onze lijst. Laat dit leeg, en wij lezen "
        "in de tekst welke het zijn. U kijkt dan of het klopt.",
    )  # fmt: skip
    starts = _LinesField(
        3, label="Begint op", help_text="Eén dag op een regel, zoals 12 januari 2027."
    )
    is_always_open = forms.BooleanField(label="Op elk moment beginnen kan", required=False)
    weeks = _number("Hoeveel weken duurt het?", 1, MOST_WEEKS)
    hours_a_week = _number("Hoeveel uren in de week?", 1, MOST_HOURS)
    cost = _number("Prijs in hele euro's", 0, MOST_EUROS, help_text="Gratis? Vul 0 in.")
    payer = _choice("Wie betaalt meestal?", Payer.choices)
    spoken = forms.ChoiceField(
        label="Taal van de lessen", choices=Spoken.choices,
        error_messages={"required": "Kies een taal.", "invalid_choice": "Kies uit de lijst."},
    )  # fmt: skip
    dutch_level = _choice("Nederlands, minstens", DutchLevel.choices)
    dutch_reached = _choice(
        "Nederlands daarna", DutchLevel.choices[1:],
        help_text="Alleen voor lessen in het Nederlands: hoe goed iemand het daarna spreekt.",
    )  # fmt: skip
    level = _choice("Niveau", Level.choices)
    proof = _choice("Wat iemand krijgt", Proof.choices)
    is_online = forms.BooleanField(label="Online te volgen", required=False)
    place = _line("Plaats", 80)
    postcode4 = PostcodeField()
    website = forms.URLField(
        label="Aanmelden op", max_length=500, required=False, assume_scheme="https",
        error_messages={"invalid": "Schrijf een webadres op dat begint met https://.", **_LONGEST},
    )  # fmt: skip
    sometimes_needed = ("skills", "starts", "place")
    # Keys of skills that were chosen before.
    kept: Collection[str] = ()

    def clean_skills(self) -> tuple[str, ...]:
        """The keys of what was written. Raises ValidationError."""
        try:
            written = self.cleaned_data["skills"].splitlines()
            keys = keys_of(lexicon(), written, named(self.kept).values())
        except UnknownSkillError as unknown:
            raise ValidationError(str(unknown)) from None
        if len(keys) > _MOST_SKILLS:
            raise ValidationError(f"Dit zijn er te veel. Kies er hoogstens {_MOST_SKILLS}.")
        return keys

    def clean_starts(self) -> tuple[date, ...]:
        """The days, in order. Raises ValidationError."""
        try:
            days = days_in(self.cleaned_data["starts"])
        except UnknownDayError as unknown:
            raise ValidationError(str(unknown)) from None
        if len(days) > _MOST_STARTS:
            raise ValidationError(f"Dit zijn er te veel. Schrijf er hoogstens {_MOST_STARTS} op.")
        return days

    def clean(self) -> dict[str, Any]:
        """What fits together."""
        found = super().clean() or {}
        if not (found.get("is_online") or found.get("place") or "place" in self.errors):
            self.add_error("place", "Schrijf een plaats op, of kruis aan dat het online is.")
        if not (found.get("skills") or found.get("dutch_reached") or "skills" in self.errors):
            self.add_error("skills", "Schrijf minstens één vaardigheid op.")
        has_day = found.get("is_always_open") or found.get("starts")
        if not (has_day or "starts" in self.errors):
            self.add_error("starts", "Schrijf een dag op, of kruis aan dat het altijd kan.")
        return found

    @property
    def content(self) -> Content:
        """What was typed, of a valid form."""
        return Content(**{name: self.cleaned_data[name] for name in ContentForm.base_fields})


class TrainingForm(PickForm, ContentForm):
    """One page for everything that is known about a training."""

    provider = PickField(
        label="School of organisatie", queryset=Organisation.objects.none(), empty_label="Kies",
        error_messages={"required": "Kies wie de opleiding geeft."},
    )  # fmt: skip
    service = PickField(
        label="Hoort bij de dienst", queryset=Service.objects.none(), required=False,
        empty_label="geen", help_text="Daar staat bijvoorbeeld wie kan helpen betalen.",
    )  # fmt: skip
    field_order = ("provider", *ContentForm.base_fields, "service")

    def __init__(
        self, data: Any = None, *, region: Region, kept: Collection[str] = (), **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.kept = kept
        schools = Organisation.objects.filter(region=region).order_by("name", "pk")
        self.fields["provider"].queryset = schools  # type: ignore[attr-defined]
        self.fields["service"].queryset = training_services(region)  # type: ignore[attr-defined]

    def moved(self) -> list[tuple[str, str, str]]:
        """What differs, of a valid form: the label, what stands there now, and what was typed."""
        given = self.cleaned_data
        typed = given | _on_lines(given["skills"], given["starts"])
        pairs = [(field, _said(field, field.initial), _said(field, typed[field.name]))
                 for field in self]  # fmt: skip
        return [(str(field.label), now, mine) for field, now, mine in pairs if now != mine]


def _said(field: forms.BoundField, value: Any) -> str:
    """As the form says it: a choice by its name, a tick as yes or no."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, Model):
        return str(value)
    names = {str(key): name for key, name in getattr(field.field, "choices", ())}
    told = "" if value is None else str(value)
    return str(names.get(told, told) or "niet gezegd")


def training_services(region: Region) -> Any:
    """The services of a region that are training."""
    rows = Service.objects.filter(region=region, kind=Service.Kind.TRAINING)
    return rows.order_by("title", "pk")


def with_recognised(data: Any) -> Any:
    """What was typed, with the skills that its text speaks of; as it was when some were typed."""
    typed = data.copy()
    typed.setdefault("skills", "")
    if not typed["skills"].strip():
        text = f"{typed.get('name', '')}. {typed.get('description', '')}"
        typed["skills"] = "\n".join(recognised(lexicon(), text))
    return typed


def said_about(training: Training) -> dict[str, Any]:
    """What a form says of a training that is there."""
    names = (*ContentForm.base_fields, "provider", "service")
    values = {name: getattr(training, name) for name in names}
    days = [start.starts_on for start in training.starts.all()]
    return values | _on_lines(training.skills, days)


def _on_lines(skills: Collection[str], days: Iterable[date]) -> dict[str, str]:
    """Skills and days as the form has them: one on a line, in words."""
    labels = [concept.label for concept in named(skills).values()]
    return {"skills": "\n".join(labels), "starts": "\n".join(map(in_words, days))}
