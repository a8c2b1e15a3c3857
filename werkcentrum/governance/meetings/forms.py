"""What people fill in about meetings, promises, who was involved, and the support structure."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Final, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from werkcentrum.core.clock import AMSTERDAM
from werkcentrum.core.forms import FreeTextField, LineField, day_field, no_standing_number
from werkcentrum.core.picks import PickForm, PicksField
from werkcentrum.core.typed import visible
from werkcentrum.governance.authority.body_queries import bodies_of, full_name
from werkcentrum.governance.meetings import queries
from werkcentrum.governance.meetings.models import (
    AgendaItem,
    Involvement,
    Meeting,
    Vote,
)
from werkcentrum.governance.meetings.rules import NewVote
from werkcentrum.governance.money.forms import EurosField, choice, reference, words
from werkcentrum.partners.models import Region

_CHOICES: Final = {str(label): value for value, label in Vote.Choice.choices}
_MOST_VOTES: Final = 60


def optional_words(label: Any, most: int, *, help_text: Any = "") -> LineField:
    """A few words that may be left out."""
    return LineField(label=label, max_length=most, required=False, help_text=help_text)


def time_field(label: Any) -> forms.TimeField:
    """A time on the clock."""
    return forms.TimeField(
        label=label, widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        error_messages={
            "required": _("Kies een tijd."), "invalid": _("Schrijf de tijd als 14:30."),
        },
    )  # fmt: skip


def offer(
    form: forms.Form, name: str, rows: QuerySet[Any], in_words: Callable[[Any], str] = str
) -> None:
    """What can be chosen in a field."""
    field: Any = form.fields[name]
    field.queryset, field.label_from_instance = rows, in_words


class MeetingForm(PickForm):
    """When and where a body meets; of a meeting that is moved the body stays."""

    body = choice(_("Wie vergadert?"))
    day = day_field(_("Welke dag"))
    begins = time_field(_("Begint om"))
    ends = time_field(_("Eindigt om"))
    place = LineField(
        label=_("Waar"), max_length=140, help_text=_("Een adres, of: online."),
        error_messages={"required": _("Vul in waar de vergadering is.")},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, region: Region, meeting: Meeting | None = None) -> None:
        super().__init__(data, initial=_times_of(meeting) if meeting else None)
        offer(self, "body", queries.meeting_bodies(region))
        if meeting is not None:
            del self.fields["body"]

    def clean(self) -> dict[str, Any]:
        """The same as instants, in `starts_at` and `ends_at`."""
        found = super().clean() or {}
        day, begins, ends = (found.pop(name, None) for name in ("day", "begins", "ends"))
        if day and begins and ends:
            found["starts_at"] = datetime.combine(day, begins, tzinfo=AMSTERDAM)
            found["ends_at"] = datetime.combine(day, ends, tzinfo=AMSTERDAM)
            if ends <= begins:
                self.add_error("ends", _("Het einde ligt voor het begin."))
        return found


class ItemForm(PickForm):
    """A point for an agenda."""

    body = choice(_("Voor wie"))
    title = words(_("Onderwerp"), 200)
    purpose = forms.ChoiceField(
        label=_("Wat vraagt u?"), choices=AgendaItem.Purpose.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Maak een keuze.")},
    )  # fmt: skip
    explanation = FreeTextField(label=_("Toelichting"), max_length=4000, required=False)
    brought_by = optional_words(_("Ingebracht door"), 140)
    proposal = choice(_("Voorstel"), required=False)
    agreement = choice(_("Overeenkomst"), required=False)

    def __init__(self, data: Any = None, *, region: Region) -> None:
        super().__init__(data)
        offer(self, "agreement", queries.agreements(region))
        offer(self, "body", queries.meeting_bodies(region))
        offer(self, "proposal", queries.proposals(region))


class AgendaForm(PickForm):
    """Which open points come on the agenda of a meeting."""

    punt = PicksField(
        label=_("Zet open punten op de agenda"), queryset=AgendaItem.objects.none(),
        error_messages={"required": _("Vink een punt aan.")},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, meeting: Meeting) -> None:
        super().__init__(data)
        offer(self, "punt", queries.waiting_for(meeting))

    def is_needed(self) -> bool:
        """Whether a point waits, or somebody is told what is wrong."""
        field = cast("PicksField", self.fields["punt"])
        return bool(self.errors or field.offered("", ()).rows)


class OutcomeForm(forms.Form):
    """What came of a point."""

    outcome = FreeTextField(
        label=_("Wat is de uitkomst?"), max_length=4000,
        error_messages={"required": _("Schrijf de uitkomst op.")},
    )  # fmt: skip


class DecideForm(forms.Form):
    """What a body decided, and how was voted: a line for each vote, as 'UWV: voor'."""

    number = reference(_("Nummer van het besluit"))
    text = FreeTextField(
        label=_("Wat is besloten?"), max_length=2000,
        error_messages={"required": _("Schrijf op wat er is besloten.")},
    )  # fmt: skip
    votes = forms.CharField(
        label=_("Hoe is er gestemd?"),
        validators=[no_standing_number],
        required=False,
        max_length=8000,
        widget=forms.Textarea({"rows": "6"}),
        help_text=_(
            "Op elke regel één stem: UWV: voor. Of: tegen, of onthouden. Zet een reden erachter "
            "met nog een dubbele punt. Laat dit leeg als iedereen het eens was."
        ),
    )

    def clean_votes(self) -> tuple[NewVote, ...]:
        """The votes. Raises ValidationError that names the line."""
        lines = [visible(line, 600) for line in self.cleaned_data["votes"].splitlines()]
        votes = [_vote(number, line) for number, line in enumerate(lines, start=1) if line]
        names = [vote.voter.casefold() for vote in votes]
        twice = next((v.voter for v in votes if names.count(v.voter.casefold()) > 1), None)
        if twice is not None:
            raise ValidationError(_("%(name)s staat er twee keer."), params={"name": twice})
        if len(votes) > _MOST_VOTES:
            raise ValidationError(_("Dit zijn te veel stemmen."))
        return tuple(votes)


class HoldForm(forms.Form):
    """Who was there."""

    present = FreeTextField(label=_("Wie waren er?"), max_length=2000, required=False)
    absent = FreeTextField(label=_("Wie waren er niet?"), max_length=2000, required=False)


class MinutesForm(forms.Form):
    """What was said."""

    minutes = FreeTextField(
        label=_("Verslag"), max_length=40_000, rows=18,
        error_messages={"required": _("Schrijf het verslag.")},
    )  # fmt: skip


class ActionPointForm(PickForm):
    """What somebody promised."""

    body = choice(_("Van welk orgaan"))
    text = words(_("Wat gaat er gebeuren?"), 280)
    owner_name = words(_("Wie doet het?"), 120)
    owner = choice(_("Van welke organisatie"), required=False)
    due_on = day_field(_("Uiterlijk op"))

    def __init__(self, data: Any = None, *, region: Region, item: AgendaItem | None = None) -> None:
        super().__init__(data)
        offer(self, "body", queries.meeting_bodies(region))
        offer(self, "owner", queries.organisations(region))
        if item is not None:
            del self.fields["body"]


class FinishForm(forms.Form):
    """What came of a promise."""

    result = optional_words(_("Wat kwam eruit?"), 280)


class InvolvementForm(PickForm):
    """Who was informed or asked."""

    body = choice(
        _("Welk orgaan"), required=False, help_text=_("Bijvoorbeeld de Adviesraad Sociaal Domein.")
    )
    group = optional_words(
        _("Of een andere groep"), 140, help_text=_("Bijvoorbeeld: bezoekers van de bibliotheek.")
    )
    kind = forms.ChoiceField(
        label=_("Hoe"), choices=Involvement.Kind.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Maak een keuze.")},
    )  # fmt: skip
    about = words(_("Waarover"), 280)
    on = day_field(_("Wanneer"))
    proposal = choice(_("Voorstel"), required=False)

    def __init__(self, data: Any = None, *, region: Region, today: date) -> None:
        super().__init__(data, initial={"on": today})
        offer(self, "body", bodies_of(region), full_name)
        offer(self, "proposal", queries.proposals(region))


class AnswerForm(forms.Form):
    """What came back, and what was done with it."""

    answer = FreeTextField(
        label=_("Wat kwam er terug?"), max_length=4000,
        error_messages={"required": _("Schrijf op wat er terugkwam.")},
    )  # fmt: skip
    answered_on = day_field(_("Wanneer"))
    follow_up = FreeTextField(
        label=_("Wat is ermee gedaan?"), max_length=4000, required=False,
        help_text=_("U kunt dit later nog aanvullen."),
    )  # fmt: skip


class SupportForm(PickForm):
    """A function in the support structure."""

    function = words(_("Functie"), 120)
    lender = choice(_("Wie leent iemand uit?"))
    person = optional_words(_("Naam"), 120)
    hours_a_week = forms.IntegerField(
        label=_("Uren per week"), min_value=1, max_value=60,
        error_messages={
            "required": _("Vul de uren in."), "invalid": _("Schrijf een heel getal, zoals 24."),
            "min_value": _("Schrijf een getal van 1 tot 60."),
            "max_value": _("Schrijf een getal van 1 tot 60."),
        },
    )  # fmt: skip
    cost_cents = EurosField(label=_("Kosten per jaar in euro's"), least=0)
    starts_on = day_field(_("Vanaf"))
    ends_on = day_field(_("Tot"), required=False, help_text=_("Op deze dag is het voorbij."))

    def __init__(self, data: Any = None, *, region: Region, today: date) -> None:
        super().__init__(data, initial={"starts_on": today})
        offer(self, "lender", queries.organisations(region))


class EndForm(forms.Form):
    """From when nobody is lent any more."""

    ends_on = day_field(_("Op welke dag is het voorbij?"))


def _times_of(meeting: Meeting) -> dict[str, Any]:
    starts_at, ends_at = (at.astimezone(AMSTERDAM) for at in (meeting.starts_at, meeting.ends_at))
    return {
        "day": starts_at.date(), "begins": starts_at.time(), "ends": ends_at.time(),
        "place": meeting.place,
    }  # fmt: skip


def _vote(number: int, line: str) -> NewVote:
    voter, _colon, rest = line.partition(":")
    said, _colon, reason = rest.partition(":")
    value = _CHOICES.get(said.strip().lower())
    if not voter.strip() or value is None or len(voter) > 140 or len(reason.strip()) > 280:
        raise ValidationError(
            _("Regel %(number)s begrijpen wij niet. Schrijf bijvoorbeeld: UWV: voor."),
            params={"number": number},
        )
    return NewVote(voter.strip(), value, reason.strip())
