"""Colleagues who change one draft at once, over real connections, on SQLite and on PostgreSQL."""

from collections import Counter

import pytest

from tests.installation import Installation

pytestmark = [pytest.mark.slow, pytest.mark.database]


def test_of_colleagues_who_read_the_same_draft_one_writes_and_the_others_keep_their_words(tmp_path):
    with Installation(tmp_path / "var", tmp_path) as installation:
        answers = Counter(installation.race("werkcentrum.vacancies.tests.racing", "same_draft"))

        assert answers == {"bewaard": 1, "te laat": 5}
        changes = "SELECT count(*) FROM audit_auditline WHERE verb = 'vacancies.changed'"
        assert installation.ask(changes) == [(1,)]
