"""What happens to messages after they were put in the outbox."""

from datetime import datetime
from typing import Final

from django.db import transaction

from werkcentrum.audit.actions import record
from werkcentrum.core import outbox
from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.refusal import RefusedError, insist
from werkcentrum.postroom.rules import ALREADY_HANDLED, may_send_again

# What NotifyNL reports (its callback for delivery); other words say that it is under way.
DELIVERED: Final = frozenset({"delivered", "received"})
NOT_DELIVERED: Final = frozenset({
    "permanent-failure", "temporary-failure", "technical-failure", "cancelled",
    "validation-failed", "virus-scan-failed",
})  # fmt: skip


@transaction.atomic
def send_again(*, message: OutboxMessage, to: str, by: str, at: datetime) -> None:
    """Send a message once more, perhaps to a better address. Raises RefusedError."""
    insist(may_send_again(message))
    if not outbox.send_again(message, to=to, at=at):
        raise RefusedError(ALREADY_HANDLED)
    record(
        verb="postroom.sent_again", subject=message, by=by, at=at, region_key=message.region_key,
        is_corrected=to != message.recipient, was=message.state,
    )  # fmt: skip


@transaction.atomic
def settle(*, message: OutboxMessage, by: str, at: datetime) -> None:
    """Say that this message needs nobody any more. Raises RefusedError."""
    if not outbox.settle(message, at=at):
        raise RefusedError(ALREADY_HANDLED)
    record(
        verb="postroom.settled", subject=message, by=by, at=at, region_key=message.region_key,
        was=message.state,
    )  # fmt: skip


@transaction.atomic
def take_report(*, reference: str, status: str, by: str, at: datetime) -> bool:
    """A provider or mail server tells how it ended; False for what we do not know or need.

    `status`: a word of NotifyNL, or a code such as '5.1.1' (RFC 3463). Twice the same is once.
    """
    if status in DELIVERED:
        is_news = outbox.note_arrival(reference, at=at)
    elif status in NOT_DELIVERED or status.startswith("5."):
        is_news = outbox.note_bounce(reference, reason=status)
    else:
        return False
    if is_news:
        message = OutboxMessage.objects.get(pk=reference.partition(".")[0])
        record(
            verb="postroom.reported", subject=message, by=by, at=at,
            region_key=message.region_key, status=status,
        )  # fmt: skip
    return is_news
