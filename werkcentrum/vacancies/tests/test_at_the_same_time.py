"""A source, the link of an employer and a draft, each in many hands at once: on both databases."""

from collections import Counter

import pytest
from django.db import connection

from tests.installation import Installation

pytestmark = [pytest.mark.slow, pytest.mark.database]
RACING = "werkcentrum.vacancies.tests.racing"


@pytest.fixture
def office(tmp_path):
    with Installation(tmp_path / "var", tmp_path) as installation:
        yield installation


@pytest.mark.parametrize("race", ["same_file", "other_files"])
def test_a_source_that_is_taken_over_by_six_at_once_comes_in_once(office, race):
    found = office.race(RACING, race)

    assert "ja" in found
    assert set(found) <= {"ja", "nee"}
    assert office.ask("SELECT count(*), count(DISTINCT source_id) FROM vacancies_vacancy") == [
        (40, 40)
    ]
    [(unfinished,)] = office.ask(
        "SELECT count(*) FROM vacancies_vacancyimport WHERE ended_at IS NULL"
    )
    assert unfinished == 0


def test_of_six_sources_with_the_same_work_at_once_one_comes_on_the_website(office):
    assert office.race(RACING, "other_sources") == ["ja"] * 6

    counted = "SELECT state, count(*) FROM vacancies_vacancy GROUP BY state ORDER BY state"
    assert office.ask(counted) == [("published", 40), ("to_check", 200)]


def test_behind_one_link_one_press_counts_at_a_time(office):
    found = office.race(RACING, "link_twice")

    assert found.count("nee") == 7
    [(state,)] = office.ask("SELECT state FROM vacancies_vacancy")
    assert state == ("closed" if "dicht" in found else "published")


def test_of_colleagues_who_read_the_same_draft_one_writes_and_the_others_keep_their_words(office):
    answers = Counter(office.race(RACING, "same_draft"))

    assert answers == {"bewaard": 1, "te laat": 5}
    changes = "SELECT count(*) FROM audit_auditline WHERE verb = 'vacancies.changed'"
    assert office.ask(changes) == [(1,)]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="on SQLite one writes at a time")
def test_what_is_committed_after_something_newer_is_found_too(office):
    assert office.race(RACING, "committed_late") == ["Ober", "Kok+Ober"]
