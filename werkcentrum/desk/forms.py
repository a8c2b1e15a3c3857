"""What a host, a visitor or a device filled in at the desk."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from werkcentrum.desk.models import Desk, DeskDevice
from werkcentrum.desk.queries import group_titles, theme_titles

# Somebody who does not want to say what it is about.
UNSAID = "anders"


class CheckInForm(forms.Form):
    """Three taps: what about, which language, done."""

    theme = forms.ChoiceField(
        label=_("Waar gaat het over?"), widget=forms.RadioSelect,
        error_messages={"required": _("Kies waar het over gaat, of kies het laatste vak.")},
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("Welke taal spreekt de bezoeker?"), widget=forms.RadioSelect,
        choices=settings.LANGUAGES, initial="nl",
    )  # fmt: skip
    group = forms.ChoiceField(label=_("Wie is de bezoeker?"), required=False)
    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, typed: Any = None, *, desk: Desk) -> None:
        super().__init__(typed, initial={"request_key": uuid4()})
        themes, groups = theme_titles(desk.region), group_titles(desk.region)
        unsaid = [(UNSAID, _("Iets anders, of liever niet zeggen"))]
        self.fields["theme"].choices = [*themes.items(), *unsaid]  # type: ignore[attr-defined]
        choices = [("", _("Niet gevraagd")), *groups.items()]
        self.fields["group"].choices = choices  # type: ignore[attr-defined]

    def clean_theme(self) -> str:
        """The key of a theme, '' for whoever did not say."""
        chosen: str = self.cleaned_data["theme"]
        return "" if chosen == UNSAID else chosen


class PaperForm(forms.Form):
    """A number that was given out without a network, as the device kept it."""

    number = forms.IntegerField(min_value=1, max_value=9999)
    request_key = forms.UUIDField()
    taken_at = forms.CharField(max_length=32)
    theme = forms.SlugField(max_length=64)
    language = forms.ChoiceField(choices=settings.LANGUAGES)

    def clean_taken_at(self) -> datetime:
        """An instant with its zone (ISO 8601); the device writes UTC."""
        try:
            taken = datetime.fromisoformat(self.cleaned_data["taken_at"])
            if taken.tzinfo is None:
                raise ValueError("an instant needs a zone")
            return taken.astimezone(UTC)
        except (ValueError, OverflowError):
            raise forms.ValidationError(_("Dit is geen tijd.")) from None

    def clean_theme(self) -> str:
        """As on the page it came from."""
        chosen: str = self.cleaned_data["theme"]
        return "" if chosen == UNSAID else chosen


class DeviceForm(forms.Form):
    """A screen, a kiosk or a door that gets an address."""

    kind = forms.ChoiceField(
        label=_("Wat is het?"),
        choices=[c for c in DeskDevice.Kind.choices if c[0] != DeskDevice.Kind.BOARD],
    )
    label = forms.CharField(label=_("Waar staat het?"), max_length=80)


def ticket_ids(values: list[str]) -> list[UUID]:
    """The ids among these values; anything else is left out."""
    found = []
    for value in values:
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return found
