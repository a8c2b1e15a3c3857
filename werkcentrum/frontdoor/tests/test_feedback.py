"""'Hielp dit antwoord u?': one press is one count, and nobody can count for others."""

import pytest
from django.test import Client

from werkcentrum.audit.models import AuditLine
from werkcentrum.frontdoor.models import Tally

QUESTION = "mijn contract wordt niet verlengd"
SHOWN = ["ww-aanvragen", "schuldhulp", "gesprek-met-gids"]


def counted() -> dict[tuple[str, str], int]:
    return {(row.event, row.key): row.count for row in Tally.objects.all()}


def token_of(answer) -> str:
    return answer.document.find(".//input[@name='token']").get("value")


def test_somebody_says_that_it_helped(page, region):
    thanks = page.open("/antwoord/", q=QUESTION).press("Ja, dit hielp")

    assert thanks.heading == "Dank u wel"
    assert thanks.address == "/bedankt/"
    assert counted() == {("helped", key): 1 for key in SHOWN}


def test_somebody_says_that_it_did_not_help(page, region):
    page.open("/antwoord/", q=QUESTION).press("Nee, dit hielp niet")

    assert counted() == {("not_helped", key): 1 for key in SHOWN}


def test_also_an_answer_that_found_nothing_can_be_judged(page, region):
    page.open("/antwoord/", q="blub").press("Nee, dit hielp niet")

    assert {event for event, _key in counted()} == {"not_helped"}


def test_every_press_counts_once(page, region):
    answer = page.open("/antwoord/", q=QUESTION)

    answer.press("Ja, dit hielp")
    answer.press("Ja, dit hielp")

    assert counted() == {("helped", key): 2 for key in SHOWN}


def test_a_press_leaves_one_line_in_the_audit_trail_without_the_question(page, region):
    page.open("/antwoord/", q=QUESTION).press("Ja, dit hielp")

    line = AuditLine.objects.get(verb="frontdoor.helped")
    assert QUESTION not in str(vars(line))


def test_after_a_press_one_can_ask_again(page, region):
    thanks = page.open("/antwoord/", q=QUESTION).press("Ja, dit hielp")

    assert thanks.click("Stel nog een vraag").heading == "Alle vragen over werk en leren"


def test_the_note_needs_no_cookie(page, region):
    token = token_of(page.open("/antwoord/", q=QUESTION))

    sent = Client(enforce_csrf_checks=True).post("/hielp-dit/", {"token": token, "antwoord": "ja"})

    assert sent.status_code == 302
    assert not sent.cookies
    assert counted() == {("helped", key): 1 for key in SHOWN}


@pytest.mark.parametrize(
    "tamper",
    [
        lambda token: "",
        lambda token: token[:-1],
        lambda token: token.replace(":", ""),
        lambda token: "x" + token,
        lambda token: token.swapcase(),
        lambda token: "\x00\ud7ff" * 100,
        lambda token: "a" * 100_000,
    ],
)
def test_a_form_that_was_tampered_with_is_thanked_and_not_counted(page, region, tamper):
    token = token_of(page.open("/antwoord/", q=QUESTION))

    thanks = page.send("/hielp-dit/", token=tamper(token), antwoord="ja")

    assert thanks.heading == "Dank u wel"
    assert counted() == {}


def test_a_form_without_a_note_is_thanked_and_not_counted(page, region):
    assert page.send("/hielp-dit/").heading == "Dank u wel"
    assert counted() == {}


@pytest.mark.parametrize("word", ["", "misschien", "JA", "ja\x00"])
def test_another_word_than_yes_or_no_is_not_counted(page, region, word):
    token = token_of(page.open("/antwoord/", q=QUESTION))

    page.send("/hielp-dit/", token=token, antwoord=word)

    assert counted() == {}


def test_a_form_of_yesterday_is_too_old_to_count(page, region, set_clock):
    set_clock("2025-07-07 10:00")
    token = token_of(page.open("/antwoord/", q=QUESTION))
    set_clock("2025-07-08 10:01")

    thanks = page.send("/hielp-dit/", token=token, antwoord="ja")

    assert thanks.heading == "Dank u wel"
    assert counted() == {}


def test_a_form_of_this_morning_still_counts(page, region, set_clock):
    set_clock("2025-07-07 10:00")
    token = token_of(page.open("/antwoord/", q=QUESTION))
    set_clock("2025-07-07 20:00")

    page.send("/hielp-dit/", token=token, antwoord="ja")

    assert {row.on.isoformat() for row in Tally.objects.all()} == {"2025-07-07"}


def test_a_form_of_another_region_counts_in_neither(page, other_region):
    token = token_of(page.at("zhc.test").open("/antwoord/", q=QUESTION))

    thanks = page.at("haaglanden.test").send("/hielp-dit/", token=token, antwoord="ja")

    assert thanks.heading == "Dank u wel"
    assert counted() == {}


def test_where_no_region_answers_nothing_is_counted(page, other_region):
    token = token_of(page.at("zhc.test").open("/antwoord/", q=QUESTION))

    page.at("vreemd.example").send("/hielp-dit/", status=404, token=token, antwoord="ja")

    assert counted() == {}


def test_reading_the_address_of_the_form_counts_nothing(region):
    assert Client().get("/hielp-dit/").status_code == 405
    assert counted() == {}
