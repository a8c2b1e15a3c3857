"""The page behind the link in a message: what was agreed, moving it, cancelling it.

Whoever has the link may do so; a link that is not ours looks like one that never was. Programs that
look into mail open links: opening one changes nothing, only sending a form does. What was done
already is said, and nothing happens again.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from werkcentrum.appointments import choices, ics, notices, queries, rules
from werkcentrum.appointments.actions import (
    cancel_appointment,
    confirm_appointment,
    move_appointment,
)
from werkcentrum.appointments.models import Appointment, AppointmentSlot, Offer
from werkcentrum.appointments.states import CANCELLED, UNFINISHED, State
from werkcentrum.appointments.telling import reachable
from werkcentrum.appointments.waiting_actions import join_waiting_list, leave_waiting_list
from werkcentrum.audit.actions import VISITOR
from werkcentrum.core import clock
from werkcentrum.core.access import public, secret, signed_form
from werkcentrum.core.form_notes import new_note, read_note
from werkcentrum.core.qr import qr_code
from werkcentrum.core.refusal import RefusedError, Said
from werkcentrum.partners.middleware import region_of
from werkcentrum.partners.queries import sender_of

_CONFIRM, _WAIT, _STOP_WAITING = "bevestigen", "wachten", "niet-wachten"


@dataclass(frozen=True)
class PlaceLink:
    """A location to move to."""

    url: str
    label: str
    is_current: bool


@signed_form
def own_appointment(request: HttpRequest, secret: str) -> HttpResponse:
    """What was agreed, and what one can do with it."""
    found, at = _own(request, secret), clock.now()
    said = Said()
    if request.method == "POST":
        said = _step(request, found, at)
        found = _own(request, secret)
    return _own_page(request, secret, found, said, at)


@signed_form
def cancel_own(request: HttpRequest, secret: str) -> HttpResponse:
    """Are you sure; then it is cancelled."""
    found, at = _own(request, secret), clock.now()
    if request.method == "POST":
        said = _signed_step(request, lambda _key: _cancel(found, at))
        return _own_page(request, secret, _own(request, secret), said, at)
    refusal = _may_change(found, at)
    context = {"said": Said(), "facts": _facts(found), "refusal": refusal, **_about(secret)}
    return TemplateResponse(request, "appointments/cancel.html", context)


@signed_form
def move_own(request: HttpRequest, secret: str) -> HttpResponse:
    """Another day and time, and another place when there is one."""
    found, at = _own(request, secret), clock.now()
    if request.method == "POST":
        slot = _chosen_slot(request, found)
        said = _signed_step(request, lambda key: _move(found, slot, key, at))
        if not said.is_problem:
            return _own_page(request, secret, _own(request, secret), said, at)
        return _move_page(request, secret, found, at, said)
    return _move_page(request, secret, found, at, Said())


@public
@require_safe
@secret
def own_calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """The appointment for a calendar program."""
    found = _own(request, secret)
    method = ics.CANCEL if found.is_cancelled else ics.REQUEST
    text = ics.invitation(found, sender=sender_of(found.region), method=method, at=clock.now())
    response = HttpResponse(text, content_type=f"text/calendar; charset=utf-8; method={method}")
    response["Content-Disposition"] = 'attachment; filename="afspraak.ics"'
    return response


def _own(request: HttpRequest, secret: str) -> Appointment:
    found = queries.behind_link(region_of(request), secret)
    if found is None or (found.state in UNFINISHED and found.client_id is None):
        raise Http404
    return found


def _step(request: HttpRequest, found: Appointment, at: datetime) -> Said:
    steps = {_CONFIRM: _confirm, _WAIT: _wait, _STOP_WAITING: _stop_waiting}
    step = steps.get(request.POST.get("stap", ""))
    if step is None:
        return Said(_("Kies wat u wilt doen."), is_problem=True)
    return _signed_step(request, lambda _key: step(found, at))


def _signed_step(request: HttpRequest, step: Any) -> Said:
    """Do it when the form is ours. What is refused is said."""
    try:
        key = read_note(request.POST.get("token", ""))
        done: Said = step(key)
    except signing.BadSignature:
        return Said(_("Deze pagina stond te lang open. Kies nog een keer."), is_problem=True)
    except RefusedError as refused:
        return Said(str(refused), is_problem=True)
    return done


def _confirm(found: Appointment, at: datetime) -> Said:
    if found.state == State.BOOKED:
        return Said(_("U had deze afspraak al bevestigd."))
    confirm_appointment(appointment=found, by=VISITOR, at=at)
    return Said(_("Dank u wel. Uw afspraak is bevestigd."))


def _cancel(found: Appointment, at: datetime) -> Said:
    if found.state in CANCELLED:
        return Said(_("Deze afspraak was al afgezegd."))
    cancel_appointment(appointment=found, by=VISITOR, at=at)
    return Said(_("Uw afspraak is afgezegd. Dank u wel dat u het laat weten."))


def _wait(found: Appointment, at: datetime) -> Said:
    if queries.is_waiting(found):
        return Said(_("U stond al op de wachtlijst."))
    join_waiting_list(appointment=found, by=VISITOR, at=at)
    return Said(_("U staat op de wachtlijst. Is er eerder plek? Dan hoort u dat van ons."))


def _stop_waiting(found: Appointment, at: datetime) -> Said:
    if not queries.is_waiting(found):
        return Said(_("U stond niet meer op de wachtlijst."))
    leave_waiting_list(appointment=found, by=VISITOR, at=at)
    return Said(_("U staat niet meer op de wachtlijst. Uw afspraak blijft staan."))


def _move(found: Appointment, slot: AppointmentSlot | None, key: UUID, at: datetime) -> Said:
    known = queries.held_or_booked(found.region, key)
    if known is not None and known.series == found.series:
        return Said(_("Uw afspraak was al verzet."))
    if slot is None:
        return Said(_("Kies eerst een tijd."), is_problem=True)
    if slot.pk == found.slot_id:
        return Said(_("Dit is al de tijd van uw afspraak. Kies een andere tijd."), is_problem=True)
    move_appointment(appointment=found, to=slot, request_key=key, by=VISITOR, at=at)
    return Said(_("Uw afspraak is verzet. De oude tijd geldt niet meer."))


def _own_page(
    request: HttpRequest, secret: str, found: Appointment, said: Said, at: datetime
) -> HttpResponse:
    """The page of the appointment as it is now, after whatever happened."""
    is_over = found.state not in (State.BOOKED, State.PENDING) or found.ends_at <= at
    is_written_to = reachable(found.client) is not None
    can_wait = not is_over and is_written_to and rules.may_wait(found, at=at) is None
    address = request.build_absolute_uri(reverse("own_appointment", args=[secret]))
    context = {
        "said": said,
        "heading": _heading(found, at),
        "facts": _facts(found),
        "is_booked": found.state == State.BOOKED and not is_over,
        "is_to_confirm": found.state in (State.PENDING, State.EXPIRED),
        "is_late": found.is_lapsed(at) or found.state == State.EXPIRED,
        "is_cancelled": found.is_cancelled,
        "is_asked_to_move": found.is_orphaned and found.asked_at is not None,
        "is_office": found.channel == "office",
        "is_today": found.local_start.date() == at.astimezone(found.location.zone).date(),
        "is_written_to": is_written_to,
        "may_change": found.state == State.BOOKED and _may_change(found, at) == "",
        "may_move": found.slot.offer_id is not None,
        "is_waiting": can_wait and queries.is_waiting(found),
        "can_wait": can_wait,
        "address": address,
        "qr_svg": qr_code(address) if found.state == State.BOOKED and not is_over else "",
        "location": found.location,
        **_about(secret),
    }
    return TemplateResponse(request, "appointments/own.html", context)


def _heading(found: Appointment, at: datetime) -> str:
    if found.state == State.CANCELLED_BY_DESK:
        return _("Uw afspraak gaat niet door")
    if found.is_cancelled:
        return _("Uw afspraak is afgezegd")
    if found.state in (State.PENDING, State.EXPIRED):
        return _("Bevestig uw afspraak")
    if found.state != State.BOOKED or found.ends_at <= at:
        return _("Deze afspraak is geweest")
    return _("Uw afspraak staat vast")


def _move_page(
    request: HttpRequest, secret: str, found: Appointment, at: datetime, said: Said
) -> HttpResponse:
    """First the days, then the times of one; after 'just taken' three times near the one wanted."""
    typed = request.POST if request.method == "POST" else request.GET
    offers = _offers(found)
    offer = next((o for o in offers if o.agenda.location.key == typed.get("waar")), None)
    offer = offer or next((o for o in offers if o.pk == found.slot.offer_id), None)
    days = queries.free_days(offer, at=at, adviser=_wanted(found, offer)) if offer else []
    day = next((d for d in days if d.on == _date(typed.get("dag", ""))), None)
    place = offer.agenda.location.key if offer else ""
    context = {
        "said": said,
        "facts": _facts(found),
        "refusal": _may_change(found, at) or ("" if offer else _no_other()),
        "places": [_place(o, place, secret) for o in offers] if len(offers) > 1 else [],
        "place": place,
        "day": day.on.isoformat() if day else "",
        "days": choices.days(days),
        "parts": choices.parts(day, "") if day else [],
        **_about(secret),
    }
    return TemplateResponse(request, "appointments/move.html", context)


def _chosen_slot(request: HttpRequest, found: Appointment) -> AppointmentSlot | None:
    """A slot of the same service type, that visitors may choose."""
    try:
        key = UUID(request.POST.get("tijd", ""))
    except ValueError:
        return None
    slot = queries.slot_for(found.region, key)
    allowed = {offer.pk for offer in _offers(found)}
    return slot if slot is not None and slot.offer_id in allowed else None


def _offers(found: Appointment) -> list[Offer]:
    if found.slot.offer_id is None:
        return []
    return list(queries.offers_for(found.region, found.service_type))


def _place(offer: Offer, chosen: str, secret: str) -> PlaceLink:
    location = offer.agenda.location
    url = f"{reverse('move_own', args=[secret])}?waar={location.key}"
    return PlaceLink(url, location.name, location.key == chosen)


def _wanted(found: Appointment, offer: Offer | None) -> UUID | None:
    """Whoever chose an adviser sees the times of that one, at the same place."""
    is_same = found.is_adviser_wanted and offer is not None and offer.pk == found.slot.offer_id
    return found.adviser_id if is_same else None


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _facts(found: Appointment) -> list[tuple[str, str]]:
    name = queries.adviser_name(found)
    return notices.facts(notices.Told(found, sender_of(found.region), name))


def _may_change(found: Appointment, at: datetime) -> str:
    """Why it cannot be moved or cancelled; '' when it can."""
    if found.state not in (State.BOOKED, State.PENDING):
        return str(rules.may_step(found, State.CANCELLED_BY_CLIENT) or "")
    return str(rules.may_change(found, at=at) or "")


def _no_other() -> str:
    return _("Deze afspraak kunt u niet verzetten. Zeg hem af en maak een nieuwe.")


def _about(secret: str) -> dict[str, Any]:
    return {"secret": secret, "note": new_note()}
