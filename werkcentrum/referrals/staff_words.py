"""What staff read for the codes of enquiries and referrals; the labels in the models are for the
person."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from werkcentrum.casework.models import Aftercare, Enquiry, PlanAction
from werkcentrum.referrals.states import State

STATES: Final[dict[str, Any]] = {
    State.DRAFT: _("nog niet verstuurd"),
    State.SENT: _("verstuurd, nog niet gelezen"),
    State.RECEIVED: _("gelezen, nog geen antwoord"),
    State.INFO_REQUESTED: _("heeft een vraag voor u"),
    State.ACCEPTED: _("aangenomen"),
    State.CONTACT_MADE: _("heeft contact met de klant"),
    State.IN_PROGRESS: _("helpt de klant"),
    State.UNREACHABLE: _("kan de klant niet bereiken"),
    State.EXPIRED: _("gaf geen antwoord"),
    State.COMPLETED: _("afgerond"),
    State.DECLINED: _("kan niet helpen"),
    State.CLOSED_UNREACHABLE: _("gestopt, de klant was niet te bereiken"),
    State.WITHDRAWN: _("gestopt door de klant"),
    State.CANCELLED: _("gestopt door een gids"),
    State.REDIRECTED: _("doorgestuurd naar een ander"),
}
URGENCIES: Final[dict[str, Any]] = {
    Enquiry.Urgency.CONTRACT_ENDS: _("contract stopt binnenkort"),
    Enquiry.Urgency.BENEFIT_ENDS: _("uitkering stopt binnenkort"),
    Enquiry.Urgency.EVICTION: _("kan het huis kwijtraken"),
    Enquiry.Urgency.EXPLOITATION: _("slecht behandeld door de baas"),
}
KINDS: Final = {
    "urgent": _("spoed"),
    "returned": _("terug bij u"),
    "ended": _("afgelopen"),
    "draft": _("doorverwijzing"),
    "step": _("stap van het plan"),
    "aftercare": _("nazorg"),
    "referral": _("doorverwijzing"),
}
OWNERS: Final[dict[str, Any]] = {
    PlanAction.Owner.PERSON: _("de klant"),
    PlanAction.Owner.ADVISER: _("de gids"),
    PlanAction.Owner.PARTNER: _("een partner"),
}
CODES: Final[dict[str, Any]] = {**URGENCIES, **STATES, **dict(Aftercare.Moment.choices)}
