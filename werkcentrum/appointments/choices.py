"""What each step to an appointment shows: choices in words, and what was chosen so far."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkcentrum.appointments import queries, rules
from werkcentrum.appointments.draft import ANYBODY, BY_PHONE, BY_VIDEO, Plan
from werkcentrum.appointments.ics import in_words
from werkcentrum.appointments.models import AppointmentSlot, Channel, Offer
from werkcentrum.appointments.notices import moment
from werkcentrum.appointments.queries import FreeDay, FreeTime
from werkcentrum.appointments.taking import place_of
from werkcentrum.core.languages import on_the_clock

# The rest of the days stands behind a click.
_DAYS_SHOWN: Final = 8
_NOON, _EVENING = 12, 18


@dataclass(frozen=True)
class Pick:
    """Something to choose, with a sentence about it."""

    value: str
    label: str
    text: str = ""
    is_chosen: bool = False


@dataclass(frozen=True)
class Part:
    """A part of a day with its times."""

    title: str
    picks: list[Pick]


@dataclass(frozen=True)
class Days:
    """The days with free times: the first ones, and later ones."""

    soon: list[Pick]
    later: list[Pick]


def kinds(plan: Plan) -> list[Pick]:
    """What one can come for; chosen already when the page before was about it."""
    theme = plan.draft["thema"]
    fitting = next((kind.key for kind in plan.kinds if theme and theme in kind.themes), "")
    chosen = plan.kind.key if plan.kind else fitting
    return [
        Pick(kind.key, kind.shown_name, kind.shown_explanation, kind.key == chosen)
        for kind in plan.kinds
    ]


def ways(plan: Plan) -> list[Pick]:
    """Every location, by phone, by video."""
    allowed = rules.channels_of(plan.kind)
    chosen = plan.draft["waar"]
    found = [_place(offer, chosen) for offer in plan.everywhere if Channel.OFFICE in allowed]
    if Channel.PHONE in allowed:
        text = _("Wij bellen u op de dag en tijd die u kiest.")
        found.append(Pick(BY_PHONE, _("Met de telefoon"), text, chosen == BY_PHONE))
    if Channel.VIDEO in allowed:
        text = _("U ziet elkaar op een scherm. U krijgt van ons een link.")
        found.append(Pick(BY_VIDEO, _("Met beeldbellen"), text, chosen == BY_VIDEO))
    if len(found) == 1:
        return [Pick(found[0].value, found[0].label, found[0].text, is_chosen=True)]
    return found


def advisers(plan: Plan) -> list[Pick]:
    """Whom one can choose, and that it does not matter."""
    chosen = str(plan.adviser or ANYBODY)
    names = [(ANYBODY, _("Dat maakt mij niet uit")), *((str(a.key), a.name) for a in plan.advisers)]
    return [Pick(value, label, "", value == chosen) for value, label in names]


def free_days(plan: Plan, *, at: datetime) -> list[FreeDay]:
    """When there is a time. By phone and video the first location that has one serves all."""
    for offer in plan.offers:
        if found := queries.free_days(offer, at=at, adviser=plan.adviser):
            return found
    return []


def days(found: Sequence[FreeDay]) -> Days:
    """The days as one reads them."""
    picks = [
        Pick(day.on.isoformat(), date_format(day.on, "l j E").capitalize(), _count(len(day.times)))
        for day in found
    ]
    return Days(picks[:_DAYS_SHOWN], picks[_DAYS_SHOWN:])


def parts(day: FreeDay, chosen: str) -> list[Part]:
    """The times of one day, by morning, afternoon and evening."""
    titles = (_("Ochtend"), _("Middag"), _("Avond"))
    found: dict[str, list[Pick]] = {title: [] for title in titles}
    for time in day.times:
        hour = time.starts_at.hour
        title = titles[(hour >= _NOON) + (hour >= _EVENING)]
        found[title].append(_time(time, chosen))
    return [Part(title, picks) for title, picks in found.items() if picks]


def instead_of(plan: Plan, slot: AppointmentSlot, *, at: datetime) -> list[Pick]:
    """Three times near one that went; of a group session the same one on another day."""
    if slot.offer_id is None:
        return list(_other_sessions(slot, plan.people, at))
    times = queries.alternatives_to(slot, at=at, adviser=plan.adviser)
    return [Pick(str(time.slot), _first_upper(moment(time.starts_at))) for time in times]


def people(places: int, chosen: int) -> list[Pick]:
    """How many can come at once."""
    most = max(1, min(places, rules.MOST_PEOPLE))
    more = [
        ngettext("%(count)s mens", "%(count)s mensen", n) % {"count": n} for n in range(2, most + 1)
    ]
    labels = [_("Alleen ik"), *more]
    return [Pick(str(n), label, "", n == chosen) for n, label in enumerate(labels, start=1)]


def summary(plan: Plan) -> list[str]:
    """What was chosen so far, one line each."""
    lines = [plan.kind.shown_name] if plan.kind else []
    if plan.is_group and plan.slot:
        lines = [plan.slot.session.title]
    if plan.channel == Channel.OFFICE:
        location = plan.slot.location if plan.slot else plan.offers[0].agenda.location
        lines.append(location.name)
    elif plan.channel:
        lines.append(_first_upper(str(Channel(plan.channel).label)))
    if plan.adviser_name:
        lines.append(_("Met %(name)s") % {"name": plan.adviser_name})
    if plan.slot:
        lines.append(_first_upper(start_of(plan.slot)))
    elif plan.draft.day:
        lines.append(date_format(plan.draft.day, "l j E").capitalize())
    return lines


def facts(plan: Plan, slot: AppointmentSlot) -> list[tuple[str, str]]:
    """What will be agreed, to look over before it is made."""
    minutes = round((slot.ends_at - slot.starts_at).total_seconds() / 60)
    about = slot.session.title if plan.is_group else plan.kind.shown_name if plan.kind else ""
    found = [
        (_("Waarover"), about),
        (_("Wanneer"), _first_upper(start_of(slot))),
        (_("Hoe lang"), _("%(count)s minuten") % {"count": minutes}),
        (_("Waar"), in_words(plan.channel, place_of(slot.location))),
    ]
    if plan.adviser_name:
        found.append((_("Met wie"), plan.adviser_name))
    if plan.people > 1:
        found.append((_("Hoeveel mensen"), str(plan.people)))
    return found


def start_and_end(session: queries.ShownSession) -> str:
    """When a group session is."""
    return _("%(day)s, %(start)s tot %(end)s uur") % {
        "day": _first_upper(date_format(session.starts_at, "l j E")),
        "start": on_the_clock(session.starts_at),
        "end": on_the_clock(session.ends_at),
    }


def start_of(slot: AppointmentSlot) -> str:
    """When it begins, on the clock of the location."""
    return moment(slot.starts_at.astimezone(slot.location.zone))


def _place(offer: Offer, chosen: str) -> Pick:
    location = offer.agenda.location
    town = f"{location.postcode} {location.place}".strip()
    address = ", ".join(part for part in (location.street, town) if part)
    return Pick(location.key, location.name, address, location.key == chosen)


def _time(time: FreeTime, chosen: str) -> Pick:
    label = _("%(time)s uur") % {"time": on_the_clock(time.starts_at)}
    return Pick(str(time.slot), label, "", str(time.slot) == chosen)


def _count(times: int) -> str:
    return ngettext("%(count)s tijd vrij", "%(count)s tijden vrij", times) % {"count": times}


def _other_sessions(slot: AppointmentSlot, needed: int, at: datetime) -> Iterable[Pick]:
    for session in _same_title(slot, at):
        if session.places >= needed and session.slot != slot.pk:
            yield Pick(str(session.slot), _first_upper(moment(session.starts_at)))


def _same_title(slot: AppointmentSlot, at: datetime) -> Iterator[queries.ShownSession]:
    for session in queries.coming_sessions(slot.location.region, at=at):
        if session.title == slot.session.title:
            yield session


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]
