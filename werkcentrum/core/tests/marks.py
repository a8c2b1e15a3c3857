"""Marks that the tests of more than one app put on a test."""

import pytest

sends = pytest.mark.house_rule_off(
    "queries", reason="a form that is sent and the page after it are two answers"
)
