"""A host makes, moves and calls off an appointment, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.accessibility.looking import look_at
from tests.serving import log_in

pytestmark = pytest.mark.browser
START = "/medewerkers/afspraken/"


@pytest.fixture
def phone(browser, site):
    """The coordinator's phone, on which no script runs."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    log_in(context, site, "coordinator")
    yield context.new_page()
    context.close()


def choose_a_time(page, number: int) -> None:
    page.locator("input[name=slot]").nth(number).check()


def test_an_appointment_is_made_moved_and_called_off_without_javascript(phone, address):
    phone.goto(f"{address}{START}nieuw/")
    phone.locator("[name=name_to_use]").fill("نور 🌷")
    phone.locator("[name=reach][value=mail]").check()
    phone.locator("[name=address]").fill("nour@bezoeker.example")
    phone.get_by_role("button", name="Zoek tijden").click()
    expect(phone.locator("[name=name_to_use]")).to_have_value("نور 🌷")
    choose_a_time(phone, 0)
    phone.get_by_role("button", name="Maak de afspraak").click()
    expect(phone.get_by_text("De bezoeker krijgt een bericht.")).to_be_visible()
    first = phone.locator(".facts dd").first.inner_text()

    phone.get_by_role("link", name="Verzet naar een andere tijd").click()
    choose_a_time(phone, -1)
    phone.get_by_role("button", name="Verzet de afspraak").click()
    expect(phone.get_by_text("De afspraak is verzet.")).to_be_visible()
    assert phone.locator(".facts dd").first.inner_text() != first

    phone.get_by_text("Zeg de afspraak af").click()
    phone.locator("[name=reason][value=client]").check()
    phone.get_by_role("button", name="Zeg af", exact=True).click()
    expect(phone.get_by_text("Reden: op verzoek van de klant.")).to_be_visible()


def test_pages_about_one_appointment_are_for_everybody_who_works_here(adviser, address):
    page = adviser.new_page()
    page.goto(f"{address}{START}werklijst/")
    for link in ("Verzet", "Geef aan een collega"):
        page.get_by_role("link", name=re.compile(link)).first.click()
        look_at(page)
        page.go_back()
    page.goto(f"{address}{START}bijeenkomsten/")
    page.locator(".card__link").first.click()
    look_at(page)
    page.get_by_role("link", name="Schrijf iemand in").click()
    look_at(page)
    page.goto(f"{address}/medewerkers/balie/zoetermeer/afspraken/")
    look_at(page)
    page.close()
