"""What the tests of pages for staff share."""

import pytest

from werkcentrum.accounts.models import User
from werkcentrum.appointments.tests.make import make_adviser, make_place
from werkcentrum.partners.models import Location
from werkcentrum.partners.tests.make import make_region


@pytest.fixture
def place(db, monday) -> Location:
    """A library where one can make appointments."""
    return make_place(make_region(host="testserver"))


@pytest.fixture
def petra(place, page) -> User:
    """The coordinator, who is logged in."""
    user = make_adviser(place.region, "petra", "coordinator")
    page.log_in(user)
    return user
