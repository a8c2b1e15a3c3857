"""What people fill in about decisions and proposals."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from werkcentrum.core.forms import FreeTextField, LineField, day_field
from werkcentrum.core.picks import PickField, PickForm, PicksField, read_together
from werkcentrum.governance.authority.body_queries import bodies_of, full_name
from werkcentrum.governance.decisions.rules import NewPoint
from werkcentrum.governance.models import Agreement, Body, Proposal
from werkcentrum.partners.models import Organisation, Region

# A decision with more points is rare; whoever has one writes two in a field.
MOST_POINTS: Final = 8
SHOWN_AT_FIRST: Final = 2
_POSITIONS: Final = range(1, MOST_POINTS + 1)
_CHOOSE: Final = _("Kies")


class DecisionForm(PickForm):
    """What a body decided, point by point."""

    body = PickField(
        label=_("Welk orgaan besloot dit?"), queryset=Body.objects.none(), empty_label=_CHOOSE,
        error_messages={"required": _("Kies een orgaan.")},
    )  # fmt: skip
    number = forms.CharField(
        label=_("Nummer van het besluit"), max_length=40,
        error_messages={"required": _("Vul het nummer in.")},
    )  # fmt: skip
    title = LineField(
        label=_("Waarover gaat het?"), max_length=200,
        error_messages={"required": _("Schrijf op waarover het gaat.")},
    )  # fmt: skip
    decided_on = day_field(_("Op welke dag is dit besloten?"))
    proposal = PickField(
        label=_("Bij welk voorstel?"), queryset=Proposal.objects.none(), required=False,
        empty_label=_("Geen voorstel"),
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *, region: Region, today: date,
        initial: Mapping[str, Any] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(data, initial={"decided_on": today, **(initial or {})})
        fields: dict[str, Any] = self.fields
        fields["body"].queryset = bodies_of(region)
        fields["body"].label_from_instance = full_name
        fields["proposal"].queryset = Proposal.objects.filter(region=region).order_by(
            "-made_on", "reference", "pk"
        )
        agreements: list[PickField] = []
        for position in _POSITIONS:
            letter = chr(ord("a") + position - 1)
            fields[f"text_{position}"] = FreeTextField(
                label=gettext("Beslispunt %(letter)s") % {"letter": letter}, max_length=2000,
                rows=2, required=position == 1,
                error_messages={"required": _("Schrijf ten minste een beslispunt op.")},
            )  # fmt: skip
            fields[f"agreement_{position}"] = PickField(
                label=gettext("Gaat punt %(letter)s een overeenkomst aan?") % {"letter": letter},
                queryset=_agreements(region), required=False, empty_label=_("Nee"),
            )  # fmt: skip
            agreements.append(fields[f"agreement_{position}"])
        read_together(agreements, [self[f"agreement_{n}"].value() for n in _POSITIONS])

    def about(self) -> list[forms.BoundField]:
        """What is asked of the decision as a whole."""
        return [self[name] for name in ("body", "number", "title", "decided_on", "proposal")]

    def first_points(self) -> list[forms.BoundField]:
        """The points that everybody sees."""
        return self._points(1, SHOWN_AT_FIRST)

    def more_points(self) -> list[forms.BoundField]:
        """The points behind 'more'."""
        return self._points(SHOWN_AT_FIRST + 1, MOST_POINTS)

    def has_more(self) -> bool:
        """Whether somebody wrote in those."""
        return any(field.value() or field.errors for field in self.more_points())

    def points(self) -> list[NewPoint]:
        """Of a valid form, the points that were written."""
        typed = self.cleaned_data
        return [
            NewPoint(text, typed.get(f"agreement_{position}"))
            for position in _POSITIONS
            if (text := typed.get(f"text_{position}", ""))
        ]

    def _points(self, first: int, last: int) -> list[forms.BoundField]:
        return [
            self[f"{name}_{position}"]
            for position in range(first, last + 1)
            for name in ("text", "agreement")
        ]

    def clean(self) -> dict[str, Any]:
        """An agreement without words is a point that somebody forgot to write."""
        typed = super().clean() or {}
        for position in _POSITIONS:
            is_empty = not typed.get(f"text_{position}") and f"text_{position}" not in self.errors
            if typed.get(f"agreement_{position}") and is_empty:
                self.add_error(f"text_{position}", _("Schrijf op wat dit punt zegt."))
        return typed


class WithdrawForm(forms.Form):
    """From when a decision does not hold any more."""

    withdrawn_on = day_field(_("Vanaf welke dag geldt het besluit niet meer?"))


class ProposalForm(PickForm):
    """What a body is asked."""

    organisation = PickField(
        label=_("Van welke organisatie?"), queryset=Organisation.objects.none(),
        empty_label=_CHOOSE, error_messages={"required": _("Kies een organisatie.")},
    )  # fmt: skip
    reference = forms.CharField(
        label=_("Zaaknummer"), max_length=40,
        error_messages={"required": _("Vul het zaaknummer in.")},
    )  # fmt: skip
    title = LineField(
        label=_("Waarover gaat het?"), max_length=200,
        error_messages={"required": _("Schrijf op waarover het gaat.")},
    )  # fmt: skip
    made_on = day_field(_("Op welke dag gemaakt?"))
    agreements = PicksField(
        label=_("Over welke overeenkomsten?"), queryset=Agreement.objects.none(), required=False,
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *, region: Region, today: date, proposal: Proposal | None = None
    ) -> None:
        known = (
            {"title": proposal.title, "agreements": proposal.agreements.all()} if proposal else {}
        )
        super().__init__(data, initial={"made_on": today, **known})
        fields: dict[str, Any] = self.fields
        if proposal is not None:
            # A case keeps its number, and who it is of.
            for name in ("organisation", "reference", "made_on"):
                del fields[name]
        else:
            rows = Organisation.objects.filter(region=region)
            fields["organisation"].queryset = rows.order_by("name", "pk")
        fields["agreements"].queryset = _agreements(region)


class FilterForm(PickForm):
    """Which decisions the list shows."""

    orgaan = PickField(
        label=_("Orgaan"), queryset=Body.objects.none(), required=False,
        empty_label=_("Alle organen"),
    )  # fmt: skip
    jaar = forms.TypedChoiceField(label=_("Jaar"), coerce=int, empty_value=None, required=False)

    def __init__(self, data: Any = None, *, region: Region, years: Sequence[int]) -> None:
        super().__init__(data, auto_id="%s")
        fields: dict[str, Any] = self.fields
        fields["orgaan"].queryset = bodies_of(region)
        fields["orgaan"].label_from_instance = full_name
        fields["jaar"].choices = [("", _("Alle jaren")), *((year, str(year)) for year in years)]


def _agreements(region: Region) -> QuerySet[Agreement]:
    return Agreement.objects.filter(region=region).order_by("title", "pk")
