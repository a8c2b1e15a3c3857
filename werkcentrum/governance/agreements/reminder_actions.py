"""Whoever keeps agreements hears in time of what is to be decided, evaluated, or ends."""

from datetime import datetime
from itertools import groupby
from typing import Final

from django.db import transaction

from werkcentrum.accounts.models import User
from werkcentrum.accounts.queries import who_may
from werkcentrum.accounts.roles import Permission
from werkcentrum.audit.actions import SYSTEM, record
from werkcentrum.core import outbox
from werkcentrum.core.clock import day_of
from werkcentrum.governance.agreements.dates import Due, DueKind
from werkcentrum.governance.agreements.ending_queries import losses
from werkcentrum.governance.agreements.force_rules import last_day_without
from werkcentrum.governance.agreements.notices import comes_near
from werkcentrum.governance.agreements.reminder_queries import due_words, not_yet_reminded
from werkcentrum.governance.agreements.stepping import happened
from werkcentrum.governance.models import Agreement, AgreementEvent
from werkcentrum.partners.queries import sender_of

# What a message is about, for the outbox.
_ABOUT: Final = "agreement"


def remind_of_dates(*, at: datetime) -> int:
    """Tell of every day that comes near, once; returns how many.

    The system does this by itself.
    """
    found = not_yet_reminded(day_of(at))
    by_region = groupby(found, key=lambda pair: pair[0].region)
    return sum(_remind(list(pairs), at) for _region, pairs in by_region)


@transaction.atomic
def _remind(pairs: list[tuple[Agreement, Due]], at: datetime) -> int:
    """Those of one region, each with its note on the timeline: that is how it is told once."""
    region = pairs[0][0].region
    readers = [reader for reader in who_may(Permission.KEEP_AGREEMENTS, region) if reader.email]
    for agreement, due in pairs:
        _tell(agreement, due, readers, at)
        happened(
            agreement, AgreementEvent.Kind.REMINDED, on=day_of(at), by=SYSTEM, at=at,
            words=due_words(due),
        )  # fmt: skip
    record(
        verb="governance.dates_reminded", subject=region, by=SYSTEM, at=at, region_key=region.key,
        count=len(pairs),
    )  # fmt: skip
    return len(pairs)


def _tell(agreement: Agreement, due: Due, readers: list[User], at: datetime) -> None:
    """One message to each of them, with what goes dark when it is about the end."""
    end = last_day_without(agreement)
    is_about_end = end is not None and due.kind != DueKind.EVALUATION
    gone = losses(agreement, end, agreement.children.order_by("pk")) if end and is_about_end else []
    sender = sender_of(agreement.region)
    notice = comes_near(agreement, due_words(due), gone, sender=sender)
    about = f"{_ABOUT}:{agreement.pk}"
    for reader in readers:
        outbox.put_all([outbox.message(
            notice=notice, channel=outbox.Channel.MAIL, to=reader.email, sender=sender, at=at,
            key=f"{about}:{due.kind}:{due.on.isoformat()}:{reader.pk}", about=about,
        )])  # fmt: skip
