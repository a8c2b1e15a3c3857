"""Questions that are sorted in several tabs at once: on SQLite and on PostgreSQL."""

import json

import pytest

from tests.installation import Installation


@pytest.mark.slow
@pytest.mark.database
def test_questions_that_karin_sorts_in_four_tabs_at_once_all_become_examples(tmp_path):
    with Installation(tmp_path / "var", tmp_path) as office:
        sorted_ones = office.race("werkcentrum.frontdoor.tests.racing", "same_service")

        [(data,)] = office.ask("SELECT data FROM catalogue_contentchange")
        rows = (json.loads(data) if isinstance(data, str) else data)["questions"]
        assert sorted(row["text"] for row in rows) == sorted(sorted_ones)
