"""Answers narrowed down by subject, cost or contact: forms and links, no JavaScript."""

import pytest

QUESTION = "mijn contract wordt niet verlengd"


def themes(answer) -> set[str]:
    return set(answer.texts(".//article//span[@class='tag']"))


def options(answer, name: str) -> list[str]:
    return answer.texts(f".//select[@name='{name}']/option")


def remove_links(answer) -> list[str]:
    return [name for name in answer.links if name.startswith("Haal weg:")]


def test_somebody_sees_only_what_is_free(page, region):
    answer = page.open("/antwoord/", q=QUESTION).press("Toon deze antwoorden", kosten="free")

    costs = answer.texts(".//div[@class='card__foot']/span[last()]")
    assert set(costs) == {"Gratis"}


def test_narrowing_down_keeps_question_place_and_role(page, region):
    asked = page.open("/antwoord/", q=QUESTION, plaats="2271", wie="resident")

    answer = asked.press("Toon deze antwoorden", thema="inkomen")

    assert themes(answer) == {"Geld en uitkering"}
    assert answer.document.find(".//input[@id='q']").get("value") == QUESTION
    assert "Antwoorden voor de gemeente Leidschendam-Voorburg" in answer
    assert "U vraagt dit als inwoner . Klopt dat niet?" in answer


def test_a_filter_that_is_on_can_be_taken_away(page, region):
    everything = page.open("/antwoord/", q=QUESTION)
    narrowed = everything.press("Toon deze antwoorden", thema="inkomen", kosten="free")
    assert remove_links(narrowed) == ["Haal weg: Geld en uitkering", "Haal weg: Gratis"]

    wider = narrowed.click("Haal weg: Geld en uitkering")
    assert remove_links(wider) == ["Haal weg: Gratis"]
    widest = wider.click("Haal weg: Gratis")

    assert remove_links(widest) == []
    assert themes(widest) == themes(everything)


def test_each_choice_says_how_many_answers_it_leaves(page, region):
    answer = page.open("/antwoord/", q=QUESTION)

    assert "Geld en uitkering (2)" in options(answer, "thema")
    assert options(answer, "kosten") == [
        "Alles", "Gratis (6)", "Verschilt per situatie (1)", "Nog niet bekend (1)",
    ]  # fmt: skip
    assert "bellen (5)" in options(answer, "contact")


def test_what_was_chosen_stays_chosen_in_the_form(page, region):
    answer = page.open("/antwoord/", q=QUESTION, contact="phone")

    assert answer.texts(".//option[@selected]") == ["bellen (5)"]
    assert answer.document.find(".//details[@class='filters no-print']").get("open") is not None


def test_choices_that_leave_nothing_say_so_and_can_be_undone(page, region):
    answer = page.open("/antwoord/", q=QUESTION, thema="inkomen", kosten="varies")

    assert "Met deze keuze blijft er niets over." in answer
    assert len(remove_links(answer)) == 2
    assert answer.click("Haal weg: Verschilt per situatie").texts(".//article")


@pytest.mark.parametrize(
    "typed",
    [{"thema": "bestaat-niet"}, {"kosten": "FREE"}, {"contact": "\x00"}, {"thema": "x" * 9_000}],
)
def test_a_filter_that_does_not_exist_counts_as_not_chosen(page, region, typed):
    answer = page.open("/antwoord/", q=QUESTION, **typed)

    assert len(answer.texts(".//article")) == 8
    assert remove_links(answer) == []


def test_links_of_the_page_leave_no_filter_that_does_not_exist(page, region):
    answer = page.open("/antwoord/", q=QUESTION, thema="bestaat-niet")

    kept = answer.document.findall(".//div[@class='role']//input")
    assert {field.get("name"): field.get("value") for field in kept} == {"q": QUESTION}


def test_when_nothing_fits_a_filter_by_hand_leaves_no_empty_list(page, region):
    answer = page.open("/antwoord/", q="blub", thema="personeel-vinden", kosten="varies")

    assert answer.heading == "Wij vonden geen goed antwoord"
    assert "Misschien bedoelt u een van deze" not in answer
