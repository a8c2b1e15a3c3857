"""What the finance system sends is read, or said to be wrong by the number of its row."""

from datetime import date

import pytest

from werkcentrum.governance.models import Commitment
from werkcentrum.governance.money import csv as money_csv

HEAD = "verplichting;stuk;datum;bedrag;omschrijving\n"
PROMISED = {"V-1": Commitment(number="V-1")}


def test_a_file_is_read_whatever_the_order_of_its_columns():
    text = "\ufeffBedrag;x;Omschrijving;datum;stuk;verplichting\n-1.234,56;;Café;2025-07-01;F-1;V-1"

    [found] = money_csv.read(text.encode(), PROMISED).bookings

    assert (found.row, found.amount_cents, found.booked_on) == (2, -123456, date(2025, 7, 1))
    assert (found.document_number, found.description) == ("F-1", "Café")


def test_older_systems_write_another_alphabet():
    [found] = money_csv.read(
        f"{HEAD}V-1;F-1;1-7-2025;1,00;Café".encode("cp1252"), PROMISED
    ).bookings

    assert found.description == "Café"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("V-9;F-1;1-7-2025;60,00;Huur", "Wij kennen geen verplichting ‘V-9’ in dit jaar."),
        ("V-1;F-1;1-7-2025;60.00;Huur", "Zet een komma voor de centen: 60,00."),
        ("V-1;F-1;31-6-2025;60,00;Huur", "Schrijf de datum als 31-12-2026, niet als ‘31-6-2025’."),
        ("V-1;F-1;juli;60,00;Huur", "Schrijf de datum als 31-12-2026, niet als ‘juli’."),
        ("V-1;;1-7-2025;60,00;Huur", "Vul de kolom stuk in."),
        ("V-1;F-1;1-7-2025;60,00", "Vul de kolom omschrijving in."),
        ("V-1;F-1;1-7-2025;0,00;Huur", "Het bedrag is nul."),
        (f"V-1;F-1;1-7-2025;1,00;{'x' * 281}", "De kolom omschrijving mag 280 tekens hebben."),
    ],
)
def test_a_row_that_is_wrong_is_told_with_its_number(row, said):
    found = money_csv.read(f"{HEAD}\n{row}\n".encode(), PROMISED)

    assert found.problems == ((3, said),)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x00\x01", "geen CSV-bestand"),
        (b"a;b\n1;2", "Deze kolommen ontbreken: verplichting, stuk"),
        (b"", "Deze kolommen ontbreken"),
        (HEAD.encode() + b'"' + b"x" * 140_000, "kunnen wij niet lezen"),
        (HEAD.encode() + b"x;\n" * 5_001, "mag 5000 regels hebben"),
    ],
    ids=["no text", "other columns", "empty", "a cell without an end", "too many rows"],
)
def test_what_is_no_such_file_is_told(content, said):
    [(_row, told)] = money_csv.read(content, PROMISED).problems

    assert said in told
