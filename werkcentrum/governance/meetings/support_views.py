"""Pages about what people promised, and about who is lent to the joint support structure."""

from functools import partial
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from werkcentrum.accounts.roles import Permission
from werkcentrum.core import clock
from werkcentrum.core.access import requires
from werkcentrum.governance.form_page import filled, fills
from werkcentrum.governance.meetings import actions, queries, support_actions
from werkcentrum.governance.meetings.forms import (
    ActionPointForm,
    EndForm,
    FinishForm,
    SupportForm,
)
from werkcentrum.governance.meetings.models import ActionPoint, SupportPost
from werkcentrum.governance.meetings.views import item_of
from werkcentrum.governance.staff_page import may, page_of, reads, shown
from werkcentrum.partners.middleware import region_of

_keeps = requires(Permission.KEEP_MEETINGS)
_DONE: Final = "klaar"


@reads
@require_safe
def action_points(request: HttpRequest) -> HttpResponse:
    """What people promised and did not do yet; or what was done."""
    region, today = region_of(request), clock.today()
    is_done = request.GET.get("toon") == _DONE
    return shown(request, "governance/action_points.html", {
        "page": page_of(request, queries.action_points(region, is_done=is_done)),
        "late": queries.late(region, today), "today": today, "is_done": is_done,
        "keeps": may(request, Permission.KEEP_MEETINGS),
    })  # fmt: skip


@_keeps
@fills
def action_point_add(request: HttpRequest) -> HttpResponse:
    """Somebody promised something."""
    form = ActionPointForm(request.POST or None, region=region_of(request))

    act = partial(actions.add_action_point, item=None)
    return filled(
        request, form, act, title=_("Nieuw actiepunt"), said=_("Het actiepunt staat op de lijst."),
        back=lambda _made: ("action_points",),
    )  # fmt: skip


@_keeps
@fills
def item_action_point(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The same, about a point of an agenda."""
    item = item_of(request, pk)
    form = ActionPointForm(request.POST or None, region=region_of(request), item=item)

    act = partial(actions.add_action_point, item=item, body=item.body)

    def back(_made: Any) -> tuple[Any, ...]:
        return ("meeting", item.meeting_id) if item.meeting_id else ("action_points",)

    return filled(
        request, form, act, title=_("Nieuw actiepunt"), said=_("Het actiepunt staat op de lijst."),
        about=item.title, back=back,
    )  # fmt: skip


@_keeps
@fills
def action_point_finish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """It was done."""
    rows = ActionPoint.objects.filter(body__organisation__region=region_of(request)).open()
    point: ActionPoint = get_object_or_404(rows.select_related("body__organisation__region"), pk=pk)

    act = partial(actions.finish_action_point, point=point)
    return filled(
        request, FinishForm(request.POST or None), act, title=_("Het actiepunt is klaar"),
        said=_("Het actiepunt is klaar."), about=point.text, back=lambda _made: ("action_points",),
    )  # fmt: skip


@reads
@require_safe
def support(request: HttpRequest) -> HttpResponse:
    """Who is lent to the region, by whom, for how many hours and at what cost."""
    region, today = region_of(request), clock.today()
    return shown(request, "governance/support.html", {
        "page": page_of(request, queries.support_posts(region)), "today": today,
        "support": queries.support_on(region, today),
        "keeps": may(request, Permission.KEEP_MEETINGS),
    })  # fmt: skip


@_keeps
@fills
def support_add(request: HttpRequest) -> HttpResponse:
    """Somebody is lent to the region."""
    region = region_of(request)
    form = SupportForm(request.POST or None, region=region, today=clock.today())

    act = partial(support_actions.add_support_post, region=region)
    return filled(
        request, form, act, title=_("Nieuwe functie"), said=_("De functie staat op de lijst."),
        back=lambda _made: ("support",),
    )  # fmt: skip


@_keeps
@fills
def support_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """From a day on nobody is lent for it any more."""
    rows = SupportPost.objects.filter(region=region_of(request)).select_related("region")
    post: SupportPost = get_object_or_404(rows, pk=pk)

    act = partial(support_actions.end_support_post, post=post)
    return filled(
        request, EndForm(request.POST or None), act, title=_("Deze functie stopt"),
        said=_("Opgeschreven."), about=post.function, back=lambda _made: ("support",),
    )  # fmt: skip
