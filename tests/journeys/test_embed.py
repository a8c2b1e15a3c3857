"""A partner's website, at another origin, shows the question box."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
HTML = """<!DOCTYPE html><html lang="nl"><title>Buurthuis</title><h1>Buurthuis</h1>
<script src="{address}/insluiten.js" data-taal="{language}" async></script>
<iframe title="Alles" src="{address}/"></iframe>"""
IN_THE_HEAD = """<!DOCTYPE html><html lang="nl"><head><title>Buurthuis</title>
<script src="{address}/insluiten.js"{when}></script></head><body><h1>Buurthuis</h1>
<main>Welkom</main></body></html>"""
# How much of the box somebody would have to scroll for, inside the frame.
HIDDEN = "document.documentElement.scrollHeight - window.innerHeight"


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves a folder and writes nothing on the screen."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def partner(tmp_path: Path, address: str) -> Iterator[str]:
    """The address of a partner's website."""
    for language in ("nl", "ar"):
        html = HTML.format(address=address, language=language)
        (tmp_path / f"{language}.html").write_text(html, encoding="utf-8")
    handler = partial(QuietHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def visitor(browser) -> Iterator[Page]:
    """Somebody on that website."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def box_of(page: Page, address: str):
    """The frame with the question box, when it stands there in its own height."""
    page.frame_locator("iframe[src*='vraagvak']").get_by_role("textbox").first.wait_for()
    frame = next(frame for frame in page.frames if "/vraagvak/" in frame.url)
    assert frame.url.startswith(address)
    frame.wait_for_function(f"() => {HIDDEN} <= 0")
    return frame


def test_a_visitor_asks_a_question_on_a_partners_website(visitor, address, partner):
    asked = []
    visitor.on("request", lambda request: asked.append(request.url))
    visitor.goto(f"{partner}/nl.html")
    box = box_of(visitor, address)
    assert box.frame_element().get_attribute("title") == (
        "Vraag het aan het Werkcentrum Zuid-Holland Centraal"
    )
    box.get_by_label("Wat is uw vraag?").fill("mijn contract wordt niet verlengd")
    box.get_by_role("button", name="Zoek hulp").click()

    visitor.wait_for_url(f"{address}/antwoord/**")
    assert len(visitor.frames) == 1, "the answer is a page of its own"
    expect(visitor.get_by_role("heading", level=1)).to_be_visible()
    assert visitor.context.cookies() == []
    assert {url for url in asked if not url.startswith((address, partner, "data:"))} == set()
    visitor.go_back()
    expect(visitor.get_by_role("heading", name="Buurthuis")).to_be_visible()


def test_the_frame_is_as_tall_as_the_box_on_any_screen(visitor, address, partner):
    visitor.goto(f"{partner}/nl.html")
    box = box_of(visitor, address)
    wide = box.frame_element().bounding_box()

    visitor.set_viewport_size(PHONE)
    box.wait_for_function(f"() => {HIDDEN} <= 0 && window.innerWidth < 400")

    narrow = box.frame_element().bounding_box()
    assert wide
    assert narrow
    assert narrow["height"] > wide["height"]


def test_a_message_from_somebody_else_changes_nothing(visitor, address, partner):
    visitor.goto(f"{partner}/nl.html")
    frame = box_of(visitor, address).frame_element()
    before = frame.bounding_box()

    visitor.evaluate(
        """() => new Promise((done) => {
          addEventListener("message", done);
          postMessage({ werkcentrumHeight: 1 }, "*");
        })"""
    )

    assert frame.bounding_box() == before


def test_the_box_speaks_the_language_the_webmaster_chose(visitor, address, partner):
    visitor.goto(f"{partner}/ar.html")
    box = box_of(visitor, address)

    assert box.url == f"{address}/ar/vraagvak/"
    assert box.evaluate("document.documentElement.dir") == "rtl"


@pytest.mark.parametrize("when", ["", " async", " defer"])
def test_a_script_tag_in_the_head_puts_the_box_at_the_end_of_the_page(
    visitor, address, partner, tmp_path, when
):
    html = IN_THE_HEAD.format(address=address, when=when)
    (tmp_path / "head.html").write_text(html, encoding="utf-8")

    visitor.goto(f"{partner}/head.html")

    box = box_of(visitor, address).frame_element()
    assert box.evaluate("frame => frame.previousElementSibling.localName") == "main"


def test_no_other_page_of_ours_is_shown_inside_theirs(visitor, address, partner):
    visitor.goto(f"{partner}/nl.html")
    box_of(visitor, address)

    shown = visitor.frame_locator("iframe[title=Alles]").locator("#q")
    assert shown.count() == 0


def test_a_form_that_a_webmaster_copied_works_without_javascript(
    browser, address, tmp_path, partner
):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/insluiten/")
    form = page.locator("pre", has_text="<form").inner_text()
    (tmp_path / "form.html").write_text(f"<!DOCTYPE html><title>Buurthuis</title>{form}")

    page.goto(f"{partner}/form.html")
    page.get_by_label("Wat is uw vraag?").fill("hulp met mijn cv")
    page.get_by_role("button", name="Zoek hulp").click()

    expect(page).to_have_url(f"{address}/antwoord/?q=hulp+met+mijn+cv")
    context.close()
