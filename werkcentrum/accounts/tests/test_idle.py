"""Karin is called away: her session ends, and nothing that she typed is lost."""

from datetime import timedelta

import pytest
from django.test import Client

from werkcentrum.accounts.actions import delete_old_kept_forms, keep_form
from werkcentrum.accounts.models import KeptForm
from werkcentrum.accounts.tests.make import PASSWORD, code_now, make_staff
from werkcentrum.audit.actions import SYSTEM
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.tests.make import make_organisation, make_region

pytestmark = pytest.mark.django_db
STAFF, HOME, LOGIN = "/medewerkers/collegas/", "/medewerkers/", "/medewerkers/inloggen/"
TYPED = {"email": "joke van de balie", "organisation": "werkcentrum", "role": "host"}
HALF_AN_HOUR = timedelta(minutes=30)


@pytest.fixture
def region():
    return make_region()


class Browser:
    """A browser that tells where a form stands, as browsers do."""

    def __init__(self, region, name="petra", role="administrator"):
        self.user = make_staff(region, name, role)
        self.client = Client()
        self.client.force_login(self.user)

    def open(self, address):
        return self.client.get(address)

    def send(self, values, *, page=STAFF, to=""):
        return self.client.post(to or page, values, headers={"referer": f"http://testserver{page}"})

    def log_in_again(self, after):
        email = self.user.email
        self.client.post(after, {"login": email, "password": PASSWORD})
        shown = self.client.post("/medewerkers/inloggen/code/", {"code": code_now()})
        return self.client.get(shown.headers["Location"])


@pytest.fixture
def browser(region, clock):
    return Browser(region)


def test_after_half_an_hour_without_anything_she_has_to_log_in_again(browser, clock):
    assert browser.open(HOME).status_code == 200
    clock.shift(HALF_AN_HOUR)

    answer = browser.open(HOME)

    assert answer.headers["Location"] == f"{LOGIN}?next=%2Fmedewerkers%2F"
    assert "Daarom hebben wij u uitgelogd." in browser.open(LOGIN).content.decode()


def test_whoever_keeps_working_stays_logged_in(browser, clock):
    for _ in range(4):
        assert browser.open(HOME).status_code == 200
        clock.shift(HALF_AN_HOUR - timedelta(seconds=11))


def test_a_page_that_asks_for_news_keeps_nobody_logged_in(browser, clock):
    browser.open(HOME)
    clock.shift(timedelta(minutes=20))
    assert browser.open("/medewerkers/nog/").json() == {"seconds": 600}
    clock.shift(timedelta(minutes=10))

    assert browser.open("/medewerkers/nog/").status_code == 401
    assert browser.open(HOME).status_code == 302


def test_the_button_to_stay_gives_half_an_hour_more(browser, clock):
    browser.open(HOME)
    clock.shift(timedelta(minutes=29))

    assert browser.client.post("/medewerkers/blijven/").json() == {"seconds": 1800}
    clock.shift(timedelta(minutes=29))
    assert browser.open(HOME).status_code == 200


def test_a_session_that_ended_opens_no_public_page_less(browser, clock):
    browser.open(HOME)
    clock.shift(HALF_AN_HOUR)

    assert browser.open(LOGIN).status_code == 200


def test_what_she_sends_too_late_is_given_back_after_logging_in(browser, clock):
    browser.open(STAFF)
    clock.shift(timedelta(hours=60))

    to_login = browser.send(TYPED).headers["Location"]
    assert to_login == f"{LOGIN}?next=%2Fmedewerkers%2Fcollegas%2F"
    shown = browser.log_in_again(to_login)

    page = shown.content.decode()
    assert "Wij hebben bewaard wat u typte." in page
    assert 'value="joke van de balie"' in page
    assert '<option value="host" selected>' in page


def test_pages_that_ask_and_other_pages_that_open_meanwhile_lose_nothing(browser, clock):
    browser.open(STAFF)
    clock.shift(HALF_AN_HOUR)
    browser.open("/medewerkers/nog/")
    browser.open(HOME)

    shown = browser.log_in_again(browser.send(TYPED).headers["Location"])

    assert 'value="joke van de balie"' in shown.content.decode()


def test_an_ended_session_opens_nothing_again_by_itself(browser, clock):
    browser.open(HOME)
    clock.shift(HALF_AN_HOUR)

    for _ in range(2):
        assert browser.open(HOME).status_code == 302
        assert browser.client.post("/medewerkers/blijven/").status_code == 302
        assert browser.open(LOGIN).status_code == 200


def test_what_was_given_back_goes_once_it_is_sent(browser, clock):
    browser.open(STAFF)
    clock.shift(HALF_AN_HOUR)
    browser.log_in_again(browser.send(TYPED).headers["Location"])

    browser.send({**TYPED, "email": "joke@werk.example"})

    assert not KeptForm.objects.exists()
    assert "Wij hebben bewaard" not in browser.open(STAFF).content.decode()


def test_what_was_kept_is_never_shown_to_somebody_else(browser, clock, region):
    browser.open(STAFF)
    clock.shift(HALF_AN_HOUR)
    browser.send(TYPED)
    anna = Browser(region, "anna")
    # The same computer: Anna logs in where Petra's session ended.
    browser.user = anna.user

    for shown in (anna.open(STAFF), browser.log_in_again(f"{LOGIN}?next={STAFF}")):
        assert "joke van de balie" not in shown.content.decode()


def test_only_the_page_of_the_form_gives_it_back(browser, clock):
    browser.open(STAFF)
    clock.shift(HALF_AN_HOUR)
    browser.log_in_again(browser.send(TYPED).headers["Location"])

    assert "joke van de balie" not in browser.open(HOME).content.decode()


def test_a_password_is_not_kept(browser, clock):
    browser.open("/medewerkers/wachtwoord/")
    clock.shift(HALF_AN_HOUR)

    browser.send({"oldpassword": "geheim", "password1": "x"}, page="/medewerkers/wachtwoord/")

    assert not KeptForm.objects.exists()


def test_a_secret_in_another_form_is_not_kept_either(browser, clock):
    browser.open(STAFF)
    clock.shift(HALF_AN_HOUR)

    browser.send({**TYPED, "password": "geheim", "csrfmiddlewaretoken": "teken"})

    assert set(KeptForm.objects.get().fields) == set(TYPED)


def test_a_form_from_before_logging_in_again_is_given_back_too(region, clock):
    browser = Browser(region)
    browser.client.handler.enforce_csrf_checks = True
    browser.open(STAFF)
    own = {"referer": f"http://testserver{STAFF}", "origin": "http://testserver"}
    stale = {**TYPED, "csrfmiddlewaretoken": "a" * 64}

    answer = browser.client.post(STAFF, stale, headers=own)

    assert answer.headers["Location"] == STAFF
    assert 'value="joke van de balie"' in browser.open(STAFF).content.decode()


@pytest.mark.parametrize("origin", ["https://elders.example", "null", ""])
def test_a_form_that_another_site_sends_is_refused_and_not_kept(region, clock, origin):
    browser = Browser(region)
    browser.client.handler.enforce_csrf_checks = True

    answer = browser.client.post(STAFF, TYPED, headers={"origin": origin} if origin else {})

    assert answer.status_code == 403
    assert not KeptForm.objects.exists()


@pytest.mark.parametrize("referer", ["https://elders.example/x", "http://[::1"])
def test_a_page_of_another_site_is_not_where_she_goes_after_logging_in(browser, clock, referer):
    browser.open(STAFF)
    clock.shift(HALF_AN_HOUR)

    answer = browser.client.post(STAFF, TYPED, headers={"referer": referer})

    assert answer.headers["Location"] == f"{LOGIN}?next=%2Fmedewerkers%2Fcollegas%2F"


def test_what_nobody_comes_back_for_goes_after_four_days(region):
    user = make_staff(region)
    keep_form(user=user, page=STAFF, fields={}, by=SYSTEM, at=MONDAY_MORNING)

    delete_old_kept_forms(at=MONDAY_MORNING + timedelta(days=3))
    assert KeptForm.objects.exists()
    delete_old_kept_forms(at=MONDAY_MORNING + timedelta(days=5))
    assert not KeptForm.objects.exists()


def test_a_second_time_on_the_same_page_replaces_the_first(region):
    user = make_staff(region)
    for text in ("eerst", "later"):
        keep_form(user=user, page=STAFF, fields={"a": [text]}, by=SYSTEM, at=MONDAY_MORNING)

    assert KeptForm.objects.get().fields == {"a": ["later"]}


def test_emoji_right_to_left_and_long_text_come_back_as_they_were(browser, clock, region):
    make_organisation(region)
    long = "سارة 🌻 " * 60
    browser.open(STAFF)
    clock.shift(HALF_AN_HOUR)

    sent = browser.send({**TYPED, "email": f"{long}\0"})
    shown = browser.log_in_again(sent.headers["Location"])

    assert long in shown.content.decode()
