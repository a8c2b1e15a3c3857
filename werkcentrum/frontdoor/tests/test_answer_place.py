"""The place somebody names decides what differs, who helps, and where to walk in."""

import pytest

QUESTION = "hulp met mijn cv"


def place_line(answer) -> str:
    return answer.texts(".//div[@class='role']/p")[-1]


def walk_ins(answer) -> list[str]:
    return answer.texts(".//aside[@class='way-out']//a[@class='walk-in__name']")


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "hulp met mijn cv in Voorburg"},
        {"q": "hulp met mijn cv, ik woon op 2271 AB"},
        {"q": "hulp met mijn cv in leidschendam-voorburg graag"},
        {"q": QUESTION, "plaats": "2271"},
        {"q": QUESTION, "plaats": "2271ab"},
        {"q": QUESTION, "plaats": "LEIDSCHENDAM"},
        {"q": QUESTION, "plaats": "leidschendam-voorburg"},
    ],
)
def test_a_place_is_recognised_in_the_question_and_in_the_field(page, region, asked):
    answer = page.open("/antwoord/", **asked)

    assert place_line(answer) == "Antwoorden voor de gemeente Leidschendam-Voorburg ."


def test_who_names_no_place_is_not_put_in_one(page, region):
    answer = page.open("/antwoord/", q=QUESTION)

    assert "Antwoorden voor de gemeente" not in answer
    assert answer.links["Hulp bij uw cv"] == "/diensten/cv-hulp/"


def test_the_place_in_the_field_wins_from_the_one_in_the_question(page, region):
    answer = page.open("/antwoord/", q="hulp met mijn cv in Voorburg", plaats="Zoetermeer")

    assert place_line(answer) == "Antwoorden voor de gemeente Zoetermeer ."


def test_the_answer_is_what_that_municipality_offers(page, region):
    answer = page.open("/antwoord/", q=QUESTION, plaats="Voorburg")
    first = answer.texts(".//article")[0]

    assert "Kom naar het inloopspreekuur in Bibliotheek aan de Vliet." in first
    assert "Wie helpt: Bibliotheek aan de Vliet" in first
    assert "anders in uw gemeente" in first
    assert "voorbeeld" in first


def test_elsewhere_the_answer_is_that_of_the_region(page, region):
    answer = page.open("/antwoord/", q=QUESTION, plaats="Wassenaar")
    first = answer.texts(".//article")[0]

    assert "Loop binnen bij de bibliotheek en vraag naar cv-hulp." in first
    assert "anders in uw gemeente" not in first


def test_without_a_place_nobody_is_sent_to_the_provider_of_another_municipality(page, region):
    first = page.open("/antwoord/", q=QUESTION).texts(".//article")[0]

    assert "Wie helpt: per gemeente verschillend" in first


def test_a_name_that_was_invented_is_marked_on_the_card(page, region):
    answer = page.open("/antwoord/", q=QUESTION, plaats="Zoetermeer")

    assert "voorbeeld Hulp bij uw cv" in answer.texts(".//article")[0]


def test_the_link_to_a_service_keeps_the_municipality(page, region):
    service = page.open("/antwoord/", q=QUESTION, plaats="2271").click("Hulp bij uw cv")

    assert "Zo gaat het in Leidschendam-Voorburg" in service


def test_the_nearest_place_to_walk_in_comes_first_with_its_distance(page, region, set_clock):
    set_clock("2025-07-07 20:00")
    library, centre = "Bibliotheek aan de Vliet, Voorburg", "Werkcentrum Zoetermeer"

    assert walk_ins(page.open("/antwoord/", q=QUESTION)) == [centre, library]
    near_the_library = page.open("/antwoord/", q=QUESTION, plaats="Voorburg")
    assert walk_ins(near_the_library) == [library, centre]
    assert "minder dan 1 km" in near_the_library
    assert "ongeveer 9 km" in near_the_library


def test_without_a_place_the_page_gives_no_distances(page, region):
    assert " km" not in page.open("/antwoord/", q=QUESTION)


@pytest.mark.parametrize("typed", ["Timboektoe", "9999 ZZ", "den-haag", "?", "<b>Voorburgen</b>"])
def test_an_unknown_place_stays_and_the_page_says_what_to_do(page, region, typed):
    answer = page.open("/antwoord/", q=QUESTION, plaats=typed)
    field = answer.document.find(".//input[@id='plaats']")

    assert field.get("value") == typed
    assert field.get("aria-invalid") == "true"
    assert "vul de vier cijfers van uw postcode in" in answer
    assert place_line(answer) == "Antwoorden voor de hele regio."


def test_an_unknown_place_is_also_told_when_the_question_names_a_known_one(page, region):
    answer = page.open("/antwoord/", q="hulp met mijn cv in Wassenaar", plaats="Timboektoe")

    assert "Deze plaats kennen wij niet." in answer
    assert place_line(answer) == "Antwoorden voor de gemeente Wassenaar ."


@pytest.mark.parametrize("question", ["blub", "ik slaap vannacht op straat", ""])
def test_an_unknown_place_is_told_whatever_the_answer_is(page, region, question):
    answer = page.open("/antwoord/", q=question, plaats="Timboektoe")

    assert "Deze plaats kennen wij niet." in answer
    assert answer.document.find(".//input[@id='plaats']").get("value") == "Timboektoe"


def test_the_places_of_another_region_are_not_known_here(page, other_region):
    assert "Deze plaats kennen wij niet." in page.at("zhc.test").open(
        "/antwoord/", q=QUESTION, plaats="Den Haag"
    )
    assert "Den Haag" in page.at("haaglanden.test").open(
        "/antwoord/", q=QUESTION, plaats="Den Haag"
    )
