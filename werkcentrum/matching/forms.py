"""What people say of weights, of a list, and of an objection."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from werkcentrum.core.forms import day_field
from werkcentrum.matching.models import HUNDREDTHS
from werkcentrum.matching.scoring import PARTS, Weights

_NAMES: Final = {
    "words": _("Woorden"),
    "meaning": _("Betekenis"),
    "skills": _("Vaardigheden"),
    "occupation": _("Beroep"),
    "level": _("Niveau"),
}
_WHY: Final = _("Schrijf op waarom.")


class WeightsForm(forms.Form):
    """Other weights, why, and from when."""

    starts_on = day_field(_("Vanaf welke dag?"))
    reason = forms.CharField(
        label=_("Waarom moeten de gewichten anders?"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Schrijf ook op wat er gemeten is."),
        error_messages={"required": _WHY},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, now: Weights, **others: Any) -> None:
        super().__init__(data, **others)
        wrong = dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            _("Vul een heel getal in van 0 tot en met 100."),
        )
        for part in PARTS:
            self.fields[part] = forms.IntegerField(
                label=_NAMES[part], min_value=0, max_value=HUNDREDTHS, error_messages=wrong,
                initial=round(HUNDREDTHS * getattr(now, part)),
            )  # fmt: skip
        self.order_fields([*PARTS, "starts_on", "reason"])

    def clean(self) -> dict[str, Any]:
        """Together a hundred."""
        typed = super().clean() or {}
        total = sum(typed.get(part) or 0 for part in PARTS)
        if not self.errors and total != HUNDREDTHS:
            self.add_error(
                None,
                _("De gewichten samen moeten 100 zijn; nu zijn zij %(total)s.") % {"total": total},
            )
        return typed

    @property
    def parts(self) -> dict[str, int]:
        """Hundredths by part."""
        return {part: self.cleaned_data[part] for part in PARTS}


class ReasonForm(forms.Form):
    """Why a vacancy goes from a list or comes in it."""

    reason = forms.CharField(label=_("Waarom?"), max_length=300, error_messages={"required": _WHY})


class AnswerForm(forms.Form):
    """What somebody hears on their objection."""

    is_upheld = forms.ChoiceField(
        label=_("Wat besluit u?"), widget=forms.RadioSelect,
        choices=[
            ("ja", _("Het bezwaar klopt: er komt geen volgorde meer voor deze klant")),
            ("nee", _("Het bezwaar klopt niet: de volgorde komt terug")),
        ],
        error_messages={"required": _("Kies wat u besluit.")},
    )  # fmt: skip
    answer = forms.CharField(
        label=_("Wat antwoordt u de klant?"), max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Schrijf op wat u de klant antwoordt.")},
    )  # fmt: skip
