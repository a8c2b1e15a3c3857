"""The states of a ticket and the steps between them. Everything else asks this table."""

from typing import Final

from django.db import models


class State(models.TextChoices):
    """Where a ticket is. Waiting, called, in service and on hold are open; the rest is the end."""

    WAITING = "waiting", "wacht"
    CALLED = "called", "opgeroepen"
    IN_SERVICE = "in_service", "in gesprek"
    ON_HOLD = "on_hold", "even apart"
    MISSED = "missed", "niet gekomen"
    DONE = "done", "geholpen"
    TRANSFERRED = "transferred", "naar een andere balie"
    LEFT = "left", "weggegaan"
    CLOSED_BY_DESK = "closed_by_desk", "afgesloten door de balie"


class Outcome(models.TextChoices):
    """How a visit ended, in a code without a story."""

    ANSWERED = "answered", "vraag beantwoord"
    APPOINTMENT = "appointment", "afspraak gemaakt"
    REFERRED = "referred", "doorverwezen naar een partner"
    BACK_LATER = "back_later", "komt later terug"
    NOT_FOR_US = "not_for_us", "hoort niet bij ons"


# Somebody is busy with these: one at a time for each adviser and each place.
ACTIVE: Final = (State.CALLED, State.IN_SERVICE)
OPEN: Final = (State.WAITING, *ACTIVE, State.ON_HOLD, State.MISSED)
# A ticket in one of these stays as it is.
TERMINAL: Final = (State.DONE, State.TRANSFERRED, State.LEFT, State.CLOSED_BY_DESK)
_END: Final = frozenset({State.LEFT, State.CLOSED_BY_DESK})
STEPS: Final[dict[State, frozenset[State]]] = {
    State.WAITING: frozenset({State.CALLED, State.ON_HOLD}) | _END,
    # To the same state: called once more.
    State.CALLED: frozenset({State.CALLED, State.IN_SERVICE, State.MISSED, State.WAITING}) | _END,
    State.IN_SERVICE: frozenset({State.DONE, State.ON_HOLD, State.TRANSFERRED}) | _END,
    State.ON_HOLD: frozenset({State.WAITING, State.CALLED}) | _END,
    State.MISSED: frozenset({State.WAITING, State.CALLED}) | _END,
    **{state: frozenset() for state in TERMINAL},
}
