"""Pages for the privacy officer: how long records stay, what may go, and what went."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from werkcentrum.accounts.roles import Permission
from werkcentrum.core import clock
from werkcentrum.core.access import requires
from werkcentrum.core.records import RECORDS
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.spreadsheets import download
from werkcentrum.partners.models import Region
from werkcentrum.privacy import retention_actions as actions
from werkcentrum.privacy import retention_queries as queries
from werkcentrum.privacy.models import Destruction
from werkcentrum.privacy.retention import term_of
from werkcentrum.privacy.retention_forms import PeriodForm

_ON_A_PAGE: Final = 50
_STEPS: Final[dict[str, tuple[Callable[..., None], Any]]] = {
    "voorstel": (actions.propose_destruction, _("Voorgesteld. Een collega beslist.")),
    "akkoord": (actions.approve_destruction, _("Akkoord. Vannacht gaat het weg.")),
    "niet": (actions.refuse_destruction, _("Niet akkoord. Er gaat niets weg.")),
}


@requires(Permission.KEEP_REGISTER)
@require_safe
def retention_home(request: HttpRequest) -> HttpResponse:
    """What waits for people, every period with what is past it, and what went last."""
    region = _region(request)
    terms, waiting = queries.overview(region, by=_by(request), at=clock.now())
    return TemplateResponse(request, "privacy/retention_home.html", {
        "terms": terms,
        "waiting": waiting,
        "destroyed": queries.in_words(queries.destroyed(region)[: queries.MOST_SHOWN]),
    })  # fmt: skip


@requires(Permission.KEEP_REGISTER)
def retention_period(request: HttpRequest, record: str) -> HttpResponse:
    """Change how long one sort of record stays."""
    if record not in RECORDS:
        raise Http404
    region = _region(request)
    term = term_of(region, record)
    form = PeriodForm(request.POST or None, term=term)
    if form.is_valid():
        actions.change_period(
            region=region, record_key=record, **form.chosen(), by=_by(request), at=clock.now()
        )
        messages.success(request, _("De nieuwe termijn geldt vanaf nu."))
        return HttpResponseRedirect(reverse("retention_home"))
    return TemplateResponse(request, "privacy/retention_period.html", {"form": form, "term": term})


@require_POST
@requires(Permission.KEEP_REGISTER)
def retention_step(request: HttpRequest, pk: UUID, step: str) -> HttpResponse:
    """Propose what the system found, or decide on what a colleague proposed."""
    rows = Destruction.objects.filter(region=_region(request)).select_related("region")
    destruction = get_object_or_404(rows, pk=pk)
    if step not in _STEPS:
        raise Http404
    action, said = _STEPS[step]
    try:
        action(destruction=destruction, by=_by(request), at=clock.now())
    except RefusedError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)
    return HttpResponseRedirect(reverse("retention_home"))


@requires(Permission.KEEP_REGISTER)
@require_safe
def destroyed(request: HttpRequest) -> HttpResponse:
    """The register of destruction, a page at a time."""
    rows = Paginator(queries.destroyed(_region(request)), _ON_A_PAGE)
    page = rows.get_page(request.GET.get("pagina"))
    shown = {"page": page, "rows": queries.in_words(page.object_list)}
    return TemplateResponse(request, "privacy/destroyed.html", shown)


@requires(Permission.KEEP_REGISTER)
@require_safe
def destroyed_file(request: HttpRequest) -> HttpResponse:
    """The same as a file, for the archive."""
    region = _region(request)
    return download(f"vernietigd-{region.key}.csv", queries.register_rows(region))


def _region(request: HttpRequest) -> Region:
    region: Any = request.region  # type: ignore[attr-defined]
    assert isinstance(region, Region)  # noqa: S101  `requires` let nobody in without
    return region


def _by(request: HttpRequest) -> str:
    return str(request.user.pk)
