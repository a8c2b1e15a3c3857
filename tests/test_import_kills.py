"""Taking vacancies over is killed (SIGKILL): it goes on there, and nothing comes in twice."""

import json
import subprocess
import sys
import time

import pytest

from tests.installation import Installation

pytestmark = [pytest.mark.slow, pytest.mark.database]
MANY = 4_000
MOST_SECONDS = 120
CLI = "werkcentrum.config.cli"
REGION = "from werkcentrum.partners.tests.make import make_region; make_region()"


def test_killed_halfway_it_goes_on_where_it_was(tmp_path):
    path = tmp_path / "vacatures.json"
    path.write_text(json.dumps([
        {"idVacature": f"v{number}", "naamVacature": f"Bakker {number}",
         "omschrijvingVacature": "U bakt brood.", "adres": {"postcode": "2271AB"}}
        for number in range(MANY)
    ]))  # fmt: skip
    command = ["import-vacancies", str(path), "--source", "banen", "--format", "vum"]
    with Installation(tmp_path / "var", tmp_path) as office:

        def number(sql: str) -> int:
            [[count]] = office.ask(sql)
            return int(str(count or 0))

        office.run(CLI, "shell", "-c", REGION)
        taking = subprocess.Popen(
            [sys.executable, "-m", CLI, *command], env=office.environment,
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            before = time.monotonic()
            while not number("SELECT max(rows_done) FROM vacancies_vacancyimport"):
                assert time.monotonic() - before < MOST_SECONDS
                time.sleep(0.02)
        finally:
            taking.kill()
            taking.wait()

        done = number("SELECT max(rows_done) FROM vacancies_vacancyimport")
        assert 0 < done < MANY
        assert number("SELECT count(*) FROM vacancies_vacancy") == done

        said = office.run(CLI, *command)

        assert said[0].startswith("Gaat verder na rij ")
        assert said[-1] == "4.000 nieuw, 0 gewijzigd, 0 hetzelfde, 0 met rust gelaten."
        assert number("SELECT count(DISTINCT source_id) FROM vacancies_vacancy") == MANY
        assert number("SELECT count(*) FROM vacancies_vacancy") == MANY
        assert number("SELECT count(*) FROM vacancies_vacancyimport WHERE ended_at IS NULL") == 0
