"""Pages for staff about appointments: the agenda, one appointment, and a new one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property, partial
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from werkcentrum.accounts.models import User
from werkcentrum.accounts.queries import mail_addresses
from werkcentrum.accounts.roles import Permission
from werkcentrum.accounts.staff_page import by, done, refusals_in, user_of
from werkcentrum.appointments import (
    actions,
    orphan_actions,
    queries,
    rules,
    staff_queries,
    waiting_actions,
)
from werkcentrum.appointments.models import Appointment, Offer
from werkcentrum.appointments.notices import own_path
from werkcentrum.appointments.staff_forms import BookForm, CancelForm, SlotForm, TimesForm, Wanted
from werkcentrum.appointments.staff_page import appointment_for, looked, own_work_for, shown
from werkcentrum.appointments.states import HOLDING, State
from werkcentrum.appointments.telling import reachable
from werkcentrum.core import clock
from werkcentrum.core.access import requires
from werkcentrum.core.addresses import link_to
from werkcentrum.core.forms import held_numbers
from werkcentrum.core.qr import qr_code
from werkcentrum.core.refusal import Refusal, RefusedError, insist
from werkcentrum.partners.middleware import region_of
from werkcentrum.partners.models import Location, Region

# The button that looks for times, and books nothing.
_LOOK: Final = "zoek"
# So many days with free times a list shows; a later first day shows others.
_DAYS_SHOWN: Final = 6
_WEEKEND: Final = 5
_YEARS: Final = 50
_books = requires(Permission.BOOK_APPOINTMENTS)


@dataclass(frozen=True)
class Now:
    """An appointment at this moment."""

    appointment: Appointment
    at: datetime

    @cached_property
    def is_waiting(self) -> bool:
        """Whether the visitor would rather come earlier."""
        return queries.is_waiting(self.appointment)


May = Callable[[Now], Refusal | None]


@dataclass(frozen=True)
class Step:
    """A button on the page of an appointment: what it says, and what it does when a rule allows."""

    label: Any
    said: Any
    act: Callable[..., object]
    may: May


def _may_arrive(now: Now) -> Refusal | None:
    no_step = rules.may_step(now.appointment, State.ARRIVED)
    return no_step or rules.may_arrive(now.appointment, at=now.at)


def _may_attend(now: Now) -> Refusal | None:
    is_booked = now.appointment.state == State.BOOKED
    is_early = is_booked and now.appointment.starts_at > now.at
    return (
        rules.may_step(now.appointment, State.ARRIVED if is_booked else State.ATTENDED)
        or (Refusal("Deze afspraak moet nog beginnen.") if is_early else None)
        or rules.may_be_attended(now.appointment, at=now.at)
    )


def _may_miss(now: Now) -> Refusal | None:
    no_step = rules.may_step(now.appointment, State.NO_SHOW)
    return no_step or rules.may_be_no_show(now.appointment, at=now.at)


def _may_undo(now: Now) -> Refusal | None:
    has_come = now.appointment.has_arrived
    return None if has_come else Refusal("Deze bezoeker is nog niet aangekomen.")


def _may_keep(now: Now) -> Refusal | None:
    fine = None if now.appointment.is_orphaned else Refusal("Met deze afspraak is niets mis.")
    return fine or rules.may_be_given(now.appointment)


def _may_ask(now: Now) -> Refusal | None:
    has_address = None if reachable(now.appointment.client) else rules.no_address()
    return _may_keep(now) or has_address


def _may_wait(now: Now) -> Refusal | None:
    refusal = rules.may_wait(now.appointment, at=now.at)
    if refusal or not now.is_waiting:
        return refusal
    return Refusal("Deze bezoeker staat al op de wachtlijst.")


def _may_stop_waiting(now: Now) -> Refusal | None:
    return None if now.is_waiting else Refusal("Deze bezoeker staat niet op de wachtlijst.")


STEPS: Final[dict[str, Step]] = {
    "aangekomen": Step(
        gettext_lazy("De bezoeker is er"), gettext_lazy("De bezoeker is er."),
        actions.mark_arrived, _may_arrive,
    ),
    "geweest": Step(
        gettext_lazy("Het gesprek is geweest"), gettext_lazy("Het gesprek is geweest."),
        actions.mark_attended, _may_attend,
    ),
    "niet-gekomen": Step(
        gettext_lazy("De bezoeker kwam niet"),
        gettext_lazy("De bezoeker kwam niet. U kunt dit een week lang terugdraaien."),
        actions.mark_no_show, _may_miss,
    ),
    "toch-niet": Step(
        gettext_lazy("De bezoeker is er toch niet"), gettext_lazy("De bezoeker is er nog niet."),
        actions.undo_arrival, _may_undo,
    ),
    "vragen": Step(
        gettext_lazy("Stuur het bericht"), gettext_lazy("Het bericht gaat weg."),
        orphan_actions.ask_to_move, _may_ask,
    ),
    "gaat-door": Step(
        gettext_lazy("De afspraak gaat toch door"), gettext_lazy("De afspraak gaat toch door."),
        orphan_actions.keep_as_is, _may_keep,
    ),
    "eerder": Step(
        gettext_lazy("Zet op de wachtlijst voor een eerdere tijd"),
        gettext_lazy("De bezoeker krijgt een bericht als er eerder plaats is."),
        waiting_actions.join_waiting_list, _may_wait,
    ),
    "niet-eerder": Step(
        gettext_lazy("Haal van de wachtlijst"),
        gettext_lazy("De bezoeker staat niet meer op de wachtlijst."),
        waiting_actions.leave_waiting_list, _may_stop_waiting,
    ),
}  # fmt: skip
# Where somebody goes on after a step, by what the form says.
_BACK: Final = {"werklijst": "appointment_work", "wachtlijst": "waiting_list"}


@_books
@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """A week or a day: of the region, of one place, or of whoever looks."""
    region, at = region_of(request), clock.now()
    today = clock.today()
    first, is_day = _day(request.GET.get("dag", ""), today), request.GET.get("toon") == "dag"
    start = first if is_day else first - timedelta(days=first.weekday())
    places = list(staff_queries.places(region))
    place = next((row for row in places if row.key == request.GET.get("plek")), None)
    is_mine = request.GET.get("mijn") == "ja"
    days = staff_queries.agenda_of(
        region, first=start, days=1 if is_day else 7, at=at, location=place,
        user=user_of(request), adviser=user_of(request).pk if is_mine else None,
    )  # fmt: skip
    looked(request, region, sum(len(day.rows) for day in days))
    step = timedelta(days=1 if is_day else 7)
    address = partial(_address, place=place, is_mine=is_mine)
    return shown(request, "appointments/staff/agenda.html", {
        "days": [(day, address(day.on, is_day=True)) for day in days
                 if is_day or _is_worth_a_column(day)],
        "is_day": is_day, "first": first, "today": today, "last": start + timedelta(days=6),
        "start": start, "places": places, "place": place, "is_mine": is_mine,
        "before_url": address(start - step, is_day=is_day),
        "today_url": address(today, is_day=is_day),
        "after_url": address(start + step, is_day=is_day),
        "count": sum(len(day.rows) + len(day.sessions) for day in days),
    })  # fmt: skip


@_books
@require_safe
def staff_appointment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One appointment, and what can be done with it now."""
    return _appointment_page(request, appointment_for(request, pk), CancelForm())


@require_POST
@_books
def appointment_step(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One press of a button on an appointment."""
    appointment, at = own_work_for(request, pk), clock.now()
    step = STEPS.get(request.POST.get("do", ""))
    if step is None:
        raise Http404

    def act() -> None:
        insist(step.may(Now(appointment, at)))
        step.act(appointment=appointment, by=by(request), at=at)

    back = _BACK.get(request.POST.get("terug", ""))
    return done(request, str(step.said), act, *([back] if back else ["staff_appointment", pk]))


@require_POST
@_books
def cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Call an appointment off, with the reason."""
    appointment = own_work_for(request, pk)
    form = CancelForm(request.POST)
    if not form.is_valid():
        return _appointment_page(request, appointment, form)
    said = _("De afspraak is afgezegd.")
    if reachable(appointment.client):
        said = _("De afspraak is afgezegd. De bezoeker krijgt een bericht.")
    act = partial(
        actions.cancel_appointment, appointment=appointment, by=by(request), at=clock.now(),
        reason=form.cleaned_data["reason"],
    )  # fmt: skip
    return done(request, said, act, "staff_appointment", pk)


@require_POST
@_books
def give(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Hand an appointment to a colleague who is free."""
    appointment, at = own_work_for(request, pk), clock.now()
    names = {str(c.key): c.name for c in queries.free_colleagues(appointment, at=at)}
    chosen = request.POST.get("adviser", "")
    if chosen not in names:
        messages.error(request, str(rules.no_adviser()))
        return HttpResponseRedirect(reverse("staff_appointment", args=[pk]))
    adviser = get_object_or_404(User, pk=chosen)
    return done(
        request, _("Deze afspraak is nu bij een collega."),
        partial(orphan_actions.give_to, appointment=appointment, adviser=adviser,
                by=by(request), at=at),
        "staff_appointment", pk,
    )  # fmt: skip


@_books
def move(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose another time, and possibly another place."""
    appointment, at = own_work_for(request, pk), clock.now()
    region, is_group = region_of(request), appointment.slot.offer_id is None
    offers = [] if is_group else list(queries.offers_for(region, appointment.service_type))
    # The place where it is now comes first.
    offers.sort(key=lambda offer: offer.pk != appointment.slot.offer_id)
    typed = request.POST if request.method == "POST" else None
    times = TimesForm(typed, offers=offers, today=clock.today(), is_move=True)
    chosen = _slot_form(request, region)
    if chosen.is_bound and (is_group or times.is_valid()) and chosen.is_valid():
        with refusals_in(chosen):
            insist(rules.may_take_over(appointment, chosen.cleaned_data["slot"]))
            moved = actions.move_appointment(
                appointment=appointment, to=chosen.cleaned_data["slot"], is_staff=True,
                request_key=chosen.cleaned_data["request_key"], by=by(request), at=at,
                adviser=times.wanted().adviser,
            )  # fmt: skip
            messages.success(request, _("De afspraak is verzet."))
            return HttpResponseRedirect(reverse("staff_appointment", args=[moved.pk]))
    wanted = replace(times.wanted(), party_size=appointment.party_size)
    looked(request, appointment, 1)
    return shown(request, "appointments/staff/move.html", {
        "row": staff_queries.appointment_row(appointment, at=at, user=user_of(request)),
        "times": times, "chosen": chosen, "offers": offers,
        "days": _free(times.offer_shown, wanted, at), "wanted": wanted,
        "sessions": queries.coming_sessions(region, at=at) if is_group else [],
        "refusal": rules.may_step(appointment, State.RESCHEDULED)
        or rules.may_change(appointment, at=at),
    })  # fmt: skip


@_books
def book_on_behalf(request: HttpRequest) -> HttpResponse:
    """A new appointment for somebody who is here or on the phone: everything on one page."""
    region, at = region_of(request), clock.now()
    typed = request.POST if request.method == "POST" else None
    may_overbook = user_of(request).may(Permission.OVERBOOK, region)
    offers = list(queries.offers_for(region))
    times = TimesForm(typed, offers=offers, today=clock.today(), may_overbook=may_overbook)
    chosen = _slot_form(request, region)
    is_sent = chosen.is_bound
    form = BookForm(typed) if is_sent else BookForm(initial=typed.dict() if typed else None)
    if is_sent and times.is_valid() and chosen.is_valid() and form.is_valid():
        booked = _booked(request, times, chosen, form, at)
        if booked is not None:
            return HttpResponseRedirect(reverse("staff_appointment", args=[booked.pk]))
    wanted = times.wanted()
    return shown(request, "appointments/staff/book.html", {
        "times": times, "chosen": chosen, "form": form, "offers": offers, "wanted": wanted,
        "days": _free(times.offer_shown, wanted, at),
    })  # fmt: skip


@_books
def book_in_session(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A place in a group session for somebody."""
    region, at = region_of(request), clock.now()
    session = get_object_or_404(staff_queries.group_sessions(region), pk=pk)
    chosen = _slot_form(request, region, slot=session.slot_id)
    form = BookForm(request.POST if chosen.is_bound else None)
    is_right = form.is_valid() and chosen.is_valid()
    if is_right and chosen.cleaned_data["slot"].pk == session.slot_id:
        booked = _booked(request, None, chosen, form, at)
        if booked is not None:
            return HttpResponseRedirect(reverse("staff_session", args=[session.pk]))
    return shown(request, "appointments/staff/book_in_session.html", {
        "session": staff_queries.session_row(session), "chosen": chosen, "form": form,
    })  # fmt: skip


def _slot_form(request: HttpRequest, region: Region, **initial: Any) -> SlotForm:
    """The chosen time; not sent yet by whoever only looks for times, and then still chosen."""
    if request.method != "POST":
        return SlotForm(region=region, initial=initial)
    if _LOOK in request.POST:
        kept = {name: request.POST.get(name, "") for name in SlotForm.base_fields}
        return SlotForm(region=region, initial={k: v for k, v in kept.items() if v})
    return SlotForm(request.POST, region=region)


def _booked(
    request: HttpRequest, times: TimesForm | None, chosen: SlotForm, form: BookForm, at: datetime
) -> Appointment | None:
    """The new appointment; None when it was refused, and the form says why."""
    wanted = times.wanted() if times else Wanted(clock.today())
    slot, words = chosen.cleaned_data["slot"], form.cleaned_data["own_words"]
    try:
        insist(rules.other_kind() if times and slot.offer != times.offer_shown else None)
        booked = actions.book_on_behalf(
            slot=slot, request_key=chosen.cleaned_data["request_key"],
            channel=form.cleaned_data["channel"], contact=actions.Contact(**form.contact),
            question=actions.Question(words, held_numbers=held_numbers(form)) if words else None,
            staff=user_of(request), party_size=wanted.party_size, adviser=wanted.adviser,
            overbook=wanted.overbook, by=by(request), at=at,
        )  # fmt: skip
    except RefusedError as refused:
        chosen.add_error(None, str(refused))
        return None
    if reachable(booked.client):
        messages.success(request, _("De afspraak staat. De bezoeker krijgt een bericht."))
    else:
        messages.success(request, _("De afspraak staat. Print de bladzijde voor de bezoeker."))
    return booked


def _appointment_page(
    request: HttpRequest, appointment: Appointment, form: CancelForm
) -> HttpResponse:
    now = Now(appointment, at := clock.now())
    looked(request, appointment, 1)
    events = list(appointment.events.order_by("id"))
    names = mail_addresses(event.by for event in events)
    may_act = not appointment.has_as_guest(user_of(request))
    may_give = may_act and rules.may_be_given(appointment) is None
    may_change = may_act and rules.may_change(appointment, at=at) is None
    path = own_path(appointment)
    return shown(request, "appointments/staff/appointment.html", {
        "row": staff_queries.appointment_row(appointment, at=at, user=user_of(request)),
        "appointment": appointment, "form": form,
        "steps": [(key, step.label) for key, step in STEPS.items()
                  if may_act and step.may(now) is None],
        "colleagues": queries.free_colleagues(appointment, at=at) if may_give else [],
        "may_move": may_change and rules.may_step(appointment, State.RESCHEDULED) is None,
        "may_cancel": may_change and appointment.state in (State.BOOKED, *HOLDING),
        "is_waiting": now.is_waiting,
        "history": [(event, names.get(event.by, event.by)) for event in events],
        "is_reachable": reachable(appointment.client) is not None,
        "own_url": path, "qr_svg": qr_code(request.build_absolute_uri(path)),
    })  # fmt: skip


def _free(offer: Offer | None, wanted: Wanted, at: datetime) -> list[queries.FreeDay]:
    """The first days with times from the wanted day on; with full times for who may exceed them."""
    if offer is None:
        return []
    far = (wanted.first - at.date()).days + queries.DAYS_AHEAD
    days = queries.free_days(
        offer, at=at, party_size=0 if wanted.overbook else wanted.party_size,
        adviser=wanted.adviser, days=far, is_staff=True,
    )  # fmt: skip
    return [day for day in days if day.on >= wanted.first][:_DAYS_SHOWN]


def _address(day: date, *, is_day: bool, place: Location | None, is_mine: bool) -> str:
    """The agenda from this day on, with the same choices."""
    chosen = {
        "dag": day.isoformat(), "toon": "dag" if is_day else "",
        "plek": place.key if place else "", "mijn": "ja" if is_mine else "",
    }  # fmt: skip
    return link_to(reverse("agenda"), {name: value for name, value in chosen.items() if value})


def _is_worth_a_column(day: staff_queries.AgendaDay) -> bool:
    """Working days, and a weekend in which there is something."""
    return day.on.weekday() < _WEEKEND or bool(day.rows or day.sessions)


def _day(typed: str, today: date) -> date:
    """The day in an address; today for anything that is no day, or too far for a calendar."""
    try:
        found = date.fromisoformat(typed)
    except ValueError:
        return today
    return found if abs(found.year - today.year) < _YEARS else today
