"""A form is sent twice at the same moment, on SQLite and on PostgreSQL."""

import pytest

from tests.installation import Installation

pytestmark = [pytest.mark.slow, pytest.mark.database]


@pytest.fixture
def installation(tmp_path):
    """An installation without regions."""
    with Installation(tmp_path / "var", tmp_path) as found:
        yield found


def test_a_question_sent_eight_times_at_once_is_one_enquiry_of_one_person(installation):
    asked = installation.race("werkcentrum.casework.tests.racing", "same_form")

    assert len(asked) == 8
    assert len(set(asked)) == 1
    assert installation.ask("SELECT count(*) FROM casework_enquiry") == [(1,)]
    assert installation.ask("SELECT count(*) FROM casework_client") == [(1,)]


def test_an_employer_who_sends_eight_times_is_one_employer(installation):
    asked = installation.race("werkcentrum.casework.tests.racing", "same_employer")

    assert len(asked) == 8
    assert len(set(asked)) == 1
    assert installation.ask("SELECT count(*) FROM casework_employer") == [(1,)]


def test_an_employer_with_eight_questions_at_once_is_one_employer(installation):
    asked = installation.race("werkcentrum.casework.tests.racing", "questions_of_one_employer")

    assert len(set(asked)) == 8
    assert "nee" not in asked
    assert installation.ask("SELECT count(*) FROM casework_employer") == [(1,)]
