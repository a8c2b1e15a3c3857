"""What is filled in about an agreement, its parties, its text and its end."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from werkcentrum.core.forms import FreeTextField, LineField, day_field
from werkcentrum.core.picks import PickField, PickForm
from werkcentrum.governance.agreements.clause_rules import PLACEHOLDERS, Point, unknown_names
from werkcentrum.governance.agreements.models import MONTHS_BETWEEN_EVALUATIONS
from werkcentrum.governance.agreements.rules import ADDITIONS
from werkcentrum.governance.models import Agreement, AgreementKind, Clause, Party
from werkcentrum.governance.money.forms import EurosField
from werkcentrum.governance.purposes import GIVES
from werkcentrum.partners.models import Organisation, Region

_CHOOSE: Final = _("Kies")
_MOST_MONTHS: Final = 120
# Who agrees on these is part of the Werkcentrum.
_SHOWS: Final = frozenset(
    {AgreementKind.COOPERATION, AgreementKind.LOCAL_HOST, AgreementKind.ACCESSION}
)


class TermsForm(PickForm):
    """What it is called, when it holds, and what it binds a party to.

    `read` is which terms somebody had before them.
    """

    title = LineField(
        label=_("Naam van de overeenkomst"), max_length=200,
        error_messages={"required": _("Schrijf een naam op.")},
    )  # fmt: skip
    rule = forms.ChoiceField(
        label=_("Wanneer treedt zij in werking?"), choices=Agreement.Rule.choices,
        widget=forms.RadioSelect, error_messages={"required": _("Kies wanneer.")},
    )  # fmt: skip
    starts_on = day_field(
        _("Op welke dag, of niet eerder dan?"), required=False,
        help_text=_("Nodig als zij op een datum in werking treedt."),
    )  # fmt: skip
    ends_on = day_field(
        _("Vanaf welke dag geldt zij niet meer?"), required=False,
        help_text=_("Laat leeg voor onbepaalde tijd."),
    )  # fmt: skip
    notice_months = forms.IntegerField(
        label=_("Opzegtermijn in maanden"), min_value=0, max_value=_MOST_MONTHS
    )
    evaluation_months = forms.IntegerField(
        label=_("Evaluatie om de hoeveel maanden?"), min_value=1, max_value=_MOST_MONTHS,
        help_text=_("Het Besluit SUWI vraagt een evaluatie om de twee jaar: 24 maanden."),
    )  # fmt: skip
    worth = EurosField(
        label=_("Hoogste bedrag voor een partij, in euro's"), least=0, required=False,
        help_text=_("Bijvoorbeeld 12.500,00. Van belang voor de grens in een volmacht."),
    )  # fmt: skip
    read = forms.CharField(widget=forms.HiddenInput, max_length=16, required=False)
    sometimes_needed = ("starts_on",)

    def __init__(self, data: Any = None, *, agreement: Agreement | None = None) -> None:
        super().__init__(data, initial=_terms(agreement))
        if agreement is None:
            del self.fields["read"]

    def clean(self) -> dict[str, Any]:
        """Days in order. What the action is given."""
        found = super().clean() or {}
        starts_on, ends_on = found.get("starts_on"), found.get("ends_on")
        if found.get("rule") == Agreement.Rule.ON_DATE and not starts_on:
            self.add_error("starts_on", _("Kies de dag waarop zij in werking treedt."))
        if starts_on and ends_on and ends_on <= starts_on:
            self.add_error("ends_on", _("Kies een dag na de dag waarop zij begint."))
        found["worth_cents"] = found.pop("worth", None) or 0
        return found


class NewAgreementForm(TermsForm):
    """Which sort of agreement, under which number, and what it belongs to."""

    kind = forms.ChoiceField(label=_("Soort"), choices=[("", _CHOOSE), *AgreementKind.choices],
                             error_messages={"required": _("Kies een soort.")})  # fmt: skip
    parent = PickField(
        label=_("Bij welke overeenkomst hoort zij?"), queryset=Agreement.objects.none(),
        required=False, empty_label=_CHOOSE,
        help_text=_("Alleen voor een toetreding of een aanvulling."),
    )  # fmt: skip
    reference = forms.CharField(
        label=_("Zaaknummer"), max_length=40,
        error_messages={"required": _("Schrijf het zaaknummer op.")},
    )  # fmt: skip
    field_order = ("kind", "parent", "reference", "title", "rule")

    def __init__(
        self, data: Any = None, *, region: Region, today: date,
        initial: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(data)
        self.initial.update(initial or {})
        self._region = region
        rows = Agreement.objects.filter(region=region).in_force_on(today)
        field = cast("PickField", self.fields["parent"])
        field.queryset = rows.exclude(kind__in=ADDITIONS).order_by("title", "pk")

    def clean_reference(self) -> str:
        """Once in a region. Raises ValidationError."""
        reference = str(self.cleaned_data["reference"])
        if Agreement.objects.filter(region=self._region, reference=reference).exists():
            raise ValidationError(_("Er is al een overeenkomst met dit zaaknummer."))
        return reference


class PartyForm(PickForm):
    """In what capacity an organisation takes part, who speaks for it, and what it gets."""

    capacity = LineField(
        label=_("Hoedanigheid"), max_length=140,
        help_text=_("Bijvoorbeeld: publiekrechtelijke rechtspersoon, of: stichting."),
        error_messages={"required": _("Schrijf op wat voor rechtspersoon dit is.")},
    )  # fmt: skip
    representative_name = LineField(
        label=_("Wie tekent voor deze partij?"), max_length=120, required=False,
        help_text=_("Voorletters en achternaam, zoals in het besluit of de volmacht."),
    )  # fmt: skip
    representative_function = LineField(label=_("Functie"), max_length=120, required=False)
    purposes = forms.MultipleChoiceField(
        label=_("Wat krijgt deze partij als de overeenkomst in werking is?"), required=False,
        widget=forms.CheckboxSelectMultiple, choices=list(GIVES.items()),
    )  # fmt: skip
    read = forms.CharField(widget=forms.HiddenInput, max_length=16, required=False)

    def __init__(self, data: Any = None, *, party: Party | None = None) -> None:
        names = ("capacity", "representative_name", "representative_function", "purposes")
        initial = {name: getattr(party, name) for name in names} if party else {}
        super().__init__(data, initial=initial)
        if party is None:
            del self.fields["read"]
        else:
            self.initial["read"] = party.version
        # What a region has of its own stays.
        own = [key for key in (party.purposes if party else []) if key not in GIVES]
        field = cast("forms.MultipleChoiceField", self.fields["purposes"])
        field.choices = [*GIVES.items(), *((key, key) for key in own)]


class NewPartyForm(PartyForm):
    """Which organisation."""

    organisation = PickField(
        label=_("Organisatie"), queryset=Organisation.objects.none(), empty_label=_CHOOSE,
        error_messages={"required": _("Kies een organisatie.")},
    )  # fmt: skip
    field_order = ("organisation",)

    def __init__(self, data: Any = None, *, agreement: Agreement) -> None:
        super().__init__(data)
        # Whoever forgets to choose it would keep a desk that nobody sees.
        self.initial["purposes"] = ["network"] if agreement.kind in _SHOWS else []
        present = agreement.parties.values("organisation")
        rows = Organisation.objects.filter(region=agreement.region_id).exclude(pk__in=present)
        cast("PickField", self.fields["organisation"]).queryset = rows.order_by("name", "pk")


class ClauseForm(PickForm):
    """A clause: its heading and what it says; `read` is which text somebody had before them."""

    heading = LineField(
        label=_("Kop"), max_length=140, error_messages={"required": _("Schrijf een kop op.")},
        help_text=_("Zonder nummer: dat komt er vanzelf voor."),
    )  # fmt: skip
    body = FreeTextField(
        label=_("Tekst"), max_length=8000, rows=16,
        help_text=_("Een lege regel begint een nieuwe alinea."),
        error_messages={"required": _("Schrijf de tekst op.")},
    )  # fmt: skip
    read = forms.CharField(widget=forms.HiddenInput, max_length=16, required=False)

    def __init__(self, data: Any = None, *, clause: Clause | None = None) -> None:
        names = ("heading", "body")
        initial = {name: getattr(clause, name) for name in names} if clause else {}
        super().__init__(data, initial=initial)
        if clause is None:
            del self.fields["read"]
        else:
            self.initial["read"] = clause.version

    def clean_body(self) -> str:
        """Only names between brackets that are filled in. Raises ValidationError."""
        body = str(self.cleaned_data["body"])
        wrong = unknown_names(body)
        if wrong:
            known = ", ".join(sorted(PLACEHOLDERS))
            raise ValidationError(
                _("'%(name)s' wordt niet ingevuld. Bekend zijn: %(known)s.")
                % {"name": wrong[0], "known": known}
            )
        return body


class NewClauseForm(ClauseForm):
    """Which point of the checklist it covers, if one, and behind which clause it comes."""

    template_key = forms.ChoiceField(label=_("Voor welk punt van de checklist?"), required=False)
    after = PickField(
        label=_("Achter welke bepaling?"), queryset=Clause.objects.none(), required=False,
        empty_label=_("Vooraan"),
    )  # fmt: skip
    field_order = ("template_key", "heading", "body", "after")

    def __init__(
        self, data: Any = None, *, agreement: Agreement, missing: Iterable[Point],
        initial: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(data)
        self.initial.update(initial or {})
        points = [(point.key, point.heading) for point in missing]
        field = cast("forms.ChoiceField", self.fields["template_key"])
        field.choices = [("", _("Geen: een eigen bepaling")), *points]
        place = cast("PickField", self.fields["after"])
        place.queryset = agreement.clauses.order_by("position", "pk")
        place.label_from_instance = lambda obj: obj.heading  # type: ignore[method-assign]


class VersionForm(forms.Form):
    """What changed since the version before."""

    what_changed = LineField(
        label=_("Wat is er veranderd?"), max_length=280, required=False,
        help_text=_("Partijen lezen dit bij de versie."),
    )  # fmt: skip


class NoteForm(PickForm):
    """On which day a party did something."""

    on = day_field(_("Op welke dag?"))

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"on": today})


class EvaluateForm(NoteForm):
    """When the parties looked back, and what came of it."""

    words = LineField(
        label=_("Wat kwam eruit?"), max_length=280,
        help_text=_("In een zin. Het verslag zelf bewaart u bij de stukken."),
        error_messages={"required": _("Schrijf op wat eruit kwam.")},
    )  # fmt: skip


class ExtendForm(forms.Form):
    """Until when, and why."""

    ends_on = day_field(_("Vanaf welke dag geldt zij niet meer?"))
    reason = LineField(
        label=_("Waarom, en wie besloot dat?"), max_length=200,
        error_messages={"required": _("Schrijf op waarom.")},
    )  # fmt: skip


class EndForm(PickForm):
    """From when it ends, and why."""

    on = day_field(_("Vanaf welke dag geldt zij niet meer?"))
    reason = LineField(
        label=_("Waarom, en wie besloot dat?"), max_length=200,
        error_messages={"required": _("Schrijf op waarom.")},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, first: date) -> None:
        super().__init__(data, initial={"on": first})


class LeaveForm(EndForm):
    """Which party leaves."""

    party = PickField(
        label=_("Welke partij?"), queryset=Party.objects.none(), empty_label=_CHOOSE,
        error_messages={"required": _("Kies een partij.")},
    )  # fmt: skip
    field_order = ("party", "on", "reason")

    def __init__(
        self, data: Any = None, *, first: date, parties: QuerySet[Party]
    ) -> None:  # fmt: skip
        super().__init__(data, first=first)
        self.fields["on"].label = _("Vanaf welke dag is zij geen partij meer?")
        cast("PickField", self.fields["party"]).queryset = parties


class ProposeEndForm(forms.Form):
    """From which day it may end, and on which paper that rests."""

    on = day_field(_("Vanaf welke dag geldt zij niet meer?"))
    basis = LineField(
        label=_("Op welk stuk berust dat?"), max_length=200,
        help_text=_("Bijvoorbeeld: brief van 3 juni met zaaknummer. Bewaar het bij de stukken."),
        error_messages={"required": _("Schrijf op waar het staat.")},
    )  # fmt: skip


class AgreeToEndForm(NoteForm):
    """Which party agreed, by whom, and when."""

    party = PickField(
        label=_("Welke partij?"), queryset=Party.objects.none(), empty_label=_CHOOSE,
        error_messages={"required": _("Kies een partij.")},
    )  # fmt: skip
    name = LineField(
        label=_("Wie ging akkoord namens deze partij?"), max_length=120,
        error_messages={"required": _("Schrijf op wie akkoord ging.")},
    )  # fmt: skip
    field_order = ("party", "name", "on")

    def __init__(
        self, data: Any = None, *, today: date, parties: QuerySet[Party]
    ) -> None:  # fmt: skip
        super().__init__(data, today=today)
        cast("PickField", self.fields["party"]).queryset = parties


class AssessForm(forms.Form):
    """What was concluded about what does not hold any more."""

    words = LineField(
        label=_("Wat is uw conclusie?"), max_length=240,
        help_text=_("In een zin. Bijvoorbeeld: getekend is getekend, wij gaan zo door."),
        error_messages={"required": _("Schrijf uw conclusie op.")},
    )  # fmt: skip


def _terms(agreement: Agreement | None) -> dict[str, Any]:
    """What stands in the form at first."""
    if agreement is None:
        return {"notice_months": 6, "evaluation_months": MONTHS_BETWEEN_EVALUATIONS}
    names = ("title", "rule", "starts_on", "ends_on", "notice_months", "evaluation_months")
    return {name: getattr(agreement, name) for name in names} | {
        "worth": agreement.worth_cents or None,
        "read": agreement.terms_version,
    }
