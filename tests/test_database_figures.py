"""The benches that fill a database themselves still run, and what they ask is answered right.

Some hundreds of rows; `python -m bench --people N` and `--vacancies-db N` measure with many.
"""

import pytest

from tests.installation import Installation

pytestmark = [pytest.mark.slow, pytest.mark.database]


@pytest.fixture
def office(tmp_path):
    with Installation(tmp_path / "var", tmp_path) as found:
        yield found


def test_a_new_vacancy_finds_the_same_people_as_when_each_is_asked(office):
    told = office.run("bench.in_database", "people", "1500")

    assert "equal to one by one, scores too: 20 of 20 vacancies" in told
    assert any(line.startswith("who goes: not in the list, not in the arrays") for line in told)


def test_while_an_index_is_made_nobody_misses_what_is_published(office):
    told = office.run("bench.in_database", "vacancies_db", "400")

    assert any(line.startswith("failed pages: 0 of") for line in told)
    assert any(line.endswith("not in the new index: 0") for line in told)
    assert any(line.endswith("0 failed, 0 found nothing") for line in told)
