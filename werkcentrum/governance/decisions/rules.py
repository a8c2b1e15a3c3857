"""What may be decided, withdrawn and proposed, as far as this register is about it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from werkcentrum.core.refusal import Refusal
from werkcentrum.governance.models import Agreement, Decision


@dataclass(frozen=True)
class NewPoint:
    """One point of a decision, word for word; `agreement` is the one that it enters."""

    text: str
    agreement: Agreement | None = None


def may_record(*, decided_on: date, points: int, today: date) -> Refusal | None:
    """Decided by now, with something in it."""
    if decided_on > today:
        return Refusal(_("Deze dag moet nog komen. Schrijf een besluit op als het genomen is."))
    if not points:
        return Refusal(_("Schrijf ten minste een beslispunt op."))
    return None


def is_number_taken() -> Refusal:
    """A body numbers its decisions."""
    return Refusal(_("Dit orgaan heeft al een besluit met dit nummer."))


def may_withdraw(decision: Decision, withdrawn_on: date) -> Refusal | None:
    """Once, and not before it was taken."""
    if decision.withdrawn_on is not None:
        return Refusal(_("Dit besluit is al ingetrokken."))
    if withdrawn_on < decision.decided_on:
        return Refusal(_("Een besluit kan niet eerder worden ingetrokken dan het is genomen."))
    return None


def is_reference_taken() -> Refusal:
    """An organisation numbers its cases."""
    return Refusal(_("Deze organisatie heeft al een voorstel met dit zaaknummer."))
