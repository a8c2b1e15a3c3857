"""Which carriers this installation has, from its settings."""

from django.conf import settings

from werkcentrum.core.carriers import Carrier, MailServer, ShownOnly
from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.notify import Notify

_Channel = OutboxMessage.Channel


def carriers() -> dict[tuple[str, bool], Carrier]:
    """By channel, and whether it is a demonstration. A message without a carrier waits."""
    found: dict[tuple[str, bool], Carrier] = dict.fromkeys(
        ((channel, True) for channel in _Channel.values), ShownOnly()
    )
    if settings.NOTIFY_KEY:
        notify = Notify()
        found |= {
            (channel, False): notify
            for channel in settings.NOTIFY_TEMPLATES
            if channel in _Channel.values
        }
    if settings.EMAIL_HOST:
        found[_Channel.MAIL, False] = MailServer()
    return found


def can_send(channel: str) -> bool:
    """Whether a real message can leave this way."""
    return (channel, False) in carriers()
