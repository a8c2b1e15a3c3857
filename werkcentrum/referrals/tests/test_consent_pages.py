"""Who takes back a yes at the table stops what rested on it."""

import pytest

from werkcentrum.casework.models import Enquiry
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.core.tests.marks import sends
from werkcentrum.partners.tests.make import make_region
from werkcentrum.privacy.models import Consent
from werkcentrum.privacy.tests.make import make_client
from werkcentrum.referrals.states import State
from werkcentrum.referrals.tests.make import (
    make_draft,
    make_enquiry,
    make_in,
    make_sent,
    make_sharing_ground,
)
from werkcentrum.referrals.tests.work import LISTS, take


@pytest.mark.house_rule_off(
    "queries", reason="a form that is sent and the page after it are two answers"
)
@pytest.mark.django_db
def test_a_withdrawal_at_the_table_stops_the_referral(page, time_machine):
    time_machine.move_to(MONDAY_MORNING)
    referral = make_sent(make_region(host="testserver"))
    Enquiry.objects.update(adviser=referral.owner)
    page.log_in(referral.owner)
    consent = Consent.objects.get()

    page.send(
        f"/medewerkers/klanten/{consent.client_id}/toestemming/{consent.pk}/intrekken/", status=200
    )

    referral.refresh_from_db()
    assert referral.state == State.WITHDRAWN


@sends
@pytest.mark.parametrize("button", ["Ja, gezegd", "Nee, liever niet"])
@pytest.mark.django_db
def test_who_was_asked_for_a_referral_is_back_at_that_referral_by_their_answer(
    page, time_machine, button
):
    time_machine.move_to(MONDAY_MORNING)
    draft = make_draft(make_region(host="testserver"), consents=False)
    peter = draft.owner
    take(draft.enquiry, peter)
    page.log_in(peter)
    here = f"{LISTS}doorverwijzing/{draft.pk}/"

    about = page.open(here).click("Vraag of bekijk toestemming")
    assert about.links["Terug naar de doorverwijzing"] == here
    shown = about.click("Doorverwijzen: De Bond").press(button)

    assert shown.heading == "Doorverwijzing"
    assert Consent.objects.exists() == (button == "Ja, gezegd")


@pytest.mark.house_rule_off(
    "queries", reason="a form that is sent and the page after it are two answers"
)
@pytest.mark.django_db
def test_an_objection_at_the_table_stops_what_runs_under_another_name_with_the_same_address(
    page, time_machine
):
    time_machine.move_to(MONDAY_MORNING)
    region = make_region(host="testserver")
    ground = make_sharing_ground(region, is_statutory=True)
    running = make_in(State.RECEIVED, region, enquiry=make_enquiry(region, make_client(region)))
    again = make_client(region, "O.")
    make_enquiry(region, again, adviser=running.owner, organisation=ground.controller)
    page.log_in(running.owner)
    asked = f"/medewerkers/klanten/{again.pk}/toestemming/{ground.pk}/bezwaar/"

    page.send(asked, status=200)

    running.refresh_from_db()
    assert running.state == State.WITHDRAWN
    first = running.enquiry.client
    Enquiry.objects.filter(client=first).update(adviser=running.owner)
    shown = page.open(f"/medewerkers/klanten/{first.pk}/toestemming/")
    assert "Iemand met hetzelfde adres maakte bezwaar." in shown
