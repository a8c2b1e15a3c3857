"""What the tests of the digital desk have in common: the clock, and what a page left behind."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from werkcentrum.core.clock import AMSTERDAM


@pytest.fixture
def set_clock(time_machine) -> Callable[[str], None]:
    """`set_clock("2025-07-07 14:00")`: from now on it is then, in the Netherlands."""

    def move(moment: str) -> None:
        time_machine.move_to(datetime.fromisoformat(moment).replace(tzinfo=AMSTERDAM))

    return move


@pytest.fixture
def spooled(var) -> Callable[[], list[dict[str, Any]]]:
    """`spooled()`: what pages left for the worker, in order."""

    def read() -> list[dict[str, Any]]:
        path = var / "spool" / "open.jsonl"
        lines = path.read_text().splitlines() if path.exists() else []
        return [json.loads(line) for line in lines]

    return read
