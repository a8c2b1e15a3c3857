"""A municipality: where to go there, and what it does differently."""

import pytest

from werkcentrum.partners.models import Municipality


def test_all_municipalities_that_take_part_stand_by_name(page, region):
    assert page.open("/gemeenten/").texts(".//li//h3") == [
        "Leidschendam-Voorburg", "Wassenaar", "Zoetermeer",
    ]  # fmt: skip


def test_a_municipality_shows_where_to_walk_in_there(page, region):
    municipality = page.open("/gemeenten/").click("Zoetermeer")

    assert municipality.texts(".//article/h3") == ["Werkcentrum Zoetermeer"]
    assert municipality.links["Website van de gemeente Zoetermeer"] == "https://www.zoetermeer.nl/"


def test_a_municipality_without_a_place_points_to_the_region(page, region):
    municipality = page.open("/gemeenten/wassenaar/")

    assert "In deze gemeente is nog geen plek." in municipality
    assert municipality.click("Bekijk de plekken in de regio").heading == "Langskomen"


def test_a_municipality_shows_what_it_does_differently(page, region):
    municipality = page.open("/gemeenten/leidschendam-voorburg/")

    assert "Eerste stap voorbeeld" in municipality.texts(".//dl//dt")
    assert "Zo gaat het in Leidschendam-Voorburg" in municipality.click("Hulp bij uw cv")


def test_a_municipality_that_does_everything_the_same_says_so(page, region):
    municipality = page.open("/gemeenten/zoetermeer/")

    assert "Alles gaat hier zoals in de rest van de regio." in municipality


def test_a_municipality_without_a_website_has_no_empty_link(page, region):
    Municipality.objects.filter(key="wassenaar").update(website="")

    municipality = page.open("/gemeenten/wassenaar/")

    assert not [name for name in municipality.links if name.startswith("Website van")]


@pytest.mark.parametrize("key", ["bestaat-niet", "Zoetermeer", "2711", "den-haag"])
def test_a_municipality_that_does_not_take_part_is_not_found(page, region, key):
    page.open(f"/gemeenten/{key}/", status=404)


def test_a_municipality_of_another_region_is_not_found(page, other_region):
    page.at("haaglanden.test").open("/gemeenten/zoetermeer/", status=404)
    page.at("haaglanden.test").open("/gemeenten/den-haag/")
