"""Invented people with appointments, so that the agenda of a demonstration is not empty."""

from datetime import datetime
from typing import Final
from uuid import uuid4

from werkcentrum.accounts.models import User
from werkcentrum.appointments.actions import Contact, Question, book_appointment, book_on_behalf
from werkcentrum.appointments.models import Appointment, GroupSession, Offer
from werkcentrum.appointments.orphan_actions import report_absence
from werkcentrum.appointments.queries import FreeTime, free_days, offers_for, slot_for
from werkcentrum.appointments.rules import WAITS_LONG, channels_of
from werkcentrum.appointments.waiting_actions import join_waiting_list
from werkcentrum.audit.actions import VISITOR
from werkcentrum.partners.hours import instant
from werkcentrum.partners.models import Region

# Mail addresses that nobody has (RFC 2606), with the language of whoever reads there.
_PEOPLE: Final = (
    ("Sanne", "nl", "Ik wil weten of de zorg iets voor mij is."),
    ("Emre", "tr", ""),
    ("Olena", "uk", "Моя професія — бухгалтер. Що мені робити?"),
    ("Karim", "ar", ""),
    ("Fleur", "nl", "Mijn contract stopt in januari."),
    ("Wojtek", "pl", ""),
    ("Grace", "en", ""),
    ("Henk", "nl", "Ik zoek iets lichters, mijn rug doet zeer."),
)
_TIMES_A_DAY: Final = 2


def make_demo_visitors(region: Region, *, host: User, away: User, at: datetime) -> None:
    """Appointments in the weeks to come, a workshop with people, and a colleague who is away.

    `host` books for whoever came along, `away` is not there on one day. Nothing when somebody has
    an appointment already.
    """
    if Appointment.objects.filter(region=region).exists():
        return
    for number, (offer, time) in enumerate(_chosen(region, at)):
        _book(offer, time, number, at)
    _two_at_once(region, away, at)
    session = GroupSession.objects.filter(slot__location__region=region).first()
    for number in range(3 if session else 0):
        _book_in(region, session, number, host, at)


def _chosen(region: Region, at: datetime) -> list[tuple[Offer, FreeTime]]:
    """Of everything on offer some times: on the first days, and on one far ahead."""
    found = []
    for place, offer in enumerate(offers_for(region)):
        days = free_days(offer, at=at)
        for day in [*days[place % 2 : 6 : 2], *days[-1:]]:
            wanted = day.times[place :: len(day.times) // _TIMES_A_DAY + 1]
            found += [(offer, time) for time in wanted[:_TIMES_A_DAY]]
    return found


def _book(offer: Offer, time: FreeTime, number: int, at: datetime) -> Appointment:
    name, language, words = _PEOPLE[number % len(_PEOPLE)]
    channels = channels_of(offer.service_type)
    # Everybody has another address: nobody has too many appointments.
    contact = Contact(name, "mail", f"{name.lower()}{number}@bezoeker.example", language)
    slot = slot_for(offer.agenda.location.region, time.slot)
    assert slot is not None  # noqa: S101  it was free a moment ago
    booked = book_appointment(
        slot=slot, request_key=uuid4(), channel=channels[number % len(channels)], contact=contact,
        question=Question(words) if words else None, by=VISITOR,
        at=at,
    )  # fmt: skip
    if number % 4 == 0 and time.starts_at - at > WAITS_LONG:
        join_waiting_list(appointment=booked, by=VISITOR, at=at)
    return booked


def _two_at_once(region: Region, away: User, at: datetime) -> None:
    """Both advisers have somebody, and one of them is away that day: nobody can take over."""
    for offer in offers_for(region):
        days = free_days(offer, at=at, party_size=2)
        if not days or not offer.pool.filter(adviser=away).exists():
            continue
        time = days[min(2, len(days) - 1)].times[-1]
        for number in (40, 41):
            _book(offer, time, number, at)
        zone = offer.agenda.location.zone
        day = time.starts_at.astimezone(zone).date()
        report_absence(
            region=region, adviser=away, starts_at=instant(zone, day, time.starts_at.time()),
            ends_at=time.ends_at, by=str(away.pk), at=at,
        )  # fmt: skip
        return


def _book_in(
    region: Region, session: GroupSession | None, number: int, host: User, at: datetime
) -> None:
    """A place in the workshop for somebody who came along and left no address."""
    slot = slot_for(region, session.slot_id) if session else None
    if slot is not None:
        book_on_behalf(
            slot=slot, request_key=uuid4(), channel="office", contact=Contact(_PEOPLE[number][0]),
            staff=host, by=str(host.pk), at=at,
        )  # fmt: skip
