"""An afternoon at the walk-in desk in Voorburg, in real browsers."""

import re

import pytest
from playwright.sync_api import expect

from tests.accessibility.looking import look_at

pytestmark = pytest.mark.browser
DESK = "/medewerkers/balie/voorburg/"
# A device keeps the page for checking in the first time that somebody opens it.
UNTIL_KEPT = """async () => {
  while (!(await caches.match(location.href))) await new Promise((go) => setTimeout(go, 50));
}"""


@pytest.fixture
def desk(adviser, address):
    """The adviser's page; whoever was at the table before has gone."""
    page = adviser.new_page()
    page.goto(address + DESK)
    yield page
    page.close()


def check_in(page, address, theme="werk-zoeken", language="nl") -> str:
    """Three taps; returns the number."""
    page.goto(f"{address}{DESK}aanmelden/")
    page.locator(f"[name=theme][value={theme}]").check()
    page.locator(f"[name=language][value={language}]").check()
    page.get_by_role("button", name="Klaar").click()
    page.wait_for_url("**/nummer/**")
    return page.locator(".slip .desk-number").inner_text()


def sit_down(page, address) -> None:
    page.goto(address + DESK)
    place = page.get_by_role("button", name="Tafel 1")
    if place.count():
        place.click()
        page.wait_for_load_state()


def finish(page) -> None:
    """Whoever is at the table is helped; the next can be called."""
    if page.get_by_role("button", name="vraag beantwoord").count():
        page.keyboard.press("d")
        page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Volgende bezoeker oproepen")).to_be_visible()


def call(page, number: str) -> None:
    """Press the key for the next until it is this number: others may wait longer."""
    for _visitor in range(20):
        page.keyboard.press("n")
        expect(page.get_by_role("button", name="De bezoeker is er")).to_be_visible()
        if page.get_by_label("Uw bezoeker").get_by_text(number, exact=True).count():
            return
        finish(page)
    raise AssertionError(f"nobody called {number}")


def device(page, address, kind) -> str:
    """The address of a device of the demo."""
    page.goto(f"{address}{DESK}apparaten/")
    card = page.locator(".card", has=page.get_by_role("heading", name=kind))
    return address + card.locator("a").first.get_attribute("href")


def test_a_visitor_is_called_by_keyboard_and_hears_and_sees_it(desk, browser, address):
    number = check_in(desk, address)
    own = desk.get_by_role("link", name="Zie wat de bezoeker ziet").get_attribute("href")
    screen, phone = browser.new_page(), browser.new_page(viewport={"width": 390, "height": 800})
    screen.goto(device(desk, address, "scherm"))
    phone.goto(address + own)
    expect(phone.locator(".desk-number")).to_have_text(number)
    sit_down(desk, address)

    call(desk, number)

    said = screen.locator("[data-live-said]")
    expect(said).to_have_text(f"Nummer {number}, Tafel 1", timeout=15_000)
    expect(screen.locator(".calls")).to_contain_text(number)
    expect(phone.get_by_text("U bent aan de beurt.")).to_be_visible(timeout=30_000)
    assert screen.context.cookies() == phone.context.cookies() == []
    desk.keyboard.press("a")
    expect(desk.get_by_text("in gesprek").first).to_be_visible()
    finish(desk)
    screen.close()
    phone.close()


def test_keys_do_nothing_when_they_are_switched_off(desk, address):
    check_in(desk, address)
    sit_down(desk, address)
    finish(desk)
    desk.get_by_text("Toetsen", exact=True).click()
    desk.locator("[data-keys]").uncheck()

    desk.keyboard.press("n")

    expect(desk.get_by_role("button", name="Volgende bezoeker oproepen")).to_be_visible()
    desk.locator("[data-keys]").check()


def test_without_a_network_the_host_goes_on_and_the_numbers_arrive_later(adviser, desk, address):
    desk.goto(f"{address}{DESK}aanmelden/")
    expect(desk.locator("[data-paper-state]")).to_contain_text(re.compile("weg is: [1-9]"))
    desk.evaluate(UNTIL_KEPT)
    adviser.set_offline(True)
    desk.reload()
    desk.locator("[name=theme][value=scholing]").check()
    desk.get_by_role("button", name="Klaar").click()
    number = desk.locator("[data-paper-number]")
    expect(number).to_have_text(re.compile(r"K\d\d"))
    given = number.inner_text()

    adviser.set_offline(False)

    expect(desk.locator("[data-paper-state]")).to_contain_text("versturen: 0", timeout=30_000)
    desk.goto(address + DESK)
    expect(desk.locator("#rij")).to_contain_text(given)


def test_a_screen_that_lost_its_connection_says_so(desk, browser, address):
    context = browser.new_context()
    page = context.new_page()
    page.clock.install()
    page.goto(device(desk, address, "scherm"))
    context.set_offline(True)

    for _miss in range(4):
        page.clock.run_for(60_000)
        page.wait_for_timeout(100)

    expect(page.get_by_role("alert")).to_contain_text("Geen verbinding")
    context.set_offline(False)
    page.clock.run_for(60_000)
    expect(page.get_by_text("Laatst bijgewerkt:")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
    context.close()


@pytest.mark.parametrize("language", ["", "/ar", "/uk"])
@pytest.mark.parametrize("kind", ["zuil", "deur"])
def test_a_visitor_takes_a_number_without_javascript(desk, browser, address, kind, language):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(device(desk, address, kind).replace(address, address + language))

    page.locator(".desk-tile").nth(1).click()

    expect(page.locator(".desk-number")).to_have_text(re.compile(r"A\d+"))
    assert context.cookies() == []
    context.close()


@pytest.mark.parametrize("part", ["", "aanmelden/", "sluiten/", "dag/", "apparaten/"])
def test_a_page_of_the_desk_is_for_everybody_who_works_here(desk, address, part):
    desk.goto(address + DESK + part)
    look_at(desk)


@pytest.mark.parametrize("kind", ["zuil", "deur", "scherm"])
def test_a_page_of_a_device_is_for_everybody(desk, browser, address, kind):
    page = browser.new_page()
    page.goto(device(desk, address, kind))
    look_at(page)
    page.close()
