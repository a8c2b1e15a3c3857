"""Somebody comes in without an account: by the link or by the code, once, and for half an hour."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.db import connection
from django.test import Client as Browser

from werkcentrum.casework.models import Client
from werkcentrum.core.outbox import OutboxMessage
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.core.tests.marks import has_session
from werkcentrum.mine import rules
from werkcentrum.mine.actions import enter_by_code
from werkcentrum.mine.models import EntryKey
from werkcentrum.mine.tests.make import ADDRESS, enter, make_known, sent_code, sent_link
from werkcentrum.partners.tests.make import make_other_region, make_region
from werkcentrum.privacy.retention_actions import forget_person
from werkcentrum.privacy.tests.make import make_client

pytestmark = [
    pytest.mark.usefixtures("monday"),
    pytest.mark.django_db,
    has_session,
]


@pytest.fixture
def olena():
    return make_known(make_region(host="testserver"))


def ask(page, address=ADDRESS):
    return page.open("/mijn/").press("Stuur mij een link", adres=address)


def test_olena_comes_in_with_the_code_from_her_mail(page, olena):
    assert "Dag Olena." in enter(page)


def test_olena_comes_in_with_the_link_on_another_device(page, olena):
    ask(page)

    shown = page.at("testserver").open(sent_link())
    assert "Olena" not in shown
    assert shown.press("Ga naar binnen").heading == "Mijn Werkcentrum"


@pytest.mark.parametrize("is_demonstration", [True, False])
def test_only_in_a_demonstration_everybody_may_read_the_mail(page, olena, is_demonstration):
    type(olena.region).objects.update(is_demonstration=is_demonstration)

    ask(page)

    assert OutboxMessage.objects.get().is_confidential is not is_demonstration


@pytest.mark.parametrize("begins", ["2026-10-25T00:45:00", "2026-03-29T00:45:00"])
def test_half_an_hour_is_half_an_hour_in_the_night_in_which_the_clock_changes(
    page, olena, time_machine, begins
):
    at = datetime.fromisoformat(begins).replace(tzinfo=UTC)
    time_machine.move_to(at, tick=False)
    ask(page)

    assert EntryKey.objects.get().expires_at == at + timedelta(minutes=30)


def test_the_page_of_the_link_says_for_which_address_it_is(page, olena):
    ask(page)

    shown = page.at("testserver").open(sent_link())
    assert "o…@post.example" in shown
    assert ADDRESS not in shown


def test_another_site_lets_nobody_in_with_a_link_or_code_that_is_not_theirs(page, olena):
    check = ask(page)
    token = check.document.find(".//input[@name='token']").get("value")
    lured, code = Browser(headers={"Sec-Fetch-Site": "cross-site"}), sent_code()

    assert "Bijna klaar" in lured.post(sent_link(), {}).content.decode()
    assert "Stuur mij een link" in lured.post(
        "/mijn/code/", {"token": token, "code": code}
    ).content.decode()  # fmt: skip
    assert lured.get("/mijn/overzicht/").status_code == 302
    own = Browser(headers={"Sec-Fetch-Site": "same-origin"})
    assert own.post(sent_link(), {})["Location"] == "/mijn/overzicht/"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the others read small tables whole")
def test_a_number_is_looked_up_with_an_index(olena):
    found = Client.objects.filter(region=olena.region, known_as="+31612345678")

    assert "clients_by_address" in found.explain()


def test_looking_at_the_link_does_not_use_it_up(page, olena):
    ask(page)
    for _program in range(3):
        page.open(sent_link())

    assert page.open(sent_link()).press("Ga naar binnen").heading == "Mijn Werkcentrum"


def test_a_link_and_its_code_work_once(page, olena):
    check = ask(page)
    page.open(sent_link()).press("Ga naar binnen")

    other = page.at("testserver")
    assert "werkt niet meer" in other.post(sent_link(), {}, status=410)
    assert "werkt niet meer" in check.press("Ga verder", code=sent_code())


def test_after_half_an_hour_neither_works(page, olena, set_clock):
    check = ask(page)
    set_clock(f"{MONDAY_MORNING + timedelta(minutes=31):%Y-%m-%d %H:%M}")

    assert "werkt niet meer" in page.post(sent_link(), {}, status=410)
    assert "werkt niet meer" in check.press("Ga verder", code=sent_code())


def test_who_guesses_has_five_tries_and_then_the_right_code_does_not_work_either(page, olena):
    check = ask(page)
    code = sent_code()
    wrong = "000000" if code != "000000" else "111111"
    for _guess in range(rules.MOST_TRIES):
        assert "klopt niet" in check.press("Ga verder", code=wrong)

    assert "klopt niet" in check.press("Ga verder", code=code)


def test_digits_of_another_script_are_the_same_code(page, olena):
    check = ask(page)
    arabic = sent_code().translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))

    assert check.press("Ga verder", code=arabic).heading == "Mijn Werkcentrum"


def test_nobody_learns_whether_an_address_is_known(page, olena):
    known = ask(page)
    messages = OutboxMessage.objects.count()
    unknown = ask(page, "iemand@post.example")

    assert unknown.text == known.text
    assert OutboxMessage.objects.count() == messages == 1


def test_of_a_key_only_hashes_are_kept(page, olena):
    ask(page)
    key = EntryKey.objects.get()

    assert sent_code() not in str(vars(key))
    assert sent_link().rstrip("/").rpartition("/")[2] not in str(vars(key))


def test_nothing_is_kept_of_a_key_that_works_no_more_nor_of_its_message(page, olena, set_clock):
    ask(page)
    set_clock(f"{MONDAY_MORNING + timedelta(minutes=31):%Y-%m-%d %H:%M}")
    ask(page)

    assert EntryKey.objects.count() == OutboxMessage.objects.count() == 1


def test_a_phone_number_is_the_same_however_it_was_written(page):
    region = make_region()
    region.is_demonstration = True
    region.save()
    make_client(region, reach="phone", address="06 12345678")

    ask(page, "+31 6 1234 5678")
    assert OutboxMessage.objects.get().channel == OutboxMessage.Channel.SMS


def test_the_same_address_in_another_region_stays_there(page, olena):
    make_client(make_other_region(), "Daan", address=ADDRESS)

    shown = enter(page)
    assert "Daan" not in shown


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Schrijf uw e-mailadres of uw telefoonnummer."),
        ("olena@", "Dit is geen e-mailadres"),
        ("olena", "Dit is geen e-mailadres en geen telefoonnummer"),
        ("06 12345678", "Wij kunnen u nu geen sms sturen"),
    ],
)
def test_what_is_no_address_is_told_and_stays_in_the_field(page, olena, typed, said):
    shown = ask(page, typed)

    assert said in shown
    assert shown.document.find(".//input[@name='adres']").get("value", "") == typed


def test_a_form_that_stood_open_for_a_day_says_so_and_keeps_what_was_typed(page, olena, set_clock):
    shown = page.open("/mijn/")
    set_clock(f"{MONDAY_MORNING + timedelta(days=2):%Y-%m-%d %H:%M}")

    shown = shown.press("Stuur mij een link", adres=ADDRESS)
    assert "Deze pagina stond te lang open" in shown
    assert shown.document.find(".//input[@name='adres']").get("value") == ADDRESS


def test_the_page_for_the_code_is_there_in_another_language_too(page, olena):
    check = ask(page)

    shown = check.press("English")
    assert shown.response["Content-Language"] == "en"
    # Nothing was wrong: no code was typed yet.
    assert not shown.document.findall(".//input[@name='code'][@aria-invalid]")
    assert shown.press("Continue", code=sent_code()).response["Content-Language"] == "en"


@pytest.mark.parametrize(
    ("chosen", "page_in", "written_in"),
    [("nl", "", ""), ("nl", "/en", "/en"), ("en", "", "/en"), ("en", "/pl", "/en")],
)
def test_the_link_comes_in_the_language_in_which_she_wants_to_be_written_to(
    page, olena, chosen, page_in, written_in
):
    Client.objects.update(language=chosen)
    form = page.open(f"{page_in}/mijn/")

    form.press(form.texts(".//main//form//button")[0], adres=ADDRESS)

    assert sent_link().startswith(f"{written_in}/mijn/")
    assert OutboxMessage.objects.get().language == (written_in.strip("/") or "nl")


def test_who_comes_back_without_saying_a_language_keeps_the_one_that_she_said_before(page, olena):
    Client.objects.update(language="uk")
    make_known(olena.region)

    ask(page)

    assert OutboxMessage.objects.get().language == "uk"


def test_after_half_an_hour_without_doing_anything_the_page_closes(page, olena, set_clock):
    enter(page)
    set_clock(f"{MONDAY_MORNING + timedelta(minutes=29):%Y-%m-%d %H:%M}")
    assert page.open("/mijn/overzicht/").heading == "Mijn Werkcentrum"
    set_clock(f"{MONDAY_MORNING + timedelta(minutes=60):%Y-%m-%d %H:%M}")

    assert page.open("/mijn/overzicht/", status=302).response["Location"] == "/mijn/weg/"
    assert page.open("/mijn/weg/").heading == "U bent uitgelogd"


def test_who_is_in_need_not_ask_again(page, olena):
    enter(page)

    assert page.open("/mijn/", status=302).response["Location"] == "/mijn/overzicht/"
    assert page.open("/mijn/weg/", status=302).response["Location"] == "/mijn/overzicht/"


def test_who_goes_away_leaves_nothing_behind(page, olena):
    assert enter(page).press("Uitloggen").heading == "U bent uitgelogd"

    page.open("/mijn/overzicht/", status=302)
    # Another cookie: a browser then does not show what it kept of the page before.
    assert not page._client.cookies["sessionid"].value


def test_who_is_not_in_sees_nothing_and_is_sent_to_the_door(olena):
    for path in ("overzicht/", "gegevens/", "gegevens.json", "gegevens.pdf", "verwijderen/"):
        response = Browser().get(f"/mijn/{path}")
        assert (response.status_code, response["Location"]) == (302, "/mijn/")
        assert "Olena" not in response.content.decode()


def test_the_door_is_found_from_every_page(page, olena):
    assert (
        page.open("/klacht/").click("Zie waar uw vraag staat").heading == "Zie waar uw vraag staat"
    )


def test_reading_the_door_sets_no_cookie(olena):
    assert not Browser().get("/mijn/").cookies


def test_the_message_goes_to_the_address_that_we_know_and_not_as_it_was_typed(page, olena):
    ask(page, "OLENA@Post.Example")

    assert OutboxMessage.objects.get().recipient == ADDRESS


def test_nothing_is_left_of_a_number_that_was_typed_in_another_way(page):
    region = make_region()
    region.is_demonstration = True
    region.save()
    client = make_client(region, reach="phone", address="06 12345678")
    ask(page, "06-1234 56 78")

    forget_person(client=client, by="klant", at=MONDAY_MORNING)

    assert not OutboxMessage.objects.exists()


def test_one_address_gets_so_many_messages_from_however_many_networks(page, olena, settings):
    settings.ACCOUNT_RATE_LIMITS = {
        **settings.ACCOUNT_RATE_LIMITS, "enter": None, "enter_address": "2/h/key"
    }  # fmt: skip
    form = page.open("/mijn/")
    for typed in (ADDRESS, ADDRESS.upper()):
        form.press("Stuur mij een link", adres=typed)

    token = form.document.find(".//input[@name='token']").get("value")
    refused = page.post("/mijn/", {"adres": ADDRESS, "token": token}, status=429)
    assert "te vaak" in refused
    assert OutboxMessage.objects.count() == 2


def test_of_many_tries_at_once_no_more_count_than_five(page, olena):
    ask(page)
    key, code = EntryKey.objects.get(), sent_code()
    # As others do in the moment between looking and counting.
    EntryKey.objects.update(tries=rules.MOST_TRIES - 1)
    enter_wrong = partial(enter_by_code, region=key.region, key=key.pk, by="x", at=MONDAY_MORNING)
    for typed in ("1", code):
        with pytest.raises(RefusedError):
            enter_wrong(code=typed)

    assert EntryKey.objects.get().tries == rules.MOST_TRIES
