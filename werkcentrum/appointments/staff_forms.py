"""What staff fill in about appointments. What a rule refuses is told in the form."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from werkcentrum.accounts.models import User
from werkcentrum.appointments import rules
from werkcentrum.appointments.models import (
    Appointment,
    AppointmentSlot,
    Channel,
    Offer,
    ServiceType,
)
from werkcentrum.appointments.queries import slot_for
from werkcentrum.casework.models import Client
from werkcentrum.core.clock import AMSTERDAM
from werkcentrum.core.forms import FreeTextField, day_field, no_standing_number
from werkcentrum.core.phone import international
from werkcentrum.core.typed import mail_address
from werkcentrum.partners.hours import instant
from werkcentrum.partners.models import Location, Region

# Further ahead nobody plans; a later day is a slip.
_FAR: Final = timedelta(days=2 * 366)
_ADDRESS_LINES: Final = range(2, 8)
_END_FIRST: Final = _("De eindtijd moet na de begintijd liggen.")
_ANYBODY: Final = ("", _("Maakt niet uit"))


def time_field(label: Any, **options: Any) -> forms.TimeField:
    """A time on the clock."""
    return forms.TimeField(
        label=label, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        error_messages={"invalid": _("Schrijf een tijd als 13:00.")}, **options,
    )  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """For which times to look."""

    first: date
    party_size: int = 1
    adviser: UUID | None = None
    overbook: bool = False


class TimesForm(forms.Form):
    """For which times to look: what and where, from which day, for how many, with whom."""

    offer = forms.ChoiceField(label=_("Waarvoor, en waar?"))
    adviser = forms.ChoiceField(label=_("Met wie?"), required=False)
    first = day_field(_("Vanaf welke dag?"))
    party_size = forms.IntegerField(
        label=_("Met hoeveel mensen?"), min_value=1, max_value=rules.MOST_PEOPLE, initial=1
    )
    overbook = forms.BooleanField(
        label=_("Ook tijden die vol zijn"), required=False,
        help_text=_("De afspraak komt er dan bij. Dit staat in het logboek."),
    )  # fmt: skip

    def __init__(
        self,
        data: Any = None,
        *,
        offers: Sequence[Offer],
        today: date,
        may_overbook: bool = False,
        is_move: bool = False,
    ) -> None:
        super().__init__(data, initial={"first": today})
        self._offers = {str(offer.pk): offer for offer in offers}
        self._today = today
        self.fields["offer"].choices = [  # type: ignore[attr-defined]
            (key, _offer_label(offer)) for key, offer in self._offers.items()
        ]
        self.fields["adviser"].choices = [_ANYBODY, *self._pool()]  # type: ignore[attr-defined]
        if is_move:
            del self.fields["party_size"]
        if is_move or not may_overbook:
            del self.fields["overbook"]

    @property
    def offer_shown(self) -> Offer | None:
        """The chosen offer, or the first; None when there are none."""
        typed = self.data.get("offer", "") if self.is_bound else ""
        return self._offers.get(typed) or next(iter(self._offers.values()), None)

    def clean_first(self) -> date:
        """Today or later, and not years away."""
        first: date = self.cleaned_data["first"]
        if not self._today <= first <= self._today + _FAR:
            raise ValidationError(_("Kies vandaag of een latere dag."))
        return first

    def wanted(self) -> Wanted:
        """What to look for, as far as it is known."""
        values = self.cleaned_data if self.is_bound and self.is_valid() else {}
        adviser = values.get("adviser")
        return Wanted(
            first=values.get("first", self._today),
            party_size=values.get("party_size", 1),
            adviser=UUID(adviser) if adviser else None,
            overbook=values.get("overbook", False),
        )

    def _pool(self) -> list[tuple[str, str]]:
        offer = self.offer_shown
        rows = offer.pool.select_related("adviser") if offer else []
        found = [(str(row.adviser_id), row.public_name or row.adviser.email) for row in rows]
        if self.is_bound and self.data.get("adviser") not in dict(found):
            # Somebody of another offer; nobody of this one was chosen yet.
            self.data = {**self.data.dict(), "adviser": ""}  # type: ignore[attr-defined]
        return found


class SlotForm(forms.Form):
    """The time that was chosen."""

    slot = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={"required": _("Kies een tijd."), "invalid": _("Kies een tijd.")},
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, region: Region, **options: Any) -> None:
        initial = {"request_key": uuid4(), **options.pop("initial", {})}
        super().__init__(data, initial=initial, **options)
        self._region = region

    def clean_slot(self) -> AppointmentSlot:
        """A slot of this region."""
        slot = slot_for(self._region, self.cleaned_data["slot"])
        if slot is None:
            raise ValidationError(_("Kies een tijd."))
        return slot


class BookForm(forms.Form):
    """Who comes, how, and how to reach them."""

    channel = forms.ChoiceField(
        label=_("Hoe?"), choices=Channel.choices, widget=forms.RadioSelect, initial=Channel.OFFICE
    )
    name_to_use = forms.CharField(
        label=_("Hoe heet de bezoeker?"), max_length=120, validators=[no_standing_number]
    )
    reach = forms.ChoiceField(
        label=_("Hoe kunnen wij de bezoeker bereiken?"), required=False, widget=forms.RadioSelect,
        choices=[("", _("Niet, de bezoeker krijgt een papier mee")), *Client.Reach.choices],
    )  # fmt: skip
    address = forms.CharField(
        label=_("E-mailadres, telefoonnummer of adres"), required=False, max_length=254,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("In welke taal schrijven wij?"), choices=settings.LANGUAGES, initial="nl"
    )
    own_words = FreeTextField(
        label=_("Waar wil de bezoeker over praten?"), required=False, max_length=2000, rows=3,
        help_text=_("Schrijf alleen op wat de bezoeker zelf wil meegeven."),
    )  # fmt: skip
    sometimes_needed = ("address",)

    def clean(self) -> dict[str, Any]:
        """An address that fits the way to reach somebody."""
        values = self.cleaned_data
        reach, typed = values.get("reach", ""), values.get("address", "").strip()
        if reach and not typed:
            self.add_error("address", _("Schrijf op waar wij de bezoeker bereiken."))
        elif typed and not reach and "reach" not in self.errors:
            self.add_error("reach", _("Kies of dit een e-mailadres, een nummer of een adres is."))
        elif reach:
            try:
                values["address"] = clean_address(reach, typed)
            except ValidationError as wrong:
                self.add_error("address", wrong)
        return values

    @property
    def contact(self) -> dict[str, str]:
        """Whom it is for: what `actions.Contact` takes."""
        names = ("name_to_use", "reach", "address", "language")
        return {name: self.cleaned_data[name] for name in names}


class CancelForm(forms.Form):
    """Why an appointment is called off."""

    reason = forms.ChoiceField(label=_("Waarom?"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="afzeggen-%s")
        reasons = Appointment.Reason
        choices = [c for c in reasons.choices if c[0] != reasons.SESSION]
        self.fields["reason"].choices = choices  # type: ignore[attr-defined]


class AbsenceForm(forms.Form):
    """Who is away, and from when until when; whole days when no times are given."""

    adviser = forms.ChoiceField(label=_("Wie is er niet?"))
    first = day_field(_("Vanaf welke dag?"))
    opens = time_field(_("Vanaf hoe laat?"), required=False)
    last = day_field(_("Tot en met welke dag?"))
    closes = time_field(_("Tot hoe laat?"), required=False)

    def __init__(
        self, data: Any = None, *, advisers: Sequence[tuple[UUID, str]], me: UUID, today: date
    ) -> None:
        mine = str(me) if me in dict(advisers) else None
        super().__init__(data, initial={"adviser": mine, "first": today, "last": today})
        self._today = today
        choices = [(str(key), name) for key, name in advisers]
        self.fields["adviser"].choices = choices  # type: ignore[attr-defined]

    def clean_last(self) -> date:
        """Not years away."""
        last: date = self.cleaned_data["last"]
        if not self._today <= last <= self._today + _FAR:
            raise ValidationError(_("Kies vandaag of een latere dag."))
        return last

    def clean_first(self) -> date:
        """Not years ago or away."""
        first: date = self.cleaned_data["first"]
        if not self._today - _FAR <= first <= self._today + _FAR:
            raise ValidationError(_("Deze dag is te ver weg."))
        return first

    def clean(self) -> dict[str, Any]:
        """The end after the start."""
        values = self.cleaned_data
        if not self.errors:
            values["starts_at"] = instant(AMSTERDAM, values["first"], values["opens"] or time())
            until = (values["last"], values["closes"])
            if until[1] is None:
                until = (values["last"] + timedelta(days=1), time())
            values["ends_at"] = instant(AMSTERDAM, *until)
            if values["ends_at"] <= values["starts_at"]:
                self.add_error("closes", _END_FIRST)
        return values


class SessionForm(forms.Form):
    """A workshop or meeting for a group."""

    title = forms.CharField(label=_("Hoe heet de bijeenkomst?"), max_length=120)
    description = forms.CharField(
        label=_("Wat gaat u doen?"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    location = forms.ModelChoiceField(
        label=_("Waar?"), queryset=Location.objects.none(), empty_label=None
    )
    on = day_field(_("Op welke dag?"))
    opens = time_field(_("Van"))
    closes = time_field(_("Tot"))
    capacity = forms.IntegerField(
        label=_("Voor hoeveel mensen?"), min_value=1, max_value=rules.MOST_PLACES, initial=10
    )

    def __init__(self, data: Any = None, *, region: Region, at: datetime) -> None:
        super().__init__(data)
        self._at = at
        locations = Location.objects.filter(region=region).order_by("name")
        self.fields["location"].queryset = locations  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The times as instants at the location, in order and to come."""
        values = self.cleaned_data
        if not self.errors:
            zone = values["location"].zone
            if values["on"] > self._at.date() + _FAR:
                self.add_error("on", _("Deze dag is te ver weg."))
                return values
            values["starts_at"] = instant(zone, values.pop("on"), values["opens"])
            start = values["starts_at"].astimezone(zone).date()
            values["ends_at"] = instant(zone, start, values["closes"])
            refusal = rules.may_plan_session(
                starts_at=values["starts_at"], ends_at=values["ends_at"],
                capacity=values["capacity"], at=self._at,
            )  # fmt: skip
            if refusal:
                self.add_error("opens", str(refusal))
        return values

    @property
    def session(self) -> dict[str, Any]:
        """What `plan_group_session` takes."""
        names = ("title", "description", "location", "starts_at", "ends_at", "capacity")
        return {name: self.cleaned_data[name] for name in names}


class ServiceTypeForm(forms.Form):
    """A reason for a visit."""

    name = forms.CharField(label=_("Hoe heet deze afspraak voor bezoekers?"), max_length=80)
    explanation = forms.CharField(
        label=_("Uitleg voor bezoekers"), required=False, max_length=280,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    minutes = forms.IntegerField(
        label=_("Hoeveel minuten?"), min_value=5, max_value=480, initial=30
    )
    channels = forms.MultipleChoiceField(
        label=_("Hoe kan het?"), choices=Channel.choices, initial=[Channel.OFFICE],
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    themes = forms.MultipleChoiceField(
        label=_("Over welke onderwerpen?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    notice_hours = forms.IntegerField(
        label=_("Hoeveel uur van tevoren kunnen bezoekers nog kiezen?"), min_value=0,
        max_value=1000, initial=4,
    )  # fmt: skip
    is_adviser_chosen = forms.BooleanField(label=_("De bezoeker kiest met wie"), required=False)
    is_confirmed_by_mail = forms.BooleanField(
        label=_("De bezoeker moet op een knop in een e-mail drukken"), required=False
    )
    is_public = forms.BooleanField(
        label=_("Bezoekers kunnen dit zelf kiezen op de website"), required=False, initial=True
    )

    def __init__(
        self, data: Any = None, *, themes: dict[str, str], kind: ServiceType | None = None
    ) -> None:
        names = self.base_fields
        super().__init__(data, initial={n: getattr(kind, n) for n in names} if kind else None)
        # A theme that went stays with what was about it, until somebody takes it away.
        gone = {key: key for key in (kind.themes if kind else []) if key not in themes}
        self.fields["themes"].choices = [*themes.items(), *gone.items()]  # type: ignore[attr-defined]


class OfferForm(forms.Form):
    """What can be booked where: so many at a time, or with these people."""

    location = forms.ModelChoiceField(
        label=_("Waar?"), queryset=Location.objects.none(), empty_label=None
    )
    service_type = forms.ModelChoiceField(
        label=_("Welke afspraak?"), queryset=ServiceType.objects.none(), empty_label=None
    )
    capacity = forms.IntegerField(
        label=_("Hoeveel gesprekken tegelijk?"), min_value=1, max_value=50, initial=1,
        help_text=_("Dit geldt alleen als u hieronder niemand invult."),
    )  # fmt: skip
    is_open = forms.BooleanField(label=_("Dit kan nu gekozen worden"), required=False, initial=True)

    def __init__(
        self, data: Any = None, *, region: Region, staff: Iterable[User], offer: Offer | None = None
    ) -> None:
        pool = {row.adviser_id: row for row in offer.pool.all()} if offer else {}
        initial = {"capacity": offer.capacity, "is_open": offer.is_open} if offer else None
        super().__init__(data, initial=initial)
        if offer is not None:
            del self.fields["location"], self.fields["service_type"]
        else:
            locations = Location.objects.filter(region=region).order_by("name")
            kinds = ServiceType.objects.filter(region=region)
            self.fields["location"].queryset = locations  # type: ignore[attr-defined]
            self.fields["service_type"].queryset = kinds  # type: ignore[attr-defined]
        self._staff = list(staff)
        for user in self._staff:
            row = pool.get(user.pk)
            self.fields[f"name-{user.pk}"] = forms.CharField(
                label=_("Naam van %(email)s voor bezoekers") % {"email": user.email},
                required=False, max_length=60,
                initial=(row.public_name or user.email.partition("@")[0]) if row else "",
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Something new: what is there already has a page of its own."""
        cleaned = super().clean() or {}
        location, kind = cleaned.get("location"), cleaned.get("service_type")
        found = Offer.objects.filter(agenda__location=location, service_type=kind)
        if location and kind and found.exists():
            told = _("Dit staat al bij deze plek. Kies het in de lijst om het te veranderen.")
            self.add_error("service_type", told)
        return cleaned

    @property
    def names(self) -> list[forms.BoundField]:
        """The fields for the names of people."""
        return [self[f"name-{user.pk}"] for user in self._staff]

    @property
    def advisers(self) -> list[tuple[UUID, str]]:
        """Who has these conversations: whoever got a name for visitors."""
        typed = [(user.pk, self.cleaned_data[f"name-{user.pk}"]) for user in self._staff]
        return [(key, name) for key, name in typed if name]


def clean_address(reach: str, typed: str) -> str:
    """An address that fits the way to reach somebody; a number becomes +31.

    Raises ValidationError.
    """
    if reach == Client.Reach.MAIL:
        return mail_address(typed)
    if reach == Client.Reach.PHONE:
        typed = international(typed)
        if not typed:
            raise ValidationError(
                _("Dit is geen telefoonnummer. Een goed nummer lijkt op 06 1234 5678.")
            )
    if reach == Client.Reach.LETTER and len(typed.splitlines()) not in _ADDRESS_LINES:
        raise ValidationError(_("Schrijf de straat en de plaats elk op een regel."))
    if reach == Client.Reach.LETTER:
        no_standing_number(typed)
    return typed


def _offer_label(offer: Offer) -> str:
    kind = offer.service_type
    return f"{kind.name} ({kind.minutes} min), {offer.agenda.location.name}"
