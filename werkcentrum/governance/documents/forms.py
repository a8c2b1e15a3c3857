"""Which document somebody wants, and what they write in it."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from werkcentrum.core.forms import FreeTextField
from werkcentrum.core.picks import PickField, PickForm
from werkcentrum.governance.documents.queries import thing, things_for
from werkcentrum.governance.documents.words import MOST_TYPED
from werkcentrum.partners.models import Municipality, Region

_NAMES: dict[str, str | Promise] = {
    "proposal": _("Voorstellen"), "agreement": _("Overeenkomsten"), "mandate": _("Volmachten"),
    "decision": _("Besluiten"), "meeting": _("Vergaderingen"),
}  # fmt: skip


class DocumentForm(PickForm):
    """What it is about, and whose house style it has."""

    over = forms.ChoiceField(
        label=_("Waarover gaat het?"),
        error_messages={"required": _("Kies waarover het document gaat.")},
    )
    gemeente = PickField(
        label=_("Huisstijl van gemeente"), queryset=Municipality.objects.none(), required=False,
        empty_label=_("Van het stuk of de regio"),
    )  # fmt: skip

    def __init__(self, *args: Any, kind: str, region: Region, **options: Any) -> None:
        super().__init__(*args, **options)
        self._kind, self._region = kind, region
        groups = [
            (_NAMES[field], [(f"{field}:{row.pk}", str(row)) for row in rows])
            for field, rows in things_for(kind, region).items()
        ]
        self.has_choices = any(rows for _name, rows in groups)
        # What a page sent along may be too old for the list.
        known = {value for _name, rows in groups for value, _label in rows}
        wanted = self.initial.get("over") or ""
        if wanted not in known and (found := self._thing(wanted)):
            groups.append((_("Gekozen"), [(wanted, str(found))]))
        field = self.fields["over"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [("", _("Kies")), *groups]
        field.valid_value = lambda value: True  # type: ignore[method-assign]  # see clean_over
        towns = self.fields["gemeente"]
        assert isinstance(towns, PickField)  # noqa: S101
        towns.queryset = Municipality.objects.filter(region=region).order_by("name", "pk")

    def clean_over(self) -> Model:
        """The thing itself, also when it is too old for the list."""
        found = self._thing(self.cleaned_data["over"])
        if found is None:
            raise ValidationError(_("Kies iets uit de lijst."))
        return found

    def _thing(self, value: str) -> Model | None:
        field, _colon, key = value.partition(":")
        try:
            return thing(self._kind, self._region, field, UUID(key))
        except ValueError:
            return None


class PartForm(forms.Form):
    """One part; `gelezen` is which version of it somebody had before them."""

    gelezen = forms.CharField(widget=forms.HiddenInput, max_length=16)
    tekst = FreeTextField(
        label=_("Tekst"), max_length=MOST_TYPED, rows=18, required=False,
        help_text=_("Een lege regel begint een nieuwe alinea. Begin een regel met '- ' voor een "
                    "lijst, met 'a. ' of '1. ' voor een lijst met letters of nummers, en met '# ' "
                    "voor een tussenkop."),
    )  # fmt: skip
