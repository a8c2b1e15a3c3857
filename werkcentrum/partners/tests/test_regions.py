"""Which region answers: by the host name of a visitor, by the key of whoever runs a command."""

import pytest
from django.test import Client, RequestFactory

from werkcentrum.partners.middleware import host_without_port
from werkcentrum.partners.models import Region
from werkcentrum.partners.queries import (
    RegionChoiceError,
    origin_of,
    region_for_host,
    region_named,
)
from werkcentrum.partners.tests.make import make_other_region, make_region

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_regions() -> tuple[Region, Region]:
    return make_region(host="zhc.test"), make_other_region()


def test_before_a_region_is_loaded_nobody_answers():
    assert region_for_host("localhost") is None


@pytest.mark.parametrize("host", ["zhc.test", "localhost", "127.0.0.1", "nergens.test"])
def test_one_region_alone_answers_every_host(host):
    region = make_region(host="zhc.test")

    assert region_for_host(host) == region


def test_a_message_of_the_only_region_leads_to_the_site_whatever_host_its_folder_names(settings):
    settings.SITE_ORIGIN = "https://werk.example.nl"
    region = make_region(host="127.0.0.1")

    assert origin_of(region) == "https://werk.example.nl"
    make_other_region()
    assert origin_of(region) == "http://127.0.0.1"


def test_two_regions_answer_their_own_hosts(two_regions):
    here, there = two_regions

    assert region_for_host("zhc.test") == region_for_host("ZHC.Test") == here
    assert region_for_host("haaglanden.test") == there


@pytest.mark.parametrize("host", ["localhost", "nergens.test", "www.zhc.test", "test", ""])
def test_of_two_regions_none_answers_a_host_that_nobody_has(two_regions, host):
    assert region_for_host(host) is None


def test_a_region_may_have_several_hosts(two_regions):
    here, _there = two_regions
    here.hosts.create(host="www.zhc.test")

    assert region_for_host("www.zhc.test") == region_for_host("zhc.test") == here


@pytest.mark.parametrize(
    ("asked", "host"),
    [
        ("zhc.test", "zhc.test"),
        ("ZHC.test:8000", "zhc.test"),
        ("zhc.test.", "zhc.test"),
        ("zhc.test.:443", "zhc.test"),
        ("127.0.0.1:8000", "127.0.0.1"),
        ("[::1]", "::1"),
        ("[::1]:8000", "::1"),
    ],
)
def test_the_port_and_the_way_of_writing_do_not_matter(asked, host):
    assert host_without_port(RequestFactory().get("/", HTTP_HOST=asked)) == host


def test_a_host_of_nobody_gets_a_page_that_says_so(two_regions):
    answer = Client().get("/", HTTP_HOST="nergens.test")

    assert answer.status_code == 404
    assert "Haaglanden" not in answer.content.decode()


def test_whoever_runs_a_command_need_not_name_the_only_region():
    region = make_region()

    assert region_named(None) == region_named("zuid-holland-centraal") == region


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        (None, "Kies een regio met --region: haaglanden, zuid-holland-centraal"),
        ("", "Er is geen regio '' geladen"),
        ("atlantis", "Er is geen regio 'atlantis' geladen, wel: haaglanden, zuid-holland-centraal"),
    ],
)
def test_with_two_regions_a_command_asks_which_one(two_regions, key, reason):
    with pytest.raises(RegionChoiceError, match=reason):
        region_named(key)


def test_without_a_region_a_command_says_how_to_load_one():
    with pytest.raises(RegionChoiceError, match="werkcentrum load-region"):
        region_named(None)
