"""Somebody asks to be forgotten: what leads to them goes, and they hear what stays and why."""

from datetime import timedelta

import pytest

from werkcentrum.appointments.models import Appointment
from werkcentrum.appointments.states import State
from werkcentrum.appointments.tests.make import (
    NEXT_MONDAY,
    book,
    make_offer,
    make_place,
    slot_at,
    tell,
    times_of,
    who,
)
from werkcentrum.audit.models import AuditLine
from werkcentrum.casework.models import Client, Enquiry
from werkcentrum.casework.people import describe_person, forget_person
from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.core.tests.posting import put_message
from werkcentrum.partners.tests.make import make_region
from werkcentrum.privacy import retention_actions as actions
from werkcentrum.privacy.tests.keeping import make_client, make_closed

pytestmark = pytest.mark.django_db
LATER = MONDAY_MORNING + timedelta(hours=1)


def forget(client: Client):
    return actions.forget_person(client=client, by=str(client.pk), at=LATER)


def test_olena_hears_what_stays_until_when_and_where_that_is_written():
    region = make_region()
    olena = make_client(region)
    make_closed(region, at=MONDAY_MORNING, client=olena, own_words="Ik ben Olena")

    [stays] = forget(olena).stays

    assert (stays.label, stays.count) == ("vraag met advies, zonder naam", 1)
    assert stays.until == MONDAY + timedelta(days=1827)
    assert stays.source == "21.1 Advies verstrekt"


def test_of_whoever_left_nothing_but_a_name_nothing_stays():
    gone = forget(make_client(make_region()))

    assert (gone.stays, gone.recipients) == ([], [])
    assert not Client.objects.exists()


def test_a_question_that_was_open_ends_because_she_wanted_to_go():
    region = make_region()
    olena = make_client(region)
    Enquiry.objects.create(
        region=region, client=olena, own_words="Ik ben Olena", opened_at=MONDAY_MORNING
    )

    forget(olena)

    enquiry = Enquiry.objects.get()
    assert (enquiry.own_words, enquiry.outcome, enquiry.closed_at) == ("", "withdrawn", LATER)


def test_the_place_of_an_appointment_to_come_is_free_again_and_nobody_is_written_to():
    offer = make_offer(make_place())
    olena = book(slot_at(offer)).client
    tell()
    assert "14-07 13:00" not in times_of(offer)

    forget(olena)

    appointment = Appointment.objects.get()
    assert (appointment.state, appointment.client) == (State.CANCELLED_BY_CLIENT, None)
    assert "14-07 13:00" in times_of(offer)
    assert tell(LATER) == 0
    assert not OutboxMessage.objects.exists()


def test_an_appointment_that_is_over_stays_as_it_was_without_her():
    offer = make_offer(make_place())
    appointment = book(slot_at(offer))
    after = NEXT_MONDAY + timedelta(days=1)

    actions.forget_person(client=appointment.client, by="klant", at=after)

    appointment.refresh_from_db()
    assert (appointment.state, appointment.person_key) == (State.BOOKED, "")


def test_messages_to_an_address_that_others_share_stay_theirs():
    offer = make_offer(make_place(), capacity=2)
    shared = "thuis@post.example"
    olena = book(slot_at(offer), contact=who("Olena", shared)).client
    book(slot_at(offer, NEXT_MONDAY + timedelta(minutes=30)), contact=who("Taras", shared))
    tell()
    put_message("aan beiden", to=shared)

    forget(olena)

    left = OutboxMessage.objects.filter(recipient=shared)
    assert left.filter(key="aan beiden").exists()
    assert not any("Olena" in message.text for message in left)
    assert any("Taras" in message.text for message in left)


def test_a_mobile_number_is_forgotten_however_it_was_written():
    region = make_region()
    olena = make_client(region, reach="phone", address="06 12345678")
    put_message("sms", channel="sms", to="+31612345678")

    forget(olena)

    assert not OutboxMessage.objects.exists()


def test_a_second_click_finds_nobody_and_changes_nothing():
    olena = make_client(make_region())
    again = Client.objects.get()
    forget(olena)

    with pytest.raises(Client.DoesNotExist):
        forget(again)
    assert AuditLine.objects.filter(verb="privacy.person_forgotten").count() == 1


def test_only_the_audit_trail_says_that_somebody_was_forgotten():
    olena = make_client(make_region())
    key = str(olena.pk)

    forget(olena)

    line = AuditLine.objects.get(verb="privacy.person_forgotten")
    assert (line.subject_id, line.actor) == (key, key)
    assert line.detail == {"stays": 0, "recipients": 0}


@pytest.mark.django_db(transaction=True)
def test_nobody_is_forgotten_by_halves():
    olena = make_client(make_region())

    with pytest.raises(RuntimeError, match="helemaal of niet"):
        forget_person(olena, LATER)


def test_what_is_told_says_who_looked_and_in_words():
    region = make_region()
    olena = make_client(region)
    make_closed(region, at=MONDAY_MORNING, client=olena, own_words="Ik ben Olena")

    told = describe_person(olena)

    [enquiry] = told["casework"]["enquiries"]
    assert enquiry["own_words"] == "Ik ben Olena"
    assert enquiry["outcome"] == "begonnen met een opleiding"
    assert told["casework"]["client"]["reach"] == "e-mail"
    assert [line["what"] for line in told["casework"]["log"]] == ["Gegevens van een klant bewaard"]
