"""Somebody sees which training opens most work for them; who helps them sees the same."""

import pytest
from django.http import HttpResponse

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.audit.models import AuditLine
from werkcentrum.casework.models import Enquiry
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.partners.tests.make import make_municipality, make_postcode, make_region
from werkcentrum.privacy.tests.make import make_client, make_municipal
from werkcentrum.profiles import own
from werkcentrum.profiles.facts import Experience, Facts, Skill, Wish
from werkcentrum.profiles.models import ProfileFacts
from werkcentrum.profiles.tests.make import make_profile
from werkcentrum.training.advice_queries import advice
from werkcentrum.training.models import Training
from werkcentrum.training.tests.make import make_training
from werkcentrum.vacancies.tests.make import make_published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
WAREHOUSE = Facts(
    wishes=(Wish("heftruckchauffeur", "heftruckchauffeur"),),
    work=(Experience("orderpicker", "orderpicker", 3.0, "orders verzamelen in een magazijn"),),
    skills=(Skill("laden en lossen", "laden-lossen"),),
    postcode4="2271", km=15, licences=("B",), level=3,
)  # fmt: skip
TRUCKS = "U laadt en lost vrachtwagens in het magazijn. Heftruckcertificaat nodig."


@pytest.fixture
def zhc():
    region = make_region(host="testserver")
    town = make_municipality(region)
    make_postcode(town)
    make_postcode(town, "2713", place="Zoetermeer", latitude=52.06, longitude=4.49)
    make_postcode(town, "9711", place="Groningen", latitude=53.22, longitude=6.57)
    for number, title in enumerate(["Heftruckchauffeur", "Magazijnmedewerker heftruck", "Kapper"]):
        make_published(
            region, title=title, employer_name=f"Werkgever {number}", is_learning_place=False,
            description="U knipt haar." if title == "Kapper" else TRUCKS, place="Zoetermeer",
            postcode4="2713", hours_min=None, hours_max=None,
        )  # fmt: skip
    make_training(region)
    make_training(region, name="Kapper", description="U leert knippen.", skills=("haar-knippen",))
    return region


def holding(page, facts):
    """A browser that holds a profile."""
    response = HttpResponse()
    own.keep(response, facts)
    page._client.cookies[own.COOKIE] = response.cookies[own.COOKIE].value
    return page


def test_the_training_that_brings_most_work_comes_first_with_the_work_it_brings(page, zhc):
    shown = holding(page, WAREHOUSE).open("/opleidingen/voor-mij/")

    first = shown.texts(".//section[1]/ol/li")[0]
    assert "Heftruckcertificaat" in first
    assert "binnen 15 kilometer" in first or "dichterbij" in first
    assert "Heftruckchauffeur, Werkgever 0 (9 kilometer): van" in first
    assert "Kapper, Werkgever 2" not in first
    assert "Alleen de vaardigheden, het rijbewijs en het diploma tellen dan mee." in shown


def test_what_somebody_learns_stands_in_a_card_once(page, zhc):
    shown = holding(page, WAREHOUSE).open("/opleidingen/voor-mij/")

    assert shown.texts(".//section[1]/ol/li")[0].count("heftruck rijden") == 1


def test_what_stands_there_is_what_the_matcher_says(zhc):
    advised = advice(zhc, WAREHOUSE, today=MONDAY)

    best = advised.trainings[0]
    assert best.training.name == "Heftruckcertificaat"
    assert best.opened + best.nearer == 2
    assert all(int(work.after.split()[0]) > int(work.before.split()[0]) for work in best.work)


def test_a_training_further_than_somebody_wants_to_travel_is_counted_and_not_shown(page, zhc):
    Training.objects.filter(name="Heftruckcertificaat").update(postcode4="9711", place="Groningen")

    shown = holding(page, WAREHOUSE).open("/opleidingen/voor-mij/")

    assert "1 opleiding is te ver weg." in shown
    assert not any("Heftruckcertificaat" in text for text in shown.texts(".//section[1]//h3"))


def test_a_place_where_one_learns_while_working_is_weighed_like_a_training(zhc):
    make_published(
        zhc, title="Leerling heftruckchauffeur", employer_name="Leerbedrijf", description=TRUCKS,
        is_learning_place=True, postcode4="2271", hours_min=None, hours_max=None,
    )  # fmt: skip

    advised = advice(zhc, WAREHOUSE, today=MONDAY)

    [place] = advised.places
    assert place.place.employer_name == "Leerbedrijf"
    assert "Leerbedrijf" not in {work.vacancy.employer_name for work in place.work}
    assert place.work


def test_without_a_profile_the_page_says_how_to_make_one_and_nothing_is_kept(page, zhc):
    shown = page.open("/opleidingen/voor-mij/")

    assert "Vertel eerst wat u kunt en wilt." in shown
    assert shown.response["Cache-Control"] == "no-store"


def test_the_page_of_somebody_is_stored_nowhere(page, zhc):
    shown = holding(page, WAREHOUSE).open("/opleidingen/voor-mij/")

    assert shown.response["Cache-Control"] == "no-store"
    assert not ProfileFacts.objects.exists()


def test_who_wants_no_order_gets_the_names_in_order(zhc):
    make_training(zhc, name="Aan de slag in het magazijn", skills=("laden-lossen", "voorraad"))

    advised = advice(zhc, WAREHOUSE, today=MONDAY, is_ranked=False)

    names = [one.training.name for one in advised.trainings]
    assert names == sorted(names)


def test_an_adviser_sees_it_for_who_agreed_that_a_profile_is_kept_and_the_look_is_logged(page, zhc):
    town_hall = make_municipal(zhc)
    fatima = make_staff(zhc, "fatima", "adviser", organisation=town_hall)
    page.log_in(fatima)
    client = make_client(zhc)
    Enquiry.objects.create(
        region=zhc, client=client, adviser=fatima, opened_at=MONDAY_MORNING, organisation=town_hall
    )
    address = f"/medewerkers/klanten/{client.pk}/opleidingen/"
    assert "Van deze persoon is geen profiel bewaard." in page.open(address)

    make_profile(client, WAREHOUSE)
    shown = page.open(address)

    assert "Heftruckcertificaat" in shown.texts(".//section[1]/ol/li")[0]
    assert AuditLine.objects.filter(subject_type="profiles.profile").exists()


def test_an_adviser_opens_it_only_for_who_they_help(page, zhc):
    page.log_in(make_staff(zhc, "fatima", "adviser"))

    page.open("/medewerkers/klanten/0190a0a0-0000-7000-8000-000000000000/opleidingen/", status=404)
