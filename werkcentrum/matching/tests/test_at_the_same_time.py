"""Who decides, answers, asks and leaves at one moment: on SQLite and on PostgreSQL."""

import pytest

from tests.installation import Installation

pytestmark = [pytest.mark.slow, pytest.mark.database]
RACING = "werkcentrum.matching.tests.racing"


@pytest.fixture
def office(tmp_path):
    with Installation(tmp_path / "var", tmp_path) as installation:
        yield installation


def count(office, table):
    [(found,)] = office.ask(f"SELECT count(*) FROM {table}")  # noqa: S608  our own tables
    return found


def test_one_of_eight_colleagues_decides_on_an_objection(office):
    found = office.race(RACING, "decisions")

    assert sorted(found) == ["ja"] + 7 * ["nee"]
    [(is_upheld, by)] = office.ask("SELECT is_upheld, decided_by FROM matching_rankingobjection")
    [(is_ranked,)] = office.ask("SELECT is_ranked FROM profiles_profilefacts")
    assert bool(is_upheld) == bool(int(by[-1]) % 2)
    assert bool(is_ranked) != bool(is_upheld)


@pytest.mark.parametrize(
    ("race", "table"),
    [
        ("gone_while_listed", "matching_matchrun"),
        ("gone_while_made_ready", "matching_readyprofile"),
        ("gone_while_asked", "matching_contactrequest"),
    ],
)
def test_who_takes_their_consent_back_is_gone_whatever_is_written_meanwhile(office, race, table):
    assert office.race(RACING, race)[1] == "ingetrokken"
    assert (count(office, "profiles_profilefacts"), count(office, table)) == (0, 0)


@pytest.mark.parametrize("race", ["changed_while_made_anew", "made_anew_while_changed"])
def test_what_an_adviser_left_out_while_a_colleague_made_the_list_anew_is_not_lost(office, race):
    found = office.race(RACING, race)

    assert "ja" in found
    [(last,)] = office.ask("SELECT id FROM matching_matchrun ORDER BY made_at DESC LIMIT 1")
    kept = [run for (run,) in office.ask("SELECT run_id FROM matching_runstep")]
    assert (last in kept) == ("weggelaten" in found)


def test_a_vacancy_goes_while_a_list_is_made_that_leaves_it_out(office):
    assert office.race(RACING, "removed_while_listed") == ["ja", "verwijderd"]
    assert (count(office, "vacancies_vacancy"), count(office, "matching_runstep")) == (0, 0)
    assert count(office, "matching_matchrun") == 2


def test_of_six_advisers_who_write_down_an_answer_one_is_believed(office):
    found = office.race(RACING, "answers")

    assert sorted(found)[:-5] in (["geweigerd"], ["gezegd"])
    assert found.count("nee") == 5
    [(state,)] = office.ask("SELECT state FROM matching_contactrequest")
    assert state == ("yes" if "gezegd" in found else "no")
    assert count(office, "privacy_disclosure") == found.count("gezegd")


def test_a_yes_is_told_before_it_is_taken_back_or_not_at_all(office):
    found = office.race(RACING, "yes_while_withdrawn")

    assert found[1] == "ingetrokken"
    assert count(office, "privacy_disclosure") == found.count("gezegd")


def test_a_vacancy_closes_after_a_yes_or_before_it_but_not_in_between(office):
    assert office.race(RACING, "yes_while_closed") in (["gezegd", "yes"], ["nee", "open"])


def test_of_four_proposals_for_one_day_one_is_accepted_by_somebody_else(office):
    found = office.race(RACING, "weights")

    assert found.count("nee") == len(found) - 1
    [(by, proposed_by)] = office.ask(
        "SELECT decided_by, proposed_by FROM matching_matchweights WHERE is_accepted"
    )
    assert by != proposed_by
    assert by in ("bram", "noor")
