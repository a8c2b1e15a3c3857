"""How many people fit a vacancy, for who has contact with the employer; never who."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST

from werkcentrum.accounts.roles import Permission
from werkcentrum.accounts.staff_page import by, done, user_of
from werkcentrum.audit.actions import record_look
from werkcentrum.core import clock
from werkcentrum.core.access import requires
from werkcentrum.matching import vacancy_queries as queries
from werkcentrum.matching.contact_actions import count_people, request_contact, withdraw_requests
from werkcentrum.partners.middleware import region_of
from werkcentrum.partners.models import Organisation
from werkcentrum.vacancies.models import Vacancy

_keeps = requires(Permission.KEEP_VACANCIES)
_PAGE = "vacancy_people"


@_keeps
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How many fit, counted once a day, and who said yes to contact with this organisation."""
    vacancy = _found(request, pk)
    if request.method == "POST":
        count = partial(count_people, vacancy=vacancy, by=by(request), at=clock.now())
        return done(request, "Er is geteld.", count, _PAGE, vacancy.pk)
    shown = queries.people_for(vacancy, _organisation(request, vacancy), at=clock.now())
    if shown.agreed:
        record_look(
            subject=vacancy, by=by(request), at=clock.now(), region_key=vacancy.region.key,
            what="casework.client", count=len(shown.agreed),
        )  # fmt: skip
    context = {"vacancy": vacancy, "shown": shown}
    return TemplateResponse(request, "matching/staff/people.html", context)


@require_POST
@_keeps
def ask_contact(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask the advisers of whoever fits."""
    vacancy = _found(request, pk)
    ask = partial(
        request_contact, vacancy=vacancy, organisation=_organisation(request, vacancy),
        by=by(request), at=clock.now(),
    )  # fmt: skip
    said = "De gidsen vragen het aan de mensen die passen. U krijgt een e-mail als iemand ja zegt."
    return done(request, said, ask, _PAGE, vacancy.pk)


@require_POST
@_keeps
def stop_contact(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Contact is not needed any more."""
    vacancy = _found(request, pk)
    stop = partial(
        withdraw_requests, vacancy=vacancy, organisation=_organisation(request, vacancy),
        by=by(request), at=clock.now(),
    )  # fmt: skip
    return done(request, "Er wordt niemand meer gevraagd.", stop, _PAGE, vacancy.pk)


def _organisation(request: HttpRequest, vacancy: Vacancy) -> Organisation | None:
    """For whom somebody works now."""
    work = user_of(request).work_in(vacancy.region)
    return work.organisation if work else None


def _found(request: HttpRequest, pk: UUID) -> Vacancy:
    rows = Vacancy.objects.select_related("region", "organisation")
    return get_object_or_404(rows, region=region_of(request), pk=pk)
