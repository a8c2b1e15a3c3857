"""What people fill in about bodies of an organisation and who holds an office."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from werkcentrum.core.forms import LineField, day_field
from werkcentrum.governance.authority.rules import body_kinds, office_kinds
from werkcentrum.governance.models import Body, OfficeHolder
from werkcentrum.governance.money.forms import EurosField
from werkcentrum.partners.models import Organisation

CHOOSE: Final = ("", _("Kies"))
# With how many other directors somebody signs.
SIGNS_WITH: Final = (
    (0, _("Alleen")),
    (1, _("Samen met een andere bestuurder")),
    (2, _("Samen met 2 andere bestuurders")),
    (3, _("Samen met 3 andere bestuurders")),
)


class BodyForm(forms.Form):
    """Another body."""

    kind = forms.ChoiceField(
        label=_("Soort orgaan"), error_messages={"required": _("Kies een soort.")}
    )
    name = LineField(
        label=_("Naam"), max_length=140, error_messages={"required": _("Vul een naam in.")}
    )

    def __init__(
        self, data: Any = None, *, organisation: Organisation, body: Body | None = None
    ) -> None:
        initial = {"kind": body.kind, "name": body.name} if body else {}
        super().__init__(data, auto_id="orgaan-%s", initial=initial)
        choices: Any = self.fields["kind"]
        choices.choices = [CHOOSE, *((kind, Body.Kind(kind).label)
                                     for kind in body_kinds(organisation))]  # fmt: skip


class OfficeForm(forms.Form):
    """Who holds an office, from when, and where that stands."""

    kind = forms.ChoiceField(label=_("Ambt"), error_messages={"required": _("Kies een ambt.")})
    name = LineField(
        label=_("Naam"), max_length=120, error_messages={"required": _("Vul een naam in.")}
    )
    starts_on = day_field(_("Vanaf welke dag?"))
    ends_on = day_field(
        _("Tot welke dag?"), required=False,
        help_text=_("Op deze dag geldt het niet meer. Laat leeg als het einde niet bekend is."),
    )  # fmt: skip
    signs_with = forms.TypedChoiceField(
        label=_("Hoe mag deze persoon tekenen?"), coerce=int, choices=SIGNS_WITH, required=False,
        help_text=_("In het handelsregister: alleen of gezamenlijk bevoegd."),
    )  # fmt: skip
    most_cents = EurosField(
        label=_("Mag tekenen tot welk bedrag?"), required=False,
        help_text=_("Alleen als het handelsregister een grens noemt. Schrijf: 1.234,56."),
    )  # fmt: skip
    source = LineField(
        label=_("Waar staat dat?"), required=False, max_length=200,
        help_text=_("Bijvoorbeeld: uittreksel handelsregister, 3 juni."),
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *, organisation: Organisation, holder: OfficeHolder | None = None
    ) -> None:
        names = list(self.base_fields)
        initial = {name: getattr(holder, name) for name in names} if holder else {}
        super().__init__(data, auto_id="ambt-%s", initial=initial)
        choices: Any = self.fields["kind"]
        kinds = office_kinds(organisation)
        choices.choices = [CHOOSE, *((kind, OfficeHolder.Kind(kind).label) for kind in kinds)]
        if OfficeHolder.Kind.MAYOR in kinds:
            # The law knows no limit for a mayor, who signs alone.
            del self.fields["most_cents"], self.fields["signs_with"]

    def clean_signs_with(self) -> int:
        """Alone, when nothing was said."""
        return int(self.cleaned_data["signs_with"] or 0)


class EndForm(forms.Form):
    """From when not any more."""

    ends_on = day_field(_("Tot welke dag?"))
