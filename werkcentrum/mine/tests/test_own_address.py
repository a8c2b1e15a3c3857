"""Somebody is reached elsewhere from now on: only once they proved that they read it there."""

from datetime import timedelta

import pytest

from werkcentrum.appointments.tests.make import book, make_offer, make_place, slot_at
from werkcentrum.casework.models import Client
from werkcentrum.core.outbox import OutboxMessage
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.core.tests.marks import has_session
from werkcentrum.mine import rules
from werkcentrum.mine.models import EntryKey
from werkcentrum.mine.tests.make import ADDRESS, enter, make_known, sent_code
from werkcentrum.partners.tests.make import make_region

pytestmark = [
    pytest.mark.usefixtures("monday"),
    pytest.mark.django_db,
    has_session,
]
NEW = "olena.z@post.example"


@pytest.fixture
def olena():
    return make_known(make_region(host="testserver"))


def ask(page, address=NEW):
    shown = enter(page).click("Verander uw e-mailadres of telefoonnummer")
    return shown.press("Stuur mij een code", adres=address)


def address_of(client):
    return Client.objects.values_list("reach", "address").get(pk=client.pk)


def test_olena_is_reached_at_her_new_address_once_she_typed_the_code_from_there(page, olena):
    shown = ask(page)
    assert OutboxMessage.objects.latest("pk").recipient == NEW
    assert address_of(olena) == ("mail", ADDRESS)

    shown = shown.press("Verander mijn adres", code=sent_code())
    assert "Wij bereiken u voortaan via uw nieuwe adres." in shown
    assert address_of(olena) == ("mail", NEW)


def test_the_address_before_hears_of_it_and_not_which_the_new_one_is(page, olena):
    ask(page).press("Verander mijn adres", code=sent_code())

    told = OutboxMessage.objects.get(recipient=ADDRESS, subject__startswith="Wij bereiken u")
    assert NEW not in told.text
    assert "Bel ons dan meteen" in told.text


def test_a_wrong_code_changes_nothing_and_after_five_the_right_one_neither(page, olena):
    shown = ask(page)
    code = sent_code()
    wrong = "000000" if code != "000000" else "111111"
    for _guess in range(rules.MOST_TRIES):
        assert "klopt niet" in shown.press("Verander mijn adres", code=wrong)

    assert "klopt niet" in shown.press("Verander mijn adres", code=code)
    assert address_of(olena) == ("mail", ADDRESS)


def test_one_number_gets_so_many_codes_however_it_is_written(page, olena, settings):
    settings.ACCOUNT_RATE_LIMITS = {
        **settings.ACCOUNT_RATE_LIMITS, "enter": None, "enter_address": "1/h/key"
    }  # fmt: skip
    region = olena.region
    region.is_demonstration = True
    region.save()
    form = enter(page).click("Verander uw e-mailadres of telefoonnummer")

    form.press("Stuur mij een code", adres="06 12345678")
    assert "te vaak" in form.press("Stuur mij een code", adres="+31 6 1234 5678")


def test_a_code_proves_the_address_that_it_was_sent_to_and_no_other(page, olena):
    shown = ask(page)

    shown = shown.press("Verander mijn adres", code=sent_code(), adres="daan@post.example")
    assert "klopt niet" in shown
    assert address_of(olena) == ("mail", ADDRESS)


def test_a_code_for_an_address_lets_nobody_in(page, olena):
    shown = ask(page)
    [token] = [field.get("value") for field in shown.document.findall(".//input[@name='token']")]

    visitor = page.at("testserver")
    assert "klopt niet" in visitor.send("/mijn/code/", token=token, code=sent_code())


def test_a_code_that_came_half_an_hour_ago_is_too_old(page, olena, set_clock):
    shown = ask(page)
    key = EntryKey.objects.latest("expires_at")
    EntryKey.objects.filter(pk=key.pk).update(expires_at=MONDAY_MORNING - timedelta(minutes=1))

    assert "werkt niet meer" in shown.press("Verander mijn adres", code=sent_code())


@pytest.mark.house_rule_off("queries", reason="Forgetting somebody goes through every table once.")
def test_who_is_forgotten_leaves_no_address_behind_that_was_only_tried(page, olena):
    ask(page, "fout@post.example")
    page.open("/mijn/verwijderen/").press("Ja, verwijder alles")

    assert not OutboxMessage.objects.exists()
    assert not EntryKey.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Schrijf uw e-mailadres of uw telefoonnummer."),
        ("nergens", "Dit is geen e-mailadres en geen telefoonnummer"),
        (ADDRESS, "Dit adres kennen wij al van u."),
    ],
)
def test_what_is_no_new_address_is_told_and_stays_in_the_field(page, olena, typed, said):
    shown = ask(page, typed)

    assert said in shown
    assert shown.document.find(".//input[@name='adres']").get("value", "") == typed


def test_a_landline_gets_no_text_message(page, olena):
    olena.region.is_demonstration = True
    olena.region.save()

    assert "Naar dit nummer gaat geen sms." in ask(page, "070 1234567")


@pytest.mark.house_rule_off("queries", reason="What she does, and the page that she reads after.")
def test_the_reminder_of_an_appointment_goes_to_the_new_address(page, olena):
    offer = make_offer(make_place(olena.region))
    appointment = book(slot_at(offer))

    ask(page).press("Verander mijn adres", code=sent_code())
    waiting = OutboxMessage.objects.filter(about=f"appointment:{appointment.pk}", state="queued")
    assert [row.recipient for row in waiting] == [NEW]
