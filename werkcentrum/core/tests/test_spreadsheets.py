"""What the site gives as a table, a spreadsheet shows and does not run."""

import csv
import re
from pathlib import Path

import pytest

import werkcentrum
from werkcentrum.core.spreadsheets import download, table

# A folder of a region is read back as it was written, by us; nobody else types in it.
MAY_WRITE = {"core/spreadsheets.py", "catalogue/regionfolder/writing.py"}


@pytest.mark.parametrize("text", ["=1+1", "+31", "-1+1", "-", "@huur", " =x", "\t=x", "\uff1d1"])
def test_no_spreadsheet_takes_a_text_for_a_formula(text):
    assert table([[text]]).startswith(f"'{text}")


@pytest.mark.parametrize("text", ["Huur (juli = laatste)", "-5,00", "-1.234,56", "80", ""])
def test_other_texts_and_amounts_stay_as_they_are(text):
    [cells] = csv.reader([table([[text, "x"]])], delimiter=";")

    assert cells == [text, "x"]


def test_a_dutch_spreadsheet_opens_the_file_as_a_table():
    response = download("Café.csv", [("naam", "aantal"), ("Café; de Hoek", 3)])

    assert response.content.decode() == '\ufeffnaam;aantal\r\n"Café; de Hoek";3\r\n'
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''Caf%C3%A9.csv"


def test_every_table_is_written_here():
    house = Path(werkcentrum.__file__).parent
    writing = {
        path.relative_to(house).as_posix()
        for path in house.rglob("*.py")
        if "tests" not in path.parts and re.search(r"csv\.(Dict)?[wW]riter\(", path.read_text())
    }

    assert writing == MAY_WRITE
