"""A paper that somebody adds: one file, its title, and who may read it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from werkcentrum.core.forms import FreeTextField
from werkcentrum.core.uploads import FilesForm, NewFile


class PaperForm(forms.Form):
    """How it is called, and who may read it: asked every time."""

    titel = FreeTextField(
        label=_("Titel"), max_length=200, rows=1,
        error_messages={"required": _("Geef het stuk een titel.")},
    )  # fmt: skip
    wie = forms.ChoiceField(
        label=_("Wie mag dit lezen?"), widget=forms.RadioSelect,
        choices=[
            ("openbaar", _("Iedereen die de samenwerking mag lezen")),
            ("vertrouwelijk", _("Alleen wie vertrouwelijke stukken mag zien")),
        ],
        error_messages={"required": _("Kies wie dit stuk mag lezen.")},
    )  # fmt: skip


class OneFileForm(FilesForm):
    """The file itself."""

    def clean_bestand(self) -> NewFile:
        """One file: a title is of one paper."""
        files: tuple[NewFile, ...] = self.cleaned_data["bestand"]
        if len(files) != 1:
            raise ValidationError(_("Kies één bestand tegelijk."))
        return files[0]
