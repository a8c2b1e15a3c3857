"""An answer: what helps, why it is shown, and an honest word when nothing fits."""

from dataclasses import replace

import pytest
from django.urls import reverse

from werkcentrum.frontdoor.answer_page import Filters, answer_page
from werkcentrum.frontdoor.answering import answer_question
from werkcentrum.partners.models import Region

SURE = "mijn contract wordt niet verlengd"
NOTHING_FITS = ["blub", "wanneer is het zwembad open", "🙂🙂🙂"]


def reasons(answer) -> list[str]:
    return answer.texts(".//p[@class='why i-circle-check']")


def card_titles(answer) -> list[str]:
    return answer.texts(".//article/h3")


def headings(answer) -> list[str]:
    return answer.texts(".//main//h1") + answer.texts(".//main//h2")


def test_somebody_whose_contract_ends_sees_who_helps_and_what_to_do_first(page, region):
    answer = page.open("/antwoord/", q=SURE)

    assert answer.heading == "Dit past bij uw vraag"
    assert card_titles(answer)[0] == "Een WW-uitkering aanvragen"
    assert "Eerste stap Vraag de uitkering aan op de website van UWV." in answer
    assert "Wie helpt: UWV" in answer


@pytest.mark.parametrize(
    "question", [SURE, "i lost my job", "hulp met mijn cv", "wij kunnen geen personeel vinden"]
)
def test_every_answer_says_why_it_is_shown(page, region, question):
    answer = page.open("/antwoord/", q=question)

    assert len(reasons(answer)) == len(card_titles(answer)) > 3
    assert all(reasons(answer))


def test_a_phone_with_little_data_gets_a_small_page(page, region):
    answer = page.open("/antwoord/", q=SURE)
    size = len(answer.response.content)
    alone = len(page.open("/antwoord/").response.content)

    # Bytes of a page without answers, and of each answer with its share of the filters.
    assert alone < 6_500
    assert (size - alone) / len(card_titles(answer)) < 1_150


def test_a_long_story_stands_six_times_on_the_page_of_its_answer(page, region):
    story = page.open("/antwoord/", q=f"{SURE} {'verhaal ' * 50}", taal="nl")

    # In the box, with a language, with a role, with a filter, with feedback and to a guide.
    assert story.response.content.decode().count("verhaal") == 6 * 50


def test_nobody_sees_what_the_visitor_before_typed(page, region):
    before = page.open("/antwoord/", q=f"{SURE} ja", plaats="Voorburg", contact="phone")
    after = page.open("/antwoord/", q=SURE, plaats="VOORBURG", contact="phone")

    assert after.heading == before.heading
    assert f"{SURE} ja" not in after.response.content.decode()
    fields = {(box.get("name"), box.get("value")) for box in after.document.iter("input")}
    assert {("q", SURE), ("vraag", SURE), ("plaats", "VOORBURG")} < fields
    assert ("plaats", "Voorburg") not in fields


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("baan kwijt", "Komt overeen met ‘baan kwijt’"),
        (SURE, f"Lijkt op de vraag ‘{SURE}’"),
        ("een jobcoach", "De naam komt overeen met ‘jobcoach’"),
    ],
)
def test_the_reason_names_what_the_question_has_in_common(page, region, question, reason):
    assert reasons(page.open("/antwoord/", q=question))[0] == reason


def test_three_answers_stand_out_and_the_rest_can_be_unfolded(page, region):
    answer = page.open("/antwoord/", q=SURE)

    assert len(answer.document.findall(".//article[@class='card card--best']")) == 3
    assert answer.texts(".//details[@class='more']/summary") == ["Nog 5 mogelijkheden"]
    assert len(answer.document.findall(".//details[@class='more']//article")) == 5


def test_below_the_answers_somebody_can_still_walk_in_or_call(page, region, set_clock):
    set_clock("2025-07-07 14:00")

    answer = page.open("/antwoord/", q=SURE)

    assert "Iets anders?" in headings(answer)
    assert "Nu open, tot 17.00 uur" in answer
    assert answer.links["Of bel 14 079"] == "tel:14079"


@pytest.mark.parametrize("question", NOTHING_FITS)
def test_when_nothing_fits_the_page_says_so_and_a_guide_comes_first(page, region, question):
    answer = page.open("/antwoord/", q=question)

    assert headings(answer) == [
        "Wij vonden geen goed antwoord",
        "Vraag het aan een gids",
        "Misschien bedoelt u een van deze",
    ]
    assert answer.links["Of bel 14 079"] == "tel:14079"
    assert "Werkcentrum Zoetermeer" in answer.links


@pytest.mark.parametrize("question", NOTHING_FITS)
def test_when_nothing_fits_no_reason_is_made_up(page, region, question):
    answer = page.open("/antwoord/", q=question)

    assert reasons(answer) == []
    assert "Dit past bij uw vraag" not in answer


@pytest.mark.parametrize(
    ("certainty", "heading", "above_the_best"),
    [
        ({"is_confident": True, "is_sure": True},
         "Dit past bij uw vraag", "Deze hulp past het best"),
        ({"is_confident": True, "is_sure": False},
         "Misschien helpt dit u verder", "Misschien bedoelt u een van deze"),
        ({"is_confident": False, "is_sure": False},
         "Wij vonden geen goed antwoord", "Misschien bedoelt u een van deze"),
    ],
)  # fmt: skip
def test_the_page_promises_no_more_than_we_know(region, certainty, heading, above_the_best):
    answer = replace(answer_question(region, SURE), **certainty)

    shown = answer_page(region, answer, filters=Filters(), query={"q": SURE})

    assert (shown.heading, shown.best_heading) == (heading, above_the_best)


def test_when_nothing_fits_and_the_region_has_no_phone_one_can_still_walk_in(page, region):
    Region.objects.update(phone="")

    answer = page.open("/antwoord/", q="blub")

    assert not [name for name in answer.links if name.startswith("Of bel")]
    assert "Werkcentrum Zoetermeer" in answer.links


@pytest.mark.parametrize("address", ["/antwoord/", "/antwoord/?q=", "/antwoord/?q=%20%20"])
def test_who_sends_an_empty_box_sees_how_others_ask(page, region, address):
    asked = page.open(address)

    assert asked.heading == "Stel uw vraag"
    assert asked.click("Wij kunnen geen personeel vinden").heading == "Dit past bij uw vraag"


def test_what_was_typed_stays_in_the_box(page, region):
    answer = page.open("/antwoord/", q=SURE, plaats="2271", wie="resident")

    assert answer.document.find(".//input[@id='q']").get("value") == SURE
    assert answer.document.find(".//input[@id='plaats']").get("value") == "2271"


def test_asking_again_in_other_words_keeps_place_and_role(page, region):
    first = page.open("/antwoord/", q=SURE, plaats="Voorburg", wie="resident")

    second = first.press("Zoek hulp", q="ik heb te veel rekeningen")

    assert "Antwoorden voor de gemeente Leidschendam-Voorburg" in second
    assert "U vraagt dit als inwoner . Klopt dat niet?" in second


@pytest.mark.parametrize("question", [SURE, "blub", "ik wil niet meer leven", ""])
def test_an_answer_is_kept_by_nobody_and_found_by_no_search_engine(page, region, question):
    answer = page.open("/antwoord/", q=question)

    assert answer.response.headers["Cache-Control"] == "no-store"
    assert answer.response.headers["Referrer-Policy"] == "no-referrer"
    assert answer.document.find(".//meta[@name='robots']").get("content") == "noindex"


def test_search_engines_are_told_to_leave_answers_alone(page, region):
    assert "Disallow: /antwoord/" in page.open("/robots.txt")


def test_only_answers_are_hidden_from_search_engines(page, region):
    for name in ("home", "themes", "locations"):
        assert page.open(reverse(name)).document.find(".//meta[@name='robots']") is None
