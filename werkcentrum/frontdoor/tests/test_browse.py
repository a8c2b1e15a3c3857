"""Looking around without a question: by subject, by who you are, as an employer."""

import pytest
from django.urls import reverse

from werkcentrum.catalogue.models import LocalVariant
from werkcentrum.catalogue.tests.make import make_group, make_service, make_theme
from werkcentrum.partners.models import Organisation, ProviderRole


def card_titles(shown) -> list[str]:
    return shown.texts(".//article/h3")


def test_all_subjects_and_groups_stand_on_one_page(page, region):
    themes = page.open("/onderwerpen/")

    assert themes.texts(".//li//h3") == [
        "Werk zoeken", "Leren en taal", "Geld en uitkering", "Uw werk houden", "Personeel vinden",
    ]  # fmt: skip
    assert themes.click("Ik kom uit Oekraïne").heading == "Ik kom uit Oekraïne"


def test_a_subject_shows_its_help(page, region):
    theme = page.open("/onderwerpen/inkomen/")

    assert theme.heading == "Geld en uitkering"
    assert card_titles(theme) == ["Een WW-uitkering aanvragen", "Hulp bij schulden"]
    assert theme.click("Hulp bij schulden").heading == "Hulp bij schulden"


def test_a_subject_and_its_help_lead_to_the_vacancies_where_that_helps(page, region):
    theme = page.open("/onderwerpen/werk-zoeken/")
    link = ".//a[@href='/vacatures/'][.='Zoek vacatures']"

    assert theme.texts(link)
    assert theme.click(card_titles(theme)[0]).texts(link)
    assert not page.open("/onderwerpen/inkomen/").texts(link)


def test_a_group_shows_what_is_meant_for_it(page, region):
    group = page.open("/voor/self_employed/")

    assert group.heading == "Ik ben zzp'er"
    assert card_titles(group) == ["Praten met een gids"]


def test_where_nobody_asked_anything_no_reason_is_given(page, region):
    assert page.open("/onderwerpen/inkomen/").texts(".//p[@class='why i-circle-check']") == []


def test_in_a_municipality_the_subject_shows_what_it_does_differently(page, region):
    theme = page.open("/onderwerpen/werk-zoeken/", gemeente="leidschendam-voorburg")

    assert "anders in uw gemeente voorbeeld Hulp bij uw cv" in theme.texts(".//article")[0]
    assert "Zo gaat het in Leidschendam-Voorburg" in theme.click("Hulp bij uw cv")


def test_what_a_municipality_really_does_differently_is_not_called_an_example(page, region):
    LocalVariant.objects.update(is_example=False)

    theme = page.open("/onderwerpen/werk-zoeken/", gemeente="leidschendam-voorburg")

    assert theme.texts(".//article")[0].count("voorbeeld") == 0


@pytest.mark.parametrize("address", ["/onderwerpen/vervoer/", "/voor/iedereen/"])
def test_a_subject_or_group_without_help_leads_to_a_guide(page, region, address):
    make_theme(region, "vervoer", title="Vervoer", position=9)
    make_group(region, "iedereen", title="Iedereen", position=9)

    assert "een gids helpt u verder" in page.open(address)


@pytest.mark.parametrize(
    "address", ["/onderwerpen/bestaat-niet/", "/voor/bestaat-niet/", "/onderwerpen/Werk-Zoeken/"]
)
def test_a_subject_that_does_not_exist_is_not_found(page, region, address):
    page.open(address, status=404)


def test_an_employer_sees_who_to_call_in_the_region(page, region):
    employers = page.open("/werkgevers/")

    assert employers.heading == "Voor werkgevers"
    assert employers.links["Website van De Binnenbaan"] == "https://www.debinnenbaan.nl/"


def test_an_employer_sees_only_help_for_employers_by_subject(page, region):
    employers = page.open("/werkgevers/")

    assert card_titles(employers) == [
        "Praten met een gids", "Een jobcoach op het werk", "Een vacature melden",
    ]  # fmt: skip


def test_who_asks_from_the_page_for_employers_asks_as_an_employer(page, region):
    answer = page.open("/werkgevers/").press("Zoek hulp", q="jobcoach")

    assert "U vraagt dit als werkgever . Klopt dat niet?" in answer


def test_an_invented_contact_is_marked(page, region):
    Organisation.objects.filter(key="de-binnenbaan").update(is_example=True)

    assert "De Binnenbaan voorbeeld" in page.open("/werkgevers/")


def test_without_an_employers_service_point_the_page_still_helps(page, region):
    ProviderRole.objects.filter(role="werkgeversservicepunt").delete()

    employers = page.open("/werkgevers/")

    assert "Uw contact in de regio" not in employers
    assert "Een vacature melden" in card_titles(employers)


@pytest.mark.parametrize("name", ["home", "themes", "employers", "locations", "about"])
def test_the_menu_and_the_footer_lead_to_pages_that_are_there(page, region, name):
    shown = page.open(reverse(name))
    menu = shown.document.findall(".//nav[@class='menu menu--wide']//a")
    footer = shown.document.findall(".//footer//a")

    addresses = {link.get("href") for link in menu + footer}
    assert len(addresses) > 8
    for address in sorted(addresses):
        if address.startswith("/"):
            page.open(address)


@pytest.fixture
def many(region):
    """A subject with 45 services, which do not fit on one page; two of them are for students."""
    theme = make_theme(region, "vervoer", title="Vervoer", position=9)
    for number in range(1, 46):
        made = make_service(region, f"rit-{number:02}", title=f"Rit {number:02}", theme=theme)
        if number in (3, 44):
            made.groups.add(region.target_groups.get(key="student"))
    return theme


def options(shown, name: str) -> list[str]:
    return shown.texts(f".//select[@name='{name}']/option")


def test_somebody_finds_all_help_on_one_page_from_the_subjects(page, region):
    everything = page.open("/onderwerpen/").click("Bekijk alle hulp")

    assert everything.heading == "Alle hulp"
    assert len(card_titles(everything)) == 8
    assert "Gevonden: 8" in everything
    assert "Bladzijden" not in everything


def test_who_chooses_a_subject_and_a_group_sees_what_is_both(page, region):
    found = page.open("/diensten/").press(
        "Toon deze hulp", thema="werk-zoeken", voor="self_employed"
    )

    assert card_titles(found) == ["Praten met een gids"]
    assert "Gevonden: 1" in found
    assert len(card_titles(found.click("Haal weg: Ik ben zzp'er"))) > 1


def test_each_choice_says_how_many_it_leaves_beside_the_other(page, many):
    student = page.open("/diensten/", voor="student")

    assert "Vervoer (2)" in options(student, "thema")
    assert "Vervoer (45)" in options(page.open("/diensten/"), "thema")
    counted = options(page.open("/diensten/", thema="vervoer"), "voor")
    assert [option for option in counted if "(" in option] == ["Ik ben jong of studeer (2)"]


def test_a_choice_that_leaves_nothing_says_so_and_leads_back(page, many):
    nothing = page.open("/diensten/", thema="vervoer", voor="self_employed")

    assert card_titles(nothing) == []
    assert "Met deze keuze blijft er niets over." in nothing
    assert len(card_titles(nothing.click("Haal weg: Ik ben zzp'er"))) == 20
    assert nothing.click("Bekijk alle hulp").address == "/diensten/"


def test_who_lives_somewhere_sees_what_is_different_there(page, region):
    here = page.open("/diensten/", thema="werk-zoeken", gemeente="leidschendam-voorburg")

    assert "anders in uw gemeente voorbeeld Hulp bij uw cv" in here.texts(".//article")[0]
    assert "Zo gaat het in Leidschendam-Voorburg" in here.click("Hulp bij uw cv")


def test_a_long_list_comes_page_by_page_and_nothing_is_left_out(page, many):
    first = page.open("/diensten/", thema="vervoer")
    second = first.click("Volgende bladzijde")
    third = second.click("3")

    shown = card_titles(first) + card_titles(second) + card_titles(third)
    assert shown == [f"Rit {number:02}" for number in range(1, 46)]
    assert "Gevonden: 45. Bladzijde 3 van 3" in third
    assert card_titles(third.click("1")) == card_titles(first)


def test_a_long_subject_has_pages_and_choices_too(page, many):
    second = page.open("/onderwerpen/vervoer/", gemeente="wassenaar").click("2")

    assert second.document.findtext(".//title").startswith("Vervoer (2) |")
    assert second.links["Rit 21"] == "/diensten/rit-21/?gemeente=wassenaar"
    assert card_titles(second.press("Toon deze hulp", voor="student")) == ["Rit 03", "Rit 44"]


def test_of_many_pages_the_first_the_last_and_those_nearby_have_a_link(page, many, monkeypatch):
    monkeypatch.setattr("werkcentrum.frontdoor.browsing.SHOWN", 3)

    middle = page.open("/diensten/", thema="vervoer", pagina="8")

    assert middle.texts(".//nav[@aria-label='Bladzijden']//a") == [
        "Vorige bladzijde", "1", "6", "7", "8", "9", "10", "15", "Volgende bladzijde",
    ]  # fmt: skip
    assert middle.texts(".//nav[@aria-label='Bladzijden']//a[@aria-current='true']") == ["8"]


@pytest.mark.parametrize("number", ["99", "0", "-1", "twee", "٣", "99999999999999999999"])
def test_a_page_that_does_not_exist_shows_one_that_does(page, many, number):
    assert card_titles(page.open("/diensten/", thema="vervoer", pagina=number))


def test_an_invented_choice_counts_as_not_chosen(page, region):
    everything = page.open("/diensten/", thema="<b>", voor="niemand", gemeente="nergens")

    assert len(card_titles(everything)) == 8


def test_who_goes_on_in_another_language_keeps_what_was_chosen_and_the_page(page, many):
    second = page.open("/diensten/", thema="vervoer", gemeente="wassenaar", pagina="2")

    address = second.links["English"]
    assert address == "/en/diensten/?thema=vervoer&gemeente=wassenaar&pagina=2"
    assert len(card_titles(page.open(address))) == 20


def test_two_visitors_with_other_choices_get_their_own_page(page, many):
    students = page.open("/diensten/", thema="vervoer", voor="student")
    employers = page.open("/diensten/", thema="personeel-vinden", voor="student")

    assert card_titles(students) == ["Rit 03", "Rit 44"]
    assert "Rit 03" not in employers
    assert students.texts(".//select[@name='thema']/option[@selected]") == ["Vervoer (2)"]


def test_a_reader_of_english_is_told_what_is_not_translated_on_this_page(page, many):
    english = page.open("/en/diensten/", thema="vervoer")

    assert english.texts(".//article//span[@lang='nl']")
    assert "Part of this page has not been translated yet." in english
