"""Pages about the bodies of an organisation and who holds an office."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from werkcentrum.accounts.roles import Permission
from werkcentrum.accounts.staff_page import done
from werkcentrum.core import clock
from werkcentrum.core.access import requires
from werkcentrum.governance.authority import actions
from werkcentrum.governance.authority import body_queries as queries
from werkcentrum.governance.authority.body_forms import BodyForm, EndForm, OfficeForm
from werkcentrum.governance.form_page import saved, to, who
from werkcentrum.governance.models import OfficeHolder
from werkcentrum.governance.staff_page import may, page_of, reads, shown
from werkcentrum.partners.middleware import region_of
from werkcentrum.partners.models import Organisation

_keeps = requires(Permission.KEEP_DECISIONS)


@reads
@require_safe
def body_list(request: HttpRequest) -> HttpResponse:
    """Every organisation with its bodies and who holds an office now."""
    page = page_of(request, queries.organisations_of(region_of(request)))
    rows = queries.organisation_rows(list(page.object_list), clock.today())
    return shown(request, "governance/bodies.html", {"page": page, "rows": rows})


@reads
@require_safe
def organisation_bodies(request: HttpRequest, key: str) -> HttpResponse:
    """One organisation."""
    return _page(request, _organisation(request, key))


@require_POST
@_keeps
def body_add(request: HttpRequest, key: str) -> HttpResponse:
    """It has another body."""
    organisation = _organisation(request, key)
    form = BodyForm(request.POST, organisation=organisation)
    if saved(form, partial(actions.add_body, organisation=organisation, **who(request))):
        messages.success(request, _("Het orgaan staat erbij."))
        return to("organisation_bodies", key)
    return _page(request, organisation, body_form=form)


@require_POST
@_keeps
def office_add(request: HttpRequest, key: str) -> HttpResponse:
    """Somebody holds an office."""
    organisation = _organisation(request, key)
    form = OfficeForm(request.POST, organisation=organisation)
    if saved(form, partial(actions.add_office_holder, organisation=organisation, **who(request))):
        messages.success(request, _("Opgeschreven."))
        return to("organisation_bodies", key)
    return _page(request, organisation, office_form=form)


@require_POST
@_keeps
def office_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """They hold it until a day."""
    rows = OfficeHolder.objects.filter(organisation__region=region_of(request))
    holder = get_object_or_404(rows.select_related("organisation__region"), pk=pk)
    form = EndForm(request.POST, auto_id=f"{holder.pk}-%s")
    if not form.is_valid():
        return _page(request, holder.organisation, ending={holder.pk: form})
    act = partial(actions.end_office, holder=holder, **form.cleaned_data, **who(request))
    said = _("Het einde staat opgeschreven.")
    return done(request, said, act, "organisation_bodies", holder.organisation.key)


def _page(
    request: HttpRequest,
    organisation: Organisation,
    *,
    body_form: BodyForm | None = None,
    office_form: OfficeForm | None = None,
    ending: dict[UUID, EndForm] | None = None,
) -> HttpResponse:
    today = clock.today()
    page = page_of(request, organisation.office_holders.order_by("-starts_on", "pk"))
    holders = [
        (row, row.starts_on <= today and (row.ends_on is None or today < row.ends_on),
         (ending or {}).get(row.pk) or EndForm(auto_id=f"{row.pk}-%s"))
        for row in page.object_list
    ]  # fmt: skip
    return shown(request, "governance/organisation.html", {
        "organisation": organisation,
        "bodies": list(organisation.bodies.order_by("name", "pk")),
        "holders": holders, "page": page,
        "may_keep": may(request, Permission.KEEP_DECISIONS),
        "body_form": body_form or BodyForm(organisation=organisation),
        "office_form": office_form or OfficeForm(organisation=organisation),
    })  # fmt: skip


def _organisation(request: HttpRequest, key: str) -> Organisation:
    rows = Organisation.objects.filter(region=region_of(request)).select_related("region")
    found: Organisation = get_object_or_404(rows, key=key)
    return found
