"""What somebody reads of their own question: what it was, and where it stands in plain words."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from werkcentrum.casework.models import Enquiry
from werkcentrum.core.clock import AMSTERDAM
from werkcentrum.referrals.models import Referral
from werkcentrum.referrals.states import State


@dataclass(frozen=True)
class Step:
    """A partner who is asked to help, and how far that is."""

    partner: str
    state: str


@dataclass(frozen=True)
class OwnEnquiry:
    """One question of whoever reads it. `can_be_named`: nobody knows yet who that is."""

    own_words: str
    asked_on: str
    place: str
    where_it_stands: str
    steps: list[Step]
    is_closed: bool
    can_be_named: bool


def own_enquiry(enquiry: Enquiry) -> OwnEnquiry:
    """An enquiry for whoever asked it, in the language of the page."""
    is_resident = enquiry.audience == Enquiry.Audience.RESIDENT
    is_closed = enquiry.closed_at is not None
    return OwnEnquiry(
        own_words=enquiry.own_words,
        asked_on=date_format(enquiry.opened_at.astimezone(AMSTERDAM), "j E Y"),
        place=enquiry.municipality.name if enquiry.municipality else "",
        where_it_stands=_where_it_stands(enquiry),
        steps=_steps(enquiry),
        is_closed=is_closed,
        can_be_named=is_resident and not is_closed and enquiry.client_id is None,
    )


def _where_it_stands(enquiry: Enquiry) -> str:
    if enquiry.closed_at is not None:
        outcome = Enquiry.Outcome(enquiry.outcome).label
        return _("Uw vraag is afgerond: %(outcome)s.") % {"outcome": outcome}
    if enquiry.adviser_id is not None:
        return _("Een gids is bezig met uw vraag.")
    if enquiry.urgency:
        return _("Wij hebben uw vraag. Hij staat bovenaan, want er is spoed bij.")
    return _("Wij hebben uw vraag. Een gids gaat hem lezen.")


def _steps(enquiry: Enquiry) -> list[Step]:
    found = Referral.objects.filter(enquiry=enquiry).exclude(state=State.DRAFT)
    rows = found.select_related("team__organisation").order_by("made_at", "id")
    return [Step(row.team.organisation.name, str(row.get_state_display())) for row in rows]
