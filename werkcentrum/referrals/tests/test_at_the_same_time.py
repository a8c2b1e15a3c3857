"""People who do different things at once, over real connections, on SQLite and on PostgreSQL."""

from collections import Counter

import pytest

from tests.installation import Installation

pytestmark = [pytest.mark.slow, pytest.mark.database]


@pytest.fixture
def installation(tmp_path):
    """An installation without regions."""
    with Installation(tmp_path / "var", tmp_path) as found:
        yield found


def race(installation: Installation, what: str) -> Counter[str]:
    """How often each answer was given."""
    return Counter(installation.race("werkcentrum.referrals.tests.racing", what))


def test_of_a_team_that_accepts_and_declines_at_once_one_answer_counts(installation):
    assert race(installation, "accept_and_decline") == {"ja": 1, "nee": 7}
    assert installation.ask(
        "SELECT count(*) FROM audit_auditline WHERE verb IN "
        "('referrals.accepted', 'referrals.declined')"
    ) == [(1,)]


def test_who_takes_a_consent_back_while_a_team_opens_is_not_read_afterwards(installation):
    answers = race(installation, "withdraw_and_open")

    assert answers["1"] == 10
    assert answers["geopend"] + answers["nee"] == 10
    states = installation.ask("SELECT DISTINCT state FROM referrals_referral")
    assert states == [("withdrawn",)]
    assert installation.ask(
        "SELECT count(*) FROM referrals_answerlink WHERE revoked_at IS NULL"
    ) == [(0,)]


def test_what_is_sent_while_a_consent_is_taken_back_is_stopped_or_never_left(installation):
    answers = race(installation, "send_and_withdraw")

    assert answers["ingetrokken"] == 10
    states = dict(installation.ask("SELECT state, count(*) FROM referrals_referral GROUP BY state"))
    assert set(states) <= {"draft", "withdrawn"}
    assert states.get("withdrawn", 0) == answers["verstuurd"]


def test_an_appointment_that_is_moved_while_a_consent_is_taken_back_does_not_go_on(installation):
    answers = race(installation, "move_and_withdraw")

    assert answers["ingetrokken"] == 10
    assert answers["verzet"] + answers["nee"] == 10
    assert installation.ask(
        "SELECT count(*) FROM appointments_appointment WHERE state = 'booked' "
        "OR companion_id IS NOT NULL"
    ) == [(0,)]


def test_what_is_made_or_sent_many_times_at_once_is_there_once(installation):
    assert race(installation, "same_draft") == {"gemaakt": 1, "verstuurd": 1, "nee": 10}
    assert installation.ask("SELECT count(*) FROM referrals_answerlink") == [(1,)]


def test_of_who_is_forgotten_while_somebody_writes_about_them_nothing_is_left(installation):
    answers = race(installation, "forget_and_write")

    assert answers["vergeten"] == 8
    assert answers["gemaakt"] + answers["geschreven"] + answers["nee"] == 16
    assert installation.ask("SELECT count(*) FROM casework_note") == [(0,)]
    # Of the one whom nobody forgot.
    assert installation.ask("SELECT state FROM referrals_referral WHERE summary <> ''") == [
        ("draft",)
    ]
