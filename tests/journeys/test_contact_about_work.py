"""An account manager asks for contact about a kitchen; Henk reads why, and says yes by himself."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.accessibility.looking import overflow
from tests.journeys.test_keyboard import tab_to

pytestmark = pytest.mark.browser

HENK = "henk@post.example"
STORY = (
    "Ik heb twee jaar als keukenhulp gewerkt. Ik kan afwassen, schoonmaken en koken. Ik zoek werk "
    "als keukenhulp, 20 uur in de week, ook 's avonds. Ik woon in Voorburg."
)


def test_henk_says_yes_and_who_asked_reads_who_he_is_until_he_takes_that_back(
    staff, browser, address
):
    adviser, manager = (staff(role).new_page() for role in ("adviser", "employer_manager"))
    henk = browser.new_context(
        java_script_enabled=False, viewport={"width": 390, "height": 844}
    ).new_page()
    _keep_profile(adviser, address)
    people = _ask(manager, address)
    expect(manager.locator("main")).not_to_contain_text("Henk")

    _enter(henk, address)
    henk.get_by_role("link", name="Lees de vraag en geef antwoord").click()
    assert overflow(henk) <= 0
    henk.get_by_role("button", name="Ja, dat mag").click()
    expect(henk.get_by_text("De Binnenbaan weet nu wie u bent")).to_be_visible()
    manager.goto(people)
    expect(manager.locator("main")).to_contain_text(HENK)

    henk.get_by_role("button", name="Trek dit in voor De Binnenbaan").click()
    manager.goto(people)
    expect(manager.locator("main")).not_to_contain_text(HENK)
    henk.context.close()


def _keep_profile(page: Page, address: str) -> None:
    """With the keyboard: he agrees on the adviser's screen, tells, and confirms each thing."""
    page.goto(f"{address}/medewerkers/hulpvragen/mijn/")
    page.get_by_role("table").get_by_role("link", name="Henk").click()
    page.get_by_role("link", name="Profiel van de klant").click()
    _press(page, "main p a[href*='profiel=1']", "/toestemming/")
    _press(page, "button[value=screen]", "/profiel/")
    page.locator("[name=verhaal]").fill(STORY)
    _press(page, ".form button[type=submit]", "/verhaal/")
    for _item in range(page.locator("[name=klopt]").count()):
        tab_to(page, "[name=klopt]")
        page.keyboard.press("Space")
    page.get_by_role("button", name="Bewaar wat is aangevinkt").press("Enter")
    expect(page.get_by_text("Het profiel is bewaard.")).to_be_visible()
    page.close()


def _ask(page: Page, address: str) -> str:
    """The people whom a kitchen fits; gives the address where who said yes is told.

    By the list for staff: a site that just started cannot be searched for vacancies yet.
    """
    page.goto(f"{address}/medewerkers/vacatures/?stand=published")
    kitchen = page.get_by_role("table").get_by_role("link", name="Keukenhulp", exact=True)
    while not kitchen.count():
        page.get_by_role("link", name="Volgende pagina").click()
    kitchen.first.click()
    page.get_by_role("link", name="Wie past hierbij?").click()
    page.get_by_role("button", name="Vraag contact via hun gids").click()
    expect(page.get_by_text("U krijgt een e-mail als iemand ja zegt.")).to_be_visible()
    return page.url


def _enter(page: Page, address: str) -> None:
    """By the link in his mail, which comes at any hour: he waits for it."""
    page.goto(f"{address}/demo/postvak/")
    sent = page.locator("main li", has_text=HENK).get_by_role("link", name="Uw link voor Mijn")
    before = sent.count()
    page.goto(f"{address}/mijn/")
    page.locator("[name=adres]").fill(HENK)
    page.get_by_role("button", name="Stuur mij een link").click()
    page.goto(f"{address}/demo/postvak/")
    for _second in range(60):
        if sent.count() > before:
            break
        page.wait_for_timeout(1_000)
        page.reload()
    sent.first.click()
    found = re.search(r"/mijn/binnen/[\w-]+/", page.locator("main").inner_text())
    assert found
    page.goto(address + found[0])
    page.get_by_role("button", name="Ga naar binnen").click()


def _press(page: Page, selector: str, leads_to: str) -> None:
    tab_to(page, selector)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{leads_to}**")
