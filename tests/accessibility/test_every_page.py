"""Every page works for everybody: axe, 320 pixels, right to left, nothing from elsewhere."""

import functools

import pytest

from tests.accessibility.looking import (
    look_at,
    look_at_narrow,
    nothing_goes_wrong,
    overflow,
    violations,
)
from tests.screenshots import (
    MAIN_PAGES,
    PAGES,
    ROLE_PAGES,
    STAFF_PAGES,
    in_language,
    translated_pages,
    way_to,
)
from tests.serving import ROOT

pytestmark = pytest.mark.browser

THEMES = sorted(path.stem for path in (ROOT / "frontend/css/themes").glob("*.css"))


@pytest.fixture(scope="session")
def window(browser):
    """One window for all pages, because a new one costs more than a page; without cookies."""
    return browser.new_page()


@pytest.fixture(scope="session")
def staff_window(staff):
    """One window for each role, for the same reason."""
    return functools.cache(lambda role: staff(role).new_page())


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_for_everybody(window, address, name):
    window.context.clear_cookies()
    look_everywhere(window, address, PAGES[name], with_axe_narrow=name in MAIN_PAGES)
    # Only a form that changes something needs a cookie, against forged ones.
    names = {cookie["name"] for cookie in window.context.cookies()}
    assert names == ({"csrftoken"} if name in ("login", "first-login") else set())


@pytest.mark.parametrize("name", STAFF_PAGES)
def test_a_page_for_staff_is_for_everybody_who_works_here(staff_window, address, name):
    look_everywhere(staff_window("editor"), address, STAFF_PAGES[name])


@pytest.mark.parametrize(
    ("role", "name"), [(role, name) for role, pages in ROLE_PAGES.items() for name in pages]
)
def test_a_page_for_one_role_is_for_everybody_in_that_role(staff_window, address, role, name):
    look_everywhere(staff_window(role), address, ROLE_PAGES[role][name])


def look_everywhere(page, address, path, *, with_axe_narrow=False):
    """Wide and narrow, right to left, nothing from elsewhere, and nothing goes wrong.

    To axe a page is the same on a phone, but for what the main pages fold away there.
    """
    with nothing_goes_wrong(page, address):
        path = way_to(page, address, path)
        response = page.goto(address + path)
        assert response.status == (404 if "bestaat-niet" in path else 200)
        assert page.url == address + path
        look_at(page, with_axe_narrow=with_axe_narrow)
        page.evaluate("document.documentElement.dir = 'rtl'")
        assert overflow(page) <= 0, "horizontal scrolling from right to left"


@pytest.mark.parametrize(("code", "name"), translated_pages())
def test_a_page_is_for_everybody_in_every_language(window, address, code, name):
    with nothing_goes_wrong(window, address):
        window.goto(address + in_language(PAGES[name], code))
        assert window.evaluate("document.documentElement.lang") == code
        assert window.evaluate("document.documentElement.dir") == ("rtl" if code == "ar" else "ltr")
        # To axe a page is the same in every language; what differs is how much room words take.
        look_at_narrow(window, with_axe=name in MAIN_PAGES)


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_can_be_read(window, address, theme):
    window.goto(address + PAGES["answers-danger"])
    window.evaluate(
        "theme => { document.documentElement.className = "
        "'voorbeeld-theme wc-theme theme-' + theme }",
        theme,
    )
    assert violations(window) == []


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
    page.set_content("<main style='background: #0b7a6b; color: #0b7a6b'>Maak een afspraak</main>")
    assert "color-contrast" in {line.split(":")[0] for line in violations(page)}
    page.close()
