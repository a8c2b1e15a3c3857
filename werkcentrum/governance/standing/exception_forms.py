"""What a coordinator fills in to let a partner take part without an agreement."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkcentrum.core.forms import LineField, day_field
from werkcentrum.governance.purposes import GIVES


class ExceptionForm(forms.Form):
    """For what, why, and from when until when."""

    purposes = forms.MultipleChoiceField(
        label=_("Waarvoor?"), widget=forms.CheckboxSelectMultiple, choices=list(GIVES.items()),
        error_messages={"required": _("Kies waarvoor de uitzondering geldt.")},
    )  # fmt: skip
    reason = LineField(
        label=_("Waarom, en wie vond dat goed?"), max_length=280,
        help_text=_("Bijvoorbeeld: stuurgroep 3 juni, de overeenkomst wordt in juli getekend."),
        error_messages={"required": _("Schrijf op waarom, en wie dat goed vond.")},
    )  # fmt: skip
    starts_on = day_field(_("Vanaf welke dag?"))
    ends_on = day_field(_("Vanaf welke dag geldt dit niet meer?"))

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"starts_on": today})
