"""The hours of a place in somebody's own calendar: read back as a calendar program does."""

from datetime import date, datetime, time, timedelta

import pytest
from icalendar import Calendar

from werkcentrum.core.clock import AMSTERDAM
from werkcentrum.partners.middleware import region_memory
from werkcentrum.partners.models import HoursKind, Location
from werkcentrum.partners.tests.make import make_closed_day, make_walk_in

FEED = "/locaties/bibliotheek-voorburg/openingstijden.ics"
MONDAY = date(2025, 7, 7)


@pytest.fixture
def library(region, set_clock) -> Location:
    set_clock("2025-07-07 10:00")
    return Location.objects.get(key="bibliotheek-voorburg")


def feed(page, address: str = FEED) -> Calendar:
    response = page.open(address).response
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content)


def events(calendar: Calendar, kind: HoursKind = HoursKind.WALK_IN) -> dict[date, list]:
    """The events of one door, by day."""
    found: dict[date, list] = {}
    for event in calendar.walk("VEVENT"):
        if f"-{kind.value}-" in str(event["uid"]):
            found.setdefault(event["dtstart"].dt.date(), []).append(event)
    return found


def changed(region) -> None:
    region.content_version += 1
    region.save()
    region_memory.clear()


def test_somebody_puts_the_walk_in_hours_in_a_calendar(page, library):
    shown = page.open("/locaties/bibliotheek-voorburg/")
    calendar = feed(page, shown.links["Zet deze tijden in uw agenda"])

    assert calendar["method"] == "PUBLISH"
    [event] = events(calendar)[MONDAY]
    assert event["summary"] == "Bibliotheek aan de Vliet, Voorburg: inloop zonder afspraak"
    assert event["dtstart"].dt == datetime(2025, 7, 7, 13, 0, tzinfo=AMSTERDAM)
    assert event["dtend"].dt == datetime(2025, 7, 7, 17, 0, tzinfo=AMSTERDAM)
    assert event["location"] == "Voorbeeldstraat 1, 2271 AB Voorburg"
    assert event["url"] == "http://testserver/locaties/bibliotheek-voorburg/"
    assert event["transp"] == "TRANSPARENT"


def test_the_calendar_says_which_clock_it_means(page, library):
    calendar = feed(page)

    [zone] = calendar.walk("VTIMEZONE")
    assert zone["tzid"] == "Europe/Amsterdam"
    starts = [event["dtstart"] for event in calendar.walk("VEVENT")]
    assert {start.params["TZID"] for start in starts} == {"Europe/Amsterdam"}


def test_half_past_one_stays_half_past_one_when_the_clock_goes_back(page, library, set_clock):
    set_clock("2025-10-20 12:00")

    starts = [found[0]["dtstart"].dt for found in events(feed(page)).values()]

    assert {start.time() for start in starts} == {time(13, 0)}
    assert {start.utcoffset() for start in starts} == {timedelta(hours=1), timedelta(hours=2)}


def test_every_event_has_an_id_of_its_own_that_stays(page, library, region, set_clock):
    first = [str(event["uid"]) for event in feed(page).walk("VEVENT")]
    changed(region)
    set_clock("2025-07-07 16:00")

    assert [str(event["uid"]) for event in feed(page).walk("VEVENT")] == first
    assert len(set(first)) == len(first) > 50


def test_an_opening_that_moves_keeps_its_id(page, library, region):
    [before] = events(feed(page))[MONDAY]
    library.weekly_hours.filter(kind=HoursKind.WALK_IN).update(opens_at=time(14))
    changed(region)

    [after] = events(feed(page))[MONDAY]

    assert after["uid"] == before["uid"]
    assert after["dtstart"].dt.time() == time(14)


def test_a_closed_day_and_a_week_without_are_not_in_the_calendar(page, library):
    make_closed_day(library, MONDAY + timedelta(weeks=1))
    make_walk_in(
        library, weekday=3, opens_at=time(11), closes_at=time(12), every_weeks=2, anchor_on=MONDAY
    )

    days = events(feed(page))

    assert MONDAY in days
    assert MONDAY + timedelta(weeks=1) not in days
    wednesdays = [day for day in days if day.isoweekday() == 3]
    assert wednesdays[:2] == [date(2025, 7, 9), date(2025, 7, 23)]


def test_it_speaks_the_language_of_its_address(page, library):
    calendar = feed(page, f"/uk{FEED}")

    # Of what is not in the standard the reader leaves the escapes as they are.
    assert calendar["x-wr-calname"] == r"Години роботи: Bibliotheek aan de Vliet\, Voorburg"
    assert "прийом без запису" in str(events(calendar)[MONDAY][0]["summary"])


def test_a_name_with_signs_of_the_format_comes_back_whole(page, library, region):
    name = "Bieb; \\, 'het' \"Huis\"\nبيت 🎉 " + "x" * 40
    Location.objects.filter(pk=library.pk).update(name=name)
    changed(region)

    [event] = events(feed(page))[MONDAY]

    assert str(event["summary"]) == f"{name}: inloop zonder afspraak"


def test_a_place_that_is_not_there_has_no_calendar(page, library, other_region):
    page.open("/locaties/bestaat-niet/openingstijden.ics", status=404)
    page.at("haaglanden.test").open(FEED, status=404)


def test_a_place_without_hours_has_an_empty_calendar_and_no_link(page, library, region):
    library.weekly_hours.all().delete()
    changed(region)

    assert feed(page).walk("VEVENT") == []
    assert "agenda" not in page.open("/locaties/bibliotheek-voorburg/")
