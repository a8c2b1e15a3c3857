"""Pages without an account: the kiosk and the door, the visitor's own number, the public screen.

An address that is wrong, too old or taken back looks like one that never was: 404.
"""

from datetime import datetime, timedelta
from functools import partial
from typing import Final
from uuid import UUID

from allauth.core import ratelimit
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from werkcentrum.appointments.models import Appointment, Channel
from werkcentrum.appointments.queries import behind_link
from werkcentrum.audit.actions import VISITOR
from werkcentrum.core import clock
from werkcentrum.core.access import not_activity, public, secret, signed_form
from werkcentrum.core.languages import current_language, on_the_clock
from werkcentrum.core.qr import qr_code
from werkcentrum.core.refusal import RefusedError, insist
from werkcentrum.desk import queries, rules, tokens
from werkcentrum.desk.actions import check_in, receive
from werkcentrum.desk.models import Desk, DeskDevice, Visit, service_day
from werkcentrum.desk.screens import board_html, display_html, revision

# A board that nobody touched for so long shows numbers only, until somebody opens it again.
BOARD_IDLE: Final = timedelta(minutes=30)
_SECONDS_TO_READ: Final = 30
_TAKES_NUMBERS: Final = (DeskDevice.Kind.KIOSK, DeskDevice.Kind.DOOR)
_LOOKS: Final[dict[str, str]] = {
    DeskDevice.Kind.KIOSK: "kiosk",
    DeskDevice.Kind.DISPLAY: "screen",
}


@signed_form
def take_number(request: HttpRequest, token: str) -> HttpResponse:
    """The kiosk, and the page behind the QR code at the door: choose a subject, get a number."""
    device = _device(request, token, *_TAKES_NUMBERS)
    problem = ""
    if request.method == "POST":
        try:
            return HttpResponseRedirect(_take(request, device, token))
        except signing.BadSignature:
            problem = _("Deze pagina stond te lang open. Kies nog een keer.")
        except RefusedError as refused:
            problem = str(refused)
    return TemplateResponse(request, "desk/take_number.html", {
        "desk": device.desk,
        "themes": queries.theme_titles(device.desk.region).items(),
        "note": tokens.new_note(device),
        "token": token,
        "problem": problem,
        "is_kiosk": device.kind == DeskDevice.Kind.KIOSK,
        "look": _look(device),
    })  # fmt: skip


@signed_form
def arrive(request: HttpRequest, secret: str) -> HttpResponse:
    """Behind the link of an appointment: whoever is here presses once, and has a number.

    Where no desk gives numbers it says to tell somebody.
    """
    appointment, desk = _expected(request, secret)
    at, problem = clock.now(), ""
    visit = Visit.objects.filter(appointment=appointment).order_by("-pk").first()
    if visit is not None and appointment.has_arrived:
        return HttpResponseRedirect(_own_address(visit))
    if request.method == "POST" and desk is not None:
        try:
            return HttpResponseRedirect(_arrived(request, desk, appointment, at))
        except signing.BadSignature:
            problem = _("Deze pagina stond te lang open. Kies nog een keer.")
        except RefusedError as refused:
            problem = str(refused)
    return TemplateResponse(request, "desk/arrive.html", {
        "desk": desk, "secret": secret,
        "start": appointment.local_start, "time": on_the_clock(appointment.local_start),
        "problem": problem or rules.may_say_so(appointment, at=at) or "",
        "note": tokens.arrival_note(appointment.pk),
    })  # fmt: skip


@public
@require_safe
@secret
def kiosk_number(request: HttpRequest, token: str, secret: str) -> HttpResponse:
    """The number on the kiosk, with a code to take it along; goes back to the start by itself."""
    device = _device(request, token, DeskDevice.Kind.KIOSK)
    pk, _rev = _own(secret)
    address = request.build_absolute_uri(reverse("own_ticket", args=[secret]))
    response = TemplateResponse(request, "desk/kiosk_number.html", {
        "own": queries.own_ticket(pk, at=clock.now()),
        "start_url": reverse("take_number", args=[token]),
        "qr_svg": qr_code(address),
        "look": _look(device),
    })  # fmt: skip
    response["Refresh"] = f"{_SECONDS_TO_READ}; url={reverse('take_number', args=[token])}"
    return response


@public
@require_safe
@secret
def own_ticket(request: HttpRequest, secret: str) -> HttpResponse:
    """The visitor's own number on a phone: how many go before, and how long that takes."""
    pk, rev = _own(secret)
    own = queries.own_ticket(pk, at=clock.now(), rev=rev)
    return TemplateResponse(request, "desk/own_ticket.html", {"own": own, "secret": secret})


@public
@require_safe
@secret
def own_state(request: HttpRequest, secret: str) -> HttpResponse:
    """The same, for a page that asks whether there is news."""
    pk, rev = _own(secret)
    if request.GET.get("rev") == rev:
        return HttpResponseNotModified()
    own = queries.own_ticket(pk, at=clock.now(), rev=rev)
    response = TemplateResponse(request, "desk/own_state.html", {"own": own})
    response["X-Revision"] = rev
    return response


@public
@require_safe
@secret
def display(request: HttpRequest, token: str) -> HttpResponse:
    """The public screen: numbers and places, and nothing else."""
    device = _device(request, token, DeskDevice.Kind.DISPLAY)
    desk, at = device.desk, clock.now()
    context = {
        "display": queries.display_of(desk, at=at),
        "revision": revision(desk.revision.rev, at=at),
        "desk": desk,
        "token": token,
        "look": _look(device),
    }
    return TemplateResponse(request, "desk/display.html", context)


@public
@not_activity
@require_safe
@secret
def device_state(request: HttpRequest, token: str) -> HttpResponse:
    """What a screen asks every few seconds: 304 when nothing changed, else all it shows.

    It is no activity of a person, and knows no login: a board shows more than numbers only when
    its page was opened less than half an hour ago.
    """
    try:
        pk = tokens.device_in(token)
    except (signing.BadSignature, ValueError):
        raise Http404 from None
    found = queries.device_state(pk)
    if found is None or found[0] not in (DeskDevice.Kind.BOARD, DeskDevice.Kind.DISPLAY):
        raise Http404
    (kind, rev, desk), at = found, clock.now()
    is_board = kind == DeskDevice.Kind.BOARD
    has_details = is_board and _is_fresh(token)
    seen = revision(rev, at=at, has_details=has_details or not is_board)
    if request.GET.get("rev") == seen:
        return HttpResponseNotModified()
    desk, find = Desk._meta.pk.to_python(desk), partial(_desk_of, pk)
    if is_board:
        place = request.GET.get("plek", "")
        html = board_html(desk, rev, find=find, place=place, has_details=has_details, at=at)
    else:
        html = display_html(desk, rev, find=find, at=at)
    return HttpResponse(html, headers={"X-Revision": seen})


def _take(request: HttpRequest, device: DeskDevice, token: str) -> str:
    """Give a number; returns the address to go to. Raises BadSignature and RefusedError."""
    note = tokens.read_note(request.POST.get("token", ""))
    if note.device != device.pk:
        raise signing.BadSignature
    # Who stands at a kiosk stands there; the code at the door may have been photographed.
    if device.kind == DeskDevice.Kind.DOOR and not ratelimit.consume(request, action="take_number"):
        raise RefusedError(rules.too_many_numbers())
    theme = request.POST.get("theme", "")
    ticket = check_in(
        desk=device.desk,
        channel=Visit.Channel(device.kind),
        request_key=note.request_key,
        theme=theme if theme in queries.theme_titles(device.desk.region) else "",
        language=current_language(),
        by=f"device:{device.pk}",
        at=clock.now(),
    )
    if device.kind == DeskDevice.Kind.KIOSK:
        return reverse("kiosk_number", args=[token, _secret_of(ticket.visit)])
    return _own_address(ticket.visit)


def _expected(request: HttpRequest, secret: str) -> tuple[Appointment, Desk | None]:
    """The appointment behind a link, and the desk where it begins, if any. Raises Http404."""
    region = getattr(request, "region", None)
    found = behind_link(region, secret) if region else None
    if found is None or found.channel != Channel.OFFICE:
        raise Http404
    desks = Desk.objects.filter(location=found.location_id, walk_in_enabled=True)
    return found, desks.select_related("region").order_by("key").first()


def _arrived(request: HttpRequest, desk: Desk, appointment: Appointment, at: datetime) -> str:
    """Receive somebody; the address of their number. Raises BadSignature and RefusedError."""
    key = tokens.read_arrival(request.POST.get("token", ""), appointment.pk)
    insist(rules.may_say_so(appointment, at=at))
    ticket = receive(
        desk=desk, appointment=appointment, channel=Visit.Channel.LINK, request_key=key,
        by=VISITOR, at=at,
    )  # fmt: skip
    return _own_address(ticket.visit)


def _secret_of(visit: Visit) -> str:
    return tokens.visit_secret(visit.desk_id, visit.request_key)


def _own_address(visit: Visit) -> str:
    return reverse("own_ticket", args=[_secret_of(visit)])


def _device(request: HttpRequest, token: str, *kinds: str) -> DeskDevice:
    """The device with this token, in the region of the host name. Raises Http404."""
    try:
        pk = tokens.device_in(token)
    except (signing.BadSignature, ValueError):
        raise Http404 from None
    region = getattr(request, "region", None)
    found = DeskDevice.objects.filter(
        kind__in=kinds, revoked_at=None, desk__region=getattr(region, "pk", None)
    )
    return get_object_or_404(found.select_related("desk__region", "desk__revision"), pk=pk)


def _look(device: DeskDevice) -> str:
    """The classes of the page: the house style, and what makes it large."""
    return f"{device.desk.region.theme} {_LOOKS.get(device.kind, '')}".strip()


def _own(secret: str) -> tuple[UUID, str]:
    """Today's ticket behind a secret, and its revision. Raises Http404."""
    found = queries.own_ticket_rev(tokens.hash_of(secret), today=service_day(clock.now()))
    if found is None:
        raise Http404
    return found


def _is_fresh(token: str) -> bool:
    try:
        tokens.device_in(token, max_age=BOARD_IDLE)
    except signing.BadSignature:
        return False
    return True


def _desk_of(device: UUID) -> Desk:
    return Desk.objects.select_related("region").get(devices=device)
