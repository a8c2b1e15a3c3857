"""What stands in an address by hand chooses nothing that there is not."""

import pytest

from werkcentrum.partners.searching import NearbySearch


class Search(NearbySearch):
    """Something near a place."""

    usual_distance = 15
    most_pages = 100


@pytest.mark.parametrize(
    ("typed", "page"),
    [("", 1), ("3", 3), ("0", 1), ("-1", 1), ("9" * 5_000, 100), ("٣", 3), ("a\0b", 1)],
)
def test_a_page_is_one_of_those_there_are(typed, page):
    assert Search({"pagina": typed}).page == page


def test_a_distance_that_nobody_offers_is_the_usual_one():
    assert Search({"km": "9" * 5_000}).distance == 15


def test_an_address_holds_only_what_was_chosen():
    search = Search({"q": " kok\0 ", "plaats": "Voorburg", "km": "6", "pagina": "2"})

    assert search.asked() == {"q": "kok", "plaats": "Voorburg"}
    assert [way.distance for way in search.wider()] == [25, 50]
