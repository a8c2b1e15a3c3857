"""Races in an installation of its own: one that breaks off is told, and stops no other."""

import sys
from unittest.mock import Mock

import pytest

from tests.installation import Installation, _races

pytestmark = [pytest.mark.slow, pytest.mark.database]
RACES = "werkcentrum.casework.tests.racing"


def talkative(word: str) -> list[str]:
    """A race that also prints something."""
    sys.stdout.write("Even geduld\n")
    return [word]


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


def test_what_a_race_prints_is_no_answer(tmp_path):
    with Installation(tmp_path / "var", tmp_path) as installation:
        assert installation.race(__name__, "talkative", "een") == ["een"]


def test_a_race_that_nobody_waited_for_answers_no_other(tmp_path, monkeypatch):
    with Installation(tmp_path / "var", tmp_path) as installation:
        with monkeypatch.context() as broken:
            broken.setattr(_races(), "stdout", Mock(readline=Mock(side_effect=KeyboardInterrupt)))
            with pytest.raises(KeyboardInterrupt):
                installation.race(__name__, "talkative", "een")

        assert installation.race(__name__, "talkative", "twee") == ["twee"]
