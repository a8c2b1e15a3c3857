"""Who keeps agreements and decisions hears that a ground of a signature does not hold any more."""

from collections.abc import Sequence
from datetime import date, datetime

from werkcentrum.accounts.models import User
from werkcentrum.accounts.queries import who_may
from werkcentrum.accounts.roles import Permission
from werkcentrum.core import outbox
from werkcentrum.governance.agreements.ending import day_words
from werkcentrum.governance.agreements.notices import ground_is_gone
from werkcentrum.governance.agreements.stepping import happened
from werkcentrum.governance.models import Agreement, AgreementEvent
from werkcentrum.partners.models import Region
from werkcentrum.partners.queries import sender_of


def tell_ground_gone(
    what: str, agreements: Sequence[Agreement], *, on: date, by: str, at: datetime, key: str
) -> None:
    """Put it on the timeline of each and send one message about all; nothing for none.

    `what` was withdrawn, in Dutch; `key` tells one withdrawal from another.
    """
    if not agreements:
        return
    words = f"{what} is ingetrokken per {day_words(on)}."
    for one in agreements:
        happened(one, AgreementEvent.Kind.GROUND_GONE, on=on, by=by, at=at, words=words)
    region = agreements[0].region
    sender = sender_of(region)
    notice = ground_is_gone(words, agreements, sender=sender)
    for reader in _readers(region):
        outbox.put_all([outbox.message(
            notice=notice, channel=outbox.Channel.MAIL, to=reader.email, sender=sender, at=at,
            key=f"{key}:{reader.pk}", about=key,
        )])  # fmt: skip


def _readers(region: Region) -> list[User]:
    """Each once, also who keeps both."""
    keep = (Permission.KEEP_AGREEMENTS, Permission.KEEP_DECISIONS)
    found = {one.pk: one for permission in keep for one in who_may(permission, region)}
    return [one for one in found.values() if one.email]
