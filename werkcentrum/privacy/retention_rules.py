"""What is allowed with periods and with the destruction of records."""

from django.utils.translation import gettext_lazy as _

from werkcentrum.audit.models import AuditLine
from werkcentrum.core.records import FEWEST_DAYS, MINIMISED, RECORDS
from werkcentrum.core.refusal import Refusal
from werkcentrum.privacy.models import Destruction

# Longer than the longest period of the selectielijst that is not for ever.
MOST_DAYS = 100 * 366


def may_change(record: str, days: int | None) -> Refusal | None:
    """Only of what there is, and not for shorter than the database keeps steps as they were."""
    if record not in RECORDS:
        return Refusal(_("Dit soort gegeven kennen wij niet."))
    if days is None and RECORDS[record].source == MINIMISED:
        return Refusal(_("Dit blijft zo kort als kan. Kies een aantal dagen."))
    if days is not None and not FEWEST_DAYS <= days <= MOST_DAYS:
        text = _("Kies een termijn van %(fewest)s tot en met %(most)s dagen.")
        return Refusal(text % {"fewest": FEWEST_DAYS, "most": MOST_DAYS})
    return None


def may_propose(destruction: Destruction) -> Refusal | None:
    """Only what the system found and nobody proposed yet."""
    if (
        destruction.proposed_by != AuditLine.SYSTEM
        or destruction.approved_by
        or destruction.done_at
    ):
        return just_done()
    return None


def may_decide(destruction: Destruction, *, by: str) -> Refusal | None:
    """Four eyes: on what a colleague proposed."""
    if (
        destruction.proposed_by == AuditLine.SYSTEM
        or destruction.approved_by
        or destruction.done_at
    ):
        return just_done()
    if destruction.proposed_by == by:
        return Refusal(_("U stelde dit zelf voor. Een collega beslist."))
    return None


def just_done() -> Refusal:
    """Somebody else was first."""
    return Refusal(_("Een collega deed dit net al."))
