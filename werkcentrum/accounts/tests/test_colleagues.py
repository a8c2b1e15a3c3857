"""Petra, the administrator, invites colleagues and ends their work; whoever works twice chooses."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from werkcentrum.accounts.models import Membership, User
from werkcentrum.accounts.roles import ROLES
from werkcentrum.accounts.tests.make import make_employer, make_staff
from werkcentrum.audit.models import AuditLine
from werkcentrum.partners.tests.make import make_organisation, make_other_region, make_region

pytestmark = pytest.mark.django_db
STAFF, HOME, CHOOSE = "/medewerkers/collegas/", "/medewerkers/", "/medewerkers/werk/"


@pytest.fixture
def region():
    return make_region(host="testserver")


@pytest.fixture
def library(region):
    return make_organisation(region)


@pytest.fixture
def petra(page, region):
    petra = make_staff(region, "petra", "administrator")
    page.log_in(petra)
    return petra


def works_twice(region, library):
    make_staff(region, "joke", "host", organisation=library)
    return make_staff(region, "joke", "privacy_officer")


def test_petra_invites_a_host_for_the_library(page, region, library, petra):
    shown = page.open(STAFF).press(
        "Nodig uit", email="Joke@werk.example", organisation=library.key, role="host"
    )

    assert "werkt nu bij Bibliotheek aan de Vliet als gastheer of gastvrouw" in shown
    work = Membership.objects.get(role="host")
    assert (work.user.email, work.organisation) == ("joke@werk.example", library)
    assert AuditLine.objects.get(verb="accounts.role_granted", actor=str(petra.pk))


def test_an_invitation_that_is_not_right_keeps_what_was_typed(page, region, library, petra):
    shown = page.open(STAFF).press(
        "Nodig uit", email="geen adres", organisation=library.key, role="host"
    )

    assert shown.document.find(".//input[@name='email']").get("value") == "geen adres"
    assert "geldig e-mailadres" in shown
    assert not Membership.objects.filter(role="host").exists()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"role": "burgemeester"}, "Kies een rol uit de lijst."),
        ({"organisation": "bibliotheek-elders"}, "Kies een organisatie uit de lijst."),
        ({"email": "PETRA@werk.example"}, "U kunt uzelf geen rol geven."),
    ],
)
def test_what_petra_may_not_give_is_refused(page, region, library, petra, values, sentence):
    make_organisation(make_other_region(), "bibliotheek-elders")
    typed = {"email": "joke@werk.example", "organisation": library.key, "role": "host", **values}

    assert sentence in page.post(STAFF, typed)
    assert Membership.objects.count() == 1


def test_petra_ends_somebodys_work(page, region, petra):
    joke = make_staff(region, "joke", "host")
    name = "Beëindig het werk van joke@werk.example als gastheer of gastvrouw"

    shown = page.open(STAFF).press(name)

    assert "werkt niet meer als gastheer of gastvrouw" in shown
    assert not joke.memberships.exists()


def test_petra_sees_no_button_to_end_her_own_work_and_a_made_up_one_is_refused(page, region, petra):
    own = petra.memberships.get()

    assert "petra@werk.example als" not in page.open(STAFF)
    assert "niet uw eigen werk" in page.post(f"{STAFF}{own.pk}/beeindigen/", {})
    assert petra.memberships.exists()


def test_people_of_another_region_are_not_seen_and_cannot_be_ended(page, region, petra):
    bram = make_staff(make_other_region(), "bram")

    assert "bram@werk.example" not in page.open(STAFF)
    page.post(f"{STAFF}{bram.memberships.get().pk}/beeindigen/", {}, status=404)


def test_looking_at_colleagues_leaves_a_line(page, region, petra):
    page.open(STAFF)

    line = AuditLine.objects.get(verb="partners.looked")
    assert line.detail == {"what": "accounts.membership", "count": 1}


@pytest.mark.parametrize("rows", [1, 25])
def test_the_list_costs_the_same_for_one_or_many(page, region, petra, queries, rows):
    for number in range(rows):
        make_staff(region, f"collega-{number}", has_second_factor=False)

    with queries.at_most(12):
        page.open(STAFF)


def test_a_long_list_has_pages(page, region, petra):
    employer = make_employer(region)
    for number in range(51):
        user = User.objects.create_user(f"c{number}", f"c{number:02}@werk.example")
        Membership.objects.create(user=user, organisation=employer, role="host")

    second = page.open(STAFF).click("Volgende pagina")

    assert "petra@werk.example" in second
    assert "c00@werk.example" not in second


def test_whoever_works_twice_chooses_first_and_comes_where_she_wanted(page, region, library):
    page.log_in(works_twice(region, library))

    asked = page.open("/medewerkers/logboek/", status=302).response.headers["Location"]
    left = page.open("/medewerkers/nog/").response.json()
    assert left["seconds"] > 0, "de pagina om te kiezen zou zeggen dat zij is uitgelogd"
    shown = page.open(asked).press("Werk als privacymedewerker bij Werkcentrum")

    assert shown.address == "/medewerkers/logboek/"
    assert "U werkt nu als Privacymedewerker, Werkcentrum." in shown


def test_as_a_host_she_does_not_see_the_log_and_after_switching_she_does(page, region, library):
    page.log_in(works_twice(region, library))
    shown = page.open(CHOOSE).press("Werk als gastheer of gastvrouw bij Bibliotheek aan de Vliet")

    page.open("/medewerkers/logboek/", status=404)
    shown.click("Wissel van rol").press("Werk als privacymedewerker bij Werkcentrum")

    page.open("/medewerkers/logboek/")
    assert AuditLine.objects.filter(verb="accounts.work_chosen").count() == 2


def test_a_choice_that_is_not_hers_counts_for_nothing(page, region, library):
    page.log_in(works_twice(region, library))
    of_petra = make_staff(region, "petra", "administrator").memberships.get()

    for chosen in (str(of_petra.pk), "onzin", ""):
        assert "Kies een van de rollen." in page.post(CHOOSE, {"work": chosen})
    page.open(STAFF, status=302)


def test_a_choice_that_was_ended_meanwhile_is_asked_again(page, region, library):
    works_twice(region, library)
    joke = make_staff(region, "joke", "editor")
    page.log_in(joke)
    page.open(CHOOSE).press("Werk als gastheer of gastvrouw bij Bibliotheek aan de Vliet")

    joke.memberships.get(role="host").delete()

    assert page.open(HOME, status=302).response.headers["Location"].startswith(CHOOSE)


def test_after_choosing_nobody_is_sent_to_another_site(page, region, library):
    page.log_in(works_twice(region, library))
    work = Membership.objects.get(role="host")

    shown = page.post(CHOOSE, {"work": str(work.pk), "next": "https://elders.example/"})

    assert shown.address == HOME


def test_the_menu_shows_what_a_role_opens_and_nothing_else(page, region, petra):
    assert set(page.open(HOME).links) >= {"Medewerkers"}
    assert not set(page.open(HOME).links) & {"Inhoud", "Vragen", "Logboek"}
    assert "Nodig collega's uit en geef hun een rol." in page.open(HOME)


def test_what_a_role_may_do_stands_where_petra_chooses_one(page, region, petra):
    form = page.open(STAFF).texts(".//form[@action='/medewerkers/collegas/']")[0]

    assert all(role.description in form for role in ROLES.values())


@pytest.mark.parametrize("role", ROLES)
def test_everybody_reads_what_their_role_is_for(page, region, role):
    page.log_in(make_staff(region, "kim", role))

    assert ROLES[role].description in page.open(HOME)


def test_whose_role_was_taken_away_opens_nothing_more_in_the_same_session(page, region, petra):
    page.open(STAFF)

    petra.memberships.all().delete()

    page.open(STAFF, status=404)


def test_whose_second_step_was_taken_away_sets_one_up_first_in_the_same_session(
    page, region, petra
):
    page.open(STAFF)

    Authenticator.objects.filter(user=petra).delete()

    shown = page.open(STAFF, status=302)
    assert shown.response.headers["Location"] == reverse("mfa_index")


def test_whose_account_was_closed_is_nobody_in_the_same_session(page, region, petra):
    page.open(STAFF)

    User.objects.filter(pk=petra.pk).update(is_active=False)

    shown = page.open(STAFF, status=302)
    assert shown.response.headers["Location"].startswith(reverse("account_login"))
