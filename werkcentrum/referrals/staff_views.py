"""Lists of enquiries: what an adviser does today, who waits, and what a coordinator watches."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from werkcentrum.audit.actions import record_looks
from werkcentrum.audit.words import ASKED_BY_ADDRESS
from werkcentrum.casework.file_queries import known_at
from werkcentrum.core import clock
from werkcentrum.partners.middleware import region_of
from werkcentrum.referrals import queries, staff_overview_queries, staff_queries
from werkcentrum.referrals.staff_forms import KnownForm
from werkcentrum.referrals.staff_page import (
    by,
    handles,
    looked_at_list,
    page_of,
    shown,
    user_of,
    watches,
)

_MOST_ROWS = 50


@handles
@require_safe
def todo_list(request: HttpRequest) -> HttpResponse:
    """What somebody must do today."""
    region, today = region_of(request), clock.today()
    page = page_of(request, staff_queries.todo(user_of(request), region, today=today))
    rows = staff_queries.task_rows(page.object_list, today=today)
    looked_at_list(request, len(rows))
    return _list_page(
        request, "referrals/staff/todo.html", {"page": page, "rows": rows, "today": today}
    )


@handles
@require_safe
def own_list(request: HttpRequest) -> HttpResponse:
    """The open enquiries of which somebody is in charge."""
    region = region_of(request)
    page = page_of(request, staff_queries.own_enquiries(user_of(request), region))
    rows = staff_queries.enquiry_rows(page.object_list, region, today=clock.today())
    looked_at_list(request, len(rows))
    return _list_page(request, "referrals/staff/own.html", {"page": page, "rows": rows})


@handles
@require_safe
def free_list(request: HttpRequest) -> HttpResponse:
    """Open enquiries that nobody has yet."""
    region = region_of(request)
    page = page_of(request, staff_queries.free_enquiries(user_of(request), region))
    rows = staff_queries.enquiry_rows(page.object_list, region, today=clock.today())
    # Words of people whom nobody helps yet: afterwards it must be known whose.
    looked_at_list(request, len(rows), found=[str(row.key) for row in rows])
    return _list_page(request, "referrals/staff/free.html", {"page": page, "rows": rows})


@handles
@require_safe
def waiting_for_others(request: HttpRequest) -> HttpResponse:
    """What partners and people themselves must do first."""
    region, today = region_of(request), clock.today()
    page = page_of(request, staff_queries.waiting(user_of(request), region))
    rows = staff_queries.task_rows(page.object_list, today=today)
    looked_at_list(request, len(rows))
    return _list_page(request, "referrals/staff/waiting.html", {"page": page, "rows": rows})


@handles
@require_safe
def aftercare_list(request: HttpRequest) -> HttpResponse:
    """Whom somebody may ask how it went."""
    region, today = region_of(request), clock.today()
    page = page_of(request, staff_queries.aftercare(user_of(request), region, today=today))
    rows = staff_queries.aftercare_rows(page.object_list, today=today)
    looked_at_list(request, len(rows))
    return _list_page(request, "referrals/staff/aftercare.html", {"page": page, "rows": rows})


@handles
def known_here(request: HttpRequest) -> HttpResponse:
    """Who helps somebody already: organisation and adviser, nothing else. Every question is logged.

    A form that is sent: an address of a person stands in no address of a page.
    """
    form = KnownForm(request.POST if request.method == "POST" else None)
    found = None
    if form.is_valid():
        region = region_of(request)
        found, people = known_at(region, form.cleaned_data["address"].strip())
        # A line for each, so that they read it of themselves; of nobody one for the region.
        record_looks(
            subjects=people or [region], by=by(request), at=clock.now(), region_key=region.key,
            what="casework.client", count=len(people), asked=ASKED_BY_ADDRESS,
        )  # fmt: skip
    return shown(request, "referrals/staff/known.html", {"form": form, "found": found})


@watches
@require_safe
def work_overview(request: HttpRequest) -> HttpResponse:
    """Where work lies still: numbers and names of partners and advisers, no stories of people."""
    region, at = region_of(request), clock.now()
    today = clock.today()
    page = page_of(request, queries.call_list(region, at=at))
    free, load = staff_overview_queries.open_enquiries(region, most=_MOST_ROWS)
    return shown(request, "referrals/staff/overview.html", {
        "free": free,
        "partners": staff_overview_queries.partner_rows(region, today=today, most=_MOST_ROWS),
        "load": load,
        "silent": staff_overview_queries.silent_rows(region, at=at),
        "calls": [staff_overview_queries.call_row(row) for row in page.object_list],
        "page": page,
    })  # fmt: skip


def _list_page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """One of the lists; the menu above it tells how much stands in each."""
    counts = staff_queries.counts(user_of(request), region_of(request), today=clock.today())
    return shown(request, template, {"counts": counts, **context})
