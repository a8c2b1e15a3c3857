"""Pages about who was informed or asked, when, and what came of it."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from werkcentrum.accounts.roles import Permission
from werkcentrum.core import clock
from werkcentrum.core.access import requires
from werkcentrum.governance.form_page import filled, fills
from werkcentrum.governance.meetings import involvement_actions as actions
from werkcentrum.governance.meetings import queries
from werkcentrum.governance.meetings.forms import AnswerForm, InvolvementForm
from werkcentrum.governance.meetings.models import Involvement
from werkcentrum.governance.staff_page import may, page_of, reads, shown
from werkcentrum.partners.middleware import region_of

_keeps = requires(Permission.KEEP_MEETINGS)


@reads
@require_safe
def involvements(request: HttpRequest) -> HttpResponse:
    """Everybody who was informed or asked."""
    region = region_of(request)
    return shown(request, "governance/involvements.html", {
        "page": page_of(request, queries.involvements_of(region)),
        "unanswered": queries.unanswered(region), "keeps": may(request, Permission.KEEP_MEETINGS),
    })  # fmt: skip


@_keeps
@fills
def involvement_add(request: HttpRequest) -> HttpResponse:
    """Somebody was informed or asked."""
    region = region_of(request)
    form = InvolvementForm(request.POST or None, region=region, today=clock.today())

    act = partial(actions.record_involvement, region=region)
    return filled(
        request, form, act, title=_("Wie is betrokken?"), said=_("Opgeschreven."),
        back=lambda _made: ("involvements",),
    )  # fmt: skip


@_keeps
@fills
def involvement_answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What came back, and what was done with it."""
    rows = Involvement.objects.filter(region=region_of(request)).select_related("region", "body")
    found: Involvement = get_object_or_404(rows, pk=pk)
    form = AnswerForm(request.POST or None, initial={
        "answer": found.answer, "answered_on": found.answered_on or clock.today(),
        "follow_up": found.follow_up,
    })  # fmt: skip

    act = partial(actions.record_answer, involvement=found)
    return filled(
        request, form, act, title=_("Wat kwam er terug?"), said=_("Opgeschreven."),
        about=f"{found.body or found.group}: {found.about}", back=lambda _made: ("involvements",),
    )  # fmt: skip
