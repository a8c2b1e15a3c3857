"""Joke logs in by her municipality's own login; of her, only a number is kept.

The login is a real one (npm `oidc-provider`), started for these tests.
"""

import re
import shutil
from html import unescape
from urllib.parse import urlencode

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.apps import apps
from django.test import Client

from werkcentrum.accounts.models import User
from werkcentrum.accounts.own_logins import own_login_providers
from werkcentrum.accounts.tests.broker import STAFF_BACK, log_in_there, running_login
from werkcentrum.accounts.tests.make import PASSWORD, code_now, make_staff
from werkcentrum.audit.models import AuditLine
from werkcentrum.partners.tests.make import make_region

PATH = "/medewerkers/inloggen/organisatie/voorburg/"
BACK = STAFF_BACK
HOME, ACCOUNT = "/medewerkers/", "/medewerkers/tweede-stap/"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.allow_hosts(["127.0.0.1"]),
    pytest.mark.skipif(shutil.which("node") is None, reason="Node staat niet op deze machine"),
]


@pytest.fixture(scope="module")
def issuer():
    """The login of the municipality, running."""
    with running_login() as address:
        yield address


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def browser(region, issuer, settings):
    """A browser on a site where the municipality's login is set up."""
    login = {"id": "voorburg", "name": "Gemeente Voorburg", "issuer": issuer}
    settings.OWN_LOGINS = [{**login, "client_id": "werkcentrum", "client_secret": "geheim"}]
    settings.SOCIALACCOUNT_PROVIDERS = own_login_providers(settings.OWN_LOGINS)
    return Client()


def come_back(browser, name, **values):
    """Log in there as this person; returns the address with which the browser comes back."""
    return log_in_there(browser.post(PATH, values).headers["Location"], name)


def finish(browser, address):
    """What the page does on which the browser comes back: send on what it brought."""
    shown = browser.get(address)
    assert shown.status_code == 200, shown.content
    [action] = re.findall(rf'action="({BACK}[^"]*)"', shown.content.decode())
    return browser.post(unescape(action))


def connect(browser, user, name="joke"):
    browser.force_login(user)
    # allauth asks who it is once more when the login is older than five minutes.
    browser.post("/medewerkers/bevestigen/", {"password": PASSWORD})
    return finish(browser, come_back(browser, name, process="connect"))


def everything_stored():
    """Every value of every row of every table, as text."""
    rows = (row for model in apps.get_models() for row in model._base_manager.values_list())
    sessions = apps.get_model("sessions.Session").objects.all()
    return " ".join(str(value) for row in rows for value in row) + " ".join(
        str(session.get_decoded()) for session in sessions
    )


def test_joke_connects_it_once_and_then_logs_in_by_it(browser, region):
    joke = make_staff(region, "joke")
    assert connect(browser, joke).headers["Location"] == ACCOUNT
    other = Client()

    to = finish(other, come_back(other, "joke"))
    # She also has an app with codes, so that is asked as well.
    assert to.headers["Location"] == "/medewerkers/inloggen/code/"
    other.post("/medewerkers/inloggen/code/", {"code": code_now()})

    assert other.get(HOME).status_code == 200
    assert AuditLine.objects.filter(verb="accounts.login_connected").count() == 1


def test_who_has_nothing_else_needs_nothing_else(browser, region):
    joke = make_staff(region, "joke", has_second_factor=False)
    connect(browser, joke)
    other = Client()

    finish(other, come_back(other, "joke"))

    assert other.get(HOME).status_code == 200


def test_of_joke_only_the_number_is_kept(browser, region):
    joke = make_staff(region, "joke", has_second_factor=False)
    connect(browser, joke)
    other = Client()
    finish(other, come_back(other, "joke"))

    account = SocialAccount.objects.get()
    assert re.fullmatch(r"[0-9a-f]{64}", account.uid)
    assert account.extra_data == {}
    assert not SocialToken.objects.exists()
    stored = everything_stored()
    for told in ("Jansen", "gemeente.example", "eyJ", "access_token"):
        assert told not in stored, told


def test_somebody_who_is_not_known_reads_who_to_ask_and_nothing_is_kept(browser, region):
    answer = finish(browser, come_back(browser, "vreemde"))

    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Vraag de beheerder van het Werkcentrum om u uit te nodigen." in page
    assert not User.objects.exists()
    assert not SocialAccount.objects.exists()
    stored = everything_stored()
    assert "vreemde" not in stored
    assert browser.get(HOME).status_code == 302


def test_the_same_mail_address_is_not_enough(browser, region):
    joke = make_staff(region, "joke")
    User.objects.filter(pk=joke.pk).update(email="joke@gemeente.example")

    assert finish(browser, come_back(browser, "joke")).status_code == 403


def test_one_login_there_belongs_to_one_account_here(browser, region):
    connect(browser, make_staff(region, "joke"))
    karin = make_staff(region, "karin")
    second = Client()

    answer = connect(second, karin, name="joke")

    assert "hoort al bij iemand anders" in second.get(answer.headers["Location"]).content.decode()
    assert SocialAccount.objects.get().user.email == "joke@werk.example"


def test_a_login_of_somebody_else_there_does_not_replace_the_second_step(browser, region):
    connect(browser, make_staff(region, "joke"))
    second = Client()

    connect(second, make_staff(region, "karin", has_second_factor=False), name="joke")

    assert second.get(HOME).headers["Location"] == ACCOUNT


def test_somebody_whose_work_ended_does_not_come_in(browser, region):
    joke = make_staff(region, "joke", has_second_factor=False)
    connect(browser, joke)
    User.objects.update(is_active=False)
    other = Client()

    answer = finish(other, come_back(other, "joke"))

    assert answer.headers["Location"] == "/medewerkers/niet-actief/"
    assert other.get(HOME).status_code == 302


def test_coming_back_changes_nothing_by_itself(browser, region):
    make_staff(region, "joke")
    address = come_back(browser, "joke")

    shown = browser.get(address)

    assert "Bijna ingelogd" in shown.content.decode()
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize(
    "brought",
    [
        {"code": "verzonnen", "state": "verzonnen"},
        {"error": "access_denied", "state": "verzonnen"},
        {},
        {"code": "x" * 4000, "state": "سارة 🌻"},
    ],
)
def test_a_link_back_that_was_made_up_gets_a_clear_page(browser, region, brought):
    browser.get(BACK, brought)

    answer = browser.post(f"{BACK}?{urlencode(brought)}")

    assert answer.status_code == 403
    assert "Inloggen lukte niet" in answer.content.decode()


def test_a_link_back_works_once(browser, region):
    joke = make_staff(region, "joke", has_second_factor=False)
    connect(browser, joke)
    other = Client()
    address = come_back(other, "joke")
    finish(other, address)
    other.post("/medewerkers/uitloggen/")

    assert finish(other, address).status_code == 403


def test_when_the_login_is_away_that_is_told(region, settings):
    settings.OWN_LOGINS = [
        {"id": "voorburg", "name": "Voorburg", "issuer": "http://127.0.0.1:1",
         "client_id": "werkcentrum", "client_secret": "geheim"},
    ]  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = own_login_providers(settings.OWN_LOGINS)

    answer = Client().post(PATH)

    assert "Inloggen lukte niet" in answer.content.decode()


def test_when_the_login_went_away_meanwhile_that_is_told(browser, region, settings):
    address = come_back(browser, "joke")
    away = [{**settings.OWN_LOGINS[0], "issuer": "http://127.0.0.1:1"}]
    settings.SOCIALACCOUNT_PROVIDERS = own_login_providers(away)

    answer = browser.post(address)

    assert answer.status_code == 503
    assert "Inloggen lukte niet" in answer.content.decode()


def test_joke_can_disconnect_it_when_she_has_another_way(browser, region):
    connect(browser, make_staff(region, "joke"))

    browser.post(f"{PATH}los/")

    assert not SocialAccount.objects.exists()


def test_joke_cannot_disconnect_her_only_way(browser, region):
    connect(browser, make_staff(region, "joke", has_second_factor=False))

    browser.post(f"{PATH}los/")

    assert SocialAccount.objects.exists()


def test_the_login_page_offers_it_and_without_it_does_not(browser, region, settings):
    login = "/medewerkers/inloggen/"

    assert "Inloggen via Gemeente Voorburg" in browser.get(login).content.decode()
    settings.OWN_LOGINS = []
    assert "Inloggen via" not in browser.get(login).content.decode()
