"""Pages with the register of mandates, powers of attorney and authorisations."""

from functools import partial
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
from werkcentrum.core import clock
from werkcentrum.core.access import requires
from werkcentrum.core.refusal import RefusedError
from werkcentrum.governance.agreements.ground_queries import resting_on_mandate
from werkcentrum.governance.mandates import actions, queries
from werkcentrum.governance.mandates.forms import (
    ALL,
    FilterForm,
    GrantForm,
    PassOnForm,
    PublishForm,
    RevokeForm,
)
from werkcentrum.governance.models import Agreement, Mandate
from werkcentrum.governance.money.cents import in_words
from werkcentrum.governance.staff_page import may, page_of, reads, shown
from werkcentrum.partners.middleware import region_of

_keeps = requires(Permission.KEEP_DECISIONS)


@reads
@require_safe
def mandate_list(request: HttpRequest) -> HttpResponse:
    """What holds today, or everything; of all organisations or of one."""
    region, today = region_of(request), clock.today()
    form = FilterForm(request.GET, givers=queries.givers_of(region))
    wanted = form.cleaned_data if form.is_valid() else {}
    is_all = wanted.get("toon") == ALL
    found = queries.mandates_of(
        region, organisation=wanted.get("van"), on=None if is_all else today
    )
    page = page_of(request, found)
    return shown(request, "governance/mandates.html", {
        "page": page, "rows": queries.mandate_rows(list(page.object_list), today),
        "form": form, "is_all": is_all, "may_keep": may(request, Permission.KEEP_DECISIONS),
    })  # fmt: skip


@_keeps
@require_http_methods(["GET", "HEAD", "POST"])
def mandate_add(request: HttpRequest) -> HttpResponse:
    """A body gives somebody something. The address may say which body, to whom and what for."""
    asked = {
        "giver": request.GET.get("orgaan", ""), "holder_name": request.GET.get("naam", ""),
        "agreements": [request.GET.get("overeenkomst", "")],
    }  # fmt: skip
    form = GrantForm(
        request.POST or None, region=region_of(request), today=clock.today(), initial=asked
    )
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("giver", "kind", "decision")}
        act = partial(actions.grant_mandate, **values)
        if (made := _made(request, form, act)) is not None:
            return made
    return shown(request, "governance/mandate_add.html", {"form": form})


@reads
@require_safe
def mandate_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One of them, as a chain from who gave it to who holds it."""
    return _page(request, _mandate(request, pk))


@_keeps
@require_http_methods(["GET", "HEAD", "POST"])
def mandate_pass_on(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who holds it gives it to somebody else."""
    parent = _mandate(request, pk)
    if not parent.may_pass_on:
        raise Http404
    only = parent.agreements.all()
    agreements = only if only.exists() else Agreement.objects.filter(region=region_of(request))
    known = {"subject": parent.subject, "ends_on": parent.ends_on}
    form = PassOnForm(
        request.POST or None, agreements=agreements, today=clock.today(), initial=known
    )
    if form.is_valid():
        act = partial(actions.pass_on_mandate, parent=parent)
        if (made := _made(request, form, act)) is not None:
            return made
    return shown(request, "governance/mandate_pass_on.html", {"form": form, "parent": parent})


@require_POST
@_keeps
def mandate_revoke(request: HttpRequest, pk: UUID) -> HttpResponse:
    """It does not hold any more from a day."""
    mandate, form = _mandate(request, pk), RevokeForm(request.POST)
    if not form.is_valid():
        return _page(request, mandate, revoke_form=form)
    act = partial(actions.revoke_mandate, mandate=mandate, **form.cleaned_data, by=by(request),
                  at=clock.now())  # fmt: skip
    return done(request, _("Ingetrokken."), act, "mandate_page", pk)


@require_POST
@_keeps
def mandate_publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """It was made known."""
    mandate, form = _mandate(request, pk), PublishForm(request.POST)
    if not form.is_valid():
        return _page(request, mandate, publish_form=form)
    act = partial(actions.publish_mandate, mandate=mandate, **form.cleaned_data, by=by(request),
                  at=clock.now())  # fmt: skip
    return done(request, _("De bekendmaking staat erbij."), act, "mandate_page", pk)


def _made(request: HttpRequest, form: PassOnForm, act: Any) -> HttpResponse | None:
    """To the page of what was given; None when it was refused, and the form says why."""
    try:
        mandate = act(terms=form.terms(), agreements=form.chosen(), by=by(request), at=clock.now())
    except RefusedError as refused:
        form.add_error(None, str(refused))
        return None
    messages.success(request, _("Het staat in het register."))
    return HttpResponseRedirect(reverse("mandate_page", args=[mandate.pk]))


def _page(
    request: HttpRequest,
    mandate: Mandate,
    *,
    revoke_form: RevokeForm | None = None,
    publish_form: PublishForm | None = None,
) -> HttpResponse:
    may_keep, today = may(request, Permission.KEEP_DECISIONS), clock.today()
    most = mandate.most_cents
    may_revoke, first = may_keep and not mandate.revoked_on, max(today, mandate.starts_on)
    known = {"published_on": mandate.published_on or today,
             "published_at_url": mandate.published_at_url}  # fmt: skip
    return shown(request, "governance/mandate.html", {
        "mandate": mandate, "found": queries.mandate_facts(mandate, today),
        "agreements": list(mandate.agreements.order_by("title")),
        "most": _("geen grens") if most is None else in_words(most),
        "may_keep": may_keep,
        "may_pass_on": may_keep and mandate.may_pass_on and mandate.valid_on(today),
        "revoke_form": (revoke_form or RevokeForm(initial={"revoked_on": first}))
        if may_revoke else None,
        "resting": resting_on_mandate(mandate, today) if may_revoke else [],
        "publish_form": publish_form or PublishForm(initial=known) if may_keep else None,
    })  # fmt: skip


def _mandate(request: HttpRequest, pk: UUID) -> Mandate:
    rows = Mandate.objects.filter(organisation__region=region_of(request))
    rows = rows.select_related("organisation__region", "giver", "decision", "parent")
    found: Mandate = get_object_or_404(rows, pk=pk)
    return found
