"""What staff write down when somebody comes with a question, calls, or shows a code."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import uuid4

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from werkcentrum.casework.intake_rules import Company, Person
from werkcentrum.casework.models import Client, Enquiry
from werkcentrum.casework.rules import is_kvk_number, not_a_kvk_number
from werkcentrum.core.forms import FreeTextField, no_standing_number
from werkcentrum.core.reach import NAME_LENGTH, address_for
from werkcentrum.partners.models import Municipality, Region
from werkcentrum.referrals.staff_words import URGENCIES

_ORIGINS: Final = (
    (Enquiry.Origin.DESK, _("aan de balie")),
    (Enquiry.Origin.PHONE, _("aan de telefoon")),
    (Enquiry.Origin.PARTNER, _("van een partner")),
)
_REACHES: Final = (
    (Client.Reach.PHONE, Client.Reach.PHONE.label),
    (Client.Reach.MAIL, Client.Reach.MAIL.label),
)


class _AboutForm(forms.Form):
    """What a question is about and where, and a key that makes one question of two presses."""

    themes = forms.MultipleChoiceField(
        label=_("Waar gaat het over?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    municipality = forms.ModelChoiceField(
        label=_("In welke gemeente?"), queryset=Municipality.objects.none(), required=False,
        empty_label=str(_("weet ik niet")),
    )  # fmt: skip
    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, region: Region, themes: Mapping[str, str]) -> None:
        super().__init__(data, initial={"request_key": uuid4()})
        self.fields["themes"].choices = list(themes.items())  # type: ignore[attr-defined]
        found = Municipality.objects.filter(region=region).order_by("name")
        self.fields["municipality"].queryset = found  # type: ignore[attr-defined]


class IntakeForm(_AboutForm):
    """A question, and a name only when the next step needs one."""

    origin = forms.ChoiceField(
        label=_("Hoe kwam de vraag binnen?"), choices=_ORIGINS, widget=forms.RadioSelect,
        initial=Enquiry.Origin.DESK,
    )  # fmt: skip
    own_words = FreeTextField(
        label=_("Wat is de vraag?"), max_length=5_000, rows=5,
        help_text=_("In de woorden van de bezoeker. Schrijf geen BSN, ziekte of nationaliteit op."),
        error_messages={"required": _("Schrijf op wat de vraag is.")},
    )  # fmt: skip
    urgency = forms.ChoiceField(
        label=_("Heeft het haast?"), required=False, widget=forms.RadioSelect,
        choices=[("", _("nee")), *URGENCIES.items()],
        help_text=_("Met haast spreekt vandaag nog iemand de bezoeker."),
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("In welke taal?"), choices=settings.LANGUAGES, initial="nl"
    )
    name_to_use = forms.CharField(
        label=_("Hoe mogen wij de bezoeker noemen?"), required=False, max_length=NAME_LENGTH,
        validators=[no_standing_number],
        help_text=_("Alleen als dat nodig is. Zonder naam gaat de bezoeker verder met een code."),
    )  # fmt: skip
    reach = forms.ChoiceField(
        label=_("Hoe kunnen wij de bezoeker bereiken?"), required=False, widget=forms.RadioSelect,
        choices=[("", _("Niet, de bezoeker krijgt een code mee")), *Client.Reach.choices],
    )  # fmt: skip
    address = forms.CharField(
        label=_("E-mailadres, telefoonnummer of adres"), required=False, max_length=254,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
    )  # fmt: skip
    sometimes_needed = ("name_to_use", "address")
    field_order = ("origin", "own_words", "themes", "urgency", "municipality")

    def clean(self) -> dict[str, Any]:
        """A name with a way to reach somebody, and an address that fits it."""
        values = self.cleaned_data
        reach, typed = values.get("reach", ""), values.get("address", "").strip()
        if typed and not reach and "reach" not in self.errors:
            self.add_error("reach", _("Kies of dit een e-mailadres, een nummer of een adres is."))
        if reach:
            if not values.get("name_to_use"):
                self.add_error("name_to_use", _("Schrijf op hoe wij de bezoeker mogen noemen."))
            try:
                values["address"] = address_for(reach, typed)
            except ValidationError as wrong:
                self.add_error("address", wrong)
        return values

    @property
    def person(self) -> Person | None:
        """Who asks; None for whoever gives no name."""
        names = ("name_to_use", "reach", "address")
        name, reach, address = (self.cleaned_data[part] for part in names)
        return Person(name, reach, address) if name else None


class EmployerIntakeForm(_AboutForm):
    """A question of an employer, who always speaks to one account manager."""

    origin = forms.ChoiceField(
        label=_("Hoe kwam de vraag binnen?"), choices=_ORIGINS, widget=forms.RadioSelect,
        initial=Enquiry.Origin.PHONE,
    )  # fmt: skip
    own_words = FreeTextField(
        label=_("Wat is de vraag?"), max_length=5_000, rows=5,
        help_text=_("In de woorden van de werkgever. Schrijf niets op over zieke medewerkers."),
        error_messages={"required": _("Schrijf op wat de vraag is.")},
    )  # fmt: skip
    company_name = forms.CharField(
        label=_("Hoe heet het bedrijf?"), max_length=140, validators=[no_standing_number],
        error_messages={"required": _("Schrijf de naam van het bedrijf op.")},
    )  # fmt: skip
    kvk_number = forms.CharField(label=_("KvK-nummer"), required=False, max_length=20)
    contact_name = forms.CharField(
        label=_("Met wie spreken wij daar?"), max_length=NAME_LENGTH,
        validators=[no_standing_number],
        error_messages={"required": _("Schrijf op met wie wij spreken.")},
    )  # fmt: skip
    reach = forms.ChoiceField(
        label=_("Hoe bereiken wij die persoon?"), widget=forms.RadioSelect,
        choices=_REACHES, initial=Client.Reach.PHONE,
    )  # fmt: skip
    address = forms.CharField(
        label=_("Telefoonnummer of e-mailadres"), max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Schrijf op waar wij iemand bereiken.")},
    )  # fmt: skip
    field_order = ("origin", "own_words", "themes", "municipality")

    def clean_kvk_number(self) -> str:
        """Eight digits, however they are written; or nothing."""
        typed = "".join(self.cleaned_data["kvk_number"].replace(".", "").split())
        if typed and not is_kvk_number(typed):
            raise ValidationError(str(not_a_kvk_number()))
        return typed

    def clean(self) -> dict[str, Any]:
        """An address that fits the way to reach somebody."""
        values = self.cleaned_data
        if values.get("reach") and values.get("address"):
            try:
                values["address"] = address_for(values["reach"], values["address"])
            except ValidationError as wrong:
                self.add_error("address", wrong)
        return values

    @property
    def company(self) -> Company:
        """Who asks."""
        values = self.cleaned_data
        names = ("contact_name", "reach", "address", "kvk_number")
        return Company(values["company_name"], **{name: values[name] for name in names})


class StaffCodeForm(forms.Form):
    """The four words that a visitor says."""

    code = forms.CharField(
        label=_("De vier woorden van de code"), max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )  # fmt: skip
