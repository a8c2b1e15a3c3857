"""What is allowed with a message that did not arrive."""

from django.utils.translation import gettext_lazy as _

from werkcentrum.core import outbox
from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.refusal import Refusal

ALREADY_HANDLED = _("Een collega heeft dit bericht al afgehandeld.")
_NO_LONGER_TRUE = _("Wat in dit bericht staat, klopt niet meer. Het wordt niet meer verstuurd.")


def may_send_again(message: OutboxMessage) -> Refusal | None:
    """Not what is settled, and not what is no longer true."""
    if message.state not in outbox.UNSETTLED or message.settled_at is not None:
        return Refusal(ALREADY_HANDLED)
    if not outbox.is_still_wanted(message):
        return Refusal(_NO_LONGER_TRUE)
    return None
