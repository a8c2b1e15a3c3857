"""Fixtures for every test.

What they guard stands in tests/guards.py, regions in tests/world.py, the order in tests/order.py,
what makes them cheap in tests/room.py.
"""

from collections.abc import Callable
from datetime import datetime

import pytest
from time_machine import TimeMachineFixture

from werkcentrum.core.clock import AMSTERDAM
from werkcentrum.core.testing import Page, Queries
from werkcentrum.core.tests.make import MONDAY_MORNING

pytest_plugins = ["tests.guards", "tests.order", "tests.room", "tests.world"]


@pytest.fixture
def page(request, db) -> Page:
    """Opens pages as a visitor; every answer keeps the house rules (core/house_rules.py)."""
    return Page(off=frozenset(rules_off(request.node)))


@pytest.fixture
def queries() -> Queries:
    """`with queries.at_most(5): ...` fails when the block needs more database statements."""
    return Queries()


@pytest.fixture
def monday(time_machine) -> None:
    """It is Monday morning when the test begins."""
    time_machine.move_to(MONDAY_MORNING)


@pytest.fixture
def clock(time_machine) -> TimeMachineFixture:
    """It stays Monday morning, until `clock.shift` or `clock.move_to` lets time pass."""
    time_machine.move_to(MONDAY_MORNING, tick=False)
    return time_machine


@pytest.fixture
def set_clock(time_machine) -> Callable[[str], None]:
    """`set_clock("2025-07-07 14:00")`: from now on it is then, in the Netherlands."""

    def move(moment: str) -> None:
        time_machine.move_to(datetime.fromisoformat(moment).replace(tzinfo=AMSTERDAM))

    return move


def rules_off(node) -> list[str]:
    """The house rules that a test's markers switch off, each with its reason."""
    names = []
    for marker in node.iter_markers("house_rule_off"):
        name, reason = (*marker.args, marker.kwargs.get("reason", ""))[:2]
        if not str(reason).strip():
            pytest.fail(f"zeg waarom huisregel {name!r} hier niet geldt")
        names.append(name)
    return names
