"""The page on which everybody searches vacancies. Nothing of what is asked is kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from werkcentrum.core import clock
from werkcentrum.core.access import public
from werkcentrum.core.addresses import link_to
from werkcentrum.partners.middleware import region_of
from werkcentrum.partners.models import Region
from werkcentrum.vacancies.models import Vacancy
from werkcentrum.vacancies.queries import short_facts
from werkcentrum.vacancies.search_forms import SearchForm
from werkcentrum.vacancies.search_keeping import index_of
from werkcentrum.vacancies.search_queries import Index, Read, Result, count, pages, search

# Words and one choice: without the choice is only the words.
_FEW: Final = 2


@dataclass(frozen=True)
class Link:
    """What it says, and where it leads."""

    label: str
    url: str


@dataclass(frozen=True)
class Line:
    """One vacancy in the list, with what is known of it in short."""

    vacancy: Vacancy
    facts: list[str]


@public
@require_safe
def vacancies(request: HttpRequest) -> HttpResponse:
    """The vacancies that fit what was typed and chosen, the best first; a way out of none."""
    region, today = region_of(request), clock.today()
    form = SearchForm(request.GET.dict())
    index = index_of(region)
    found = search(region, index, form.question(), today=today, page=form.page)
    if form.page > pages(found.count):
        return HttpResponseRedirect(_address(form, pages(found.count)))
    is_empty = index is not None and not found.count
    request.kept = form.asked()  # type: ignore[attr-defined]
    context = {
        "form": form,
        "heading": _heading(found),
        "read": found.read,
        "seen": _seen(form, found.read),
        "lines": [Line(row, short_facts(row)) for row in found.vacancies],
        "is_ready": found.is_ready,
        "is_empty": is_empty,
        "offers": _ways_out(region, index, form, today) if index and is_empty else [],
        "all_url": reverse("vacancies"),
        **_pages(form, found),
    }
    return TemplateResponse(request, "vacancies/search.html", context)


def _heading(found: Result) -> str:
    if not found.is_ready:
        return _("De nieuwste vacatures")
    if not found.count:
        return _("Geen vacatures gevonden")
    words = ngettext("%(count)s vacature", "%(count)s vacatures", found.count)
    return words % {"count": f"{found.count:,}".replace(",", ".")}


def _seen(form: SearchForm, read: Read) -> list[Link]:
    """What counts, from the choices or read in the words, each with the list without it."""
    labels = _labels(form, read)
    less = form.less()
    return [Link(label, _address(less[name])) for name, label in labels.items() if label]


def _labels(form: SearchForm, read: Read) -> dict[str, str]:
    """What counts, by what it is; words stand in their field already."""
    wanted, question = read.wanted, form.question()
    place = {
        "km": question.distance,
        "place": form.place or (read.place.name if read.place else ""),
    }
    levels = {option.value: option.label for option in form.levels}
    dutch = {option.value: option.label for option in form.dutch}
    chosen = next((option.label for option in form.hours if option.is_chosen), "")
    span = _span(*wanted.hours) if wanted.hours else ""
    return {
        "place": _("binnen %(km)s kilometer van %(place)s") % place if read.place else "",
        "hours": chosen or (_("%(hours)s uur in de week") % {"hours": span} if span else ""),
        "level": _("uw diploma: %s") % levels[question.level] if question.level else "",
        "dutch": _("uw Nederlands: %s") % dutch[question.dutch] if question.dutch else "",
        "learning": _("leren en werken") if wanted.learning else "",
    }


def _span(least: int, most: int) -> str:
    return str(least) if least == most else _("%s tot %s") % (least, most)


def _ways_out(region: Region, index: Index, form: SearchForm, today: date) -> list[Link]:
    """The nearest that does give something: further away, or without one of what counts.

    Of many also only one of the two that say most: several together may be too much.
    """
    read_now = search(region, index, form.question(), today=today).read
    labels = {"words": f"‘{form.words}’" if form.words else "", **_labels(form, read_now)}

    def offers(ways: Iterable[tuple[str, SearchForm]]) -> list[Link]:
        counted = ((say, way, count(region, index, way.question(), today=today))
                   for say, way in ways)  # fmt: skip
        return [
            Link(_counted(say, number), _address(way)) for say, way, number in counted if number
        ]

    wider = form.wider() if read_now.place else []
    further = offers(
        (_("Zoek binnen %(km)s kilometer") % {"km": way.question().distance}, way) for way in wider
    )
    less = [(_("Zonder: %s") % labels[name], way) for name, way in form.less().items()
            if labels[name]]  # fmt: skip
    only = [(_("Alleen: %s") % labels[name], way) for name, way in form.only().items()
            if labels[name]]  # fmt: skip
    return further[:1] + offers(less) + (offers(only) if len(less) > _FEW else [])


def _counted(label: str, number: int) -> str:
    words = ngettext("%(count)s vacature", "%(count)s vacatures", number) % {"count": number}
    return f"{label} ({words})"


def _pages(form: SearchForm, found: Result) -> dict[str, object]:
    """Where the page before and after this one are; '' for none."""
    last = pages(found.count)
    before = _address(form, form.page - 1) if 1 < form.page <= last else ""
    after = _address(form, form.page + 1) if form.page < last else ""
    return {"number": form.page, "last": last, "before": before, "after": after}


def _address(form: SearchForm, page: int = 1) -> str:
    asked = form.asked() | ({"pagina": str(page)} if page > 1 else {})
    return link_to(reverse("vacancies"), asked) if asked else reverse("vacancies")
