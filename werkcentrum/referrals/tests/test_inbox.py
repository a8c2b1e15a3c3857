"""Bram of the union sees who was referred to the union, and nobody else."""

from datetime import timedelta

import pytest
import time_machine

from werkcentrum.audit.models import AuditLine
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.tests.make import make_organisation, make_other_region
from werkcentrum.privacy import actions as privacy
from werkcentrum.referrals import actions
from werkcentrum.referrals.states import State
from werkcentrum.referrals.tests.make import make_draft, make_in, make_receiver, make_sent

INBOX = "/medewerkers/doorverwijzingen/"
NOW = MONDAY_MORNING + timedelta(hours=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def bram(page, region):
    """Bram, logged in."""
    page.log_in(make_receiver(region))
    return page


def test_bram_sees_what_waits_and_says_yes_with_one_click(bram, region):
    referral = make_in(State.RECEIVED, region)

    shown = bram.open(INBOX)
    assert "donderdag 10 juli" in shown
    assert "Olena" not in shown
    shown = shown.press("Wij gaan helpen : Werk, Gemeente Voorburg")

    assert "U heeft de vraag aangenomen" in shown
    assert "olena@post.example" in shown
    referral.refresh_from_db()
    assert referral.state == State.ACCEPTED


def test_what_is_new_shows_nothing_until_bram_opens_it(bram, region):
    referral = make_sent(region)
    assert "Olena" not in bram.open(f"{INBOX}{referral.pk}/")
    assert not AuditLine.objects.filter(verb="referrals.looked").exists()

    shown = bram.open(INBOX).press("Bekijk de vraag : Werk, Gemeente Voorburg")

    assert "Olena" in shown
    assert AuditLine.objects.filter(verb="referrals.looked").count() == 1


def test_what_was_not_sent_yet_is_not_there(bram, region):
    draft = make_draft(region)

    assert "Er wacht niets op u." in bram.open(INBOX)
    bram.open(f"{INBOX}{draft.pk}/", status=404)


def test_somebody_of_another_organisation_or_region_finds_nothing(page, region):
    referral = make_in(State.RECEIVED, region)
    library = make_organisation(region, "bieb")
    addresses = [f"{INBOX}{referral.pk}/", f"{INBOX}{referral.pk}/stap/"]

    page.log_in(make_receiver(region, "anna", organisation=library))
    assert "Er wacht niets op u." in page.open(INBOX)
    page.open(addresses[0], status=404)
    page.send(addresses[1], stap="aannemen", status=404)

    elsewhere = page.at("haaglanden.test")
    elsewhere.log_in(make_receiver(make_other_region(), "cor"))
    assert "Er wacht niets op u." in elsewhere.open(INBOX)
    elsewhere.open(addresses[0], status=404)


def test_withdrawn_it_moves_to_what_is_over_and_the_name_is_gone(bram, region):
    referral = make_in(State.ACCEPTED, region)
    actions.withdraw_consent(consent=referral.consent, by="olena", at=NOW)

    assert "Er wacht niets op u." in bram.open(INBOX)
    assert "gestopt door de persoon" in bram.open(INBOX, toon="oud")
    assert "Olena" not in bram.open(f"{INBOX}{referral.pk}/")


def test_a_basis_that_is_gone_closes_the_page_at_once(bram, region):
    referral = make_in(State.ACCEPTED, region)
    privacy.withdraw_consent(consent=referral.consent, by="olena", at=NOW)

    shown = bram.open(f"{INBOX}{referral.pk}/")

    assert "Olena" not in shown
    assert "toestemming" in shown


def test_what_a_colleague_did_meanwhile_is_said(bram, region):
    referral = make_in(State.RECEIVED, region)
    shown = bram.open(f"{INBOX}{referral.pk}/")
    actions.cancel(referral=referral, by="peter", at=NOW)

    assert "Dat kan niet meer" in shown.press("Wij gaan helpen")


def test_a_step_that_does_not_exist_is_not_found(bram, region):
    referral = make_in(State.RECEIVED, region)

    bram.send(f"{INBOX}{referral.pk}/stap/", stap="verzonnen", status=404)


def test_a_form_that_is_not_whole_comes_back_with_what_was_typed(bram, region):
    referral = make_in(State.RECEIVED, region)

    shown = bram.open(f"{INBOX}{referral.pk}/").press(
        "Verstuur : Wij kunnen niet helpen", suggestion="Vraag de bibliotheek."
    )

    assert "Maak een keuze." in shown
    assert b"Vraag de bibliotheek." in shown.response.content


@pytest.mark.parametrize("rows", [1, 25])
def test_the_inbox_costs_the_same_for_one_or_many(bram, queries, region, rows):
    first = make_sent(region)
    for number in range(rows - 1):
        more = make_draft(region, enquiry=first.enquiry, team=first.team, theme=f"thema-{number}")
        actions.send_referral(referral=more, by="peter", at=MONDAY_MORNING)
    bram.open(INBOX)

    with queries.at_most(10):
        shown = bram.open(INBOX)

    assert len(shown.texts(".//h2")) >= rows
