"""Looking around without a question: by subject, by who you are, as an employer."""

import pytest
from django.urls import reverse

from werkcentrum.catalogue.models import LocalVariant
from werkcentrum.catalogue.tests.make import make_group, make_theme
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


def test_a_group_shows_what_is_meant_for_it(page, region):
    group = page.open("/voor/self_employed/")

    assert group.heading == "Ik ben zzp'er"
    assert card_titles(group) == ["Praten met een gids"]


def test_where_nobody_asked_anything_no_reason_is_given(page, region):
    assert page.open("/onderwerpen/inkomen/").texts(".//p[@class='why']") == []


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
