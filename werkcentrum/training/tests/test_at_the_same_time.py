"""A table that five people take over at once comes in once: on SQLite and on PostgreSQL."""

import pytest

from tests.installation import Installation


@pytest.mark.slow
@pytest.mark.database
def test_a_table_that_five_people_take_over_at_once_comes_in_once(tmp_path):
    with Installation(tmp_path / "var", tmp_path) as office:
        found = office.race("werkcentrum.training.tests.racing", "same_table")

        assert sorted(found) == ["0", "0", "0", "0", "20"]
        assert office.ask("SELECT count(*) FROM training_training") == [(20,)]
