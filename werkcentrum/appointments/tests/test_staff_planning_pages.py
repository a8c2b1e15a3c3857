"""What needs somebody, who is away, group sessions, and what is on offer."""

from datetime import time, timedelta

import pytest

from werkcentrum.appointments import orphan_actions, planning_actions
from werkcentrum.appointments.actions import Contact
from werkcentrum.appointments.models import Absence, Appointment, GroupSession, Offer, ServiceType
from werkcentrum.appointments.states import State
from werkcentrum.appointments.tests.make import (
    NEXT_MONDAY,
    book,
    clock,
    make_adviser,
    make_offer,
    make_place,
    make_session,
    make_type,
    slot_at,
    who,
)
from werkcentrum.audit.models import AuditLine
from werkcentrum.catalogue.tests.make import make_theme
from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.core.tests.marks import sends
from werkcentrum.partners.actions import add_exceptions
from werkcentrum.partners.models import DatedException, HoursKind
from werkcentrum.partners.tests.make import make_other_region

pytestmark = pytest.mark.django_db
START = "/medewerkers/afspraken/"
WORK = f"{START}werklijst/"
AWAY = f"{START}afwezig/"
SESSIONS = f"{START}bijeenkomsten/"
SETTINGS = f"{START}instellen/"
PLAN = {
    "title": "Een cv dat werkt", "on": "2025-07-15", "opens": "19:00", "closes": "21:00",
    "capacity": "8", "description": "Neem uw cv mee.",
}  # fmt: skip
KIND = {"name": "Praten over geld", "minutes": "45", "notice_hours": "24", "channels": ["phone"]}


def close_the_place(place) -> None:
    """The library is closed on that Monday after all."""
    closed = DatedException(
        location=place, kind=HoursKind.APPOINTMENT, on=NEXT_MONDAY.date(), is_closed=True,
        reason="Verbouwing",
    )  # fmt: skip
    add_exceptions(location=place, rows=[closed], by="petra", at=MONDAY_MORNING)
    planning_actions.plan_slots(at=MONDAY_MORNING)


# The work list


def test_after_a_change_of_hours_a_message_is_ready_and_is_sent(page, place, petra):
    book(slot_at(make_offer(place)), contact=who("Olena", language="uk"))
    close_the_place(place)

    shown = page.open(WORK)
    sent = shown.press("Stuur het bericht : Olena")

    assert "de tijden zijn veranderd" in shown
    message = OutboxMessage.objects.get(key__contains="please-move")
    assert message.language == "uk"
    assert " ".join(message.subject.split()) in shown
    assert "gevraagd op 7 juli, 10:00" in sent
    assert "Stuur het bericht" not in sent


def test_an_appointment_goes_on_after_all(page, place, petra):
    book(slot_at(make_offer(place)))
    close_the_place(place)

    assert "Alle afspraken kunnen doorgaan." in page.open(WORK).press("Gaat toch door : Olena")


def test_nobody_is_written_to_without_an_address(page, place, petra):
    appointment = book(
        slot_at(make_offer(place)), contact=Contact("Olena", "phone", "+31701234567")
    )
    close_the_place(place)

    shown = page.open(WORK)
    refused = page.send(f"{START}{appointment.pk}/stap/", do="vragen", terug="werklijst")

    assert "Wij kunnen deze bezoeker niet schrijven." in shown
    assert "Bel de bezoeker, of wacht." in refused
    assert refused.heading == "Werklijst"


def test_what_is_over_gets_an_outcome(page, place, petra, time_machine):
    offer = make_offer(place)
    been = book(slot_at(offer))
    missed = book(slot_at(offer, clock(14)), name="Karim")
    time_machine.move_to(clock(16))
    later = page.at("testserver")
    later.log_in(petra)

    shown = later.open(WORK)
    done = shown.press("Is geweest : Olena").press("Kwam niet : Karim")

    assert "Afspraken zonder uitkomst: 2" in shown
    assert "Van elke afspraak is bekend hoe het ging." in done
    been.refresh_from_db()
    missed.refresh_from_db()
    assert (been.state, missed.state) == (State.ATTENDED, State.NO_SHOW)


def test_the_work_list_costs_few_queries_and_is_written_down(page, place, petra):
    offer = make_offer(place, capacity=3)
    for name in ("Olena", "Karim", "Wim"):
        book(slot_at(offer), name=name)
    close_the_place(place)
    page.open(START)

    shown = page.open(WORK)

    assert len(shown.sight.statements) <= 20
    line = AuditLine.objects.filter(verb__endswith=".looked").latest("pk")
    assert line.detail == {"what": "appointments.appointment", "count": 3}


# Absence


@sends
def test_a_colleague_takes_over_and_the_rest_lands_on_the_work_list(page, place, petra):
    fatima, jan = make_adviser(place.region), make_adviser(place.region, "jan")
    offer = make_offer(place, advisers=(fatima, jan))
    book(slot_at(offer), name="Olena", adviser=fatima.pk)
    book(slot_at(offer, clock(14)), name="Karim", adviser=fatima.pk)
    book(slot_at(offer, clock(14)), name="Wim", adviser=jan.pk)

    shown = page.open(AWAY).press(
        "Schrijf op", adviser=str(fatima.pk), first="2025-07-14", last="2025-07-14"
    )

    assert "Door collega's overgenomen: 1. Nieuw op de werklijst: 1." in shown
    assert "fatima@werk.example: 14 juli 2025 Is er toch" in shown
    work = page.open(WORK)
    assert ("Karim" in work, "Olena" in work) == (True, False)


def test_somebody_is_there_after_all(page, place, petra):
    fatima = make_adviser(place.region)
    book(slot_at(make_offer(place, advisers=(fatima,))))
    page.open(AWAY).press(
        "Schrijf op", first="2025-07-14", opens="13:00", last="2025-07-14", closes="15:00"
    )

    shown = page.open(AWAY)
    assert "van 14 juli 2025, 13:00 tot 14 juli 2025, 15:00" in shown
    shown = shown.press("Is er toch : fatima@werk.example")

    assert "Iedereen is er." in shown
    assert "Alle afspraken kunnen doorgaan." in page.open(WORK)


def test_who_has_conversations_finds_the_own_name_chosen(page, place):
    fatima, jan = make_adviser(place.region), make_adviser(place.region, "jan")
    make_offer(place, advisers=(fatima, jan))
    page.log_in(jan)

    chosen = page.open(AWAY).document.find(".//option[@selected]")

    assert chosen.text == "jan@werk.example"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"last": "2025-07-13"}, "De eindtijd moet na de begintijd liggen."),
        ({"opens": "15:00", "closes": "14:00"}, "De eindtijd moet na de begintijd liggen."),
        ({"first": "2025-06-01", "last": "2025-06-02"}, "Kies vandaag of een latere dag."),
        ({"last": "9999-12-31"}, "Deze dag is te ver weg."),
        ({"first": "0001-01-01"}, "Deze dag is te ver weg."),
        ({"first": "overmorgen"}, "Deze datum bestaat niet."),
        ({"opens": "straks"}, "Schrijf een tijd als 13:00."),
        ({"adviser": "niemand"}, "niemand"),
    ],
)
def test_an_absence_that_cannot_be_is_refused(page, place, petra, wrong, said):
    make_offer(place, advisers=(make_adviser(place.region),))
    values = {"first": "2025-07-14", "last": "2025-07-14", **wrong}

    assert said in page.open(AWAY).press("Schrijf op", **values)
    assert not Absence.objects.exists()


# Group sessions


def test_petra_plans_a_workshop_and_somebody_takes_part(page, place, petra):
    planned = (
        page.open(SESSIONS)
        .click("Plan een bijeenkomst")
        .press("Plan de bijeenkomst", location=str(place.pk), **PLAN)
    )
    joined = planned.click("Schrijf iemand in").press("Schrijf in", name_to_use="Olena", reach="")

    assert planned.heading == "Een cv dat werkt"
    assert "dinsdag 15 juli 2025, 19:00–21:00" in planned
    assert "1 van 8 plaatsen bezet" in joined
    assert "Olena" in joined
    assert "1 van 8 plaatsen bezet" in page.open(SESSIONS)


def test_a_full_workshop_takes_nobody_more_and_keeps_what_was_typed(page, place, petra):
    session = make_session(place, capacity=1)
    where = f"{SESSIONS}{session.pk}/inschrijven/"
    form = page.open(where)
    book(session.slot, name="Karim")

    refused = form.press("Schrijf in", name_to_use="Olena", reach="")

    assert "Iemand anders was u net voor." in refused
    assert refused.document.find(".//input[@name='name_to_use']").get("value") == "Olena"


def test_a_workshop_that_does_not_go_on_is_told_to_everybody(page, place, petra):
    session = make_session(place)
    book(session.slot)

    shown = page.open(f"{SESSIONS}{session.pk}/").press("Zeg de bijeenkomst af")

    assert "gaat niet door" in shown
    assert "Schrijf iemand in" not in shown
    assert Appointment.objects.get().state == State.CANCELLED_BY_DESK


@sends
def test_somebody_moves_to_another_workshop(page, place, petra):
    appointment = book(make_session(place).slot)
    other = make_session(place, starts_at=clock(19, days=16))

    moved = page.open(f"{START}{appointment.pk}/verzetten/").press(
        "Verzet de afspraak", slot=str(other.slot.pk)
    )

    assert "woensdag 23 juli 2025, 19:00–21:00" in moved


def test_a_host_plans_no_workshop(page, place):
    page.log_in(make_adviser(place.region, "joke", "host"))
    session = make_session(place)

    assert "Plan een bijeenkomst" not in page.open(SESSIONS)
    page.open(f"{SESSIONS}nieuw/", status=404)
    page.send(f"{SESSIONS}{session.pk}/afzeggen/", status=404)
    page.open(SETTINGS, status=404)


def test_a_workshop_of_another_region_is_not_there(page, place, petra):
    session = make_session(make_place(make_other_region(), "den-haag"))

    page.open(f"{SESSIONS}{session.pk}/", status=404)
    page.open(f"{SESSIONS}{session.pk}/inschrijven/", status=404)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"on": "2025-07-06"}, "Deze tijd is al voorbij."),
        ({"on": "9999-12-31"}, "Deze dag is te ver weg."),
        ({"closes": "18:00"}, "Het einde moet na het begin zijn."),
        ({"capacity": "0"}, "1"),
        ({"capacity": "10000"}, "200"),
        ({"title": "x" * 400}, "120"),
        ({"location": "nergens"}, "geldige"),
    ],
)
def test_a_workshop_that_cannot_be_is_refused(page, place, petra, wrong, said):
    values = {"location": str(place.pk), **PLAN, **wrong}

    refused = page.open(f"{SESSIONS}nieuw/").press("Plan de bijeenkomst", **values)

    assert said in refused
    assert "Neem uw cv mee." in refused.response.content.decode()
    assert not GroupSession.objects.exists()


# Settings


def test_petra_adds_a_reason_for_a_visit_and_offers_it(page, place, petra):
    make_theme(place.region)
    fatima = make_adviser(place.region)
    page.post(f"{SETTINGS}soort/", {**KIND, "themes": ["werk-zoeken"]})
    kind = ServiceType.objects.get()

    shown = page.open(f"{SETTINGS}aanbod/").press(
        "Bewaar", location=str(place.pk), service_type=str(kind.pk), is_open="on",
        **{f"name-{fatima.pk}": "Fatima"},
    )  # fmt: skip
    planning_actions.plan_slots(at=MONDAY_MORNING)

    assert (kind.key, kind.minutes, kind.channels) == ("praten-over-geld", 45, ["phone"])
    assert kind.themes == ["werk-zoeken"]
    assert "Praten over geld" in shown
    assert "Fatima" in shown
    assert Offer.objects.get().slots.filter(starts_at=NEXT_MONDAY).exists()


def test_two_reasons_with_one_name_have_two_addresses(page, place, petra):
    for _time in range(2):
        page.post(f"{SETTINGS}soort/", KIND)

    assert sorted(ServiceType.objects.values_list("key", flat=True)) == [
        "praten-over-geld", "praten-over-geld-2",
    ]  # fmt: skip


def test_a_reason_changes_and_its_address_stays(page, place, petra):
    kind = make_type(place.region)
    shown = page.open(SETTINGS).click("Gesprek over werk")
    assert shown.document.find(".//input[@value='phone']").get("checked") is not None

    page.post(shown.address, {**KIND, "is_public": "on"})

    kind.refresh_from_db()
    assert (kind.key, kind.name, kind.minutes) == ("werk", "Praten over geld", 45)
    assert "Praten over geld 45 minuten" in page.open(SETTINGS)


def test_what_is_there_already_is_not_quietly_replaced_by_a_new_one(page, place, petra):
    offer = make_offer(place, capacity=4)

    shown = page.open(f"{SETTINGS}aanbod/").press(
        "Bewaar", location=str(place.pk), service_type=str(offer.service_type.pk)
    )

    offer.refresh_from_db()
    assert "Dit staat al bij deze plek." in shown
    assert offer.capacity == 4


def test_an_offer_closes_and_keeps_its_people(page, place, petra):
    fatima = make_adviser(place.region)
    offer = make_offer(place, advisers=(fatima,))

    shown = page.post(
        f"{SETTINGS}aanbod/{offer.pk}/", {"capacity": "1", f"name-{fatima.pk}": "Fatima"}
    )

    offer.refresh_from_db()
    assert not offer.is_open
    assert [row.adviser for row in offer.pool.all()] == [fatima]
    assert "nu niet te kiezen" in shown


@pytest.mark.parametrize(
    "wrong", [{"minutes": "0"}, {"minutes": "481"}, {"name": ""}, {"name": "x" * 400},
              {"channels": []}, {"channels": ["fax"]}, {"themes": ["onzin"]},
              {"notice_hours": "-1"}],
)  # fmt: skip
def test_a_reason_that_cannot_be_is_refused(page, place, petra, wrong):
    refused = page.post(f"{SETTINGS}soort/", {**KIND, **wrong})

    assert refused.heading == "Nieuwe soort afspraak"
    assert not ServiceType.objects.exists()


def test_an_absence_of_another_region_is_not_ended(page, place, petra):
    other = make_place(make_other_region(), "den-haag")
    bram = make_adviser(other.region, "bram")
    result = orphan_actions.report_absence(
        region=other.region, adviser=bram, starts_at=NEXT_MONDAY,
        ends_at=NEXT_MONDAY + timedelta(hours=1), by=str(bram.pk), at=MONDAY_MORNING,
    )  # fmt: skip

    page.send(f"{AWAY}{result.absence.pk}/voorbij/", status=404)
    assert result.absence.starts_at.time() == time(13)
