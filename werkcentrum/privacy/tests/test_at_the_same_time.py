"""Between a withdrawal and its end nothing slips through, on SQLite and on PostgreSQL."""

import pytest

from tests.installation import Installation


@pytest.mark.slow
@pytest.mark.database
def test_what_is_shared_while_somebody_withdraws_is_refused(tmp_path):
    with Installation(tmp_path / "var", tmp_path) as installation:
        found = installation.race("werkcentrum.privacy.tests.racing", "withdrawn_while_shared")

        assert found == ["ingetrokken", "nee"]
        assert installation.ask("SELECT count(*) FROM privacy_disclosure") == [(0,)]
