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


class BodyForm(forms.Form):
    """Another body."""

    kind = forms.ChoiceField(
        label=_("Soort orgaan"), error_messages={"required": _("Kies een soort.")}
    )
    name = LineField(
        label=_("Naam"), max_length=140, error_messages={"required": _("Vul een naam in.")}
    )

    def __init__(self, data: Any = None, *, organisation: Organisation) -> None:
        super().__init__(data, auto_id="orgaan-%s")
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
    most_cents = EurosField(
        label=_("Mag tekenen tot welk bedrag?"), required=False,
        help_text=_("Alleen als het handelsregister een grens noemt. Schrijf: 1.234,56."),
    )  # fmt: skip
    source = LineField(
        label=_("Waar staat dat?"), required=False, max_length=200,
        help_text=_("Bijvoorbeeld: uittreksel handelsregister, 3 juni."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, organisation: Organisation) -> None:
        super().__init__(data, auto_id="ambt-%s")
        choices: Any = self.fields["kind"]
        kinds = office_kinds(organisation)
        choices.choices = [CHOOSE, *((kind, OfficeHolder.Kind(kind).label) for kind in kinds)]
        if OfficeHolder.Kind.MAYOR in kinds:
            # The law knows no limit for a mayor.
            del self.fields["most_cents"]


class EndForm(forms.Form):
    """From when not any more."""

    ends_on = day_field(_("Tot welke dag?"))
