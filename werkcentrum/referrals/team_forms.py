"""What a team fills in about a referral."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkcentrum.casework.models import ContactMoment
from werkcentrum.core.forms import FreeTextField
from werkcentrum.referrals.states import DeclineReason

_CHOOSE = ("", _("Maak een keuze"))
# In the words of the team; `Outcome` has those of the person.
_OUTCOMES = (
    ("started", _("De persoon is begonnen bij ons")),
    ("helped", _("De persoon is geholpen")),
    ("no_help", _("Wij konden niet helpen")),
)
_IS_REACHED = (("ja", _("Ja, wij spraken elkaar")), ("nee", _("Nee, niet bereikt")))
_MISSING = {"required": _("Maak een keuze.")}


class AskForm(forms.Form):
    """A question for the adviser."""

    body = FreeTextField(
        label=_("Uw vraag"), max_length=2000,
        error_messages={"required": _("Schrijf eerst uw vraag.")},
    )  # fmt: skip


class DeclineForm(forms.Form):
    """Why not, and who perhaps can."""

    reason = forms.ChoiceField(
        label=_("Waarom kunt u niet helpen?"), choices=[_CHOOSE, *DeclineReason.choices],
        error_messages=_MISSING,
    )  # fmt: skip
    suggestion = FreeTextField(
        label=_("Wie kan wel helpen?"), max_length=1000, required=False, rows=3,
        help_text=_("Uw voorstel helpt ons om snel iemand anders te vinden."),
    )  # fmt: skip


class AttemptForm(forms.Form):
    """Trying to reach the person."""

    is_reached = forms.ChoiceField(
        label=_("Heeft u de persoon bereikt?"), choices=_IS_REACHED, widget=forms.RadioSelect,
        error_messages=_MISSING,
    )  # fmt: skip
    channel = forms.ChoiceField(
        label=_("Hoe?"), choices=[_CHOOSE, *ContactMoment.Channel.choices], error_messages=_MISSING
    )

    def clean_is_reached(self) -> bool:
        """Yes or no."""
        answer: str = self.cleaned_data["is_reached"]
        return answer == "ja"


class OutcomeForm(forms.Form):
    """What came of it."""

    outcome = forms.ChoiceField(
        label=_("Hoe is het afgelopen?"), choices=_OUTCOMES, widget=forms.RadioSelect,
        error_messages=_MISSING,
    )  # fmt: skip


def made(form: type[forms.Form], key: str, data: Any = None) -> forms.Form:
    """A form among others on one page: its ids are its own."""
    return form(data, auto_id=f"{key}-%s")
