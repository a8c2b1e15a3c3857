"""Joke was invited. The first time, a code comes by mail; then she sets up how to log in."""

import re
import socket
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
import time_machine
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from django.core import mail

from werkcentrum.accounts.actions import grant_role, set_password
from werkcentrum.accounts.models import User
from werkcentrum.accounts.tests.make import PASSWORD, code_now, make_employer, make_staff
from werkcentrum.audit.actions import SYSTEM
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.tests.make import make_region

FIRST, HOME = "/medewerkers/inloggen/eerste-keer/", "/medewerkers/"
EMAIL = "joke@werk.example"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.house_rule_off(
        "cookies", reason="het inlogformulier heeft een cookie nodig tegen nagemaakte formulieren"
    ),
]


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def joke(region):
    """Invited, and never been here."""
    employer = make_employer(region)
    return grant_role(email=EMAIL, organisation=employer, role="host", by=SYSTEM, at=MONDAY_MORNING)


def ask_for_code(page, email=EMAIL):
    return page.open(FIRST).press("Stuur mij een code", email=email)


def code_in(text):
    return re.search(r"^\s*(\S{4,12})\s*$", text.split(":", 1)[1], re.MULTILINE)[1]


def log_in(page):
    asked = ask_for_code(page)
    return asked.press("Ga verder", code=code_in(mail.outbox[-1].body))


def test_joke_gets_a_code_and_sets_up_an_app_and_a_password(page, joke):
    shown = log_in(page)
    assert "Kies eerst een tweede stap." in shown
    assert "bevestigd" not in shown
    assert page.open("/medewerkers/nog/").response.json()["seconds"] > 0
    shown = shown.click("Zet een app met codes aan")
    [secret] = shown.texts(".//code")
    shown.press("Zet aan", code=code_now(secret))

    shown = page.open(page.open(HOME, status=302).response.headers["Location"])
    assert shown.heading == "Kies een wachtwoord"
    if "Bent u het echt?" in shown:
        shown = shown.press("Verder", code=code_now(secret))
    new = "een zin die joke kent"
    shown = shown.press("Bewaar dit wachtwoord", password1=new, password2="een andere zin van joke")
    assert "Typ twee keer hetzelfde wachtwoord." in shown
    shown = shown.press("Bewaar dit wachtwoord", password1=new, password2=new)

    assert shown.heading == "Voor medewerkers"
    assert User.objects.get().check_password(new)


def test_a_code_alone_opens_no_page(page, joke):
    log_in(page)

    for address in (HOME, "/medewerkers/werk/", "/medewerkers/collegas/"):
        to = page.open(address, status=302).response.headers["Location"]
        assert to == "/medewerkers/tweede-stap/"


def test_the_mail_is_in_dutch_and_says_what_to_do(page, joke):
    ask_for_code(page)

    [sent] = mail.outbox
    assert (sent.to, sent.subject) == ([EMAIL], "Uw code om in te loggen")
    assert "Geef de code aan niemand." in sent.body
    assert "http" not in sent.body


def test_whoever_can_log_in_already_gets_no_code_and_the_page_says_the_same(page, region):
    make_staff(region, "karin")
    shown = ask_for_code(page, "karin@werk.example")
    unknown = ask_for_code(page.at("testserver"), "niemand@werk.example")

    assert mail.outbox == []
    assert shown.heading == unknown.heading == "De code uit uw e-mail"
    assert shown.text == unknown.text


def test_after_choosing_a_password_a_mailbox_opens_nothing(page, joke):
    set_password(user=joke, password=PASSWORD, by=SYSTEM, at=MONDAY_MORNING)

    ask_for_code(page)

    assert mail.outbox == []


def test_somebody_whose_work_ended_gets_no_code(page, joke):
    User.objects.update(is_active=False)

    ask_for_code(page)

    assert mail.outbox == []


def test_a_wrong_code_opens_nothing_and_after_three_it_is_over(page, joke):
    shown = ask_for_code(page)
    for _ in range(3):
        assert "Wacht op de volgende code" not in shown
        shown = shown.press("Ga verder", code="ZZZZZZ")

    assert "te vaak geprobeerd" in shown
    assert page.open(HOME, status=302)


def test_a_code_works_a_quarter_of_an_hour(page, joke):
    shown = ask_for_code(page)

    with time_machine.travel(timedelta(minutes=16)):
        shown = shown.press("Ga verder", code=code_in(mail.outbox[0].body))

    assert shown.heading == "De eerste keer inloggen"


class Mailbox(Message):
    """What a mail server received."""

    def __init__(self):
        super().__init__()
        self.received = []

    def prepare_message(self, session, envelope):
        return message_from_bytes(envelope.content, policy=policy.default)

    def handle_message(self, message):
        self.received.append(message)


@pytest.fixture
def mailbox(settings):
    """A mail server on this machine, spoken to as any other."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    handler = Mailbox()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    yield handler
    controller.stop()


@pytest.mark.slow
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_the_code_goes_to_a_real_mail_server(page, joke, mailbox):
    asked = ask_for_code(page)

    [received] = mailbox.received
    assert (received["to"], received["subject"]) == (EMAIL, "Uw code om in te loggen")
    shown = asked.press("Ga verder", code=code_in(received.get_content()))
    assert "Kies eerst een tweede stap." in shown


@pytest.mark.slow
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_when_the_mail_server_is_away_joke_is_told(page, joke, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    assert "De mail is niet verstuurd." in ask_for_code(page)
    assert "De code kon niet worden verstuurd." in caplog.text
