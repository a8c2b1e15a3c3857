"""Residents find help: without JavaScript, on a phone, with the keyboard, in danger."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def visitor(browser):
    """A visitor without JavaScript."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def ask(page: Page, address: str, question: str, place: str = "") -> None:
    """Type a question at the home page and send it."""
    page.goto(address)
    page.get_by_label("Wat is uw vraag?").fill(question)
    page.get_by_label("Uw plaats of postcode").fill(place)
    page.get_by_role("button", name="Zoek hulp").click()


def test_somebody_without_javascript_finds_retraining_and_takes_it_home_on_paper(visitor, address):
    ask(visitor, address, "ik wil mij omscholen naar de zorg")
    expect(visitor.get_by_role("heading", level=1)).to_be_visible()
    visitor.get_by_role("link", name="Een ander vak leren met kans op werk").first.click()
    expect(visitor.get_by_role("heading", name="Uw eerste stap")).to_be_visible()
    visitor.get_by_role("link", name="Leidschendam-Voorburg").click()
    visitor.get_by_role("link", name="Neem mee op papier").click()
    expect(visitor.locator("svg.qr")).to_be_visible()
    expect(visitor.locator(".sheet__address")).to_contain_text("gemeente=leidschendam-voorburg")


def test_the_place_somebody_types_decides_where_to_walk_in_and_what_is_different(visitor, address):
    ask(visitor, address, "hulp met mijn cv", "2271")
    expect(visitor.get_by_text("Antwoorden voor de gemeente")).to_contain_text(
        "Leidschendam-Voorburg"
    )
    expect(visitor.locator(".way-out .walk-in__name").first).to_have_text(
        "Bibliotheek aan de Vliet, Voorburg"
    )
    expect(visitor.get_by_text("anders in uw gemeente").first).to_be_visible()


def test_an_unknown_place_keeps_what_was_typed_and_says_what_to_do(visitor, address):
    ask(visitor, address, "ik zoek werk", "Timboektoe")
    expect(visitor.get_by_label("Plaats of postcode")).to_have_value("Timboektoe")
    expect(visitor.get_by_text("Deze plaats kennen wij niet")).to_be_visible()


def test_somebody_narrows_the_answers_down_and_back_again(visitor, address):
    ask(visitor, address, "ik wil iets leren")
    visitor.get_by_text("Antwoorden kiezen").click()
    visitor.get_by_label("Kosten").select_option("free")
    visitor.get_by_role("button", name="Toon deze antwoorden").click()
    expect(visitor.get_by_label("Wat is uw vraag?")).to_have_value("ik wil iets leren")
    costs = visitor.locator(".card__foot .i-coin").all_text_contents()
    assert set(costs) == {"Gratis"}
    visitor.get_by_role("link", name=re.compile("Haal weg")).click()
    expect(visitor.get_by_role("link", name=re.compile("Haal weg"))).to_have_count(0)


def test_somebody_says_that_it_helped_and_gets_no_cookie(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    ask(page, address, "mijn contract wordt niet verlengd")
    page.get_by_role("button", name="Ja, dit hielp").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dank u wel")
    assert context.cookies() == []
    context.close()


def test_somebody_in_danger_sees_the_number_first_and_can_tap_it(browser, address):
    page = browser.new_page(viewport=PHONE)
    ask(page, address, "ik wil niet meer leven")
    first = page.locator("main a[href^='tel:']").first
    expect(first).to_have_attribute("href", "tel:113")
    box = first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < PHONE["height"], "without scrolling"
    assert box["height"] >= 44
    page.close()


def test_a_question_that_fits_nothing_leads_to_a_guide(visitor, address):
    ask(visitor, address, "wat is de hoofdstad van frankrijk")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Wij vonden geen goed antwoord")
    expect(visitor.get_by_role("heading", name="Vraag het aan een gids")).to_be_visible()
    expect(visitor.locator(".way-out .walk-in").first).to_be_visible()


def test_a_woman_from_ukraine_asks_in_her_own_language_on_her_phone(browser, address):
    page = browser.new_page(viewport=PHONE)
    ask(page, address, "У мене диплом бухгалтера, як його визнати в Нідерландах?")
    titles = page.locator(".card--best .card__link").all_text_contents()
    assert "Дізнатися, чого вартий ваш закордонний диплом" in titles
    page.close()


def test_somebody_who_only_uses_the_keyboard_gets_from_home_to_a_service(browser, address):
    page = browser.new_page()
    page.goto(address)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Naar de inhoud")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("id", "q")
    page.keyboard.type("kinderopvang voor als ik ga werken")
    page.keyboard.press("Enter")
    page.wait_for_url("**/antwoord/**")
    for _ in range(40):
        page.keyboard.press("Tab")
        if "card__link" in (page.locator(":focus").get_attribute("class") or ""):
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid", "the focus is visible"
    page.keyboard.press("Enter")
    page.wait_for_url("**/diensten/**")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.close()


def test_the_menu_on_a_phone_opens_without_javascript(browser, address):
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(address)
    page.get_by_text("Menu", exact=True).click()
    page.get_by_role("link", name="Langskomen", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Langskomen")
    context.close()
