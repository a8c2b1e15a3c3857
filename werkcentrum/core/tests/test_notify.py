"""Mail, SMS and letters by NotifyNL, through the client that its makers publish."""

import base64

import pytest

from werkcentrum.core import outbox
from werkcentrum.core.configured import can_send, carriers
from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.notify import Notify
from werkcentrum.core.outbox import Attachment
from werkcentrum.core.tests.notifynl import KEY, TEMPLATES, notifying
from werkcentrum.core.tests.posting import (
    AMIRA,
    Channel,
    Killed,
    Post,
    State,
    make_notice,
    put_message,
    state_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.allow_hosts(["127.0.0.1"])]
PHONE = "+31612345678"


@pytest.fixture
def notify(settings):
    with notifying() as found:
        settings.NOTIFY_KEY, settings.NOTIFY_URL = KEY, found.url
        settings.NOTIFY_TEMPLATES = {name: row[0] for name, row in TEMPLATES.items()}
        yield found


@pytest.fixture
def post(notify) -> Post:
    return Post(Notify())


def put_sms(key: str = "een", to: str = PHONE) -> OutboxMessage:
    notice = make_notice(short="Tot maandag 10.00 uur.")
    return put_message(key, channel=Channel.SMS, to=to, notice=notice)


def test_an_sms_goes_to_a_phone_with_our_reference(post, notify):
    message = put_sms()
    post.deliver()

    [taken] = notify.taken
    assert (taken["type"], taken["phone_number"]) == ("sms", PHONE)
    assert taken["personalisation"]["tekst"] == "Tot maandag 10.00 uur."
    assert taken["reference"] == message.reference
    assert OutboxMessage.objects.get().provider_ref == taken["id"]


def test_a_mail_goes_with_its_subject_and_its_calendar_file(post, notify):
    put_message(attachments=[Attachment("afspraak.ics", "text/calendar", "BEGIN:VCALENDAR")])
    post.deliver()

    [taken] = notify.taken
    assert (taken["type"], taken["email_address"]) == ("email", AMIRA)
    assert taken["personalisation"]["onderwerp"] == "Uw afspraak is maandag"
    file = taken["personalisation"]["bijlage"]
    assert (file["filename"], base64.b64decode(file["file"])) == (
        "afspraak.ics",
        b"BEGIN:VCALENDAR",
    )


def test_a_letter_goes_to_an_address_in_lines(post, notify):
    put_message(channel=Channel.LETTER, to="A. Ali\n\nKerkstraat 1\n2271 AA Voorburg")
    post.deliver()

    values = notify.taken[0]["personalisation"]
    assert [values[f"address_line_{n}"] for n in (1, 2, 3)] == [
        "A. Ali", "Kerkstraat 1", "2271 AA Voorburg",
    ]  # fmt: skip
    assert "U komt maandag langs." in values["tekst"]


def test_a_number_that_is_no_number_comes_to_a_person(post, notify, caplog):
    put_sms(to="06")
    post.deliver()

    [shown] = outbox.for_somebody("zuid-holland-centraal")
    assert (shown.state, shown.reason) == (State.UNDELIVERABLE, "notify_400")


def test_a_wrong_key_says_nothing_about_amira(settings, notify, caplog):
    settings.NOTIFY_KEY = KEY[:-1] + ("0" if KEY[-1] != "0" else "1")
    post = Post(Notify())
    put_sms()
    post.deliver()

    assert state_of() == State.QUEUED
    assert OutboxMessage.objects.get().reason == "notify_403"


def test_taken_without_an_answer_it_is_found_again_and_not_sent_twice(post, notify, caplog):
    put_sms()
    notify.break_after = True
    post.deliver()
    notify.break_after = False
    assert state_of() == State.CLAIMED
    post.wait()
    post.deliver()

    assert state_of() == State.SENT
    assert len(notify.taken) == 1


def test_not_taken_it_is_sent_when_notifynl_is_there_again(post, notify, caplog):
    put_sms()
    notify.is_away = True
    for _try in range(3):
        post.deliver()
        post.wait()
    assert state_of() == State.CLAIMED
    notify.is_away = False
    post.deliver()

    assert state_of() == State.SENT
    assert len(notify.taken) == 1


def test_killed_after_it_was_taken_it_is_found_by_our_reference(post, notify):
    put_sms()
    dying = post.worker()

    def killed(*_message, **_values):
        raise Killed

    object.__setattr__(dying, "_close", killed)
    with pytest.raises(Killed):
        dying.round()
    post.wait()
    post.deliver()

    assert state_of() == State.SENT
    assert OutboxMessage.objects.get().provider_ref == notify.taken[0]["id"]
    assert len(notify.taken) == 1


def test_an_installation_sends_by_what_it_has(settings, notify):
    settings.EMAIL_HOST = ""
    del settings.NOTIFY_TEMPLATES["letter"]
    assert [can_send(channel) for channel in ("mail", "sms", "letter")] == [True, True, False]

    settings.EMAIL_HOST = "mail.example"
    assert not isinstance(carriers()["mail", False], Notify)
    assert isinstance(carriers()["sms", False], Notify)


def test_without_any_provider_real_messages_wait_and_demonstrations_are_shown(settings):
    settings.EMAIL_HOST = settings.NOTIFY_KEY = ""

    assert set(carriers()) == {(c, True) for c in ("mail", "sms", "letter")}
