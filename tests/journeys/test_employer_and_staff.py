"""An employer finds help with personnel; an editor logs in."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
# What Chromium plays for us: a phone that knows its owner (WebAuthn, CTAP 2).
A_PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_an_employer_without_time_sees_who_to_call_and_asks_as_an_employer(browser, address):
    page = browser.new_page(java_script_enabled=False)
    page.goto(address + "/werkgevers/")
    contact = page.get_by_role("complementary", name="Uw contact in de regio")
    expect(contact).to_contain_text("De Binnenbaan")
    page.get_by_label("Wat is uw vraag?").fill("wij krijgen geen reacties op onze vacature")
    page.get_by_role("button", name="Zoek hulp").click()
    expect(page.locator(".role")).to_contain_text("werkgever")
    first = page.locator(".card--best .card__link").first.text_content()
    assert first in ("Een vacature melden", "Advies als u geen personeel kunt vinden")
    page.close()


def test_an_editor_logs_in_and_sees_what_she_may_do(editor, address):
    page = editor.new_page()
    page.goto(address + "/medewerkers/")
    expect(page.get_by_text("U werkt nu als Redacteur")).to_be_visible()
    page.close()


def test_a_text_goes_from_the_editor_by_the_publisher_to_a_visitor(
    editor, publisher, browser, address
):
    new = "Vraag het aan de balie van de bibliotheek."
    page = editor.new_page()
    page.goto(address + "/medewerkers/inhoud/dienst/cv-hulp/")
    page.get_by_label("Waar de bedragen staan").fill(new)
    page.get_by_role("button", name="Bewaar als concept").click()
    page.get_by_role("button", name="Laat een ander dit lezen").click()
    change = page.url
    expect(page.get_by_role("button", name="Zet op de website")).to_have_count(0)
    page.close()

    page = publisher.new_page()
    page.goto(change)
    page.get_by_role("button", name="Zet op de website").click()
    # The page refreshes itself until the worker is done.
    expect(page.get_by_text("Versie 1, op de website gezet door")).to_be_visible(timeout=120_000)
    page.close()

    visitor = browser.new_page()
    visitor.goto(address + "/diensten/cv-hulp/")
    # A page may be a moment old: the server looks for new content now and then.
    for _ in range(30):
        if visitor.get_by_text(new).is_visible():
            break
        visitor.wait_for_timeout(1000)
        visitor.reload()
    expect(visitor.get_by_text(new)).to_be_visible()
    visitor.close()


def test_with_a_passkey_the_publisher_needs_no_password_and_no_code(publisher, site):
    page = publisher.new_page()
    phone = publisher.new_cdp_session(page)
    phone.send("WebAuthn.enable")
    phone.send("WebAuthn.addVirtualAuthenticator", {"options": A_PHONE})
    page.goto(site.address + "/medewerkers/tweede-stap/passkeys/nieuw/")
    page.locator("[name=password]").fill(site.password)
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("Hiermee wil ik inloggen zonder wachtwoord").check()
    page.get_by_role("button", name="Voeg toe").click()
    expect(page.get_by_text("Uw passkey is toegevoegd.")).to_be_visible()

    publisher.clear_cookies()
    page.goto(site.address + "/medewerkers/")
    page.get_by_role("button", name="Inloggen met een passkey").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Voor medewerkers")
    expect(page.get_by_text("U werkt nu als Eindredacteur")).to_be_visible()
    page.close()
