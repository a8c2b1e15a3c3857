"""Pages on which a body or an office that was entered wrongly is put right."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from werkcentrum.accounts.roles import Permission
from werkcentrum.accounts.staff_page import by, refusals_in
from werkcentrum.core import clock
from werkcentrum.core.access import requires
from werkcentrum.core.refusal import Refusal
from werkcentrum.governance.authority import correct_actions as actions
from werkcentrum.governance.authority import correct_rules as rules
from werkcentrum.governance.authority.body_forms import BodyForm, OfficeForm
from werkcentrum.governance.models import Body, OfficeHolder
from werkcentrum.governance.staff_page import shown
from werkcentrum.partners.middleware import region_of

_keeps = requires(Permission.KEEP_DECISIONS)


@_keeps
@require_http_methods(["GET", "HEAD", "POST"])
def body_correct(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A body has another name, or is another kind."""
    body = _of_region(request, Body, pk)
    form = BodyForm(request.POST or None, organisation=body.organisation, body=body)
    act = partial(actions.correct_body, body=body)
    return _page(request, body, form, act, rules.may_correct_body(body))


@_keeps
@require_http_methods(["GET", "HEAD", "POST"])
def office_correct(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Somebody has another name, or held the office from another day."""
    holder = _of_region(request, OfficeHolder, pk)
    form = OfficeForm(request.POST or None, organisation=holder.organisation, holder=holder)
    act = partial(actions.correct_office, holder=holder)
    return _page(request, holder, form, act, rules.may_correct_office(holder))


def _page(
    request: HttpRequest, row: Any, form: Form, act: Any, refusal: Refusal | None
) -> HttpResponse:
    """The form; back to the organisation once it is right; why not when something rests on it."""
    organisation = row.organisation
    if refusal is None and form.is_valid():
        with refusals_in(form):
            act(**form.cleaned_data, by=by(request), at=clock.now())
            messages.success(request, _("Verbeterd."))
            return HttpResponseRedirect(reverse("organisation_bodies", args=[organisation.key]))
    return shown(request, "governance/correct.html", {
        "organisation": organisation, "form": form, "refusal": refusal, "about": str(row),
        "title": _("Verbeter wat verkeerd is opgeschreven"),
    })  # fmt: skip


def _of_region(request: HttpRequest, model: Any, pk: UUID) -> Any:
    rows = model.objects.filter(organisation__region=region_of(request))
    return get_object_or_404(rows.select_related("organisation__region"), pk=pk)
