"""What the tests of the digital desk have in common: the clock, and what a page left behind."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from werkcentrum.partners import middleware


@pytest.fixture
def spooled(var) -> Callable[[], list[dict[str, Any]]]:
    """`spooled()`: what pages left for the worker, in order."""

    def read() -> list[dict[str, Any]]:
        path = var / "spool" / "open.jsonl"
        lines = path.read_text().splitlines() if path.exists() else []
        return [json.loads(line) for line in lines]

    return read


@pytest.fixture
def no_region_memory(monkeypatch):
    """A region that was loaded anew is noticed at once, and not after two seconds."""
    monkeypatch.setattr(middleware, "REGION_MEMORY_SECONDS", 0.0)
