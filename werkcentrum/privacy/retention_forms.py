"""What a privacy officer decides about a period."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from werkcentrum.privacy import retention_rules as rules
from werkcentrum.privacy.retention import Term

FOR_EVER: Final = "altijd"
_DAYS: Final = "dagen"


class PeriodForm(forms.Form):
    """So many days, or for ever; whether a second person must agree, and what says so."""

    how = forms.ChoiceField(
        label=_("Hoe lang blijft dit?"), widget=forms.RadioSelect,
        choices=[(_DAYS, _("Een aantal dagen")), (FOR_EVER, _("Altijd"))],
    )  # fmt: skip
    days = forms.IntegerField(
        label=_("Aantal dagen"), required=False,
        help_text=_("Een jaar is 366 dagen, vijf jaar is 1827 dagen."),
    )  # fmt: skip
    needs_second = forms.BooleanField(
        label=_("Vernietig pas na akkoord van twee mensen"), required=False,
        help_text=_("Voor wat onder de Archiefwet valt."),
    )  # fmt: skip
    source = forms.CharField(
        label=_("Waar staat dat?"), max_length=140,
        help_text=_("Het nummer in de selectielijst, of de wet."),
    )  # fmt: skip
    sometimes_needed = ("days",)

    def __init__(self, data: Any = None, *, term: Term) -> None:
        super().__init__(data, initial={
            "how": FOR_EVER if term.days is None else _DAYS,
            "days": term.days,
            "needs_second": term.needs_second,
            "source": term.source,
        })  # fmt: skip
        self._record = term.record.key

    def clean(self) -> dict[str, Any]:
        """Days only where they count, and what a rule has against them."""
        typed = super().clean() or {}
        if typed.get("how") == FOR_EVER:
            typed["days"] = None
        elif "days" in typed and typed["days"] is None:
            self.add_error("days", _("Schrijf een aantal dagen."))
        refusal = rules.may_change(self._record, typed.get("days"))
        if refusal is not None and not self.errors:
            self.add_error("days", str(refusal))
        return typed

    def chosen(self) -> dict[str, Any]:
        """For `change_period`."""
        names = ("days", "needs_second", "source")
        return {name: self.cleaned_data[name] for name in names}
