"""Whoever is asked for contact hears that a question waits, where a message can reach them; the
organisation that asked hears of a yes."""

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import F

from werkcentrum.casework.models import Client
from werkcentrum.core import outbox
from werkcentrum.core.phone import international
from werkcentrum.matching import notices
from werkcentrum.matching.contact_queries import keepers_at
from werkcentrum.matching.models import ContactRequest
from werkcentrum.partners.models import Region
from werkcentrum.partners.queries import sender_of
from werkcentrum.profiles.models import Profile

# `rules.still_waits` is asked before such a message leaves (settings.OUTBOX_CHECKS).
_ABOUT: Final = "contact"
# Likewise `contact_queries.is_still_agreed`: in the night the yes may be taken back, and who asked
# may leave.
_ABOUT_AGREED: Final = "contact-agreed"


def tell_asked(keys: Collection[UUID], region: Region, at: datetime) -> None:
    """About these requests, by mail or text message; whoever is reached otherwise, their adviser
    asks."""
    sender = sender_of(region)
    asked = Profile.objects.filter(facts__requests__in=keys).select_related("client")
    messages = []
    for profile in asked.annotate(request=F("facts__requests")).order_by("pk"):
        channel, to = _reached(profile.client)
        about = f"{_ABOUT}:{profile.request}"
        if to:
            messages.append(outbox.message(
                notice=notices.question_waits(sender=sender, language=profile.client.language),
                channel=channel, to=to, sender=sender, at=at, key=about, about=about,
            ))  # fmt: skip
    outbox.put_all(messages)


def tell_agreed(request: ContactRequest, at: datetime) -> None:
    """All who keep vacancies for the organisation that asked; only when who asked is not among them
    as it leaves, it leaves to the others."""
    sender = sender_of(request.vacancy.region)
    notice = notices.somebody_agreed(sender=sender, vacancy=request.vacancy)
    messages = []
    for user in keepers_at(request.organisation):
        about = f"{_ABOUT_AGREED}:{request.pk}:{user.pk}"
        messages.append(outbox.message(
            notice=notice, channel=outbox.Channel.MAIL, to=user.email, sender=sender, at=at,
            key=about, about=about,
        ))  # fmt: skip
    outbox.put_all(messages)


def _reached(client: Client) -> tuple[str, str]:
    """By which way, and the address; '' for whoever no message reaches."""
    if client.reach == Client.Reach.MAIL:
        return outbox.Channel.MAIL, client.address
    if client.reach == Client.Reach.PHONE:
        return outbox.Channel.SMS, international(client.address)
    return outbox.Channel.LETTER, ""
