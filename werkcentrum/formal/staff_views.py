"""Pages for staff: requests with the end of their term, the channels, and outages."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkcentrum.accounts.models import User
from werkcentrum.accounts.roles import Permission
from werkcentrum.audit.actions import record_look
from werkcentrum.core import clock
from werkcentrum.core.access import requires
from werkcentrum.core.refusal import RefusedError
from werkcentrum.formal import actions, notices, queries, rules
from werkcentrum.formal.models import Addressee, FormalChannel, FormalRequest, Kind, Outage
from werkcentrum.formal.staff_forms import (
    ChannelForm,
    EndOutageForm,
    ExtendForm,
    FinishForm,
    ForwardForm,
    OutageForm,
)
from werkcentrum.formal.telling import reachable
from werkcentrum.partners.middleware import region_of

_DONE: Final = "afgehandeld"


@requires(Permission.HANDLE_WOO)
@require_safe
def formal_work(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, the first term that ends on top; or what was handled."""
    region, today = region_of(request), clock.today()
    is_done = request.GET.get("toon") == _DONE
    rows = (queries.done_work if is_done else queries.open_work)(region, request.user)
    page = Paginator(rows, queries.ON_A_PAGE).get_page(request.GET.get("pagina"))
    lines = queries.work_lines(list(page.object_list), today)
    if lines:
        record_look(
            subject=region, by=str(request.user.pk), at=clock.now(), region_key=region.key,
            what="formal.formalrequest", count=len(lines),
        )  # fmt: skip
    may_keep_terms = _may(request, Permission.KEEP_REGISTER)
    context = {
        "page": page, "lines": lines, "is_done": is_done, "done": _DONE,
        "may_keep_terms": may_keep_terms,
    }  # fmt: skip
    return TemplateResponse(request, "formal/staff/work.html", context)


@requires(Permission.HANDLE_WOO)
@require_safe
def formal_request(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One request, and what the organisations did with it."""
    return _shown(request, _request_for(request, pk))


@require_POST
@requires(Permission.HANDLE_WOO)
def formal_step(request: HttpRequest, pk: UUID, step: str) -> HttpResponse:
    """Something happened at one organisation."""
    rows = Addressee.objects.filter(request__in=_visible(request))
    addressee = get_object_or_404(
        rows.select_related("request__region", "organisation", "forwarded_by__organisation"), pk=pk
    )
    steps: dict[str, Callable[[HttpRequest, Addressee], tuple[Form | None, str]]] = {
        "ontvangen": _confirm, "verlengen": _extend, "doorsturen": _forward, "klaar": _finish,
    }  # fmt: skip
    if step not in steps:
        raise Http404
    try:
        wrong, said = steps[step](request, addressee)
    except RefusedError as refused:
        messages.error(request, str(refused))
    else:
        if wrong is not None:
            return _shown(request, addressee.request, addressee, {step: wrong})
        messages.success(request, said)
    return HttpResponseRedirect(reverse("formal_request", args=[addressee.request_id]))


@requires(Permission.KEEP_CHANNELS)
@require_http_methods(["GET", "HEAD", "POST"])
def keep_channels(request: HttpRequest) -> HttpResponse:
    """To whom each kind goes, and outages."""
    region = region_of(request)
    form = ChannelForm(request.POST or None, region=region, today=clock.today())
    if form.is_valid():
        actions.open_channel(**form.cleaned_data, **_who(request))
        return _back(request, _("Bewaard. Het staat nu op de website."))
    return _channels_page(request, form, None)


@require_POST
@requires(Permission.KEEP_CHANNELS)
def end_channel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """From today nothing more goes there."""
    rows = FormalChannel.objects.filter(organisation__region=region_of(request), ends_on=None)
    channel = get_object_or_404(rows.select_related("organisation__region"), pk=pk)
    actions.end_channel(channel=channel, **_who(request))
    return _back(request, _("Beëindigd. Er gaat niets meer heen."))


@require_POST
@requires(Permission.KEEP_CHANNELS)
def log_outage(request: HttpRequest) -> HttpResponse:
    """Forms could not be sent."""
    form = OutageForm(request.POST, at=clock.now())
    if not form.is_valid():
        return _channels_page(request, None, form)
    actions.log_outage(region=region_of(request), **form.cleaned_data, **_who(request))
    return _back(request, _("De storing staat nu op de website."))


@require_POST
@requires(Permission.KEEP_CHANNELS)
def end_outage(request: HttpRequest, pk: UUID) -> HttpResponse:
    """It works again."""
    outage = get_object_or_404(Outage.objects.select_related("region").filter(
        region=region_of(request)
    ), pk=pk)  # fmt: skip
    now = clock.now()
    form = EndOutageForm(request.POST, outage=outage, ends_at=now)
    if not form.is_valid():
        return _channels_page(request, None, None, {outage.pk: form})
    try:
        actions.end_outage(outage=outage, ends_at=now, **form.cleaned_data, **_who(request))
    except RefusedError as refused:
        messages.error(request, str(refused))
        return HttpResponseRedirect(reverse("keep_channels"))
    return _back(request, _("De storing is voorbij. Dat staat nu op de website."))


def _confirm(request: HttpRequest, addressee: Addressee) -> tuple[Form | None, str]:
    actions.confirm_arrival(addressee=addressee, **_who(request))
    return None, _("Opgeschreven: de organisatie heeft het ontvangen.")


def _extend(request: HttpRequest, addressee: Addressee) -> tuple[Form | None, str]:
    form = ExtendForm(request.POST)
    if not form.is_valid():
        return form, ""
    actions.extend_term(addressee=addressee, **form.cleaned_data, **_who(request))
    return None, _told(addressee, _("De termijn is verlengd."))


def _forward(request: HttpRequest, addressee: Addressee) -> tuple[Form | None, str]:
    form = ForwardForm(request.POST, channels=_others(request, addressee))
    if not form.is_valid():
        return form, ""
    actions.forward_request(addressee=addressee, **form.cleaned_data, **_who(request))
    return None, _told(addressee, _("Het is doorgestuurd."))


def _finish(request: HttpRequest, addressee: Addressee) -> tuple[Form | None, str]:
    form = FinishForm(request.POST)
    if not form.is_valid():
        return form, ""
    actions.finish_request(addressee=addressee, **form.cleaned_data, **_who(request))
    return None, _("Opgeschreven: dit is afgehandeld.")


def _told(addressee: Addressee, done: str) -> str:
    """Whether the person was told, or somebody must call."""
    if reachable(addressee.request) is None:
        return f"{done} {_('Wij kunnen deze persoon geen bericht sturen. Bel dus zelf.')}"
    return f"{done} {_('De persoon krijgt bericht.')}"


def _shown(
    request: HttpRequest,
    found: FormalRequest,
    about: Addressee | None = None,
    wrong: dict[str, Form] | None = None,
) -> HttpResponse:
    """The page; `wrong`: the form that was not right, by its step, about one organisation."""
    record_look(
        subject=found, by=str(request.user.pk), at=clock.now(), region_key=found.region.key,
        kind=found.kind,
    )  # fmt: skip
    rows = queries.addressees_of(found)
    stuck = queries.undelivered(rows)
    context = {
        "found": found,
        "kind": Kind(found.kind).label,
        "facts": notices.facts(found, [row.organisation.name for row in rows]),
        "is_reachable": reachable(found) is not None,
        "rows": [
            _line(request, row, row.pk in stuck, (wrong or {}) if about == row else {})
            for row in rows
        ],
    }
    return TemplateResponse(request, "formal/staff/request.html", context)


def _line(
    request: HttpRequest, row: Addressee, is_stuck: bool, wrong: dict[str, Form]
) -> dict[str, Any]:
    now = clock.now()
    others = _others(request, row) if row.handled_at is None else []
    return {
        "row": row,
        "is_stuck": is_stuck,
        "is_overdue": row.handled_at is None and row.due_on < now.date(),
        "may_confirm": rules.may_confirm(row) is None,
        "extend": None if rules.may_extend(row, at=now) else wrong.get("verlengen") or ExtendForm(),
        "forward": (wrong.get("doorsturen") or ForwardForm(channels=others)) if others else None,
        "finish": None if rules.may_handle(row) else wrong.get("klaar") or FinishForm(),
    }


def _others(request: HttpRequest, addressee: Addressee) -> list[FormalChannel]:
    """Who else receives this kind, and did not get it yet."""
    found, today = addressee.request, clock.today()
    had = set(found.addressees.values_list("organisation", flat=True))
    channels = queries.channels_for(region_of(request), found.kind, today)
    return [channel for channel in channels if channel.organisation_id not in had]


def _channels_page(
    request: HttpRequest,
    channel_form: ChannelForm | None,
    outage_form: OutageForm | None,
    ending: dict[UUID, EndOutageForm] | None = None,
) -> HttpResponse:
    region, now = region_of(request), clock.now()
    outages = [
        (row, [Kind(kind).label for kind in row.kinds],
         (ending or {}).get(row.pk) or EndOutageForm(outage=row, ends_at=now))
        for row in queries.outages(region)
    ]  # fmt: skip
    context = {
        "page": Paginator(queries.channel_register(region, now.date()), queries.ON_A_PAGE).get_page(
            request.GET.get("pagina")
        ),
        "outages": outages,
        "channel_form": channel_form or ChannelForm(region=region, today=now.date()),
        "outage_form": outage_form or OutageForm(at=now),
    }
    return TemplateResponse(request, "formal/staff/channels.html", context)


def _request_for(request: HttpRequest, pk: UUID) -> FormalRequest:
    found: FormalRequest = get_object_or_404(_visible(request).select_related("region"), pk=pk)
    return found


def _visible(request: HttpRequest) -> Any:
    """Of this region; unknown, of another region and not for this role look the same."""
    return FormalRequest.objects.visible_to(request.user).filter(region=region_of(request))


def _may(request: HttpRequest, permission: Permission) -> bool:
    return isinstance(request.user, User) and request.user.may(permission, region_of(request))


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"by": str(request.user.pk), "at": clock.now()}


def _back(request: HttpRequest, said: str) -> HttpResponse:
    messages.success(request, said)
    return HttpResponseRedirect(reverse("keep_channels"))
