"""From an answer to an appointment or a visit: the question goes along when somebody wants that."""

import pytest

from werkcentrum.appointments.tests.make import make_offer
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners import middleware
from werkcentrum.partners.models import HoursKind, Location
from werkcentrum.partners.tests.make import make_walk_in

QUESTION = "mijn contract wordt niet verlengd"


@pytest.fixture
def bookable(region, set_clock):
    """In Voorburg one can make an appointment."""
    set_clock(f"{MONDAY_MORNING:%Y-%m-%d %H:%M}")
    place = Location.objects.get(key="bibliotheek-voorburg")
    make_walk_in(place, kind=HoursKind.APPOINTMENT)
    make_offer(place, themes=["werk-houden"])
    middleware.region_memory.clear()
    return region


def ticked(answer, button: str):
    """Press a button of the answer page after ticking that the question goes along."""
    form = next(f for f in answer.document.iter("form") if "/loop-binnen/" in f.get("action", ""))
    values = {field.get("name"): field.get("value") for field in form.iter("input")}
    found = next(b for b in form.iter("button") if button in "".join(b.itertext()))
    return answer.page.post(found.get("formaction") or form.get("action"), values)


def test_the_tick_is_off(page, bookable):
    answer = page.open("/antwoord/", q=QUESTION)

    assert "checked" not in answer.document.find(".//input[@name='mee']").attrib


def test_a_question_goes_along_to_an_appointment(page, bookable):
    shown = ticked(page.open("/antwoord/", q=QUESTION), "Maak een afspraak")

    assert shown.heading == "Waar gaat uw afspraak over?"
    assert QUESTION in shown
    assert shown.address == "/afspraak/"


def test_a_question_goes_along_on_paper_to_the_walk_in_desk(page, bookable):
    shown = ticked(page.open("/antwoord/", q=QUESTION), "Loop binnen")

    assert shown.heading == "Loop gerust binnen"
    assert QUESTION in shown
    assert shown.address == "/loop-binnen/"
    assert shown.response["Cache-Control"] == "no-store"


def test_the_page_for_the_walk_in_desk_keeps_the_question_in_another_language(page, bookable):
    shown = ticked(page.open("/antwoord/", q=QUESTION), "Loop binnen").press("English")

    assert shown.address == "/en/loop-binnen/"
    assert QUESTION in shown


def test_without_the_tick_the_question_stays_behind(page, bookable):
    shown = page.open("/antwoord/", q=QUESTION).press("Loop binnen")

    assert shown.address == "/locaties/"
    assert QUESTION not in shown.response.content.decode()


@pytest.mark.parametrize(
    "values", [{}, {"mee": "ja", "vraag": "x"}, {"mee": "ja", "vraag": "x", "token": "vals"}]
)
def test_a_form_that_is_not_ours_leads_to_the_locations(page, bookable, values):
    assert page.post("/loop-binnen/", values).address == "/locaties/"


def test_an_answer_still_asks_the_database_nothing(page, bookable, queries):
    page.open("/antwoord/", q=QUESTION)

    with queries.at_most(0):
        page.open("/antwoord/", q=QUESTION)


def test_in_danger_nobody_is_sent_to_an_appointment(page, bookable):
    shown = page.open("/antwoord/", q="ik wil niet meer leven")

    assert "afspraak" not in " ".join(shown.texts(".//main//button"))
    assert "/afspraak/" not in shown.links.values()


def test_where_nothing_can_be_booked_nothing_is_offered(page, region):
    answer = page.open("/antwoord/", q=QUESTION)

    assert "Maak een afspraak" not in answer.texts(".//button")
    assert "/afspraak/" not in page.open("/").links.values()


def test_a_service_and_a_location_lead_to_an_appointment_about_them(page, bookable):
    service = page.open("/diensten/cv-hulp/").click("Maak een afspraak")
    place = page.open("/locaties/bibliotheek-voorburg/").click("Maak hier een afspraak")
    where = place.press("Ga verder", soort="werk")

    assert service.heading == place.heading == "Waar gaat uw afspraak over?"
    assert "checked" in where.document.find(".//input[@value='bibliotheek-voorburg']").attrib
