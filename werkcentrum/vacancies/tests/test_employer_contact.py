"""Who sent a vacancy in stands apart from it, and goes before it does."""

from datetime import timedelta

import pytest

from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.records import RECORDS, Cutoff
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.partners.tests.make import make_region
from werkcentrum.vacancies import actions
from werkcentrum.vacancies.models import EmployerContact, Vacancy
from werkcentrum.vacancies.tests.make import make_received

pytestmark = pytest.mark.django_db
RECORD = RECORDS["vacancy_contact"]
LONG_AFTER = Cutoff(today=MONDAY + timedelta(days=200), before=MONDAY + timedelta(days=100))
SOON = Cutoff(today=MONDAY + timedelta(days=10), before=MONDAY - timedelta(days=82))


@pytest.fixture
def zhc():
    return make_region()


def past(region, cutoff):
    return [row.pk for row in RECORD.past(region.key, cutoff)]


def test_a_while_after_the_end_it_goes_with_the_messages_and_the_vacancy_stays(zhc):
    contact = make_received(zhc)
    assert OutboxMessage.objects.filter(recipient="petra@korst.example").exists()
    actions.close_vacancy(
        vacancy=contact.vacancy, outcome="filled", by="visitor", at=MONDAY_MORNING
    )

    assert past(zhc, SOON) == []
    assert past(zhc, LONG_AFTER) == [contact.pk]
    RECORD.destroy([contact.pk], MONDAY_MORNING)

    assert not EmployerContact.objects.exists()
    assert not OutboxMessage.objects.filter(recipient="petra@korst.example").exists()
    assert Vacancy.objects.exists()


def test_what_nobody_ever_looked_at_is_not_kept_for_ever(zhc):
    contact = make_received(zhc)
    assert past(zhc, LONG_AFTER) == [contact.pk]


def test_as_long_as_it_is_on_the_website_the_contact_stays(zhc):
    contact = make_received(zhc)
    actions.publish_vacancy(vacancy=contact.vacancy, by="0190-henk", at=MONDAY_MORNING)
    assert past(zhc, LONG_AFTER) == []


def test_with_a_vacancy_go_the_messages_about_it(zhc):
    contact = make_received(zhc)
    RECORDS["vacancy"].destroy([contact.vacancy_id], MONDAY_MORNING)
    assert not Vacancy.objects.exists()
    assert not OutboxMessage.objects.exists()
