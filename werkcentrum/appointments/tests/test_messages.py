"""What people hear about their appointment: once, in their language, and only while it is true."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from werkcentrum.appointments import ics, waiting_actions
from werkcentrum.appointments.actions import Contact, Question
from werkcentrum.appointments.queries import behind_link, with_news
from werkcentrum.appointments.telling import reachable
from werkcentrum.appointments.tests.make import (
    book,
    cancel,
    clock,
    make_adviser,
    make_offer,
    make_place,
    move,
    slot_at,
    tell,
    who,
)
from werkcentrum.appointments.tokens import manage_secret
from werkcentrum.casework.models import Client
from werkcentrum.core.clock import AMSTERDAM
from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.core.tests.posting import Killed, Post, break_off
from werkcentrum.partners.queries import sender_of

pytestmark = pytest.mark.django_db
DAY_BEFORE = datetime(2025, 7, 13, 10, 0, tzinfo=AMSTERDAM)


@pytest.fixture
def offer():
    return make_offer()


@pytest.fixture
def post():
    return Post()


def deliver(post: Post) -> None:
    """One round of a worker: what happened becomes messages, and they leave."""
    tell(post.at)
    post.deliver()


def message(kind: str, appointment) -> OutboxMessage:
    tell()
    return OutboxMessage.objects.get(key=f"appointment:{appointment.pk}:{kind}")


def sent(post: Post, appointment) -> list[str]:
    """The sorts of messages that left about one appointment."""
    prefix = f"appointment:{appointment.pk}:"
    return sorted(key.removeprefix(prefix) for key in post.carrier.taken if key.startswith(prefix))


def calendar_in(found: OutboxMessage):
    [attachment] = found.attachments
    calendar = Calendar.from_ical(attachment["text"])
    [event] = calendar.walk("VEVENT")
    return calendar, event, attachment


def test_a_confirmation_says_when_where_and_how_to_change_it(offer):
    booked = book(slot_at(offer))

    found = message("confirmed", booked)

    assert found.subject == "Uw afspraak op maandag 14 juli"
    assert "maandag 14 juli om 13.00 uur" in found.text
    assert "Bibliotheek aan de Vliet, Voorburg" in found.text
    assert f"/afspraak/{manage_secret(booked.series)}/" in found.text
    assert "werk" not in found.text.lower().replace("werkcentrum", "")


def test_a_reader_of_ukrainian_gets_a_link_to_the_ukrainian_page(offer):
    booked = book(slot_at(offer), contact=who(language="uk"))

    found = message("confirmed", booked)

    assert found.language == "uk"
    assert f"/uk/afspraak/{manage_secret(booked.series)}/" in found.text
    assert "Uw afspraak" not in found.text


def test_a_reminder_comes_in_the_morning_of_the_day_before(offer, post):
    booked = book(slot_at(offer))
    deliver(post)
    assert sent(post, booked) == ["confirmed"]

    post.at = DAY_BEFORE - timedelta(seconds=1)
    deliver(post)
    post.at = DAY_BEFORE
    deliver(post)
    deliver(post)

    assert sent(post, booked) == ["confirmed", "reminder"]
    assert post.carrier.taken[f"appointment:{booked.pk}:reminder"] == 1


@pytest.mark.parametrize(
    ("day", "due"),
    [
        # Sunday 26 October 2025 has 25 hours, Sunday 29 March 2026 has 23.
        (date(2025, 10, 27), datetime(2025, 10, 26, 9, 0, tzinfo=UTC)),
        (date(2026, 3, 30), datetime(2026, 3, 29, 8, 0, tzinfo=UTC)),
    ],
)
def test_scenario_24_when_the_clock_changed_everybody_is_reminded_once_on_the_day_before(day, due):
    starts_at = datetime.combine(day, time(13), AMSTERDAM)
    at = starts_at - timedelta(days=3)
    booked = book(slot_at(make_offer(at=at), starts_at), at)
    tell(at)
    night = Post(at=datetime.combine(day - timedelta(days=2), time(23, 30), AMSTERDAM))

    for moment in (night.at, due - timedelta(seconds=1)):
        night.at = moment
        deliver(night)
    assert sent(night, booked) == ["confirmed"]
    for moment in (due, due.replace(hour=15)):
        night.at = moment
        deliver(night)

    assert night.carrier.taken[f"appointment:{booked.pk}:reminder"] == 1


def test_who_books_shortly_before_is_not_reminded(offer, post):
    booked = book(slot_at(offer), DAY_BEFORE - timedelta(hours=1))

    post.at = clock(12)
    deliver(post)

    assert sent(post, booked) == ["confirmed"]


def test_scenario_31_nobody_is_reminded_of_what_was_cancelled(offer, post):
    booked = book(slot_at(offer))
    cancel(booked)

    post.at = DAY_BEFORE
    deliver(post)

    # The confirmation had not left either.
    assert sent(post, booked) == ["cancelled"]


def test_scenario_31_nobody_is_reminded_of_the_old_time(offer, post):
    booked = book(slot_at(offer))
    deliver(post)
    moved = move(booked, slot_at(offer, clock(15, days=14)))

    for days in (0, 7):
        post.at = DAY_BEFORE + timedelta(days=days)
        deliver(post)

    assert sent(post, booked) == ["confirmed"]
    assert sent(post, moved) == ["moved", "reminder"]


def test_scenario_31_what_is_no_longer_true_does_not_leave_although_it_was_claimed(offer, post):
    booked = book(slot_at(offer))
    deliver(post)
    post.at = DAY_BEFORE
    # Between taking the message and sending it, the visitor calls it off.
    post.carrier.open = lambda: cancel(booked, DAY_BEFORE)

    deliver(post)

    assert "reminder" not in sent(post, booked)


def test_scenario_31_a_worker_that_dies_while_it_sends_sends_at_most_once(offer, post):
    booked = book(slot_at(offer))
    deliver(post)
    post.at = DAY_BEFORE
    post.carrier.after = break_off(Killed())
    with pytest.raises(Killed):
        deliver(post)

    post.carrier.after = lambda: None
    post.wait()
    for _round in range(3):
        deliver(post)

    assert post.carrier.taken[f"appointment:{booked.pk}:reminder"] == 1
    assert message("reminder", booked).state == "uncertain"


def test_scenario_32_a_calendar_sees_one_appointment_that_moves_and_ends(offer):
    booked = book(slot_at(offer), question=Question("Ik heb schulden", ("schulden",)))
    tell()
    moved = move(booked, slot_at(offer, clock(15)))
    tell()
    cancel(moved)

    found = [
        calendar_in(message("confirmed", booked)),
        calendar_in(message("moved", moved)),
        calendar_in(message("cancelled", moved)),
    ]

    assert [str(calendar["METHOD"]) for calendar, _e, _a in found] == [
        "REQUEST", "REQUEST", "CANCEL",
    ]  # fmt: skip
    assert {str(event["UID"]) for _c, event, _a in found} == {str(booked.series)}
    assert [event["SEQUENCE"] for _c, event, _a in found] == [0, 1, 2]
    assert [str(event["STATUS"]) for _c, event, _a in found] == [
        "CONFIRMED", "CONFIRMED", "CANCELLED",
    ]  # fmt: skip
    assert [event.decoded("DTSTART") for _c, event, _a in found] == [
        clock(13), clock(15), clock(15)
    ]  # fmt: skip
    assert found[-1][2]["type"] == "text/calendar; method=CANCEL"


def test_scenario_32_a_calendar_never_says_what_it_is_about(offer):
    booked = book(slot_at(offer), question=Question("Ik heb schulden", ("schulden",)))

    [attachment] = message("confirmed", booked).attachments
    plain = attachment["text"].replace("\r\n ", "")

    assert "schulden" not in plain
    assert "Gesprek over werk" not in plain
    assert manage_secret(booked.series) not in plain


def test_by_phone_a_calendar_holds_no_address(offer):
    booked = book(slot_at(offer), channel="phone")

    text = ics.invitation(
        booked, sender=sender_of(booked.region), method=ics.REQUEST, at=MONDAY_MORNING
    )

    assert "Bibliotheek" not in text
    assert "Wij bellen u op." in text


@pytest.mark.parametrize(
    ("reach", "address", "way"),
    [
        ("mail", "olena@post.example", ("mail", "olena@post.example")),
        ("phone", "06-12 34 56 78", ("sms", "+31612345678")),
        ("phone", "+31 6 12345678", ("sms", "+31612345678")),
        ("phone", "+31 (0)6 12345678", ("sms", "+31612345678")),
        ("phone", "٠٦ ١٢٣٤٥٦٧٨", ("sms", "+31612345678")),
        ("phone", "070 123 45 67", None),
        (
            "letter",
            "Dorpsstraat 1\n2271 AA Voorburg",
            ("letter", "Dorpsstraat 1\n2271 AA Voorburg"),
        ),
    ],
)
def test_everybody_is_written_to_by_the_way_they_gave(reach, address, way):
    assert reachable(Client(reach=reach, address=address)) == way


def test_who_gives_no_address_gets_no_message(offer):
    book(slot_at(offer), contact=Contact("Piet"))
    tell()

    assert not OutboxMessage.objects.exists()


def test_an_sms_is_short_and_has_the_link(offer):
    booked = book(slot_at(offer), contact=Contact("Piet", "phone", "06 12345678"))

    found = message("confirmed", booked)

    assert found.text.startswith("Werkcentrum Zuid-Holland Centraal: Uw afspraak staat vast.")
    assert found.text.endswith(f"/afspraak/{manage_secret(booked.series)}/")
    assert len(found.text) < 306
    assert not found.attachments


def test_what_happens_before_anybody_was_told_is_told_once(offer, post):
    booked = book(slot_at(offer))
    moved = move(booked, slot_at(offer, clock(15)))

    for _round in range(2):
        deliver(post)

    assert (sent(post, booked), sent(post, moved)) == ([], ["moved"])


def test_a_worker_that_dies_while_it_makes_messages_loses_none(offer, post, monkeypatch):
    booked = book(slot_at(offer))
    with monkeypatch.context() as patch:
        patch.setattr(waiting_actions, "record", lambda **_values: break_off(Killed())())
        with pytest.raises(Killed), transaction.atomic():
            tell()

    deliver(post)

    assert sent(post, booked) == ["confirmed"]


def test_what_we_call_off_at_night_waits_until_the_morning(offer, post):
    booked = book(slot_at(offer))
    deliver(post)
    post.at = MONDAY_MORNING.replace(hour=23)
    cancel(booked, post.at, reason="hours")

    deliver(post)
    assert sent(post, booked) == ["confirmed"]
    post.wait(hours=9)
    deliver(post)

    assert sent(post, booked) == ["cancelled", "confirmed"]


def test_who_must_confirm_gets_one_message_with_a_button_and_then_the_confirmation():
    offer = make_offer(is_confirmed_by_mail=True)
    pending = book(slot_at(offer))

    assert "Bevestig de afspraak" in message("to-confirm", pending).text
    assert OutboxMessage.objects.count() == 1


def test_whoever_chose_an_adviser_reads_the_name():
    place = make_place()
    offer = make_offer(place, advisers=(make_adviser(place.region),))
    offer.pool.update(public_name="Fatima")

    booked = book(slot_at(offer))

    assert "Fatima" in message("confirmed", booked).text


def test_nobody_waits_while_a_database_thinks_about_twenty_tables_at_once(offer):
    appointment = book(slot_at(offer))
    with CaptureQueriesContext(connection) as asked:
        [news] = with_news()
        shown = behind_link(appointment.region, manage_secret(appointment.series))
        for found in (news, shown):
            assert found.slot.offer.agenda.location_id == found.location.agenda.location_id
            assert found.location.region == found.region

    assert max(one["sql"].count(" JOIN ") for one in asked) <= 8
