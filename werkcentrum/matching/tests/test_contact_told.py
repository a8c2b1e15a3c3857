"""Who of the organisation that asked for contact hears of a yes, and may stop asking."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from werkcentrum.accounts.actions import end_membership, grant_role
from werkcentrum.accounts.models import User
from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.audit.actions import record
from werkcentrum.core import outbox
from werkcentrum.core.outbox import OutboxMessage
from werkcentrum.core.records import RECORDS
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.matching import contact_actions
from werkcentrum.matching.models import ContactRequest
from werkcentrum.matching.tests.make import (
    find_by_words,
    make_contact_ground,
    make_kitchen,
    make_seeker,
)
from werkcentrum.partners.tests.make import make_region
from werkcentrum.privacy.tests.make import make_consent, make_union, make_uwv
from werkcentrum.profiles.actions import withdraw_consent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _found_by_words(monkeypatch, var, monday):
    find_by_words(monkeypatch)


@pytest.fixture
def zhc():
    return make_region()


@pytest.fixture
def bram(zhc):
    """Bram has contact with employers for the union, as Noor does; Anouk advises there."""
    make_staff(zhc, "noor", "employer_manager", organisation=make_union(zhc))
    make_staff(zhc, "anouk", "adviser", organisation=make_union(zhc))
    return make_staff(zhc, "bram", "employer_manager", organisation=make_union(zhc))


@pytest.fixture
def olena(zhc):
    return make_seeker(zhc)


@pytest.fixture
def consent(zhc, olena):
    """Olena lets the union know who she is."""
    return make_consent(olena.client, make_contact_ground(zhc, make_union(zhc)))


@pytest.fixture
def asked(zhc, consent, bram):
    """Bram asked."""
    contact_actions.request_contact(
        vacancy=make_kitchen(zhc), organisation=make_union(zhc), by=str(bram.pk), at=MONDAY_MORNING
    )
    OutboxMessage.objects.all().delete()
    return ContactRequest.objects.get()


def say_yes(asked, olena):
    contact_actions.say_yes(request=asked, profile=olena, by="fatima", at=MONDAY_MORNING)


def told():
    """Whose message leaves, if it left now."""
    messages = filter(outbox.is_still_wanted, OutboxMessage.objects.all())
    return {message.recipient.partition("@")[0] for message in messages}


def test_who_asked_hears_of_a_yes_and_no_colleague_does(asked, olena):
    say_yes(asked, olena)

    assert told() == {"bram"}


def test_when_who_asked_left_whoever_keeps_vacancies_there_hears_of_it(asked, olena, bram):
    end_membership(membership=bram.memberships.get(), by="karin", at=MONDAY_MORNING)

    say_yes(asked, olena)

    assert told() == {"noor"}


def test_when_who_asked_leaves_in_the_night_the_mail_of_the_morning_is_for_who_keeps_vacancies(
    asked, olena, bram
):
    say_yes(asked, olena)

    end_membership(membership=bram.memberships.get(), by="karin", at=MONDAY_MORNING)

    assert told() == {"noor"}


def test_a_yes_stands_where_a_colleague_logs_in_without_a_mail_address(asked, olena, bram):
    User.objects.exclude(pk=bram.pk).update(email="")
    end_membership(membership=bram.memberships.get(), by="karin", at=MONDAY_MORNING)
    say_yes(asked, olena)

    assert told() == set()
    assert ContactRequest.objects.get().state == ContactRequest.State.YES


def test_who_works_elsewhere_now_does_not_hear_of_what_they_asked_before(zhc, asked, olena, bram):
    grant_role(
        email=bram.email, organisation=make_uwv(zhc), role="employer_manager", by="karin",
        at=MONDAY_MORNING,
    )  # fmt: skip
    before = bram.memberships.get(organisation=make_union(zhc))
    end_membership(membership=before, by="karin", at=MONDAY_MORNING)
    assert User.objects.get(pk=bram.pk).is_active

    say_yes(asked, olena)

    assert told() == {"noor"}


def test_a_yes_that_was_taken_back_before_the_mail_about_it_left_is_not_told(asked, olena, consent):
    say_yes(asked, olena)
    assert told() == {"bram"}

    withdraw_consent(consent=consent, by="client", at=MONDAY_MORNING)

    assert told() == set()


def test_a_mail_that_waited_since_it_did_not_name_its_reader_is_still_told(asked, olena, consent):
    say_yes(asked, olena)
    OutboxMessage.objects.exclude(recipient="bram@werk.example").delete()
    OutboxMessage.objects.update(about=f"contact-agreed:{asked.pk}")
    assert told() == {"bram"}

    withdraw_consent(consent=consent, by="client", at=MONDAY_MORNING)

    assert told() == set()


def test_with_a_vacancy_goes_the_mail_about_a_yes(asked, olena):
    say_yes(asked, olena)

    RECORDS["vacancy"].destroy([asked.vacancy_id], MONDAY_MORNING)

    assert not OutboxMessage.objects.exists()


def test_of_the_mails_about_a_yes_only_those_about_the_vacancy_are_fetched(asked, olena):
    say_yes(asked, olena)

    with CaptureQueriesContext(connection) as looked:
        RECORDS["vacancy"].destroy([asked.vacancy_id], MONDAY_MORNING)

    (fetched,) = (one["sql"] for one in looked if "contact-agreed:%" in one["sql"])
    assert str(asked.pk) in fetched


def test_that_contact_is_not_needed_any_more_can_be_said_only_after_asking(page, zhc, bram):
    stop, kitchen = "Contact is niet meer nodig", make_kitchen(zhc)
    for organisation in (make_union(zhc), make_uwv(zhc)):
        make_contact_ground(zhc, organisation)
    contact_actions.request_contact(
        vacancy=kitchen, organisation=make_uwv(zhc), by="x", at=MONDAY_MORNING
    )
    page.log_in(bram)
    before = page.open(f"/medewerkers/vacatures/{kitchen.pk}/mensen/")
    assert stop not in before

    # Also where nobody fits: the page tells nothing of that.
    asked = before.press("Vraag contact via hun gids")

    assert stop in asked
    assert stop not in asked.press(stop)


def test_what_was_asked_before_the_log_named_the_organisation_can_be_stopped(page, zhc, bram):
    stop, kitchen = "Contact is niet meer nodig", make_kitchen(zhc)
    make_contact_ground(zhc, make_union(zhc))
    for verb in ("matching.contact_requested", "matching.contact_withdrawn"):
        record(verb=verb, subject=kitchen, by="x", at=MONDAY_MORNING, region_key=zhc.key)
    page.log_in(bram)

    # Whoever said that it is not needed may have been of another organisation.
    before = page.open(f"/medewerkers/vacatures/{kitchen.pk}/mensen/")

    assert stop in before
    assert stop not in before.press(stop)
