"""Joke is invited: a mail with a link that only she reads and no mail scanner can use up."""

import re

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from werkcentrum.accounts.actions import invite_colleague
from werkcentrum.accounts.models import User
from werkcentrum.accounts.tests.make import make_employer, make_staff
from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.tests.make import make_region

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.house_rule_off(
        "cookies", reason="het formulier voor een wachtwoord heeft een cookie nodig"
    ),
]


@pytest.fixture
def region(db):
    return make_region()


def invite(region, language="nl") -> OutboxMessage:
    joke = make_staff(region, "joke", has_second_factor=False)
    invite_colleague(
        user=joke, region=region, role="editor", by="karin", at=MONDAY_MORNING, language=language
    )
    return OutboxMessage.objects.get()


def link_in(message: OutboxMessage) -> str:
    return re.search(r"https?://[^/\s]+(/medewerkers/\S+)", message.text)[1]


def test_joke_gets_a_link_that_only_she_reads_and_only_while_it_works(region):
    message = invite(region)

    assert message.recipient == "joke@werk.example"
    assert message.is_confidential
    assert (message.expires_at - message.put_at).total_seconds() == settings.PASSWORD_RESET_TIMEOUT
    assert "Redacteur" in message.text


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("uk", "Виберіть свій пароль для Werkcentrum"),
        ("ar", "اختر كلمة المرور الخاصة بك لـ Werkcentrum"),
    ],
)
def test_she_may_read_it_in_her_own_language(region, language, subject):
    message = invite(region, language)

    assert (message.subject, message.language) == (subject, language)


def test_scenario_30_a_mail_scanner_that_opens_the_link_changes_nothing(page, region):
    link = link_in(invite(region))
    scanner = Client()
    for _time in range(3):
        scanner.get(link, follow=True)
        scanner.head(link, follow=True)
    assert not User.objects.get().has_usable_password() or User.objects.get().last_login is None

    shown = page.open(page.open(link, status=302).response.headers["Location"])
    chosen = {"password1": "een nieuw lang wachtwoord", "password2": "een nieuw lang wachtwoord"}
    shown.press("Bewaar dit wachtwoord", **chosen)

    assert User.objects.get().check_password("een nieuw lang wachtwoord")
    assert "Deze link werkt niet meer." in page.at("testserver").open(link)


def test_add_staff_shows_a_link_that_leads_to_the_site(region, capsys):
    make_employer(region)
    region.hosts.create(host="127.0.0.1")
    call_command("add_staff", "joke@werk.example", region=region.key, role="editor")

    assert capsys.readouterr().out.startswith("http://localhost:8000/medewerkers/wachtwoord/")


def test_add_staff_mails_the_link_and_does_not_show_it(region, capsys):
    make_employer(region)
    call_command("add_staff", "joke@werk.example", region=region.key, role="editor", mail=True)

    printed = capsys.readouterr()
    assert printed.out == ""
    assert link_in(OutboxMessage.objects.get()) not in printed.err
    assert "joke@werk.example krijgt een e-mail met een link." in printed.err
