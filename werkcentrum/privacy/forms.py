"""What the privacy officer and advisers fill in. What a rule refuses is told in the form."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from werkcentrum.core.forms import day_field
from werkcentrum.partners.models import Region
from werkcentrum.privacy.models import Consent, ConsentText, Purpose
from werkcentrum.privacy.register_queries import DATA_WORDS, KIND_WORDS

_CHOOSE: Final = ("", _("Kies"))
_NOBODY: Final = ("", _("Niemand: de organisatie gebruikt ze zelf"))
_KEY_LENGTH: Final = 60
_BODY_LENGTH: Final = 2_000


class PurposeForm(forms.Form):
    """What a purpose is, in words for visitors."""

    label = forms.CharField(
        label=_("Waarvoor?"), max_length=120, help_text=_("Kort, zoals bezoekers het lezen."),
        error_messages={"required": _("Schrijf op waarvoor.")},
    )  # fmt: skip
    description = forms.CharField(
        label=_("Uitleg"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Wat doen wij met de gegevens, en waarom?"),
        error_messages={"required": _("Schrijf een uitleg.")},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, region: Region, purpose: Purpose | None = None) -> None:
        known = {"label": purpose.label, "description": purpose.description} if purpose else {}
        super().__init__(data, initial=known)
        self._region, self._purpose = region, purpose

    @property
    def key(self) -> str:
        """The key of the purpose; of a new one made of its label."""
        if self._purpose is not None:
            return str(self._purpose.key)
        label: str = self.cleaned_data["label"]
        return slugify(label)[:_KEY_LENGTH]

    def clean_label(self) -> str:
        """A new purpose is not called like another."""
        label: str = self.cleaned_data["label"].strip()
        others = self._region.purposes.all()
        if self._purpose is not None:
            others = others.exclude(pk=self._purpose.pk)
        key = slugify(label)[:_KEY_LENGTH]
        if not key or others.filter(label__iexact=label).exists():
            raise ValidationError(_("Er is al een doel met deze naam. Kies een andere."))
        if self._purpose is None and others.filter(key=key).exists():
            raise ValidationError(_("Er is al een doel dat hierop lijkt. Kies een andere naam."))
        return label


class GroundForm(forms.Form):
    """Who gives which data to whom, on what, from when."""

    controller = forms.ChoiceField(
        label=_("Welke organisatie geeft de gegevens?"),
        error_messages={"required": _("Kies een organisatie.")},
    )
    recipient = forms.ChoiceField(label=_("Aan wie?"), required=False)
    kind = forms.ChoiceField(
        label=_("Waarop berust dat?"), widget=forms.RadioSelect, choices=[*KIND_WORDS.items()],
        error_messages={"required": _("Kies waarop het berust.")},
    )  # fmt: skip
    law = forms.CharField(
        label=_("Welke wet en welk artikel?"), max_length=280, required=False,
        help_text=_("Niet nodig bij toestemming."),
    )  # fmt: skip
    categories = forms.MultipleChoiceField(
        label=_("Welke gegevens?"), widget=forms.CheckboxSelectMultiple,
        choices=[*DATA_WORDS.items()],
        error_messages={"required": _("Kies welke gegevens.")},
        help_text=_("Over een uitkering: alleen voor gemeenten en UWV."),
    )  # fmt: skip
    starts_on = day_field(
        _("Vanaf welke dag?"), help_text=_("Wat tot dan gold voor dezelfde twee, stopt op die dag.")
    )

    def __init__(self, data: Any = None, *, region: Region, today: date) -> None:
        super().__init__(data, initial={"starts_on": today})
        rows = region.organisations.order_by("name")
        self._organisations = {str(row.pk): row for row in rows}
        names = [(key, row.name) for key, row in self._organisations.items()]
        self.fields["controller"].choices = [_CHOOSE, *names]  # type: ignore[attr-defined]
        self.fields["recipient"].choices = [_NOBODY, *names]  # type: ignore[attr-defined]

    @property
    def ground(self) -> dict[str, Any]:
        """The values of a new row."""
        values = dict(self.cleaned_data)
        values["data"] = values.pop("categories")
        values["controller"] = self._organisations[values["controller"]]
        values["recipient"] = self._organisations.get(values["recipient"])
        return values


class EndForm(forms.Form):
    """The first day on which something holds no longer."""

    ends_on = day_field(_("Vanaf welke dag geldt dit niet meer?"))


class TextForm(forms.Form):
    """A new text to ask consent with, in one language."""

    body = forms.CharField(
        label=_("De vraag, woord voor woord"), max_length=_BODY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Schrijf ook op dat nee zeggen mag, en dat wij dan net zo goed helpen."),
        error_messages={"required": _("Schrijf de tekst.")},
    )  # fmt: skip
    starts_on = day_field(_("Vanaf welke dag?"))

    def __init__(
        self, data: Any = None, *, today: date, language: str, present: ConsentText | None
    ) -> None:
        super().__init__(
            data, initial={"starts_on": today, "body": present.body if present else ""}
        )
        attributes = self.fields["body"].widget.attrs
        attributes["lang"], attributes["dir"] = language, "auto"


class AnswerForm(forms.Form):
    """What somebody said to the question, and how."""

    text = forms.UUIDField(widget=forms.HiddenInput)
    way = forms.ChoiceField(choices=Consent.Way.choices, widget=forms.HiddenInput)
    by_representative = forms.BooleanField(required=False)

    def __init__(self, data: Any = None, *, representative: str) -> None:
        super().__init__(data)
        if representative:
            self.fields["by_representative"].label = (
                _("%(name)s is hier en beslist.") % {"name": representative}
            )  # fmt: skip
        else:
            del self.fields["by_representative"]

    @property
    def answer(self) -> dict[str, Any]:
        """How it was given, and by whom."""
        values = self.cleaned_data
        decides = values.get("by_representative", False)
        return {"way": values["way"], "by_representative": decides}

    @property
    def text_id(self) -> UUID:
        """The text that stood on the page."""
        found: UUID = self.cleaned_data["text"]
        return found
