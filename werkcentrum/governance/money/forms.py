"""What people fill in about money. Amounts are typed in euros and become whole cents."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from werkcentrum.core.forms import FreeTextField, LineField, day_field
from werkcentrum.core.picks import PickField, PickForm
from werkcentrum.governance.authority.models import DECIDING, Body, Decision
from werkcentrum.governance.money import csv, queries
from werkcentrum.governance.money.cents import from_euros, in_euros
from werkcentrum.governance.money.models import Budget, BudgetLine, Commitment, Funding

# Nothing is chosen because it stood on top.
_CHOOSE: Final = _("Kies")
_DECISION_HELP: Final = _("Staat het besluit er niet bij? Leg het eerst vast bij Besluiten.")


class EurosField(forms.CharField):
    """An amount in euros; cleaned it is whole cents. `least`: in cents, None for below nothing."""

    def __init__(self, *, least: int | None = 1, **options: Any) -> None:
        errors = {"required": _("Vul een bedrag in.")}
        widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(widget=widget, error_messages=errors, max_length=40, **options)
        self._least = least

    def clean(self, value: Any) -> Any:
        """Whole cents, None for an empty one that may be empty. Raises ValidationError."""
        text = super().clean(value)
        if not text:
            return None
        try:
            cents = from_euros(text)
        except ValueError as wrong:
            raise ValidationError(str(wrong)) from None
        if self._least is None and cents == 0:
            raise ValidationError(_("Vul een ander bedrag in dan nul."))
        if self._least is not None and cents < self._least:
            raise ValidationError(_("Dit bedrag is te klein. Schrijf het zonder min."))
        return cents

    def prepare_value(self, value: Any) -> Any:
        """Cents of ours as euros; what was typed as it was typed."""
        return in_euros(value) if isinstance(value, int) else value


def words(label: Any, most: int, *, help_text: Any = "") -> LineField:
    """A few words on one line."""
    return LineField(
        label=label, max_length=most, help_text=help_text,
        error_messages={"required": _("Vul dit in.")},
    )  # fmt: skip


def reference(label: Any, *, help_text: Any = "") -> forms.CharField:
    """By what something is known elsewhere: nine digits are no wonder there."""
    return forms.CharField(
        label=label, max_length=40, help_text=help_text,
        error_messages={"required": _("Vul dit in.")},
    )  # fmt: skip


def choice(label: Any, *, required: bool = True, help_text: Any = "") -> Any:
    """One of the rows that the form puts in later."""
    return PickField(
        label=label, queryset=Decision.objects.none(), required=required, help_text=help_text,
        empty_label=cast("str", _CHOOSE) if required else "",
        error_messages={"required": _("Maak een keuze.")},
    )  # fmt: skip


class YearForm(forms.Form):
    """For which year the books begin."""

    year = forms.IntegerField(
        label=_("Jaar"), min_value=2020, max_value=2100,
        error_messages={
            "required": _("Vul een jaar in."), "invalid": _("Schrijf het jaar met vier cijfers."),
            "min_value": _("Kies een jaar vanaf 2020."), "max_value": _("Kies een jaar tot 2100."),
        },
    )  # fmt: skip


class _OfBudget(PickForm):
    """A form about the books of a year, with its decisions, partners and places to choose from."""

    # Whose decisions can be chosen: of these bodies, only of the centre municipality or not.
    decided_by: frozenset[str] = DECIDING
    is_of_centre = False

    def __init__(self, data: Any = None, *, budget: Budget, **options: Any) -> None:
        super().__init__(data, **options)
        self.budget = budget
        decisions = queries.decisions_about(budget).filter(body__kind__in=self.decided_by)
        if self.is_of_centre:
            decisions = decisions.filter(body__organisation__municipality__is_centre=True)
        for name in ("decision", "beyond"):
            self._offer(name, decisions, _decision_in_words)
        for name in ("carrier", "recipient"):
            self._offer(name, queries.partners(budget.region), str)
        self._offer("location", queries.places(budget.region), str)
        self._offer("funding", budget.fundings.order_by("kind", "source", "pk"), str)

    def _offer(self, name: str, rows: Any, in_words: Any) -> None:
        if name in self.fields:
            field: Any = self.fields[name]
            field.queryset = rows
            field.label_from_instance = in_words


class FundingForm(_OfBudget):
    """Money that comes in."""

    kind = forms.ChoiceField(label=_("Soort geld"), choices=Funding.Kind.choices)
    source = words(_("Van wie"), 140, help_text=_("Bijvoorbeeld: Ministerie van SZW."))
    amount_cents = EurosField(label=_("Bedrag in euro's"))
    decision = choice(_("Besluit"), required=False, help_text=_DECISION_HELP)
    received_on = day_field(
        _("Ontvangen op"), required=False,
        help_text=_("Is het geld er nog niet? Laat dit leeg. U vult het later in."),
    )  # fmt: skip
    account_before = day_field(
        _("Verantwoorden voor"), required=False,
        help_text=_("Wanneer moet u laten zien wat er met het geld is gedaan?"),
    )  # fmt: skip


class ReceivedForm(forms.Form):
    """On which day money came in."""

    received_on = day_field(_("Ontvangen op"))


class LineForm(_OfBudget):
    """What money is for."""

    purpose = forms.ChoiceField(label=_("Waarvoor"), choices=BudgetLine.Purpose.choices)
    title = words(_("Naam van de post"), 140)
    carrier = choice(
        _("Wie betaalt de kosten?"),
        help_text=_("Een lokaal Werkcentrum betaalt de regio: kies dan de centrumgemeente."),
    )
    location = choice(_("Locatie"), required=False, help_text=_("Alleen voor één locatie."))
    planned_cents = EurosField(label=_("Begroot in euro's"), least=0)


class ChangeForm(_OfBudget):
    """More or less for a line."""

    decided_by = DECIDING | {Body.Kind.COUNCIL}
    is_of_centre = True
    amount_cents = EurosField(
        label=_("Erbij of eraf, in euro's"), least=None,
        help_text=_("Zet een min voor een bedrag dat eraf gaat: -500,00."),
    )  # fmt: skip
    decision = choice(_("Besluit"), help_text=_DECISION_HELP)
    on = day_field(_("Op welke dag"))


class CommitmentForm(_OfBudget):
    """Money promised to somebody."""

    number = reference(_("Nummer"), help_text=_("Zoals in het financiële systeem."))
    counterparty = words(_("Aan wie"), 140)
    description = words(_("Waarvoor"), 280)
    amount_cents = EurosField(label=_("Bedrag in euro's"))
    funding = choice(_("Van welk geld"))
    committed_on = day_field(_("Op welke dag"))
    decision = choice(_("Besluit"), help_text=_DECISION_HELP)
    beyond = choice(
        _("Besluit om meer uit te geven"),
        required=False,
        help_text=_("Alleen als het geld op is en er een besluit is om toch meer vast te leggen."),
    )


class ExpenseForm(forms.Form):
    """What was really spent."""

    amount_cents = EurosField(
        label=_("Bedrag in euro's"), least=None,
        help_text=_("Komt er geld terug? Zet er dan een min voor: -50,00."),
    )  # fmt: skip
    booked_on = day_field(_("Geboekt op"))
    document_number = reference(_("Nummer van het stuk"), help_text=_("Bijvoorbeeld de factuur."))
    description = words(_("Waarvoor"), 280)


class TransferForm(_OfBudget):
    """Money that is passed on to who made the costs."""

    is_of_centre = True
    recipient = choice(_("Aan welke organisatie"))
    amount_cents = EurosField(label=_("Bedrag in euro's"))
    on = day_field(_("Op welke dag"))
    decision = choice(_("Besluit"), help_text=_DECISION_HELP)
    description = words(_("Waarvoor"), 280)


class AdviceForm(forms.Form):
    """What an organisation thinks of a budget."""

    text = FreeTextField(
        label=_("Uw advies"), max_length=4000, rows=8,
        help_text=_("Iedereen die de begroting mag lezen, leest dit advies."),
        error_messages={"required": _("Schrijf uw advies op.")},
    )  # fmt: skip


class CloseForm(forms.Form):
    """A tick by whoever is sure."""

    is_sure = forms.BooleanField(
        label=_("Alles staat in de boeken. Dit jaar kan dicht."),
        error_messages={"required": _("Zet een vinkje als u het zeker weet.")},
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Nothing that the action asks for."""
        return {}


class ImportForm(forms.Form):
    """A file with actual costs."""

    file = forms.FileField(
        label=_("CSV-bestand"), widget=forms.FileInput({"accept": ".csv,text/csv"}),
        error_messages={
            "required": _("Kies een bestand."), "empty": _("Dit bestand is leeg."),
            "missing": _("Kies een bestand."), "invalid": _("Kies een bestand."),
        },
    )  # fmt: skip

    def __init__(
        self, data: Any = None, files: Any = None, *, commitments: Mapping[str, Commitment]
    ) -> None:
        super().__init__(data, files)
        self._commitments = commitments
        self.problems: tuple[tuple[int, str], ...] = ()

    def clean_file(self) -> Any:
        """The bookings in it. What is wrong by row stands in `problems`."""
        sent = self.cleaned_data["file"]
        if sent.size > csv.MOST_BYTES:
            raise ValidationError(_("Dit bestand is te groot. Een bestand mag 2 MB zijn."))
        found = csv.read(sent.read(), self._commitments)
        self.problems = found.problems
        if not found.problems and not found.bookings:
            raise ValidationError(_("In dit bestand staan geen uitgaven."))
        return found.bookings


def on_the_first(today: date, year: int) -> date:
    """What a form begins with: today, or the last day of a year that is over."""
    return min(today, date(year, 12, 31)) if today.year >= year else date(year, 1, 1)


def _decision_in_words(decision: Decision) -> str:
    day = date_format(decision.decided_on, "j F Y")
    return f"{decision.number} {decision.title} ({decision.body.name}, {day})"
