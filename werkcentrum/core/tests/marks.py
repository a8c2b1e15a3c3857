"""Marks that the tests of more than one app put on a test."""

import pytest

sends = pytest.mark.house_rule_off(
    "queries", reason="a form that is sent and the page after it are two answers"
)

has_session = pytest.mark.house_rule_off(
    "cookies", reason="whoever is in Mijn Werkcentrum has a session: these pages are not only read"
)
