"""Fixtures for every test. What they guard stands in tests/guards.py, regions in tests/world.py."""

import pytest

from werkcentrum.core.testing import Page, Queries

pytest_plugins = ["tests.guards", "tests.world"]


@pytest.fixture
def page(request, db) -> Page:
    """Opens pages as a visitor; every answer keeps the house rules (core/house_rules.py)."""
    return Page(off=frozenset(rules_off(request.node)))


@pytest.fixture
def queries() -> Queries:
    """`with queries.at_most(5): ...` fails when the block needs more database statements."""
    return Queries()


def rules_off(node) -> list[str]:
    """The house rules that a test's markers switch off, each with its reason."""
    names = []
    for marker in node.iter_markers("house_rule_off"):
        name, reason = (*marker.args, marker.kwargs.get("reason", ""))[:2]
        if not str(reason).strip():
            pytest.fail(f"zeg waarom huisregel {name!r} hier niet geldt")
        names.append(name)
    return names
