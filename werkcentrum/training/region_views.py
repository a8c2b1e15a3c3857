"""What the region asks: by school, and by group of occupations. The same for everybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from werkcentrum.core import clock
from werkcentrum.core.access import public, same_for_everyone
from werkcentrum.matching.rules import STEP
from werkcentrum.partners.middleware import region_of
from werkcentrum.training import region_queries
from werkcentrum.training.charts import Bar, bars
from werkcentrum.training.groups import GROUPS
from werkcentrum.training.region_queries import Named
from werkcentrum.training.tension import FEWEST, MORE, Tension


@public
@require_safe
@same_for_everyone()
def schools(request: HttpRequest) -> HttpResponse:
    """Every school with trainings, and what nobody teaches."""
    region, today = region_of(request), clock.today()
    missing, vacancies = region_queries.missing_in(region, today=today)
    context = {
        "schools": region_queries.schools_of(region, today=today), "missing": missing,
        "missing_bars": _vacancy_bars(missing), "vacancies": vacancies, "today": today,
    }  # fmt: skip
    return TemplateResponse(request, "training/schools.html", context)


@public
@require_safe
@same_for_everyone()
def school(request: HttpRequest, key: str) -> HttpResponse:
    """What one school teaches that is asked, and what nobody teaches."""
    today = clock.today()
    found = region_queries.school_of(region_of(request), key, today=today)
    if found is None:
        raise Http404
    context = {
        "school": found, "asked_bars": _vacancy_bars(found.asked),
        "missing_bars": _vacancy_bars(found.missing), "today": today,
    }  # fmt: skip
    return TemplateResponse(request, "training/school.html", context)


@public
@require_safe
@same_for_everyone()
def promising(request: HttpRequest) -> HttpResponse:
    """Vacancies for each person who looks for such work, or vacancies alone."""
    found = region_queries.promising_in(region_of(request), today=clock.today())
    rows = [(GROUPS[row.group], row) for row in found.found.rows]
    context = {
        "promising": found, "rows": rows, "has_people": found.found.has_people,
        "bars": bars([(str(name), _said(row), row.vacancies, row.people) for name, row in rows]),
        "occupation_bars": _vacancy_bars(found.occupations), "fewest": FEWEST, "step": STEP,
        "more": MORE,
    }  # fmt: skip
    return TemplateResponse(request, "training/promising.html", context)


def _said(row: Tension) -> str:
    vacancies = _vacancies(row.vacancies)
    if row.people is None:
        return vacancies
    told = {"vacancies": vacancies, "people": row.people}
    return _("%(vacancies)s, %(people)s mensen of meer zoeken dit werk") % told


def _vacancy_bars(rows: list[Named]) -> list[Bar]:
    return bars([(row.label, _vacancies(row.vacancies), row.vacancies, None) for row in rows])


def _vacancies(count: int) -> str:
    return ngettext("%(count)s vacature", "%(count)s vacatures", count) % {"count": count}
