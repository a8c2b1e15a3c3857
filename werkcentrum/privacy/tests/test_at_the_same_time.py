"""Two at once end well in the register, on SQLite and on PostgreSQL."""

import pytest

from tests.installation import Installation


@pytest.mark.slow
@pytest.mark.database
def test_what_is_shared_while_somebody_withdraws_is_refused(tmp_path):
    with Installation(tmp_path / "var", tmp_path) as installation:
        found = installation.race("werkcentrum.privacy.tests.racing", "withdrawn_while_shared")

        assert found == ["ingetrokken", "nee"]
        assert installation.ask("SELECT count(*) FROM privacy_disclosure") == [(0,)]


@pytest.mark.slow
@pytest.mark.database
@pytest.mark.parametrize("race", ["described_while_loaded", "kept_longer_while_loaded"])
def test_what_karin_changes_while_the_folder_is_loaded_is_changed_after_it(tmp_path, race):
    with Installation(tmp_path / "var", tmp_path) as installation:
        found = installation.race("werkcentrum.privacy.tests.racing", race)

        assert found == ["geladen", "veranderd"]
