"""A message leaves once, at a decent hour, and only while it is true."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from werkcentrum.core import outbox
from werkcentrum.core.carriers import Postponed, Refused
from werkcentrum.core.clock import AMSTERDAM
from werkcentrum.core.delivery import BACK_OFF
from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.core.tests.posting import (
    AMIRA,
    SENDER,
    Channel,
    Killed,
    Post,
    Recorder,
    State,
    break_off,
    make_notice,
    put_message,
    state_of,
)

pytestmark = pytest.mark.django_db
EVENING = datetime(2025, 7, 7, 21, 0, tzinfo=AMSTERDAM)


@pytest.fixture
def post() -> Post:
    return Post()


# Putting


def test_a_message_leaves_once_however_often_it_is_put_and_workers_look(post):
    put_message()
    put_message()
    for _round in range(3):
        post.deliver()

    assert post.carrier.taken == {"een": 1}
    message = OutboxMessage.objects.get()
    assert (message.state, message.provider_ref) == (State.SENT, message.reference)


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_can_be_put():
    assert not connection.in_atomic_block
    values = {"notice": make_notice(), "channel": Channel.MAIL, "to": AMIRA, "key": "los"}
    with pytest.raises(RuntimeError):
        outbox.put_all([outbox.message(sender=SENDER, at=MONDAY_MORNING, **values)])


@pytest.mark.django_db(transaction=True)
def test_what_was_undone_sends_nothing(post):
    with transaction.atomic():
        put_message()
        transaction.set_rollback(True)

    assert post.deliver() == 0


@pytest.mark.parametrize("to", ["", "amira", "a@b", "a@post.example\nBcc: b@post.example"])
def test_what_is_no_mail_address_is_refused_at_once(to):
    with pytest.raises(ValidationError):
        put_message(to=to)


def test_a_message_to_nobody_is_refused_not_left_out():
    with pytest.raises(IntegrityError):
        put_message(channel=Channel.SMS, to="")


def test_a_subject_of_more_lines_becomes_one_and_a_very_long_one_is_cut():
    message = put_message(notice=make_notice("Een\r\nBcc: iemand@post.example " + "x" * 400))

    assert "\n" not in message.subject
    assert len(message.subject) == 200


def test_an_sms_holds_the_short_text():
    message = put_message(
        channel=Channel.SMS, to="+31612345678", notice=make_notice(short="Tot maandag 10.00 uur.")
    )

    assert (message.text, message.html) == ("Tot maandag 10.00 uur.", "")


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": State.CLAIMED},
        {"state": State.SENT},
        {"begun_at": MONDAY_MORNING},
        {"recipient": ""},
    ],
)
def test_the_database_refuses_a_message_that_is_nowhere(wrong):
    put_message()
    with pytest.raises(IntegrityError), transaction.atomic():
        OutboxMessage.objects.update(**wrong)


# Is it still true?


def test_scenario_31_a_reminder_of_something_cancelled_is_not_sent(post):
    put_message(about="meeting:1", not_before=MONDAY_MORNING + timedelta(hours=1))
    with transaction.atomic():
        cancelled = outbox.cancel(about="meeting:1", at=post.at)
    post.wait(hours=2)
    post.deliver()

    assert cancelled == outbox.Cancelled(stopped=1, gone=0)
    assert not post.carrier.taken
    assert state_of() == State.CANCELLED


def test_scenario_31_a_moved_appointment_has_only_the_reminder_of_its_new_time(post):
    put_message("om tien uur", about="meeting:1", not_before=post.at + timedelta(hours=1))
    with transaction.atomic():
        outbox.cancel(about="meeting:1", at=post.at)
        put_message("om twee uur", about="meeting:1", not_before=post.at + timedelta(hours=5))
    post.wait(hours=6)
    post.deliver()

    assert post.carrier.taken == {"om twee uur": 1}


def test_scenario_31_cancelled_while_a_worker_has_it_in_hand_sends_nothing(post):
    put_message(about="meeting:1")
    post.carrier.before = lambda: outbox.cancel(about="meeting:1", at=post.at)
    post.deliver()

    assert not post.carrier.taken
    assert state_of() == State.CANCELLED


def test_who_cancels_hears_that_a_message_has_gone_already(post):
    put_message(about="meeting:1")
    post.deliver()
    with transaction.atomic():
        assert outbox.cancel(about="meeting:1", at=post.at) == outbox.Cancelled(0, 1)
    assert state_of() == State.SENT


ASKED: list[str] = []


def no_longer_true(pk: str) -> bool:
    ASKED.append(pk)
    return False


def not_known_now(pk: str) -> bool:
    raise OSError


def test_the_worker_asks_whether_it_is_still_true_just_before_it_leaves(post, settings):
    settings.OUTBOX_CHECKS = {"meeting": f"{__name__}.no_longer_true"}
    put_message(about="meeting:17")
    post.deliver()

    assert ASKED == ["17"]
    assert not post.carrier.taken
    assert OutboxMessage.objects.get().reason == "not_wanted"


def test_when_that_cannot_be_found_out_the_message_waits(post, settings, caplog):
    settings.OUTBOX_CHECKS = {"meeting": f"{__name__}.not_known_now"}
    put_message(about="meeting:17")
    post.deliver()
    assert state_of() == State.QUEUED

    settings.OUTBOX_CHECKS = {}
    post.wait(minutes=2)
    post.deliver()
    assert post.carrier.taken == {"een": 1}


# At a decent hour


@pytest.mark.parametrize(
    ("moment", "is_quiet"),
    [
        ("2025-07-07T20:59:59+02:00", False),
        ("2025-07-07T21:00:00+02:00", True),
        ("2025-07-08T07:59:59+02:00", True),
        ("2025-07-08T08:00:00+02:00", False),
        # The nights on which the clock changes: seven o'clock UTC is eight in winter, nine before.
        ("2026-10-25T06:59:00+00:00", True),
        ("2026-10-25T07:00:00+00:00", False),
        ("2027-03-28T05:59:00+00:00", True),
        ("2027-03-28T06:00:00+00:00", False),
    ],
)
def test_it_is_quiet_from_nine_in_the_evening_until_eight_on_the_clock_on_the_wall(
    moment, is_quiet
):
    assert outbox.is_quiet(datetime.fromisoformat(moment)) is is_quiet


def test_a_reminder_waits_for_the_morning_and_what_somebody_asked_for_does_not():
    post = Post(at=EVENING)
    put_message("herinnering")
    put_message("bevestiging", is_asked_for=True)
    put_message("brief", channel=Channel.LETTER, to="A. Ali\nKerkstraat 1\n2271 AA Voorburg")
    post.deliver()
    assert post.carrier.taken == {"bevestiging": 1, "brief": 1}

    post.wait(hours=11)
    post.deliver()
    assert post.carrier.taken["herinnering"] == 1


def test_what_cannot_come_in_time_any_more_goes_to_a_person(post):
    put_message(not_before=EVENING, expires_at=EVENING + timedelta(hours=1))
    post.at = EVENING
    post.deliver()
    assert state_of() == State.QUEUED
    post.wait(hours=1)
    post.deliver()

    assert not post.carrier.taken
    [waiting] = outbox.for_somebody("zuid-holland-centraal")
    assert (waiting.state, waiting.reason) == (State.FAILED, "too_late")


def test_what_is_too_late_is_found_without_reading_every_reminder_that_waits():
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # In a table this small it reads everything.
            cursor.execute("SET LOCAL enable_seqscan = off")
    late = OutboxMessage.objects.filter(state=State.QUEUED, expires_at__lte=MONDAY_MORNING)
    assert "outbox_too_late" in late.order_by().explain()


# Trying again


def test_a_failure_that_may_pass_is_tried_again_later_each_time_and_given_up_at_last(post):
    put_message(is_asked_for=True)
    post.carrier.before = break_off(Postponed("smtp_451"))
    for pause in BACK_OFF:
        assert post.deliver() == 1
        assert post.deliver() == 0
        post.at += pause
    assert post.deliver() == 1

    assert (state_of(), post.deliver()) == (State.FAILED, 0)
    assert not post.carrier.taken


def test_after_a_failure_that_passed_it_is_sent(post):
    put_message()
    post.carrier.before = break_off(Postponed("smtp_451"))
    post.deliver()
    post.carrier.before = lambda: None
    post.wait(minutes=1)
    post.deliver()

    assert (state_of(), post.carrier.taken["een"]) == (State.SENT, 1)


def test_a_refusal_for_good_goes_to_a_person_at_once(post):
    put_message()
    post.carrier.before = break_off(Refused("smtp_550"))
    post.deliver()

    assert [m.reason for m in outbox.for_somebody("zuid-holland-centraal")] == ["smtp_550"]
    assert not outbox.for_somebody("haaglanden")


def test_when_nothing_can_leave_no_message_is_to_blame(post):
    class Away(Recorder):
        def open(self):
            raise Postponed("no_connection")

    put_message()
    away = Post(Away())
    for _try in range(20):
        away.deliver()
        away.wait(minutes=2)

    assert (state_of(), OutboxMessage.objects.get().attempts) == (State.QUEUED, 0)


def test_a_message_that_cannot_be_made_goes_to_a_person_and_stops_no_other(post, caplog):
    put_message("kapot")
    put_message("goed")
    broken = iter([break_off(ValueError("rare kop")), lambda: None])
    post.carrier.before = lambda: next(broken)()
    post.deliver()

    assert (state_of("kapot"), state_of("goed")) == (State.FAILED, State.SENT)


# Workers that die


def test_a_worker_that_died_before_it_began_left_nothing_undone(post):
    put_message()
    post.carrier.before = break_off(Killed())
    with pytest.raises(Killed):
        post.deliver()
    post.carrier.before = lambda: None
    assert post.deliver() == 0
    post.wait()
    post.deliver()

    assert (state_of(), post.carrier.taken["een"]) == (State.SENT, 1)


@pytest.mark.parametrize(("moment", "taken"), [("middle", 0), ("after", 1)])
def test_scenario_31_a_worker_that_died_while_it_sent_sends_at_most_one_and_says_so(
    post, moment, taken
):
    put_message()
    setattr(post.carrier, moment, break_off(Killed()))
    with pytest.raises(Killed):
        post.deliver()
    setattr(post.carrier, moment, lambda: None)
    for _later in range(3):
        post.wait()
        post.deliver()

    assert post.carrier.taken["een"] == taken
    [shown] = outbox.for_somebody("zuid-holland-centraal")
    assert (shown.state, shown.reason) == (State.UNCERTAIN, "worker_died")


@pytest.mark.parametrize("moment", ["before", "middle", "after"])
def test_where_the_carrier_can_tell_nobody_has_to_wonder(moment):
    post = Post(Recorder(can_tell=True))
    put_message()
    setattr(post.carrier, moment, break_off(Killed()))
    with pytest.raises(Killed):
        post.deliver()
    setattr(post.carrier, moment, lambda: None)
    post.wait()
    post.deliver()

    assert (state_of(), post.carrier.taken["een"]) == (State.SENT, 1)


def test_a_worker_that_was_only_slow_still_tells_how_it_ended(post):
    put_message()
    slow = post.worker()

    def meanwhile():
        post.wait()
        post.deliver()
        assert state_of() == State.UNCERTAIN

    post.carrier.after = meanwhile
    slow.round()

    assert (state_of(), post.carrier.taken["een"]) == (State.SENT, 1)


def test_a_worker_that_slept_past_its_claim_sends_nothing_that_another_sent(post):
    put_message()
    slow = post.worker()
    awake = Recorder()

    def meanwhile():
        post.wait()
        Post(awake, at=post.at).deliver()

    post.carrier.before = meanwhile
    slow.round()

    assert (awake.taken["een"], post.carrier.taken["een"]) == (1, 0)


# What a person decides


def test_sent_once_more_to_a_better_address_it_is_another_message_for_the_provider(post):
    message = put_message()
    post.carrier.before = break_off(Refused("smtp_550"))
    post.deliver()
    post.carrier.before = lambda: None
    message.refresh_from_db()

    assert outbox.send_again(message, to="amira.ali@post.example", at=post.at)
    assert not outbox.send_again(message, to="twee@post.example", at=post.at)
    post.deliver()

    sent = OutboxMessage.objects.get()
    assert (sent.recipient, sent.state) == ("amira.ali@post.example", State.SENT)
    assert sent.reference != message.reference


def test_perhaps_sent_and_sent_again_it_keeps_its_name_so_that_a_mailbox_sees_it_is_the_same(post):
    message = put_message()
    post.carrier.after = break_off(Killed())
    with pytest.raises(Killed):
        post.deliver()
    post.carrier.after = lambda: None
    post.wait()
    post.deliver()
    message.refresh_from_db()
    name = message.reference

    assert outbox.send_again(message, to=AMIRA, at=post.at)
    post.deliver()

    assert OutboxMessage.objects.get().reference == name
    assert state_of() == State.SENT


def test_what_left_is_over_and_what_nobody_looked_at_is_left(post):
    put_message("verstuurd")
    post.deliver()
    put_message("stuk")
    post.carrier.before = break_off(Refused("smtp_550"))
    post.deliver()
    put_message("wacht", not_before=post.at + timedelta(days=400))

    assert [message.key for message in outbox.is_over()] == ["verstuurd"]
    assert {message.key for message in outbox.is_left()} == {"stuk", "wacht"}


def test_every_message_to_an_address_or_about_something_is_forgotten_however_it_is_written():
    put_message("met hoofdletters", to="Amira@Post.example")
    put_message("over haar afspraak", to="iemand@post.example", about="appointment:1")
    put_message("van een ander", to="olena@post.example", about="appointment:2")

    outbox.forget(region_key=SENDER.region_key, to=["amira@post.EXAMPLE"], about=["appointment:1"])

    assert OutboxMessage.objects.get().key == "van een ander"


def test_a_message_that_is_just_leaving_is_forgotten_too(post):
    put_message()
    post.carrier.middle = lambda: outbox.forget(region_key=SENDER.region_key, to=[AMIRA])

    post.deliver()

    assert post.carrier.taken["een"] == 1
    assert not OutboxMessage.objects.exists()
