"""Somebody alone tells of their work, and comes by what fits to a training that brings them on."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.accessibility.looking import overflow, violations
from tests.journeys.test_keyboard import tab_to

pytestmark = pytest.mark.browser

STORY = "Ik heb acht jaar in een hotel gekookt. Ik wil weer kok worden, 24 uur in de week."
DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
# What is pressed on each page, in every language; and how the address ends where that leads.
WAY = (
    (".form button[type=submit]", r"/verhaal/$"),
    ("button[name=alles]", r"/mijn-profiel/$"),
    ("main .button-row a[href$='/passend-werk/']", r"/passend-werk/$"),
    (".fit-list a", r"/past/$"),
    ("main aside a[href$='/opleidingen/voor-mij/']", r"/voor-mij/$"),
    (
        "main a[href*='/opleidingen/'][href*='-']:not([href*='voor-mij'])",
        r"/opleidingen/[0-9a-f-]{36}/$",
    ),
)

Press = Callable[[Page, str], None]
Look = Callable[[Page], None]


def with_the_mouse(page: Page, selector: str) -> None:
    page.locator(selector).first.click()


def with_the_keyboard(page: Page, selector: str) -> None:
    tab_to(page, selector)
    page.keyboard.press("Enter")


def look(page: Page) -> None:
    """Nothing is wrong for axe, and nothing stands beside the window."""
    assert violations(page) == []
    assert overflow(page) <= 0


def go_the_way(page: Page, start: str, press: Press, look: Look = lambda page: None) -> list[str]:
    """From the story to a training; the headings on the way."""
    page.goto(start)
    look(page)
    page.locator("[name=verhaal]").fill(STORY)
    headings = []
    for selector, leads_to in WAY:
        press(page, selector)
        page.wait_for_url(re.compile(leads_to))
        look(page)
        headings.append(page.locator("h1").inner_text())
    return headings


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A page of somebody whose browser knows nothing yet."""
    contexts = []

    def opened(**options: object) -> Page:
        contexts.append(browser.new_context(**options))
        return contexts[-1].new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("window", [DESKTOP, PHONE])
def test_from_a_story_to_a_training_everybody_can_read_and_use_each_page(opened, address, window):
    page = opened(viewport=window)

    headings = go_the_way(page, f"{address}/mijn-profiel/", with_the_mouse, look)

    assert headings[:5] == [
        "Klopt dit?", "Mijn profiel", "Passend werk", "Past dit bij mij?", "Opleidingen voor u",
    ]  # fmt: skip


def test_without_scripts_the_way_is_the_same(opened, address):
    page = opened(viewport=DESKTOP, java_script_enabled=False)

    headings = go_the_way(page, f"{address}/mijn-profiel/", with_the_mouse)

    assert headings[3:5] == ["Past dit bij mij?", "Opleidingen voor u"]


def test_with_a_keyboard_only_the_way_is_the_same(opened, address):
    page = opened(viewport=DESKTOP)

    headings = go_the_way(page, f"{address}/mijn-profiel/", with_the_keyboard)

    assert headings[3:5] == ["Past dit bij mij?", "Opleidingen voor u"]


def test_in_arabic_every_page_on_the_way_reads_from_right_to_left(opened, address):
    page = opened(viewport=PHONE)

    def look_there(page: Page) -> None:
        look(page)
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        for title in page.locator(".fit-list h3").all()[:1]:
            expect(title).to_have_attribute("dir", "ltr")

    headings = go_the_way(page, f"{address}/ar/mijn-profiel/", with_the_mouse, look_there)

    assert not any("a" <= letter <= "z" for letter in "".join(headings[:5]))
    assert "/ar/" in page.url
