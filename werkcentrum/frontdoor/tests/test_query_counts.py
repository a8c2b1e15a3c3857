"""Pages ask the database as often with one row as with twenty-five, and the second time hardly."""

from datetime import date

import pytest

from werkcentrum.catalogue.models import Delivery
from werkcentrum.catalogue.search_index import ranker_of
from werkcentrum.catalogue.tests.make import make_group, make_service, make_theme, make_variant
from werkcentrum.partners import middleware
from werkcentrum.partners.models import Region
from werkcentrum.partners.tests.make import (
    make_closed_day,
    make_location,
    make_municipality,
    make_organisation,
    make_postcode,
    make_walk_in,
)

HOMELESS = "/antwoord/?q=ik+slaap+vannacht+op+straat"
SURE = "/antwoord/?q=mijn+contract+wordt+niet+verlengd"


@pytest.fixture(params=[1, 25])
def places(request, region) -> Region:
    """The small region with one or twenty-five more municipalities and places to walk in."""
    for number in range(request.param):
        municipality = make_municipality(region, f"gemeente-{number}")
        make_postcode(municipality, f"3{number:03}", place=f"Dorp {number}")
        location = make_location(municipality, f"plek-{number}", name=f"Plek {number}")
        make_walk_in(location)
        make_closed_day(location, date(2025, 12, 25))
    return region


@pytest.fixture
def services(places, var) -> Region:
    """And as many more services, variants, helpers, subjects and groups."""
    # A ranker of its own: learning here would throw away what other tests learned.
    (var / "index").unlink()
    (var / "index").mkdir()
    added = places.municipalities.filter(key__startswith="gemeente-")
    for municipality in added.order_by("key"):
        number = municipality.key.rpartition("-")[2]
        theme = make_theme(places, f"thema-{number}", title=f"Thema {number}", position=9)
        group = make_group(places, f"groep-{number}", title=f"Groep {number}", position=9)
        service = make_service(places, f"dienst-{number}", theme=theme)
        service.themes.add(places.themes.get(key="inkomen"))
        service.groups.add(group, places.target_groups.get(key="student"))
        make_variant(service, municipality, first_step="Bel ons.")
        helper = make_organisation(places, f"helper-{number}")
        Delivery.objects.create(service=service, municipality=municipality, organisation=helper)
    return places


def cost_of(page, queries, address: str, *, first: int, again: int) -> None:
    """Opens a page with nothing in memory, and again when only the page itself is not."""
    with queries.at_most(first):
        page.open(address)
    middleware.page_cache.clear()
    with queries.at_most(again):
        page.open(address)


@pytest.mark.parametrize(
    ("address", "first"),
    [
        ("/", 20),
        ("/diensten/dienst-0/", 22),
        ("/diensten/cv-hulp/?gemeente=leidschendam-voorburg", 22),
        ("/onderwerpen/", 14),
        ("/onderwerpen/inkomen/", 16),
        ("/diensten/?thema=inkomen", 16),
        ("/voor/student/?gemeente=wassenaar", 16),
        ("/werkgevers/", 16),
        ("/sitemap.xml", 20),
    ],
)
def test_a_page_about_services_costs_the_same_for_one_or_many(
    page, services, queries, address, first
):
    cost_of(page, queries, address, first=first, again=0)


@pytest.mark.parametrize(
    ("address", "first", "again"),
    [
        ("/locaties/", 7, 0),
        ("/locaties/?plaats=3000", 9, 0),
        ("/locaties/plek-0/", 20, 0),
        ("/gemeenten/", 14, 0),
        ("/gemeenten/gemeente-0/", 22, 0),
    ],
)
def test_a_page_about_places_costs_the_same_for_one_or_many(
    page, places, queries, address, first, again
):
    cost_of(page, queries, address, first=first, again=again)


@pytest.mark.parametrize("address", [SURE, HOMELESS])
def test_an_answer_costs_the_same_for_one_or_many_places(page, places, queries, address):
    # Learned before, or the count would depend on which tests ran here already.
    ranker_of(places)
    cost_of(page, queries, address, first=22, again=0)


@pytest.mark.slow
def test_an_answer_costs_the_same_for_one_or_many_services(page, services, queries):
    # Two more: what the ranker learns from is read to know it, and again to learn.
    cost_of(page, queries, SURE, first=26, again=0)
