"""An installation of its own begins without waiting, and a race that breaks off stops no other."""

import sys
from collections.abc import Callable
from unittest.mock import Mock

import pytest

from tests import installation
from tests.installation import FILE, Installation, _races

pytestmark = [pytest.mark.slow, pytest.mark.database]
RACES = "werkcentrum.casework.tests.racing"


def talkative(word: str) -> list[str]:
    """A race that also prints something."""
    sys.stdout.write("Even geduld\n")
    return [word]


def test_a_race_that_breaks_off_fails_its_own_test_only(tmp_path):
    with Installation(tmp_path / "var", tmp_path) as own:
        with pytest.raises(AssertionError, match="brak af"):
            own.race(RACES, "nobody_made_this_race")

        assert own.race(RACES, "same_form") != []


def test_each_race_begins_with_the_database_of_its_own_installation(tmp_path):
    for office in ("een", "twee"):
        with Installation(tmp_path / office, tmp_path) as own:
            own.race(RACES, "same_form")

            assert own.ask("SELECT count(*) FROM casework_enquiry") == [(1,)]


def test_what_a_race_prints_is_no_answer(tmp_path):
    with Installation(tmp_path / "var", tmp_path) as own:
        assert own.race(__name__, "talkative", "een") == ["een"]


def test_a_race_that_nobody_waited_for_answers_no_other(tmp_path, monkeypatch):
    with Installation(tmp_path / "var", tmp_path) as own:
        with monkeypatch.context() as broken:
            broken.setattr(_races(), "stdout", Mock(readline=Mock(side_effect=KeyboardInterrupt)))
            with pytest.raises(KeyboardInterrupt):
                own.race(__name__, "talkative", "een")

        assert own.race(__name__, "talkative", "twee") == ["twee"]


@pytest.fixture
def begin(tmp_path, monkeypatch) -> Callable[[str], list[str]]:
    """`begin("first")`: a test run begins; the names of the runs that migrated."""
    names = []

    def migrate(empty: Installation) -> None:
        names.append(empty.name)
        empty.var.mkdir()
        (empty.var / FILE).write_text("without rows")

    def run(name: str) -> list[str]:
        monkeypatch.setenv("WERKCENTRUM_TEST_RUN", str(tmp_path / name))
        (tmp_path / name).mkdir()
        made = installation.migrated.__wrapped__()
        assert (made.var / FILE).read_text() == "without rows"
        return names

    monkeypatch.delenv("WERKCENTRUM_DATABASE", raising=False)
    monkeypatch.setattr(Installation, "migrate", migrate)
    monkeypatch.setattr(installation, "_KEPT", tmp_path / "kept")
    return run


def test_whoever_tries_again_does_not_wait_for_the_migrations(begin):
    assert begin("first") == ["first"]
    assert begin("second") == ["first"]


def test_whoever_changed_a_migration_tries_that(begin, monkeypatch, tmp_path):
    begin("first")
    folder = tmp_path / "werkcentrum" / "core" / "migrations"
    folder.mkdir(parents=True)
    (folder / "0001_outbox.py").write_text("# another one")
    monkeypatch.setattr(installation, "_ROOT", tmp_path)

    assert begin("second") == ["first", "second"]
    assert len(list((tmp_path / "kept").iterdir())) == 1
