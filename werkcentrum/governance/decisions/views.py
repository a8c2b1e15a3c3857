"""Pages about what bodies decided."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkcentrum.accounts.roles import Permission
from werkcentrum.accounts.staff_page import by, done
from werkcentrum.core import clock
from werkcentrum.core.access import requires
from werkcentrum.core.forms import held_numbers
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.typed import visible
from werkcentrum.governance.agreements.ground_queries import resting_on_decision
from werkcentrum.governance.authority.rules import NETWORKS
from werkcentrum.governance.decisions import actions, queries
from werkcentrum.governance.decisions.forms import DecisionForm, FilterForm, WithdrawForm
from werkcentrum.governance.documents.page import documents_about
from werkcentrum.governance.models import Decision
from werkcentrum.governance.papers.page import papers_of
from werkcentrum.governance.staff_page import may, page_of, reads, shown
from werkcentrum.partners.middleware import region_of

_keeps = requires(Permission.KEEP_DECISIONS)


@reads
@require_safe
def decision_list(request: HttpRequest) -> HttpResponse:
    """The decisions of all bodies, or of one body or year."""
    region = region_of(request)
    form = FilterForm(request.GET, region=region, years=queries.years_of(region))
    wanted = form.cleaned_data if form.is_valid() else {}
    found = queries.decisions_of(region, body=wanted.get("orgaan"), year=wanted.get("jaar"))
    page = page_of(request, found)
    return shown(request, "governance/decisions.html", {
        "page": page, "form": form,
        "today": clock.today(), "may_keep": may(request, Permission.KEEP_DECISIONS),
    })  # fmt: skip


@_keeps
@require_http_methods(["GET", "HEAD", "POST"])
def decision_add(request: HttpRequest) -> HttpResponse:
    """Write down a decision. The address may say of which body, proposal and agreement.

    Or of which organisation: then of the body that decides for it.
    """
    body = request.GET.get("orgaan") or queries.decides_for(
        region_of(request), visible(request.GET.get("van", ""), 64)
    )
    agreement = request.GET.get("overeenkomst", "")
    proposal = request.GET.get("voorstel") or queries.newest_proposal_about(
        region_of(request), agreement
    )
    asked = {"body": body, "proposal": proposal, "agreement_1": agreement}
    form = DecisionForm(
        request.POST or None, region=region_of(request), today=clock.today(), initial=asked
    )
    if form.is_valid():
        about = {name: form.cleaned_data[name]
                 for name in ("body", "number", "title", "decided_on", "proposal")}  # fmt: skip
        try:
            decision = actions.record_decision(
                **about, points=form.points(), held_numbers=held_numbers(form), by=by(request),
                at=clock.now(),
            )  # fmt: skip
        except RefusedError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Het besluit staat opgeschreven."))
            return HttpResponseRedirect(reverse("decision_page", args=[decision.pk]))
    return shown(request, "governance/decision_add.html", {"form": form})


@reads
@require_safe
def decision_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One decision, point by point, and what rests on it."""
    return _page(request, _decision(request, pk))


@require_POST
@_keeps
def decision_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """It does not hold any more from a day."""
    decision = _decision(request, pk)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _page(request, decision, form)
    act = partial(actions.withdraw_decision, decision=decision, **form.cleaned_data,
                  by=by(request), at=clock.now())  # fmt: skip
    return done(request, _("Het besluit is ingetrokken."), act, "decision_page", pk)


def _page(
    request: HttpRequest, decision: Decision, form: WithdrawForm | None = None
) -> HttpResponse:  # fmt: skip
    may_keep = may(request, Permission.KEEP_DECISIONS)
    is_withdrawn = decision.withdrawn_on is not None
    may_withdraw = may_keep and not is_withdrawn
    return shown(request, "governance/decision.html", {
        "found": queries.decision_facts(decision), "decision": decision,
        "papers": papers_of(request, decision),
        "documents_about": documents_about(request, decision),
        "holds": decision.holds_on(clock.today()),
        "may_grant": may_keep and decision.body.kind not in NETWORKS,
        "withdraw_form": (form or WithdrawForm(initial={"withdrawn_on": clock.today()}))
        if may_withdraw else None,
        "resting": resting_on_decision(decision, clock.today()) if may_withdraw else [],
    })  # fmt: skip


def _decision(request: HttpRequest, pk: UUID) -> Decision:
    rows = Decision.objects.filter(body__organisation__region=region_of(request))
    rows = rows.select_related("body__organisation__region", "proposal")
    found: Decision = get_object_or_404(rows, pk=pk)
    return found
