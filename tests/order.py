"""Files with slow tests are begun first, so that two workers are done at about the same time.

`--first-example`: of a test with many examples only the first one, unless it is about the database.
"""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """One choice of ours."""
    parser.addoption("--first-example", action="store_true", help="one example of each test")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """After the shuffle, whose order otherwise stays."""
    if config.getoption("first_example"):
        firsts = {_sentence(item): item for item in reversed(items)}
        others = [
            item
            for item in items
            if item is not firsts[_sentence(item)] and not item.get_closest_marker("database")
        ]
        config.hook.pytest_deselected(items=others)
        left_out = set(others)
        items[:] = [item for item in items if item not in left_out]
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


def _sentence(item: pytest.Item) -> str:
    return item.nodeid.partition("[")[0]
