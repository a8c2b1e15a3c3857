"""Somebody in danger sees the right help before anything else, and is only counted."""

import pytest

from werkcentrum.partners.models import Municipality

SUICIDE = "ik wil niet meer leven"
VIOLENCE = "mijn man slaat mij"
EXPLOITATION = "mijn baas pakte mijn paspoort af"
HOMELESS = "ik slaap vannacht op straat"
HUNGER = "wij hebben geen eten meer"
EVERY_DANGER = {
    SUICIDE: ("Denkt u aan zelfmoord? Praat er nu over", ["tel:113", "tel:08000113"]),
    VIOLENCE: ("Wordt u bedreigd of geslagen? Er is nu hulp", ["tel:08002000"]),
    EXPLOITATION: ("Wordt u gedwongen of uitgebuit? Er is hulp", ["tel:+31334481186"]),
    HOMELESS: (
        "Heeft u vannacht geen slaapplek? Bel nu uw gemeente",
        ["tel:14070", "tel:14079", "tel:112"],
    ),
    HUNGER: (
        "Heeft u geen eten? Bel vandaag uw gemeente",
        ["tel:14070", "tel:14079", "tel:112"],
    ),
}
KINDS = dict(
    zip(EVERY_DANGER, ("suicide", "violence", "exploitation", "homeless", "hunger"), strict=True)
)


def numbers(answer) -> list[str]:
    """The numbers to call in the order of the page, those at the bottom of every page left out."""
    links = answer.document.findall(".//main//a")
    return [link.get("href") for link in links if link.get("href").startswith("tel:")]


def contacts(answer) -> list[str]:
    return answer.texts(".//section[@class='danger']//li")


@pytest.mark.parametrize("question", EVERY_DANGER)
def test_emergency_help_is_the_first_thing_with_the_right_numbers(page, region, question):
    title, expected = EVERY_DANGER[question]

    answer = page.open("/antwoord/", q=question)

    assert answer.heading == title
    assert numbers(answer) == expected
    in_main = list(answer.document.find(".//main").iter())
    first_link = next(element for element in in_main if element.tag in ("a", "input", "button"))
    assert first_link.get("class") == "danger__phone"
    assert not [e for e in in_main[: in_main.index(first_link)] if e.tag == "form"]


@pytest.mark.parametrize("question", EVERY_DANGER)
def test_nobody_in_danger_is_asked_whether_it_helped(page, region, question):
    answer = page.open("/antwoord/", q=question)

    main = answer.document.find(".//main")
    assert [form.get("method") for form in main.iter("form")] == ["get"]
    assert "Hielp dit antwoord u?" not in answer


@pytest.mark.parametrize("question", EVERY_DANGER)
def test_somebody_in_danger_is_counted_and_their_words_are_kept_nowhere(
    page, region, spooled, question
):
    page.open("/antwoord/", q=question, plaats="2271", wie="resident")

    assert spooled() == [{"region": "zuid-holland-centraal", "danger": KINDS[question]}]


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        (f"{VIOLENCE} en {SUICIDE}", "suicide"),
        (f"{HOMELESS}, {SUICIDE}", "suicide"),
        (f"{EXPLOITATION} en {VIOLENCE}", "violence"),
        (f"{VIOLENCE} en {HOMELESS}", "violence"),
        (f"{HOMELESS} want {EXPLOITATION}", "exploitation"),
        (f"{HUNGER} en {HOMELESS}", "homeless"),
    ],
)
def test_when_several_dangers_apply_the_worst_comes_first(page, region, spooled, question, kind):
    page.open("/antwoord/", q=question)

    assert [entry["danger"] for entry in spooled()] == [kind]


@pytest.mark.parametrize("question", [HOMELESS, HUNGER])
@pytest.mark.parametrize(
    "asked", [{"q": " in Voorburg"}, {"plaats": "2271"}, {"plaats": "leidschendam-voorburg"}]
)
def test_who_says_where_they_are_gets_the_number_of_their_own_municipality(
    page, region, question, asked
):
    place = asked.get("plaats", "")

    answer = page.open("/antwoord/", q=question + asked.get("q", ""), plaats=place)

    assert numbers(answer) == ["tel:14070", "tel:112"]
    assert contacts(answer)[0].startswith("Gemeente Leidschendam-Voorburg")


@pytest.mark.parametrize("place", ["", "Timboektoe"])
def test_who_does_not_say_where_they_are_can_choose_from_all_municipalities(page, region, place):
    answer = page.open("/antwoord/", q=HOMELESS, plaats=place)

    names = [contact.split(" Bel ")[0].split(" Het ")[0] for contact in contacts(answer)]
    assert names[:3] == [
        "Gemeente Leidschendam-Voorburg", "Gemeente Wassenaar", "Gemeente Zoetermeer",
    ]  # fmt: skip


def test_a_number_that_is_not_known_is_not_made_up(page, region):
    answer = page.open("/antwoord/", q=HOMELESS, plaats="Wassenaar")

    assert numbers(answer) == ["tel:112"]
    assert "Het nummer staat op de website van uw gemeente." in contacts(answer)[0]
    assert answer.links["Website van Gemeente Wassenaar"] == "https://www.wassenaar.nl/"


def test_a_municipality_has_one_number_for_the_night_and_another_for_food(page, region):
    Municipality.objects.filter(key="zoetermeer").update(hunger_phone="079-346 80 00")

    assert "tel:14079" in numbers(page.open("/antwoord/", q=HOMELESS, plaats="2711"))
    assert "tel:+31793468000" in numbers(page.open("/antwoord/", q=HUNGER, plaats="2711"))


def test_a_number_that_nobody_checked_says_so(page, region):
    checked, _wassenaar, unchecked, _direct = contacts(page.open("/antwoord/", q=HOMELESS))

    assert "nog niet gecontroleerd" in unchecked
    assert "nog niet gecontroleerd" not in checked


def test_the_page_says_when_the_numbers_were_checked(page, other_region):
    checked = page.at("zhc.test").open("/antwoord/", q=SUICIDE)
    unchecked = page.at("haaglanden.test").open("/antwoord/", q=SUICIDE)

    assert "Gecontroleerd op 30 juni 2025" in checked
    assert "Deze nummers zijn nog niet gecontroleerd." in unchecked


def test_another_region_has_its_own_municipalities_to_call(page, other_region):
    answer = page.at("haaglanden.test").open("/antwoord/", q=HOMELESS)

    assert numbers(answer) == ["tel:14070", "tel:112"]
    assert contacts(answer)[0].startswith("Gemeente Den Haag")


@pytest.mark.parametrize(
    "chosen",
    [{"wie": "employer"}, {"thema": "inkomen", "kosten": "free"}, {"contact": "bestaat-niet"}],
)
def test_no_choice_hides_the_emergency_help(page, region, chosen):
    answer = page.open("/antwoord/", q=SUICIDE, **chosen)

    assert numbers(answer)[0] == "tel:113"


@pytest.mark.parametrize(
    "question",
    [
        "ik zoek werk. " * 100 + SUICIDE,
        f"{SUICIDE}. " + "ik zoek werk. " * 100,
        "IK WIL NIET MEER LEVEN!!!",
        "ik wil\u200b niet meer\u202e leven",
        "ik\nwil\tniet  meer leven",
    ],
)
def test_danger_is_found_wherever_and_however_it_is_typed(page, region, question):
    answer = page.open("/antwoord/", q=question)

    assert numbers(answer)[0] == "tel:113"


def test_a_figure_of_speech_is_not_danger(page, region):
    answer = page.open("/antwoord/", q="ik ga dood van verveling op mijn werk")

    assert numbers(answer) == ["tel:14079"]
    assert answer.heading == "Dit past bij uw vraag"


def test_below_the_help_one_can_walk_in_or_ask_something_else(page, region):
    answer = page.open("/antwoord/", q=SUICIDE)

    assert "Werkcentrum Zoetermeer" in answer.links
    next_answer = answer.press("Zoek hulp", q="hulp met mijn cv")
    assert next_answer.heading == "Dit past bij uw vraag"


def test_beside_danger_no_reason_is_given_for_anything(page, region):
    answer = page.open("/antwoord/", q=f"{VIOLENCE} en ik heb te veel rekeningen schulden")

    assert answer.heading == "Wordt u bedreigd of geslagen? Er is nu hulp"
    assert answer.texts(".//p[@class='why i-circle-check']") == []
