"""Somebody makes, moves and cancels an appointment in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.accessibility.looking import look_at_narrow
from tests.screenshots import question

pytestmark = pytest.mark.browser


def press_on(page) -> None:
    with page.expect_navigation():
        page.locator("main form .nl-button--primary").first.click()


def choose(page, name: str, which: int = 0) -> None:
    page.locator(f"input[name={name}]").nth(which).check()
    press_on(page)


def test_without_javascript_somebody_books_moves_and_cancels(browser, address):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(address + question("mijn contract wordt niet verlengd"))
    page.get_by_label("Neem mijn vraag mee").check()
    page.get_by_role("button", name="Maak een afspraak").click()
    for language in ("English", "Nederlands"):
        page.get_by_role("button", name=language).click()
    choose(page, "soort", 1)
    page.get_by_label("Werkcentrum Zoetermeer").check()
    press_on(page)
    if page.locator("input[name=wie]").count():
        choose(page, "wie")
    page.locator("button[name=dag]").nth(5).click()
    choose(page, "tijd", 1)
    assert page.url == f"{address}/afspraak/"
    expect(page.get_by_text("Wij houden deze tijd voor u vast")).to_be_visible()
    page.get_by_label("Hoe mogen wij u noemen?").fill("فاطمة")
    page.get_by_label("Ik wil geen bericht.").check()
    expect(page.locator("#vraag")).to_have_value("mijn contract wordt niet verlengd")
    press_on(page)
    press_on(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw afspraak staat vast")
    page.get_by_role("link", name="Kies een andere tijd").click()
    page.locator("button[name=dag]").nth(6).click()
    choose(page, "tijd")
    expect(page.get_by_role("status")).to_contain_text("Uw afspraak is verzet.")
    page.get_by_role("link", name="Zeg de afspraak af").click()
    press_on(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw afspraak is afgezegd")
    assert context.cookies() == []
    context.close()


def test_every_page_on_the_way_is_for_everybody(browser, address):
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.goto(f"{address}/ar/afspraak/?soort=werk&waar=werkcentrum-zoetermeer&stap=dagen")
    page.locator("button[name=dag]").nth(4).click()
    look_at_narrow(page)
    choose(page, "tijd", 2)
    look_at_narrow(page)
    page.locator("main form").evaluate_all("forms => forms.forEach(f => f.noValidate = true)")
    press_on(page)
    expect(page.locator("[aria-invalid=true]").first).to_be_visible()
    look_at_narrow(page)
    page.locator("#naam").fill("Олена")
    page.locator("input[value=mail]").check()
    page.locator("#mail").fill("olena@post.example")
    press_on(page)
    look_at_narrow(page)
    press_on(page)
    page.wait_for_url(re.compile(r"/ar/afspraak/[\w-]{16}/$"))
    look_at_narrow(page)
    own = page.url
    for rest in ("verzetten/", "afzeggen/"):
        page.goto(own + rest)
        look_at_narrow(page)
    page.close()
