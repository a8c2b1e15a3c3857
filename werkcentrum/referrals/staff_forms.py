"""What staff fill in about enquiries."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from werkcentrum.accounts.models import Membership, User
from werkcentrum.casework.models import Aftercare, Client, ContactMoment, Enquiry, PlanAction
from werkcentrum.core.forms import FreeTextField, day_field, no_standing_number
from werkcentrum.core.reach import ADDRESS_LENGTH, NAME_LENGTH, address_for, name_to_use
from werkcentrum.partners.models import Organisation, Region
from werkcentrum.referrals.staff_words import OWNERS, URGENCIES

_FAR: Final = timedelta(days=2 * 366)
_CHOOSE: Final = ("", _("Kies"))
_NOBODY: Final = "niemand"


class NoteForm(forms.Form):
    """A note. `version` is the one that was read, 0 for a new note."""

    body = FreeTextField(label=_("Notitie"), max_length=10_000, rows=12)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)


class DraftForm(NoteForm):
    """What somebody is still writing; it may be empty."""

    body = FreeTextField(label=_("Notitie"), max_length=10_000, rows=12, required=False)
    note = forms.UUIDField(required=False)


class GoalForm(forms.Form):
    """A goal in the words of the person."""

    wish = FreeTextField(
        label=_("Wat wil de klant bereiken?"), max_length=280, rows=2,
        help_text=_("Schrijf het op in de woorden van de klant. Het komt op papier."),
    )  # fmt: skip


class StepForm(forms.Form):
    """A step towards a goal: what, who and by when."""

    what = FreeTextField(label=_("Wat gaat er gebeuren?"), max_length=280, rows=2)
    owner = forms.ChoiceField(
        label=_("Wie doet het?"), choices=list(OWNERS.items()), widget=forms.RadioSelect
    )
    partner = forms.ModelChoiceField(
        label=_("Welke partner?"), queryset=Organisation.objects.none(), required=False,
        empty_label=str(_("geen partner")),
    )  # fmt: skip
    due_on = day_field(_("Klaar op"), required=False)
    sometimes_needed = ("partner",)

    def __init__(
        self, data: Any = None, *, region: Region, today: date, prefix: str, shown: Any = None
    ) -> None:
        """`shown`: the choices of another form for the same region, which were read already."""
        super().__init__(data, prefix=prefix)
        self._today = today
        partners = Organisation.objects.filter(region=region).order_by("name", "id")
        self.fields["partner"].queryset = partners  # type: ignore[attr-defined]
        if shown is not None:
            self.fields["partner"].choices = shown  # type: ignore[attr-defined]

    def clean_due_on(self) -> date | None:
        """Not years ago or away."""
        day: date | None = self.cleaned_data["due_on"]
        if day is not None and not self._today <= day <= self._today + _FAR:
            raise ValidationError(_("Kies vandaag of een latere dag."))
        return day

    def clean(self) -> dict[str, Any]:
        """A partner where a partner does it, and only there."""
        values = self.cleaned_data
        is_partner = values.get("owner") == PlanAction.Owner.PARTNER
        if is_partner and not values.get("partner"):
            self.add_error("partner", _("Kies welke partner dit doet."))
        elif not is_partner:
            values["partner"] = None
        return values


class SortForm(forms.Form):
    """What an enquiry is about, and whether it can wait."""

    themes = forms.MultipleChoiceField(
        label=_("Waar gaat het over?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    urgency = forms.ChoiceField(
        label=_("Heeft het haast?"), required=False, widget=forms.RadioSelect,
        choices=[("", _("nee")), *URGENCIES.items()],
    )  # fmt: skip

    def __init__(self, data: Any = None, *, enquiry: Enquiry, themes: Mapping[str, str]) -> None:
        initial = {"themes": enquiry.themes, "urgency": enquiry.urgency}
        super().__init__(data, initial=initial, auto_id="soort-%s")
        self.fields["themes"].choices = list(themes.items())  # type: ignore[attr-defined]


class ContactForm(forms.Form):
    """That there was contact, or that somebody tried."""

    channel = forms.ChoiceField(
        label=_("Hoe?"), choices=ContactMoment.Channel.choices, widget=forms.RadioSelect,
        initial=ContactMoment.Channel.PHONE,
    )  # fmt: skip
    is_reached = forms.TypedChoiceField(
        label=_("Heeft u de klant gesproken?"), widget=forms.RadioSelect,
        choices=[("ja", _("ja")), ("nee", _("nee, niet bereikt"))],
        coerce=lambda typed: typed == "ja",
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="contact-%s")


class _DecidesForm(forms.Form):
    """Who decides for somebody by law: a name with what they are, or neither."""

    representative = forms.ChoiceField(
        label=_("Beslist iemand anders voor de klant?"), required=False,
        choices=[("", _("nee")), *Client.Representative.choices],
        help_text=_("Voor wie jonger is dan 16, of onder curatele staat."),
    )  # fmt: skip
    representative_name = forms.CharField(
        label=_("Hoe heet die persoon?"), required=False, max_length=NAME_LENGTH,
        validators=[no_standing_number],
    )  # fmt: skip
    sometimes_needed: tuple[str, ...] = ("representative_name",)

    def clean(self) -> dict[str, Any]:
        """Both, or nobody."""
        values = self.cleaned_data
        if bool(values.get("representative_name")) != bool(values.get("representative")):
            self.add_error("representative_name", _("Kies wie het is, en schrijf de naam op."))
        return values


class RepresentativeForm(_DecidesForm):
    """The same for somebody who is known."""

    def __init__(self, data: Any = None, *, client: Client) -> None:
        known = {
            "representative": client.representative,
            "representative_name": client.representative_name,
        }
        super().__init__(data, initial=known, auto_id="beslist-%s")


class NameForm(_DecidesForm):
    """Who somebody is who asked without a name, and at most one way to reach them."""

    name_to_use = forms.CharField(label=_("Hoe heet de klant?"), max_length=NAME_LENGTH)
    reach = forms.ChoiceField(
        label=_("Hoe kunnen wij de klant bereiken?"), required=False, widget=forms.RadioSelect,
        choices=[("", _("Niet, de klant komt zelf terug")), *Client.Reach.choices],
    )  # fmt: skip
    address = forms.CharField(
        label=_("E-mailadres, telefoonnummer of adres"), required=False,
        max_length=ADDRESS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
    )  # fmt: skip
    field_order = ("name_to_use", "reach", "address")
    sometimes_needed = ("address", "representative_name")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="naam-%s")

    def clean_name_to_use(self) -> str:
        """A name in any script."""
        return name_to_use(self.cleaned_data["name_to_use"], str(_("Schrijf een naam op.")))

    def clean(self) -> dict[str, Any]:
        """An address that fits the way to reach somebody, and a name with a representative."""
        values = super().clean()
        reach, typed = values.get("reach", ""), values.get("address", "").strip()
        if reach:
            try:
                values["address"] = address_for(reach, typed)
            except ValidationError as wrong:
                self.add_error("address", wrong)
        elif typed:
            self.add_error("reach", _("Kies of dit een e-mailadres, een nummer of een adres is."))
        return values


class CloseForm(forms.Form):
    """What came of it, and when the person may be asked how it went.

    While a referral is open the adviser says that they know how it ended: then it stops.
    """

    outcome = forms.ChoiceField(label=_("Wat is ervan gekomen?"))
    aftercare = forms.MultipleChoiceField(
        label=_("Wanneer mag u vragen hoe het gaat?"), required=False,
        choices=Aftercare.Moment.choices, widget=forms.CheckboxSelectMultiple,
        help_text=_("Alleen als de klant dat goed vindt."),
    )  # fmt: skip
    is_outcome_stated = forms.BooleanField(
        label=_("Ik weet hoe het afliep. Stop wat nog bij partners loopt."), required=False
    )

    def __init__(self, data: Any = None, *, open_count: int) -> None:
        super().__init__(data, auto_id="sluiten-%s")
        if not open_count:
            del self.fields["is_outcome_stated"]
        choices = [_CHOOSE, *Enquiry.Outcome.choices]
        self.fields["outcome"].choices = choices  # type: ignore[attr-defined]

    def clean_is_outcome_stated(self) -> bool:
        """Nobody is forgotten at a partner."""
        if not self.cleaned_data["is_outcome_stated"]:
            raise ValidationError(_(
                "Er loopt nog een doorverwijzing. Wacht op de partner, of zeg dat u weet hoe het "
                "afliep."
            ))  # fmt: skip
        return True


class AftercareForm(forms.Form):
    """How it went afterwards."""

    is_reached = forms.TypedChoiceField(
        label=_("Heeft u de klant gesproken?"), widget=forms.RadioSelect,
        choices=[("ja", _("ja")), ("nee", _("nee, niet bereikt"))],
        coerce=lambda typed: typed == "ja",
    )  # fmt: skip
    outcome = forms.ChoiceField(label=_("Hoe gaat het nu?"), required=False)

    def __init__(self, data: Any = None, *, prefix: str = "") -> None:
        super().__init__(data, prefix=prefix)
        choices = [("", _("weet ik niet")), *Enquiry.Outcome.choices]
        self.fields["outcome"].choices = choices  # type: ignore[attr-defined]


class GiveForm(forms.Form):
    """Which colleague gets the enquiry; nobody: it goes back to the list."""

    to = forms.ChoiceField(
        label=_("Aan wie?"), error_messages={"required": _("Kies aan wie u de vraag geeft.")}
    )

    def __init__(self, data: Any = None, *, colleagues: Iterable[Membership]) -> None:
        super().__init__(data)
        self._works = {str(work.pk): work for work in colleagues}
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            _CHOOSE,
            (_NOBODY, _("niemand: terug naar ‘Nog van niemand’")),
            *((key, f"{w.user.email}, {w.organisation.name}") for key, w in self._works.items()),
        ]

    @property
    def colleague(self) -> User | None:
        """Who gets it, working as what was chosen."""
        work = self._works.get(self.cleaned_data["to"])
        if work is None:
            return None
        work.user.chosen_work = work.pk
        return work.user


class ManagerForm(forms.Form):
    """Who is the one contact of an employer."""

    manager = forms.ChoiceField(
        label=_("Wie is het vaste contact?"), error_messages={"required": _("Kies een collega.")}
    )

    def __init__(self, data: Any = None, *, managers: Iterable[User]) -> None:
        super().__init__(data, auto_id="accountmanager-%s")
        self._managers = {str(user.pk): user for user in managers}
        self.fields["manager"].choices = [  # type: ignore[attr-defined]
            _CHOOSE,
            *((key, user.email) for key, user in self._managers.items()),
        ]

    def clean_manager(self) -> User:
        """One of them."""
        return self._managers[self.cleaned_data["manager"]]


class KnownForm(forms.Form):
    """The address or number of which somebody asks whether it is known here."""

    address = forms.CharField(
        label=_("E-mailadres of telefoonnummer"), max_length=254,
        help_text=_("Precies zoals de klant het zegt. U ziet alleen wie al helpt."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
