"""Sends what waits in the outbox, once, whatever moment a worker dies (ADR 0013).

A message is claimed for a while (`claimed_by`, `claimed_until`). Just before the point of no
return the worker asks whether it is still wanted and writes `begun_at`. Whoever finds a claim that
ran out knows: not begun, then nothing left, and it goes back in the queue; begun, then the carrier
is asked; when it cannot tell, a person is.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.db import Error, connection, transaction
from django.db.models import F, Q, QuerySet

from werkcentrum.core.carriers import Carrier, Postponed, Refused, Withdrawn
from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.outbox import Channel, State, is_quiet, is_still_wanted

# Longer than a mail server or NotifyNL may take to answer (carriers.SECONDS).
LEASE = timedelta(minutes=2)
BATCH = 20
# After a failure that may pass, one after another; then it is given up.
BACK_OFF = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720))
# When the mail server itself is away, nothing is wrong with any message.
AFTER_NO_CONNECTION = timedelta(minutes=1)
# By which way a message goes, and whether it only shows what would have been sent.
Way = tuple[str, bool]
_UNCLAIMED: dict[str, Any] = {"claimed_by": "", "claimed_until": None, "begun_at": None}
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Deliverer:
    """One worker that sends. `name` is its own, never used before; `now` tells the time."""

    name: str
    carriers: Mapping[Way, Carrier]
    now: Callable[[], datetime]
    lease: timedelta = LEASE

    def round(self) -> int:
        """Send what can leave now; returns how many messages were looked at.

        Raises Error when the database does not answer: what was begun is then found again.
        """
        self._recover()
        self._expire()
        batch = self._claim()
        for way, messages in groupby(batch, key=_way):
            self._carry(self.carriers[way], list(messages))
        return len(batch)

    def _carry(self, carrier: Carrier, messages: list[OutboxMessage]) -> None:
        try:
            carrier.open()
        except Postponed as problem:
            logger.warning("Nu gaat er niets weg: %s", problem.reason)
            later = self.now() + AFTER_NO_CONNECTION
            self._mine(messages).filter(begun_at=None).update(
                state=State.QUEUED, due_at=later, reason=problem.reason, **_UNCLAIMED
            )
            return
        try:
            for message in messages:
                self._send(carrier, message)
        finally:
            carrier.close()

    def _send(self, carrier: Carrier, message: OutboxMessage) -> None:
        try:
            reference = carrier.send(message, lambda: self._begin(message))
        except Withdrawn:
            return
        except Postponed as problem:
            self._postpone(message, problem.reason)
        except Refused as problem:
            self._close(message, state=State.UNDELIVERABLE, reason=problem.reason)
        except Error:
            raise
        except Exception:
            self._break_off(message)
        else:
            self._close(
                message, state=State.SENT, reason="", sent_at=self.now(), provider_ref=reference
            )

    def _break_off(self, message: OutboxMessage) -> None:
        """Not begun, then it cannot be sent as it is. Begun, then `_recover` finds out later."""
        logger.exception("Bericht %s brak af.", message.pk)
        self._mine([message]).filter(state=State.CLAIMED, begun_at=None).update(
            state=State.FAILED, reason="unsendable", claimed_until=None
        )

    def _begin(self, message: OutboxMessage) -> None:
        """The last moment to stop. Raises Withdrawn; Postponed when it cannot be found out."""
        at = self.now()
        mine = self._mine([message]).filter(state=State.CLAIMED, begun_at=None)
        try:
            is_wanted = is_still_wanted(message)
        except Exception:
            logger.exception("Of bericht %s nog klopt, is nu niet te zien.", message.pk)
            raise Postponed("check_failed") from None
        if not is_wanted:
            mine.update(state=State.CANCELLED, reason="not_wanted", settled_at=at)
            raise Withdrawn
        if not mine.update(begun_at=at, claimed_until=at + self.lease):
            raise Withdrawn

    def _postpone(self, message: OutboxMessage, reason: str) -> None:
        if message.attempts >= len(BACK_OFF):
            self._close(message, state=State.FAILED, reason=reason)
            return
        due_at = self.now() + BACK_OFF[message.attempts]
        self._mine([message]).update(
            state=State.QUEUED, reason=reason, due_at=due_at, attempts=F("attempts") + 1,
            **_UNCLAIMED,
        )  # fmt: skip

    def _close(self, message: OutboxMessage, **values: Any) -> None:
        """Write down how it ended, unless somebody decided otherwise meanwhile."""
        self._mine([message]).filter(state__in=(State.CLAIMED, State.UNCERTAIN)).update(
            claimed_until=None, **values
        )

    def _mine(self, messages: list[OutboxMessage]) -> QuerySet[OutboxMessage]:
        keys = [message.pk for message in messages]
        return OutboxMessage.objects.filter(pk__in=keys, claimed_by=self.name)

    def _claim(self) -> list[OutboxMessage]:
        """Messages that nobody else sends now, those of one way together."""
        at = self.now()
        with transaction.atomic():
            found = self._due(at).order_by("due_at", "id")
            if connection.features.has_select_for_update_skip_locked:
                found = found.select_for_update(skip_locked=True)
            keys = list(found.values_list("pk", flat=True)[:BATCH])
            if keys:
                OutboxMessage.objects.filter(pk__in=keys, state=State.QUEUED).update(
                    state=State.CLAIMED, claimed_by=self.name, claimed_until=at + self.lease
                )
        mine = OutboxMessage.objects.filter(pk__in=keys, claimed_by=self.name, state=State.CLAIMED)
        return sorted(mine.order_by("due_at", "id"), key=_way) if keys else []

    def _due(self, at: datetime) -> QuerySet[OutboxMessage]:
        ways = Q(pk=None)
        for channel, is_shown in self.carriers:
            ways |= Q(channel=channel, is_demonstration=is_shown)
        due = OutboxMessage.objects.filter(ways, state=State.QUEUED, due_at__lte=at)
        return due.filter(Q(is_asked_for=True) | Q(channel=Channel.LETTER)) if is_quiet(at) else due

    def _expire(self) -> None:
        """What cannot come in time any more is for a person; a late reminder helps nobody."""
        late = OutboxMessage.objects.filter(state=State.QUEUED, expires_at__lte=self.now())
        late.update(state=State.FAILED, reason="too_late")

    def _recover(self) -> None:
        """Take over from workers that are gone."""
        gone = OutboxMessage.objects.filter(state=State.CLAIMED, claimed_until__lt=self.now())
        gone.filter(begun_at=None).update(state=State.QUEUED, **_UNCLAIMED)
        for message in gone.filter(begun_at__isnull=False).order_by("begun_at", "id")[:BATCH]:
            carrier = self.carriers.get(_way(message))
            if carrier is not None:
                self._find_out(carrier, message)

    def _find_out(self, carrier: Carrier, message: OutboxMessage) -> None:
        still_gone = OutboxMessage.objects.filter(
            pk=message.pk, state=State.CLAIMED, claimed_by=message.claimed_by,
            begun_at=message.begun_at,
        )  # fmt: skip
        try:
            reference = carrier.find(message)
        except LookupError:
            still_gone.update(state=State.UNCERTAIN, reason="worker_died", claimed_until=None)
        except Postponed:
            return
        else:
            if reference is None:
                still_gone.update(state=State.QUEUED, **_UNCLAIMED)
            else:
                still_gone.update(
                    state=State.SENT, sent_at=message.begun_at, provider_ref=reference,
                    claimed_until=None,
                )  # fmt: skip


def _way(message: OutboxMessage) -> Way:
    return message.channel, message.is_demonstration
