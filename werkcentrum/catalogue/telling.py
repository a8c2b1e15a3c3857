"""Who is told about a change."""

from datetime import datetime

from django.urls import reverse

from werkcentrum.accounts.queries import who_may
from werkcentrum.accounts.roles import Permission
from werkcentrum.catalogue.changes import KIND_LABELS, title_of
from werkcentrum.catalogue.models import ContentChange
from werkcentrum.catalogue.notices import waiting_change
from werkcentrum.core import outbox
from werkcentrum.partners.queries import sender_of

# `rules.still_waits` is asked before such a message leaves (settings.OUTBOX_CHECKS).
ABOUT = "content-change"


def about(change: ContentChange) -> str:
    """What a message about this change is about, for the outbox."""
    return f"{ABOUT}:{change.pk}"


def tell_readers(change: ContentChange, *, by: str, at: datetime) -> None:
    """A mail to everybody who may publish it, inside the transaction that offers it."""
    sender = sender_of(change.region)
    notice = waiting_change(
        sender=sender,
        language="nl",
        title=title_of(change),
        kind=str(KIND_LABELS[change.kind]),
        path=reverse("content_change", args=[change.pk]),
    )
    for reader in who_may(Permission.PUBLISH_CONTENT, change.region):
        if str(reader.pk) != by and reader.email:
            outbox.put_all([outbox.message(
                notice=notice, channel=outbox.Channel.MAIL, to=reader.email, sender=sender, at=at,
                key=f"{about(change)}:{at.isoformat()}:{reader.pk}", about=about(change),
            )])  # fmt: skip
