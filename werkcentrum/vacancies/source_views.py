"""Vacancies of another source for staff: many at once, and words that changed there."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from werkcentrum.accounts.roles import Permission
from werkcentrum.accounts.staff_page import by, done
from werkcentrum.core import clock
from werkcentrum.core.access import requires
from werkcentrum.partners.middleware import region_of
from werkcentrum.vacancies import source_actions, source_queries
from werkcentrum.vacancies.models import Vacancy

_SHOWN = 25
_TOLD = {
    0: "Er was niets dat zo op de website kan. Bekijk hieronder wat blijft wachten.",
    1: "1 vacature staat op de website of is bijgewerkt.",
}
_TOLD_MANY = "{} vacatures staan op de website of zijn bijgewerkt."


@requires(Permission.PUBLISH_VACANCIES)
@require_http_methods(["GET", "HEAD", "POST"])
def vacancy_source(request: HttpRequest, source: str) -> HttpResponse:
    """What waits of a source; sent, what is good comes on the website."""
    region = region_of(request)
    if request.method == "POST":
        count = source_actions.publish_source(
            region=region, source=source, by=by(request), at=clock.now()
        )
        messages.success(request, _TOLD.get(count) or _TOLD_MANY.format(count))
        return HttpResponseRedirect(reverse("vacancy_source", args=[source]))
    looked_at = source_queries.LOOKED_AT
    waiting = source_queries.waiting(
        region, source, by=by(request), today=clock.today(), looked_at=looked_at
    )
    context = {
        "source": source, "waiting": waiting, "good": waiting.good[:_SHOWN],
        "held": waiting.held[:_SHOWN], "changes": waiting.changes[:_SHOWN],
        "more": max(0, len(waiting.good) - _SHOWN), "most": source_queries.MOST,
        "looked_at": looked_at,
        "can_publish": bool(waiting.good or waiting.changes) or not waiting.is_all,
    }  # fmt: skip
    return TemplateResponse(request, "vacancies/staff/source.html", context)


@require_POST
@requires(Permission.PUBLISH_VACANCIES)
def vacancy_proposal(request: HttpRequest, pk: UUID, answer: str) -> HttpResponse:
    """The words of the source come on the website, or those there stay."""
    rows = Vacancy.objects.select_related("region")
    vacancy = get_object_or_404(rows, region=region_of(request), pk=pk)
    action, said = {
        "overnemen": (source_actions.accept_proposal, "De nieuwe tekst staat op de website."),
        "laten": (source_actions.reject_proposal, "De tekst op de website blijft zoals die is."),
    }[answer]
    seen = request.POST.get("seen", "")
    take = partial(action, vacancy=vacancy, digest=seen, by=by(request), at=clock.now())
    return done(request, said, take, "vacancy_page", vacancy.pk)
