"""Who is told what about a referral: the team, its organisation, and the adviser."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from django.urls import reverse

from werkcentrum.appointments.models import Appointment
from werkcentrum.casework.models import Client
from werkcentrum.core import outbox
from werkcentrum.core.clock import day_of
from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.notices import Notice
from werkcentrum.core.phone import international
from werkcentrum.partners.models import Team
from werkcentrum.partners.queries import sender_of
from werkcentrum.referrals import notices
from werkcentrum.referrals.models import AnswerLink, Referral
from werkcentrum.referrals.queries import who_receives
from werkcentrum.referrals.tokens import LIFETIME, hash_of, new_secret

# `rules.is_still_open` is asked before such a message leaves (settings.OUTBOX_CHECKS).
ABOUT: Final = "referral"
_ABOUT_THE_END: Final = "referral-ended"
_ABOUT_MANY: Final = "referral-digest"
_DAY: Final = timedelta(days=1)


def about(referral: Referral) -> str:
    """What a message is about, for the outbox."""
    return f"{ABOUT}:{referral.pk}"


def give_link(referral: Referral, at: datetime) -> str:
    """The path of a new answer link; an earlier one no longer works."""
    take_links(referral, at)
    secret = new_secret()
    AnswerLink.objects.create(
        referral=referral, team=referral.team, secret_hash=hash_of(secret), expires_at=at + LIFETIME
    )
    return reverse("answer_link", args=[secret])


def take_links(referral: Referral, at: datetime) -> None:
    """Nobody answers by a link that was given before."""
    AnswerLink.objects.filter(referral=referral, revoked_at=None).update(revoked_at=at)


def tell_question(referral: Referral, at: datetime) -> None:
    """The team hears that there is a question."""
    _to_team(referral, notices.new_question, "sent", at)


def tell_link(referral: Referral, at: datetime) -> None:
    """The team's own address gets another link, whoever asked for it."""
    _to_team(referral, notices.new_link, "link", at)


def tell_answer(referral: Referral, at: datetime) -> None:
    """The team hears that its question was answered."""
    _to_team(referral, notices.answered, "answered", at)


def tell_handover(referral: Referral, handover: Appointment, at: datetime) -> None:
    """The team hears when the three meet, and by a link whom."""
    _to_team(
        referral, partial(notices.handover_planned, meeting=_meeting(handover)), "handover", at
    )


def tell_moved(referral: Referral, handover: Appointment, at: datetime) -> None:
    """The team hears that the three meet at another time."""
    notice = partial(notices.handover_moved, meeting=_meeting(handover))
    _to_team(referral, notice, f"handover-moved-{handover.pk}", at)


def tell_called_off(referral: Referral, handover: Appointment, at: datetime) -> None:
    """The team hears that the three do not meet then."""
    notice = partial(notices.handover_off, meeting=_meeting(handover))
    _to_team(referral, notice, f"handover-off-{handover.pk}", at)


def tell_without_companion(
    referral: Referral, handover: Appointment, who: str, at: datetime
) -> None:
    """The adviser hears that nobody of the team comes any more: `who` has no time then."""
    _to_owner(
        referral, partial(notices.without_companion, meeting=_meeting(handover), who=who),
        f"alone-{handover.pk}", at, subject=ABOUT,
    )  # fmt: skip


def stop_telling(referral: Referral, at: datetime) -> None:
    """Nothing more is said about it, and no link works."""
    take_links(referral, at)
    outbox.cancel(about=about(referral), at=at)


def tell_stopped(referral: Referral, at: datetime) -> None:
    """The team hears that it need not do anything; without what it was about."""
    notice = notices.stopped(referral, sender_of(referral.region))
    _put(referral, notice, referral.team.email, "stopped", at, subject=_ABOUT_THE_END)


def _meeting(handover: Appointment) -> notices.Meeting:
    """On the clock of its location."""
    return notices.Meeting(
        when=handover.starts_at.astimezone(handover.location.zone),
        where=f"{handover.location.name}, {handover.get_channel_display()}",
        companion=handover.companion.email if handover.companion else "",
    )


def tell_who_decides(client: Client, at: datetime, *, has_ended: bool) -> None:
    """The person hears who decides from now on; who gets no messages hears it at the desk.

    `has_ended`: something that they agreed to alone did.
    """
    ways = {
        Client.Reach.MAIL: (outbox.Channel.MAIL, client.address),
        Client.Reach.PHONE: (outbox.Channel.SMS, international(client.address)),
    }
    channel, to = ways.get(Client.Reach(client.reach), ("", "")) if client.reach else ("", "")
    if not to:
        return
    sender = sender_of(client.region)
    notice = notices.who_decides(
        sender=sender, language=client.language, representative=client.representative,
        has_ended=has_ended,
    )  # fmt: skip
    outbox.put_all([outbox.message(
        notice=notice, channel=channel, to=to, sender=sender, at=at,
        key=f"who-decides:{client.pk}:{at.isoformat()}", about=f"client:{client.pk}",
    )])  # fmt: skip


def tell_owner(referral: Referral, at: datetime) -> None:
    """The adviser hears that it is their turn."""
    kind = f"owner-{referral.state}-{at.isoformat()}"
    _to_owner(referral, notices.for_owner, kind, at, subject=_ABOUT_THE_END)


def remind(team: Team, rows: Sequence[Referral], at: datetime, *, has_colleagues: bool) -> None:
    """One message about everything, at most one a day; `has_colleagues`: also to the people of
    the organisation who have an account."""
    sender = sender_of(team.organisation.region)
    common: dict[str, Any] = {
        "channel": outbox.Channel.MAIL, "sender": sender, "at": at,
        "about": f"{_ABOUT_MANY}:{team.pk}", "expires_at": at + _DAY,
    }  # fmt: skip
    links = [(row, give_link(row, at)) for row in rows]
    outbox.put_all([outbox.message(
        notice=notices.digest(sender, links), to=team.email, key=_digest_key(team, at),
        is_confidential=not sender.is_demonstration, **common,
    )])  # fmt: skip
    pages = [(row, reverse("received_referral", args=[row.pk])) for row in rows]
    for user in who_receives(team.organisation) if has_colleagues else ():
        outbox.put_all([outbox.message(
            notice=notices.digest(sender, pages, is_for_colleagues=True), to=user.email,
            key=f"{_digest_key(team, at)}:{user.pk}", **common,
        )])  # fmt: skip


def is_reminded(team: Team, at: datetime) -> bool:
    """Whether the team got its message of today."""
    return OutboxMessage.objects.filter(key=_digest_key(team, at)).exists()


def _digest_key(team: Team, at: datetime) -> str:
    return f"{_ABOUT_MANY}:{team.pk}:{day_of(at)}"


def _to_team(referral: Referral, notice: Any, kind: str, at: datetime) -> None:
    """A message with a new link, which nobody but the team reads."""
    sender = sender_of(referral.region)
    path = give_link(referral, at)
    _put(
        referral, notice(referral, sender, path), referral.team.email, f"{kind}-{at.isoformat()}",
        at, expires_at=at + LIFETIME, is_confidential=not sender.is_demonstration,
    )  # fmt: skip


def _to_owner(referral: Referral, notice: Any, kind: str, at: datetime, *, subject: str) -> None:
    """A message to whoever sees to it, if anybody does."""
    if referral.owner is None or not referral.owner.email:
        return
    path = reverse("enquiry_file", args=[referral.enquiry_id])
    found = notice(referral, sender_of(referral.region), path)
    _put(referral, found, referral.owner.email, kind, at, subject=subject)


def _put(
    referral: Referral,
    notice: Notice,
    to: str,
    kind: str,
    at: datetime,
    *,
    subject: str = ABOUT,
    **values: Any,
) -> None:
    outbox.put_all([outbox.message(
        notice=notice, channel=outbox.Channel.MAIL, to=to, sender=sender_of(referral.region),
        key=f"{ABOUT}:{referral.pk}:{kind}", about=f"{subject}:{referral.pk}", at=at, **values,
    )])  # fmt: skip
