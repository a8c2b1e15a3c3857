"""Messages as pages show them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from werkcentrum.core import outbox
from werkcentrum.core.configured import can_send
from werkcentrum.core.models import OutboxMessage
from werkcentrum.partners.models import Region

_Channel = OutboxMessage.Channel
_State = OutboxMessage.State
MOST_SHOWN = 50
# A message that waits longer than this has no way out.
LONG = timedelta(hours=1)
_STATES = {
    _State.UNCERTAIN: _("Misschien wel, misschien niet aangekomen"),
    _State.FAILED: _("Niet verstuurd"),
    _State.UNDELIVERABLE: _("Niet aangekomen"),
}
_WHY: dict[str, Any] = {
    "worker_died": _("Het versturen brak af. Niemand kan zien of het bericht weg is."),
    "too_late": _("Het bericht kon niet op tijd weg."),
    "no_connection": _("De mailserver was te lang niet bereikbaar."),
    "unsendable": _("Dit bericht kan zo niet worden verstuurd."),
    "permanent-failure": _("Dit adres of nummer bestaat niet."),
    "temporary-failure": _("De telefoon of mailbox was te lang niet bereikbaar."),
    "technical-failure": _("Bij NotifyNL ging iets mis."),
    "smtp_550": _("Dit adres bestaat niet, of neemt geen e-mail aan."),
    "smtp_552": _("De mailbox is vol."),
    "notify_400": _("NotifyNL neemt dit adres of nummer niet aan."),
    "5.1.1": _("Dit adres bestaat niet."),
    "5.2.2": _("De mailbox is vol."),
}
_ELSE = _("De ontvangende kant nam het bericht niet aan (code %(code)s).")


@dataclass(frozen=True)
class Undelivered:
    """A message that needs somebody. `text` is '' where only the recipient may read it."""

    message: OutboxMessage
    channel: str
    what: str
    why: str
    text: str


@dataclass(frozen=True)
class Shown:
    """A message in the mailbox of a demonstration."""

    id: UUID
    channel: str
    is_mail: bool
    is_sms: bool
    to: str
    sender: str
    subject: str
    text: str
    has_html: bool
    is_confidential: bool
    at: datetime
    language: str
    direction: str
    files: list[str]


def undelivered(region: Region) -> list[Undelivered]:
    """The work list of a region, oldest first."""
    return [_undelivered(message) for message in outbox.for_somebody(region.key)[:MOST_SHOWN]]


def is_stuck(region: Region, *, at: datetime) -> int:
    """How many messages have waited longer than an hour."""
    return outbox.waiting_since(region.key, at - LONG)


def missing_channels() -> list[str]:
    """The ways by which no real message can leave: nobody set them up."""
    return [str(channel.label) for channel in _Channel if not can_send(channel)]


def mailbox(region: Region) -> list[Shown]:
    """What would have been sent, newest first."""
    rows = _shown_rows(region).order_by("-sent_at", "-id")
    return [_shown(message) for message in rows[:MOST_SHOWN]]


def in_mailbox(region: Region, pk: UUID) -> OutboxMessage | None:
    """One message of the demonstration that everybody may read."""
    return _shown_rows(region).filter(pk=pk, is_confidential=False).first()


def as_shown(message: OutboxMessage) -> Shown:
    """One message, for a page of its own."""
    return _shown(message)


def _shown_rows(region: Region) -> QuerySet[OutboxMessage]:
    return OutboxMessage.objects.filter(
        region_key=region.key, is_demonstration=True, state=_State.SENT
    )


def _undelivered(message: OutboxMessage) -> Undelivered:
    return Undelivered(
        message=message,
        channel=message.get_channel_display(),
        what=str(_STATES[_State(message.state)]),
        why=str(_WHY.get(message.reason) or _ELSE % {"code": message.reason}),
        text="" if message.is_confidential else message.text,
    )


def _shown(message: OutboxMessage) -> Shown:
    is_secret = message.is_confidential
    return Shown(
        id=message.pk,
        channel=message.get_channel_display(),
        is_mail=message.channel == _Channel.MAIL,
        is_sms=message.channel == _Channel.SMS,
        to=message.recipient,
        sender=f"{message.sender_name} <{settings.DEFAULT_FROM_EMAIL}>"
        if message.channel == _Channel.MAIL
        else message.sender_name,
        subject=message.subject,
        text="" if is_secret else message.text,
        has_html=bool(message.html) and not is_secret,
        is_confidential=is_secret,
        at=message.sent_at or message.put_at,
        language=message.language,
        direction="rtl" if get_language_info(message.language)["bidi"] else "ltr",
        files=[] if is_secret else [attachment["name"] for attachment in message.attachments],
    )
