"""The page behind the link in a message: what was agreed, moving, cancelling, waiting."""

from datetime import timedelta

import icalendar
import pytest
from django.test import Client
from django.urls import reverse

from werkcentrum.appointments.actions import Contact, mark_attended
from werkcentrum.appointments.models import Appointment, WaitingListEntry
from werkcentrum.appointments.states import State
from werkcentrum.appointments.tests.make import (
    book,
    cancel,
    clock,
    hold,
    make_offer,
    make_place,
    make_session,
    make_type,
    slot_at,
    who,
)
from werkcentrum.appointments.tokens import manage_secret
from werkcentrum.audit.models import AuditLine
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.privacy.retention_actions import destroy_past

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


@pytest.fixture
def offer():
    return make_offer()


@pytest.fixture
def made(offer) -> Appointment:
    return book(slot_at(offer))


def own(appointment: Appointment, page: str = "own_appointment") -> str:
    return reverse(page, args=[manage_secret(appointment.series)])


def lines() -> int:
    return AuditLine.objects.count()


def test_the_page_says_when_where_and_what_to_bring_but_not_who(page, made):
    shown = page.open(own(made))

    assert shown.heading == "Uw afspraak staat vast"
    assert "maandag 14 juli om 13.00 uur" in shown
    assert made.place in shown
    assert "Neem dit mee" in shown
    assert "Olena" not in shown
    assert "olena@post.example" not in shown.response.content.decode()
    assert shown.response["Cache-Control"] == "no-store"
    assert shown.response["Referrer-Policy"] == "no-referrer"


def test_scenario_30_opening_a_link_changes_nothing(page):
    offer = make_offer(is_confirmed_by_mail=True)
    pending = book(slot_at(offer))
    before, client = lines(), Client()

    for name in ("own_appointment", "cancel_own", "move_own", "own_calendar"):
        for ask in (client.get, client.head):
            assert ask(own(pending, name)).status_code == 200
    # Nor does an address that holds what a button sends.
    for step in ("bevestigen", "wachten", "niet-wachten"):
        assert client.get(own(pending), {"stap": step}).status_code == 200
    prefetched = client.get(own(pending), headers={"purpose": "prefetch"})

    pending.refresh_from_db()
    assert prefetched.status_code == 200
    assert (pending.state, lines()) == (State.PENDING, before)
    assert not WaitingListEntry.objects.exists()


def test_scenario_30_the_button_confirms_and_a_second_time_says_so(page):
    offer = make_offer(is_confirmed_by_mail=True)
    pending = book(slot_at(offer))
    opened = page.open(own(pending))

    first, second = (opened.press("Bevestig de afspraak") for _time in range(2))

    assert "Uw afspraak is bevestigd." in first
    assert first.heading == "Uw afspraak staat vast"
    assert "U had deze afspraak al bevestigd." in second
    assert AuditLine.objects.filter(verb="appointments.confirmed").count() == 1


def test_whoever_confirms_too_late_still_may_while_the_time_is_free(page, set_clock):
    pending = book(slot_at(make_offer(is_confirmed_by_mail=True)))
    set_clock("2025-07-07 14:00")

    opened = page.open(own(pending))

    assert "De twee uur zijn voorbij." in opened
    assert opened.press("Bevestig de afspraak").heading == "Uw afspraak staat vast"


def test_whoever_confirms_too_late_hears_that_the_time_is_gone(page, set_clock):
    offer = make_offer(is_confirmed_by_mail=True)
    pending = book(slot_at(offer))
    late = MONDAY_MORNING + timedelta(hours=4)
    set_clock(f"{late:%Y-%m-%d %H:%M}")
    book(slot_at(offer), at=late, contact=who("Sneller"))

    refused = page.open(own(pending)).press("Bevestig de afspraak")

    assert "Iemand anders was u net voor." in refused


def test_scenario_30_cancelling_asks_first_and_a_second_time_says_so(page, made):
    asked = page.open(own(made)).click("Zeg de afspraak af")

    first, second = (asked.press("Ja, zeg de afspraak af") for _time in range(2))

    assert asked.heading == "Wilt u deze afspraak afzeggen?"
    assert first.heading == second.heading == "Uw afspraak is afgezegd"
    assert "Deze afspraak was al afgezegd." in second
    assert AuditLine.objects.filter(verb="appointments.cancelled").count() == 1
    assert slot_at(made.slot.offer).booked == 0


def test_scenario_30_moving_twice_moves_once(page, made):
    times = (
        page.open(own(made)).click("Kies een andere tijd").press("Maandag 14 juli 7 tijden vrij")
    )
    wanted = str(slot_at(made.slot.offer, clock(15)).pk)

    first, second = (times.press("Verzet mijn afspraak", tijd=wanted) for _time in range(2))

    assert "Uw afspraak is verzet. De oude tijd geldt niet meer." in first
    assert "maandag 14 juli om 15.00 uur" in first
    assert "Uw afspraak was al verzet." in second
    assert AuditLine.objects.filter(verb="appointments.moved").count() == 1
    assert page.open(own(made)).heading == "Uw afspraak staat vast"


def test_moving_to_another_place(page, made):
    kind = made.service_type
    other = make_offer(make_place(made.region, "rijswijk"), kind)

    key = other.agenda.location.key
    days = page.open(own(made, "move_own"), waar=key)
    times = days.press("Maandag 14 juli 8 tijden vrij")
    done = times.press("Verzet mijn afspraak", tijd=str(slot_at(other).pk))

    assert other.agenda.location.name in done
    assert Appointment.objects.get(state=State.BOOKED).location == other.agenda.location


def test_a_time_that_went_meanwhile_leaves_the_old_one(page, made):
    offer = made.slot.offer
    times = page.open(own(made, "move_own")).press("Maandag 14 juli 7 tijden vrij")
    book(slot_at(offer, clock(15)), contact=who("Sneller"))

    refused = times.press("Verzet mijn afspraak", tijd=str(slot_at(offer, clock(15)).pk))

    assert "Iemand anders was u net voor." in refused
    assert refused.heading == "Kies een andere tijd"
    made.refresh_from_db()
    assert made.state == State.BOOKED


@pytest.mark.parametrize("wanted", ["", "geen-uuid", "another_type", "the_same"])
def test_a_tampered_form_moves_nothing(page, made, wanted):
    kind = make_type(made.region, "anders", name="Iets anders")
    slots = {"another_type": slot_at(make_offer(made.location, kind)), "the_same": made.slot}
    times = page.open(own(made, "move_own")).press("Maandag 14 juli 7 tijden vrij")

    shown = times.press("Verzet mijn afspraak", tijd=str(getattr(slots.get(wanted), "pk", wanted)))

    assert shown.texts(".//*[@role='alert']")
    made.refresh_from_db()
    assert made.state == State.BOOKED


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("own_appointment", {"stap": "wachten"}),
        ("own_appointment", {"stap": "bevestigen"}),
        ("cancel_own", {}),
        ("move_own", {"tijd": "x"}),
    ],
)
def test_a_form_without_our_note_does_nothing(page, made, name, values):
    before = lines()

    shown = page.post(own(made, name), {"token": "vals", **values})

    assert "Deze pagina stond te lang open." in shown
    assert lines() == before


def test_a_button_that_is_not_ours_does_nothing(page, made):
    assert "Kies wat u wilt doen." in page.post(own(made), {"stap": "alles-wissen"})


def test_whoever_would_rather_come_earlier_waits_and_stops_waiting(page, offer):
    far = book(slot_at(offer, clock(13, days=21)))
    opened = page.open(own(far))

    waits, again = (opened.press("Zet mij op de wachtlijst") for _time in range(2))
    stops, once_more = (waits.press("Haal mij van de wachtlijst") for _time in range(2))

    assert "U staat op de wachtlijst." in waits
    assert "U stond al op de wachtlijst." in again
    assert "U staat niet meer op de wachtlijst." in stops
    assert "U stond niet meer op de wachtlijst." in once_more
    assert not WaitingListEntry.objects.exists()


def test_whoever_comes_this_week_or_gets_no_message_is_not_asked_to_wait(page, offer):
    soon = book(slot_at(offer, clock(15, days=0)))
    silent = book(slot_at(offer, clock(13, days=21)), contact=Contact("Ana"))

    assert "wachtlijst" not in page.open(own(soon))
    assert "wachtlijst" not in page.open(own(silent))


def test_the_appointment_goes_into_a_calendar(page, made):
    shown = page.open(own(made, "own_calendar"))
    cancel(made)
    gone = page.open(own(made, "own_calendar"))

    first, second = (icalendar.Calendar.from_ical(x.response.content) for x in (shown, gone))
    assert shown.response["Content-Type"].startswith("text/calendar")
    assert first["method"] == "REQUEST"
    assert second["method"] == "CANCEL"
    assert first.walk("VEVENT")[0]["uid"] == second.walk("VEVENT")[0]["uid"]


@pytest.mark.parametrize("secret", ["geraden", "a" * 16, "a" * 2_000, "%00", "..%2f"])
def test_a_link_that_is_not_ours_looks_like_one_that_never_was(page, made, secret):
    for rest in ("", "verzetten/", "afzeggen/", "afspraak.ics"):
        assert Client().get(f"/afspraak/{secret}/{rest}").status_code == 404
        assert Client().post(f"/afspraak/{secret}/{rest}").status_code in (404, 405)


def test_what_was_only_held_has_no_page(page, offer):
    held = hold(slot_at(offer))

    page.open(own(held), status=404)


def test_after_the_visit_nothing_can_be_changed(page, made, set_clock):
    after = clock(14)
    mark_attended(appointment=made, by="gids", at=after)
    set_clock(f"{after:%Y-%m-%d %H:%M}")

    shown = page.open(own(made))
    refused = page.open(own(made, "cancel_own"))

    assert shown.heading == "Deze afspraak is geweest"
    assert "Zeg de afspraak af" not in shown
    assert "Dat kan niet meer met deze afspraak." in refused
    assert "Dat kan niet meer met deze afspraak." in page.open(own(made, "move_own"))


def test_what_we_cancelled_says_so_and_offers_a_new_one(page, made):
    cancel(made, reason=Appointment.Reason.HOURS)

    shown = page.open(own(made))

    assert shown.heading == "Uw afspraak gaat niet door"
    assert "Maak een nieuwe afspraak" in shown.links


def test_a_group_session_can_be_cancelled_and_not_moved(page):
    made = book(make_session().slot, party_size=2)

    shown = page.open(own(made))

    assert "Hoeveel mensen 2" in shown
    assert "Zeg de afspraak af" in shown.links
    assert "Kies een andere tijd" not in shown.links
    assert "Deze afspraak kunt u niet verzetten." in page.open(own(made, "move_own"))


def test_name_address_and_question_go_three_months_later(page, made):
    kept = destroy_past(at=clock(12, days=96))
    gone = destroy_past(at=clock(12, days=97))

    assert (kept, gone) == (0, 1)
    made.refresh_from_db()
    assert (made.client, made.person_key) == (None, "")
    assert page.open(own(made)).heading == "Uw afspraak staat vast"


def test_the_page_costs_few_queries(page, made, queries):
    page.open(own(made))
    for most, name in ((5, "own_appointment"), (5, "cancel_own"), (16, "move_own")):
        with queries.at_most(most):
            page.open(own(made, name))
