"""What staff write down when somebody comes with a question, calls, or shows a code."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import uuid4

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from werkcentrum.casework.models import Client, Enquiry
from werkcentrum.core.forms import FreeTextField
from werkcentrum.core.reach import NAME_LENGTH, address_for
from werkcentrum.partners.models import Municipality, Region
from werkcentrum.referrals.staff_words import URGENCIES

_ORIGINS: Final = (
    (Enquiry.Origin.DESK, _("aan de balie")),
    (Enquiry.Origin.PHONE, _("aan de telefoon")),
)


class IntakeForm(forms.Form):
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
    themes = forms.MultipleChoiceField(
        label=_("Waar gaat het over?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    urgency = forms.ChoiceField(
        label=_("Heeft het haast?"), required=False, widget=forms.RadioSelect,
        choices=[("", _("nee")), *URGENCIES.items()],
        help_text=_("Met haast spreekt vandaag nog iemand de bezoeker."),
    )  # fmt: skip
    municipality = forms.ModelChoiceField(
        label=_("In welke gemeente?"), queryset=Municipality.objects.none(), required=False,
        empty_label=str(_("weet ik niet")),
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("In welke taal?"), choices=settings.LANGUAGES, initial="nl"
    )
    name_to_use = forms.CharField(
        label=_("Hoe mogen wij de bezoeker noemen?"), required=False, max_length=NAME_LENGTH,
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
    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, region: Region, themes: Mapping[str, str]) -> None:
        super().__init__(data, initial={"request_key": uuid4()})
        self.fields["themes"].choices = list(themes.items())  # type: ignore[attr-defined]
        found = Municipality.objects.filter(region=region).order_by("name")
        self.fields["municipality"].queryset = found  # type: ignore[attr-defined]

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


class StaffCodeForm(forms.Form):
    """The four words that a visitor says."""

    code = forms.CharField(
        label=_("De vier woorden van de code"), max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )  # fmt: skip
