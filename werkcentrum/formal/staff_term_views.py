"""Pages for the privacy officer: within which term an answer must come."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from werkcentrum.accounts.roles import Permission
from werkcentrum.core import clock
from werkcentrum.core.access import requires
from werkcentrum.core.refusal import RefusedError
from werkcentrum.formal import queries, term_actions
from werkcentrum.formal.models import FormalTerm
from werkcentrum.formal.staff_forms import TermForm
from werkcentrum.partners.middleware import region_of

_keeps = requires(Permission.KEEP_REGISTER)


@_keeps
@require_http_methods(["GET", "HEAD", "POST"])
def keep_terms(request: HttpRequest) -> HttpResponse:
    """The terms as they are, and another one from a later day on."""
    region, at = region_of(request), clock.now()
    form = TermForm(request.POST or None)
    if form.is_valid():
        try:
            term_actions.add_term(
                region=region, by=str(request.user.pk), at=at, **form.cleaned_data
            )
        except RefusedError as refused:
            form.add_error("starts_on", str(refused))
        else:
            messages.success(request, _("De nieuwe termijn staat klaar."))
            return HttpResponseRedirect(reverse("keep_terms"))
    context = {"form": form, "terms": queries.shown_terms(region, clock.today())}
    return TemplateResponse(request, "formal/staff/terms.html", context)


@require_POST
@_keeps
def drop_term(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A term that has not begun goes."""
    rows = FormalTerm.objects.filter(region=region_of(request)).select_related("region")
    term = get_object_or_404(rows, pk=pk)
    try:
        term_actions.drop_term(term=term, by=str(request.user.pk), at=clock.now())
    except RefusedError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("De termijn is weg."))
    return HttpResponseRedirect(reverse("keep_terms"))
