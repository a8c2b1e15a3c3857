"""The states of an appointment and the steps between them. Everything else asks this table."""

from typing import Final

from django.db import models


class State(models.TextChoices):
    """Where an appointment is."""

    HELD = "held", "even vastgehouden"
    PENDING = "pending_confirmation", "wacht op bevestiging"
    EXPIRED = "expired", "niet op tijd afgemaakt"
    BOOKED = "booked", "gemaakt"
    ARRIVED = "arrived", "aangekomen"
    ATTENDED = "attended", "geweest"
    CANCELLED_BY_CLIENT = "cancelled_by_client", "afgezegd door de klant"
    CANCELLED_BY_DESK = "cancelled_by_desk", "afgezegd door ons"
    RESCHEDULED = "rescheduled", "verzet"
    NO_SHOW = "no_show", "niet gekomen"


# These keep a place until `expires_at`, and after that until somebody else wants it.
HOLDING: Final = (State.HELD, State.PENDING)
# Somebody chose a time and did not finish the form: nobody expects them.
UNFINISHED: Final = (State.HELD, State.EXPIRED)
# The one definition of which appointments take a place; the counter of a slot is their sum.
OCCUPIES: Final = (*HOLDING, State.BOOKED, State.ARRIVED, State.ATTENDED)
CANCELLED: Final = (State.CANCELLED_BY_CLIENT, State.CANCELLED_BY_DESK)
# Somebody is expected, or has come in.
EXPECTED: Final = (State.BOOKED, State.ARRIVED)
TERMINAL: Final = (State.ATTENDED, *CANCELLED, State.RESCHEDULED)
STEPS: Final[dict[State, frozenset[State]]] = {
    # To the same state: another time was chosen before the form was finished.
    State.HELD: frozenset({State.HELD, State.PENDING, State.BOOKED, State.EXPIRED}),
    State.PENDING: frozenset({State.BOOKED, State.EXPIRED, *CANCELLED}),
    # Whoever was too late still gets the place when nobody else took it.
    State.EXPIRED: frozenset({State.HELD, State.PENDING, State.BOOKED}),
    State.BOOKED: frozenset({State.ARRIVED, State.RESCHEDULED, State.NO_SHOW, *CANCELLED}),
    # Back: the wrong name was chosen at the desk.
    State.ARRIVED: frozenset({State.ATTENDED, State.BOOKED}),
    State.NO_SHOW: frozenset({State.ATTENDED}),
    **{state: frozenset() for state in TERMINAL},
}
