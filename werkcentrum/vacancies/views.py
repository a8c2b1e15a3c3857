"""The page of one vacancy for everybody."""

from http import HTTPStatus
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from werkcentrum.core import clock
from werkcentrum.core.access import public
from werkcentrum.core.structured_data import to_script
from werkcentrum.partners.middleware import region_of
from werkcentrum.vacancies.job_posting import job_posting
from werkcentrum.vacancies.models import Vacancy
from werkcentrum.vacancies.queries import confirmed, facts, how_to_apply


@public
@require_safe
def vacancy(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the work is and how to apply; when it is over only that, with status 410."""
    region, today = region_of(request), clock.today()
    # What never stood here does not exist.
    once_shown = Vacancy.objects.filter(region=region).exclude(published_at=None)
    found = get_object_or_404(once_shown, pk=pk)
    if not found.is_published(today):
        return _gone(request)
    address, asked = request.build_absolute_uri(request.path), confirmed(found)
    context = {
        "vacancy": found, "facts": facts(found), "apply": how_to_apply(found), "asked": asked,
        "json_ld": to_script(job_posting(found, asked, address=address)),
    }  # fmt: skip
    return TemplateResponse(request, "vacancies/vacancy.html", context)


def _gone(request: HttpRequest) -> HttpResponse:
    """Whoever kept the link reads that it is over, and a search engine forgets it."""
    return TemplateResponse(request, "vacancies/gone.html", {}, status=HTTPStatus.GONE)
