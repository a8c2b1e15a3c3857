"""What can happen to a vacancy: from which states each step goes, and where it leads."""

from typing import Final

from django.db import models


class State(models.TextChoices):
    """How far a vacancy is."""

    DRAFT = "draft", "concept"
    TO_CHECK = "to_check", "wacht op een collega"
    PUBLISHED = "published", "op de website"
    CLOSED = "closed", "gesloten"
    EXPIRED = "expired", "verlopen"


class Step(models.TextChoices):
    """What somebody does with a vacancy, or the worker by itself."""

    CHANGE = "change", "wijzigen"
    SUBMIT = "submit", "klaarzetten"
    PUBLISH = "publish", "op de website zetten"
    TAKE_BACK = "take_back", "terugnemen"
    REWRITE = "rewrite", "door de werkgever opnieuw insturen"
    EXTEND = "extend", "langer laten staan"
    CLOSE = "close", "sluiten"
    EXPIRE = "expire", "verlopen"


_OPEN: Final = frozenset({State.DRAFT, State.TO_CHECK, State.PUBLISHED})
STEPS: Final[dict[Step, tuple[frozenset[State], State]]] = {
    Step.CHANGE: (frozenset({State.DRAFT}), State.DRAFT),
    Step.SUBMIT: (frozenset({State.DRAFT}), State.TO_CHECK),
    Step.PUBLISH: (frozenset({State.TO_CHECK}), State.PUBLISHED),
    Step.TAKE_BACK: (
        frozenset({State.TO_CHECK, State.PUBLISHED, State.EXPIRED}), State.DRAFT,
    ),
    # What the employer changes is read by somebody again, whatever state it was in.
    Step.REWRITE: (_OPEN | {State.EXPIRED}, State.TO_CHECK),
    Step.EXTEND: (frozenset({State.PUBLISHED}), State.PUBLISHED),
    Step.CLOSE: (_OPEN | {State.EXPIRED}, State.CLOSED),
    # Of those that wait only what a source no longer has.
    Step.EXPIRE: (frozenset({State.TO_CHECK, State.PUBLISHED}), State.EXPIRED),
}  # fmt: skip


def is_possible(step: Step, state: str) -> bool:
    """Whether this step can be taken from this state."""
    return state in STEPS[step][0]
