"""The first page: ask a question, choose a starting point, or see where you can walk in."""

import pytest

from werkcentrum.partners.models import Region


def walk_in_lines(home) -> list[str]:
    return home.texts(".//aside//li")


def test_somebody_types_a_question_at_home_and_gets_an_answer(page, region):
    answer = page.open("/").press("Zoek hulp", q="mijn contract wordt niet verlengd")

    assert answer.heading == "Dit past bij uw vraag"
    assert "Een WW-uitkering aanvragen" in answer.links


def test_the_box_says_that_names_and_numbers_are_not_needed(page, region):
    assert "Namen en nummers zijn niet nodig." in page.open("/")


@pytest.mark.parametrize(
    "start",
    ["Ik zoek werk", "Ik heb werk", "Ik ben zzp'er", "Ik ben jong of studeer",
     "Ik kom uit Oekraïne", "Ik heb personeel nodig"],
)  # fmt: skip
def test_everybody_finds_a_place_to_start(page, region, start):
    assert page.open("/").click(start).heading == start


def test_somebody_who_knows_the_subject_goes_straight_to_it(page, region):
    assert page.open("/").click("Geld en uitkering").heading == "Geld en uitkering"


def test_on_monday_afternoon_one_can_walk_in_now_in_voorburg(page, region, set_clock):
    set_clock("2025-07-07 14:00")

    first = walk_in_lines(page.open("/"))[0]

    assert first == "Bibliotheek aan de Vliet, Voorburg Nu open, tot 17.00 uur"


def test_on_monday_morning_the_page_says_when_the_door_opens(page, region, set_clock):
    set_clock("2025-07-07 10:00")

    first, second = walk_in_lines(page.open("/"))

    assert first == "Bibliotheek aan de Vliet, Voorburg Vandaag, 13.00 tot 17.00 uur"
    assert second == "Werkcentrum Zoetermeer Morgen, 9.00 tot 12.30 uur voorbeeld"


def test_on_friday_evening_the_next_walk_in_is_after_the_weekend(page, region, set_clock):
    set_clock("2025-07-11 20:00")

    first = walk_in_lines(page.open("/"))[0]

    assert first == "Bibliotheek aan de Vliet, Voorburg Maandag 14 juli, 13.00 tot 17.00 uur"


def test_a_region_without_a_place_to_walk_in_says_so(page, other_region):
    home = page.at("haaglanden.test").open("/")

    assert "De plekken en tijden om langs te komen zijn nog niet bekend." in home


def test_a_demonstration_says_that_it_is_one(page, region):
    assert "Dit is een voorbeeld." in page.open("/")


def test_a_real_region_carries_no_label_of_a_demonstration(page, region):
    Region.objects.update(is_demonstration=False)

    assert "Dit is een voorbeeld." not in page.open("/")


def test_the_page_carries_the_name_the_phone_and_the_look_of_the_region(page, region):
    Region.objects.update(theme="zoetermeer")

    home = page.open("/")

    assert home.links["Werkcentrum Zuid-Holland Centraal"] == "/"
    assert home.links["Bel 14 079"] == "tel:14079"
    assert "theme-zoetermeer" in home.document.get("class")


def test_the_menu_says_where_one_is(page, region):
    opened = page.open("/").click("Langskomen")

    current = opened.document.findall(".//nav//a[@aria-current='page']")
    assert {link.get("href") for link in current} == {"/locaties/"}


def test_work_and_trainings_are_one_step_from_home(page, region):
    home = page.open("/")

    for link, heading in {
        "Zoek vacatures": "Vacatures",
        "Bekijk alle opleidingen": "Opleidingen",
        "In welk werk is veel vraag?": "Werk met veel vraag",
    }.items():
        assert home.click(link).heading == heading
    (fitting,) = home.document.iterfind(".//a[@href='/passend-werk/']")
    assert "Bekijk welk werk bij u past" in "".join(fitting.itertext())
