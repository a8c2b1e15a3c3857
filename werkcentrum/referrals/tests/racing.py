"""Races about referrals (`core/tests/racing.py`): people do different things at the same moment."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from werkcentrum.appointments.models import Appointment, AppointmentSlot
from werkcentrum.appointments.tests.make import clock, make_offer, move, slot_at
from werkcentrum.casework.models import Enquiry
from werkcentrum.casework.note_actions import save_note
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.core.tests.racing import at_once
from werkcentrum.privacy.retention_actions import forget_person
from werkcentrum.privacy.tests.make import make_client
from werkcentrum.referrals import actions, team_actions
from werkcentrum.referrals.models import Referral
from werkcentrum.referrals.queries import REFERRAL_WITH
from werkcentrum.referrals.states import State
from werkcentrum.referrals.tests.make import (
    DATA,
    SUMMARY,
    TEAM,
    make_draft,
    make_enquiry,
    make_in,
    make_receiver,
    make_sent,
    make_team,
)

LATER = MONDAY_MORNING + timedelta(hours=1)
Turn = Callable[[], str]


def _again(referral: Referral) -> Referral:
    """As somebody else's page found it."""
    return Referral.objects.select_related(*REFERRAL_WITH).get(pk=referral.pk)


def accept_and_decline() -> list[str]:
    """Four people of a team accept while four decline."""
    referral = make_in(State.RECEIVED)
    pages = [_again(referral) for _number in range(8)]

    def accepting(found: Referral) -> Turn:
        def turn() -> str:
            team_actions.accept(referral=found, by=TEAM, at=LATER)
            return "ja"

        return turn

    def declining(found: Referral) -> Turn:
        def turn() -> str:
            team_actions.decline(referral=found, reason="full", by=TEAM, at=LATER)
            return "ja"

        return turn

    return at_once([*map(accepting, pages[:4]), *map(declining, pages[4:])])


def withdraw_and_open() -> list[str]:
    """Ten people take their consent back while a team opens their question."""
    words: list[str] = []
    for number in range(10):
        referral = make_sent() if number == 0 else _one_more(number)
        page = _again(referral)

        def withdrawing(page: Referral = page) -> str:
            assert page.consent is not None
            return str(actions.withdraw_consent(consent=page.consent, by="olena", at=LATER))

        def opening(page: Referral = page) -> str:
            mine = _again(page)
            team_actions.open_by_team(referral=mine, by=TEAM, at=LATER)
            return "geopend"

        words += at_once([withdrawing, opening])
    return words


def send_and_withdraw() -> list[str]:
    """Ten people take their consent back while Peter sends their question."""
    words: list[str] = []
    for number in range(10):
        draft = make_draft() if number == 0 else _one_more(number, is_sent=False)
        page = _again(draft)

        def sending(page: Referral = page) -> str:
            actions.send_referral(referral=page, by="peter", at=LATER)
            return "verstuurd"

        def withdrawing(page: Referral = page) -> str:
            client = page.enquiry.client
            assert client is not None
            consent = client.consents.get(withdrawn_at=None)
            actions.withdraw_consent(consent=consent, by="olena", at=LATER)
            return "ingetrokken"

        words += at_once([sending, withdrawing])
    return words


def move_and_withdraw() -> list[str]:
    """Ten people move the appointment of the three in one window and take their consent back in
    another: it does not go on, whatever was first."""
    words: list[str] = []
    offer = make_offer()
    region = offer.agenda.location.region
    bram = make_receiver(region)
    for number in range(10):
        referral = make_sent(region) if number == 0 else _one_more(number)
        monday, hour = 7 + 7 * (number // 2), 13 + 2 * (number % 2)
        booked = actions.hand_over_warmly(
            referral=referral, slot=slot_at(offer, clock(hour, days=monday)), channel="office",
            request_key=uuid4(),
            staff=bram, companion=bram, by="peter", at=MONDAY_MORNING,
        )  # fmt: skip
        page, to = _again(referral), slot_at(offer, clock(hour + 1, days=monday))

        def withdrawing(page: Referral = page) -> str:
            assert page.consent is not None
            actions.withdraw_consent(consent=page.consent, by="olena", at=LATER)
            return "ingetrokken"

        def moving(booked: Appointment = booked, to: AppointmentSlot = to) -> str:
            move(booked, to, LATER)
            return "verzet"

        words += at_once([withdrawing, moving])
    return words


def forget_and_write() -> list[str]:
    """Eight people are forgotten while Peter writes about them and prepares to bring them away."""
    words: list[str] = []
    first = make_draft()
    region, owner, team = first.region, first.owner, first.team
    assert owner is not None
    for _number in range(8):
        page = make_enquiry(region, make_client(region))

        def forgetting(page: Enquiry = page) -> str:
            assert page.client is not None
            forget_person(client=page.client, by="klant", at=LATER)
            return "vergeten"

        def making(page: Enquiry = page) -> str:
            actions.make_referral(
                enquiry=page, team=team, organisation=first.organisation, owner=owner,
                summary=SUMMARY, data=DATA, by="peter", at=LATER,
            )  # fmt: skip
            return "gemaakt"

        def writing(page: Enquiry = page) -> str:
            save_note(
                enquiry=page, organisation=first.organisation, author=owner, body=SUMMARY,
                version=0, by="peter", at=LATER,
            )  # fmt: skip
            return "geschreven"

        words += at_once([forgetting, making, writing])
    return words


def same_draft() -> list[str]:
    """Peter presses 'maak' in six windows, and 'verstuur' in six."""
    first = make_draft()
    other = make_team(first.team.organisation, "scholing")
    owner = first.owner
    assert owner is not None

    def making() -> str:
        actions.make_referral(
            enquiry=first.enquiry, team=other, organisation=first.organisation, owner=owner,
            theme="werk", by="peter", at=LATER,
        )  # fmt: skip
        return "gemaakt"

    pages = [_again(first) for _number in range(6)]

    def sending(found: Referral) -> Turn:
        def turn() -> str:
            actions.send_referral(referral=found, by="peter", at=LATER)
            return "verstuurd"

        return turn

    return at_once([*[making] * 6, *map(sending, pages)])


def _one_more(number: int, *, is_sent: bool = True) -> Referral:
    """Somebody else, brought to another team of the same region."""
    region = Referral.objects.earliest("made_at").region
    union = Referral.objects.earliest("made_at").team.organisation
    team = make_team(union, f"team-{number}")
    try:
        return make_sent(region, team=team) if is_sent else make_draft(region, team=team)
    except RefusedError as refused:
        raise AssertionError(str(refused)) from refused
