"""Pages for machines: security.txt, robots, sitemap and the health check."""

from datetime import datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from django.urls import reverse

from werkcentrum.core import clock
from werkcentrum.frontdoor.urls import pages

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LEFT_OUT = {
    "answers", "feedback", "walk_in", "thanks", "take_along", "security_txt", "robots_txt",
    "sitemap", "health", "components", "box", "kiosk", "kiosk_answers", "kiosk_theme",
    "kiosk_service", "embed_script", "location_feed",
}  # fmt: skip


def addresses(page) -> list[str]:
    found = ET.fromstring(page.open("/sitemap.xml").response.content)  # noqa: S314  our own file
    return [place.text for place in found.iter(f"{SITEMAP}loc")]


def test_who_finds_a_leak_reads_where_to_report_it(page, region, settings):
    settings.SECURITY_CONTACT = "mailto:veilig@werkcentrum.example"

    found = page.open("/.well-known/security.txt")

    fields = dict(line.split(": ", 1) for line in found.text.splitlines())
    assert found.response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert fields["Contact"] == "mailto:veilig@werkcentrum.example"
    assert fields["Canonical"] == "http://testserver/.well-known/security.txt"
    assert fields["Preferred-Languages"] == "nl, en"


@pytest.mark.parametrize("moment", ["2025-07-07 14:00", "2028-02-29 23:59"])
def test_security_txt_expires_within_a_year_and_not_soon(page, region, set_clock, moment):
    set_clock(moment)

    lines = page.open("/.well-known/security.txt").text.splitlines()

    [expires] = [line.removeprefix("Expires: ") for line in lines if line.startswith("Expires: ")]
    left = datetime.fromisoformat(expires) - clock.now()
    assert timedelta(days=30) < left < timedelta(days=365)


def test_robots_may_read_everything_but_answers_and_the_administration(page, region):
    assert page.open("/robots.txt").text.splitlines() == [
        "User-agent: *",
        *(
            f"Disallow: {language}/{closed}/"
            for closed in ("antwoord", "zuil")
            for language in ("", "/en", "/uk", "/ar", "/tr", "/pl")
        ),
        "Disallow: /beheer/",
        "Sitemap: http://testserver/sitemap.xml",
    ]


@pytest.mark.slow
def test_every_page_of_the_sitemap_is_there(page, region):
    found = addresses(page)

    assert len(found) == len(set(found)) > 30
    for address in found:
        shown = page.open(address.removeprefix("http://testserver"))
        assert shown.document.find(".//meta[@name='robots']") is None


def test_the_sitemap_leaves_no_kind_of_page_out(page, region):
    found = {address.removeprefix("http://testserver") for address in addresses(page)}

    keys = {
        "service": "cv-hulp", "theme": "inkomen", "group": "student",
        "location": "bibliotheek-voorburg", "municipality": "wassenaar",
    }  # fmt: skip
    for pattern in pages:
        if pattern.name not in LEFT_OUT:
            args = [keys[pattern.name]] if pattern.name in keys else []
            assert reverse(pattern.name, args=args) in found


def test_each_region_has_its_own_sitemap(page, other_region):
    theirs = page.at("haaglanden.test").open("/sitemap.xml").text

    assert "http://haaglanden.test/gemeenten/den-haag/" in theirs
    assert "zoetermeer" not in theirs
    assert "taalhuis" not in theirs


def test_a_load_balancer_hears_that_all_is_well(page, region):
    health = page.open("/gezond/")

    assert health.response.headers["Content-Type"] == "application/json"
    assert health.text == '{"status": "ok"}'


def test_the_health_check_needs_no_region(page, db):
    assert page.open("/gezond/").text == '{"status": "ok"}'
