"""What an administrator and a privacy officer type."""

import re
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from werkcentrum.accounts.roles import ROLES
from werkcentrum.accounts.rules import may_invite
from werkcentrum.audit.queries import Wanted
from werkcentrum.core.forms import day_field
from werkcentrum.core.picks import PickField, PickForm
from werkcentrum.partners.models import Organisation, Region

Choices = list[tuple[str, str]]
_MOST_PAGES = 1_000
_UUID = re.compile(r"[0-9a-f-]{36}")


class InviteForm(PickForm):
    """A colleague: how to reach them, where they work and as what."""

    email = forms.EmailField(label=_("E-mailadres"), max_length=150)
    organisation = PickField(
        Organisation.objects.none(),
        label=_("Organisatie"),
        empty_label=_("Kies een organisatie"),
        to_field_name="key",
        error_messages={"invalid_choice": _("Kies een organisatie uit de lijst.")},
    )
    role = forms.ChoiceField(
        label=_("Rol"),
        choices=[("", _("Kies een rol")), *((key, role.label) for key, role in ROLES.items())],
        error_messages={"invalid_choice": _("Kies een rol uit de lijst.")},
    )

    def __init__(self, *args: object, region: Region, by_email: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.by_email = by_email
        organisations = region.organisations.order_by("name", "pk")
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]

    def clean_email(self) -> str:
        """Somebody else's address."""
        email: str = self.cleaned_data["email"]
        if refusal := may_invite(email, by_email=self.by_email):
            raise forms.ValidationError(refusal)
        return email


class AuditForm(forms.Form):
    """Which lines of the log somebody looks for; whatever is left empty counts for all."""

    since = day_field(_("Vanaf"), required=False)
    until = day_field(_("Tot en met"), required=False)
    verb = forms.ChoiceField(label=_("Wat er gebeurde"), required=False)
    record_type = forms.ChoiceField(label=_("Soort gegeven"), required=False)
    id = forms.CharField(
        label=_("Nummer van een gegeven of medewerker"),
        help_text=_("Zoals het in een regel staat."),
        max_length=64,
        required=False,
    )

    def __init__(self, *args: Any, verbs: Choices, types: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verb"].choices = [("", _("Alles")), *verbs]  # type: ignore[attr-defined]
        self.fields["record_type"].choices = [("", _("Alles")), *types]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The days in order."""
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("Deze dag ligt voor de eerste dag."))
        return cleaned

    def wanted(self) -> Wanted:
        """What was filled in well."""
        self.is_valid()
        return Wanted(**{**getattr(self, "cleaned_data", {}), "id": self._id()})

    def codes(self) -> str:
        """What was looked for, for the log: days and codes; never what was typed as a number."""
        typed = {name: value for name, value in self._typed().items() if name in self._good()}
        if "id" in typed:
            typed["id"] = typed["id"] if _UUID.fullmatch(typed["id"]) else "anders"
        return " ".join(f"{name}={value}" for name, value in typed.items())

    def page(self) -> int:
        """The number of the page, from 1."""
        # A number of thousands of digits is more than Python reads.
        typed = str(self.data.get("pagina", ""))[:20]
        return min(max(int(typed), 1), _MOST_PAGES) if typed.isdecimal() else 1

    def address(self, page: int) -> str:
        """The query string of another page of the same search."""
        return f"?{urlencode({**self._typed(), 'pagina': page})}"

    def _good(self) -> set[str]:
        self.is_valid()
        return set(getattr(self, "cleaned_data", {}))

    def _id(self) -> str:
        return str(getattr(self, "cleaned_data", {}).get("id", "")).strip()

    def _typed(self) -> dict[str, str]:
        return {name: str(self.data[name]) for name in self.fields if self.data.get(name)}
