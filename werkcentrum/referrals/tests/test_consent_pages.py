"""Who takes back a yes at the table stops what rested on it."""

import pytest

from werkcentrum.casework.models import Enquiry
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.tests.make import make_region
from werkcentrum.privacy.models import Consent
from werkcentrum.referrals.states import State
from werkcentrum.referrals.tests.make import make_sent


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
