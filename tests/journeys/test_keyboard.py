"""Whoever cannot use a mouse gets everywhere with Tab, Enter and the space bar."""

import pytest
from playwright.sync_api import Page, expect

from tests.screenshots import PAGES

pytestmark = pytest.mark.browser

MOST_STOPS = 60


@pytest.fixture
def page(browser):
    found = browser.new_page()
    yield found
    found.close()


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until this is focused; the focus can be seen at every stop."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached within {MOST_STOPS} stops")


def test_in_danger_the_number_is_reached_before_anything_else_in_the_page(page, address):
    page.goto(address + PAGES["answers-danger"])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("href", "tel:113")


def test_filters_open_narrow_down_and_can_be_taken_away(page, address):
    page.goto(address + PAGES["answers"])
    tab_to(page, ".filters summary")
    page.keyboard.press("Enter")
    tab_to(page, "#filter-kosten")
    page.keyboard.type("Gra")
    tab_to(page, ".filters button")
    page.keyboard.press("Enter")
    page.wait_for_url("**kosten=free**")
    tab_to(page, "a.chip")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "kosten=free" not in url)
    expect(page.get_by_label("Wat is uw vraag?")).not_to_have_value("")


def test_who_asks_can_be_changed(page, address):
    page.goto(address + PAGES["answers"])
    tab_to(page, ".role summary")
    page.keyboard.press("Space")
    tab_to(page, ".role button[value=employer]")
    page.keyboard.press("Enter")
    page.wait_for_url("**wie=employer**")
    expect(page.locator(".role")).to_contain_text("werkgever")


def test_somebody_says_that_it_did_not_help(page, address):
    page.goto(address + PAGES["answers"])
    tab_to(page, "button[value='nee']")
    page.keyboard.press("Space")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dank u wel")


def test_the_menu_on_a_small_screen_opens_and_leads_on(page, address):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address)
    tab_to(page, ".menu-small summary")
    page.keyboard.press("Enter")
    tab_to(page, ".menu-small a[href='/werkgevers/']")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Voor werkgevers")


def test_a_municipality_is_chosen_and_the_sheet_is_reached(page, address):
    page.goto(address + PAGES["service"])
    tab_to(page, ".place-picker a[href*='zoetermeer']")
    page.keyboard.press("Enter")
    page.wait_for_url("**gemeente=zoetermeer**")
    tab_to(page, ".first-step a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/meenemen/**")
