"""Pages on which staff change when a location is open. What they change counts at once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from werkcentrum.accounts.roles import Permission
from werkcentrum.core import clock
from werkcentrum.core.access import requires
from werkcentrum.core.refusal import RefusedError
from werkcentrum.frontdoor import staff_hours
from werkcentrum.frontdoor.staff_hours_forms import (
    CloseForm,
    ExceptionForm,
    HolidayForm,
    StopForm,
    WeeklyForm,
)
from werkcentrum.partners import actions
from werkcentrum.partners.hours import hours_of, succeeded
from werkcentrum.partners.models import Location, WeeklyHours

# The button that shows what a change would do, and changes nothing.
_LOOK = "bekijk"


@requires(Permission.CHANGE_HOURS)
def hours_home(request: HttpRequest) -> HttpResponse:
    """All locations, with their hours of today."""
    cards = staff_hours.hours_cards(request.region, at=clock.now())  # type: ignore[attr-defined]
    return TemplateResponse(request, "frontdoor/staff/hours_home.html", {"cards": cards})


@requires(Permission.CHANGE_HOURS)
def hours_page(request: HttpRequest, key: str) -> HttpResponse:
    """The hours of one location: now, the next two weeks, and every row."""
    location, at = _location(request, key), clock.now()
    return _hours_page(request, location, at, CloseForm(location=location, at=at))


@require_POST
@requires(Permission.CHANGE_HOURS)
def hours_close(request: HttpRequest, key: str) -> HttpResponse:
    """Close a door from now on."""
    location, at = _location(request, key), clock.now()
    form = CloseForm(request.POST, location=location, at=at)
    if not form.is_valid():
        return _hours_page(request, location, at, form)
    return _do(
        request,
        location,
        _("Dit is nu gesloten. Bezoekers zien het meteen."),
        partial(actions.close_now, closure=form.closure),
    )


@require_POST
@requires(Permission.CHANGE_HOURS)
def hours_reopen(request: HttpRequest, key: str, pk: UUID) -> HttpResponse:
    """Open again what was closed for a while."""
    location = _location(request, key)
    closure = get_object_or_404(location.closures.select_related("location__region"), pk=pk)
    return _do(
        request,
        location,
        _("Dit is weer open. Bezoekers zien het meteen."),
        partial(actions.reopen, closure=closure),
    )


@requires(Permission.CHANGE_HOURS)
def weekly_add(request: HttpRequest, key: str) -> HttpResponse:
    """New weekly hours."""
    location = _location(request, key)
    today = _today(location)
    form = WeeklyForm(request.POST or None, location=location, today=today)
    if form.is_valid() and _LOOK not in request.POST:
        return _do(
            request,
            location,
            _("De nieuwe tijden staan erbij."),
            partial(actions.add_weekly_hours, location=location, rows=form.rows),
        )
    context = {"form": form, "title": _("Nieuwe vaste tijden"), "stop": None}
    return _form_page(request, location, context | _weekly_preview(form, None))


@requires(Permission.CHANGE_HOURS)
def weekly_change(request: HttpRequest, key: str, pk: UUID) -> HttpResponse:
    """Other hours in place of a weekly row, from a day on."""
    location = _location(request, key)
    today = _today(location)
    old = _present_row(location, pk, today)
    form = WeeklyForm(request.POST or None, location=location, today=today, old=old)
    if form.is_valid() and _LOOK not in request.POST:
        return _do(
            request,
            location,
            _("De tijden zijn veranderd. De oude blijven bewaard."),
            partial(
                actions.change_weekly_hours,
                row=old,
                new=form.rows,
                on=form.cleaned_data["starts_on"],
            ),
        )
    context = _change_context(old, form, StopForm(old=old, today=today))
    return _form_page(request, location, context | _weekly_preview(form, old))


@require_POST
@requires(Permission.CHANGE_HOURS)
def weekly_stop(request: HttpRequest, key: str, pk: UUID) -> HttpResponse:
    """Have a weekly row stop."""
    location = _location(request, key)
    today = _today(location)
    old = _present_row(location, pk, today)
    stop = StopForm(request.POST, old=old, today=today)
    if stop.is_valid():
        return _do(
            request,
            location,
            _("Deze vaste tijd stopt op die dag."),
            partial(actions.change_weekly_hours, row=old, new=[], on=stop.cleaned_data["stops_on"]),
        )
    form = WeeklyForm(location=location, today=today, old=old)
    return _form_page(request, location, _change_context(old, form, stop))


@requires(Permission.CHANGE_HOURS)
def exception_add(request: HttpRequest, key: str) -> HttpResponse:
    """A day that differs."""
    location = _location(request, key)
    today = _today(location)
    form = ExceptionForm(request.POST or None, location=location, today=today)
    if form.is_valid() and _LOOK not in request.POST:
        return _do(
            request,
            location,
            _("De andere tijden staan erbij."),
            partial(actions.add_exceptions, location=location, rows=form.rows),
        )
    context: dict[str, Any] = {"form": form, "title": _("Een dag met andere tijden"), "stop": None}
    if form.is_valid():
        hours = hours_of(location)
        after = replace(hours, exceptions=[*hours.exceptions, *form.rows])
        context["preview"] = staff_hours.preview(after, form.cleaned_data["on"])
    return _form_page(request, location, context)


@require_POST
@requires(Permission.CHANGE_HOURS)
def exception_remove(request: HttpRequest, key: str, pk: UUID) -> HttpResponse:
    """Have a day be like the others again."""
    location = _location(request, key)
    exception = get_object_or_404(location.exceptions.select_related("location__region"), pk=pk)
    return _do(
        request,
        location,
        _("Die dag is weer als andere dagen."),
        partial(actions.remove_exception, exception=exception),
    )


@requires(Permission.CHANGE_HOURS)
def holidays(request: HttpRequest, key: str) -> HttpResponse:
    """The holidays to come: suggested here, decided by people."""
    location = _location(request, key)
    rows = staff_hours.holidays_of(location, at=clock.now())
    return TemplateResponse(
        request, "frontdoor/staff/hours_holidays.html", {"location": location, "rows": rows}
    )


@require_POST
@requires(Permission.CHANGE_HOURS)
def holiday_decide(request: HttpRequest, key: str) -> HttpResponse:
    """Say whether it is closed on a holiday."""
    location = _location(request, key)
    form = HolidayForm(request.POST)
    names = {row.on: row.name for row, _day in staff_hours.holidays_of(location, at=clock.now())}
    if not form.is_valid() or form.cleaned_data["on"] not in names:
        raise Http404
    on, is_closed = form.cleaned_data["on"], form.cleaned_data["is_closed"]
    said = _("%(day)s: gesloten.") if is_closed else _("%(day)s: gewoon open.")
    return _do(
        request,
        location,
        said % {"day": names[on]},
        partial(
            actions.decide_holiday, location=location, on=on, name=names[on], is_closed=is_closed
        ),
        back="hours_holidays",
    )


def _do(
    request: HttpRequest,
    location: Location,
    said: str,
    action: Callable[..., None],
    *,
    back: str = "hours_page",
) -> HttpResponse:
    """Take one action and say that it is done, or why not."""
    try:
        action(by=str(request.user.pk), at=clock.now())
    except RefusedError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)
    return HttpResponseRedirect(reverse(back, args=[location.key]))


def _hours_page(
    request: HttpRequest, location: Location, at: datetime, form: CloseForm
) -> HttpResponse:
    page = staff_hours.hours_page(location, at=at)
    return TemplateResponse(
        request, "frontdoor/staff/hours_page.html", {"page": page, "form": form}
    )


def _form_page(request: HttpRequest, location: Location, context: dict[str, Any]) -> HttpResponse:
    return TemplateResponse(
        request,
        "frontdoor/staff/hours_form.html",
        {"location": location, "preview": None, "stop_url": "", **context},
    )


def _change_context(old: WeeklyHours, form: WeeklyForm, stop: StopForm) -> dict[str, Any]:
    return {
        "form": form,
        "title": f"{old.get_kind_display()}, {staff_hours.weekly_text(old)}".capitalize(),
        "stop": stop,
        "stop_url": reverse("weekly_stop", args=[old.location.key, old.pk]),
    }


def _weekly_preview(form: WeeklyForm, old: WeeklyHours | None) -> dict[str, Any]:
    """The two weeks from the day on which the change counts."""
    if not form.is_valid():
        return {}
    first = form.cleaned_data["starts_on"]
    after = succeeded(hours_of(form.location), old=old, new=form.rows, on=first)
    return {"preview": staff_hours.preview(after, first)}


def _present_row(location: Location, pk: UUID, today: date) -> WeeklyHours:
    """A weekly row that still counts, or will."""
    for row in location.weekly_hours.all():
        if row.pk == pk and (row.ends_on is None or today < row.ends_on):
            return row
    raise Http404


def _today(location: Location) -> date:
    return clock.now().astimezone(location.zone).date()


def _location(request: HttpRequest, key: str) -> Location:
    """With all its rows; unknown and of another region look the same."""
    rows = staff_hours.locations_with_hours(request.region)  # type: ignore[attr-defined]
    return get_object_or_404(rows, key=key)
