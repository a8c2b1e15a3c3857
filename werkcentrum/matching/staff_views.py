"""Pages about matching itself: the weights, who decided on them, and the lists that were made."""

from datetime import timedelta
from functools import partial
from typing import Final
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkcentrum.accounts.roles import Permission
from werkcentrum.accounts.staff_page import by, done, refusals_in, user_of
from werkcentrum.audit.actions import record_look
from werkcentrum.core import clock
from werkcentrum.core.access import requires
from werkcentrum.matching import algorithm_queries as queries
from werkcentrum.matching import rules
from werkcentrum.matching.forms import WeightsForm
from werkcentrum.matching.models import MatchRun, MatchWeights
from werkcentrum.matching.queries import weights_in_force
from werkcentrum.matching.weights_actions import decide_weights, propose_weights
from werkcentrum.partners.middleware import region_of

_ON_A_PAGE: Final = 25


@requires(Permission.READ_MATCHING)
@require_safe
def algorithm(request: HttpRequest) -> HttpResponse:
    """How matching works now, with which weights, and what was proposed."""
    region, today = region_of(request), clock.today()
    user = user_of(request)
    may_decide = user.may(Permission.DECIDE_WEIGHTS, region)
    context = {
        "now": queries.shown_weights(weights_in_force(region, today)),
        "version": weights_in_force(region, today).version,
        "proposals": [
            (row, may_decide and rules.may_decide(
                row, is_accepted=True, by=by(request), today=today) is None)
            for row in queries.proposals(region)
        ],
        "decided": queries.decided(region),
        "counts": queries.counts(region, today),
        "may_propose": user.may(Permission.PROPOSE_WEIGHTS, region),
        "may_decide": may_decide,
        "may_read_runs": user.may(Permission.READ_RUNS, region),
    }  # fmt: skip
    return TemplateResponse(request, "matching/staff/algorithm.html", context)


@requires(Permission.PROPOSE_WEIGHTS)
@require_http_methods(["GET", "HEAD", "POST"])
def weights_propose(request: HttpRequest) -> HttpResponse:
    """Propose other weights; somebody else decides."""
    region, today = region_of(request), clock.today()
    form = WeightsForm(
        request.POST or None, now=weights_in_force(region, today),
        initial={"starts_on": today + timedelta(days=7)},
    )  # fmt: skip
    if form.is_valid():
        with refusals_in(form):
            propose_weights(
                region=region, parts=form.parts, reason=form.cleaned_data["reason"],
                starts_on=form.cleaned_data["starts_on"], by=by(request), at=clock.now(),
            )  # fmt: skip
            return HttpResponseRedirect(reverse("algorithm"))
    return TemplateResponse(request, "matching/staff/propose.html", {"form": form})


@require_POST
@requires(Permission.DECIDE_WEIGHTS)
def weights_decide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Accept what somebody else proposed, or not."""
    weights = get_object_or_404(MatchWeights, region=region_of(request), pk=pk)
    is_accepted = "ja" in request.POST
    decide = partial(
        decide_weights, weights=weights, is_accepted=is_accepted, by=by(request), at=clock.now()
    )
    said = "De gewichten zijn aangenomen." if is_accepted else "Het voorstel is afgewezen."
    return done(request, said, decide, "algorithm")


@requires(Permission.READ_RUNS)
@require_safe
def run_list(request: HttpRequest) -> HttpResponse:
    """The lists that were made, the last first: whose they are does not stand here."""
    region = region_of(request)
    page = Paginator(queries.runs(region), _ON_A_PAGE).get_page(request.GET.get("pagina"))
    if page.object_list:
        record_look(
            subject=region, by=by(request), at=clock.now(), region_key=region.key,
            what="matching.matchrun", count=len(page.object_list),
        )  # fmt: skip
    return TemplateResponse(request, "matching/staff/runs.html", {"page": page})


@requires(Permission.READ_RUNS)
@require_safe
def run_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One list: what went in, what came out, who looked, and what they did."""
    region = region_of(request)
    rows = MatchRun.objects.filter(facts__region=region).select_related("facts")
    run = get_object_or_404(rows, pk=pk)
    record_look(subject=run, by=by(request), at=clock.now(), region_key=region.key)
    return TemplateResponse(request, "matching/staff/run.html", {"shown": queries.shown_run(run)})
