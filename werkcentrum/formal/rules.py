"""What may be done with a formal request, and why not."""

from datetime import date, datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _

from werkcentrum.core.clock import day_of
from werkcentrum.core.refusal import Refusal
from werkcentrum.formal.models import Addressee, FormalChannel, FormalRequest, FormalTerm, Outage

# Long enough to object (six weeks, Awb 6:7) and to ask for help with that.
LINK_STAYS: Final = timedelta(days=92)
# Somebody asked for it now, so it is used soon.
NEW_LINK_STAYS: Final = timedelta(days=30)


def link_ends_on(request: FormalRequest) -> date:
    """The first day on which the link to a request no longer works."""
    ends_on = request.counts_from + LINK_STAYS
    return max(ends_on, request.link_until) if request.link_until else ends_on


def is_link_over(request: FormalRequest, *, on: date) -> bool:
    """Whether what somebody got does not show anything any more."""
    return link_ends_on(request) <= on


def may_handle(addressee: Addressee) -> Refusal | None:
    """Only what is not done yet."""
    return already_handled() if addressee.handled_at is not None else None


def already_handled() -> Refusal:
    """Somebody did that before."""
    return Refusal(_("Dit is al afgehandeld."))


def may_confirm(addressee: Addressee) -> Refusal | None:
    """An organisation says once that it has it."""
    if addressee.arrived_at is not None:
        return Refusal(_("De ontvangst was al bevestigd."))
    return may_handle(addressee)


def may_extend(addressee: Addressee, *, at: datetime) -> Refusal | None:
    """Once, and before the term ends."""
    if addressee.extended_at is not None:
        return Refusal(_("De termijn is al een keer verlengd. Dat mag maar een keer."))
    if day_of(at) > addressee.due_on:
        return Refusal(_("De termijn is voorbij. Verlengen kan niet meer."))
    return may_handle(addressee)


def may_forward(addressee: Addressee, channel: FormalChannel, *, on: date) -> Refusal | None:
    """To an organisation that receives this kind by us now, and did not get it before."""
    request = addressee.request
    is_for_it = channel.kind == request.kind and channel.starts_on <= on
    if not is_for_it or (channel.ends_on is not None and channel.ends_on <= on):
        return Refusal(_("Deze organisatie ontvangt dit niet via ons."))
    if request.addressees.filter(organisation=channel.organisation).exists():
        return Refusal(_("Deze organisatie heeft dit al gekregen."))
    return may_handle(addressee)


def may_end(outage: Outage, ends_at: datetime) -> Refusal | None:
    """Once, and after it began."""
    if outage.ends_at is not None:
        return Refusal(_("Deze storing was al voorbij."))
    if ends_at <= outage.starts_at:
        return Refusal(_("Het einde moet na het begin liggen."))
    return None


def may_add_term(starts_on: date, *, on: date) -> Refusal | None:
    """A term counts for what comes in later: what is there keeps the one it had."""
    if starts_on <= on:
        return Refusal("Kies een dag na vandaag. Wat al binnen is, houdt zijn eigen termijn.")
    return None


def is_a_term_already() -> Refusal:
    """One term for a kind begins on a day."""
    return Refusal("Op deze dag begint al een andere termijn. Haal die eerst weg.")


def may_drop_term(term: FormalTerm, *, on: date) -> Refusal | None:
    """What has begun is needed to extend what came in."""
    if term.starts_on <= on:
        return Refusal("Deze termijn geldt al. Voeg een nieuwe toe die later begint.")
    return None
