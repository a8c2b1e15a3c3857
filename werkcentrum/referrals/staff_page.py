"""What the pages about enquiries for staff have in common."""

from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from werkcentrum.accounts.roles import Permission
from werkcentrum.accounts.staff_page import by, done, user_of
from werkcentrum.audit.actions import record_look
from werkcentrum.casework.models import Enquiry
from werkcentrum.core import clock
from werkcentrum.core.access import requires
from werkcentrum.partners.middleware import region_of
from werkcentrum.partners.models import Organisation
from werkcentrum.referrals.staff_queries import ON_A_PAGE, name_of
from werkcentrum.referrals.staff_words import URGENCIES

handles = requires(Permission.HANDLE_ENQUIRIES)
watches = requires(Permission.WATCH_WORK)
__all__ = ["by", "done", "enquiry_for", "handles", "head_of", "looked", "page_of", "region_of",
           "shown", "user_of", "watches", "work_of"]  # fmt: skip


def shown(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page, with the menu of this part of the site."""
    return TemplateResponse(request, template, context, status=status)


def page_of(request: HttpRequest, found: QuerySet[Any, Any]) -> Page[Any]:
    """The part of a list that the address asks for; the first or the last when there is none."""
    return Paginator(found, ON_A_PAGE).get_page(request.GET.get("pagina"))


def enquiry_for(request: HttpRequest, pk: UUID) -> Enquiry:
    """One that this user may see; unknown and of somebody else look the same."""
    found = Enquiry.objects.visible_to(request.user).filter(region=region_of(request))
    rows = found.select_related(
        "client__municipality",
        "employer__account_manager",
        "employer__region",
        "municipality",
        "region",
        "organisation",
        "adviser",
    )
    return get_object_or_404(rows, pk=pk)


def work_of(request: HttpRequest) -> Organisation:
    """The organisation for which somebody works now."""
    work = user_of(request).work_in(region_of(request))
    assert work is not None  # noqa: S101  `requires` let nobody else in
    return work.organisation


def looked(request: HttpRequest, enquiry: Enquiry, **detail: Any) -> None:
    """Write down that somebody saw an enquiry."""
    record_look(
        subject=enquiry, by=by(request), at=clock.now(), region_key=enquiry.region.key, **detail
    )


def looked_at_list(request: HttpRequest, count: int, **detail: Any) -> None:
    """Write down that somebody saw a list of enquiries; an empty list is nothing to write down."""
    region = region_of(request)
    if count:
        record_look(
            subject=region, by=by(request), at=clock.now(), region_key=region.key,
            what="casework.enquiry", count=count, **detail,
        )  # fmt: skip


def head_of(enquiry: Enquiry) -> dict[str, Any]:
    """What stands above every page of one enquiry."""
    return {
        "enquiry": enquiry,
        "name": name_of(enquiry),
        "urgency": str(URGENCIES.get(enquiry.urgency, "")),
    }
