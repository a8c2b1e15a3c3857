"""A file with a profile, as it is sent; and what was read in it, until somebody confirms that."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from werkcentrum.profiles.exchange import FileError
from werkcentrum.profiles.facts import Facts, from_json, to_json

_SALT: Final = "profiles.file"
_SECONDS: Final = 24 * 60 * 60
_CHOOSE: Final = _("Kies eerst een bestand.")


class FileForm(forms.Form):
    """One file."""

    bestand = forms.FileField(
        label=_("Uw bestand"),
        help_text=_("Een cv van Europass (XML of pdf) of een profiel van VUM (JSON)."),
        widget=forms.FileInput(attrs={"accept": ".xml,.pdf,.json"}),
        error_messages=dict.fromkeys(("required", "invalid", "missing", "empty"), _CHOOSE),
    )  # fmt: skip

    @property
    def content(self) -> bytes:
        """What is in the file, of a valid form."""
        return bytes(self.cleaned_data["bestand"].read())


@contextmanager
def file_errors_in(form: FileForm) -> Iterator[None]:
    """What is wrong with a file is said at the file."""
    try:
        yield
    except FileError as wrong:
        form.add_error("bestand", str(wrong))


class ReadForm(forms.Form):
    """What was read, signed by us: it is kept nowhere while somebody looks at it."""

    gelezen = forms.CharField(widget=forms.HiddenInput)

    def clean_gelezen(self) -> Facts:
        """What was read in the file."""
        try:
            return from_json(
                signing.loads(self.cleaned_data["gelezen"], salt=_SALT, max_age=_SECONDS)
            )
        except (signing.BadSignature, TypeError, KeyError, ValueError):
            raise ValidationError(_CHOOSE) from None

    @property
    def facts(self) -> Facts:
        """Of a valid form."""
        found: Facts = self.cleaned_data["gelezen"]
        return found


def signed(facts: Facts) -> str:
    """What was read, to go along in a form."""
    told: Any = to_json(facts)
    return signing.dumps(told, salt=_SALT, compress=True)
