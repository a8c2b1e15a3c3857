"""A question comes in: once, as little as possible is kept, and what cannot wait is told."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.audit.models import AuditLine
from werkcentrum.casework.actions import clear_old_codes, name_client
from werkcentrum.casework.codes import KEPT_FOR
from werkcentrum.casework.intake_rules import Company
from werkcentrum.casework.models import Client, Employer, Enquiry
from werkcentrum.casework.queries import enquiry_by_code
from werkcentrum.casework.rules import keep_until
from werkcentrum.casework.tests.make import (
    HENK,
    OLENA,
    VISITOR,
    ask,
    make_client,
    make_employer,
    make_enquiry,
)
from werkcentrum.casework.work_actions import take_on
from werkcentrum.core.outbox import OutboxMessage
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.tests.make import make_municipality, make_other_region, make_region

pytestmark = pytest.mark.django_db


def test_somebody_without_a_name_gets_a_code_and_is_written_down_nowhere():
    region = make_region()
    received = ask(region)

    assert not Client.objects.exists()
    assert received.enquiry.code_hash not in ("", received.code)
    assert enquiry_by_code(region, received.code, at=MONDAY_MORNING) == received.enquiry


def test_a_question_sent_twice_is_one_enquiry_with_the_same_code():
    region, key = make_region(), uuid4()
    first, second = (ask(region, key=key, asker=OLENA) for _ in range(2))

    assert first == second
    assert Enquiry.objects.count() == Client.objects.count() == 1
    assert AuditLine.objects.filter(verb="casework.enquiry_opened").count() == 1


def test_a_code_works_for_thirty_days_and_only_in_its_own_region():
    region = make_region()
    code = ask(region).code
    last = MONDAY_MORNING + KEPT_FOR

    assert enquiry_by_code(region, code, at=last - timedelta(seconds=1))
    assert enquiry_by_code(region, code, at=last) is None
    assert enquiry_by_code(make_other_region(), code, at=MONDAY_MORNING) is None
    assert enquiry_by_code(region, "aanbod adres afdeling arts", at=MONDAY_MORNING) is None


def test_nothing_is_kept_of_a_code_that_no_longer_works():
    region = make_region()
    old = ask(region).enquiry
    new = make_enquiry(
        region, code="aanbod-adres-arts-avond", at=MONDAY_MORNING + timedelta(days=1)
    )

    assert clear_old_codes(at=MONDAY_MORNING + KEPT_FOR) == 1
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.code_hash, old.code_expires_at, old.own_words) == ("", None, old.own_words)
    assert new.code_hash
    assert clear_old_codes(at=MONDAY_MORNING + KEPT_FOR) == 0


def test_somebody_who_gives_a_name_becomes_a_client_for_three_months():
    region = make_region()
    place = make_municipality(region, "voorburg")
    client = ask(region, asker=OLENA, language="uk", municipality=place).enquiry.client

    assert (client.name_to_use, client.reach, client.address) == ("Olena", "phone", "06 12345678")
    assert (client.language, client.municipality) == ("uk", place)
    assert client.retention_until == keep_until(region, MONDAY_MORNING)
    assert (client.retention_until - MONDAY_MORNING.date()).days == 90


def test_what_cannot_wait_is_told_to_the_region_without_what_somebody_wrote():
    region = make_region()
    region.email = "balie@zhc.example"
    region.save()
    ask(region, "Ik sta morgen op straat", urgency="eviction")

    told = OutboxMessage.objects.get()
    assert told.recipient == "balie@zhc.example"
    assert "Ik kan mijn huis kwijtraken" in told.text
    assert "op straat" not in told.text


@pytest.mark.parametrize(("email", "values"), [
    ("balie@zhc.example", {}),
    ("balie@zhc.example", {"urgency": "eviction", "origin": "desk"}),
    ("", {"urgency": "eviction"}),
])  # fmt: skip
def test_what_can_wait_or_was_heard_by_somebody_is_told_to_nobody(email, values):
    region = make_region()
    region.email = email
    region.save()
    ask(region, **values)

    assert not OutboxMessage.objects.exists()


def test_the_log_says_how_many_numbers_were_no_bsn_and_never_which():
    ask(make_region(), "Polis 111222333", held_numbers=1)

    line = AuditLine.objects.get(verb="casework.enquiry_opened")
    assert line.detail == {"themes": [], "origin": "online", "held_numbers": 1}


def test_an_employer_comes_back_to_the_same_account_manager():
    region = make_region()
    sanne = make_staff(region, "sanne", "employer_manager")
    known = make_employer(region, account_manager=sanne)

    again = ask(region, "Ik zoek twaalf mensen", asker=HENK).enquiry

    assert (again.employer, again.adviser, again.audience) == (known, sanne, "employer")


def test_who_takes_on_an_employer_is_the_account_manager_until_she_hands_it_over():
    region = make_region()
    sanne, tom, els = (make_staff(region, name, "employer_manager") for name in ("s", "t", "e"))
    first, second = ask(region, asker=HENK).enquiry, ask(region, asker=HENK).enquiry

    take_on(enquiry=first, adviser=sanne, by="sanne", at=MONDAY_MORNING)
    take_on(enquiry=second, adviser=tom, by="tom", at=MONDAY_MORNING)
    assert Employer.objects.get().account_manager == sanne

    take_on(enquiry=first, adviser=els, by="sanne", at=MONDAY_MORNING)
    assert Employer.objects.get().account_manager == els


def test_somebody_else_with_the_same_kvk_number_changes_nothing_of_what_we_know():
    region = make_region()
    sanne = make_staff(region, "sanne", "employer_manager")
    known = make_employer(region, account_manager=sanne)
    other = Company("Kwekerij Henk", "Iemand", "phone", "06 87654321", HENK.kvk_number)

    enquiry = ask(region, asker=other).enquiry

    known.refresh_from_db()
    assert (known.contact_name, known.address) == (HENK.contact_name, HENK.address)
    assert (enquiry.employer.contact_name, enquiry.employer.kvk_number) == ("Iemand", "")
    assert enquiry.adviser == sanne


@pytest.mark.parametrize("number", ["1234567", "123456789", "00000000", "1234567a"])
def test_what_is_no_kvk_number_is_refused(number):
    with pytest.raises(RefusedError, match="acht cijfers"):
        make_employer(kvk_number=number)


def test_one_kvk_number_is_one_employer_in_a_region():
    region = make_region()
    make_employer(region)

    with pytest.raises(RefusedError, match="andere werkgever"):
        make_employer(region)
    make_employer(make_other_region())
    assert Employer.objects.count() == 2


def test_employers_without_a_kvk_number_do_not_stand_in_each_others_way():
    region = make_region()
    for _ in range(2):
        make_employer(region, kvk_number="")

    assert region.employers.count() == 2


def test_somebody_who_asked_without_a_name_gives_one_when_the_next_step_needs_it():
    enquiry = ask(make_region()).enquiry
    client = name_client(
        enquiry=enquiry, name_to_use="Olena", reach="phone", address="06 12345678",
        representative="parent", representative_name="Ana", by=VISITOR, at=MONDAY_MORNING,
    )  # fmt: skip

    enquiry.refresh_from_db()
    assert enquiry.client == client
    assert (client.representative, client.representative_name) == ("parent", "Ana")


def test_a_question_has_one_person_and_an_employer_is_known_already():
    region = make_region()
    named = make_enquiry(region, client=make_client(region))
    as_it_was = Enquiry.objects.get(pk=(unnamed := make_enquiry(region)).pk)
    name_client(enquiry=unnamed, name_to_use="Olena", by=VISITOR, at=MONDAY_MORNING)
    closed = make_enquiry(region)
    closed.closed_at = MONDAY_MORNING

    for enquiry in (named, as_it_was, closed, ask(region, asker=HENK).enquiry):
        with pytest.raises(RefusedError):
            name_client(enquiry=enquiry, name_to_use="Ana", by=VISITOR, at=MONDAY_MORNING)
    assert set(Client.objects.values_list("name_to_use", flat=True)) == {"Olena"}


def test_a_representative_without_a_name_is_none():
    with pytest.raises(IntegrityError):
        make_client(representative="parent")


def test_an_adviser_sees_her_own_questions_and_those_that_nobody_has():
    region, elsewhere = make_region(), make_other_region()
    peter, sanne = (make_staff(region, name, "adviser") for name in ("peter", "sanne"))
    mine = make_enquiry(region, adviser=peter, client=make_client(region, "Amira"))
    free = make_enquiry(region)
    make_enquiry(region, adviser=sanne, client=make_client(region, "Olena"))
    make_enquiry(elsewhere, client=make_client(elsewhere, "Ana"))

    assert set(Enquiry.objects.visible_to(peter)) == {mine, free}
    assert [client.name_to_use for client in Client.objects.visible_to(peter)] == ["Amira"]


@pytest.mark.parametrize("role", ["host", "coordinator", "partner_employee", "editor"])
def test_who_handles_no_questions_sees_none_and_nobody_behind_them(role):
    region = make_region()
    user = make_staff(region, "joke", role)
    make_enquiry(region, client=make_client(region), employer=make_employer(region))

    assert not Enquiry.objects.visible_to(user).exists()
    assert not Client.objects.visible_to(user).exists()
    assert not Employer.objects.visible_to(user).exists()


def test_an_account_manager_sees_all_employers_of_the_region_and_an_adviser_only_her_own():
    region, elsewhere = make_region(), make_other_region()
    henk, ana = make_employer(region), make_employer(region, kvk_number="87654321")
    make_employer(elsewhere)
    sanne = make_staff(region, "sanne", "employer_manager")
    peter = make_staff(region, "peter", "adviser")
    make_enquiry(region, employer=henk, audience="employer", adviser=peter)

    assert set(Employer.objects.visible_to(sanne)) == {henk, ana}
    assert set(Employer.objects.visible_to(peter)) == {henk}
