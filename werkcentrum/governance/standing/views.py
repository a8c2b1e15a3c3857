"""Pages about which partner takes part, on what that rests, and exceptions to it."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkcentrum.accounts.roles import Permission
from werkcentrum.accounts.staff_page import by, done
from werkcentrum.core import clock
from werkcentrum.core.access import requires
from werkcentrum.governance.form_page import saved, to, who
from werkcentrum.governance.staff_page import may, page_of, reads, shown
from werkcentrum.governance.standing.exception_actions import allow_exception, stop_exception
from werkcentrum.governance.standing.exception_forms import ExceptionForm
from werkcentrum.governance.standing.queries import partner_rows
from werkcentrum.partners.middleware import region_of
from werkcentrum.partners.models import Organisation, PartnerStanding

_keeps = requires(Permission.KEEP_AGREEMENTS)


@reads
@require_safe
def partners(request: HttpRequest) -> HttpResponse:
    """Every partner, whether it is shown and receives people, and on what that rests."""
    region = region_of(request)
    page = page_of(request, Organisation.objects.filter(region=region).order_by("name"))
    return shown(request, "governance/partners.html", {
        "page": page,
        "rows": partner_rows(region, page.object_list, today=clock.today()),
        "strictness": region.get_strictness_display(),
        "may_change": may(request, Permission.KEEP_AGREEMENTS),
    })  # fmt: skip


@_keeps
@require_http_methods(["GET", "HEAD", "POST"])
def exception_add(request: HttpRequest, key: str) -> HttpResponse:
    """Let a partner take part without an agreement, until a day."""
    organisation = get_object_or_404(Organisation, region=region_of(request), key=key)
    typed = request.POST if request.method == "POST" else None
    form = ExceptionForm(typed, today=clock.today())
    if saved(form, partial(allow_exception, organisation=organisation, **who(request))):
        messages.success(request, _("De uitzondering staat er nu in."))
        return to("governance_partners")
    return shown(
        request, "governance/exception_add.html", {"form": form, "organisation": organisation}
    )


@require_POST
@_keeps
def exception_stop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """From today it holds no longer."""
    rows = PartnerStanding.objects.filter(organisation__region=region_of(request))
    standing = get_object_or_404(rows.select_related("organisation__region"), pk=pk)
    act = partial(stop_exception, standing=standing, by=by(request), at=clock.now())
    return done(request, _("De uitzondering is gestopt."), act, "governance_partners")
