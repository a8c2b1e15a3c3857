"""What staff write down about formal requests, channels and outages."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from werkcentrum.core.forms import FreeTextField, day_field
from werkcentrum.core.picks import PickField, PickForm
from werkcentrum.formal.models import Addressee, FormalChannel, FormalTerm, Kind, Outage
from werkcentrum.partners.models import Organisation, Region

_MOMENT: Final = {"type": "datetime-local"}
# Nothing is sent somewhere, or ended, because that stood on top.
_CHOOSE: Final = "Kies"
_MOMENT_FORMAT: Final = "%Y-%m-%dT%H:%M"
_OUTCOMES: Final = {
    Addressee.Outcome.GRANTED: _("Kreeg gelijk, of wat gevraagd werd"),
    Addressee.Outcome.PARTLY: _("Voor een deel"),
    Addressee.Outcome.REFUSED: _("Afgewezen"),
    Addressee.Outcome.SOLVED: _("Samen opgelost"),
    Addressee.Outcome.WITHDRAWN: _("Ingetrokken"),
}


class ExtendForm(forms.Form):
    """Why it takes longer; the person reads it."""

    reason = FreeTextField(
        label=_("Waarom duurt het langer?"), max_length=500, rows=3,
        help_text=_("De persoon leest deze reden. Schrijf geen namen op."),
        error_messages={"required": _("Schrijf op waarom het langer duurt.")},
    )  # fmt: skip


class ForwardForm(forms.Form):
    """Who must answer instead."""

    channel = forms.ModelChoiceField(
        label=_("Welke organisatie gaat hierover?"), queryset=FormalChannel.objects.none(),
        empty_label=_CHOOSE, error_messages={"required": _("Kies een organisatie.")},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, channels: Sequence[FormalChannel]) -> None:
        super().__init__(data)
        field = cast("forms.ModelChoiceField[Any]", self.fields["channel"])
        field.queryset = FormalChannel.objects.filter(
            pk__in=[channel.pk for channel in channels]
        ).select_related("organisation").order_by("organisation__name")  # fmt: skip
        field.label_from_instance = lambda obj: obj.organisation.name  # type: ignore[method-assign]


class FinishForm(forms.Form):
    """How it ended."""

    outcome = forms.ChoiceField(
        label=_("Hoe liep het af?"), choices=[("", _CHOOSE), *_OUTCOMES.items()],
        error_messages={"required": _("Kies hoe het afliep.")},
    )  # fmt: skip


class ChannelForm(PickForm):
    """Where an organisation receives one kind of message, and from when."""

    kind = forms.ChoiceField(label=_("Soort"), choices=Kind.choices)
    organisation = PickField(
        label=_("Organisatie"), queryset=Organisation.objects.none(), empty_label=_CHOOSE,
        error_messages={"required": _("Kies een organisatie.")},
    )  # fmt: skip
    email = forms.EmailField(
        label=_("E-mailadres van de organisatie hiervoor"),
        error_messages={
            "required": _("Vul een e-mailadres in."), "invalid": _("Dit is geen e-mailadres."),
        },
    )  # fmt: skip
    starts_on = day_field(_("Vanaf welke dag"))

    def __init__(self, data: Any = None, *, region: Region, today: date) -> None:
        super().__init__(data, initial={"starts_on": today})
        field = cast("forms.ModelChoiceField[Any]", self.fields["organisation"])
        field.queryset = Organisation.objects.filter(region=region).order_by("name", "pk")

    def clean(self) -> dict[str, Any]:
        """One channel at a time for an organisation and a kind."""
        found = super().clean() or {}
        known = FormalChannel.objects.filter(
            organisation=found.get("organisation"), kind=found.get("kind", ""), ends_on=None
        )
        if known.exists():
            self.add_error(
                "organisation", _("Deze organisatie ontvangt dit al. Beëindig dat eerst.")
            )
        return found


class TermForm(forms.Form):
    """Another term, for what comes in from a day on."""

    kind = forms.ChoiceField(label=_("Soort"), choices=Kind.choices)
    starts_on = day_field(_("Voor wat binnenkomt vanaf"))
    term = forms.IntegerField(
        label=_("Hoe lang mag het antwoord duren?"), min_value=1, max_value=52
    )
    extra = forms.IntegerField(
        label=_("Hoeveel langer mag het, één keer?"), min_value=1, max_value=52
    )
    unit = forms.ChoiceField(
        label=_("In weken of maanden?"), choices=FormalTerm.Unit.choices, widget=forms.RadioSelect,
        initial=FormalTerm.Unit.WEEKS,
    )  # fmt: skip
    law = forms.CharField(
        label=_("Waar staat dat?"), max_length=140,
        help_text=_("Bijvoorbeeld: artikel 4.4 van de Wet open overheid."),
    )  # fmt: skip


class OutageForm(forms.Form):
    """What did not work, from when, and until when."""

    kinds = forms.MultipleChoiceField(
        label=_("Wat werkte niet?"), choices=Kind.choices, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies wat niet werkte.")},
    )  # fmt: skip
    starts_at = forms.DateTimeField(
        label=_("Sinds wanneer"), widget=forms.DateTimeInput(_MOMENT, format=_MOMENT_FORMAT),
        input_formats=[_MOMENT_FORMAT], error_messages={
            "required": _("Vul in wanneer het begon."),
            "invalid": _("Schrijf dag en tijd als 2026-12-31T09:30."),
        },
    )  # fmt: skip
    ends_at = forms.DateTimeField(
        label=_("Tot wanneer"), required=False, input_formats=[_MOMENT_FORMAT],
        widget=forms.DateTimeInput(_MOMENT, format=_MOMENT_FORMAT),
        help_text=_("Laat dit leeg als het nog niet voorbij is."),
        error_messages={"invalid": _("Schrijf dag en tijd als 2026-12-31T09:30.")},
    )  # fmt: skip
    late_until = day_field(
        _("Later sturen mag tot en met"), required=False, help_text=_(
            "Alleen als in deze tijd een termijn van een inwoner afliep. "
            "Geef ten minste zoveel dagen extra als de storing duurde."
        ),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, at: datetime) -> None:
        super().__init__(data, initial={"starts_at": at})
        self._at = at

    def clean(self) -> dict[str, Any]:
        """It began, and ended after that; who was late gets as much time as it lasted."""
        found = super().clean() or {}
        starts_at, ends_at = found.get("starts_at"), found.get("ends_at")
        if starts_at and starts_at > self._at:
            self.add_error("starts_at", _("Dit is nog niet geweest."))
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", _("Het einde moet na het begin liggen."))
        elif starts_at and ends_at:
            _check_late_until(self, starts_at, ends_at)
        return found


class EndOutageForm(forms.Form):
    """It works again; until when somebody may still send."""

    late_until = OutageForm.base_fields["late_until"]

    def __init__(self, data: Any = None, *, outage: Outage, ends_at: datetime) -> None:
        super().__init__(data, auto_id=f"{outage.pk}-%s")
        self._span = outage.starts_at, ends_at

    def clean(self) -> dict[str, Any]:
        """Who was late gets at least as much time as it lasted."""
        _check_late_until(self, *self._span)
        return self.cleaned_data


def _check_late_until(form: forms.Form, starts_at: datetime, ends_at: datetime) -> None:
    """An explanation of the law says: the time that it lasted, at the least (Awb 2:21)."""
    late_until = form.cleaned_data.get("late_until")
    lasted: timedelta = ends_at - starts_at
    first = (ends_at + lasted).date()
    if late_until is not None and late_until < first:
        form.add_error("late_until", _("Dat is te kort. De storing duurde langer."))
