"""Many people want one moment at once, over real connections, on SQLite and on PostgreSQL."""

from collections import Counter

import pytest

from tests.installation import Installation

pytestmark = [pytest.mark.slow, pytest.mark.database]
# Slots whose counter is not the sum of those who take a place, which the database cannot say.
WRONG_COUNTS = """
SELECT s.id FROM appointments_appointmentslot s WHERE s.booked <> (
    SELECT coalesce(sum(a.party_size), 0) FROM appointments_appointment a WHERE a.slot_id = s.id
    AND a.state IN ('held', 'pending_confirmation', 'booked', 'arrived', 'attended'))
"""


@pytest.fixture
def installation(tmp_path):
    """An installation without regions."""
    with Installation(tmp_path / "var", tmp_path) as found:
        yield found


def race(installation: Installation, what: str) -> Counter[str]:
    """What everybody got; and every counter is right."""
    words = installation.race("werkcentrum.appointments.tests.racing", what)
    assert installation.ask(WRONG_COUNTS) == []
    return Counter(words)


def test_scenario_01_of_forty_people_one_gets_the_last_place(installation):
    assert race(installation, "last_place") == {"booked": 1, "nee": 39}
    assert installation.ask(
        "SELECT booked, capacity FROM appointments_appointmentslot WHERE booked > 0"
    ) == [(3, 3)]


def test_scenario_02_a_form_sent_eight_times_is_one_appointment(installation):
    assert list(race(installation, "same_form").values()) == [8]
    assert installation.ask("SELECT count(*) FROM appointments_appointment") == [(1,)]
    assert installation.ask("SELECT count(*) FROM casework_client") == [(1,)]
    # Four workers make messages of it at once: a confirmation and a reminder.
    told = race(installation, "four_workers")
    assert sum(int(count) * times for count, times in told.items()) == 2
    assert installation.ask("SELECT count(*) FROM core_outboxmessage") == [(2,)]


def test_scenario_03_of_visitors_and_staff_one_gets_the_quarters_of_an_hour(installation):
    found = race(installation, "public_and_staff")

    assert found["nee"] == 7
    assert found["bezoeker:booked"] + found["medewerker:booked"] == 1


def test_scenario_05_of_two_who_confirm_for_one_place_the_second_is_refused(installation):
    assert race(installation, "two_pending") == {"booked": 1, "nee": 1}


def test_scenario_06_three_advisers_never_have_two_visitors_at_once(installation):
    found = race(installation, "any_adviser")

    assert (found["nee"], sum(found.values())) == (7, 10)
    assert [count for word, count in found.items() if word != "nee"] == [1, 1, 1]


def test_scenario_07_of_parties_of_two_one_fits_in_three_places(installation):
    assert race(installation, "party_of_two") == {"booked": 1, "nee": 3}


def test_scenario_08_holds_that_are_too_old_and_new_ones_share_the_places(installation):
    found = race(installation, "last_hold")

    assert found == {"held": 8, "nee": 12}


def test_scenario_10_cancelling_and_booking_at_once_never_counts_too_many_or_too_few(installation):
    found = race(installation, "cancel_and_rebook")

    assert found["cancelled_by_client"] == 4
    assert found["booked"] <= 4


def test_people_who_change_places_do_not_wait_for_ever(installation):
    assert race(installation, "swaps") == {"ja": 20}
    assert installation.ask(
        "SELECT count(*) FROM appointments_appointment WHERE state = 'booked'"
    ) == [(20,)]


def test_nobody_is_left_with_an_adviser_who_is_away(installation):
    race(installation, "away_while_booking")

    alone = "SELECT count(*) FROM appointments_appointment a JOIN accounts_user u "
    alone += "ON u.id = a.adviser_id WHERE u.email LIKE 'fatima%' AND a.state = 'booked' "
    assert installation.ask(f"{alone} AND NOT a.is_orphaned") == [(0,)]
