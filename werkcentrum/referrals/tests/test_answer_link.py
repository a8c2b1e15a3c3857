"""A team answers by a link, without an account: who opens it first sees nothing about a person."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from werkcentrum.audit.models import AuditLine
from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.tests.make import make_other_region
from werkcentrum.privacy import actions as privacy
from werkcentrum.referrals import actions
from werkcentrum.referrals.models import AnswerLink, Referral
from werkcentrum.referrals.states import State
from werkcentrum.referrals.tests.make import make_anonymous, make_draft, make_sent, make_team

NOW = MONDAY_MORNING + timedelta(hours=1)
SEE = "Bekijk de vraag"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def newest_link() -> str:
    """The address in the last mail to a team."""
    text = OutboxMessage.objects.filter(text__contains="/antwoord/").latest("put_at").text
    return "/antwoord/" + text.partition("/antwoord/")[2].split()[0]


@pytest.fixture
def referral(region) -> Referral:
    return make_sent(region)


@pytest.fixture
def opened(page, referral):
    """The page after the button."""
    return page.open(newest_link()).press(SEE)


def test_opening_the_link_shows_who_asks_and_until_when_and_changes_nothing(page, referral):
    shown = page.open(newest_link())

    assert shown.heading == "Een vraag voor uw team"
    assert "Gemeente Voorburg" in shown
    assert "donderdag 10 juli 2025" in shown
    assert "Olena" not in shown
    assert "omscholen" not in shown
    referral.refresh_from_db()
    assert referral.state == State.SENT
    assert not AuditLine.objects.filter(actor__startswith="team:").exists()


def test_reading_sets_no_cookie_and_nothing_on_the_way_keeps_it(referral):
    response = Client(SERVER_NAME="zhc.test").get(newest_link())

    assert not response.cookies
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"


def test_the_button_shows_the_question_and_is_written_down(opened, referral):
    assert "Olena" in opened
    assert "omscholen" in opened
    referral.refresh_from_db()
    assert referral.state == State.RECEIVED
    lines = AuditLine.objects.filter(actor=f"team:{referral.team_id}").order_by("pk")
    assert [line.verb for line in lines] == ["referrals.opened", "referrals.looked"]


def test_what_was_not_shared_is_not_shown(page, region):
    draft = make_draft(region, data=("name",), summary="")
    actions.send_referral(referral=draft, by="peter", at=NOW)

    shown = page.open(newest_link()).press(SEE)

    assert "Olena" in shown
    assert "olena@post.example" not in shown


def test_a_team_accepts_and_tells_how_it_went(opened, referral):
    shown = opened.press("Wij gaan helpen")
    assert "U heeft de vraag aangenomen" in shown

    shown = shown.press("Verstuur : Schrijf een contact op", is_reached="ja", channel="phone")
    shown = shown.press("De hulp is begonnen")
    shown = shown.press("Verstuur : Rond af", outcome="helped")

    assert shown.heading == "Deze vraag is afgelopen"
    assert "Olena" not in shown
    referral.refresh_from_db()
    assert (referral.state, referral.outcome) == (State.COMPLETED, "helped")


def test_a_team_declines_with_a_suggestion(opened, referral):
    shown = opened.press(
        "Verstuur : Wij kunnen niet helpen", reason="full", suggestion="Vraag de bibliotheek."
    )

    assert "Wij zoeken iemand anders" in shown
    referral.refresh_from_db()
    assert (referral.decline_reason, referral.suggestion) == ("full", "Vraag de bibliotheek.")


def test_who_declines_without_a_reason_is_asked_for_one(opened, referral):
    shown = opened.press("Verstuur : Wij kunnen niet helpen")

    assert "Maak een keuze." in shown
    referral.refresh_from_db()
    assert referral.state == State.RECEIVED


def test_a_question_with_a_bsn_is_not_taken(opened, referral):
    shown = opened.press("Verstuur : Stel eerst een vraag", body="Is het 123456782?")
    assert "Verwijder dit nummer" in shown

    shown = shown.press("Verstuur : Stel eerst een vraag", body="Is het 123456782?", geen_bsn="on")

    referral.refresh_from_db()
    assert referral.state == State.INFO_REQUESTED
    line = AuditLine.objects.get(verb="referrals.asked")
    assert line.detail == {"held_numbers": 1}
    assert "U krijgt een e-mail met het antwoord" in shown


def test_who_stays_anonymous_brings_a_code(page, region):
    actions.send_referral(referral=make_anonymous(region), by="peter", at=NOW)

    assert "Deze persoon blijft anoniem" in page.open(newest_link()).press(SEE)


def test_after_eight_days_a_button_mails_a_new_link_to_the_team(page, referral, clock):
    old = newest_link()
    clock.move_to(NOW + timedelta(days=8))

    shown = page.open(old)
    assert shown.heading == "Deze link werkt niet meer"
    shown = shown.press("Stuur een nieuwe link")

    assert "naar het e-mailadres van uw team" in shown
    message = OutboxMessage.objects.latest("put_at")
    assert message.recipient == referral.team.email
    assert "Olena" in page.open(newest_link()).press(SEE)
    assert "nieuwere link" in page.open(old)


def test_an_old_link_opens_nothing_whatever_is_sent(page, referral, clock):
    page.open(newest_link()).press(SEE)
    clock.move_to(NOW + timedelta(days=8))

    shown = send(page, newest_link(), "aannemen")

    assert shown.heading == "Deze link werkt niet meer"
    referral.refresh_from_db()
    assert referral.state == State.RECEIVED


def test_a_link_that_was_revoked_says_so_without_data(page, opened, referral):
    actions.withdraw_consent(consent=Referral.objects.get().consent, by="olena", at=NOW)

    shown = page.open(newest_link())
    assert shown.heading == "Deze vraag is afgelopen"
    again = send(page, newest_link(), "bekijk")
    assert "Olena" not in shown.response.content.decode() + again.response.content.decode()


def test_a_basis_that_is_gone_closes_the_page_before_anybody_stops_the_referral(page, opened):
    privacy.withdraw_consent(consent=Referral.objects.get().consent, by="olena", at=NOW)

    assert "Olena" not in send(page, newest_link(), "bekijk")


def test_a_form_of_another_page_does_nothing(page, referral):
    shown = page.send(newest_link(), stap="bekijk", token="verzonnen")

    assert "Druk nog een keer" in shown
    assert "Olena" not in shown
    referral.refresh_from_db()
    assert referral.state == State.SENT


def test_the_note_of_one_link_does_not_open_another(page, referral):
    first = page.open(newest_link()).response.context["note"]
    other = make_draft(
        referral.region, enquiry=referral.enquiry,
        team=make_team(referral.team.organisation, "scholing"), theme="wonen",
    )  # fmt: skip
    actions.send_referral(referral=other, by="peter", at=NOW)

    shown = page.send(newest_link(), stap="bekijk", token=first)

    assert "Olena" not in shown


def test_a_link_is_of_one_region(page, referral):
    make_other_region()

    page.at("haaglanden.test").open(newest_link(), status=404)
    page.at("zhc.test").open("/antwoord/AAAAAAAAAAAAAAAAAAAAAA/", status=404)


def test_a_link_of_before_it_went_to_another_team_opens_nothing(page, referral):
    """Bound to the team: also when somebody forgot to revoke it."""
    other = make_team(referral.team.organisation, "scholing")
    Referral.objects.update(team=other)

    assert AnswerLink.objects.get().revoked_at is None
    assert "Olena" not in send(page, newest_link(), "bekijk")


def send(page, address: str, step: str):
    """A form that stood open, sent now."""
    note = page.open(address).response.context["note"]
    return page.send(address, stap=step, token=note)
