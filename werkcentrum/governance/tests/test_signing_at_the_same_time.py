"""Colleagues write down and confirm one signature at once, on SQLite and on PostgreSQL."""

from collections import Counter

import pytest

from tests.installation import Installation

pytestmark = [pytest.mark.slow, pytest.mark.database]


def test_of_colleagues_who_do_the_same_at_once_one_does_it(tmp_path):
    with Installation(tmp_path / "var", tmp_path) as installation:
        race = "werkcentrum.governance.tests.racing_signatures"
        signing = Counter(installation.race(race, "signing"))
        thoughts = installation.race(race, "second_thoughts")

    # One writes it down, one confirms that; and both confirm the last two of another agreement.
    assert signing == {"opgeschreven": 1, "bevestigd": 1 + 2, "nee": 5 + 5, "1 keer in werking": 1}
    assert sorted(thoughts) in (["bevestigd", "nee", "telt"], ["nee", "teruggenomen"])
