"""What people fill in about a signature."""

from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from werkcentrum.core.forms import LineField, day_field
from werkcentrum.core.uploads import FilesField, NewFile

# What a scanner or a telephone makes.
_SCANS: Final = frozenset({"pdf", "jpg", "png"})


class SignerForm(forms.Form):
    """Who signs, and on which day: enough to say whether that is allowed."""

    naam = LineField(
        label=_("Wie tekent?"), max_length=120,
        error_messages={"required": _("Vul in wie tekent.")},
    )  # fmt: skip
    dag = day_field(_("Op welke dag?"))


class SignatureForm(SignerForm):
    """A signature on paper, with its scan."""

    functie = LineField(
        label=_("Functie"), max_length=120, error_messages={"required": _("Vul de functie in.")}
    )
    plaats = LineField(
        label=_("In welke plaats is getekend?"), max_length=80,
        error_messages={"required": _("Vul de plaats in.")},
    )  # fmt: skip
    # Of the text as the page showed it: meanwhile there may be a newer one.
    versie = forms.IntegerField(widget=forms.HiddenInput)
    bestand = FilesField(label=_("Scan van de getekende overeenkomst"))

    def __init__(
        self, data: Any = None, files: Any = None, *, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, files, initial=initial, auto_id="teken-%s")
        # Chosen a step before.
        for name in ("naam", "dag"):
            self.fields[name].widget = forms.HiddenInput()

    def clean_bestand(self) -> NewFile:
        """One file, of a kind that a scan has. Raises ValidationError."""
        files: tuple[NewFile, ...] = self.cleaned_data["bestand"]
        if len(files) != 1:
            raise ValidationError(_("Kies een bestand met alle bladen van de scan."))
        if files[0].kind not in _SCANS:
            raise ValidationError(_("Een scan is een PDF, JPG of PNG."))
        return files[0]

    def typed_fields(self) -> list[forms.BoundField]:
        """What is typed here, besides the scan."""
        return [self["functie"], self["plaats"]]

    @property
    def signed_on(self) -> date:
        """Of a valid form."""
        day: date = self.cleaned_data["dag"]
        return day
