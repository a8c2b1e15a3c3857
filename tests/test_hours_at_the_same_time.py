"""Colleagues change the same hours at the same moment, over real connections, on both databases."""

import pytest

from tests.installation import Installation

pytestmark = [pytest.mark.slow, pytest.mark.database]
RACES = "werkcentrum.partners.tests.racing"


@pytest.fixture
def race(tmp_path):
    """How each of eight ended, how many rows there are, and how many changes were read anew."""

    def run(what: str) -> tuple[list[str], int, int]:
        with Installation(tmp_path / "var", tmp_path) as installation:
            *said, rows, version = installation.race(
                "werkcentrum.partners.tests.racing", "hours", what, "8"
            )
        return sorted(said), int(rows), int(version)

    return run


def test_the_same_hours_added_eight_times_at_once_are_there_once(race):
    said, rows, version = race("add")

    assert said.count("done") == 1
    assert set(said) == {"done", "Op maandag valt dit samen met de regel van 8.00 tot 10.00 uur."}
    # The row that was there, and the new one.
    assert (rows, version) == (2, 1)


def test_a_row_changed_eight_times_at_once_is_followed_by_one(race):
    said, rows, version = race("change")

    assert said.count("done") == 1
    assert set(said) == {"done", "Deze regel geldt op die dag al niet meer."}
    assert (rows, version) == (2, 1)


def test_the_button_pressed_by_eight_at_once_closes_once(race):
    said, rows, version = race("close")

    assert said.count("done") == 1
    assert set(said) == {"done", "Dit is nu al gesloten."}
    assert (rows, version) == (1, 1)


def test_eight_decisions_about_one_holiday_are_one_row(race):
    said, rows, version = race("holiday")

    assert (said, rows, version) == (["done"] * 8, 1, 8)
