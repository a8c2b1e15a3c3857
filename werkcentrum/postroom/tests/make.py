"""Messages to Amira on their way: sent, shown in a demonstration, and one that did not arrive."""

from dataclasses import replace
from typing import Any

from werkcentrum.core.carriers import Refused, ShownOnly
from werkcentrum.core.delivery import Deliverer
from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.outbox import Channel
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.core.tests.posting import SENDER, Post, Recorder, break_off, put_message


def make_sent(key: str = "een", **values: Any) -> OutboxMessage:
    """A message that left."""
    message = put_message(key, **values)
    Post(Recorder()).deliver()
    message.refresh_from_db()
    return message


def make_undelivered(key: str = "een", *, reason: str = "smtp_550", **values: Any) -> OutboxMessage:
    """A message that a mail server refused."""
    message = put_message(key, **values)
    post = Post(Recorder())
    post.carrier.before = break_off(Refused(reason))
    post.deliver()
    message.refresh_from_db()
    return message


def make_shown(key: str = "een", *, pk: Any = None, **values: Any) -> OutboxMessage:
    """A message in the mailbox of the demonstration."""
    message = put_message(key, sender=replace(SENDER, is_demonstration=True), **values)
    if pk is not None:
        OutboxMessage.objects.filter(pk=message.pk).update(id=pk)
        message = OutboxMessage.objects.get(pk=pk)
    ways = dict.fromkeys(((channel, True) for channel in Channel.values), ShownOnly())
    Deliverer(name="demo", carriers=ways, now=lambda: MONDAY_MORNING).round()
    message.refresh_from_db()
    return message
