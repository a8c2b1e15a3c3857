"""The municipality, which brings people to a union with a team, and how far they got."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final

from werkcentrum.accounts.models import User
from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.audit.actions import SYSTEM
from werkcentrum.casework.actions import open_enquiry
from werkcentrum.casework.models import Client, Enquiry
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.models import Organisation, Region, Team, TeamAbsence
from werkcentrum.partners.tests.make import make_region
from werkcentrum.privacy.models import Data, LegalGround
from werkcentrum.privacy.tests.make import (
    make_client,
    make_consent,
    make_municipal,
    make_sharing,
    make_union,
)
from werkcentrum.referrals import actions, team_actions
from werkcentrum.referrals.models import Referral
from werkcentrum.referrals.states import State

TEAM: Final = "team:vakbond"
SUMMARY: Final = "Verliest per 1 september het werk en wil zich omscholen naar de zorg."
DATA: Final = (Data.NAME, Data.REACH, Data.QUESTION)


def make_team(
    organisation: Organisation, key: str = "loopbaan", *, name: str = "Loopbaanteam", **values: Any
) -> Team:
    """A team with a mailbox of its own, which answers in three working days."""
    wanted = {"email": f"{key}@{organisation.key}.example", **values}
    return Team.objects.create(organisation=organisation, key=key, name=name, **wanted)


def make_away(
    team: Team, starts_on: Any, ends_on: Any, *, substitute: Team | None = None
) -> TeamAbsence:
    """Nobody is there from this day until but not on that one."""
    return TeamAbsence.objects.create(
        team=team, starts_on=starts_on, ends_on=ends_on, substitute=substitute
    )


def make_adviser(region: Region, name: str = "peter") -> User:
    """Peter, who helps people at the municipality."""
    return make_staff(region, name, "adviser", organisation=make_municipal(region))


def make_receiver(region: Region, name: str = "bram", **values: Any) -> User:
    """Bram, who works at the union."""
    organisation = values.pop("organisation", None) or make_union(region)
    return make_staff(region, name, "partner_employee", organisation=organisation, **values)


def make_sharing_ground(
    region: Region, *, is_statutory: bool = False, data: Collection[str] = DATA
) -> LegalGround:
    """The row of the register on which the municipality refers to the union; made once."""
    found = LegalGround.objects.filter(
        controller=make_municipal(region), recipient=make_union(region)
    ).first()
    kind = LegalGround.Kind.PUBLIC_TASK if is_statutory else LegalGround.Kind.CONSENT
    return found or make_sharing(region, kind=kind, data=data)


def make_enquiry(
    region: Region, client: Client | None = None, *, at: datetime = MONDAY_MORNING, **values: Any
) -> Enquiry:
    """Somebody who may lose their work; without a client nobody knows who."""
    wanted = {"own_words": "Mijn contract stopt. Wat nu?", "themes": ["werk"], **values}
    return open_enquiry(region=region, client=client, by=SYSTEM, at=at, **wanted)


def make_draft(
    region: Region | None = None,
    *,
    team: Team | None = None,
    enquiry: Enquiry | None = None,
    owner: User | None = None,
    consents: bool = True,
    at: datetime = MONDAY_MORNING,
    **values: Any,
) -> Referral:
    """Peter prepares bringing Olena, who agrees to that, to a team of the union."""
    region = region or make_region()
    ground = make_sharing_ground(region)
    if enquiry is None:
        enquiry = make_enquiry(region, make_client(region), at=at)
        if consents and enquiry.client is not None:
            make_consent(enquiry.client, ground, at=at)
    wanted = {"theme": "werk", "summary": SUMMARY, "data": DATA, **values}
    return actions.make_referral(
        enquiry=enquiry, team=team or _team(region), organisation=make_municipal(region),
        owner=owner or _adviser(region), by=SYSTEM, at=at, **wanted,
    )  # fmt: skip


def make_sent(*args: Any, at: datetime = MONDAY_MORNING, **values: Any) -> Referral:
    """It is with the team."""
    return actions.send_referral(referral=make_draft(*args, at=at, **values), by="peter", at=at)


def make_in(state: State, *args: Any, at: datetime = MONDAY_MORNING, **values: Any) -> Referral:
    """A referral that came this far, each step a minute after the other."""
    referral = make_draft(*args, at=at, **values)
    for number, act in enumerate(WAYS[state], 1):
        act(referral, at + timedelta(minutes=number))
    return referral


def make_anonymous(region: Region, **values: Any) -> Referral:
    """Somebody who does not say who they are, brought to the same team."""
    wanted = {"summary": "", "data": (), **values}
    return make_draft(region, enquiry=make_enquiry(region), **wanted)


def _team(region: Region) -> Team:
    union = make_union(region)
    return union.teams.filter(key="loopbaan").first() or make_team(union)


def _adviser(region: Region) -> User:
    found = User.objects.filter(email="peter@werk.example").first()
    return found or make_adviser(region)


def _send(referral: Referral, at: datetime) -> None:
    actions.send_referral(referral=referral, by="peter", at=at)


def _open(referral: Referral, at: datetime) -> None:
    team_actions.open_by_team(referral=referral, by=TEAM, at=at)


def _ask(referral: Referral, at: datetime) -> None:
    team_actions.ask(referral=referral, body="Welk beroep?", by=TEAM, at=at)


def _accept(referral: Referral, at: datetime) -> None:
    team_actions.accept(referral=referral, by=TEAM, at=at)


def _reach(referral: Referral, at: datetime) -> None:
    team_actions.note_attempt(referral=referral, channel="phone", is_reached=True, by=TEAM, at=at)


def _miss(referral: Referral, at: datetime) -> None:
    team_actions.note_attempt(referral=referral, channel="phone", is_reached=False, by=TEAM, at=at)


def _start(referral: Referral, at: datetime) -> None:
    team_actions.start(referral=referral, by=TEAM, at=at)


def _complete(referral: Referral, at: datetime) -> None:
    team_actions.complete(referral=referral, outcome="helped", by=TEAM, at=at)


def _decline(referral: Referral, at: datetime) -> None:
    team_actions.decline(
        referral=referral, reason="full", suggestion="De bibliotheek kan dit ook.", by=TEAM, at=at
    )


def _cancel(referral: Referral, at: datetime) -> None:
    actions.cancel(referral=referral, by="peter", at=at)


WAYS: Final = {
    State.DRAFT: (),
    State.SENT: (_send,),
    State.RECEIVED: (_send, _open),
    State.INFO_REQUESTED: (_send, _open, _ask),
    State.ACCEPTED: (_send, _open, _accept),
    State.CONTACT_MADE: (_send, _open, _accept, _reach),
    State.IN_PROGRESS: (_send, _open, _accept, _reach, _start),
    State.UNREACHABLE: (_send, _open, _accept, _miss, _miss, _miss),
    State.COMPLETED: (_send, _open, _accept, _reach, _complete),
    State.DECLINED: (_send, _open, _decline),
    State.CANCELLED: (_send, _cancel),
}
