"""Somebody makes an appointment on the website, without an account."""

from datetime import timedelta

import pytest
from django.test import Client

from werkcentrum.appointments import rules
from werkcentrum.appointments.models import Appointment, Channel
from werkcentrum.appointments.states import State
from werkcentrum.appointments.tests.make import (
    book,
    clock,
    hold,
    make_adviser,
    make_offer,
    make_place,
    make_type,
    slot_at,
    tell,
    who,
)
from werkcentrum.appointments.tokens import person_key
from werkcentrum.audit.models import AuditLine
from werkcentrum.casework.models import Enquiry
from werkcentrum.core.form_notes import new_note
from werkcentrum.core.outbox import OutboxMessage
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.tests.make import make_region

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
LONG = "a" * 400
NOWHERE = "0197e5a0-0000-7000-8000-000000000000"
ARABIC, EMOJI = "فاطمة", "Zoë 🌱"


@pytest.fixture
def offer():
    return make_offer()


def choose_time(page, slot, **typed):
    """Up to the page that asks how to reach somebody."""
    shown = page.open("/afspraak/").press("Ga verder", soort="werk", **typed)
    shown = shown.press("Ga verder", waar=slot.location.key)
    shown = shown.press("Maandag 14 juli 8 tijden vrij")
    return shown.press("Ga verder", tijd=str(slot.pk))


def fill_in(shown, **typed):
    typed = {"naam": "Olena", "via": "mail", "mail": "olena@post.example", **typed}
    return shown.press("Ga verder", **typed)


def typed_question(shown) -> str:
    return shown.document.find(".//textarea[@name='vraag']").text.strip()


def test_somebody_makes_an_appointment_in_four_steps(page, offer):
    check = fill_in(choose_time(page, slot_at(offer)))
    done = check.press("Maak de afspraak")

    assert check.heading == "Klopt alles?"
    assert "maandag 14 juli om 13.00 uur" in check.text.lower()
    assert done.heading == "Uw afspraak staat vast"
    made = Appointment.objects.get()
    assert (made.state, made.slot.booked, made.client.name_to_use) == (State.BOOKED, 1, "Olena")
    tell()
    assert OutboxMessage.objects.filter(recipient="olena@post.example").exists()


def test_every_step_tells_where_one_is(page, offer):
    about = page.open("/afspraak/")
    where = about.press("Ga verder", soort="werk")
    days = where.press("Ga verder", waar="bibliotheek-voorburg")

    assert "Stap 1 van 4" in about
    assert "Stap 2 van 4" in where
    assert "Stap 3 van 4" in days
    assert days.texts(".//aside//li")[:2] == ["Gesprek over werk", slot_at(offer).location.name]


def test_a_step_that_was_skipped_is_asked_for(page, offer):
    shown = page.open("/afspraak/").press("Ga verder")

    assert shown.heading == "Waar gaat uw afspraak over?"
    assert "Kies eerst waar uw afspraak over gaat." in shown


def test_going_back_keeps_what_was_chosen(page, offer):
    shown = page.open("/afspraak/").press("Ga verder", soort="werk").press("Terug")

    chosen = [
        field.get("value") for field in shown.document.iter("input") if "checked" in field.attrib
    ]
    assert chosen == ["werk"]


def test_until_a_time_is_chosen_reading_changes_nothing(page, offer):
    slot = slot_at(offer)
    address = f"/afspraak/?soort=werk&waar=bibliotheek-voorburg&tijd={slot.pk}&stap=maken"

    shown = page.open(address)

    assert shown.heading == "Op welke dag?" or shown.heading == "Hoe laat?"
    assert not Appointment.objects.exists()
    assert Client().head(address).status_code == 200
    assert not Appointment.objects.exists()


def test_a_chosen_time_is_kept_while_somebody_fills_in_the_form(page, offer):
    shown = choose_time(page, slot_at(offer))

    assert "Wij houden deze tijd voor u vast tot 10.15 uur." in shown
    held = Appointment.objects.get()
    assert (held.state, held.slot.booked) == (State.HELD, 1)


def test_choosing_another_time_gives_the_first_back(page, offer):
    shown = choose_time(page, slot_at(offer)).press("Terug")
    shown.press("Ga verder", tijd=str(slot_at(offer, clock(14)).pk))

    assert Appointment.objects.get().slot == slot_at(offer, clock(14))
    assert slot_at(offer).booked == 0


@pytest.mark.parametrize("name", [ARABIC, EMOJI, "O'Brien <b>", "x" * 120])
def test_any_name_will_do(page, offer, name):
    done = fill_in(choose_time(page, slot_at(offer)), naam=name).press("Maak de afspraak")

    assert done.heading == "Uw afspraak staat vast"
    assert Appointment.objects.get().client.name_to_use == name


def test_a_name_with_signs_that_turn_the_text_around_loses_them(page, offer):
    fill_in(choose_time(page, slot_at(offer)), naam="Ol\u202eena\n").press("Maak de afspraak")

    assert Appointment.objects.get().client.name_to_use == "Ol ena"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"naam": ""}, "Schrijf hoe wij u mogen noemen."),
        ({"naam": LONG}, "Deze naam is te lang."),
        ({"via": ""}, "Kies hoe wij u mogen bereiken."),
        ({"via": "duif"}, "Kies hoe wij u mogen bereiken."),
        ({"mail": "olena"}, "Dit is geen e-mailadres."),
        ({"mail": f"{LONG}@post.example"}, "Dit is geen e-mailadres."),
        ({"via": "phone", "telefoon": "bel mij"}, "Dit is geen telefoonnummer."),
        ({"via": "phone", "telefoon": "06 1234567"}, "Dit is geen telefoonnummer."),
        ({"via": "phone", "telefoon": "06 123456789"}, "Dit is geen telefoonnummer."),
        ({"via": "phone", "telefoon": "612345678"}, "Dit is geen telefoonnummer."),
        ({"via": "letter", "brief": "Kerkstraat 1"}, "Schrijf uw straat met huisnummer"),
        ({"via": "letter", "brief": f"{LONG}\n2271 AB Voorburg"}, "Dit is te lang."),
    ],
)
def test_what_is_wrong_is_said_and_the_form_keeps_what_was_typed(page, offer, typed, said):
    shown = fill_in(choose_time(page, slot_at(offer)), vraag="Ik zoek werk", **typed)

    assert shown.heading == "Hoe bereiken wij u?"
    assert said in shown
    assert typed_question(shown) == "Ik zoek werk"
    name = typed.get("naam", "Olena")
    assert shown.document.find(".//input[@name='naam']").get("value") == name
    assert Appointment.objects.get().state == State.HELD


def test_a_very_long_question_is_kept_up_to_its_limit(page, offer):
    fill_in(choose_time(page, slot_at(offer)), vraag="b" * 30_000).press("Maak de afspraak")

    assert len(Enquiry.objects.get().own_words) == 5_000


def test_whoever_wants_no_message_prints_the_page(page, offer):
    done = fill_in(choose_time(page, slot_at(offer)), via="geen").press("Maak de afspraak")

    assert "Wij sturen u geen bericht. Bewaar deze bladzijde dus goed." in done
    client = Appointment.objects.get().client
    assert (client.reach, client.address) == ("", "")
    tell()
    assert not OutboxMessage.objects.exists()


def test_a_letter_goes_to_the_address_that_was_typed(page, offer):
    address = "Olena K.\r\nKerkstraat 1\r\n2271 AB  Voorburg"
    fill_in(choose_time(page, slot_at(offer)), via="letter", brief=address).press(
        "Maak de afspraak"
    )

    assert Appointment.objects.get().client.address == "Olena K.\nKerkstraat 1\n2271 AB Voorburg"


def test_whoever_is_called_gives_a_number(page, offer):
    shown = (
        page.open("/afspraak/").press("Ga verder", soort="werk").press("Ga verder", waar="bellen")
    )
    shown = shown.press("Maandag 14 juli 8 tijden vrij")
    shown = shown.press("Ga verder", tijd=str(slot_at(offer).pk))
    ways = [f.get("value") for f in shown.document.iterfind(".//input[@name='via']")]
    done = shown.press("Ga verder", naam="Olena", via="phone", telefoon="0031 6 12345678")
    done = done.press("Maak de afspraak")

    assert ways == ["phone"]
    assert "Wij bellen u op." in done
    assert Appointment.objects.get().client.address == "+31 6 12345678"
    assert Appointment.objects.get().channel == Channel.PHONE


def test_with_whom_is_only_asked_when_it_matters(page):
    fatima = make_adviser(make_region(), "fatima")
    joost = make_adviser(fatima.memberships.get().organisation.region, "joost")
    location = make_place(joost.memberships.get().organisation.region)
    offer = make_offer(
        location, make_type(location.region, is_adviser_chosen=True), advisers=(fatima, joost)
    )
    shown = page.open("/afspraak/").press("Ga verder", soort="werk")
    shown = shown.press("Ga verder", waar=location.key)
    asked = shown.heading
    shown = shown.press("Ga verder", wie=str(joost.pk)).press("Maandag 14 juli 8 tijden vrij")
    shown = fill_in(shown.press("Ga verder", tijd=str(slot_at(offer).pk)))
    done = shown.press("Maak de afspraak")

    assert asked == "Met wie wilt u praten?"
    assert "Met wie Joost" in done
    assert Appointment.objects.get().adviser == joost


def test_a_form_that_is_sent_twice_makes_one_appointment(page, offer):
    check = fill_in(choose_time(page, slot_at(offer)))
    first, second = check.press("Maak de afspraak"), check.press("Maak de afspraak")

    assert first.address == second.address
    assert second.heading == "Uw afspraak staat vast"
    assert slot_at(offer).booked == 1
    assert AuditLine.objects.filter(verb="appointments.booked").count() == 1


def test_an_older_form_of_the_same_visit_leads_to_the_appointment_that_was_made(page, offer):
    reach = choose_time(page, slot_at(offer))
    done = fill_in(reach).press("Maak de afspraak")

    again = fill_in(reach, naam="Iemand anders")

    assert again.address == done.address
    assert Appointment.objects.get().client.name_to_use == "Olena"


@pytest.mark.parametrize("note", ["", "vals", "\x00" * 50, "a" * 10_000])
def test_a_form_with_a_note_that_is_not_ours_books_nothing_and_keeps_what_was_typed(
    page, offer, note
):
    check = fill_in(choose_time(page, slot_at(offer)), vraag="Ik zoek werk")

    shown = check.press("Maak de afspraak", token=note)

    assert "Deze pagina stond te lang open." in shown
    assert Appointment.objects.get().state == State.HELD
    assert shown.document.find(".//input[@name='naam']").get("value") == "Olena"


def test_a_form_of_the_day_before_yesterday_is_asked_again(page, offer, monkeypatch):
    note = new_note()
    monkeypatch.setattr("django.core.signing.time.time", lambda: 4e9)

    shown = page.send("/afspraak/", token=note, stap="maken", soort="werk")

    assert "Deze pagina stond te lang open." in shown


@pytest.mark.parametrize(
    "typed",
    [
        {"soort": "bestaat-niet"},
        {"waar": "bestaat-niet"},
        {"waar": "' OR 1=1 --"},
        {"tijd": "geen-uuid"},
        {"tijd": NOWHERE},
        {"dag": "2025-13-45"},
        {"wie": "niemand"},
        {"stap": "hack"},
        {"soort": "x" * 5_000},
        {"mensen": "-3"},
    ],
)
def test_a_form_that_was_tampered_with_shows_a_step_and_books_nothing(page, offer, typed):
    values = {
        "token": new_note(), "stap": "maken", "soort": "werk", "waar": "bibliotheek-voorburg",
        "tijd": "", "naam": "Olena", "via": "geen", **typed,
    }  # fmt: skip

    page.send("/afspraak/", **values)
    page.open("/afspraak/", **{**values, "token": ""})

    assert not Appointment.objects.exists()


def test_a_time_in_the_past_cannot_be_had(page, offer, set_clock):
    slot = slot_at(offer)
    set_clock("2025-07-14 13:05")

    shown = page.send(
        "/afspraak/", token=new_note(), stap="maken", soort="werk", waar="bibliotheek-voorburg",
        tijd=str(slot.pk), naam="Olena", via="geen",
    )  # fmt: skip

    assert shown.heading == "Kies een andere tijd"
    assert "Deze tijd is al voorbij." in shown
    assert not Appointment.objects.exists()


def test_a_service_type_that_is_not_public_cannot_be_had(page, offer):
    kind = make_type(offer.agenda.location.region, "intern", is_public=False, name="Intern")
    hidden = make_offer(offer.agenda.location, kind)

    shown = page.send(
        "/afspraak/", token=new_note(), stap="maken", soort="intern", waar="bibliotheek-voorburg",
        tijd=str(slot_at(hidden).pk), naam="Olena", via="geen",
    )  # fmt: skip

    assert shown.heading == "Waar gaat uw afspraak over?"
    assert "Intern" not in shown
    assert not Appointment.objects.exists()


def test_whoever_is_just_too_late_gets_three_others_and_types_nothing_again(page, offer, set_clock):
    reach = choose_time(page, slot_at(offer))
    set_clock("2025-07-07 10:20")
    book(slot_at(offer), at=MONDAY_MORNING + timedelta(minutes=20), name="Sneller")

    taken = fill_in(reach, vraag="Ik zoek werk")
    times = [e.get("value") for e in taken.document.iterfind(".//main//input[@name='tijd']")]
    back = taken.press("Ga verder", tijd=times[0])
    done = back.press("Ga verder").press("Maak de afspraak")

    assert taken.heading == "Kies een andere tijd"
    assert "Iemand anders was u net voor." in taken
    assert len(times) == 3
    assert back.heading == "Hoe bereiken wij u?"
    assert back.document.find(".//input[@name='naam']").get("value") == "Olena"
    assert done.heading == "Uw afspraak staat vast"
    assert Enquiry.objects.get().own_words == "Ik zoek werk"


def test_a_place_that_went_at_the_last_moment_costs_nothing_typed(page, offer, set_clock):
    check = fill_in(choose_time(page, slot_at(offer)))
    set_clock("2025-07-07 10:20")
    book(slot_at(offer), at=MONDAY_MORNING + timedelta(minutes=20), name="Sneller")

    taken = check.press("Maak de afspraak")

    assert taken.heading == "Kies een andere tijd"
    assert taken.document.find(".//input[@name='naam']").get("value") == "Olena"
    assert slot_at(offer).booked == 1


def test_whoever_took_longer_than_the_hold_still_gets_a_free_place(page, offer, set_clock):
    check = fill_in(choose_time(page, slot_at(offer)))
    set_clock("2025-07-07 10:40")

    assert check.press("Maak de afspraak").heading == "Uw afspraak staat vast"


def test_when_many_are_filling_in_the_form_nothing_more_is_kept(page):
    offer = make_offer(capacity=20)
    for _number in range(rules.MOST_HELD):
        hold(slot_at(offer))

    shown = choose_time(page, slot_at(offer))
    done = fill_in(shown).press("Maak de afspraak")

    assert "Het is druk. Wij kunnen deze tijd niet voor u vasthouden." in shown
    assert Appointment.objects.filter(state=State.HELD).count() == rules.MOST_HELD
    assert done.heading == "Uw afspraak staat vast"


def test_one_network_cannot_fill_the_agenda(page, offer, settings):
    settings.ACCOUNT_RATE_LIMITS = {"book_appointment": "1/h/ip"}
    fill_in(choose_time(page, slot_at(offer))).press("Maak de afspraak")
    check = fill_in(choose_time_again(page, offer), mail="ander@post.example")

    values = {f.get("name"): f.get("value") for f in check.document.iter("input")}
    shown = page.post("/afspraak/", {**values, "stap": "maken"}, status=429)

    assert "Op dit netwerk zijn al veel afspraken gemaakt." in shown
    assert shown.heading == "Klopt alles?"
    assert Appointment.objects.filter(state=State.BOOKED).count() == 1


def choose_time_again(page, offer):
    shown = page.open("/afspraak/").press("Ga verder", soort="werk")
    shown = shown.press("Ga verder", waar="bibliotheek-voorburg")
    shown = shown.press("Maandag 14 juli 7 tijden vrij")
    return shown.press("Ga verder", tijd=str(slot_at(offer, clock(14)).pk))


def test_nobody_comes_twice_at_the_same_time(page):
    offer = make_offer(capacity=2)
    book(slot_at(offer), contact=who("Olena"))

    refused = fill_in(choose_time(page, slot_at(offer))).press("Maak de afspraak")

    assert "U heeft op dit moment al een afspraak." in refused
    assert refused.heading == "Klopt alles?"
    assert Appointment.objects.filter(state=State.BOOKED).count() == 1


def test_nobody_makes_a_fourth_appointment(page, offer):
    for hour in (14, 15, 16):
        book(slot_at(offer, clock(hour)), contact=who("Olena"))

    shown = page.open("/afspraak/").press("Ga verder", soort="werk")
    shown = shown.press("Ga verder", waar="bibliotheek-voorburg")
    shown = shown.press("Maandag 14 juli 5 tijden vrij")
    shown = fill_in(shown.press("Ga verder", tijd=str(slot_at(offer).pk)))
    refused = shown.press("Maak de afspraak")

    assert refused.heading == "Klopt alles?"
    assert "U heeft al 3 afspraken. Zeg er eerst een af." in refused


def test_however_a_number_is_written_it_is_the_same_person():
    written = ("06 12345678", "06-1234 5678", "0031 6 12345678", "+31 (0)6 12345678")

    assert len({person_key("zhc", "phone", number) for number in written}) == 1


def test_an_appointment_that_must_be_confirmed_sends_to_the_mail(page):
    offer = make_offer(is_confirmed_by_mail=True)

    check = fill_in(choose_time(page, slot_at(offer)))
    shown, again = check.press("Maak de afspraak"), check.press("Maak de afspraak")

    assert shown.heading == again.heading == "Kijk in uw mail"
    assert Appointment.objects.get().state == State.PENDING


def test_a_question_from_an_answer_goes_along_and_is_in_no_address(page, offer):
    about = page.send(
        "/afspraak/", token=new_note(), stap="mee", mee="ja", vraag="Mijn baas betaalt niet"
    )
    where = about.press("Ga verder", soort="werk")
    days = where.press("Ga verder", waar="bibliotheek-voorburg")
    times = days.press("Maandag 14 juli 8 tijden vrij")
    reach = times.press("Ga verder", tijd=str(slot_at(offer).pk))

    assert "Uw vraag gaat mee Mijn baas betaalt niet" in about
    for shown in (about, where, days, times, reach):
        assert shown.address == "/afspraak/"
        assert "baas" not in " ".join(shown.links.values())
    assert typed_question(reach) == "Mijn baas betaalt niet"
    fill_in(reach).press("Maak de afspraak")
    made = Appointment.objects.get()
    assert made.enquiry.own_words == "Mijn baas betaalt niet"
    assert "baas" not in str([vars(line) for line in AuditLine.objects.all()])


def test_without_the_tick_the_question_stays_behind(page, offer):
    shown = page.send("/afspraak/", token=new_note(), stap="mee", vraag="Mijn baas betaalt niet")

    assert shown.heading == "Waar gaat uw afspraak over?"
    assert "baas" not in shown.response.content.decode()


def test_what_was_chosen_goes_along_to_another_language(page, offer):
    shown = page.open("/afspraak/").press("Ga verder", soort="werk")
    other = page.open(shown.links["English"])

    assert other.address.startswith("/en/afspraak/?soort=werk")
    assert "2" in other.texts(".//p[@class='soft']")[0]


def test_a_page_about_a_theme_chooses_what_fits(page, offer):
    make_type(offer.agenda.location.region, themes=["inkomen"])

    shown = page.open("/afspraak/", thema="inkomen")

    assert "checked" in shown.document.find(".//input[@value='werk']").attrib


def test_without_appointments_people_are_sent_to_the_walk_in_hours(page):
    make_region()

    shown = page.open("/afspraak/")

    assert "U kunt op deze website nog geen afspraak maken." in shown
    assert "Bekijk waar en wanneer u kunt langskomen" in shown.links


def test_the_steps_ask_the_database_little(page, offer, queries):
    address = "/afspraak/?soort=werk&waar=bibliotheek-voorburg"
    page.open("/afspraak/")
    for most, rest in ((3, "&stap=plek"), (16, "&stap=dagen"), (16, "&stap=tijden&dag=2025-07-14")):
        with queries.at_most(most):
            page.open(address + rest)
