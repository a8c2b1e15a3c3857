"""What the pages about appointments for staff have in common."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from werkcentrum.accounts.roles import Permission
from werkcentrum.accounts.staff_page import by, user_of
from werkcentrum.appointments.models import Appointment
from werkcentrum.appointments.queries import whole
from werkcentrum.audit.actions import record_look
from werkcentrum.core import clock
from werkcentrum.partners.middleware import region_of


def shown(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page, with the menu of this part of the site."""
    may_plan = user_of(request).may(Permission.CHANGE_HOURS, region_of(request))
    return TemplateResponse(request, template, {"may_plan": may_plan, **context})


def looked(request: HttpRequest, subject: Any, count: int) -> None:
    """Write down that somebody saw so many appointments; none is nothing to write down."""
    if count:
        record_look(
            subject=subject, by=by(request), at=clock.now(), region_key=region_of(request).key,
            what="appointments.appointment", count=count,
        )  # fmt: skip


def appointment_for(request: HttpRequest, pk: UUID) -> Appointment:
    """One of this region; unknown and of another region look the same."""
    found = Appointment.objects.visible_to(request.user).filter(region=region_of(request))
    return get_object_or_404(whole(found).select_related("enquiry"), pk=pk)


def own_work_for(request: HttpRequest, pk: UUID) -> Appointment:
    """The same for who wants to change it: who only comes along for a partner cannot."""
    found = appointment_for(request, pk)
    if found.has_as_guest(user_of(request)):
        raise Http404
    return found
