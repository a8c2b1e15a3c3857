"""Karin logs in: password and code, or nothing opens. Whoever is new sets up a second step."""

import pytest

from werkcentrum.accounts.models import User
from werkcentrum.accounts.queries import password_link
from werkcentrum.accounts.tests.make import PASSWORD, code_now, make_admin, make_staff
from werkcentrum.audit.models import AuditLine
from werkcentrum.partners.tests.make import make_region

pytestmark = pytest.mark.django_db
LOGIN, HOME = "/medewerkers/inloggen/", "/medewerkers/"
EMAIL = "karin@werk.example"
NEEDS_A_TOKEN = pytest.mark.house_rule_off(
    "cookies", reason="het inlogformulier heeft een cookie nodig tegen nagemaakte formulieren"
)
pytestmark = [pytestmark, NEEDS_A_TOKEN]


@pytest.fixture
def region(db):
    return make_region()


def type_password(page, password=PASSWORD, email=EMAIL):
    return page.open(LOGIN).press("Inloggen", login=email, password=password)


def log_in(page):
    return type_password(page).press("Inloggen", code=code_now())


def test_karin_logs_in_with_her_password_and_a_code(page, region):
    make_staff(region)

    asked = type_password(page)
    assert asked.heading == "Uw code"
    shown = asked.press("Inloggen", code=code_now())

    assert shown.address == HOME
    assert "Redacteur" in shown
    assert AuditLine.objects.filter(verb="accounts.logged_in").count() == 1


def test_an_address_that_is_none_leads_to_her_own_page(page, region):
    make_staff(region)
    asked = page.open(f"{LOGIN}?next=http://[::1").press("Inloggen", login=EMAIL, password=PASSWORD)

    assert asked.press("Inloggen", code=code_now()).address == HOME


def test_a_password_alone_opens_nothing(page, region):
    make_staff(region)
    type_password(page)

    assert page.open(HOME, status=302).response.headers["Location"].startswith(LOGIN)


def test_a_wrong_password_says_no_more_than_that(page, region):
    make_staff(region)
    sentence = "Dit e-mailadres en wachtwoord horen niet bij elkaar."

    assert sentence in type_password(page, "iets anders dan dat")
    assert sentence in type_password(page, email="niemand@werk.example")


def test_a_wrong_code_opens_nothing(page, region):
    make_staff(region)
    wrong = f"{(int(code_now()) + 1) % 1_000_000:06}"

    shown = type_password(page).press("Inloggen", code=wrong)

    assert "Deze code klopt niet" in shown
    assert page.open(HOME, status=302)


def test_a_code_works_once(page, region):
    make_staff(region)
    code = code_now()
    type_password(page).press("Inloggen", code=code)
    other = page.at("testserver")

    shown = type_password(other).press("Inloggen", code=code)

    assert "Deze code klopt niet" in shown


def test_after_five_wrong_passwords_even_the_right_one_has_to_wait(page, region):
    make_staff(region)
    for _ in range(5):
        type_password(page, "fout fout fout fout")

    assert "te vaak geprobeerd" in type_password(page)


def test_a_recovery_code_opens_once_when_the_phone_is_gone(page, region):
    make_staff(region, has_second_factor=False)
    [code, *_] = set_up_codes(page)
    for is_new in (True, False):
        visitor = page.at("testserver")
        shown = type_password(visitor).press("Inloggen", code=code)
        assert (shown.address == HOME) is is_new


def set_up_codes(page):
    """Karin sets up an app, shows once more who she is, and gets her recovery codes."""
    shown = type_password(page).click("Zet een app met codes aan")
    [secret] = shown.texts(".//code")
    shown = shown.press("Zet aan", code=code_now(secret))
    shown = page.open("/medewerkers/bevestigen/?next=/medewerkers/tweede-stap/codes/")
    shown = shown.press("Verder", password=PASSWORD)
    assert shown.heading == "Uw noodcodes"
    return shown.texts(".//code")


def test_without_a_second_step_a_colleague_can_do_nothing_else(page, region):
    make_staff(region, has_second_factor=False)

    shown = type_password(page)

    assert shown.address == "/medewerkers/tweede-stap/"
    assert "Kies eerst een tweede stap." in shown
    for address in (HOME, "/medewerkers/wachtwoord/", "/beheer/"):
        assert page.open(address, status=302).response.headers["Location"] == shown.address


def test_with_an_app_set_up_she_goes_on(page, region, django_capture_on_commit_callbacks):
    make_staff(region, has_second_factor=False)

    with django_capture_on_commit_callbacks(execute=True):
        assert len(set_up_codes(page)) == 10
    assert page.open(HOME).heading == "Voor medewerkers"
    assert AuditLine.objects.filter(
        verb="accounts.second_factor", detail={"event": "totp_activated"}
    ).exists()


def test_the_link_for_a_password_works_once_and_leads_to_the_second_step(page, region):
    user = make_staff(region, has_second_factor=False)
    link = password_link(user)
    chosen = {"password1": "een nieuw lang wachtwoord", "password2": "een nieuw lang wachtwoord"}

    shown = page.open(page.open(link, status=302).response.headers["Location"])
    shown = shown.press("Bewaar dit wachtwoord", **chosen)

    assert shown.address == "/medewerkers/tweede-stap/"
    assert User.objects.get().check_password(chosen["password1"])
    assert "Deze link werkt niet meer." in page.at("testserver").open(link)


def test_a_short_password_is_refused_with_the_reason(page, region):
    link = password_link(make_staff(region, has_second_factor=False))

    shown = page.open(page.open(link, status=302).response.headers["Location"])
    shown = shown.press("Bewaar dit wachtwoord", password1="kort", password2="kort")

    assert shown.heading == "Kies een wachtwoord"
    assert "Dit wachtwoord is te kort. Neem minstens 12 tekens." in shown


def test_who_logs_out_has_to_log_in_again(page, region):
    make_staff(region)
    log_in(page).press("Uitloggen")

    assert page.open(HOME, status=302)


def test_a_visitor_gets_no_session_by_looking_at_the_login_page(page, region):
    cookies = page.open(LOGIN).response.cookies

    assert set(cookies) == {"csrftoken"}


def test_nobody_can_sign_up(page, region):
    page.open("/medewerkers/aanmelden/", status=404)
    assert "account" not in page.open(LOGIN).text.lower()


def test_the_administration_is_for_superusers_who_came_in_by_our_login(page, region):
    make_admin()
    asked = page.open("/beheer/", status=302).response.headers["Location"]
    assert asked.startswith(("/beheer/login/", LOGIN))
    shown = page.open("/beheer/login/?next=/beheer/", status=302).response.headers["Location"]
    assert shown == f"{LOGIN}?next=/beheer/"


def test_for_an_editor_the_administration_does_not_exist(page, region):
    make_staff(region)
    log_in(page)

    page.open("/beheer/", status=404)
    page.open("/beheer/catalogue/service/", status=404)
