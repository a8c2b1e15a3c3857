"""Work that fits, and how one vacancy fits: for whoever holds a profile in their own browser.

Nothing of it is stored: only that a list was made, with which software and weights.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from werkcentrum.core import clock, spool
from werkcentrum.core.access import public
from werkcentrum.core.addresses import link_to
from werkcentrum.matching import queries
from werkcentrum.matching.actions import TALLIES
from werkcentrum.matching.limits import LIMITS, Limit
from werkcentrum.matching.market import software
from werkcentrum.partners.middleware import region_of
from werkcentrum.profiles import own
from werkcentrum.profiles.facts import Facts
from werkcentrum.vacancies.models import Vacancy

# What the law asks is no wish: that one cannot be left out.
_RELAXED: Final[frozenset[Limit]] = frozenset(LIMITS) - {"level"}


def _with_profile(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Without a profile somebody makes one first, and comes back here."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        facts = own.read(request)
        if facts is None:
            to = link_to(reverse("own_profile"), {"terug": request.path})
            response: HttpResponse = HttpResponseRedirect(to)
        else:
            response = view(request, facts, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    return answer


@public
@require_safe
@_with_profile
def fitting_work(request: HttpRequest, facts: Facts) -> HttpResponse:
    """The limits first, then the vacancies that fit best, each with one line why."""
    region, today = region_of(request), clock.today()
    asked = request.GET.getlist("zonder")
    relaxed = [name for name in LIMITS if name in _RELAXED and name in asked]
    is_ranked = request.GET.get("volgorde") != "nieuw"
    found = queries.fitting_work(region, facts, today=today, relaxed=relaxed, is_ranked=is_ranked)
    _count(region.key, found.weights)
    limits = [
        {
            "line": line,
            "url": _address(_toggled(relaxed, line.key), is_ranked) if line.key in _RELAXED else "",
        }
        for line in found.limits
        if line.said
    ]
    context = {
        "found": found, "limits": limits, "is_ranked": is_ranked,
        "untold": [line.name for line in found.limits if not line.said],
        "other_order": _address(relaxed, not is_ranked),
    }  # fmt: skip
    return TemplateResponse(request, "matching/fitting.html", context)


@public
@require_safe
@_with_profile
def vacancy_fit(request: HttpRequest, facts: Facts, pk: UUID) -> HttpResponse:
    """Everything about how one vacancy fits, as it is computed."""
    region, today = region_of(request), clock.today()
    vacancy = get_object_or_404(Vacancy, region=region, pk=pk)
    if not vacancy.is_published(today):
        # Its own page says that it is over, or that it never was here.
        return HttpResponseRedirect(reverse("vacancy", args=[pk]))
    found = queries.fit(region, facts, vacancy, today=today)
    if found is not None:
        _count(region.key, found.weights)
    context: dict[str, Any] = {"vacancy": vacancy, "fit": found}
    return TemplateResponse(request, "matching/fit.html", context)


def _count(region: str, weights: str) -> None:
    spool.leave({"region": region, "software": software(), "weights": weights}, TALLIES)


def _toggled(relaxed: list[Limit], name: Limit) -> list[Limit]:
    return [one for one in relaxed if one != name] if name in relaxed else [*relaxed, name]


def _address(relaxed: list[Limit], is_ranked: bool) -> str:
    asked = [("zonder", str(name)) for name in relaxed]
    asked += [] if is_ranked else [("volgorde", "nieuw")]
    return reverse("fitting_work") + (f"?{urlencode(asked)}" if asked else "")
