"""What an adviser fills in to bring somebody to a partner, and to go on from there."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from werkcentrum.accounts.models import User
from werkcentrum.appointments.models import Channel
from werkcentrum.core.forms import FreeTextField
from werkcentrum.partners.models import Municipality, Region, Team
from werkcentrum.privacy.models import Data
from werkcentrum.referrals.models import Referral
from werkcentrum.referrals.staff_refer_queries import Target

# The labels of `Data` are for the person.
DATA: Final = (
    (Data.NAME, _("de naam")),
    (Data.REACH, _("hoe de klant te bereiken is")),
    (Data.LANGUAGE, _("de taal")),
    (Data.QUESTION, _("de vraag, met uw bericht")),
    (Data.BENEFIT, _("iets over de uitkering (alleen aan gemeenten en UWV)")),
    (Data.OUTCOME, _("wat er eerder van gekomen is")),
)
_BY_THEMSELVES: Final = ("", _("de partner neemt zelf contact op"))
_ON_THE_PHONE: Final = (Referral.Warmth.CALL.value, Referral.Warmth.CALL.label)
_NO_NAMES: Final = _(
    "Alleen wat de partner moet weten om te beginnen. Schrijf geen namen op: u blijft het contact."
)
_CHOOSE: Final = ("", _("Kies"))
_USUAL: Final = (Data.NAME, Data.REACH, Data.LANGUAGE, Data.QUESTION)


class ReferForm(forms.Form):
    """Which team, for what, and what goes along: as little as the team needs."""

    target = forms.ChoiceField(
        label=_("Naar wie?"), error_messages={"required": _("Kies een dienst of een team.")}
    )
    theme = forms.ChoiceField(label=_("Over welk onderwerp?"), required=False)
    summary = FreeTextField(
        label=_("Uw bericht aan de partner"), max_length=2000, rows=4, required=False,
        help_text=_("Alleen wat de partner moet weten om te beginnen. Schrijf geen ziekte op."),
    )  # fmt: skip
    shared = forms.MultipleChoiceField(
        label=_("Wat gaat er mee?"), choices=DATA, required=False, initial=_USUAL,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    warmth = forms.ChoiceField(
        label=_("Hoe brengt u ze bij elkaar?"), required=False, widget=forms.RadioSelect,
        choices=[_BY_THEMSELVES, *Referral.Warmth.choices],
    )  # fmt: skip

    def __init__(
        self,
        data: Any = None,
        *,
        targets: Sequence[Target],
        themes: Sequence[tuple[str, str]],
        is_anonymous: bool,
        is_employer: bool = False,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self._targets = {target.key: target for target in targets}
        self.fields["target"].choices = _grouped(targets)  # type: ignore[attr-defined]
        self.fields["theme"].choices = list(themes)  # type: ignore[attr-defined]
        if len(themes) < 2:
            self.fields["theme"].widget = forms.HiddenInput()
            self.initial["theme"] = themes[0][0] if themes else ""
        if is_anonymous:
            for name in ("shared", "summary", "warmth"):
                del self.fields[name]
        if is_employer:
            del self.fields["shared"]
            self.fields["summary"].help_text = _NO_NAMES
            self.fields["warmth"].choices = [_BY_THEMSELVES, _ON_THE_PHONE]  # type: ignore[attr-defined]

    def clean_target(self) -> Target:
        """A team that may receive."""
        return self._targets[self.cleaned_data["target"]]

    def clean(self) -> dict[str, Any]:
        """A message only goes along with the question."""
        values = self.cleaned_data
        with_question = Data.QUESTION in values.get("shared", ()) or "shared" not in self.fields
        if values.get("summary") and not with_question:
            self.add_error("shared", _("U schreef een bericht. Laat dan ook de vraag meegaan."))
        return values


class PlaceForm(forms.Form):
    """Where somebody lives: what helps people elsewhere need not stand in the list."""

    gemeente = forms.ModelChoiceField(
        label=_("Waar woont de klant?"), queryset=Municipality.objects.none(), required=False,
        to_field_name="key", empty_label=str(_("weet ik niet")),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, region: Region, is_employer: bool = False) -> None:
        super().__init__(data, auto_id="plek-%s")
        if is_employer:
            self.fields["gemeente"].label = _("Waar zit het bedrijf?")
        found = Municipality.objects.filter(region=region).order_by("name")
        self.fields["gemeente"].queryset = found  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Municipality | None:
        """The municipality, if any."""
        return self.cleaned_data.get("gemeente") if self.is_valid() else None


class AnswerForm(forms.Form):
    """An answer to the question of a team."""

    body = FreeTextField(
        label=_("Uw antwoord aan het team"), max_length=2000,
        error_messages={"required": _("Schrijf eerst uw antwoord.")},
    )  # fmt: skip


class HandoverForm(forms.Form):
    """How the three meet: at a table, or on one line."""

    channel = forms.ChoiceField(
        label=_("Hoe spreekt u elkaar?"), choices=Channel.choices, widget=forms.RadioSelect
    )

    def __init__(self, data: Any = None, *, warmth: str) -> None:
        is_call = warmth == Referral.Warmth.CALL
        super().__init__(data, initial={"channel": Channel.PHONE if is_call else Channel.OFFICE})


class CompanionForm(forms.Form):
    """Who comes for the team; no field where nobody of it has an account here."""

    companion = forms.ChoiceField(
        label=_("Wie komt er van het team?"), required=False,
        help_text=_("De afspraak staat dan ook in de agenda van deze collega."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, people: Sequence[User]) -> None:
        super().__init__(data)
        self._people = {str(user.pk): user for user in people}
        choices = [("", _("weet ik nog niet")), *((k, u.email) for k, u in self._people.items())]
        self.fields["companion"].choices = choices  # type: ignore[attr-defined]
        if not people:
            del self.fields["companion"]

    @property
    def chosen(self) -> User | None:
        """The colleague, if any."""
        key = self.cleaned_data.get("companion") if self.is_valid() else None
        return self._people.get(key) if key else None


class OtherTeamForm(forms.Form):
    """Another team for the same question."""

    team = forms.ChoiceField(
        label=_("Welk team?"), error_messages={"required": _("Kies een team.")}
    )

    def __init__(self, data: Any = None, *, teams: Sequence[Team]) -> None:
        super().__init__(data)
        self._teams = {str(team.pk): team for team in teams}
        choices = [_CHOOSE, *((key, str(team)) for key, team in self._teams.items())]
        self.fields["team"].choices = choices  # type: ignore[attr-defined]

    def clean_team(self) -> Team:
        """One that may receive."""
        found = self._teams.get(self.cleaned_data["team"])
        if found is None:
            raise ValidationError(_("Kies een team."))
        return found


def _grouped(targets: Sequence[Target]) -> list[tuple[Any, Any]]:
    """First what fits the question, then every other service, then every team by its name."""
    groups = (
        (_("Past bij deze vraag"), [t for t in targets if t.fits]),
        (_("Andere diensten"), [t for t in targets if t.service and not t.fits]),
        (_("Alle teams"), [t for t in targets if not t.service]),
    )
    chosen = [
        (label, [(target.key, target.title) for target in found])
        for label, found in groups
        if found
    ]
    # Nobody is brought somewhere because that stood on top.
    return [_CHOOSE, *chosen]
