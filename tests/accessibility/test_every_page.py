"""Every page works for everybody: axe, 320 pixels, right to left, nothing from elsewhere."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.screenshots import PAGES, ROLE_PAGES, STAFF_PAGES, in_language, translated_pages
from tests.serving import ROOT

pytestmark = pytest.mark.browser

AXE = ROOT / "frontend/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
THEMES = sorted(path.stem for path in (ROOT / "frontend/css/themes").glob("*.css"))

# Links inside a sentence are exempt (WCAG 2.5.8); everything else is at least 24 pixels.
SMALL_TARGETS = """() => [
  ...document.querySelectorAll('a, button, input:not([type=hidden]), select, summary')
].filter(element => {
  const box = element.getBoundingClientRect();
  const isInSentence = element.tagName === 'A' && getComputedStyle(element).display === 'inline';
  return box.width && !isInSentence && (box.width < 24 || box.height < 24);
}).map(element => element.outerHTML.slice(0, 120))"""


def violations(page: Page) -> list[str]:
    """What axe finds, one line each."""
    page.evaluate(Path(AXE).read_text(encoding="utf-8"))
    options = {"runOnly": {"type": "tag", "values": RULES}}
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [f"{item['id']}: {node['html'][:160]}" for item in found for node in item["nodes"]]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_for_everybody(browser, address, name):
    context = browser.new_context()
    look_at(context.new_page(), address, PAGES[name])
    # Only a form that changes something needs a cookie, against forged ones.
    names = {cookie["name"] for cookie in context.cookies()}
    assert names == ({"csrftoken"} if name in ("login", "first-login") else set())
    context.close()


@pytest.mark.parametrize("name", STAFF_PAGES)
def test_a_page_for_staff_is_for_everybody_who_works_here(editor, address, name):
    page = editor.new_page()
    look_at(page, address, STAFF_PAGES[name])
    page.close()


@pytest.mark.parametrize(
    ("role", "name"), [(role, name) for role, pages in ROLE_PAGES.items() for name in pages]
)
def test_a_page_for_one_role_is_for_everybody_in_that_role(staff, address, role, name):
    page = staff(role).new_page()
    look_at(page, address, ROLE_PAGES[role][name])
    page.close()


def look_at(page, address, path):
    """Axe, wide and narrow, right to left, nothing from elsewhere, and nothing goes wrong."""
    page.set_viewport_size({"width": 1280, "height": 800})
    foreign, errors = [], []
    page.on(
        "request", lambda r: None if r.url.startswith((address, "data:")) else foreign.append(r.url)
    )
    page.on("pageerror", lambda error: errors.append(str(error)))
    response = page.goto(address + path)
    assert response.status == (404 if "bestaat-niet" in path else 200)
    assert page.url == address + path
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert overflow(page) <= 0, "horizontal scrolling at 320 pixels"
    assert violations(page) == []
    assert page.evaluate(SMALL_TARGETS) == []
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert overflow(page) <= 0, "horizontal scrolling from right to left"
    assert (foreign, errors) == ([], [])


@pytest.mark.parametrize(("code", "name"), translated_pages())
def test_a_page_is_for_everybody_in_every_language(browser, address, code, name):
    page = browser.new_page(viewport={"width": 320, "height": 640})
    foreign = []
    page.on(
        "request", lambda r: None if r.url.startswith((address, "data:")) else foreign.append(r.url)
    )
    page.goto(address + in_language(PAGES[name], code))
    assert page.evaluate("document.documentElement.lang") == code
    assert page.evaluate("document.documentElement.dir") == ("rtl" if code == "ar" else "ltr")
    assert violations(page) == []
    assert overflow(page) <= 0, "horizontal scrolling at 320 pixels"
    assert page.evaluate(SMALL_TARGETS) == []
    assert foreign == []
    page.close()


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_can_be_read(browser, address, theme):
    page = browser.new_page()
    page.goto(address + PAGES["answers-danger"])
    page.evaluate(
        "theme => { document.documentElement.className = "
        "'voorbeeld-theme wc-theme theme-' + theme }",
        theme,
    )
    assert violations(page) == []
    page.close()


def test_with_forced_colours_the_question_box_still_has_an_edge(browser, address):
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(address + "/")
    width = page.evaluate(
        "parseFloat(getComputedStyle(document.getElementById('q')).borderTopWidth)"
    )
    assert width >= 1
    assert violations(page) == []
    context.close()


def test_axe_itself_finds_something_on_a_bad_page(browser):
    page = browser.new_page()
    page.set_content("<html><body><img src='x.png'><input></body></html>")
    assert {line.split(":")[0] for line in violations(page)} >= {"image-alt", "label"}
    page.close()
