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


@pytest.mark.slow
@pytest.mark.database
def test_of_four_people_who_sort_a_question_under_a_label_each_one_does(tmp_path):
    with Installation(tmp_path / "var", tmp_path) as office:
        labels = office.race("werkcentrum.frontdoor.tests.racing", "other_labels")

        [label] = set(labels) - {"nee"}
        assert labels.count("nee") == 3
        assert office.ask("SELECT key FROM catalogue_contentchange") == [(label,)]
        assert office.ask("SELECT label FROM frontdoor_question") == [(label,)]
