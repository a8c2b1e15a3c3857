"""Which letter gets the figures."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from werkcentrum.core.picks import PickField, PickForm
from werkcentrum.governance.documents.queries import council_letters
from werkcentrum.governance.models import Document
from werkcentrum.partners.models import Municipality, Region

_NOBODY = _("Kies aan welke raad de nieuwe brief gaat.")


class LetterForm(PickForm):
    """A letter that is being written, or else a new one."""

    brief = PickField(
        label=_("In welke brief?"), queryset=Document.objects.none(), required=False,
        empty_label=_("Een nieuwe raadsinformatiebrief"),
    )  # fmt: skip
    gemeente = PickField(
        label=_("Aan de raad van"), queryset=Municipality.objects.none(), required=False,
        empty_label=_("Kies"), help_text=_("Alleen voor een nieuwe brief."),
    )  # fmt: skip

    def __init__(self, *args: Any, region: Region, **options: Any) -> None:
        super().__init__(*args, **options)
        letters, towns = self.fields["brief"], self.fields["gemeente"]
        assert isinstance(letters, PickField)  # noqa: S101
        assert isinstance(towns, PickField)  # noqa: S101
        letters.queryset = council_letters(region)
        towns.queryset = Municipality.objects.filter(region=region).order_by("name", "pk")
        if not letters.offered("", ()).rows:
            del self.fields["brief"]
            towns.required, towns.help_text = True, ""
            towns.error_messages["required"] = _NOBODY

    def clean(self) -> dict[str, Any]:
        """A new letter says to whom."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if not found.get("brief") and not found.get("gemeente") and not self.errors:
            self.add_error("gemeente", str(_NOBODY))
        return found
