"""In a demonstration everybody sees what would have been sent; elsewhere there is no such page."""

import os
from dataclasses import replace

import pytest
from django.core.management import call_command

from werkcentrum.core import clock
from werkcentrum.core.delivery import Deliverer
from werkcentrum.core.management.commands import deliver_messages
from werkcentrum.core.outbox import Channel, State
from werkcentrum.core.tests.posting import SENDER, make_notice, put_message, state_of
from werkcentrum.partners.tests.make import make_region
from werkcentrum.postroom.tests.make import make_shown

BOX = "/demo/postvak/"
FRAMED = pytest.mark.house_rule_off(
    "policy", reason="een e-mail heeft haar stijl in zich; deze pagina mag verder niets"
)


@pytest.fixture
def region(db):
    region = make_region()
    region.is_demonstration = True
    region.save()
    return region


def test_a_mail_is_shown_with_and_without_its_looks(page, region):
    make_shown()

    shown = page.open(BOX).click("Uw afspraak is maandag")

    assert shown.heading == "Uw afspraak is maandag"
    assert "U komt maandag langs." in shown
    [frame] = shown.document.iter("iframe")
    assert frame.get("sandbox") == "allow-popups"
    assert frame.get("src").endswith("/opgemaakt/")


@FRAMED
@pytest.mark.house_rule_off("inline", reason="een e-mail heeft haar stijl in zich")
def test_the_mail_itself_can_run_nothing_and_fetch_nothing(page, region):
    message = make_shown(notice=make_notice(paragraphs=["<script>alert(1)</script>"]))

    shown = page.open(f"{BOX}{message.pk}/opgemaakt/")

    policy = shown.response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script-src" not in policy
    assert not list(shown.document.iter("script"))
    assert shown.response.headers["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize(
    ("channel", "to", "look"),
    [(Channel.SMS, "+31612345678", "phone"), (Channel.LETTER, "A. Ali\nKerkstraat 1", "paper")],
)
def test_an_sms_looks_like_a_phone_and_a_letter_like_paper(page, region, channel, to, look):
    message = make_shown(channel=channel, to=to, notice=make_notice(short="U komt maandag langs."))

    shown = page.open(f"{BOX}{message.pk}/")

    assert shown.texts(f".//div[@class='{look}']/p")[0].startswith(
        "U komt" if channel == Channel.SMS else "Hallo"
    )
    page.open(f"{BOX}{message.pk}/opgemaakt/", status=404)


def test_what_only_its_recipient_may_read_has_no_page(page, region):
    message = make_shown(is_confidential=True)

    shown = page.open(BOX)

    assert "Uw afspraak is maandag" in shown
    assert "Uw afspraak is maandag" not in shown.links
    page.open(f"{BOX}{message.pk}/", status=404)
    page.open(f"{BOX}{message.pk}/opgemaakt/", status=404)


def test_on_a_real_website_there_is_no_mailbox(page, region):
    message = make_shown()
    region.is_demonstration = False
    region.save()

    for address in (BOX, f"{BOX}{message.pk}/", f"{BOX}{message.pk}/opgemaakt/"):
        page.open(address, status=404)


def test_an_empty_mailbox_says_so(page, region):
    assert "Er is nog niets verstuurd." in page.open(BOX)


def test_the_mailbox_is_there_in_every_language(page, region):
    make_shown()

    assert page.open(f"/uk{BOX}").heading == "Поштова скринька прикладу"
    assert page.open(f"/ar{BOX}").heading == "صندوق بريد المثال"


def test_the_worker_of_the_site_brings_messages_to_the_mailbox(page, region, var):
    put_message(sender=replace(SENDER, is_demonstration=True), at=clock.now(), is_asked_for=True)

    call_command("run_worker", "--once")

    assert "Uw afspraak is maandag" in page.open(BOX).links


def test_who_sends_messages_stops_when_the_worker_is_gone(region):
    put_message(sender=replace(SENDER, is_demonstration=True), is_asked_for=True)

    call_command("deliver_messages", "--parent", str(os.getpid()))

    assert state_of() == State.QUEUED


def test_who_sends_rests_between_messages_that_come_one_by_one(region, monkeypatch):
    put_message(sender=replace(SENDER, is_demonstration=True), at=clock.now(), is_asked_for=True)
    rounds = []

    class Rested(Exception):
        pass

    def rest(_seconds):
        raise Rested

    send = Deliverer.round
    monkeypatch.setattr(Deliverer, "round", lambda self: rounds.append(send(self)) or rounds[-1])
    monkeypatch.setattr(deliver_messages.time, "sleep", rest)
    with pytest.raises(Rested):
        call_command("deliver_messages")

    assert (rounds, state_of()) == ([1], State.SENT)
