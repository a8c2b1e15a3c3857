"""Postcodes come from a national table, and only what changed is written."""

import pytest

from werkcentrum.audit.actions import SYSTEM
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.actions import PostcodeRow, set_postcodes
from werkcentrum.partners.models import Region
from werkcentrum.partners.tests.make import make_municipality, make_postcode, make_region

pytestmark = pytest.mark.django_db
VOORBURG = PostcodeRow("2271", "Leidschendam-Voorburg", "Voorburg", 52.075, 4.362)


@pytest.fixture
def municipality():
    return make_municipality(make_region(), "leidschendam-voorburg", name="Leidschendam-Voorburg")


def set_rows(region: Region, *rows: PostcodeRow) -> int:
    return set_postcodes(region=region, rows=rows, by=SYSTEM, at=MONDAY_MORNING)


def test_a_new_postcode_is_added(municipality):
    assert set_rows(municipality.region, VOORBURG) == 1

    [area] = municipality.postcodes.all()
    assert (area.postcode4, area.place, area.latitude) == ("2271", "Voorburg", 52.075)


def test_a_postcode_that_moved_is_corrected(municipality):
    make_postcode(municipality, "2271", place="Leidschendam")

    assert set_rows(municipality.region, VOORBURG) == 1
    assert municipality.postcodes.get().place == "Voorburg"


def test_a_postcode_that_is_not_named_stays(municipality):
    make_postcode(municipality, "2264", place="Leidschendam")

    set_rows(municipality.region, VOORBURG)

    assert {area.postcode4 for area in municipality.postcodes.all()} == {"2264", "2271"}


def test_the_same_table_again_changes_nothing_and_keeps_the_version(municipality):
    region = municipality.region
    set_rows(region, VOORBURG)
    version = Region.objects.get().content_version

    assert set_rows(region, VOORBURG) == 0
    assert Region.objects.get().content_version == version == 1


def test_a_municipality_of_another_region_is_refused(municipality):
    elsewhere = PostcodeRow("2511", "Den Haag", "Den Haag", 52.08, 4.31)

    with pytest.raises(KeyError, match="Den Haag"):
        set_rows(municipality.region, VOORBURG, elsewhere)

    assert not municipality.postcodes.exists()
