"""Papers: adding one, reading one, and saying who may read it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkcentrum.accounts.roles import Permission
from werkcentrum.accounts.staff_page import by, done
from werkcentrum.audit.actions import record_look
from werkcentrum.core import clock
from werkcentrum.core.access import requires
from werkcentrum.core.forms import held_numbers
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.uploads import to_save
from werkcentrum.governance.models import Paper
from werkcentrum.governance.papers import actions, queries
from werkcentrum.governance.papers.forms import OneFileForm, PaperForm
from werkcentrum.governance.papers.page import papers_of
from werkcentrum.governance.papers.rules import KEEPERS, MODELS, field_of
from werkcentrum.governance.staff_page import may, reads, shown
from werkcentrum.partners.middleware import region_of

_adds = requires(*sorted(set(KEEPERS.values())))


@_adds
@require_http_methods(["GET", "HEAD", "POST"])
def paper_add(request: HttpRequest, field: str, pk: UUID) -> HttpResponse:
    """A file with a title; confidential or not is asked every time."""
    about = _thing(request, field, pk)
    form = PaperForm(request.POST or None)
    files = OneFileForm(request.POST or None, request.FILES or None)
    is_good = form.is_valid()
    if files.is_valid() and is_good:
        values = form.cleaned_data
        try:
            actions.add_paper(
                about=about, title=values["titel"], file=files.cleaned_data["bestand"],
                is_confidential=values["wie"] == "vertrouwelijk", by=by(request), at=clock.now(),
                held_numbers=held_numbers(form),
            )  # fmt: skip
        except RefusedError as refused:
            files.add_error("bestand", str(refused))
        else:
            messages.success(request, _("Het stuk is toegevoegd."))
            return HttpResponseRedirect(reverse("paper_add", args=[field, pk]))
    return shown(request, "governance/paper_add.html", {
        "form": form, "files": files, "about": str(about), "papers": papers_of(request, about),
    })  # fmt: skip


@reads
@require_safe
def paper_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The file. Every look at a confidential one is logged."""
    paper = _paper(request, pk)
    if paper.is_confidential:
        record_look(
            subject=paper, by=by(request), at=clock.now(), region_key=paper.region.key,
            is_confidential=True,
        )  # fmt: skip
    return to_save(bytes(paper.content), paper.media_type, paper.name)


@require_POST
@requires(Permission.READ_CONFIDENTIAL)
def paper_mark(request: HttpRequest, pk: UUID) -> HttpResponse:
    """From now on confidential, or for everybody who may read."""
    paper = _paper(request, pk)
    about = _about(paper)
    field = field_of(about)
    if not may(request, KEEPERS[field]):
        raise Http404
    is_confidential = request.POST.get("wie") == "vertrouwelijk"
    said = _("Het stuk is nu vertrouwelijk.") if is_confidential else _("Het stuk is nu openbaar.")
    return done(
        request, said,
        lambda: actions.mark_confidential(
            paper=paper, is_confidential=is_confidential, by=by(request), at=clock.now()
        ),
        "paper_add", field, about.pk,
    )  # fmt: skip


def _paper(request: HttpRequest, pk: UUID) -> Paper:
    """Of this region; a confidential one is unknown to who may not see such papers."""
    sees_all = may(request, Permission.READ_CONFIDENTIAL)
    rows = queries.papers_in(region_of(request), with_confidential=sees_all)
    return get_object_or_404(rows, pk=pk)


def _thing(request: HttpRequest, field: str, pk: UUID) -> Any:
    """What it belongs to; unknown, and not for this role, look the same."""
    found = queries.thing(field, region_of(request), pk)
    if found is None or not may(request, KEEPERS[field]):
        raise Http404
    return found


def _about(paper: Paper) -> Any:
    return next(found for name in MODELS if (found := getattr(paper, name)) is not None)
