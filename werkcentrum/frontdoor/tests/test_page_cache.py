"""Pages kept in memory: the same page for everybody, and never somebody else's."""

import pytest
from django.db.models import F

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.catalogue.models import Service
from werkcentrum.partners import middleware
from werkcentrum.partners.models import Region, RegionHost


def test_two_regions_side_by_side_never_show_each_others_pages(page, other_region):
    for _visit in range(2):
        ours, theirs = page.at("zhc.test").open("/"), page.at("haaglanden.test").open("/")

        assert "Zuid-Holland Centraal" in ours
        assert "Haaglanden" not in ours
        assert "Haaglanden" in theirs
        assert "Zuid-Holland Centraal" not in theirs


def test_a_service_of_both_regions_is_shown_as_each_offers_it(page, other_region):
    for _visit in range(2):
        ours = page.at("zhc.test").open("/diensten/cv-hulp/")
        theirs = page.at("haaglanden.test").open("/diensten/cv-hulp/")

        assert "Bibliotheek Zoetermeer" in ours
        assert "Bibliotheek Den Haag" in theirs
        assert "Bibliotheek Zoetermeer" not in theirs


def test_a_stored_page_is_not_given_to_a_host_without_a_region(page, other_region):
    page.at("zhc.test").open("/")

    page.at("vreemd.example").open("/", status=404)


@pytest.mark.usefixtures("no_region_memory")
def test_a_host_that_moves_to_another_region_shows_nothing_of_the_first(page, other_region):
    Region.objects.update(content_version=7)
    assert "Zuid-Holland Centraal" in page.at("zhc.test").open("/")

    RegionHost.objects.filter(host="zhc.test").update(region=other_region)

    assert "Haaglanden" in page.at("zhc.test").open("/")


def test_each_municipality_keeps_its_own_page(page, region):
    address = "/diensten/cv-hulp/"
    local = "Kom naar het inloopspreekuur"
    for _visit in range(2):
        assert local not in page.open(address)
        assert local in page.open(address, gemeente="leidschendam-voorburg")
        assert local not in page.open(address, gemeente="wassenaar")


@pytest.mark.usefixtures("no_region_memory")
def test_a_region_that_was_loaded_anew_is_shown_at_once(page, region):
    page.open("/diensten/cv-hulp/")

    Service.objects.filter(key="cv-hulp").update(title="Samen een cv maken")
    assert page.open("/diensten/cv-hulp/").heading == "Hulp bij uw cv"
    Region.objects.update(content_version=F("content_version") + 1)

    assert page.open("/diensten/cv-hulp/").heading == "Samen een cv maken"


def test_a_page_that_tells_the_time_is_not_kept_for_long(page, region, set_clock, monkeypatch):
    monkeypatch.setattr(middleware, "PAGE_SECONDS", 0.0)
    set_clock("2025-07-07 14:00")
    assert "Nu open, tot 17.00 uur" in page.open("/")

    set_clock("2025-07-07 20:00")

    assert "Nu open" not in page.open("/")


def test_who_carries_a_cookie_gets_a_page_of_their_own(page, region, set_clock):
    set_clock("2025-07-07 14:00")
    page.open("/")
    set_clock("2025-07-07 20:00")

    with_cookie = page.at("testserver")
    with_cookie._client.cookies["van-een-ander"] = "1"

    assert "Nu open" in page.open("/")
    assert "Nu open" not in with_cookie.open("/")


def test_what_a_colleague_sees_is_not_kept_for_visitors(page, region):
    colleague = page.at("testserver")
    colleague.log_in(make_staff(region))
    assert colleague.open("/").response.headers["Cache-Control"] == "no-store"

    visited = page.open("/")

    assert "Cache-Control" not in visited.response.headers


def test_a_page_with_words_in_its_address_is_not_kept(page, region, set_clock):
    set_clock("2025-07-07 14:00")
    assert "Nu open" in page.open("/", q="ik zoek werk")

    set_clock("2025-07-07 20:00")

    assert "Nu open" not in page.open("/", q="ik zoek werk")


def test_a_page_that_is_not_there_is_not_kept(page, region):
    page.open("/diensten/cv-hulp-2/", status=404)
    Service.objects.filter(key="cv-hulp").update(key="cv-hulp-2")
    Region.objects.update(content_version=F("content_version") + 1)
    middleware.region_memory.clear()

    assert page.open("/diensten/cv-hulp-2/").heading == "Hulp bij uw cv"


def test_the_oldest_page_makes_room(page, region, monkeypatch):
    monkeypatch.setattr(middleware, "MAX_PAGES", 2)

    for address in ("/", "/locaties/", "/over/", "/privacy/"):
        page.open(address)

    assert len(middleware.page_cache._pages) == 2
