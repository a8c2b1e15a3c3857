"""What may happen to somebody's work."""

from django.utils.translation import gettext as _

from werkcentrum.accounts.models import Membership
from werkcentrum.core.refusal import Refusal


def may_end_work(membership: Membership, *, by: str) -> Refusal | None:
    """Nobody ends their own work as administrator: then perhaps nobody is left who can invite."""
    if membership.role == "administrator" and str(membership.user_id) == by:
        return Refusal(_("U kunt niet uw eigen werk als beheerder beëindigen. Vraag een collega."))
    return None


def may_invite(email: str, *, by_email: str) -> Refusal | None:
    """Nobody gives themselves a role: a colleague has to agree."""
    if email.strip().lower() == by_email.lower():
        return Refusal(_("U kunt uzelf geen rol geven. Vraag een andere beheerder."))
    return None
