"""Later news about a message: NotifyNL reports, and mail that comes back."""

import json
from email.message import EmailMessage
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from io import BytesIO, TextIOWrapper
from mailbox import Maildir

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from werkcentrum.audit.models import AuditLine
from werkcentrum.core import outbox
from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.outbox import State
from werkcentrum.core.tests.posting import AMIRA, Post
from werkcentrum.partners.tests.make import make_region
from werkcentrum.postroom.tests.make import make_sent

pytestmark = pytest.mark.django_db
ADDRESS, TOKEN = "/berichten/notifynl/", "een lang en geheim woord"


@pytest.fixture(autouse=True)
def region(settings):
    settings.NOTIFY_CALLBACK_TOKEN = TOKEN
    return make_region()


def report(body, token=TOKEN):
    """What NotifyNL sends; returns the status it gets."""
    content = body if isinstance(body, str) else json.dumps(body)
    headers = {"Authorization": f"Bearer {token}"}
    answer = Client(enforce_csrf_checks=True).post(
        ADDRESS, content, content_type="application/json", headers=headers
    )
    return answer.status_code


def told(message, status):
    return {"id": "740e5834", "reference": message.reference, "to": AMIRA, "status": status}


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("permanent-failure", "Dit adres of nummer bestaat niet."),
        ("temporary-failure", "De telefoon of mailbox was te lang niet bereikbaar."),
        ("technical-failure", "Bij NotifyNL ging iets mis."),
    ],
)
def test_what_never_arrived_comes_to_a_person(status, reason):
    message = make_sent()

    assert report(told(message, status)) == 204

    [shown] = outbox.for_somebody(message.region_key)
    assert (shown.state, shown.reason) == (State.UNDELIVERABLE, status)
    assert AuditLine.objects.get(verb="postroom.reported").detail == {"status": status}


def test_what_arrived_is_written_down_also_where_we_were_in_doubt():
    message = make_sent()
    OutboxMessage.objects.update(state=State.UNCERTAIN)

    assert report(told(message, "delivered")) == 204

    message.refresh_from_db()
    assert message.state == State.SENT
    assert message.delivered_at is not None


@pytest.mark.parametrize("status", ["created", "sending", "een nieuw woord"])
def test_what_is_still_under_way_changes_nothing(status):
    message = make_sent()

    assert report(told(message, status)) == 204
    message.refresh_from_db()
    assert message.state == State.SENT
    assert not AuditLine.objects.exists()


@pytest.mark.parametrize("token", ["", "een ander woord", "é"])
def test_without_our_token_the_address_does_not_exist(token):
    message = make_sent()

    assert report(told(message, "permanent-failure"), token=token) == 404
    assert not outbox.for_somebody(message.region_key)


def test_without_a_token_in_the_settings_nobody_can_report(settings):
    settings.NOTIFY_CALLBACK_TOKEN = ""

    assert report(told(make_sent(), "permanent-failure"), token="") == 404


@pytest.mark.parametrize(
    "body", ["", "geen json", "[]", "3", {"status": "delivered"}, {"reference": 3, "status": None}]
)
def test_what_is_no_report_is_refused(body):
    assert report(body) == 400


@pytest.mark.parametrize(
    "reference", ["", "x", "..", "0" * 32, "0" * 32 + ".0", "0" * 32 + ".99999", "g" * 32 + ".0"]
)
def test_a_reference_that_we_do_not_know_changes_nothing(reference):
    make_sent()

    assert report({"reference": reference, "status": "permanent-failure"}) == 204
    assert OutboxMessage.objects.get().state == State.SENT


def test_news_of_an_old_address_says_nothing_about_the_new_one():
    message = make_sent()
    report(told(message, "permanent-failure"))
    message.refresh_from_db()
    outbox.send_again(message, to="amira.ali@post.example", at=message.put_at)
    post = Post()
    post.deliver()

    report(told(message, "permanent-failure"))

    assert OutboxMessage.objects.get().state == State.SENT


# Mail that comes back


def bounce(message, *, action="failed", status="5.1.1") -> bytes:
    """What a mail server sends back (RFC 3464)."""
    mail = MIMEMultipart("report", **{"report-type": "delivery-status"})
    mail["From"] = "mailer-daemon@post.example"
    mail["Subject"] = "Undelivered Mail Returned to Sender"
    mail.attach(MIMEText("I am sorry to have to inform you."))
    facts = MIMEBase("message", "delivery-status")
    server, person = EmailMessage(), EmailMessage()
    server["Reporting-MTA"] = "dns; post.example"
    person["Final-Recipient"] = f"rfc822; {AMIRA}"
    person["Action"], person["Status"] = action, status
    facts.set_payload([server, person])
    mail.attach(facts)
    original = f"Message-ID: <{message.reference}@zhc.example>\nSubject: Uw afspraak\n\n"
    mail.attach(MIMEText(original, "rfc822-headers"))
    return mail.as_bytes()


def read(folder, capsys) -> int:
    call_command("read_bounces", str(folder))
    return int(capsys.readouterr().out)


def test_a_mail_that_came_back_comes_to_a_person_and_leaves_the_mailbox(tmp_path, capsys):
    message = make_sent()
    box = Maildir(tmp_path / "post")
    box.add(bounce(message))
    box.add(b"From: iemand@post.example\nSubject: Vraag\n\nMag ik later komen?\n")

    assert read(tmp_path / "post", capsys) == 1
    assert read(tmp_path / "post", capsys) == 0

    [shown] = outbox.for_somebody(message.region_key)
    assert (shown.state, shown.reason) == (State.UNDELIVERABLE, "5.1.1")
    assert len(Maildir(tmp_path / "post")) == 1


@pytest.mark.parametrize(("action", "status"), [("delayed", "4.4.1"), ("delivered", "2.0.0")])
def test_a_mail_that_is_only_late_is_not_lost(tmp_path, capsys, action, status):
    box = Maildir(tmp_path / "post")
    box.add(bounce(make_sent(), action=action, status=status))

    assert read(tmp_path / "post", capsys) == 0
    assert OutboxMessage.objects.get().state == State.SENT


def test_a_mail_server_may_hand_one_over_on_standard_input(monkeypatch, capsys):
    raw = bounce(make_sent())
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(raw)))

    assert read("-", capsys) == 1


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe\x00", b"Content-Type: multipart/report\n\n"])
def test_what_is_no_report_is_left_alone(monkeypatch, capsys, raw):
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(raw)))

    assert read("-", capsys) == 0


def test_a_folder_that_is_no_mailbox_is_said(tmp_path):
    with pytest.raises(CommandError, match="Maildir"):
        call_command("read_bounces", str(tmp_path))
