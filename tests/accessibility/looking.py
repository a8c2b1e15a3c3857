"""Looks at a page in a real browser the way people with other eyes, hands and windows do."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from playwright.sync_api import Error, Page, Request

from tests.source import ROOT

_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Where to find each element that passes nobody asks.
_OPTIONS = {
    "runOnly": {"type": "tag", "values": _RULES},
    "resultTypes": ["violations", "incomplete"],
    "selectors": False,
}
_WIDE = {"width": 1280, "height": 800}
_NARROW = {"width": 320, "height": 640}

# Only what is wrong leaves the browser: all that axe knows of a page takes longer than its work.
# Of text in the very colour of its ground axe says that it is not sure; nobody can read it. Where
# the system chooses the colours, axe does not see which.
_FOUND = """async options => {
  const {violations, incomplete} = await axe.run(document, options);
  const isOurs = !matchMedia('(forced-colors: active)').matches;
  const unseen = node =>
    isOurs && node.any.some(check => check.data?.messageKey === 'equalRatio');
  return [
    ...violations,
    ...incomplete.map(found => ({...found, nodes: found.nodes.filter(unseen)})),
  ].flatMap(found => found.nodes.map(node => `${found.id}: ${node.html.slice(0, 160)}`));
}"""

# Links inside a sentence are exempt (WCAG 2.5.8); everything else is at least 24 pixels. What is
# hidden from everybody is no target: a button that only says what the Enter key does.
_SMALL_TARGETS = """() => [
  ...document.querySelectorAll('a, button, input:not([type=hidden]), select, summary')
].filter(element => {
  const box = element.getBoundingClientRect();
  const isInSentence = element.tagName === 'A' && getComputedStyle(element).display === 'inline';
  const isThere = box.width && !element.closest('[aria-hidden=true]');
  return isThere && !isInSentence && (box.width < 24 || box.height < 24);
}).map(element => element.outerHTML.slice(0, 120))"""


def look_at(page: Page, *, with_axe_narrow: bool = True) -> None:
    """Axe on a desktop, and then all that must hold on a phone; the window is a phone's after it.

    Raises AssertionError with what is wrong.
    """
    page.set_viewport_size(_WIDE)
    assert violations(page) == []
    look_at_narrow(page, with_axe=with_axe_narrow)


def look_at_narrow(page: Page, *, with_axe: bool = True) -> None:
    """Axe, nothing out of view and nothing too small to touch at 320 pixels (WCAG 1.4.10).

    Raises AssertionError with what is wrong.
    """
    page.set_viewport_size(_NARROW)
    if with_axe:
        assert violations(page) == []
    assert overflow(page) <= 0, "horizontal scrolling at 320 pixels"
    assert page.evaluate(_SMALL_TARGETS) == []


def violations(page: Page) -> list[str]:
    """What axe finds, one line each."""
    page.wait_for_load_state()  # a click waits for an answer, not for what is in it
    if page.evaluate("!window.axe"):
        page.evaluate(_axe())
    found: list[str] = page.evaluate(_FOUND, _OPTIONS)
    return found


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    page.wait_for_load_state()
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


@contextmanager
def nothing_goes_wrong(page: Page, address: str) -> Iterator[None]:
    """Meanwhile the page asks nobody but `address` for anything, and its scripts go well.

    Raises AssertionError with what was asked elsewhere and what went wrong.
    """
    foreign: list[str] = []
    errors: list[str] = []

    def asked(request: Request) -> None:
        if not request.url.startswith((address, "data:")):
            foreign.append(request.url)

    def failed(error: Error) -> None:
        errors.append(str(error))

    page.on("request", asked)
    page.on("pageerror", failed)
    try:
        yield
    finally:
        page.remove_listener("request", asked)
        page.remove_listener("pageerror", failed)
    assert (foreign, errors) == ([], [])


@cache
def _axe() -> str:
    """Its program: tests are collected while the frontend is still on its way."""
    return (ROOT / "frontend/node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
