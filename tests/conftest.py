"""Fixtures of the browser tests: one site and one browser for all of them."""

from collections.abc import Callable, Iterator

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
def staff(browser: Browser, site: Site) -> Iterator[Callable[[str], BrowserContext]]:
    """The browser of the demo's person in a role, logged in once: that takes seconds."""
    contexts: dict[str, BrowserContext] = {}

    def logged_in(role: str) -> BrowserContext:
        if role not in contexts:
            contexts[role] = browser.new_context()
            log_in(contexts[role], site, role)
        return contexts[role]

    yield logged_in
    for context in contexts.values():
        context.close()


@pytest.fixture
def editor(staff: Callable[[str], BrowserContext]) -> BrowserContext:
    """The browser of the demo's editor."""
    return staff("editor")


@pytest.fixture
def publisher(staff: Callable[[str], BrowserContext]) -> BrowserContext:
    """The browser of the demo's publisher."""
    return staff("publisher")


@pytest.fixture
def adviser(staff: Callable[[str], BrowserContext]) -> BrowserContext:
    """The browser of the demo's adviser."""
    return staff("adviser")
