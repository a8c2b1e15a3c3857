"""Pages of the walk-in desk for staff: check-in, the board, closing time, the day, devices."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from werkcentrum.accounts.models import User
from werkcentrum.accounts.roles import Permission
from werkcentrum.accounts.staff_page import refusals_in
from werkcentrum.appointments.models import Appointment
from werkcentrum.appointments.queries import whole
from werkcentrum.appointments.staff_queries import expected_today
from werkcentrum.audit.actions import record_look
from werkcentrum.core import clock
from werkcentrum.core.access import not_activity, requires
from werkcentrum.core.qr import qr_code
from werkcentrum.core.refusal import RefusedError
from werkcentrum.desk import actions, queries, setup_actions, tokens
from werkcentrum.desk.forms import CheckInForm, DeviceForm, PaperForm, ticket_ids
from werkcentrum.desk.models import (
    Counter,
    Desk,
    DeskDay,
    DeskDevice,
    Ticket,
    Visit,
    service_day,
)
from werkcentrum.desk.screens import board_html, revision
from werkcentrum.desk.states import Outcome

# What a letter on the keyboard does; the buttons carry it (`data-key`).
KEYS = (
    ("n", gettext_lazy("volgende bezoeker oproepen")),
    ("a", gettext_lazy("de bezoeker is er")),
    ("r", gettext_lazy("nog eens oproepen")),
    ("h", gettext_lazy("even apart zetten")),
    ("t", gettext_lazy("naar een andere balie")),
    ("d", gettext_lazy("klaar, kies hoe het afliep")),
    ("m", gettext_lazy("niet gekomen")),
)
_run_queue = requires(Permission.RUN_QUEUE)


@_run_queue
def desk_list(request: HttpRequest) -> HttpResponse:
    """The desks of this region; the only one opens at once."""
    return TemplateResponse(request, "desk/staff/desk_list.html", {"desks": list(_desks(request))})


@_run_queue
def board(request: HttpRequest, key: str) -> HttpResponse:
    """The queue, and what can be done with it now."""
    desk, at = _desk(request, key), clock.now()
    places = list(desk.counters.order_by("label"))
    place = next((one for one in places if one.adviser_id == _user(request).pk), None)
    device = DeskDevice.objects.filter(desk=desk, kind=DeskDevice.Kind.BOARD, revoked_at=None)
    watching = device.first()
    return TemplateResponse(request, "desk/staff/board.html", {
        "queue": board_html(
            desk.pk, desk.revision.rev, find=lambda: desk, place=str(place.pk) if place else "",
            has_details=True, at=at,
        ),
        "revision": revision(desk.revision.rev, at=at),
        "desk": desk,
        "place": place,
        "keys": KEYS,
        "places": places,
        "state_url": reverse("device_state", args=[tokens.device_token(watching)])
        if watching
        else "",
    })  # fmt: skip


@require_POST
@_run_queue
def board_step(request: HttpRequest, key: str) -> HttpResponse:
    """One press of a button on the board: what, which ticket, and how or to where."""
    desk = _desk(request, key)
    what, ticket, more = [*request.POST.get("do", "").split(":"), "", ""][:3]
    step = STEPS.get(what)
    if step is None:
        raise Http404
    try:
        said = step(request, desk, ticket, more)
    except RefusedError as refused:
        messages.error(request, str(refused))
    else:
        if said:
            messages.success(request, said)
    return HttpResponseRedirect(reverse("board", args=[desk.key]))


@_run_queue
def check_in_page(request: HttpRequest, key: str) -> HttpResponse:
    """Three taps: what about, which language, done."""
    desk = _desk(request, key)
    form = CheckInForm(request.POST if request.method == "POST" else None, desk=desk)
    if form.is_valid():
        with refusals_in(form):
            ticket = actions.check_in(
                desk=desk, channel=Visit.Channel.HOST, by=str(request.user.pk), at=clock.now(),
                **form.cleaned_data,
            )  # fmt: skip
            return HttpResponseRedirect(reverse("ticket_slip", args=[desk.key, ticket.pk]))
    return TemplateResponse(request, "desk/staff/check_in.html", {"desk": desk, "form": form})


@_run_queue
def expected_page(request: HttpRequest, key: str) -> HttpResponse:
    """Who comes here today for an appointment: one press, and they have a number.

    Apart from the page for checking in: a device keeps that one for when the network is gone.
    """
    desk, at = _desk(request, key), clock.now()
    rows = expected_today(desk.location, at=at)
    record_look(
        subject=desk, by=str(request.user.pk), at=at, region_key=desk.region.key,
        what="appointments.appointment", count=len(rows),
    )  # fmt: skip
    return TemplateResponse(request, "desk/staff/expected.html", {
        "desk": desk, "rows": [(row, uuid4()) for row in rows], "now": at,
    })  # fmt: skip


@require_POST
@_run_queue
def receive_visitor(request: HttpRequest, key: str, pk: UUID) -> HttpResponse:
    """Somebody is here for an appointment; the same form again shows the same number."""
    desk = _desk(request, key)
    found = Appointment.objects.visible_to(request.user).filter(region=desk.region)
    appointment = get_object_or_404(whole(found), pk=pk)
    [request_key] = ticket_ids([request.POST.get("request_key", "")]) or [uuid4()]
    try:
        ticket = actions.receive(
            desk=desk, appointment=appointment, channel=Visit.Channel.HOST,
            request_key=request_key, by=str(request.user.pk), at=clock.now(),
        )  # fmt: skip
    except RefusedError as refused:
        messages.error(request, str(refused))
        return HttpResponseRedirect(reverse("desk_expected", args=[desk.key]))
    return HttpResponseRedirect(reverse("ticket_slip", args=[desk.key, ticket.pk]))


@_run_queue
def ticket_slip(request: HttpRequest, key: str, pk: UUID) -> HttpResponse:
    """The number, large; on paper a slip of 80 mm with a code for the visitor's phone."""
    desk = _desk(request, key)
    tickets = Ticket.objects.filter(desk=desk).select_related("visit")
    ticket = get_object_or_404(tickets, pk=pk)
    secret = tokens.visit_secret(ticket.visit.desk_id, ticket.visit.request_key)
    language = "" if ticket.visit.language == "nl" else f"/{ticket.visit.language}"
    path = language + reverse("own_ticket", args=[secret])
    return TemplateResponse(request, "desk/staff/ticket_slip.html", {
        "desk": desk, "ticket": ticket, "own_url": path,
        "qr_svg": qr_code(request.build_absolute_uri(path)),
    })  # fmt: skip


@_run_queue
def closing(request: HttpRequest, key: str) -> HttpResponse:
    """Closing time: of everybody who waits, whether they are still helped."""
    desk, at = _desk(request, key), clock.now()
    if request.method == "POST":
        ids = ticket_ids(
            [n[7:] for n, v in request.POST.items() if n[:7] == "ticket-" and v == "terug"]
        )
        count = actions.close_walk_in(desk=desk, ask_back=ids, by=str(request.user.pk), at=at)
        messages.success(
            request,
            _("De inloop is dicht. Gevraagd om terug te komen: %(count)s.") % {"count": count},
        )
        return HttpResponseRedirect(reverse("board", args=[desk.key]))
    shown = queries.board_of(desk, at=at, has_details=True)
    return TemplateResponse(request, "desk/staff/closing.html", {
        "desk": desk, "rows": [*shown.waiting, *shown.apart],
    })  # fmt: skip


@_run_queue
def day_page(request: HttpRequest, key: str) -> HttpResponse:
    """The log of one day, today unless the address names another, and the days before it."""
    desk = _desk(request, key)
    day = _day(request.GET.get("dag", ""))
    figures = queries.figures_of(desk, day)
    titles = queries.theme_titles(desk.region)
    return TemplateResponse(request, "desk/staff/day.html", {
        "desk": desk,
        "day": day,
        "rows": queries.day_log(desk, day),
        "figures": figures,
        "themes": [(titles.get(k, k), count) for k, count in sorted(figures["themes"].items())],
        "days": list(DeskDay.objects.filter(desk=desk)[:10]),
    })  # fmt: skip


@_run_queue
def devices(request: HttpRequest, key: str) -> HttpResponse:
    """Screens, kiosks and doors with their addresses."""
    desk = _desk(request, key)
    form = DeviceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        setup_actions.register_device(
            desk=desk, by=str(request.user.pk), at=clock.now(), **form.cleaned_data
        )
        return HttpResponseRedirect(reverse("desk_devices", args=[desk.key]))
    found = DeskDevice.objects.filter(desk=desk, revoked_at=None).order_by("kind", "label", "id")
    rows = [_device_row(request, device) for device in found.exclude(kind="board")]
    return TemplateResponse(
        request, "desk/staff/devices.html", {"desk": desk, "rows": rows, "form": form}
    )


@require_POST
@_run_queue
def device_away(request: HttpRequest, key: str, pk: UUID) -> HttpResponse:
    """Take the address of a device back."""
    desk = _desk(request, key)
    device = get_object_or_404(DeskDevice.objects.filter(desk=desk, revoked_at=None), pk=pk)
    setup_actions.revoke_device(device=device, by=str(request.user.pk), at=clock.now())
    messages.success(request, _("Het adres werkt niet meer."))
    return HttpResponseRedirect(reverse("desk_devices", args=[desk.key]))


@_run_queue
def paper_worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps the check-in page working without a network.

    It stands below the pages it serves: a browser lets it see no others.
    """
    source = Path(str(finders.find("desk/paper-worker.js")))
    return HttpResponse(source.read_text(encoding="utf-8"), content_type="text/javascript")


@not_activity
@require_POST
@_run_queue
def paper_block(request: HttpRequest, key: str) -> HttpResponse:
    """Numbers for this device, for the rest of the day."""
    desk = _desk(request, key)
    block = actions.reserve_paper_block(desk=desk, by=str(request.user.pk), at=clock.now())
    day = block.service_day.isoformat()
    return JsonResponse({"day": day, "next": block.first, "last": block.last})


@not_activity
@require_POST
@_run_queue
def paper_sync(request: HttpRequest, key: str) -> HttpResponse:
    """One number that was given out without a network; the same one again changes nothing."""
    desk = _desk(request, key)
    form = PaperForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"refused": _("Dit nummer is niet goed bewaard.")}, status=400)
    try:
        ticket = actions.check_in_on_paper(
            desk=desk, by=str(request.user.pk), at=clock.now(), **form.cleaned_data
        )
    except RefusedError as refused:
        return JsonResponse({"refused": str(refused)}, status=409)
    return JsonResponse({"number": ticket.label})


def _on_ticket(
    action: Callable[..., object], said: str = ""
) -> Callable[[HttpRequest, Desk, str, str], str]:
    """A step with one ticket of this desk."""

    def step(request: HttpRequest, desk: Desk, ticket: str, more: str) -> str:
        action(
            ticket=_ticket(desk, ticket), adviser=_user(request), by=str(request.user.pk),
            at=clock.now(), **_more(action, desk, more),
        )  # fmt: skip
        return said

    return step


def _more(action: Callable[..., object], desk: Desk, more: str) -> dict[str, Any]:
    """How it ended, or where to. Raises Http404 for what does not exist."""
    if action is actions.finish_ticket:
        if more not in Outcome.values:
            raise Http404
        return {"outcome": more}
    if action is actions.transfer_ticket:
        others = Desk.objects.filter(region=desk.region, walk_in_enabled=True).exclude(pk=desk.pk)
        return {"to": get_object_or_404(others.select_related("region"), key=more)}
    return {}


def _next(request: HttpRequest, desk: Desk, _ticket: str, _more: str) -> str:
    actions.call_next(desk=desk, adviser=_user(request), by=str(request.user.pk), at=clock.now())
    return ""


def _sit(request: HttpRequest, desk: Desk, place: str, _more: str) -> str:
    counter = get_object_or_404(Counter.objects.filter(desk=desk), pk__in=ticket_ids([place]))
    actions.take_place(
        counter=counter, adviser=_user(request), by=str(request.user.pk), at=clock.now()
    )
    return ""


def _leave(request: HttpRequest, desk: Desk, _ticket: str, _more: str) -> str:
    counter = get_object_or_404(Counter.objects.filter(desk=desk, adviser=_user(request)))
    actions.leave_place(counter=counter, by=str(request.user.pk), at=clock.now())
    return ""


def _open(request: HttpRequest, desk: Desk, _ticket: str, _more: str) -> str:
    actions.open_walk_in(desk=desk, by=str(request.user.pk), at=clock.now())
    return _("De inloop is open.")


STEPS: dict[str, Callable[[HttpRequest, Desk, str, str], str]] = {
    "next": _next,
    "sit": _sit,
    "leave": _leave,
    "open": _open,
    "call": _on_ticket(actions.call_ticket),
    "again": _on_ticket(actions.call_again),
    "start": _on_ticket(actions.start_service),
    "hold": _on_ticket(actions.hold_ticket),
    "back": _on_ticket(actions.put_back),
    "missed": _on_ticket(actions.mark_missed),
    "left": _on_ticket(actions.mark_left),
    "transfer": _on_ticket(actions.transfer_ticket, _("De bezoeker wacht nu bij de andere balie.")),
    "finish": _on_ticket(actions.finish_ticket),
}


def _desks(request: HttpRequest) -> Any:
    region = request.region  # type: ignore[attr-defined]
    found = Desk.objects.visible_to(request.user).filter(region=region)
    return found.select_related("region", "revision", "location").order_by("name")


def _desk(request: HttpRequest, key: str) -> Desk:
    found: Desk = get_object_or_404(_desks(request), key=key)
    return found


def _ticket(desk: Desk, typed: str) -> Ticket:
    tickets = Ticket.objects.on(desk, service_day(clock.now())).select_related(
        "desk__region", "visit", "adviser", "counter"
    )
    return get_object_or_404(tickets, pk__in=ticket_ids([typed]))


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101  `requires` let nobody else in
    return request.user


def _day(typed: str) -> date:
    """The day in an address; today for anything that is no day."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return clock.today()


def _device_row(request: HttpRequest, device: DeskDevice) -> dict[str, Any]:
    is_screen = device.kind == DeskDevice.Kind.DISPLAY
    path = reverse("display" if is_screen else "take_number", args=[tokens.device_token(device)])
    return {
        "pk": device.pk,
        "kind": device.get_kind_display(),
        "label": device.label,
        "url": path,
        "qr_svg": None if is_screen else qr_code(request.build_absolute_uri(path)),
    }
