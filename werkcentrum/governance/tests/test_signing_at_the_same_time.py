"""Colleagues write down and confirm one signature at once, on SQLite and on PostgreSQL."""

from collections import Counter

import pytest

from tests.installation import Installation

pytestmark = [pytest.mark.slow, pytest.mark.database]


def test_of_colleagues_who_do_the_same_at_once_one_does_it(tmp_path):
    with Installation(tmp_path / "var", tmp_path) as installation:
        got = Counter(
            installation.race("werkcentrum.governance.tests.racing_signatures", "signing")
        )

    # One writes it down and one confirms that; both confirm the last two of another agreement; of
    # who confirms and who takes back, one is refused, and so is the second who withdraws a
    # decision. Who confirms while somebody withdraws the decision is refused, or it is told.
    assert got == {
        "opgeschreven": 1, "bevestigd": 1 + 2, "nee": 5 + 5 + 1, "1 keer in werking": 1,
        "een van beide": 1, "ingetrokken": 1, "klopt": 3,
    }  # fmt: skip
