"""What a team sees of a referral, and no more."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import get_language_info

from werkcentrum.casework.models import Client
from werkcentrum.catalogue.queries import catalogue_of
from werkcentrum.core.refusal import Refusal
from werkcentrum.privacy.models import Data
from werkcentrum.referrals import rules
from werkcentrum.referrals.models import Referral, ReferralMessage
from werkcentrum.referrals.queries import handover_of
from werkcentrum.referrals.states import State

# In the words of a team; the labels of `State` are those of the person.
STATES = {
    State.SENT: "nieuw",
    State.RECEIVED: "wacht op uw antwoord",
    State.INFO_REQUESTED: "u stelde een vraag",
    State.ACCEPTED: "neem contact op",
    State.CONTACT_MADE: "contact gehad",
    State.IN_PROGRESS: "u helpt",
    State.UNREACHABLE: "niet bereikt",
    State.EXPIRED: "geen antwoord gegeven",
    State.COMPLETED: "afgerond",
    State.DECLINED: "u kon niet helpen",
    State.CLOSED_UNREACHABLE: "gestopt: niet bereikt",
    State.WITHDRAWN: "gestopt door de persoon",
    State.CANCELLED: "gestopt door de afzender",
    State.REDIRECTED: "naar een ander",
}
_MEET_FIRST = "spreek elkaar eerst samen"


@dataclass(frozen=True)
class Row:
    """A referral without anything about the person; `contact` is the adviser's mail address."""

    key: UUID
    about: str
    sender: str
    contact: str
    team: str
    state: str
    label: str
    sent_at: datetime | None
    due_on: date | None
    is_late: bool
    is_new: bool
    is_over: bool


@dataclass(frozen=True)
class Shared:
    """What goes along: who it is about, the message, what was asked; or why nothing is shown."""

    facts: list[tuple[str, str]]
    summary: str
    messages: list[ReferralMessage]
    is_anonymous: bool
    handover: datetime | None
    where: str
    is_warm: bool
    refusal: Refusal | None = None
    is_employer: bool = False


def rows_of(found: Iterable[Referral], *, today: date) -> list[Row]:
    """Referrals as a list shows them."""
    return [row_of(referral, today=today) for referral in found]


def row_of(referral: Referral, *, today: date) -> Row:
    """One of them."""
    is_over = referral.closed_at is not None or referral.state == State.EXPIRED
    return Row(
        key=referral.pk,
        about=_about(referral),
        sender=referral.organisation.name,
        contact=referral.owner.email if referral.owner else "",
        team=referral.team.name,
        state=referral.state,
        label=_label(referral),
        sent_at=referral.sent_at,
        due_on=None if is_over else referral.due_on,
        is_late=not is_over and referral.due_on is not None and referral.due_on < today,
        is_new=referral.state == State.SENT,
        is_over=is_over,
    )


def shared_with(referral: Referral, *, at: datetime) -> Shared:
    """What a team that opened a referral sees now; the register is asked again every time."""
    refusal = rules.may_read(referral, at=at)
    is_employer = referral.enquiry.employer_id is not None
    is_anonymous = referral.enquiry.client_id is None and not is_employer
    if refusal is not None:
        return Shared([], "", [], is_anonymous, None, "", False, refusal)
    handover = handover_of(referral)
    is_coming = handover is not None and rules.is_coming(handover)
    return Shared(
        facts=list(facts_of(referral.enquiry.client, referral.data)),
        summary=message_of(referral),
        messages=list(referral.messages.order_by("at", "pk")),
        is_anonymous=is_anonymous,
        handover=handover.starts_at if handover is not None and is_coming else None,
        where=f"{handover.location.name}, {handover.get_channel_display()}" if handover else "",
        is_warm=rules.must_meet(referral),
        is_employer=is_employer,
    )


def message_of(referral: Referral) -> str:
    """The message that goes along: with the question, or about an employer."""
    goes_along = Data.QUESTION in referral.data or referral.enquiry.employer_id is not None
    return referral.summary if goes_along else ""


def facts_of(client: Client | None, data: Any) -> Iterable[tuple[str, str]]:
    """What a team sees of somebody when these categories go along."""
    if client is None:
        return
    if Data.NAME in data:
        yield "Naam", client.name_to_use
        if client.representative:
            yield client.get_representative_display().capitalize(), client.representative_name
    if Data.REACH in data and client.address:
        yield client.get_reach_display().capitalize(), client.address
    if Data.LANGUAGE in data:
        yield "Taal", str(get_language_info(client.language)["name_translated"])


def _label(referral: Referral) -> str:
    """How it stands. Who promised to meet first does not just call somebody."""
    state = State(referral.state)
    is_first = state == State.ACCEPTED and rules.must_meet(referral)
    return _MEET_FIRST if is_first else STATES[state]


def _about(referral: Referral) -> str:
    """What it is about, in the words of the catalogue."""
    themes = catalogue_of(referral.region).themes
    theme = referral.theme
    title = themes[theme].title if theme in themes else theme.replace("-", " ").capitalize()
    if referral.service is not None:
        return f"{title}: {referral.service.title}" if title else referral.service.title
    return title or "Een vraag"
