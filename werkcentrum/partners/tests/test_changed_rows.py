"""A row that is changed by a statement that is made once (`core.models.change`)."""

import pytest

from werkcentrum.core.models import change
from werkcentrum.partners.models import Region
from werkcentrum.partners.tests.make import make_municipality, make_region

pytestmark = pytest.mark.django_db


def test_what_is_changed_stands_in_the_database_and_in_memory():
    region = make_region()

    assert change(region, name="Haaglanden", phone="")
    assert (region.name, region.phone) == ("Haaglanden", "")
    region.refresh_from_db()
    assert (region.name, region.phone) == ("Haaglanden", "")


def test_who_was_second_changes_nothing():
    region = make_region()
    other = Region.objects.get(pk=region.pk)
    change(region, "name", name="Haaglanden")
    before = other.name

    assert not change(other, "name", name="Rijnmond", phone="")
    assert other.name == before
    region.refresh_from_db()
    assert region.name == "Haaglanden"


def test_only_that_row_changes_and_another_row_is_named_by_its_id():
    region, municipality = make_region(), make_municipality(make_region("haaglanden"))
    left = municipality.region

    assert change(municipality, "region_id", region_id=region.pk)
    assert municipality.region == region
    assert (region.municipalities.count(), left.municipalities.count()) == (1, 0)
