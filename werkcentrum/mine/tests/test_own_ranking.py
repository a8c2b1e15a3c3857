"""Olena wants no computer to put her work in order; a person looks at that."""

import pytest

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.casework.models import Enquiry
from werkcentrum.casework.tests.make import make_enquiry
from werkcentrum.core.tests.marks import has_session
from werkcentrum.matching.models import RankingObjection
from werkcentrum.matching.tests.make import make_kitchen, make_seeker, no_meaning
from werkcentrum.mine.tests.make import enter, make_known
from werkcentrum.partners.tests.make import make_region
from werkcentrum.privacy.tests.make import make_municipal
from werkcentrum.profiles.models import ProfileFacts

pytestmark = [pytest.mark.django_db, has_session]
PAGE = "/mijn/volgorde/"


@pytest.fixture(autouse=True)
def _words_alone(monkeypatch, var, monday):
    no_meaning(monkeypatch)


def make_helped():
    """Olena, whose profile is kept, and Fatima who helps her."""
    region = make_region()
    make_kitchen(region)
    olena = make_seeker(region)
    fatima = make_staff(region, "fatima", "adviser", organisation=make_municipal(region))
    enquiry = make_enquiry(region)
    Enquiry.objects.filter(pk=enquiry.pk).update(client=olena.client, adviser=fatima)
    return olena, fatima


@pytest.mark.house_rule_off("queries", reason="What she does, and the page that she reads after.")
def test_she_objects_and_there_is_no_order_until_a_person_looked(page):
    olena, fatima = make_helped()
    enter(page)

    asked = page.open(PAGE)
    assert "Waarom wilt u dit niet? (niet verplicht)" in asked.texts(".//label")
    told = asked.press("Ik wil geen volgorde", reason="Een computer kent mij niet.")

    assert "De nieuwste vacature staat nu bovenaan." in told
    assert "U maakte bezwaar. Uw gids kijkt ernaar." in page.open(PAGE)
    assert not ProfileFacts.objects.get().is_ranked
    guide = page.at("testserver")
    guide.log_in(fatima)
    work = guide.open(f"/medewerkers/klanten/{olena.client.pk}/passend/")
    assert "Een computer kent mij niet." in work
    undecided = work.press("Besluit")
    assert "Kies wat u besluit." in undecided
    assert "Schrijf op wat u de klant antwoordt." in undecided
    decided = work.press("Besluit", is_upheld="nee", answer="Wij hebben samen gekeken.")
    assert "maakte bezwaar" not in decided
    assert ProfileFacts.objects.get().is_ranked
    assert "Wij hebben samen gekeken." in page.open(PAGE)


def test_without_a_profile_there_is_no_order_to_object_to(page):
    make_known(make_region())
    enter(page)

    assert "Wij bewaren geen profiel van uw werk." in page.open(PAGE)
    page.send(PAGE, reason="")
    assert not RankingObjection.objects.exists()


def test_she_sees_that_somebody_looked_at_her_list_and_at_trainings_for_her(page):
    olena, fatima = make_helped()
    enter(page)
    guide = page.at("testserver")
    guide.log_in(fatima)
    work = f"/medewerkers/klanten/{olena.client.pk}"

    guide.open(f"{work}/passend/").press("Maak de lijst")
    guide.open(f"{work}/opleidingen/")

    [held] = page.open("/mijn/gegevens.json").response.json()
    assert [look["count"] for look in held["mine"]["looks"]] == [2]
