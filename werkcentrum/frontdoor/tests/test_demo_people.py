"""In the demo people look for work, so that it shows where there is much work for few."""

import pytest

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.casework.models import Client
from werkcentrum.core import clock
from werkcentrum.frontdoor.demo_people import make_demo_people
from werkcentrum.frontdoor.demo_vacancies import make_demo_vacancies
from werkcentrum.partners.tests.make import make_region
from werkcentrum.privacy.retention_actions import destroy_past
from werkcentrum.profiles.models import Profile, ProfileFacts
from werkcentrum.profiles.tests.make import make_keeping
from werkcentrum.training.region_queries import promising_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    found = make_region()
    make_keeping(found)
    return found


def test_the_demo_shows_where_there_is_much_work_for_few_people(region):
    make_demo_vacancies(
        region, manager=make_staff(region, "karin", "employer_manager"), at=clock.now()
    )
    for _time in range(2):
        make_demo_people(region, at=clock.now())

    found = promising_in(region, today=clock.today()).found

    assert found.has_people
    assert [row.group for row in found.rows] == [
        "care", "building", "transport", "hospitality",
    ]  # fmt: skip
    # Eight people look for work in an office, where there is too little to tell of.
    assert Profile.objects.count() == 62
    assert set(Client.objects.values_list("address", flat=True)) == {""}


def test_the_people_of_the_demo_are_still_there_after_the_night(region):
    make_demo_people(region, at=clock.now())

    destroy_past(at=clock.now())

    assert ProfileFacts.objects.count() == 62
