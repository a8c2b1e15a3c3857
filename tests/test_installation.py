"""Races in an installation of its own: one that breaks off is told, and stops no other."""

import pytest

from tests.installation import Installation

pytestmark = [pytest.mark.slow, pytest.mark.database]
RACES = "werkcentrum.casework.tests.racing"


def test_a_race_that_breaks_off_fails_its_own_test_only(tmp_path):
    with Installation(tmp_path / "var", tmp_path) as installation:
        with pytest.raises(AssertionError, match="brak af"):
            installation.race(RACES, "nobody_made_this_race")

        assert installation.race(RACES, "same_form") != []


def test_each_race_begins_with_the_database_of_its_own_installation(tmp_path):
    for office in ("een", "twee"):
        with Installation(tmp_path / office, tmp_path) as installation:
            installation.race(RACES, "same_form")

            assert installation.ask("SELECT count(*) FROM casework_enquiry") == [(1,)]
