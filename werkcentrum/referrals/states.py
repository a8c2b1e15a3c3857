"""The states of a referral and the steps between them. Everything else asks this table."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a referral is; the labels are what the person reads."""

    DRAFT = "draft", _("nog niet verstuurd")
    SENT = "sent", _("verstuurd")
    RECEIVED = "received", _("gelezen door de partner")
    INFO_REQUESTED = "info_requested", _("de partner heeft een vraag")
    ACCEPTED = "accepted", _("aangenomen door de partner")
    CONTACT_MADE = "contact_made", _("de partner heeft contact met u")
    IN_PROGRESS = "in_progress", _("de partner helpt u")
    UNREACHABLE = "unreachable", _("de partner kan u niet bereiken")
    EXPIRED = "expired", _("de partner gaf geen antwoord")
    COMPLETED = "completed", _("afgerond")
    DECLINED = "declined", _("de partner kan niet helpen")
    CLOSED_UNREACHABLE = "closed_unreachable", _("gestopt, want u was niet te bereiken")
    WITHDRAWN = "withdrawn", _("door u gestopt")
    CANCELLED = "cancelled", _("gestopt door uw gids")
    REDIRECTED = "redirected", _("doorgestuurd naar een ander")


class Outcome(models.TextChoices):
    """What a partner reports in the end; not the same as the state."""

    STARTED = "started", _("begonnen")
    HELPED = "helped", _("geholpen")
    NO_HELP = "no_help", _("kon niet helpen")


class DeclineReason(models.TextChoices):
    """Why a partner cannot help, in a code."""

    NOT_FOR_US = "not_for_us", _("hoort niet bij ons")
    NOT_ENTITLED = "not_entitled", _("voldoet niet aan de voorwaarden")
    FULL = "full", _("geen plaats of te lang wachten")
    KNOWN = "known", _("wordt hier al geholpen")
    DUPLICATE = "duplicate", _("was al doorverwezen")
    OTHER = "other", _("iets anders")


# Waiting for a first answer: the clock of the team runs.
UNANSWERED: Final = (State.SENT, State.RECEIVED)
# Nobody goes on from these. An expired one returns to the sender, who sends it again or stops.
TERMINAL: Final = (
    State.COMPLETED,
    State.DECLINED,
    State.CLOSED_UNREACHABLE,
    State.WITHDRAWN,
    State.CANCELLED,
    State.REDIRECTED,
)
OPEN: Final = tuple(state for state in State if state not in (*TERMINAL, State.DRAFT))
_STOP: Final = frozenset({State.WITHDRAWN, State.CANCELLED, State.REDIRECTED})
STEPS: Final[dict[State, frozenset[State]]] = {
    State.DRAFT: frozenset({State.SENT, State.CANCELLED, State.WITHDRAWN}),
    State.SENT: _STOP
    | {State.RECEIVED, State.ACCEPTED, State.INFO_REQUESTED, State.DECLINED, State.EXPIRED},
    State.RECEIVED: _STOP | {State.ACCEPTED, State.INFO_REQUESTED, State.DECLINED, State.EXPIRED},
    State.INFO_REQUESTED: _STOP | {State.RECEIVED, State.DECLINED},
    State.ACCEPTED: _STOP | {State.CONTACT_MADE, State.UNREACHABLE},
    State.CONTACT_MADE: _STOP | {State.IN_PROGRESS, State.COMPLETED, State.UNREACHABLE},
    State.IN_PROGRESS: _STOP | {State.COMPLETED, State.UNREACHABLE},
    State.UNREACHABLE: _STOP | {State.CONTACT_MADE, State.CLOSED_UNREACHABLE},
    State.EXPIRED: _STOP | {State.SENT},
    **{state: frozenset() for state in TERMINAL},
}
