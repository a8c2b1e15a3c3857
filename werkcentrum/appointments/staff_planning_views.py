"""Pages for staff about what needs somebody, who is away, group sessions, and what is offered."""

from datetime import time, timedelta
from functools import partial
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from werkcentrum.accounts.models import User
from werkcentrum.accounts.queries import who_may
from werkcentrum.accounts.roles import Permission
from werkcentrum.accounts.staff_page import by, done, refusals_in, user_of
from werkcentrum.appointments import orphan_actions, planning_actions, staff_queries
from werkcentrum.appointments.models import Absence, Offer, ServiceType
from werkcentrum.appointments.staff_forms import (
    AbsenceForm,
    OfferForm,
    ServiceTypeForm,
    SessionForm,
)
from werkcentrum.appointments.staff_page import looked, shown
from werkcentrum.catalogue.queries import catalogue_of
from werkcentrum.core import clock
from werkcentrum.core.access import requires
from werkcentrum.core.clock import AMSTERDAM
from werkcentrum.core.languages import current_language
from werkcentrum.partners.middleware import region_of
from werkcentrum.partners.models import Region

_KEY_LENGTH: Final = 60
_books = requires(Permission.BOOK_APPOINTMENTS)
_plans = requires(Permission.CHANGE_HOURS)


@_books
@require_safe
def appointment_work(request: HttpRequest) -> HttpResponse:
    """Appointments that need somebody: the hours or the adviser went, or nobody said how it was."""
    region, at, user = region_of(request), clock.now(), user_of(request)
    items = staff_queries.work_list(region, at=at, user=user)
    over = staff_queries.without_outcome(region, at=at, user=user)
    looked(request, region, len(items) + len(over))
    return shown(request, "appointments/staff/work.html", {"items": items, "over": over})


@_books
@require_safe
def waiting_list(request: HttpRequest) -> HttpResponse:
    """Who would rather come earlier."""
    region = region_of(request)
    rows = staff_queries.waiting_list(region, at=clock.now(), user=user_of(request))
    looked(request, region, len(rows))
    return shown(request, "appointments/staff/waiting.html", {"rows": rows})


@_books
def absences(request: HttpRequest) -> HttpResponse:
    """Who is away, and a form to say so: a colleague who is free takes over."""
    region, at = region_of(request), clock.now()
    form = AbsenceForm(
        request.POST if request.method == "POST" else None, advisers=staff_queries.advisers(region),
        me=user_of(request).pk, today=clock.today(),
    )  # fmt: skip
    if form.is_valid():
        values = form.cleaned_data
        adviser = get_object_or_404(User, pk=values["adviser"])
        with refusals_in(form):
            result = orphan_actions.report_absence(
                region=region, adviser=adviser, starts_at=values["starts_at"],
                ends_at=values["ends_at"], by=by(request), at=at,
            )  # fmt: skip
            messages.success(request, _absence_said(result))
            return HttpResponseRedirect(reverse("absences"))
    rows = [(row, _period(row)) for row in staff_queries.coming_absences(region, at=at)]
    return shown(request, "appointments/staff/absences.html", {"form": form, "rows": rows})


@require_POST
@_books
def absence_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Somebody is there after all."""
    found = Absence.objects.visible_to(request.user).filter(region=region_of(request))
    absence = get_object_or_404(found.select_related("region", "adviser"), pk=pk)
    act = partial(orphan_actions.end_absence, absence=absence, by=by(request), at=clock.now())
    return done(request, _("De afwezigheid is voorbij."), act, "absences")


@_books
@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """Group sessions, and who plans them a new one."""
    rows = staff_queries.sessions_of(region_of(request), at=clock.now())
    return shown(request, "appointments/staff/sessions.html", {"rows": rows})


@_plans
def session_plan(request: HttpRequest) -> HttpResponse:
    """A new group session."""
    region, at = region_of(request), clock.now()
    form = SessionForm(request.POST if request.method == "POST" else None, region=region, at=at)
    if form.is_valid():
        session = planning_actions.plan_group_session(**form.session, by=by(request), at=at)
        messages.success(request, _("De bijeenkomst staat in de agenda."))
        return HttpResponseRedirect(reverse("staff_session", args=[session.pk]))
    return shown(request, "appointments/staff/session_plan.html", {"form": form})


@_books
@require_safe
def staff_session(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One group session with who comes."""
    session = get_object_or_404(staff_queries.group_sessions(region_of(request)), pk=pk)
    at = clock.now()
    rows = staff_queries.participants(session, at=at, user=user_of(request))
    looked(request, session, len(rows))
    return shown(request, "appointments/staff/session.html", {
        "session": staff_queries.session_row(session), "description": session.description,
        "rows": rows, "is_coming": session.slot.starts_at > at and not session.is_cancelled,
    })  # fmt: skip


@require_POST
@_plans
def session_cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A group session does not go on; everybody in it is told."""
    session = get_object_or_404(staff_queries.group_sessions(region_of(request)), pk=pk)
    act = partial(
        planning_actions.cancel_group_session, session=session, by=by(request), at=clock.now()
    )
    said = _("De bijeenkomst gaat niet door. Wie zou komen, krijgt een bericht.")
    return done(request, said, act, "staff_session", pk)


@_plans
@require_safe
def appointment_settings(request: HttpRequest) -> HttpResponse:
    """What can be booked, and where."""
    region = region_of(request)
    return shown(request, "appointments/staff/settings.html", {
        "kinds": list(ServiceType.objects.filter(region=region)),
        "offers": list(staff_queries.every_offer(region)),
    })  # fmt: skip


@_plans
def service_type_add(request: HttpRequest) -> HttpResponse:
    """A new reason for a visit."""
    return _service_type_page(request, None)


@_plans
def service_type_change(request: HttpRequest, key: str) -> HttpResponse:
    """Change a reason for a visit; what was booked keeps its own length."""
    kinds = ServiceType.objects.filter(region=region_of(request))
    return _service_type_page(request, get_object_or_404(kinds, key=key))


@_plans
def offer_add(request: HttpRequest) -> HttpResponse:
    """Have something booked at one more place."""
    return _offer_page(request, None)


@_plans
def offer_change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who has these conversations at a place, or how many there are at a time."""
    return _offer_page(
        request, get_object_or_404(staff_queries.every_offer(region_of(request)), pk=pk)
    )


def _service_type_page(request: HttpRequest, kind: ServiceType | None) -> HttpResponse:
    region = region_of(request)
    catalogue = catalogue_of(region).in_language(current_language())
    titles = {key: theme.title for key, theme in catalogue.themes.items()}
    form = ServiceTypeForm(
        request.POST if request.method == "POST" else None, themes=titles, kind=kind
    )
    if form.is_valid():
        key = kind.key if kind else _new_key(region, form.cleaned_data["name"])
        planning_actions.set_up_service_type(
            region=region, key=key, by=by(request), at=clock.now(), **form.cleaned_data
        )
        messages.success(request, _("Bewaard. De tijden passen zich binnen een minuut aan."))
        return HttpResponseRedirect(reverse("appointment_settings"))
    return shown(request, "appointments/staff/service_type.html", {"form": form, "kind": kind})


def _offer_page(request: HttpRequest, offer: Offer | None) -> HttpResponse:
    region = region_of(request)
    staff = who_may(Permission.BOOK_APPOINTMENTS, region)
    form = OfferForm(
        request.POST if request.method == "POST" else None, region=region, staff=staff, offer=offer
    )
    if form.is_valid():
        values = form.cleaned_data
        planning_actions.set_up_offer(
            location=offer.agenda.location if offer else values["location"],
            service_type=offer.service_type if offer else values["service_type"],
            capacity=values["capacity"], advisers=form.advisers, is_open=values["is_open"],
            by=by(request), at=clock.now(),
        )  # fmt: skip
        messages.success(request, _("Bewaard. De tijden passen zich binnen een minuut aan."))
        return HttpResponseRedirect(reverse("appointment_settings"))
    return shown(request, "appointments/staff/offer.html", {"form": form, "offer": offer})


def _new_key(region: Region, name: str) -> str:
    """A key that is free, made of the name."""
    plain = slugify(name)[:_KEY_LENGTH] or "afspraak"
    taken = set(ServiceType.objects.filter(region=region).values_list("key", flat=True))
    numbers = (f"{plain}-{number}" for number in range(2, len(taken) + 3))
    return next(key for key in (plain, *numbers) if key not in taken)


def _absence_said(result: orphan_actions.AbsenceResult) -> str:
    return _(
        "Opgeschreven. Door collega's overgenomen: %(taken)s. Nieuw op de werklijst: %(left)s."
    ) % {"taken": result.taken_over, "left": result.left}


def _period(absence: Absence) -> str:
    """From when until when, as it was filled in: whole days have no hours."""
    first, until = (moment.astimezone(AMSTERDAM) for moment in (absence.starts_at, absence.ends_at))
    if first.time() != time() or until.time() != time():
        shape = "j F Y, H:i"
        words = {"first": date_format(first, shape), "last": date_format(until, shape)}
        return _("van %(first)s tot %(last)s") % words
    words = {
        "first": date_format(first, "j F Y"),
        "last": date_format(until - timedelta(days=1), "j F Y"),
    }
    if words["first"] == words["last"]:
        return words["first"]
    return _("van %(first)s tot en met %(last)s") % words
