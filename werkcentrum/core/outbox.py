"""Messages leave from a table, after commit: what an action puts here goes out exactly then.

`put_all` and `cancel` run inside the transaction of the action. `core/delivery.py` sends.
"""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, time

from django.conf import settings
from django.core.validators import validate_email
from django.db import connection
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Lower
from django.utils.module_loading import import_string

from werkcentrum.core.clock import AMSTERDAM
from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.notices import Notice, Sender

Channel = OutboxMessage.Channel
State = OutboxMessage.State
# Nobody gets a reminder in the night: local wall time, and nothing at 21:00 itself.
QUIET_FROM, QUIET_UNTIL = time(21), time(8)
# What needs somebody, until that person has dealt with it.
UNSETTLED = (State.UNCERTAIN, State.FAILED, State.UNDELIVERABLE)
_REFERENCE = re.compile(r"(?P<id>[0-9a-f]{32})\.(?P<turn>[0-9]{1,4})")


@dataclass(frozen=True)
class Attachment:
    """A file that goes along with a mail; `type` such as 'text/calendar; method=REQUEST'."""

    name: str
    type: str
    text: str


@dataclass(frozen=True)
class Cancelled:
    """How many messages were stopped, and how many had left already or were just leaving."""

    stopped: int
    gone: int


def message(
    *,
    notice: Notice,
    channel: str,
    to: str,
    sender: Sender,
    key: str,
    at: datetime,
    about: str = "",
    not_before: datetime | None = None,
    expires_at: datetime | None = None,
    is_asked_for: bool = False,
    is_confidential: bool = False,
    attachments: Sequence[Attachment] = (),
) -> OutboxMessage:
    """A message for `put_all`.

    `is_asked_for`: somebody waits for it now, so it may come in the night. `is_confidential`: only
    its recipient reads it, also in a demonstration. Raises ValidationError for what is no mail
    address.
    """
    if channel == Channel.MAIL:
        validate_email(to)
    return OutboxMessage(
        key=key,
        region_key=sender.region_key,
        channel=channel,
        recipient=to,
        language=notice.language,
        sender_name=sender.name,
        reply_to=sender.email,
        subject=" ".join(notice.subject.split())[:200],
        text=notice.short if channel == Channel.SMS else notice.text,
        html=notice.html if channel == Channel.MAIL else "",
        attachments=[asdict(attachment) for attachment in attachments],
        about=about,
        is_asked_for=is_asked_for,
        is_confidential=is_confidential,
        is_demonstration=sender.is_demonstration,
        put_at=at,
        due_at=not_before or at,
        expires_at=expires_at,
    )


def put_all(messages: Sequence[OutboxMessage]) -> None:
    """Have messages with different keys sent when this transaction commits; a key that is there
    already changes nothing.

    Raises RuntimeError outside a transaction: then they could leave without the deed.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("Een bericht hoort in de transactie van wat er gebeurt.")
    # One statement where `get_or_create` takes four. A row that is there already keeps everything:
    # only the key conflicts, and any other constraint still refuses.
    OutboxMessage.objects.bulk_create(
        messages, update_conflicts=True, unique_fields=["key"], update_fields=["key"]
    )


def cancel(*, about: str, at: datetime) -> Cancelled:
    """Stop every message about this that has not left, inside the transaction that ends it.

    A message whose transfer has begun cannot be called back; the caller hears how many.
    """
    rows = OutboxMessage.objects.filter(about=about)
    stopped = rows.filter(
        Q(state=State.QUEUED) | Q(state=State.CLAIMED, begun_at=None)
    ).update(state=State.CANCELLED, reason="withdrawn", settled_at=at)  # fmt: skip
    gone = rows.filter(state__in=(State.CLAIMED, State.SENT, State.UNCERTAIN)).count()
    return Cancelled(stopped, gone)


def forget(*, region_key: str, to: Sequence[str] = (), about: Sequence[str] = ()) -> None:
    """Delete every message to these addresses and about these, in whatever state it is.

    One that is just leaving still arrives; nothing of it stays here.
    """
    rows = OutboxMessage.objects.filter(region_key=region_key)
    rows.filter(about__in=about).delete()
    # Compared by the database on both sides: it may not know capitals beyond ASCII.
    wanted = [Lower(Value(address)) for address in to]
    rows.alias(address=Lower("recipient")).filter(address__in=wanted).delete()


def is_still_wanted(message: OutboxMessage) -> bool:
    """Whether what a message says is still so; the worker asks just before it leaves.

    `settings.OUTBOX_CHECKS` names, for each kind of `about`, a function that is given the id. It
    reads and never writes.
    """
    kind, _colon, subject = message.about.partition(":")
    path = settings.OUTBOX_CHECKS.get(kind)
    return path is None or bool(import_string(path)(subject))


def fill(*, at: datetime) -> int:
    """Have the sources (`settings.OUTBOX_SOURCES`) put what they have; returns how many."""
    return sum(import_string(path)(at=at) for path in settings.OUTBOX_SOURCES)


def is_quiet(at: datetime) -> bool:
    """Whether people sleep, or should be left alone, in the Netherlands."""
    local = at.astimezone(AMSTERDAM).time()
    return local >= QUIET_FROM or local < QUIET_UNTIL


def for_somebody(region_key: str) -> QuerySet[OutboxMessage]:
    """What did not arrive, or perhaps did not, and still needs a person; oldest first."""
    return OutboxMessage.objects.filter(
        region_key=region_key, state__in=UNSETTLED, settled_at=None
    ).order_by("put_at", "id")


def waiting_since(region_key: str, before: datetime) -> int:
    """How many messages could have left before this moment and did not."""
    waiting = OutboxMessage.objects.filter(region_key=region_key, state=State.QUEUED)
    return waiting.filter(due_at__lt=before).count()


def send_again(message: OutboxMessage, *, to: str, at: datetime) -> bool:
    """Queue a message anew for a person who decided so; False when somebody else dealt with it.

    Perhaps sent, to the same address: it keeps its name, so that a mailbox can see it is the same.
    """
    is_same = message.state == State.UNCERTAIN and to == message.recipient
    rows = OutboxMessage.objects.filter(
        pk=message.pk, state=message.state, turn=message.turn, settled_at=None
    )
    return bool(rows.update(
        state=State.QUEUED, recipient=to, turn=message.turn + (not is_same), attempts=0,
        reason="", due_at=at, expires_at=None, claimed_by="", claimed_until=None, begun_at=None,
        sent_at=None, is_asked_for=True, provider_ref="",
    ))  # fmt: skip


def settle(message: OutboxMessage, *, at: datetime) -> bool:
    """Take a message from the list of what needs somebody; False when it was not on it."""
    rows = OutboxMessage.objects.filter(pk=message.pk, state__in=UNSETTLED, settled_at=None)
    return bool(rows.update(settled_at=at))


def note_arrival(reference: str, *, at: datetime) -> bool:
    """The provider says that it was delivered. False for a message that is not known."""
    return bool(_known_as(reference).update(
        state=State.SENT, sent_at=at, delivered_at=at, reason="", claimed_by="",
        claimed_until=None,
    ))  # fmt: skip


def note_bounce(reference: str, *, reason: str) -> bool:
    """The provider or a mail server says that it will never arrive. False when it is not known."""
    return bool(_known_as(reference).update(
        state=State.UNDELIVERABLE, reason=reason[:64], claimed_by="", claimed_until=None,
    ))  # fmt: skip


def is_over() -> QuerySet[OutboxMessage]:
    """What left, was withdrawn, or was dealt with."""
    return OutboxMessage.objects.filter(
        Q(state__in=(State.SENT, State.CANCELLED)) | Q(settled_at__isnull=False)
    )


def is_left() -> QuerySet[OutboxMessage]:
    """What nobody looked at, or no way out was ever found for."""
    return OutboxMessage.objects.filter(
        Q(state__in=UNSETTLED) | Q(state=State.QUEUED), settled_at=None
    )


def _known_as(reference: str) -> QuerySet[OutboxMessage]:
    """The message that left under this reference; of an earlier turn nothing is believed."""
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        return OutboxMessage.objects.none()
    left = (State.CLAIMED, State.SENT, State.UNCERTAIN)
    rows = OutboxMessage.objects.filter(pk=found["id"], turn=int(found["turn"]))
    return rows.filter(state__in=left, begun_at__isnull=False)
