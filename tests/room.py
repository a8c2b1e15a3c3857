"""Lets Python spend its time on the tests: a large stack, and few searches for garbage."""

import gc
from collections.abc import Callable
from functools import partial

import pytest

_SLOTS = 40_000


def _with_room(call: Callable[[], None]) -> None:
    call()


# Python takes stack in pieces of 16 kB, and at the edge of one asks the system for the next and
# gives it back, call after call: an eighth of what tests of pages cost. This frame asks so much
# that whatever is called from here has room.
_with_room.__code__ = _with_room.__code__.replace(co_stacksize=_SLOTS)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Each test runs with room."""
    item.runtest = partial(_with_room, item.runtest)


def pytest_collection_finish() -> None:
    """Thousands of tests are no garbage, and need not be looked at again and again."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
