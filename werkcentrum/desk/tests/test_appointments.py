"""Somebody with an appointment comes in at the desk, and joins the same queue."""

from datetime import datetime
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.appointments.actions import Question, mark_arrived, undo_arrival
from werkcentrum.appointments.models import Appointment
from werkcentrum.appointments.states import State as AppointmentState
from werkcentrum.appointments.tests.make import (
    book,
    cancel,
    clock,
    make_offer,
    make_place,
    make_type,
    slot_at,
    who,
)
from werkcentrum.appointments.tokens import manage_secret
from werkcentrum.audit.models import AuditLine
from werkcentrum.casework.models import ContactMoment
from werkcentrum.core.refusal import RefusedError
from werkcentrum.desk import actions
from werkcentrum.desk.models import Desk, Ticket
from werkcentrum.desk.states import State
from werkcentrum.desk.tests.make import arrive, call, finish, make_adviser, make_desk, make_device
from werkcentrum.desk.tokens import device_token, visit_secret
from werkcentrum.partners.tests.make import make_region

pytestmark = pytest.mark.django_db
TODAY = "/medewerkers/balie/voorburg/afspraken/"


@pytest.fixture
def desk() -> Desk:
    """A desk in the library where there are appointments on Monday."""
    return make_desk(location=make_place(make_region(host="testserver")))


@pytest.fixture
def offer(desk):
    return make_offer(desk.location, make_type(desk.region, themes=["werk-zoeken"]))


@pytest.fixture
def olena(offer) -> Appointment:
    """At one o'clock."""
    return book(slot_at(offer))


@pytest.fixture
def host(page, desk, time_machine):
    """The host, shortly before one o'clock."""
    time_machine.move_to(clock(12, 40))
    page.log_in(make_staff(desk.region, "joke", "host"))
    return page


def receive(desk: Desk, appointment: Appointment, at: datetime, key=None) -> Ticket:
    return actions.receive(
        desk=desk,
        appointment=appointment,
        channel="host",
        request_key=key or uuid4(),
        by="joke",
        at=at,
    )


def state_of(appointment: Appointment) -> str:
    return Appointment.objects.get(pk=appointment.pk).state


def test_whoever_comes_for_an_appointment_gets_a_number_and_has_arrived(desk, olena):
    ticket = receive(desk, olena, clock(12, 40))

    assert (ticket.label, ticket.appointment_at) == ("A1", olena.starts_at)
    assert (ticket.visit.client, ticket.visit.theme) == (olena.client, "werk-zoeken")
    assert state_of(olena) == AppointmentState.ARRIVED


def test_scenario_40_of_somebody_we_know_screen_phone_and_kiosk_show_a_number(
    desk, offer, time_machine
):
    olena = book(slot_at(offer), question=Question("Ik heb schulden", ("schulden",)))
    time_machine.move_to(clock(13))
    ticket = receive(desk, olena, clock(13))
    call(desk, make_adviser(desk, at=clock(13)), clock(13))
    secret = visit_secret(desk.pk, ticket.visit.request_key)
    screen, kiosk = (device_token(make_device(desk, kind)) for kind in ("display", "kiosk"))

    shown = [
        Client().get(reverse(name, args=of)).content.decode()
        for name, *of in (
            ("display", screen), ("device_state", screen), ("own_ticket", secret),
            ("own_state", secret), ("kiosk_number", kiosk, secret),
        )
    ]  # fmt: skip

    for content in shown:
        assert "A1" in content
        for known in ("Olena", "olena@", "schulden", "werk-zoeken", "13.00", "13:00", olena.pk.hex):
            assert known not in content


def test_the_same_form_twice_gives_one_number_and_one_arrival(desk, olena):
    key = uuid4()

    assert receive(desk, olena, clock(12, 40), key) == receive(desk, olena, clock(12, 41), key)
    assert AuditLine.objects.filter(verb="appointments.arrived").count() == 1


def test_two_hosts_receive_somebody_once(desk, olena):
    receive(desk, olena, clock(12, 40))

    with pytest.raises(RefusedError):
        receive(desk, olena, clock(12, 40))
    assert Ticket.objects.count() == 1


def test_when_the_arrival_is_refused_nobody_has_a_number(desk, olena):
    cancel(olena, clock(12))

    with pytest.raises(RefusedError, match="al afgezegd"):
        receive(desk, olena, clock(12, 40))
    assert not Ticket.objects.exists()


def test_somebody_at_another_place_or_on_another_day_hears_where_or_that(desk, offer, olena):
    elsewhere = make_desk(location=make_place(desk.region, "zoetermeer"), key="zoetermeer")
    by_phone = book(slot_at(offer, clock(14)), name="Wim", channel="phone")

    with pytest.raises(RefusedError, match="andere plek: Bibliotheek aan de Vliet"):
        receive(elsewhere, olena, clock(12, 40))
    with pytest.raises(RefusedError, match="niet vandaag"):
        receive(desk, olena, clock(12, days=8))
    with pytest.raises(RefusedError, match="telefonisch"):
        receive(desk, by_phone, clock(12, 40))


def test_scenario_18_an_appointment_of_one_oclock_passes_a_walk_in_from_one_oclock_on(desk, olena):
    fatima, jan = make_adviser(desk), make_adviser(desk, "jan", "Tafel 2")
    walk_ins = [arrive(desk, clock(12, minute)) for minute in (10, 11)]
    received = receive(desk, olena, clock(12, 40))

    assert call(desk, fatima, clock(12, 50)) == walk_ins[0]
    assert call(desk, jan, clock(13)) == received


def test_when_the_talk_is_done_the_appointment_has_been(desk, olena):
    fatima = make_adviser(desk)
    receive(desk, olena, clock(12, 40))
    ticket = call(desk, fatima, clock(13))

    finish(ticket, fatima, clock(13, 25))

    assert state_of(olena) == AppointmentState.ATTENDED
    contact = ContactMoment.objects.get()
    assert (contact.client, contact.channel) == (olena.client, "desk")


def test_after_a_transfer_the_other_desk_finishes_the_appointment(desk, olena):
    other = make_desk(desk.region, "zoetermeer", prefix="B")
    fatima, jan = make_adviser(desk), make_adviser(other, "jan")
    receive(desk, olena, clock(12, 40))
    ticket = call(desk, fatima, clock(13))
    moved = actions.transfer_ticket(ticket=ticket, to=other, adviser=fatima, by="f", at=clock(13))

    call(other, jan, clock(13, 10))
    moved.refresh_from_db()
    finish(moved, jan, clock(13, 25))

    assert state_of(olena) == AppointmentState.ATTENDED


def test_a_wrong_name_is_taken_back_and_the_ticket_still_ends_well(desk, olena):
    fatima = make_adviser(desk)
    ticket = receive(desk, olena, clock(12, 40))
    undo_arrival(appointment=Appointment.objects.get(), by="joke", at=clock(12, 41))

    finish(call(desk, fatima, clock(13)), fatima, clock(13, 25))

    ticket.refresh_from_db()
    assert (ticket.state, state_of(olena)) == (State.DONE, AppointmentState.BOOKED)


def test_the_host_finds_who_comes_today_and_presses_once(host, desk, offer, olena):
    book(slot_at(offer, clock(14)), contact=who("نور", "nour@post.example"))
    book(slot_at(offer, clock(15)), name="Wim", channel="phone")
    book(slot_at(offer, clock(13, days=14)), name="Karim")

    shown = host.open("/medewerkers/balie/voorburg/aanmelden/").click(
        "De bezoeker heeft een afspraak"
    )
    slip = shown.press("13:00 Olena Gesprek over werk")

    assert "14:00 نور" in shown
    assert ("Wim" in shown, "Karim" in shown) == (False, False)
    assert slip.heading == "Nummer A1"
    assert "Olena" not in host.open(TODAY)
    assert state_of(olena) == AppointmentState.ARRIVED


def test_the_host_hears_why_somebody_gets_no_number(host, desk, olena):
    mark_arrived(appointment=olena, by="joke", at=clock(12, 30))

    refused = host.send(f"{TODAY}{olena.pk}/", request_key="geen sleutel")

    assert refused.heading == "Afspraken van vandaag"
    assert "Dat kan niet meer met deze afspraak." in refused


def test_that_the_host_saw_names_stands_in_the_log(host, desk, olena):
    page = host.open(TODAY)

    line = AuditLine.objects.get(verb="desk.looked")
    assert line.detail == {"what": "appointments.appointment", "count": 1}
    assert len(page.sight.statements) <= 15


def test_the_check_in_page_that_a_device_keeps_holds_no_names(host, desk, olena):
    assert "Olena" not in host.open("/medewerkers/balie/voorburg/aanmelden/")


# With the link of the appointment


def own_link(appointment: Appointment) -> str:
    return f"/aankomst/{manage_secret(appointment.series)}/"


def test_somebody_says_by_phone_to_be_there_and_has_a_number(page, desk, olena, time_machine):
    time_machine.move_to(clock(12, 31))
    shown = page.open(own_link(olena))

    own = shown.press("Ik ben er")

    assert "Uw afspraak is op maandag 14 juli om 13.00 uur." in shown
    assert own.heading == "Uw nummer"
    assert "A1" in own
    ticket = Ticket.objects.get()
    assert (ticket.appointment_at, ticket.visit.channel) == (olena.starts_at, "link")


def test_a_second_press_and_opening_again_show_the_same_number(page, desk, olena, time_machine):
    time_machine.move_to(clock(12, 31))
    shown = page.open(own_link(olena))

    first, second = shown.press("Ik ben er"), shown.press("Ik ben er")

    assert first.address == second.address
    page.open(own_link(olena), status=302)
    assert Ticket.objects.count() == 1


def test_the_page_says_when_it_is_as_one_writes_that(page, desk, olena, time_machine):
    time_machine.move_to(clock(12, 31))

    assert "om 13.00 uur" in page.open(own_link(olena))
    assert "липня о 13:00" in page.open(f"/uk{own_link(olena)}")


def test_opening_the_link_changes_nothing_and_sets_no_cookie(page, desk, olena, time_machine):
    time_machine.move_to(clock(12, 31))
    page.open(own_link(olena))

    assert state_of(olena) == AppointmentState.BOOKED
    assert not Ticket.objects.exists()


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (clock(12, 29), "vanaf een half uur voor uw afspraak"),
        (clock(13, 30), "Uw afspraak is voorbij. Meld u bij de balie."),
        (clock(13, days=-1), "vanaf een half uur voor uw afspraak"),
    ],
)
def test_too_early_or_too_late_the_page_says_so(page, desk, olena, time_machine, moment, said):
    time_machine.move_to(moment)

    refused = page.open(own_link(olena)).press("Ik ben er")

    assert said in refused
    assert not Ticket.objects.exists()


def test_a_form_of_another_appointment_or_an_old_one_is_refused(
    page, desk, offer, olena, time_machine
):
    other = book(slot_at(offer, clock(14)), name="Wim")
    time_machine.move_to(clock(12, 31))
    note = page.open(own_link(other)).document.find(".//input[@name='token']").get("value")

    for wrong in (note, "verzonnen", ""):
        refused = page.send(own_link(olena), token=wrong)
        assert "Deze pagina stond te lang open." in refused
    assert not Ticket.objects.exists()


def test_a_cancelled_appointment_gives_no_number(page, desk, olena, time_machine):
    cancel(olena, clock(12))
    time_machine.move_to(clock(12, 31))

    assert "Deze afspraak is al afgezegd." in page.open(own_link(olena)).press("Ik ben er")


def test_on_the_day_itself_the_page_of_the_appointment_leads_here(page, desk, olena, time_machine):
    own = f"/afspraak/{manage_secret(olena.series)}/"
    time_machine.move_to(clock(12, days=-1))
    assert own_link(olena) not in page.open(own)

    time_machine.move_to(clock(12, 31))

    assert page.open(own).click("Ik ben er").address == own_link(olena)


def test_where_no_desk_gives_numbers_somebody_is_told_to_go_there(page, desk, olena, time_machine):
    Desk.objects.all().delete()
    time_machine.move_to(clock(12, 31))

    shown = page.open(own_link(olena))

    assert "Ga naar de balie. Zeg daar dat u een afspraak heeft." in shown
    assert "Ik ben er" not in shown
    page.send(own_link(olena), token="x")
    assert not Ticket.objects.exists()


def test_there_is_nothing_behind_a_guess_or_for_a_talk_by_phone(page, desk, offer):
    by_phone = book(slot_at(offer), channel="phone")

    page.open("/aankomst/geraden/", status=404)
    page.open(own_link(by_phone), status=404)


def test_the_kiosk_says_what_to_do_with_an_appointment_also_when_walking_in_is_over(page, desk):
    kiosk = make_device(desk)
    actions.close_walk_in(desk=desk, ask_back=[], by="joke", at=clock(12))

    shown = page.open(f"/inloop/{device_token(kiosk)}/")

    assert "Heeft u een afspraak? Meld u bij een medewerker." in shown
