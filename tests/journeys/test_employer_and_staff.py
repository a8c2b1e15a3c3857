"""An employer finds help with personnel; a reader looks around in the administration."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_an_employer_without_time_sees_who_to_call_and_asks_as_an_employer(browser, address):
    page = browser.new_page(java_script_enabled=False)
    page.goto(address + "/werkgevers/")
    expect(page.get_by_text("De Binnenbaan", exact=True)).to_be_visible()
    page.get_by_label("Wat is uw vraag?").fill("wij krijgen geen reacties op onze vacature")
    page.get_by_role("button", name="Zoek hulp").click()
    expect(page.locator(".role")).to_contain_text("werkgever")
    first = page.locator(".card--best .card__link").first.text_content()
    assert first in ("Een vacature melden", "Advies als u geen personeel kunt vinden")
    page.close()


def test_a_reader_may_look_in_the_administration_and_change_nothing(browser, site):
    page = browser.new_page()
    page.goto(site.address + "/beheer/")
    page.get_by_label("Gebruikersnaam").fill("demo")
    page.get_by_label("Wachtwoord").fill(site.password)
    page.get_by_role("button", name="Aanmelden").click()
    page.get_by_role("link", name="Diensten").first.click()
    page.get_by_role("link", name="WW-uitkering aanvragen").click()
    expect(page.get_by_role("button", name="Opslaan")).to_have_count(0)
    page.close()
