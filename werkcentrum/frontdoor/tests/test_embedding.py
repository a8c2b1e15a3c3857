"""A partner puts the question box on their own site; no other page can be shown in a frame."""

import json

import pytest

from werkcentrum.partners.middleware import region_memory
from werkcentrum.partners.models import Region


def ancestors(shown) -> str:
    """Who may show this page inside a page of theirs."""
    policy = shown.response.headers["Content-Security-Policy"]
    return next(part for part in policy.split("; ") if part.startswith("frame-ancestors"))


def allow(*sites: str) -> None:
    Region.objects.update(embed_sites=list(sites))
    region_memory.clear()


def test_any_site_may_show_the_question_box(page, region):
    box = page.open("/vraagvak/")

    assert ancestors(box) == "frame-ancestors *"
    assert "X-Frame-Options" not in box.response.headers


def test_a_region_may_name_the_sites_that_show_it(page, region):
    allow("www.wassenaar.example")

    assert ancestors(page.open("/vraagvak/")) == "frame-ancestors 'self' www.wassenaar.example"
    told = page.open("/insluiten/")
    assert "www.wassenaar.example" in told
    assert "U mag de balk op elke website zetten" not in told


@pytest.mark.parametrize(
    "address", ["/", "/antwoord/?q=cv", "/insluiten/", "/zuil/", "/zuil/antwoord/?q=cv", "/over/"]
)
def test_every_other_page_is_shown_in_no_frame(page, region, address):
    shown = page.open(address)

    assert ancestors(shown) == "frame-ancestors 'none'"
    assert shown.response.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("address", ["/vraagvak/", "/ar/vraagvak/"])
def test_the_answer_comes_in_place_of_the_whole_page(page, region, address):
    box = page.open(address)

    assert [form.get("target") for form in box.document.iter("form")] == ["_top"]
    assert {link.get("target") for link in box.document.iterfind(".//main//a")} == {"_top"}


def test_a_question_from_the_box_is_answered(page, region):
    answer = page.open("/vraagvak/").press("Zoek hulp", q="hulp met mijn cv")

    assert "Hulp bij uw cv" in answer.links


def test_the_script_knows_the_box_in_every_language(page, region):
    script = page.open("/insluiten.js")

    boxes = json.loads(script.text.rpartition("})(")[2].removesuffix(");\n"))
    assert boxes["nl"] == {
        "path": "/vraagvak/",
        "title": "Vraag het aan het Werkcentrum Zuid-Holland Centraal",
    }
    assert boxes["pl"]["path"] == "/pl/vraagvak/"
    assert boxes["pl"]["title"].startswith("Zapytaj")
    assert script.response.headers["Content-Type"].startswith("text/javascript")


def test_a_webmaster_copies_html_with_the_address_of_this_site(page, region):
    told = page.open("/uk/insluiten/")

    script, link, form = told.texts(".//pre")
    assert script == '<script src="http://testserver/insluiten.js" data-taal="uk" async></script>'
    assert 'href="http://testserver/uk/"' in link
    assert 'action="http://testserver/uk/antwoord/"' in form
    assert told.document.find(".//main//script").get("src") == "/insluiten.js"


def test_the_footer_leads_webmasters_there(page, region):
    assert page.open("/").click("Voor andere websites").heading == "De vraagbalk op uw website"
