"""Invented people with questions, so that the lists of a demonstration are not empty."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import uuid4

from django.db import transaction

from werkcentrum.accounts.models import User
from werkcentrum.audit.actions import SYSTEM
from werkcentrum.casework import note_actions, plan_actions, work_actions
from werkcentrum.casework.intake_actions import receive_question
from werkcentrum.casework.intake_rules import Person, Question
from werkcentrum.casework.models import Enquiry, PlanAction
from werkcentrum.core.clock import day_of
from werkcentrum.core.refusal import RefusedError
from werkcentrum.partners.models import Region
from werkcentrum.privacy.models import Data
from werkcentrum.referrals import actions, team_actions
from werkcentrum.referrals.models import Referral
from werkcentrum.referrals.staff_refer_queries import targets_for

_DATA: Final = (Data.NAME, Data.REACH, Data.LANGUAGE, Data.QUESTION)
_SUMMARY: Final = "Zoekt een volgende stap en kan deze maand beginnen."
_URGENT: Final = Enquiry.Urgency


@dataclass(frozen=True)
class Told:
    """What somebody came with, so many days ago; without a name they carry a code."""

    name: str
    words: str
    themes: tuple[str, ...]
    days: int
    urgency: str = ""
    language: str = "nl"
    is_free: bool = False


_PEOPLE: Final = (
    Told("Fleur", "Mijn contract in de winkel stopt op 1 januari. Wat kan ik nu al doen?",
         ("werk-houden", "scholing"), 9, _URGENT.CONTRACT_ENDS),
    Told("Olena", "Моя професія — бухгалтер. Що мені робити, щоб працювати тут?",
         ("nieuw-in-nederland", "taal-en-basis"), 16, language="uk"),
    Told("Henk", "Ik werk dertig jaar in de bouw. Mijn rug doet zeer. Ik zoek iets lichters.",
         ("loopbaan",), 23),
    Told("Grace", "I want to start my own catering business. Where do I begin?",
         ("ondernemen",), 4, language="en"),
    Told("Samira", "Ik kan de huur niet meer betalen. De deurwaarder is geweest.",
         ("inkomen",), 0, _URGENT.EVICTION, is_free=True),
    Told("Youssef", "Ik ben zzp'er en heb bijna geen klussen meer.", ("werk-zoeken",), 2,
         is_free=True),
    Told("", "Kan ik leren en mijn uitkering houden?", ("scholing", "inkomen"), 1, is_free=True),
)  # fmt: skip


def make_demo_enquiries(region: Region, *, adviser: User, at: datetime) -> None:
    """People whom this adviser helps, and people whom nobody helps yet.

    Nothing when the adviser has somebody already.
    """
    if Enquiry.objects.filter(region=region, adviser=adviser).exists():
        return
    found = {told.name: _open(region, told, adviser, at) for told in _PEOPLE}
    _refer(found["Olena"], adviser, "accept", at - timedelta(days=12))
    _refer(found["Henk"], adviser, "ask", at - timedelta(days=6))
    _refer(found["Fleur"], adviser, "open", at - timedelta(days=8))
    _plan(found["Olena"], at)
    _write(found["Henk"], adviser, at)


def _open(region: Region, told: Told, adviser: User, at: datetime) -> Enquiry:
    since = at - timedelta(days=told.days)
    known = {theme.key for theme in region.themes.all()}
    question = Question(
        told.words, themes=tuple(key for key in told.themes if key in known),
        urgency=told.urgency, language=told.language, origin=Enquiry.Origin.DESK,
    )  # fmt: skip
    person = Person(told.name, "mail", f"{told.name.lower()}@post.example")
    received = receive_question(
        region=region, question=question, request_key=uuid4(), by=SYSTEM, at=since,
        asker=person if told.name else None,
    )  # fmt: skip
    if not told.is_free:
        work_actions.take_on(enquiry=received.enquiry, adviser=adviser, by=SYSTEM, at=since)
    return received.enquiry


def _refer(enquiry: Enquiry, adviser: User, answer: str, at: datetime) -> None:
    """Bring somebody to the first team that may get it by law, which reads it and does this.

    Nobody agreed to anything in the past of a demonstration: the texts are of today.
    """
    for target in targets_for(enquiry, at=at):
        organisation = target.team.organisation
        ours = enquiry.organisation
        if ours is None or ours == organisation:
            continue
        try:
            with transaction.atomic():
                referral = actions.make_referral(
                    enquiry=enquiry, team=target.team, organisation=ours, owner=adviser,
                    theme=next(iter(enquiry.themes), ""), data=_DATA, summary=_SUMMARY, by=SYSTEM,
                    at=at,
                )  # fmt: skip
                _answered(actions.send_referral(referral=referral, by=SYSTEM, at=at), answer, at)
        except RefusedError:
            # This one asks for consent; the next one may not.
            continue
        return


def _answered(referral: Referral, answer: str, at: datetime) -> None:
    team, later = f"team:{referral.team_id}", at + timedelta(days=1)
    team_actions.open_by_team(referral=referral, by=team, at=at + timedelta(hours=4))
    if answer == "accept":
        team_actions.accept(referral=referral, by=team, at=later)
    if answer == "ask":
        team_actions.ask(referral=referral, body="Is er een cv?", by=team, at=later)


def _plan(enquiry: Enquiry, at: datetime) -> None:
    today = day_of(at)
    owner = PlanAction.Owner
    goal = plan_actions.agree_goal(
        enquiry=enquiry, wish="Werken als boekhouder", by=SYSTEM, at=at - timedelta(days=10)
    )
    for what, who, days in (
        ("Mijn diploma laten vergelijken", owner.PERSON, -1),
        ("Bellen met de taalschool", owner.ADVISER, 0),
        ("Een cv maken in het Nederlands", owner.PERSON, 7),
    ):
        plan_actions.add_step(
            goal=goal, what=what, owner=who, due_on=today + timedelta(days=days), by=SYSTEM, at=at
        )
    plan_actions.agree_goal(enquiry=enquiry, wish="Beter Nederlands praten", by=SYSTEM, at=at)


def _write(enquiry: Enquiry, adviser: User, at: datetime) -> None:
    assert enquiry.organisation is not None  # noqa: S101  somebody took it on
    note_actions.save_note(
        enquiry=enquiry, organisation=enquiry.organisation, author=adviser, version=0,
        body="Wil geen kantoorwerk. Denkt aan toezicht houden of lesgeven op een mbo.",
        by=SYSTEM, at=at - timedelta(days=20),
    )  # fmt: skip
