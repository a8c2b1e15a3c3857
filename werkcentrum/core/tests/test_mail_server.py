"""Mail goes to a real mail server: what it holds, and what each answer of the server means."""

import pytest

from werkcentrum.core import outbox
from werkcentrum.core.carriers import MailServer as Carrier
from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.notices import Button
from werkcentrum.core.outbox import Attachment
from werkcentrum.core.tests.mailserver import listening
from werkcentrum.core.tests.posting import AMIRA, Post, State, make_notice, put_message, state_of

pytestmark = [pytest.mark.django_db, pytest.mark.allow_hosts(["127.0.0.1"])]
CANCELLED = "BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nEND:VCALENDAR\r\n"


@pytest.fixture
def server(settings):
    with listening() as found:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", found.port
        settings.DEFAULT_FROM_EMAIL = "bericht@zhc.example"
        yield found


@pytest.fixture
def post(server) -> Post:
    return Post(Carrier())


def test_amira_gets_a_mail_with_plain_text_and_html_that_say_the_same(post, server):
    notice = make_notice(button=Button("Bekijk uw afspraak", "/afspraak/"))
    message = put_message(notice=notice)
    post.deliver()

    [mail] = server.taken
    plain, rich = mail.get_body(("plain",)), mail.get_body(("html",))
    for words in ("U komt maandag langs.", "Bekijk uw afspraak", "https://zhc.example/afspraak/"):
        assert words in plain.get_content()
        assert words in rich.get_content()
    assert mail["Subject"] == "Uw afspraak is maandag"
    assert mail["To"] == AMIRA
    assert mail["From"] == "Werkcentrum Zuid-Holland Centraal <bericht@zhc.example>"
    assert mail["Reply-To"] == "info@zhc.example"
    assert mail["Message-ID"] == f"<{message.reference}@zhc.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "nl"


def test_a_calendar_file_goes_along_with_its_method(post, server):
    file = Attachment("afspraak.ics", "text/calendar; method=CANCEL", CANCELLED)
    put_message(attachments=[file])
    post.deliver()

    [part] = server.taken[0].iter_attachments()
    assert part.get_content_type() == "text/calendar"
    assert part["Content-Type"].params["method"] == "CANCEL"
    assert part.get_filename() == "afspraak.ics"
    assert part.get_content().splitlines() == CANCELLED.splitlines()


def test_a_name_in_another_script_arrives_whole(post, server):
    put_message(notice=make_notice("موعدك يوم الاثنين 😀"))
    post.deliver()

    assert server.taken[0]["Subject"] == "موعدك يوم الاثنين 😀"


@pytest.mark.parametrize("moment", ["RCPT", "DATA"])
def test_an_address_that_does_not_exist_comes_to_a_person_at_once(post, server, moment):
    put_message()
    server.on[moment] = lambda: "550 5.1.1 no such user"
    post.deliver()

    [shown] = outbox.for_somebody("zuid-holland-centraal")
    assert (shown.state, shown.reason) == (State.UNDELIVERABLE, "smtp_550")


@pytest.mark.parametrize("moment", ["MAIL", "RCPT", "DATA"])
def test_a_server_that_is_busy_is_asked_again(post, server, moment):
    put_message()
    server.on[moment] = lambda: "451 4.3.0 later please"
    post.deliver()
    assert state_of() == State.QUEUED
    server.on.clear()
    post.wait(minutes=2)
    post.deliver()

    assert state_of() == State.SENT
    assert server.names.total() == 1


def test_a_server_that_does_not_know_us_says_nothing_about_amira(post, server):
    put_message()
    server.on["MAIL"] = lambda: "553 5.7.1 sender not allowed"
    post.deliver()

    assert state_of() == State.QUEUED


def test_a_server_that_hangs_up_after_it_took_the_mail_leaves_us_in_doubt(post, server, caplog):
    put_message()
    server.on["TAKEN"] = lambda: "421 gone"
    post.deliver()
    server.on.clear()
    for _later in range(3):
        post.wait()
        post.deliver()

    assert state_of() == State.UNCERTAIN
    assert server.names.total() == 1


def test_the_mail_after_one_that_was_refused_still_leaves(post, server):
    put_message("weigert", to="niemand@post.example")
    put_message("goed")
    answers = iter(["550 5.1.1 no such user", None])
    server.on["RCPT"] = lambda: next(answers)
    post.deliver()

    assert (state_of("weigert"), state_of("goed")) == (State.UNDELIVERABLE, State.SENT)


def test_while_the_server_is_away_everything_waits(settings, caplog):
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    post = Post(Carrier())
    put_message()
    post.deliver()

    assert state_of() == State.QUEUED
    assert OutboxMessage.objects.get().reason == "no_connection"


def test_withdrawn_at_the_last_moment_the_server_gets_no_message(post, server):
    put_message("af", about="meeting:1")
    put_message("door")
    server.on["RCPT"] = lambda: OutboxMessage.objects and None
    begin = post.worker()
    original = begin._begin

    def cancelled_meanwhile(message):
        outbox.cancel(about="meeting:1", at=post.at)
        original(message)

    object.__setattr__(begin, "_begin", cancelled_meanwhile)
    begin.round()

    assert (state_of("af"), state_of("door")) == (State.CANCELLED, State.SENT)
    assert server.names.total() == 1
