"""What the journeys through pages and mail stand on: a town, a Monday morning, a mail server."""

from collections.abc import Iterator

import pytest

from tests.journeys.people import Post, Town
from werkcentrum.core.tests.mailserver import listening
from werkcentrum.core.tests.make import MONDAY_MORNING


@pytest.fixture
def town(region, page, settings, set_clock) -> Iterator[Town]:
    """Zuid-Holland Centraal in small, on the Monday, with mail that really leaves."""
    set_clock(f"{MONDAY_MORNING:%Y-%m-%d %H:%M}")
    region.is_demonstration = False
    region.save(update_fields=["is_demonstration"])
    with listening() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield Town(region, page, Post(server))
