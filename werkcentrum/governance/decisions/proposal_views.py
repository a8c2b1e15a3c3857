"""Pages about proposals: a case with all that happened with it."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkcentrum.accounts.roles import Permission
from werkcentrum.accounts.staff_page import by, refusals_in
from werkcentrum.core import clock
from werkcentrum.core.access import requires
from werkcentrum.governance.decisions import actions
from werkcentrum.governance.decisions.forms import ProposalForm
from werkcentrum.governance.decisions.queries import proposals_of
from werkcentrum.governance.documents.page import documents_about
from werkcentrum.governance.models import Proposal
from werkcentrum.governance.papers.page import papers_of
from werkcentrum.governance.staff_page import may, page_of, reads, shown
from werkcentrum.governance.timeline_queries import decisions_and_powers, desk_lines, timeline_of
from werkcentrum.partners.middleware import region_of

_keeps = requires(Permission.KEEP_DECISIONS)
# A case has some dozens: all on one page, as long as a page stays a page.
_ENTRIES: Final = 100


@reads
@require_safe
def proposal_list(request: HttpRequest) -> HttpResponse:
    """All of a region, the newest first."""
    page = page_of(request, proposals_of(region_of(request)))
    may_keep = may(request, Permission.KEEP_DECISIONS)
    return shown(request, "governance/proposals.html", {"page": page, "may_keep": may_keep})


@_keeps
@require_http_methods(["GET", "HEAD", "POST"])
def proposal_add(request: HttpRequest) -> HttpResponse:
    """A new case."""
    form = ProposalForm(request.POST or None, region=region_of(request), today=clock.today())
    if form.is_valid():
        with refusals_in(form):
            proposal = actions.add_proposal(**form.cleaned_data, by=by(request), at=clock.now())
            return _back(request, proposal, _("Het voorstel staat erbij."))
    return shown(request, "governance/proposal_add.html", {"form": form, "proposal": None})


@reads
@require_safe
def proposal_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One case: what it is about, and everything on one timeline."""
    proposal = _proposal(request, pk)
    decisions, mandates = decisions_and_powers(proposal)
    entries = timeline_of(
        proposal,
        with_confidential=may(request, Permission.READ_CONFIDENTIAL),
        with_drafts=may(request, Permission.WRITE_DOCUMENTS),
    )
    return shown(request, "governance/proposal.html", {
        "proposal": proposal, "agreements": list(proposal.agreements.order_by("title")),
        "decisions": decisions, "mandates": mandates, "papers": papers_of(request, proposal),
        "documents_about": documents_about(request, proposal),
        "desk_lines": desk_lines(proposal),
        "page": Paginator(entries, _ENTRIES).get_page(request.GET.get("pagina")),
        "today": clock.today(), "may_keep": may(request, Permission.KEEP_DECISIONS),
    })  # fmt: skip


@_keeps
@require_http_methods(["GET", "HEAD", "POST"])
def proposal_change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Another title, or about other agreements."""
    proposal = _proposal(request, pk)
    form = ProposalForm(
        request.POST or None, region=region_of(request), today=clock.today(), proposal=proposal
    )
    if form.is_valid():
        actions.change_proposal(
            proposal=proposal, **form.cleaned_data, by=by(request), at=clock.now()
        )
        return _back(request, proposal, _("Opgeslagen."))
    return shown(request, "governance/proposal_add.html", {"form": form, "proposal": proposal})


def _back(request: HttpRequest, proposal: Proposal, said: str) -> HttpResponse:
    messages.success(request, said)
    return HttpResponseRedirect(reverse("proposal_page", args=[proposal.pk]))


def _proposal(request: HttpRequest, pk: UUID) -> Proposal:
    rows: Any = Proposal.objects.filter(region=region_of(request))
    found: Proposal = get_object_or_404(rows.select_related("organisation", "region"), pk=pk)
    return found
