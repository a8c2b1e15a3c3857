"""The inbox of a partner's employee: what was sent to their organisation, and answering it."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from werkcentrum.accounts.roles import Permission
from werkcentrum.accounts.staff_page import by, user_of
from werkcentrum.audit.actions import record_look
from werkcentrum.core import clock
from werkcentrum.core.access import requires
from werkcentrum.core.refusal import RefusedError
from werkcentrum.partners.middleware import region_of
from werkcentrum.referrals import queries, team_queries, team_steps
from werkcentrum.referrals.models import Referral
from werkcentrum.referrals.states import State
from werkcentrum.referrals.team_actions import open_by_team

_ON_A_PAGE: Final = 25
_receives = requires(Permission.RECEIVE_REFERRALS)


@_receives
@require_safe
def received_referrals(request: HttpRequest) -> HttpResponse:
    """What waits for the organisation, soonest first. Nothing about the people themselves."""
    found = queries.received(user_of(request), region_of(request))
    is_over = request.GET.get("toon") == "oud"
    rows = found.filter(closed_at=None).order_by("due_on", "pk")
    if is_over:
        rows = found.filter(closed_at__isnull=False).order_by("-closed_at", "pk")
    page = Paginator(rows, _ON_A_PAGE).get_page(request.GET.get("pagina"))
    return TemplateResponse(request, "referrals/team/inbox.html", {
        "rows": team_queries.rows_of(page.object_list, today=clock.today()), "page": page,
        "is_over": is_over, "open_step": team_steps.OPEN_STEP,
    })  # fmt: skip


@_receives
@require_safe
def received_referral(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One referral; what it is about only after somebody opened it."""
    return _page(request, _referral(request, pk))


@require_POST
@_receives
def received_step(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open it, accept it, ask, decline, or tell how it goes."""
    referral, at = _referral(request, pk), clock.now()
    key = request.POST.get("stap", "")
    back = HttpResponseRedirect(reverse("received_referral", args=[pk]))
    try:
        if key == team_steps.OPEN_STEP:
            if referral.state == State.SENT:
                open_by_team(referral=referral, by=by(request), at=at)
            return back
        if key not in team_steps.STEPS:
            raise Http404
        form = team_steps.typed(key, request.POST)
        if form is not None and not form.is_valid():
            return _page(request, referral, team_steps.steps_for(referral, wrong=key, form=form))
        messages.success(request, team_steps.take(referral, key, form, by=by(request), at=at))
    except RefusedError as refused:
        messages.error(request, str(refused))
    return back


def _referral(request: HttpRequest, pk: UUID) -> Referral:
    """One that was sent to the organisation; any other looks like one that never was."""
    return get_object_or_404(queries.received(user_of(request), region_of(request)), pk=pk)


def _page(
    request: HttpRequest, referral: Referral, steps: list[team_steps.Shown] | None = None
) -> HttpResponse:
    at = clock.now()
    shared = team_queries.shared_with(referral, at=at)
    if shared.refusal is None:
        record_look(subject=referral, by=by(request), at=at, region_key=referral.region.key)
    return TemplateResponse(request, "referrals/team/referral.html", {
        "row": team_queries.row_of(referral, today=clock.today()), "shared": shared,
        "steps": team_steps.steps_for(referral) if steps is None else steps,
        "open_step": team_steps.OPEN_STEP,
    })  # fmt: skip
