"""Pages about meetings: what comes, what waits, the agenda, the minutes."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from werkcentrum.accounts.roles import Permission
from werkcentrum.accounts.staff_page import done
from werkcentrum.core import clock
from werkcentrum.core.access import requires
from werkcentrum.governance.documents.page import documents_about
from werkcentrum.governance.form_page import filled, fills, who
from werkcentrum.governance.meetings import actions, queries, rules
from werkcentrum.governance.meetings.forms import (
    AgendaForm,
    DecideForm,
    HoldForm,
    ItemForm,
    MeetingForm,
    MinutesForm,
    OutcomeForm,
)
from werkcentrum.governance.meetings.ics import calendar_of
from werkcentrum.governance.meetings.models import AgendaItem, Meeting
from werkcentrum.governance.papers.page import papers_of
from werkcentrum.governance.staff_page import may, page_of, reads, shown
from werkcentrum.partners.middleware import region_of

keeps = requires(Permission.KEEP_MEETINGS)


@reads
@require_safe
def meeting_home(request: HttpRequest) -> HttpResponse:
    """What comes, and what waits for the one who keeps the papers."""
    region, now = region_of(request), clock.now()
    return shown(request, "governance/meetings.html", {
        "page": page_of(request, queries.coming(region)), "now": now, "part": "coming",
        "late": queries.late(region, now.date()), "keeps": may(request, Permission.KEEP_MEETINGS),
        "waiting": queries.open_items(region).count(),
    })  # fmt: skip


@reads
@require_safe
def past_meetings(request: HttpRequest) -> HttpResponse:
    """What was held or cancelled."""
    rows = queries.past(region_of(request))
    context = {"page": page_of(request, rows), "part": "past"}
    return shown(request, "governance/meetings_past.html", context)


@reads
@require_safe
def open_items(request: HttpRequest) -> HttpResponse:
    """Points that wait for a meeting."""
    return shown(request, "governance/items.html", {
        "page": page_of(request, queries.open_items(region_of(request))), "part": "items",
        "keeps": may(request, Permission.KEEP_MEETINGS),
    })  # fmt: skip


@reads
@require_safe
def meeting(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One meeting with its agenda, decisions, promises and minutes."""
    return _page(request, meeting_of(request, pk))


def _page(request: HttpRequest, found: Meeting, form: AgendaForm | None = None) -> HttpResponse:
    now, keeps_it = clock.now(), may(request, Permission.KEEP_MEETINGS)
    sees_all = may(request, Permission.READ_CONFIDENTIAL)
    is_planned = found.state == Meeting.State.PLANNED
    is_held = found.state == Meeting.State.HELD
    form = form or AgendaForm(meeting=found)
    has_begun = clock.day_of(found.starts_at) <= now.date()
    return shown(request, "governance/meeting.html", {
        "meeting": found, "agenda": queries.agenda_of(found, with_confidential=sees_all),
        "keeps": keeps_it, "may_change": keeps_it and is_planned,
        "may_conclude": keeps_it and is_planned and has_begun,
        "may_hold": keeps_it and rules.may_hold(found, at=now) is None,
        "may_write": keeps_it and rules.may_write_minutes(found) is None,
        "agenda_form": form if keeps_it and is_planned and form.is_needed() else None,
        "earlier": queries.without_adopted_minutes(found) if keeps_it and is_held else [],
        "papers": papers_of(request, found),
        "documents_about": documents_about(request, found), "is_held": is_held, "today": now.date(),
    })  # fmt: skip


@reads
@require_safe
def meeting_ics(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The same for a calendar."""
    found = meeting_of(request, pk)
    points = queries.agenda_of(found, with_confidential=False)
    titles = [point.item.title for point in points]
    name = f"vergadering-{found.starts_at:%Y%m%d}.ics"
    return HttpResponse(
        calendar_of(found, titles, at=clock.now()), content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": content_disposition_header(True, name) or ""},
    )  # fmt: skip


@keeps
@fills
def meeting_add(request: HttpRequest) -> HttpResponse:
    """Plan a meeting."""
    form = MeetingForm(request.POST or None, region=region_of(request))
    return filled(
        request, form, actions.plan_meeting, title=_("Plan een vergadering"),
        said=_("De vergadering is gepland. Zet nu punten op de agenda."),
        back=lambda made: ("meeting", made.pk) if made else ("meeting_home",),
    )  # fmt: skip


@keeps
@fills
def meeting_move(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Another time or place."""
    found = _to_change(request, pk)
    form = MeetingForm(request.POST or None, region=region_of(request), meeting=found)
    return filled(
        request, form, partial(actions.move_meeting, meeting=found), about=str(found.body),
        title=_("Verzet de vergadering"), said=_("De vergadering is verzet."),
        back=lambda _made: ("meeting", pk),
    )  # fmt: skip


@keeps
@fills
def meeting_hold(request: HttpRequest, pk: UUID) -> HttpResponse:
    """It took place; what was not finished waits again."""
    found = _to_change(request, pk)
    return filled(
        request, HoldForm(request.POST or None), partial(actions.hold_meeting, meeting=found),
        title=_("De vergadering is geweest"), about=str(found.body),
        said=_("Opgeschreven. Wat niet af was, staat weer bij de open punten."),
        lead=_("Punten zonder uitkomst gaan terug naar de open punten."),
        back=lambda _made: ("meeting", pk),
    )  # fmt: skip


@keeps
@fills
def meeting_minutes(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write the minutes."""
    found = meeting_of(request, pk)
    if rules.may_write_minutes(found) is not None:
        raise Http404
    form = MinutesForm(request.POST or None, initial={"minutes": found.minutes})
    return filled(
        request, form, partial(actions.write_minutes, meeting=found), about=str(found.body),
        title=_("Schrijf het verslag"), back=lambda _made: ("meeting", pk),
        said=_("Het verslag is bewaard. Een latere vergadering stelt het vast."),
    )  # fmt: skip


@require_POST
@keeps
def meeting_step(request: HttpRequest, pk: UUID, step: str) -> HttpResponse:
    """Put points on the agenda, adopt earlier minutes, or cancel."""
    found = meeting_of(request, pk)
    if step == "agenda":
        form = AgendaForm(request.POST, meeting=found)
        if not form.is_valid():
            return _page(request, found, form)
        chosen = list(form.cleaned_data["punt"])
        said = ngettext("%(n)d punt staat op de agenda.", "%(n)d punten staan op de agenda.",
                        len(chosen)) % {"n": len(chosen)}  # fmt: skip
        act = partial(actions.put_on_agenda, meeting=found, items=chosen, **who(request))
        return done(request, said, act, "meeting", pk)
    if step == "vaststellen":
        rows = queries.without_adopted_minutes(found)
        earlier = get_object_or_404(rows, pk__in=_ids(request, "verslag"))
        act = partial(actions.adopt_minutes, meeting=earlier, later=found, **who(request))
        return done(request, _("Het verslag is vastgesteld."), act, "meeting", pk)
    if step == "afzeggen":
        act = partial(actions.cancel_meeting, meeting=found, **who(request))
        said = _("De vergadering gaat niet door. De punten wachten op een andere.")
        return done(request, said, act, "meeting", pk)
    raise Http404


@keeps
@fills
def item_add(request: HttpRequest) -> HttpResponse:
    """Bring a point."""
    form = ItemForm(request.POST or None, region=region_of(request))
    return filled(
        request, form, actions.add_item, title=_("Nieuw punt"),
        said=_("Het punt wacht op een vergadering."), back=lambda _made: ("open_items",),
    )  # fmt: skip


@keeps
@fills
def item_outcome(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What came of a point."""
    item = item_of(request, pk)
    form = OutcomeForm(request.POST or None, initial={"outcome": item.outcome})
    return filled(
        request, form, partial(actions.conclude_item, item=item), title=_("Schrijf de uitkomst op"),
        said=_("De uitkomst is opgeschreven."), about=item.title, back=_back_to(item),
    )  # fmt: skip


@keeps
@fills
def item_decide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the body decided about a point."""
    item = item_of(request, pk)
    return filled(
        request,
        DecideForm(request.POST or None),
        partial(actions.decide_item, item=item),
        title=_("Leg een besluit vast"),
        said=_("Het besluit is vastgelegd."),
        about=item.title,
        lead=_("Dit besluit geldt voor het overleg. Het bindt geen organisatie: die beslist zelf."),
        back=_back_to(item),
    )


@require_POST
@keeps
def item_step(request: HttpRequest, pk: UUID, step: str) -> HttpResponse:
    """Speak about a point sooner, later in another meeting, or never."""
    item = item_of(request, pk)
    steps: dict[str, tuple[Callable[..., None], str]] = {
        "hoger": (actions.raise_item, _("Het punt staat hoger.")),
        "eraf": (actions.take_off_agenda, _("Het punt wacht op een andere vergadering.")),
        "weg": (actions.drop_item, _("Het punt is weg.")),
    }
    if step not in steps:
        raise Http404
    action, said = steps[step]
    return done(request, said, partial(action, item=item, **who(request)), *_back_to(item)(None))


def meeting_of(request: HttpRequest, pk: UUID) -> Meeting:
    """A meeting of this region, or 404."""
    found: Meeting = get_object_or_404(queries.meetings_of(region_of(request)), pk=pk)
    return found


def item_of(request: HttpRequest, pk: UUID) -> AgendaItem:
    """A point of this region, or 404."""
    rows = AgendaItem.objects.filter(body__organisation__region=region_of(request))
    about = ("body__organisation__region", "meeting", "proposal")
    found: AgendaItem = get_object_or_404(rows.select_related(*about), pk=pk)
    return found


def _to_change(request: HttpRequest, pk: UUID) -> Meeting:
    """A meeting that can still change, or 404."""
    found = meeting_of(request, pk)
    if rules.may_change(found) is not None:
        raise Http404
    return found


def _back_to(item: AgendaItem) -> Callable[[Any], tuple[Any, ...]]:
    """The meeting of a point, or the open points."""
    meeting_id = item.meeting_id
    return lambda _made: ("meeting", meeting_id) if meeting_id else ("open_items",)


def _ids(request: HttpRequest, name: str) -> list[UUID]:
    """The ids that were ticked; anything else is left out."""
    found = []
    for value in request.POST.getlist(name):
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return found
