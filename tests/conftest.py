"""Fixtures of the browser tests: one site and one browser for all of them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.serving import Site, launch, log_in, serving


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """The example region, as `make demo` serves it."""
    with serving() as found:
        yield found


@pytest.fixture
def address(site: Site) -> str:
    """Where the example region is served."""
    return site.address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        found = launch(playwright)
        yield found
        found.close()


@pytest.fixture(scope="session")
def editor(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """The browser of the demo's editor, logged in once: a code works once."""
    with browser.new_context() as context:
        log_in(context, site, "editor")
        yield context


@pytest.fixture(scope="session")
def publisher(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """The browser of the demo's publisher, logged in once."""
    with browser.new_context() as context:
        log_in(context, site, "publisher")
        yield context


@pytest.fixture(scope="session")
def adviser(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """The browser of the demo's adviser, logged in once."""
    with browser.new_context() as context:
        log_in(context, site, "adviser")
        yield context
