"""What people fill in about mandates, powers of attorney and authorisations."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from werkcentrum.core.forms import LineField, day_field
from werkcentrum.core.picks import PickField, PickForm, PicksField
from werkcentrum.governance.authority.body_queries import bodies_of, full_name
from werkcentrum.governance.authority.rules import NETWORKS
from werkcentrum.governance.mandates.rules import Terms
from werkcentrum.governance.models import Agreement, Body, Decision, Mandate
from werkcentrum.governance.money.forms import EurosField
from werkcentrum.partners.models import Organisation, Region

# In the address of the list: also what is over.
ALL: Final = "alles"
_CHOOSE: Final = _("Kies")
_TERMS: Final = ("number", "holder_name", "holder_function", "subject", "starts_on", "ends_on",
                 "most_cents", "may_pass_on")  # fmt: skip


class PassOnForm(PickForm):
    """To whom something is given, what for, and for how long."""

    number = forms.CharField(
        label=_("Nummer"), max_length=40,
        help_text=_("Zo vindt u het terug. Bijvoorbeeld: 4325-V1."),
        error_messages={"required": _("Vul een nummer in.")},
    )  # fmt: skip
    holder_name = LineField(
        label=_("Wie krijgt het?"), max_length=120,
        help_text=_("De naam zoals die onder de overeenkomst komt te staan."),
        error_messages={"required": _("Vul een naam in.")},
    )  # fmt: skip
    holder_function = LineField(
        label=_("Functie"), max_length=120, error_messages={"required": _("Vul de functie in.")}
    )
    subject = LineField(
        label=_("Waarvoor?"), max_length=280,
        error_messages={"required": _("Schrijf op waarvoor het is.")},
    )  # fmt: skip
    agreements = PicksField(
        label=_("Alleen voor deze overeenkomsten"), queryset=Agreement.objects.none(),
        required=False,
        help_text=_("Kiest u niets? Dan geldt het voor elke overeenkomst."),
    )  # fmt: skip
    most_cents = EurosField(
        label=_("Tot welk bedrag?"), required=False,
        help_text=_("Laat leeg als er geen grens is. Schrijf het zo: 1.234,56."),
    )  # fmt: skip
    may_pass_on = forms.BooleanField(label=_("Mag worden doorgegeven"), required=False)
    starts_on = day_field(_("Vanaf welke dag?"))
    ends_on = day_field(
        _("Tot welke dag?"), required=False,
        help_text=_("Op deze dag geldt het niet meer. Laat leeg als er geen einde is."),
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *, agreements: Any, today: date,
        initial: Mapping[str, Any] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(data, initial={"starts_on": today, **(initial or {})})
        choices: Any = self.fields["agreements"]
        choices.queryset = agreements.order_by("title", "pk")
        if not agreements.exists():
            del self.fields["agreements"]

    def terms(self) -> Terms:
        """Of a valid form."""
        return Terms(**{name: self.cleaned_data[name] for name in _TERMS})

    def chosen(self) -> list[Agreement]:
        """Of a valid form, the only agreements that it is for."""
        return list(self.cleaned_data.get("agreements") or ())


class GrantForm(PassOnForm):
    """Who gives it, of which kind, and on which decision."""

    giver = PickField(
        label=_("Welk orgaan geeft het?"), queryset=Body.objects.none(), empty_label=_CHOOSE,
        help_text=_("Voor een gemeente geeft de burgemeester de volmacht om te tekenen."),
        error_messages={"required": _("Kies een orgaan.")},
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("Wat geeft het orgaan?"), widget=forms.RadioSelect, choices=[
            (Mandate.Kind.POWER_OF_ATTORNEY, _("Volmacht: om een overeenkomst te tekenen")),
            (Mandate.Kind.MANDATE, _("Mandaat: om besluiten te nemen")),
            (Mandate.Kind.AUTHORISATION, _("Machtiging: voor ander werk")),
        ], initial=Mandate.Kind.POWER_OF_ATTORNEY,
    )  # fmt: skip
    decision = PickField(
        label=_("Op welk besluit berust het?"), queryset=Decision.objects.none(), required=False,
        empty_label=_("Geen besluit"),
    )  # fmt: skip
    field_order = ("giver", "kind", "decision")

    def __init__(self, data: Any = None, *, region: Region, **options: Any) -> None:
        super().__init__(data, agreements=Agreement.objects.filter(region=region), **options)
        fields: dict[str, Any] = self.fields
        fields["giver"].queryset = bodies_of(region).exclude(kind__in=NETWORKS)
        fields["giver"].label_from_instance = full_name
        decisions = Decision.objects.filter(body__organisation__region=region, withdrawn_on=None)
        fields["decision"].queryset = decisions.select_related("body").order_by("-decided_on", "pk")
        fields["decision"].label_from_instance = lambda row: f"{row} ({row.body.name})"


class RevokeForm(forms.Form):
    """From when it does not hold any more."""

    revoked_on = day_field(_("Vanaf welke dag geldt het niet meer?"))


class PublishForm(forms.Form):
    """Where and when it was made known."""

    published_on = day_field(_("Op welke dag bekendgemaakt?"))
    published_at_url = forms.URLField(
        label=_("Adres van de bekendmaking"), assume_scheme="https",
        error_messages={
            "required": _("Vul het adres in."),
            "invalid": _("Dit is geen adres. Een adres begint met https://."),
        },
    )  # fmt: skip


class FilterForm(PickForm):
    """Which of them the list shows."""

    van = PickField(
        label=_("Organisatie"), queryset=Organisation.objects.none(), required=False,
        empty_label=_("Alle organisaties"), to_field_name="key",
    )  # fmt: skip
    toon = forms.ChoiceField(
        label=_("Welke"), required=False,
        choices=[("", _("Wat nu geldt")), (ALL, _("Alles, ook wat voorbij is"))],
    )  # fmt: skip

    def __init__(self, data: Any, *, givers: QuerySet[Organisation]) -> None:
        super().__init__(data, auto_id="%s")
        field: Any = self.fields["van"]
        field.queryset = givers
