"""When something is wrong: not found, not understood, or our own fault, always in plain Dutch."""

import logging
from importlib import import_module

import pytest
from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied
from django.test import Client
from django.urls import path

from werkcentrum.core.access import public
from werkcentrum.core.house_rules import Sight, complaints, visible_text


@public
def broken(request):
    raise RuntimeError("dit hoort niemand te zien")


@public
def unreadable(request):
    raise BadRequest("dit hoort niemand te zien")


@public
def forbidden(request):
    raise PermissionDenied("dit hoort niemand te zien")


urlpatterns = [
    path("kapot/", broken),
    path("onleesbaar/", unreadable),
    path("verboden/", forbidden),
    *import_module(settings.ROOT_URLCONF).urlpatterns,
]


def seen(address: str, *, status: int, **parameters: str) -> Sight:
    """What a visitor gets when nobody catches the exception, as on a real server."""
    response = Client(raise_request_exception=False).get(address, parameters)
    assert response.status_code == status
    sight = Sight(response=response)
    assert complaints(sight) == []
    return sight


def test_an_address_that_does_not_exist_offers_the_question_box(page, region):
    missing = page.open("/bestaat-niet/", status=404)

    assert missing.heading == "Deze pagina is er niet"
    assert missing.press("Zoek hulp", q="hulp met mijn cv").heading == "Dit past bij uw vraag"
    assert missing.click("Naar de beginpagina").heading == "Alle vragen over werk en leren"


@pytest.mark.parametrize(
    "address",
    ["/%ff%fe/", "/diensten/%ED%A0%80/", "/diensten/%00/", "/" + "x" * 5_000, "/<script>/",
     "/diensten/../../etc/passwd", "/locaties/%F0%9F%99%82/"],
)  # fmt: skip
def test_a_strange_address_is_not_found_either(page, region, address):
    assert page.open(address, status=404).heading == "Deze pagina is er niet"


def test_a_host_without_a_region_tells_nothing_about_the_regions(page, other_region):
    missing = page.at("vreemd.example").open("/", status=404)

    assert "Op dit adres antwoordt geen Werkcentrum." in missing
    source = missing.response.content.decode().lower()
    for word in ("zuid-holland", "haaglanden", "zhc", "zoetermeer", "14 079", "14 070"):
        assert word not in source


@pytest.mark.parametrize(
    "address",
    ["/antwoord/?q=ik+zoek+werk", "/diensten/cv-hulp/", "/locaties/", "/over/", "/sitemap.xml"],
)
def test_no_page_answers_for_a_host_without_a_region(page, other_region, spooled, address):
    page.at("vreemd.example").open(address, status=404)

    assert spooled() == []


def test_before_a_region_is_loaded_the_site_says_that_nobody_answers(page, db):
    assert "Op dit adres antwoordt geen Werkcentrum." in page.open("/", status=404)


def test_with_one_region_every_host_is_answered_by_it(page, region):
    assert "Zuid-Holland Centraal" in page.at("vreemd.example").open("/")


def test_a_host_that_is_not_allowed_gets_a_page_in_plain_dutch(region, settings):
    settings.ALLOWED_HOSTS = ["zhc.test"]

    sight = seen("/", status=400)

    assert "Ga terug en probeer het nog eens." in visible_text(sight.document)


@pytest.mark.urls(__name__)
def test_what_we_cannot_read_gets_a_page_in_plain_dutch(region):
    sight = seen("/onleesbaar/", status=400)

    assert visible_text(next(sight.elements("h1"))) == "Deze vraag konden wij niet lezen"
    assert "dit hoort niemand te zien" not in sight.response.content.decode()


def test_too_many_parameters_get_a_page_in_plain_dutch(region):
    seen("/antwoord/?" + "&".join(f"q{number}=a" for number in range(1_001)), status=400)


def test_a_form_that_is_far_too_large_gets_a_page_in_plain_dutch(region):
    response = Client().post("/hielp-dit/", {"token": "x" * 300_000})

    assert response.status_code == 400
    assert complaints(Sight(response=response, is_reading=False)) == []


@pytest.mark.urls(__name__)
def test_our_own_mistake_is_told_without_details_and_with_the_emergency_numbers(
    region, settings, caplog
):
    settings.DEBUG = False

    sight = seen("/kapot/", status=500, q="mijn geheime vraag")

    text = visible_text(sight.document)
    assert text.startswith("Er ging iets mis Dat ligt aan ons, niet aan u.")
    numbers = [link.get("href") for link in sight.elements("a")]
    assert numbers[:2] == ["tel:112", "tel:113"]
    assert "dit hoort niemand te zien" not in sight.response.content.decode()
    assert "geheime vraag" not in caplog.text


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("address", "status"), [("/kapot/", 500), ("/onleesbaar/", 400), ("/verboden/", 403)]
)
def test_pages_for_mistakes_wear_the_house_style(region, caplog, address, status):
    with caplog.at_level(logging.CRITICAL, logger="django.request"):
        sight = seen(address, status=status)

    [style] = [link.get("href") for link in sight.elements("link")]
    assert style == "/static/build/app.css"


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
@pytest.mark.parametrize("address", ["/", "/antwoord/", "/locaties/", "/gezond/"])
def test_pages_that_one_only_reads_take_nothing_else(region, method, address):
    assert getattr(Client(), method)(address).status_code == 405


@pytest.mark.parametrize(
    "address", ["/", "/antwoord/?q=cv", "/diensten/cv-hulp/", "/locaties/", "/bedankt/", "/gezond/"]
)
def test_asking_only_for_the_headers_gets_no_page(region, address):
    response = Client().head(address)

    assert response.status_code == 200
    assert response.content == b""
