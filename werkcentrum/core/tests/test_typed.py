"""What somebody types is read as they mean it."""

import pytest

from werkcentrum.core.typed import neither_yes_nor_no, postcode_digits, said_yes


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("2271", "2271"), ("2271 AB", "2271"), ("2271ab", "2271"), ("", ""), ("0271", ""),
        ("22711", ""), ("2271 A", ""), ("2271 AB Voorburg", ""), ("٢٢٧١", ""),
    ],
)  # fmt: skip
def test_of_a_whole_postcode_the_digits_count(typed, digits):
    assert postcode_digits(typed) == digits


@pytest.mark.parametrize("cell", ["ja", "Ja ", "J", "yes", "x", "WAAR", "true", "1"])
def test_a_table_says_yes_in_many_ways(cell):
    assert said_yes(cell) is True


@pytest.mark.parametrize("cell", ["", " ", "nee", "N", "no", "onwaar", "FALSE", "0"])
def test_a_table_says_no_in_many_ways(cell):
    assert said_yes(cell) is False


def test_what_is_neither_yes_nor_no_is_asked_again():
    row = {"online": "misschien", "gratis": "ja"}

    assert neither_yes_nor_no(row, ["online", "gratis", "avond"]) == [
        "online: Schrijf ‘ja’ of ‘nee’."
    ]
