"""What somebody types is read as they mean it."""

import pytest

from werkcentrum.core.typed import postcode_digits


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("2271", "2271"), ("2271 AB", "2271"), ("2271ab", "2271"), ("", ""), ("0271", ""),
        ("22711", ""), ("2271 A", ""), ("2271 AB Voorburg", ""), ("٢٢٧١", ""),
    ],
)  # fmt: skip
def test_of_a_whole_postcode_the_digits_count(typed, digits):
    assert postcode_digits(typed) == digits
