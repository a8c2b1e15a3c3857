"""The pages on which everybody finds a training. Nothing of what is asked is kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from werkcentrum.core import clock
from werkcentrum.core.access import public
from werkcentrum.core.addresses import link_to
from werkcentrum.core.structured_data import to_script
from werkcentrum.partners.middleware import region_of
from werkcentrum.partners.models import Region
from werkcentrum.training import queries, region_queries
from werkcentrum.training.course_data import course
from werkcentrum.training.models import Training
from werkcentrum.training.search_forms import SearchForm
from werkcentrum.training.search_queries import ON_A_PAGE, search


@dataclass(frozen=True)
class Link:
    """What it says, and where it leads."""

    label: str
    url: str


@dataclass(frozen=True)
class Line:
    """One training in the list, with what is known of it in short."""

    training: Training
    place: str
    facts: list[str]


@public
@require_safe
def trainings(request: HttpRequest) -> HttpResponse:
    """The trainings that fit what was typed and chosen, the best first; a way out of none."""
    region, today = region_of(request), clock.today()
    form = SearchForm(request.GET.dict())
    found = search(region, form.question(), today=today)
    last = max(1, -(-len(found.trainings) // ON_A_PAGE))
    if form.page > last:
        return HttpResponseRedirect(_address(form, last))
    first = (form.page - 1) * ON_A_PAGE
    request.kept = form.asked()  # type: ignore[attr-defined]
    context = {
        "form": form, "found": found, "heading": _heading(len(found.trainings)),
        "seen": _seen(form), "lines": _lines(found.trainings[first : first + ON_A_PAGE]),
        "offers": [] if found.trainings else _ways_out(region, form, today),
        "number": form.page, "last": last,
        "before": _address(form, form.page - 1) if form.page > 1 else "",
        "after": _address(form, form.page + 1) if form.page < last else "",
    }  # fmt: skip
    return TemplateResponse(request, "training/search.html", context)


@public
@require_safe
def training(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What one learns, when and for how much, and how many vacancies ask it; when it is over only
    that, with status 410."""
    region, today = region_of(request), clock.today()
    offered: Any = queries.offered(region, today).filter(pk=pk).first()
    if offered is None:
        get_object_or_404(Training, region=region, pk=pk)
        return TemplateResponse(request, "training/gone.html", {}, status=HTTPStatus.GONE)
    address = request.build_absolute_uri(request.path)
    context = {
        "training": offered, "facts": queries.facts(offered),
        "skills": region_queries.asked_of(region, offered, today=today),
        "json_ld": to_script(course(offered, address=address)),
    }  # fmt: skip
    return TemplateResponse(request, "training/training.html", context)


def _heading(count: int) -> str:
    if not count:
        return _("Geen opleidingen gevonden")
    return ngettext("%(count)s opleiding", "%(count)s opleidingen", count) % {"count": count}


def _lines(rows: Sequence[Any]) -> list[Line]:
    labels = queries.labels_of(rows)
    return [Line(row, queries.place(row), queries.short_facts(row, labels)) for row in rows]


def _seen(form: SearchForm) -> list[Link]:
    """What counts, each with the list without it."""
    less, labels = form.less(), form.labels()
    return [Link(labels[name], _address(way)) for name, way in less.items() if labels.get(name)]


def _ways_out(region: Region, form: SearchForm, today: date) -> list[Link]:
    """The nearest that does give something: further away, or without one of what counts."""
    labels = {"words": f"‘{form.words}’", **form.labels()}

    def offers(ways: Iterable[tuple[str, SearchForm]]) -> list[Link]:
        counted = ((label, way, len(search(region, way.question(), today=today).trainings))
                   for label, way in ways)  # fmt: skip
        return [
            Link(f"{label} ({_heading(count)})", _address(way))
            for label, way, count in counted if count
        ]  # fmt: skip

    wider = form.wider() if form.place else []
    further = (
        (_("Zoek binnen %(km)s kilometer") % {"km": way.question().distance}, way) for way in wider
    )
    less = ((_("Zonder: %s") % labels[name], way) for name, way in form.less().items())
    return [*offers(further)[:1], *offers(less)]


def _address(form: SearchForm, page: int = 1) -> str:
    asked = form.asked() | ({"pagina": str(page)} if page > 1 else {})
    return link_to(reverse("trainings"), asked) if asked else reverse("trainings")
