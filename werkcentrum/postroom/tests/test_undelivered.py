"""Karin sees which messages did not arrive, and does something about each of them."""

import pytest

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.audit.models import AuditLine
from werkcentrum.core import clock
from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.outbox import Channel, State
from werkcentrum.core.testing import Page
from werkcentrum.core.tests.posting import AMIRA, Post, put_message
from werkcentrum.partners.tests.make import make_other_region, make_region
from werkcentrum.postroom.tests.make import make_sent, make_undelivered

LIST = "/medewerkers/berichten/"
SUBJECT = "Uw afspraak is maandag"
AGAIN, DONE = f"Stuur opnieuw “{SUBJECT}”", f"Haal van de lijst “{SUBJECT}”"


@pytest.fixture
def region(db):
    return make_region()


@pytest.fixture
def karin(page, region) -> Page:
    page.log_in(make_staff(region, "karin", "coordinator"))
    return page


def test_karin_sees_what_did_not_arrive_and_why(karin):
    make_undelivered()
    make_sent("goed")

    shown = karin.open(LIST)

    assert shown.texts(".//section/h2") == [SUBJECT]
    assert "Dit adres bestaat niet, of neemt geen e-mail aan." in shown
    assert AMIRA in shown
    assert "U komt maandag langs." in shown
    line = AuditLine.objects.get(verb="partners.looked")
    assert line.detail == {"what": "core.outboxmessage", "count": 1}


def test_she_corrects_the_address_and_it_goes_again(karin):
    make_undelivered()

    shown = karin.open(LIST).press(AGAIN, to="amira.ali@post.example")

    assert "Het bericht gaat opnieuw weg." in shown
    assert "Alle berichten zijn aangekomen" in shown
    message = OutboxMessage.objects.get()
    assert (message.recipient, message.state) == ("amira.ali@post.example", State.QUEUED)
    line = AuditLine.objects.get(verb="postroom.sent_again")
    assert line.detail == {"is_corrected": True, "was": "undeliverable"}


@pytest.mark.parametrize("typed", ["amira", "", "x" * 400 + "@post.example", "a@b.nl\nb@c.nl"])
def test_what_is_no_address_is_said_beside_the_field_and_stays_there(karin, typed):
    make_undelivered()

    shown = karin.open(LIST).press(AGAIN, to=typed)

    assert shown.texts(".//div[@class='hint hint--wrong']/p")
    [field] = (f for f in shown.document.iter("input") if f.get("name") == "to")
    assert field.get("value", "") == typed
    assert OutboxMessage.objects.get().state == State.UNDELIVERABLE


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("06 1234 5678", "+31612345678"),
        ("0031 6 12345678", "+31612345678"),
        ("+380 50 123 4567", "+380501234567"),
    ],
)
def test_a_mobile_number_is_read_as_people_write_it(karin, typed, number):
    make_undelivered(channel=Channel.SMS, to="+31600000000", reason="notify_400")

    karin.open(LIST).press(AGAIN, to=typed)

    assert OutboxMessage.objects.get().recipient == number


@pytest.mark.parametrize("typed", ["06", "noem maar op", "112"])
def test_what_is_no_mobile_number_is_refused(karin, typed):
    make_undelivered(channel=Channel.SMS, to="+31600000000", reason="notify_400")

    assert "Dit is geen mobiel nummer." in karin.open(LIST).press(AGAIN, to=typed)


def test_a_letter_needs_lines(karin):
    make_undelivered(channel=Channel.LETTER, to="A. Ali\nKerkstraat 1\n2271 AA Voorburg")

    shown = karin.open(LIST)
    wrong = shown.press(AGAIN, to="A. Ali")
    assert "Schrijf de naam, de straat en de plaats elk op een regel." in wrong
    shown.press(AGAIN)
    assert OutboxMessage.objects.get().state == State.QUEUED


def test_she_takes_it_from_the_list_and_a_second_time_hears_that_it_was_done(karin):
    make_undelivered()
    shown = karin.open(LIST)

    assert "Het bericht is van de lijst." in shown.press(DONE)
    assert "Een collega heeft dit bericht al afgehandeld." in shown.press(DONE)
    assert "Een collega heeft dit bericht al afgehandeld." in shown.press(AGAIN)
    assert AuditLine.objects.filter(verb__startswith="postroom.").count() == 1


def test_a_message_that_perhaps_arrived_says_so(karin):
    make_undelivered()
    OutboxMessage.objects.update(state=State.UNCERTAIN, reason="worker_died")

    shown = karin.open(LIST)

    assert "Misschien wel, misschien niet aangekomen." in shown
    assert "Vraag eerst of het is aangekomen." in shown


def gone(pk: str) -> bool:
    return False


def test_what_is_no_longer_true_is_not_sent_again(karin, settings):
    settings.OUTBOX_CHECKS = {"appointment": f"{__name__}.gone"}
    make_undelivered()
    OutboxMessage.objects.update(about="appointment:1")

    shown = karin.open(LIST).press(AGAIN)

    assert "Wat in dit bericht staat, klopt niet meer." in shown
    assert OutboxMessage.objects.get().state == State.UNDELIVERABLE


def test_what_only_the_recipient_may_read_is_not_shown(karin):
    make_undelivered(is_confidential=True)

    shown = karin.open(LIST)

    assert "U komt maandag langs." not in shown
    assert "Alleen de ontvanger mag de tekst lezen." in shown


def test_messages_of_another_region_do_not_exist(page, region):
    message = make_undelivered()
    other = make_other_region()
    browser = page.at("haaglanden.test")
    browser.log_in(make_staff(other, "bram", "coordinator"))

    assert SUBJECT not in browser.open(LIST)
    assert browser.post(f"{LIST}{message.pk}/klaar/", {}, status=404)


def test_a_step_that_does_not_exist_is_not_found(karin):
    message = make_undelivered()

    assert karin.post(f"{LIST}{message.pk}/weg/", {}, status=404)


def test_karin_hears_that_messages_wait_because_nothing_was_set_up(karin, region, settings):
    settings.EMAIL_HOST = settings.NOTIFY_KEY = ""
    region.is_demonstration = False
    region.save()
    put_message()

    shown = karin.open(LIST)

    assert "Hier gaan nog geen berichten weg per e-mail, sms, brief." in shown
    assert "Er wacht 1 bericht al langer dan een uur." in shown


def test_scenario_30_get_and_head_on_a_step_change_nothing(karin):
    message = make_undelivered()
    for step in ("opnieuw", "klaar"):
        karin.open(f"{LIST}{message.pk}/{step}/", status=405)
    message.refresh_from_db()

    assert (message.state, message.settled_at) == (State.UNDELIVERABLE, None)


def test_a_list_of_fifty_costs_as_few_questions_as_one_of_two(karin, queries):
    for number in range(2):
        make_undelivered(f"{number}")
    with queries.at_most(12):
        karin.open(LIST)
    for number in range(2, 60):
        make_undelivered(f"{number}")
    with queries.at_most(12):
        shown = karin.open(LIST)
    assert "U ziet de oudste vijftig." in shown


def test_sent_again_it_really_leaves(karin):
    make_undelivered()
    karin.open(LIST).press(AGAIN)
    post = Post(at=clock.now())
    post.deliver()

    assert post.carrier.taken == {"een": 1}
