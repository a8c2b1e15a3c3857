"""The agenda of staff, one appointment, and one that somebody makes for a visitor."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from werkcentrum.accounts.models import User
from werkcentrum.appointments import actions, waiting_actions
from werkcentrum.appointments.models import Appointment
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
from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.testing import Page, Shown
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.core.tests.marks import sends
from werkcentrum.partners.tests.make import make_other_region

pytestmark = pytest.mark.django_db
AGENDA = "/medewerkers/afspraken/"
NEW = f"{AGENDA}nieuw/"
WEEK = {"dag": "2025-07-14"}


@pytest.fixture
def offer(place):
    return make_offer(place)


@pytest.fixture
def joke(place, page) -> User:
    """A host, who is logged in."""
    user = make_adviser(place.region, "joke", "host")
    page.log_in(user)
    return user


def at(page: Page, time_machine, moment, user: User) -> Page:
    """Another moment; whoever works there logs in again."""
    time_machine.move_to(moment)
    later = page.at("testserver")
    later.log_in(user)
    return later


def own(appointment: Appointment, part: str = "") -> str:
    return f"{AGENDA}{appointment.pk}/{part}"


def typed(shown: Shown, **values: str) -> dict[str, str]:
    """What somebody fills in for a visitor, over what the form says already."""
    form = next(f for f in shown.document.iter("form") if f.get("action") == NEW)
    found = {i.get("name"): i.get("value", "") for i in form.iter("input")
             if i.get("type") not in ("radio", "checkbox")}  # fmt: skip
    offer = form.find(".//select[@name='offer']/option").get("value")
    filled_in = {"offer": offer, "adviser": "", "channel": "office", "name_to_use": "Olena",
                 "reach": "mail", "address": "olena@post.example", "language": "uk"}  # fmt: skip
    return {**found, **filled_in, **values}


def about_appointments(shown: Shown) -> int:
    """Statements about appointments; who somebody is costs more the first time."""
    return sum('FROM "appointments_' in statement.sql for statement in shown.sight.statements)


def looks() -> list[AuditLine]:
    return list(AuditLine.objects.filter(verb__endswith=".looked").order_by("pk"))


# The agenda


def test_the_week_shows_who_comes_when_where_how_and_with_whom(page, place, petra):
    fatima = make_adviser(place.region)
    offer = make_offer(place, advisers=(fatima,))
    book(slot_at(offer), channel="phone", contact=who("Olena", language="uk"))
    make_session(place)

    shown = page.open(AGENDA, **WEEK)

    [row] = [text for text in shown.texts(".//li") if "Olena" in text]
    assert row.startswith("13:00 –13:30 Olena Gesprek over werk")
    assert "telefonisch, met Fatima" in row
    assert "gemaakt" in row
    assert "Een cv dat werkt" in shown
    assert "Bijeenkomst, 0 van 8 plaatsen" in shown
    assert shown.texts(".//h2")[0] == "maandag 14 juli"


def test_a_weekend_is_only_shown_when_there_is_something(page, place, joke):
    assert len(page.open(AGENDA, **WEEK).texts(".//section/h2")) == 5
    make_session(place, starts_at=clock(10, days=12))

    assert len(page.open(AGENDA, **WEEK).texts(".//section/h2")) == 6


def test_the_agenda_shows_one_place_or_only_what_is_mine(page, place, petra):
    other = make_place(place.region, "zoetermeer")
    kind = make_type(place.region)
    book(slot_at(make_offer(place, kind, advisers=(petra,))), name="Olena")
    book(slot_at(make_offer(other, kind)), name="Karim")

    here = page.open(AGENDA, **WEEK, plek="bibliotheek-voorburg")
    mine = page.open(AGENDA, **WEEK, mijn="ja")
    everything = page.open(AGENDA, **WEEK)

    assert ("Olena" in here, "Karim" in here) == (True, False)
    assert ("Olena" in mine, "Karim" in mine) == (True, False)
    assert ("Olena" in everything, "Karim" in everything) == (True, True)


def test_from_the_week_one_goes_to_a_day_and_keeps_the_choice(page, offer, joke):
    book(slot_at(offer))

    day = page.open(AGENDA, **WEEK, plek="bibliotheek-voorburg").click("maandag 14 juli")
    next_day = day.click("Volgende dag")

    assert "Olena" in day
    assert "plek=bibliotheek-voorburg" in day.address
    assert "Dinsdag 15 juli 2025" in next_day
    assert "Olena" not in next_day


@pytest.mark.parametrize("day", ["gisteren", "2025-02-30", "9999-12-31", "0001-01-01"])
def test_a_day_that_is_none_shows_this_week(page, offer, joke, day):
    shown = page.open(AGENDA, dag=day, plek="nergens")

    assert "Week van 7 juli tot en met 13 juli 2025" in shown


def test_who_looked_stands_in_the_log_and_an_empty_week_does_not(page, offer, joke):
    page.open(AGENDA, **WEEK)
    assert looks() == []
    appointment = book(slot_at(offer))

    page.open(AGENDA, **WEEK).click("Olena")

    week, one = looks()
    assert (week.actor, week.detail["count"]) == (str(joke.pk), 1)
    assert (one.subject_type, one.subject_id) == ("appointments.appointment", str(appointment.pk))


def test_the_week_costs_as_many_queries_for_many_appointments_as_for_one(page, place, joke):
    fatima, jan = make_adviser(place.region), make_adviser(place.region, "jan")
    offer = make_offer(place, advisers=(fatima, jan))
    book(slot_at(offer), name="Olena")
    first = page.open(AGENDA, **WEEK)
    for number in range(1, 6):
        book(slot_at(offer, NEXT_MONDAY + number * timedelta(minutes=30)), name=f"Wim{number}")

    many = page.open(AGENDA, **WEEK)

    assert about_appointments(many) == about_appointments(first) <= 5


def test_somebody_of_another_region_finds_nothing(page, offer):
    appointment = book(slot_at(offer))
    page.log_in(make_adviser(make_other_region(), "bram", "host"))

    page.open(AGENDA, status=404)
    page.open(own(appointment), status=404)


def test_an_editor_finds_nothing(page, place):
    page.log_in(make_adviser(place.region, "karin", "editor"))

    page.open(AGENDA, status=404)


# One appointment


def test_somebody_is_there_and_the_talk_has_been(page, offer, joke, time_machine):
    appointment = book(slot_at(offer))
    page = at(page, time_machine, clock(13, 5), joke)

    here = page.open(own(appointment)).press("De bezoeker is er")
    been = here.press("Het gesprek is geweest")

    assert "aangekomen" in here
    assert "Met deze afspraak kunt u niets meer doen." in been
    appointment.refresh_from_db()
    assert appointment.state == State.ATTENDED
    assert "joke@werk.example" in been


def test_a_wrong_press_is_taken_back(page, offer, joke, time_machine):
    appointment = book(slot_at(offer))
    page = at(page, time_machine, clock(13, 5), joke)

    page.open(own(appointment)).press("De bezoeker is er").press("De bezoeker is er toch niet")

    appointment.refresh_from_db()
    assert appointment.state == State.BOOKED


def test_a_day_too_early_nobody_can_have_come(page, offer, joke):
    appointment = book(slot_at(offer))

    refused = page.send(own(appointment, "stap/"), do="aangekomen")

    assert "Deze afspraak is op een andere dag." in refused
    assert "Deze afspraak moet nog beginnen." in page.send(own(appointment, "stap/"), do="geweest")
    page.send(own(appointment, "stap/"), do="opeten", status=404)


def test_a_no_show_is_put_right_within_a_week_and_not_later(page, offer, joke, time_machine):
    appointment = book(slot_at(offer))
    other = book(slot_at(offer, clock(14)), name="Karim")
    page = at(page, time_machine, clock(15), joke)
    for missed in (appointment, other):
        page.open(own(missed)).press("De bezoeker kwam niet")

    page = at(page, time_machine, clock(13, days=13), joke)
    page.open(own(appointment)).press("Het gesprek is geweest")
    page = at(page, time_machine, clock(15, days=14), joke)
    too_late = page.send(own(other, "stap/"), do="geweest")

    appointment.refresh_from_db()
    other.refresh_from_db()
    assert (appointment.state, other.state) == (State.ATTENDED, State.NO_SHOW)
    assert "Dit kan tot een week na de afspraak." in too_late


def test_somebody_is_no_no_show_before_it_is_half_an_hour_over(page, offer, joke, time_machine):
    appointment = book(slot_at(offer))
    page = at(page, time_machine, clock(13, 59), joke)

    refused = page.send(own(appointment, "stap/"), do="niet-gekomen")

    assert "Dit kan pas een half uur na het einde van de afspraak." in refused


def test_an_appointment_is_called_off_with_the_reason(page, offer, joke):
    appointment = book(slot_at(offer))
    shown = page.open(own(appointment))

    without = shown.press("Zeg af")
    with_one = shown.press("Zeg af", reason="absence")

    assert "verplicht" in without
    assert "De bezoeker krijgt een bericht." in with_one
    assert "Reden: de gids is er niet." in with_one
    appointment.refresh_from_db()
    assert appointment.state == State.CANCELLED_BY_DESK


@sends
def test_an_appointment_moves_to_another_time(page, offer, joke):
    appointment = book(slot_at(offer))
    to = slot_at(offer, clock(15))

    shown = page.open(own(appointment)).click("Verzet naar een andere tijd")
    moved = shown.press("Verzet de afspraak", slot=str(to.pk))
    again = shown.press("Verzet de afspraak", slot=str(to.pk))

    assert "maandag 14 juli 2025, 15:00–15:30" in moved
    assert moved.address == again.address
    old = page.open(own(appointment))
    assert "verzet" in old
    assert old.click("Deze afspraak is verzet. Bekijk de nieuwe tijd.").address == moved.address


def test_a_move_to_a_time_of_something_else_is_refused(page, place, offer, joke):
    appointment = book(slot_at(offer))
    other = make_offer(place, make_type(place.region, "cv", name="Hulp met uw cv"))
    shown = page.open(own(appointment, "verzetten/"))

    for slot in (slot_at(other), make_session(place).slot):
        refused = shown.press("Verzet de afspraak", slot=str(slot.pk))
        assert "Deze tijd hoort bij iets anders." in refused
    nonsense = shown.press("Verzet de afspraak", slot="geen tijd")
    assert "Kies een tijd." in nonsense
    assert "Kies een tijd." in shown.press("Verzet de afspraak", slot=str(uuid4()))


@sends
def test_an_appointment_goes_to_a_colleague_who_is_free(page, place, petra):
    fatima, jan = make_adviser(place.region), make_adviser(place.region, "jan")
    appointment = book(slot_at(make_offer(place, advisers=(fatima, jan))), adviser=fatima.pk)

    given = page.open(own(appointment)).press("Geef deze afspraak", adviser=str(jan.pk))
    refused = page.send(own(appointment, "overdragen/"), adviser=str(petra.pk))

    assert "Deze afspraak is nu bij een collega." in given
    assert "Jan" in given
    assert "Deze medewerker kan dan niet." in refused
    appointment.refresh_from_db()
    assert appointment.adviser == jan


def test_a_visitor_wants_to_come_earlier(page, offer, joke):
    appointment = book(slot_at(offer, NEXT_MONDAY + timedelta(days=14)))

    shown = page.open(own(appointment)).press("Zet op de wachtlijst voor een eerdere tijd")
    waiting = page.open(f"{AGENDA}wachtlijst/")
    gone = waiting.press("Haal van de wachtlijst : Olena")

    assert "op de wachtlijst" in shown
    assert "Wacht sinds 7 juli 2025. Kreeg 0 berichten." in waiting
    assert "Er wacht niemand op een eerdere tijd." in gone


# A new one


@sends
def test_a_host_makes_an_appointment_on_one_page(page, offer, joke):
    shown = page.open(NEW)
    made = page.post(
        NEW, typed(shown, slot=str(slot_at(offer).pk), own_words="Ik wil naar de zorg")
    )

    assert made.heading == "Afspraak"
    assert "De afspraak staat. De bezoeker krijgt een bericht." in made
    assert Appointment.objects.get().enquiry.own_words == "Ik wil naar de zorg"
    waiting_actions.tell_people(at=MONDAY_MORNING)
    told = OutboxMessage.objects.filter(recipient="olena@post.example")
    assert set(told.values_list("language", flat=True)) == {"uk"}


@sends
def test_the_same_form_sent_twice_makes_one_appointment(page, offer, joke):
    values = typed(page.open(NEW), slot=str(slot_at(offer).pk))

    assert page.post(NEW, values).address == page.post(NEW, values).address
    assert Appointment.objects.count() == 1


@sends
def test_somebody_without_address_gets_a_page_on_paper(page, offer, joke):
    values = typed(page.open(NEW), slot=str(slot_at(offer).pk), reach="", address="")

    made = page.post(NEW, values)

    assert "Geef deze bladzijde mee op papier." in made
    waiting_actions.tell_people(at=MONDAY_MORNING)
    assert not OutboxMessage.objects.exists()


def test_scenario_04_a_citizen_was_first_and_everything_typed_is_still_there(page, offer, joke):
    values = typed(page.open(NEW), slot=str(slot_at(offer).pk), own_words="Ik wil naar de zorg")
    book(slot_at(offer), name="Karim")

    refused = page.post(NEW, values)

    assert "Iemand anders was u net voor." in refused
    assert refused.document.find(".//input[@name='name_to_use']").get("value") == "Olena"
    assert "Ik wil naar de zorg" in refused.response.content.decode()
    assert "13:30" in refused
    assert Appointment.objects.count() == 1


def test_the_address_of_a_visitor_is_not_called_optional_where_it_may_be_needed(page, offer, joke):
    labels = page.open(NEW).texts(".//form//label")

    assert "E-mailadres, telefoonnummer of adres" in labels
    assert "Waar wil de bezoeker over praten? (niet verplicht)" in labels


def test_looking_for_other_times_books_nothing_and_keeps_what_was_typed(page, offer, joke):
    values = typed(page.open(NEW), first="2025-07-21", name_to_use="نور 🌷", address="x")

    looked = page.post(NEW, {**values, "zoek": "ja"})

    assert "Maandag 21 juli" in looked
    assert "Maandag 14 juli" not in looked
    assert looked.document.find(".//input[@name='name_to_use']").get("value") == "نور 🌷"
    assert "nog niet gemaakt" not in looked
    assert not Appointment.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"slot": ""}, "Kies een tijd."),
        ({"slot": "morgen"}, "Kies een tijd."),
        ({"first": "2025-07-06"}, "Kies vandaag of een latere dag."),
        ({"first": "9999-12-31"}, "Deze dag is te ver weg."),
        ({"first": "morgen"}, "Deze datum bestaat niet. Kies een dag."),
        ({"name_to_use": "x" * 400}, "120"),
        ({"name_to_use": " "}, "verplicht"),
        ({"address": "olena"}, "Dit is geen e-mailadres."),
        ({"reach": "phone", "address": "12"}, "Dit is geen telefoonnummer."),
        ({"reach": "letter", "address": "Dorpsstraat 1"}, "Schrijf de straat en de plaats"),
        ({"reach": "mail", "address": ""}, "Schrijf op waar wij de bezoeker bereiken."),
        ({"reach": "", "address": "olena@post.example"}, "Kies of dit een e-mailadres"),
        ({"channel": "fax"}, "fax"),
        ({"party_size": "0"}, "1"),
        ({"party_size": "3"}, "Met zoveel mensen kan dit niet."),
        ({"offer": "weg"}, "weg"),
        ({"request_key": "nog een keer"}, "nog niet gemaakt"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_half_booked(page, offer, joke, wrong, said):
    values = typed(page.open(NEW), slot=str(slot_at(offer).pk), own_words="Ik wil naar de zorg")

    refused = page.post(NEW, {**values, **wrong})

    assert said in refused
    assert "Ik wil naar de zorg" in refused.response.content.decode()
    assert not Appointment.objects.exists()


@sends
def test_a_name_from_right_to_left_with_a_flower_is_kept_as_it_is(page, offer, joke):
    values = typed(page.open(NEW), slot=str(slot_at(offer).pk), name_to_use="نور 🌷 <b>")

    assert "نور 🌷 <b>" in page.post(NEW, values)


def test_a_time_of_something_else_is_refused(page, place, offer, joke):
    other = make_offer(place, make_type(place.region, "cv", name="Wat anders"))
    values = typed(page.open(NEW), offer=str(offer.pk), slot=str(slot_at(other).pk))

    assert "Deze tijd hoort bij iets anders." in page.post(NEW, values)


@sends
def test_only_who_may_sees_and_makes_appointments_on_full_times(page, offer, joke):
    book(slot_at(offer), name="Karim")
    values = typed(page.open(NEW), slot=str(slot_at(offer).pk), overbook="on")

    refused = page.post(NEW, values)
    petra = make_adviser(offer.agenda.location.region, "petra", "coordinator")
    page.log_in(petra)
    looked = page.post(NEW, {**values, "zoek": "ja"})
    made = page.post(NEW, values)

    assert "Ook tijden die vol zijn" not in refused
    assert "Iemand anders was u net voor." in refused
    assert "13:00 (vol)" in looked
    assert "De afspraak staat." in made
    line = AuditLine.objects.filter(verb="appointments.booked").order_by("pk").last()
    assert line.detail["is_overbooked"] is True


def test_without_anything_on_offer_the_page_says_so(page, place, joke):
    assert "Er is nog niets om een afspraak voor te maken." in page.open(NEW)


def test_the_pages_of_one_appointment_cost_few_queries(page, place, petra):
    fatima, jan = make_adviser(place.region), make_adviser(place.region, "jan")
    offer = make_offer(place, advisers=(fatima, jan))
    appointment = book(slot_at(offer), name="Olena")
    waiting_actions.join_waiting_list(
        appointment=book(slot_at(offer, NEXT_MONDAY + timedelta(days=14)), name="Wim"), by="wim",
        at=MONDAY_MORNING,
    )  # fmt: skip
    page.open(AGENDA)

    costs = {
        part: len(page.open(where).sight.statements)
        for part, where in {
            "one": own(appointment), "move": own(appointment, "verzetten/"), "new": NEW,
            "waiting": f"{AGENDA}wachtlijst/",
        }.items()
    }  # fmt: skip

    assert costs["one"] <= 22
    assert max(costs.values()) <= 25, costs


def test_a_cancelled_appointment_can_only_be_looked_at(page, offer, joke):
    appointment = book(slot_at(offer))
    actions.cancel_appointment(appointment=appointment, by="olena", at=MONDAY_MORNING)

    shown = page.open(own(appointment))
    again = page.send(reverse("staff_cancel", args=[appointment.pk]), reason="mistake")

    assert "Met deze afspraak kunt u niets meer doen." in shown
    assert "afgezegd door de klant" in again
    assert "Deze afspraak is al afgezegd." in page.open(own(appointment, "verzetten/"))
