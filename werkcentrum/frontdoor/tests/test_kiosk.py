"""The kiosk in a library: everything large, nothing leads away, nothing is kept."""

import pytest

from werkcentrum.frontdoor.kiosk import MOST_IN_QR

HERE = "locatie=bibliotheek-voorburg"
QUESTION = "hulp met mijn cv"
PAGES = [
    f"/zuil/?{HERE}",
    f"/zuil/antwoord/?q=hulp+met+mijn+cv&{HERE}",
    f"/zuil/antwoord/?q=ik+wil+niet+meer+leven&{HERE}",
    f"/zuil/antwoord/?q=wat+is+de+hoofdstad+van+frankrijk&{HERE}",
    f"/zuil/antwoord/?{HERE}",
    f"/zuil/onderwerpen/inkomen/?{HERE}",
    f"/zuil/diensten/schuldhulp/?{HERE}",
    "/zuil/",
    f"/ar/zuil/antwoord/?q=cv&{HERE}",
]


@pytest.mark.parametrize("address", PAGES)
def test_nothing_at_the_kiosk_leads_away_or_is_kept(page, region, address):
    shown = page.open(address)

    away = [
        href
        for href in (link.get("href") for link in shown.document.iter("a"))
        if "/zuil/" not in href.partition("?")[0] and href != "#inhoud"
    ]
    assert not away
    assert {form.get("action").partition("/zuil/")[2] for form in shown.document.iter("form")} <= {
        "antwoord/"
    }
    assert shown.response.headers["Cache-Control"] == "no-store"


def test_somebody_finds_who_helps_and_takes_it_along_on_their_phone(page, region):
    answer = page.open(f"/zuil/?{HERE}").press("Zoek hulp", q=QUESTION)
    service = answer.click("Hulp bij uw cv")

    assert "Kom naar het inloopspreekuur" in service, "as the municipality of the desk does it"
    assert service.document.find(".//{http://www.w3.org/2000/svg}svg[@class='qr']") is not None
    assert service.click("Terug naar de antwoorden").heading == answer.heading


def test_a_place_in_the_question_goes_before_the_place_of_the_desk(page, region):
    answer = page.open(f"/zuil/antwoord/?{HERE}&q=hulp+met+mijn+cv+in+Wassenaar")

    assert "gemeente=wassenaar" in answer.links["Hulp bij uw cv"]


def test_somebody_who_cannot_find_the_words_touches_a_theme(page, region):
    theme = page.open(f"/zuil/?{HERE}").click("Geld en uitkering")
    service = theme.click("Hulp bij schulden")

    assert service.click("Terug naar Geld en uitkering").heading == theme.heading


def test_the_start_says_when_a_guide_sits_here(page, region, set_clock):
    set_clock("2025-07-07 14:00")
    assert "nu open, tot 17.00 uur" in page.open(f"/zuil/?{HERE}")

    set_clock("2025-07-08 14:00")
    shown = page.open(f"/zuil/?{HERE}")

    assert "maandag 14 juli, 13.00 tot 17.00 uur" in shown


def test_a_kiosk_without_a_location_says_where_to_walk_in(page, region):
    assert "Werkcentrum Zoetermeer" in page.open("/zuil/")


def test_a_location_that_is_not_there_is_a_mistake(page, region):
    page.open("/zuil/?locatie=bibliotheek-delft", status=404)


@pytest.mark.parametrize("address", ["/zuil/diensten/dansles/", "/zuil/onderwerpen/dansen/"])
def test_what_is_not_there_is_not_shown(page, region, address):
    page.open(address, status=404)


def test_in_danger_the_number_is_first_and_the_question_is_not_repeated(page, region):
    shown = page.open("/zuil/antwoord/", q="ik wil niet meer leven")

    assert shown.heading == "Denkt u aan zelfmoord? Praat er nu over"
    assert "113" in shown.texts(".//span[@class='kiosk__phone']")
    assert shown.document.find(".//input[@id='q']").get("value") == ""


def test_another_language_keeps_the_question_and_forgetting_goes_back_to_dutch(page, region):
    polish = page.open(f"/zuil/antwoord/?q=hulp+met+mijn+cv&{HERE}").click("Polski")

    assert polish.document.find(".//input[@id='q']").get("value") == QUESTION
    assert polish.document.find(".//dialog").get("data-start") == f"/zuil/?{HERE}"


def test_a_question_is_counted_once_and_not_again_in_another_language(page, region, spooled):
    page.open(f"/zuil/antwoord/?q=hulp+met+mijn+cv&{HERE}").click("Polski")

    assert [entry["text"] for entry in spooled()] == [QUESTION]


def test_without_javascript_a_page_goes_back_by_itself_but_the_start_waits(page, region):
    def refresh(shown):
        return shown.document.find(".//noscript/meta[@http-equiv='refresh']")

    answer = page.open(f"/zuil/antwoord/?q=cv&{HERE}")
    assert refresh(answer).get("content") == f"180; url=/zuil/?{HERE}"
    assert answer.links["Begin opnieuw"] == f"/zuil/?{HERE}"
    assert refresh(page.open(f"/zuil/?{HERE}")) is None


def test_a_long_story_does_not_fit_in_a_code_and_its_services_do(page, region):
    story = "ik zoek hulp met mijn cv omdat " * (MOST_IN_QR // 30)
    answer = page.open("/zuil/antwoord/", q=story)

    assert "Neem dit mee op uw telefoon" not in answer
    assert "Neem dit mee op uw telefoon" in answer.click("Hulp bij uw cv")


def test_search_engines_stay_away(page, region):
    assert "Disallow: /zuil/" in page.open("/robots.txt").text
