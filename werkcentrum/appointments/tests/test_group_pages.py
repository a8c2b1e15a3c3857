"""Workshops: who comes, with how many, and what does not fit."""

import pytest

from werkcentrum.appointments.models import Appointment
from werkcentrum.appointments.tests.make import book, hold, make_session
from werkcentrum.core.form_notes import new_note

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
NOWHERE = "0197e5a0-0000-7000-8000-000000000000"


def fill_in(shown):
    return shown.press("Ga verder", naam="Olena", via="geen")


def test_somebody_brings_two_others_to_a_workshop(page):
    session = make_session()

    shown = page.open("/bijeenkomsten/")
    places = "Nog 8 plaatsen" in shown
    shown = shown.click("Een cv dat werkt").press("Ga verder", mensen="3")
    done = fill_in(shown).press("Maak de afspraak")

    assert places
    assert "Hoeveel mensen 3" in done
    session.slot.refresh_from_db()
    assert session.slot.booked == 3


def test_a_group_that_does_not_fit_is_refused_whole(page):
    session = make_session(capacity=4)
    shown = page.open("/bijeenkomsten/").click("Een cv dat werkt")
    hold(session.slot, party_size=3)

    refused = shown.press("Ga verder", mensen="2")

    session.slot.refresh_from_db()
    assert session.slot.booked == 3
    assert "Zoveel plaatsen zijn er niet meer." in refused


@pytest.mark.parametrize("people", ["0", "-1", "11", "999999999", "twee", "٣"])
def test_a_number_of_people_that_cannot_be_books_nothing_half(page, people):
    session = make_session()
    values = {"token": new_note(), "stap": "gegevens", "groep": str(session.slot.pk)}

    page.post("/afspraak/", {**values, "mensen": people})

    session.slot.refresh_from_db()
    assert session.slot.booked in (0, 1, 3)
    assert session.slot.booked == sum(a.party_size for a in Appointment.objects.all())


@pytest.mark.parametrize("key", ["geen-uuid", NOWHERE])
def test_a_workshop_that_is_not_there_leads_to_those_that_are(page, key):
    make_session()
    values = {"token": new_note(), "stap": "maken", "groep": key, "naam": "Olena", "via": "geen"}

    shown = page.post("/afspraak/", values)

    assert shown.heading == "Bijeenkomsten"
    assert not Appointment.objects.exists()


def test_a_workshop_that_is_full_is_not_shown(page):
    session = make_session(capacity=1)
    book(session.slot)

    shown = page.open("/bijeenkomsten/")

    assert "Er zijn nu geen bijeenkomsten met vrije plaatsen." in shown
    gone = page.open(f"/afspraak/?groep={session.slot.pk}&stap=aantal", status=302)
    assert gone.response.headers["Location"] == "/bijeenkomsten/"
