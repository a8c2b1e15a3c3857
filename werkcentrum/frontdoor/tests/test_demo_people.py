"""In the demo people look for work, so that it shows where there is much work for few."""

import pytest

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.casework.models import Client, Enquiry
from werkcentrum.core import clock
from werkcentrum.frontdoor.demo_network import make_demo_network
from werkcentrum.frontdoor.demo_people import make_demo_people
from werkcentrum.frontdoor.demo_vacancies import make_demo_vacancies
from werkcentrum.governance.tests.make_signed import make_model_clauses
from werkcentrum.matching import rules
from werkcentrum.partners.models import Municipality, PartnerStanding
from werkcentrum.partners.tests.make import (
    make_location,
    make_municipality,
    make_organisation,
    make_region,
    make_walk_in,
)
from werkcentrum.privacy.retention_actions import destroy_past
from werkcentrum.privacy.tests.make import make_client, make_municipal
from werkcentrum.profiles.models import Profile, ProfileFacts
from werkcentrum.profiles.tests.make import make_keeping
from werkcentrum.training.region_queries import promising_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    found = make_region()
    make_keeping(found)
    return found


@pytest.mark.parametrize("left_out", [0, 4])
def test_the_demo_shows_where_there_is_much_work_for_few_people(region, monkeypatch, left_out):
    monkeypatch.setattr(rules, "left_out", lambda _count, _of: left_out)
    make_demo_vacancies(
        region, manager=make_staff(region, "karin", "employer_manager"), at=clock.now()
    )
    for _time in range(2):
        make_demo_people(region, at=clock.now())

    found = promising_in(region, today=clock.today()).found

    assert found.has_people
    assert {row.group for row in found.rows} == {"care", "building", "transport", "hospitality"}
    # Eight people look for work in an office, where there is too little to tell of.
    assert Profile.objects.count() == 65
    assert set(Client.objects.values_list("address", flat=True)) == {""}


def test_in_the_demo_an_account_manager_asks_for_contact_and_an_adviser_knows_who_it_is(region):
    municipality = make_municipal(region)
    fatima = make_staff(region, "fatima", "adviser", organisation=municipality)
    Enquiry.objects.create(
        region=region, client=make_client(region, "Fleur"), organisation=municipality,
        adviser=fatima, opened_at=clock.now(),
    )  # fmt: skip

    make_demo_people(region, at=clock.now())

    fleur = Profile.objects.get(client__name_to_use="Fleur")
    assert fleur.consent.controller == municipality
    assert Profile.objects.count() == 66


def test_in_the_demo_who_has_contact_with_employers_may_hear_who_said_yes(region):
    centre = make_municipality(region, "zoetermeer")
    Municipality.objects.update(is_centre=True)
    for key, kind in (
        ("gemeente-leidschendam-voorburg", "municipality"), ("de-binnenbaan", "employer_service"),
        ("vakbonden", "union"), ("bibliotheek-aan-de-vliet", "library"),
    ):  # fmt: skip
        partner = make_organisation(region, key, name=key, kind=kind)
        make_walk_in(make_location(centre, key, organisation=partner))
    make_model_clauses(region)

    make_demo_network(region)

    standings = PartnerStanding.objects.counting(region).filter(purpose="vacancy_contact")
    assert [row.organisation.key for row in standings] == ["de-binnenbaan"]


def test_the_people_of_the_demo_are_still_there_after_the_night(region):
    make_demo_people(region, at=clock.now())

    destroy_past(at=clock.now())

    assert ProfileFacts.objects.count() == 65
