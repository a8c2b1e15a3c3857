"""What may happen to a training, or why not."""

from datetime import date

from werkcentrum.core.refusal import Refusal
from werkcentrum.training.content import Content
from werkcentrum.training.models import Training


def may_show(content: Content, *, today: date) -> Refusal | None:
    """A training stands on the website when somebody can still begin with it."""
    if content.is_always_open or any(day >= today for day in content.starts):
        return None
    return Refusal("Alle startdatums zijn voorbij. Schrijf een dag op die nog komt.")


def may_change(training: Training) -> Refusal | None:
    """What was withdrawn comes back first."""
    if not training.ended_by:
        return None
    return Refusal("Deze opleiding is ingetrokken. Zet haar eerst terug.")


def may_withdraw(training: Training) -> Refusal | None:
    """Once."""
    return Refusal("Deze opleiding is al ingetrokken.") if training.ended_by else None


def may_restore(training: Training) -> Refusal | None:
    """Only what somebody withdrew."""
    return None if training.ended_by else Refusal("Deze opleiding is niet ingetrokken.")


def changed_meanwhile() -> Refusal:
    """What somebody hears whose colleague was first."""
    return Refusal("Een collega veranderde deze opleiding net. Lees haar eerst opnieuw.")


def withdrawn_meanwhile() -> Refusal:
    """What somebody hears whose colleague withdrew it, perhaps after writing something else."""
    return Refusal(
        "Een collega trok deze opleiding net in, en veranderde haar misschien ook. Kijk wat u "
        "bewaart."
    )
