"""Many people at one desk at once, over real connections, on SQLite and on PostgreSQL."""

import pytest

from tests.installation import Installation

pytestmark = [pytest.mark.slow, pytest.mark.database]


@pytest.fixture
def installation(tmp_path):
    """An installation without regions."""
    with Installation(tmp_path / "var", tmp_path) as found:
        yield found


def race(installation: Installation, what: str) -> list[str]:
    """What everybody got."""
    return installation.race("werkcentrum.desk.tests.racing", what)


def test_scenario_12_eight_advisers_who_press_next_together_each_call_somebody_else(installation):
    helped = race(installation, "calls")

    assert sorted(helped, key=lambda label: int(label[1:])) == [f"A{n}" for n in range(1, 101)]
    assert installation.ask("SELECT count(*) FROM desk_ticket WHERE state = 'done'") == [(100,)]
    # Ids sort by the moment at which a row was written.
    called = installation.ask(
        "SELECT t.number FROM desk_ticketevent e JOIN desk_ticket t ON t.id = e.ticket_id "
        "WHERE e.state = 'called' ORDER BY e.id"
    )
    assert [number for (number,) in called] == list(range(1, 101))


def test_of_eight_advisers_who_call_the_same_person_one_does(installation):
    assert sorted(race(installation, "same_person")) == ["A1", *["nee"] * 7]


def test_scenario_13_an_adviser_with_four_windows_calls_one_visitor(installation):
    assert sorted(race(installation, "same_adviser")) == ["A1", "nee", "nee", "nee"]


def test_nobody_has_a_visitor_at_a_place_that_they_just_left(installation):
    assert race(installation, "changing_places") == []


def test_an_adviser_who_sits_down_at_many_desks_at_once_sits_at_one(installation):
    assert set(race(installation, "many_places")) <= {"ja", "nee"}
    assert installation.ask("SELECT count(*) FROM desk_counter WHERE adviser_id IS NOT NULL") == [
        (1,)
    ]


def test_scenario_14_three_kiosks_and_five_hosts_give_out_each_number_once(installation):
    given = race(installation, "numbers")

    assert sorted(given, key=lambda label: int(label[1:])) == [f"A{n}" for n in range(1, 81)]


def test_scenario_15_a_kiosk_that_asks_again_gets_the_same_number(installation):
    assert race(installation, "same_request") == ["A1"] * 8
    assert installation.ask("SELECT count(*) FROM desk_ticket") == [(1,)]
    assert installation.ask(
        "SELECT count(*) FROM audit_auditline WHERE verb = 'desk.checked_in'"
    ) == [(1,)]


def test_scenario_17_two_desks_that_send_visitors_to_each_other_do_not_wait_for_ever(installation):
    given = race(installation, "transfers")

    assert sorted(given, key=lambda label: (label[0], int(label[1:]))) == [
        *(f"A{n}" for n in range(16, 31)), *(f"B{n}" for n in range(16, 31)),
    ]  # fmt: skip
