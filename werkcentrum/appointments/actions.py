"""What happens with one appointment, from choosing a moment until it is over.

A place is taken by one conditional update of its slot (`taking.py`). Whoever needs more rows takes
them in one order: the client, slots by id, then advisers by id. So nobody waits in a circle.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction

from werkcentrum.accounts.models import User
from werkcentrum.appointments import rules
from werkcentrum.appointments.models import (
    Appointment,
    AppointmentSlot,
    Channel,
    Tell,
    WaitingListEntry,
)
from werkcentrum.appointments.queries import may_ask
from werkcentrum.appointments.states import CANCELLED, UNFINISHED, State
from werkcentrum.appointments.taking import (
    SETTLED,
    as_agreed,
    end,
    free,
    keep_cells,
    known_before,
    lock_client,
    lock_slots,
    new_appointment,
    put_back,
    release_lapsed,
    retake,
    save_new,
    step,
    take,
)
from werkcentrum.appointments.telling import remind_elsewhere as _remind_elsewhere
from werkcentrum.appointments.telling import stop_telling
from werkcentrum.appointments.tokens import person_key
from werkcentrum.audit.actions import record
from werkcentrum.casework.actions import note_contact, open_enquiry, remember_client
from werkcentrum.casework.models import Client, ContactMoment, Enquiry
from werkcentrum.core import clock
from werkcentrum.core.refusal import RefusedError, insist
from werkcentrum.privacy.retention import keep_until

_CONTACT_BY: Final[dict[str, str]] = {
    Channel.PHONE: ContactMoment.Channel.PHONE,
    Channel.VIDEO: ContactMoment.Channel.VIDEO,
}


@dataclass(frozen=True)
class Contact:
    """Who somebody is for us: a name to use and at most one way to reach them.

    `reach` is a key of `casework.Client.Reach` or '', and then `address` is '' too.
    """

    name_to_use: str
    reach: str = ""
    address: str = ""
    language: str = "nl"


@dataclass(frozen=True)
class Question:
    """What somebody wants to carry along: the question in their own words, and keys of themes.

    `held_numbers`: how many numbers in it could be a BSN, and are none by their word.
    """

    own_words: str
    themes: tuple[str, ...] = ()
    held_numbers: int = 0


@dataclass(frozen=True)
class _Wish:
    """What is asked for: a place in a slot, in which way, for how many people, with whom."""

    slot: AppointmentSlot
    request_key: UUID
    channel: str
    party_size: int
    adviser: UUID | None
    companion: UUID | None = None

    @property
    def agreed(self) -> dict[str, Any]:
        """The fields of an appointment that follow from it."""
        return {"slot": self.slot, **as_agreed(self.slot, self.channel, self.party_size)}

    def may_be_asked(self, at: datetime, *, is_staff: bool) -> Any:
        """The refusal, if any."""
        return may_ask(
            self.slot, channel=self.channel, party_size=self.party_size, at=at, is_staff=is_staff
        )


def hold_place(
    *,
    slot: AppointmentSlot,
    request_key: UUID,
    channel: str,
    by: str,
    at: datetime,
    party_size: int = 1,
    adviser: UUID | None = None,
) -> Appointment:
    """Keep a place for who fills in the form (`rules.HELD_FOR`); another slot takes its stead.

    Asking for the same slot again keeps it longer. What was booked already is returned as it is.
    Raises RefusedError, and then a place that was held before is still held.
    """
    wish = _Wish(slot, request_key, channel, party_size, adviser)
    return _once(request_key, lambda: _hold(wish, by, at))


def book_appointment(
    *,
    slot: AppointmentSlot,
    request_key: UUID,
    channel: str,
    contact: Contact,
    by: str,
    at: datetime,
    party_size: int = 1,
    adviser: UUID | None = None,
    question: Question | None = None,
) -> Appointment:
    """Make an appointment, in the place that was held under this key or in a free one.

    The same request again returns what it gave before. Where the service type says so and there is
    a mail address, it waits for confirmation (`State.PENDING`). Raises RefusedError, and then
    nothing has changed.
    """
    wish = _Wish(slot, request_key, channel, party_size, adviser)
    return _once(
        request_key,
        lambda: _book(wish, contact, question, by, at, is_staff=False, may_exceed=False),
    )


def book_on_behalf(
    *,
    slot: AppointmentSlot,
    request_key: UUID,
    channel: str,
    contact: Contact,
    staff: User,
    by: str,
    at: datetime,
    party_size: int = 1,
    adviser: UUID | None = None,
    question: Question | Enquiry | None = None,
    companion: UUID | None = None,
    overbook: bool = False,
) -> Appointment:
    """The same by somebody of the staff: sure at once, and without notice.

    `overbook` gives a place that is not there, for who has the right to; the audit line says so.
    Of an enquiry that is known already the client is known too. `companion` comes along, and sees
    that. Raises RefusedError.
    """
    insist(rules.may_overbook(staff, slot.location.region) if overbook else None)
    wish = _Wish(slot, request_key, channel, party_size, adviser, companion)
    return _once(
        request_key,
        lambda: _book(wish, contact, question, by, at, is_staff=True, may_exceed=overbook),
    )


@transaction.atomic
def confirm_appointment(*, appointment: Appointment, by: str, at: datetime) -> Appointment:
    """Somebody pressed the button in the mail. A second time changes nothing.

    Too late is no problem while the place is free. Raises RefusedError when somebody else has it.
    """
    lock_slots(appointment.slot_id)
    appointment.refresh_from_db(fields=["state", "expires_at", "adviser", "is_adviser_wanted"])
    if appointment.state == State.BOOKED:
        return appointment
    insist(rules.may_step(appointment, State.BOOKED))
    wanted = appointment.adviser_id if appointment.is_adviser_wanted else None
    wish = _Wish(
        appointment.slot, appointment.request_key, appointment.channel, appointment.party_size,
        wanted,
    )  # fmt: skip
    insist(wish.may_be_asked(at, is_staff=True))
    _settle(appointment, State.BOOKED, wish, by, at, to_tell=Tell.BOOKED)
    _record("confirmed", appointment, by, at)
    return appointment


def move_appointment(
    *,
    appointment: Appointment,
    to: AppointmentSlot,
    request_key: UUID,
    by: str,
    at: datetime,
    adviser: UUID | None = None,
    is_staff: bool = False,
) -> Appointment:
    """Another time, and possibly another place: the old one goes when the new one is sure.

    Returns the new version; the same request again returns it too. Raises RefusedError, and then
    the old appointment stands.
    """
    wanted = adviser or _wanted_again(appointment, to)
    wish = _Wish(to, request_key, appointment.channel, appointment.party_size, wanted)
    return _once(request_key, lambda: _moved(appointment, wish, by, at, is_staff=is_staff))


@transaction.atomic
def cancel_appointment(
    *, appointment: Appointment, by: str, at: datetime, reason: str = Appointment.Reason.CLIENT
) -> Appointment:
    """Call it off; a second time changes nothing and leaves no line. Raises RefusedError.

    Every `reason` but the client's own means that we did.
    """
    if appointment.state in CANCELLED:
        return appointment
    insist(rules.may_change(appointment, at=at))
    is_ours = reason != Appointment.Reason.CLIENT
    state = State.CANCELLED_BY_DESK if is_ours else State.CANCELLED_BY_CLIENT
    if end(appointment, state, reason, by, at, to_tell=Tell.CANCELLED):
        WaitingListEntry.objects.filter(series=appointment.series).delete()
        stop_telling(appointment, at)
        _record("cancelled", appointment, by, at, reason=reason)
    return appointment


@transaction.atomic
def mark_arrived(*, appointment: Appointment, by: str, at: datetime) -> None:
    """Somebody is here for it. Raises RefusedError."""
    insist(rules.may_arrive(appointment, at=at))
    step(appointment, State.ARRIVED, by, at, **SETTLED)
    _record("arrived", appointment, by, at)


@transaction.atomic
def undo_arrival(*, appointment: Appointment, by: str, at: datetime) -> None:
    """It was somebody else who came. Raises RefusedError."""
    step(appointment, State.BOOKED, by, at)
    _record("arrival_undone", appointment, by, at)


@transaction.atomic
def mark_attended(*, appointment: Appointment, by: str, at: datetime) -> None:
    """It took place. After a no-show this can be said for a week. Raises RefusedError.

    By phone and video it is a contact moment as well; at a location the desk writes that down.
    """
    lock_slots(appointment.slot_id)
    appointment.refresh_from_db(fields=["state"])
    insist(rules.may_be_attended(appointment, at=at))
    if appointment.state == State.BOOKED:
        step(appointment, State.ARRIVED, by, at, **SETTLED)
    was_missed = appointment.state == State.NO_SHOW
    if was_missed:
        put_back(appointment)
    step(appointment, State.ATTENDED, by, at)
    _note_contact(appointment, by, at)
    _record("attended", appointment, by, at, was_missed=was_missed)


@transaction.atomic
def mark_no_show(*, appointment: Appointment, by: str, at: datetime) -> None:
    """Nobody came: only when it is over. Raises RefusedError."""
    lock_slots(appointment.slot_id)
    appointment.refresh_from_db(fields=["state"])
    insist(rules.may_step(appointment, State.NO_SHOW))
    insist(rules.may_be_no_show(appointment, at=at))
    free(appointment, at)
    step(appointment, State.NO_SHOW, by, at, to_tell="", **SETTLED)
    stop_telling(appointment, at)
    _record("no_show", appointment, by, at)


@transaction.atomic
def remind_elsewhere(*, client: Client, by: str, at: datetime) -> int:
    """Somebody is reached in another way from now on; returns of how many appointments to come."""
    rows = client.appointments.filter(state=State.BOOKED, starts_at__gt=at).order_by("pk")
    found = list(rows.select_related("client", "location", "region", "service_type"))
    for row in found:
        _remind_elsewhere(row, at)
    record(
        verb="appointments.reminded_elsewhere", subject=client, by=by, at=at,
        region_key=client.region.key, count=len(found),
    )  # fmt: skip
    return len(found)


def _once(request_key: UUID, act: Callable[[], Appointment]) -> Appointment:
    """All or nothing, and once for each request, also when it comes twice at the same moment."""
    for _attempt in range(2):
        try:
            with transaction.atomic():
                return act()
        except IntegrityError:
            found = Appointment.objects.filter(request_key=request_key).first()
        if found is not None and found.state not in UNFINISHED:
            return found
        # Perhaps the form took a place in the meantime; then it goes on in that one.
    # Not the request but the person was there already.
    raise RefusedError(rules.already_booked())


def _hold(wish: _Wish, by: str, at: datetime) -> Appointment:
    mine = known_before(wish.request_key, wish.slot, at).mine
    if mine is not None and mine.state not in UNFINISHED:
        return mine
    insist(wish.may_be_asked(at, is_staff=False))
    until = clock.later(at, rules.HELD_FOR)
    if mine is None:
        mine = new_appointment(
            wish.slot, State.HELD, wish.request_key, expires_at=until,
            **as_agreed(wish.slot, wish.channel, wish.party_size),
        )  # fmt: skip
        take(mine, at, adviser=wish.adviser)
        save_new(mine, by, at)
    else:
        _settle(mine, State.HELD, wish, by, at, expires_at=until)
    _record("place_held", mine, by, at)
    return mine


def _book(
    wish: _Wish,
    contact: Contact,
    question: Question | Enquiry | None,
    by: str,
    at: datetime,
    *,
    is_staff: bool,
    may_exceed: bool,
) -> Appointment:
    person = person_key(wish.slot.location.region.key, contact.reach, contact.address)
    mine, to_come = known_before(wish.request_key, wish.slot, at, person=person)
    if mine is not None and mine.state not in UNFINISHED:
        return mine
    insist(wish.may_be_asked(at, is_staff=is_staff))
    insist(None if is_staff else rules.may_book_again(open_count=to_come))
    state = _first_state(wish.slot, contact, is_staff=is_staff)
    if state == State.PENDING:
        # Whoever confirmed too late may ask again.
        release_lapsed(wish.slot, at)
    values = {
        "person_key": person,
        "language": contact.language,
        "companion_id": wish.companion,
        "to_tell": Tell.BOOKED,
        "expires_at": clock.later(at, rules.PENDING_FOR) if state == State.PENDING else None,
        **_people(wish.slot, contact, question, by, at),
    }
    is_over = False
    if mine is None:
        mine = new_appointment(
            wish.slot, state, wish.request_key, **values,
            **as_agreed(wish.slot, wish.channel, wish.party_size),
        )  # fmt: skip
        is_over = take(mine, at, adviser=wish.adviser, may_exceed=may_exceed)
        save_new(mine, by, at)
    else:
        _settle(mine, state, wish, by, at, **values)
    _record(
        "booked", mine, by, at, channel=wish.channel, is_overbooked=is_over,
        is_pending=state == State.PENDING,
    )  # fmt: skip
    return mine


def _settle(
    mine: Appointment, state: State, wish: _Wish, by: str, at: datetime, **values: Any
) -> None:
    """What was held or waited becomes this, in its own place or in one that is free."""
    retake(
        mine, wish.slot, at, channel=wish.channel, party_size=wish.party_size, adviser=wish.adviser
    )
    chosen = {"adviser": mine.adviser, "is_adviser_wanted": mine.is_adviser_wanted}
    step(mine, state, by, at, **wish.agreed, **chosen, **values)
    keep_cells(mine, at)


def _moved(old: Appointment, wish: _Wish, by: str, at: datetime, *, is_staff: bool) -> Appointment:
    lock_client(old)
    lock_slots(old.slot_id, wish.slot.pk)
    known = Appointment.objects.filter(request_key=wish.request_key).first()
    if known is not None:
        return known
    old.refresh_from_db(fields=["state", "sequence", "companion"])
    insist(rules.may_step(old, State.RESCHEDULED))
    insist(rules.may_change(old, at=at))
    insist(wish.may_be_asked(at, is_staff=is_staff))
    new = new_appointment(
        wish.slot, State.BOOKED, wish.request_key, series=old.series, sequence=old.sequence + 1,
        manage_hash=old.manage_hash, person_key=old.person_key, language=old.language,
        client=old.client, enquiry=old.enquiry, companion=old.companion, to_tell=Tell.MOVED,
        **as_agreed(wish.slot, wish.channel, wish.party_size),
    )  # fmt: skip
    # Its own place, and its own quarters of an hour, are free for the new one.
    free(old, at)
    take(new, at, adviser=wish.adviser)
    # One link leads to one appointment, and one slot holds a person once: first the old one goes.
    step(old, State.RESCHEDULED, by, at, moved_to_id=new.pk, to_tell="", **SETTLED)
    stop_telling(old, at)
    save_new(new, by, at)
    _keep_longer(new.client_id, new.slot)
    if new.starts_at < old.starts_at:
        WaitingListEntry.objects.filter(series=new.series).delete()
    _record("moved", new, by, at, sequence=new.sequence)
    return new


def _wanted_again(old: Appointment, to: AppointmentSlot) -> UUID | None:
    """Whoever chose an adviser keeps that one, at the same offer."""
    is_same = old.is_adviser_wanted and to.offer_id == old.slot.offer_id
    return old.adviser_id if is_same else None


def _first_state(slot: AppointmentSlot, contact: Contact, *, is_staff: bool) -> State:
    kind = slot.service_type
    must_confirm = kind is not None and kind.is_confirmed_by_mail and not is_staff
    return State.PENDING if must_confirm and contact.reach == Client.Reach.MAIL else State.BOOKED


def _people(
    slot: AppointmentSlot,
    contact: Contact,
    question: Question | Enquiry | None,
    by: str,
    at: datetime,
) -> dict[str, Any]:
    """Whom it is for, and what they want to speak about."""
    if isinstance(question, Enquiry):
        _keep_longer(question.client_id, slot)
        return {"client": question.client, "enquiry": question}
    region = slot.location.region
    client = remember_client(
        region=region, name_to_use=contact.name_to_use, language=contact.language,
        reach=contact.reach, address=contact.address, retention_until=_keep_until(slot), by=by,
        at=at,
    )  # fmt: skip
    enquiry: Enquiry | None = None
    if question is not None and question.own_words:
        enquiry = open_enquiry(
            region=region, own_words=question.own_words, themes=question.themes, client=client,
            origin=Enquiry.Origin.APPOINTMENT, language=contact.language,
            municipality=slot.location.municipality, held_numbers=question.held_numbers,
            by=by, at=at,
        )  # fmt: skip
    return {"client": client, "enquiry": enquiry}


def _keep_until(slot: AppointmentSlot) -> date:
    """For a question about it afterwards."""
    day = slot.starts_at.astimezone(slot.location.zone).date()
    return keep_until(slot.location.region, "client", day)


def _keep_longer(client: UUID | None, slot: AppointmentSlot) -> None:
    """A later appointment keeps the name and address longer of who was known already."""
    if client is None:
        return
    until = _keep_until(slot)
    Client.objects.filter(pk=client, retention_until__lt=until).update(retention_until=until)


def _note_contact(appointment: Appointment, by: str, at: datetime) -> None:
    channel = _CONTACT_BY.get(appointment.channel)
    if channel is None:
        return
    themes = appointment.service_type.themes if appointment.service_type else []
    note_contact(
        region=appointment.region, channel=channel, subject=themes[0] if themes else "",
        language=appointment.language, is_reached=True, client=appointment.client,
        enquiry=appointment.enquiry, by=by, at=at,
    )  # fmt: skip


def _record(verb: str, appointment: Appointment, by: str, at: datetime, **detail: Any) -> None:
    record(
        verb=f"appointments.{verb}", subject=appointment, by=by, at=at,
        region_key=appointment.region.key, **detail,
    )  # fmt: skip
