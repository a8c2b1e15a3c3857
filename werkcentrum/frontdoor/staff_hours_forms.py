"""What staff type about hours. What a rule refuses is told in the form; nothing typed is lost."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from werkcentrum.core.forms import day_field
from werkcentrum.frontdoor.staff_hours import rhythm_text
from werkcentrum.partners.hours import ended, instant
from werkcentrum.partners.models import (
    MOST_WEEKS_BETWEEN,
    Closure,
    DatedException,
    HoursKind,
    Location,
    WeeklyHours,
)
from werkcentrum.partners.rules import (
    may_add_exceptions,
    may_add_weekly,
    may_change_weekly,
    may_close,
    weekday_name,
)

# A longer holiday is a new weekly row.
MOST_DAYS = 60
_END_FIRST = _("De eindtijd moet na de begintijd liggen.")


def _time_field(label: Any, **options: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        error_messages={"invalid": _("Schrijf een tijd als 13:00.")},
        **options,
    )


def _kind_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Waarvoor zijn deze tijden?"),
        choices=[
            (HoursKind.OPENING, _("Het gebouw")),
            (HoursKind.WALK_IN, _("Inloop zonder afspraak")),
            (HoursKind.APPOINTMENT, _("Gesprek op afspraak")),
        ],
    )


def _first_capital(text: str) -> str:
    return text[:1].upper() + text[1:]


class WeeklyForm(forms.Form):
    """Weekly hours: new ones, or those that from some day replace a row (`old`)."""

    kind = _kind_field()
    days = forms.TypedMultipleChoiceField(
        label=_("Op welke dagen?"),
        coerce=int,
        choices=lambda: [(day, _first_capital(weekday_name(day))) for day in range(1, 8)],
        widget=forms.CheckboxSelectMultiple,
    )
    opens_at = _time_field(_("Van"))
    closes_at = _time_field(_("Tot"))
    every_weeks = forms.TypedChoiceField(
        label=_("Hoe vaak?"),
        coerce=int,
        choices=lambda: [
            (weeks, _first_capital(rhythm_text(weeks)))
            for weeks in range(1, MOST_WEEKS_BETWEEN + 1)
        ],
    )
    starts_on = day_field(_("Vanaf welke dag?"))
    anchor_on = day_field(
        _("Een dag in een week waarin het geldt"),
        required=False,
        help_text=_("Alleen nodig als het niet elke week is."),
    )
    ends_on = day_field(_("Tot en met welke dag?"), required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        location: Location,
        today: date,
        old: WeeklyHours | None = None,
    ) -> None:
        self.location, self.today, self.old = location, today, old
        super().__init__(data, initial=_initial(old, today))
        if old is not None:
            # A door does not become another one.
            del self.fields["kind"]

    @property
    def rows(self) -> list[WeeklyHours]:
        """What was typed, a row for each day; only for a form without mistakes."""
        values = self.cleaned_data
        last, weeks = values["ends_on"], values["every_weeks"]
        return [
            WeeklyHours(
                location=self.location,
                kind=self.old.kind if self.old else values["kind"],
                weekday=weekday,
                opens_at=values["opens_at"],
                closes_at=values["closes_at"],
                starts_on=values["starts_on"],
                ends_on=last + timedelta(days=1) if last else None,
                every_weeks=weeks,
                anchor_on=values["anchor_on"] or values["starts_on"] if weeks > 1 else None,
            )
            for weekday in values["days"]
        ]

    def clean(self) -> dict[str, Any]:
        """Times and days in order, and nothing that a rule refuses."""
        values = self.cleaned_data
        _check_times(self, values)
        if _is_before(values.get("ends_on"), values.get("starts_on")):
            self.add_error("ends_on", _("De laatste dag moet na de eerste dag liggen."))
        if not self.errors:
            self._ask_the_rules(values["starts_on"])
        return values

    def _ask_the_rules(self, on: date) -> None:
        present = list(self.location.weekly_hours.all())
        if self.old is not None:
            if refusal := may_change_weekly(self.old, on=on, today=self.today):
                self.add_error("starts_on", str(refusal))
                return
            left = ended(self.old, on)
            present = [row for row in present if row.pk != self.old.pk] + ([left] if left else [])
        if refusal := may_add_weekly(self.rows, present=present, today=self.today):
            self.add_error(None, str(refusal))


class StopForm(forms.Form):
    """From which day a weekly row no longer counts."""

    stops_on = day_field(_("Vanaf welke dag geldt dit niet meer?"))

    def __init__(self, data: QueryDict | None = None, *, old: WeeklyHours, today: date) -> None:
        self.old, self.today = old, today
        super().__init__(data, initial={"stops_on": today + timedelta(days=1)})

    def clean_stops_on(self) -> date:
        """Not a day that is over."""
        on: date = self.cleaned_data["stops_on"]
        if refusal := may_change_weekly(self.old, on=on, today=self.today):
            raise forms.ValidationError(str(refusal))
        return on


class ExceptionForm(forms.Form):
    """One day that differs, or several in a row."""

    kind = _kind_field()
    on = day_field(_("Welke dag?"))
    last_on = day_field(
        _("Tot en met welke dag?"),
        required=False,
        help_text=_("Alleen als het meer dagen achter elkaar zijn."),
    )
    closed = forms.ChoiceField(
        label=_("Gesloten of andere tijden?"),
        choices=[("ja", _("Gesloten")), ("nee", _("Open, op andere tijden"))],
    )
    opens_at = _time_field(_("Van"), required=False)
    closes_at = _time_field(_("Tot"), required=False)
    reason = forms.CharField(
        label=_("Waarom?"),
        max_length=140,
        help_text=_("Bezoekers lezen dit. Bijvoorbeeld: Studiedag."),
    )

    def __init__(self, data: QueryDict | None = None, *, location: Location, today: date) -> None:
        self.location, self.today = location, today
        super().__init__(data)

    @property
    def rows(self) -> list[DatedException]:
        """What was typed, a row for each day; only for a form without mistakes."""
        values = self.cleaned_data
        is_closed = values["closed"] == "ja"
        first, last = values["on"], values["last_on"] or values["on"]
        return [
            DatedException(
                location=self.location,
                kind=values["kind"],
                on=first + timedelta(days=offset),
                is_closed=is_closed,
                opens_at=None if is_closed else values["opens_at"],
                closes_at=None if is_closed else values["closes_at"],
                reason=values["reason"],
            )
            for offset in range((last - first).days + 1)
        ]

    def clean(self) -> dict[str, Any]:
        """Times where they are needed, days in order, and nothing that a rule refuses."""
        values = self.cleaned_data
        if values.get("closed") == "nee":
            for name in ("opens_at", "closes_at"):
                if name in values and values[name] is None:
                    self.add_error(name, _("Vul een tijd in, of kies Gesloten."))
            _check_times(self, values)
        self._check_days(values.get("on"), values.get("last_on"))
        if not self.errors:
            refusal = may_add_exceptions(
                self.rows, present=self.location.exceptions.all(), today=self.today
            )
            if refusal:
                self.add_error(None, str(refusal))
        return values

    def _check_days(self, first: date | None, last: date | None) -> None:
        if _is_before(last, first):
            self.add_error("last_on", _("De laatste dag moet na de eerste dag liggen."))
        elif first and last and (last - first).days >= MOST_DAYS:
            self.add_error("last_on", _("Dit zijn te veel dagen. Verander dan de vaste tijden."))


class CloseForm(forms.Form):
    """What closes right now, why, and until when."""

    kind = forms.ChoiceField(
        label=_("Wat gaat dicht?"),
        choices=[
            (HoursKind.OPENING, _("Het hele gebouw")),
            (HoursKind.WALK_IN, _("Alleen de inloop")),
            (HoursKind.APPOINTMENT, _("Alleen de gesprekken op afspraak")),
        ],
    )
    reason = forms.ChoiceField(label=_("Waarom?"), choices=Closure.Reason.choices)
    until = _time_field(
        _("Tot hoe laat?"), required=False, help_text=_("Leeg is: de rest van vandaag.")
    )

    def __init__(self, data: QueryDict | None = None, *, location: Location, at: datetime) -> None:
        self.location, self.at = location, at
        super().__init__(data)

    @property
    def closure(self) -> Closure:
        """What was typed; only for a form without mistakes."""
        here = self.at.astimezone(self.location.zone)
        until: time | None = self.cleaned_data["until"]
        day = here.date() if until else here.date() + timedelta(days=1)
        ends = instant(self.location.zone, day, until or time.min)
        return Closure(
            location=self.location,
            kind=self.cleaned_data["kind"],
            reason=self.cleaned_data["reason"],
            starts_at=self.at,
            ends_at=ends,
        )

    def clean(self) -> dict[str, Any]:
        """Nothing that a rule refuses."""
        if not self.errors:
            closure = self.closure
            refusal = may_close(closure, present=self.location.closures.all(), at=self.at)
            if refusal:
                self.add_error("until" if closure.ends_at <= self.at else None, str(refusal))
        return self.cleaned_data


class HolidayForm(forms.Form):
    """What was decided about one holiday."""

    on = day_field("")
    is_closed = forms.TypedChoiceField(
        choices=[("ja", ""), ("nee", "")], coerce=lambda value: value == "ja"
    )


def _initial(old: WeeklyHours | None, today: date) -> dict[str, Any]:
    if old is None:
        return {"starts_on": today, "every_weeks": 1}
    tomorrow = today + timedelta(days=1)
    return {
        "days": [old.weekday],
        "opens_at": old.opens_at,
        "closes_at": old.closes_at,
        "every_weeks": old.every_weeks,
        "anchor_on": old.anchor_on,
        "starts_on": max(tomorrow, old.starts_on or tomorrow),
        "ends_on": old.ends_on - timedelta(days=1) if old.ends_on else None,
    }


def _check_times(form: forms.Form, values: dict[str, Any]) -> None:
    opens, closes = values.get("opens_at"), values.get("closes_at")
    if opens and closes and closes <= opens:
        form.add_error("closes_at", _END_FIRST)


def _is_before(one: date | None, other: date | None) -> bool:
    return bool(one and other and one < other)
