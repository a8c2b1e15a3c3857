"""Where and when people can walk in: open now, the next time, and days that differ."""

import json
from datetime import date, time

import pytest

from werkcentrum.partners.models import DatedException, HoursKind, Location
from werkcentrum.partners.tests.make import make_closed_day, make_location, make_walk_in

LIBRARY = "Bibliotheek aan de Vliet, Voorburg"
CENTRE = "Werkcentrum Zoetermeer"
LIBRARY_PAGE = "/locaties/bibliotheek-voorburg/"
CENTRE_PAGE = "/locaties/werkcentrum-zoetermeer/"
MONDAY_EVENING = "2025-07-07 17:30"


@pytest.fixture
def library(region) -> Location:
    return Location.objects.get(key="bibliotheek-voorburg")


def names(shown) -> list[str]:
    return shown.texts(".//article/h3")


def card(shown, name: str) -> str:
    [found] = [text for text in shown.texts(".//article") if name in text]
    return found


def week(shown, kind: str) -> dict[str, str]:
    """The coming seven days of one kind of hours, by day."""
    for table in shown.document.iter("table"):
        if "".join(table.find("caption").itertext()) == kind:
            rows = [["".join(cell.itertext()) for cell in row] for row in table.find("tbody")]
            return dict(rows)
    raise AssertionError(f"geen tijden voor {kind}")


def json_ld(shown) -> dict:
    return json.loads(shown.document.find(".//script[@type='application/ld+json']").text)


def test_what_is_open_now_comes_first(page, region, set_clock):
    set_clock(MONDAY_EVENING)

    locations = page.open("/locaties/")

    assert locations.texts(".//main//h2") == ["Nu open", "Nu gesloten"]
    assert names(locations) == [LIBRARY, CENTRE]
    assert "Nu open, tot 18.00 uur" in card(locations, LIBRARY)
    assert "Nu gesloten. Weer open: morgen, 9.00 tot 17.00 uur" in card(locations, CENTRE)


def test_at_night_everything_is_closed_and_the_page_says_when_it_opens(page, region, set_clock):
    set_clock("2025-07-07 23:59")

    locations = page.open("/locaties/")

    assert locations.texts(".//main//h2") == ["Deze plekken zijn nu gesloten"]
    assert "Weer open: morgen, 10.00 tot 18.00 uur" in card(locations, LIBRARY)


@pytest.mark.parametrize(
    ("moment", "walk_in"),
    [
        ("2025-07-07 12:59", "vandaag, 13.00 tot 17.00 uur"),
        ("2025-07-07 13:00", "nu open, tot 17.00 uur"),
        ("2025-07-07 16:59", "nu open, tot 17.00 uur"),
        ("2025-07-07 17:00", "maandag 14 juli, 13.00 tot 17.00 uur"),
        ("2025-07-13 23:59", "morgen, 13.00 tot 17.00 uur"),
        ("2025-12-29 12:30", "vandaag, 13.00 tot 17.00 uur"),
    ],
)
def test_the_walk_in_hour_starts_and_ends_on_the_minute(page, region, set_clock, moment, walk_in):
    set_clock(moment)

    assert f"Inloop zonder afspraak: {walk_in}" in card(page.open("/locaties/"), LIBRARY)


def test_somebody_sees_the_nearest_place_first_with_its_distance(page, region, set_clock):
    set_clock("2025-07-07 23:00")

    near_zoetermeer = page.open("/locaties/").press("Toon wat dichtbij is", plaats="2711")

    assert names(near_zoetermeer) == [CENTRE, LIBRARY]
    assert "minder dan 1 km" in card(near_zoetermeer, CENTRE)
    assert "ongeveer 9 km" in card(near_zoetermeer, LIBRARY)


def test_without_a_place_they_stand_by_name_and_without_distance(page, region, set_clock):
    set_clock("2025-07-07 23:00")

    locations = page.open("/locaties/")

    assert names(locations) == [LIBRARY, CENTRE]
    assert " km" not in locations


def test_a_place_without_a_point_on_the_map_comes_last(page, region, set_clock):
    set_clock("2025-07-07 23:00")
    Location.objects.filter(key="werkcentrum-zoetermeer").update(latitude=None, longitude=None)

    locations = page.open("/locaties/", plaats="Zoetermeer")

    assert names(locations) == [LIBRARY, CENTRE]


def test_an_unknown_place_stays_in_the_field_and_the_page_says_what_to_do(page, region):
    locations = page.open("/locaties/", plaats="Timboektoe")

    field = locations.document.find(".//input[@id='plaats']")
    assert field.get("value") == "Timboektoe"
    assert field.get("aria-invalid") == "true"
    assert "vul de vier cijfers van uw postcode in" in locations


def test_what_was_invented_is_marked_in_the_list_and_on_the_page(page, region):
    locations = page.open("/locaties/")

    assert "voorbeeld" in card(locations, CENTRE)
    assert "voorbeeld" not in card(locations, LIBRARY)
    assert "voorbeeld" in page.open(CENTRE_PAGE).texts(".//main//*[@class='page-head']")[0]


def test_a_region_without_locations_says_so(page, other_region):
    locations = page.at("haaglanden.test").open("/locaties/")

    assert "De plekken om langs te komen zijn nog niet bekend." in locations


def test_the_page_of_a_place_tells_where_it_is_and_since_when(page, region):
    location = page.open("/locaties/").click(LIBRARY)

    assert location.heading == LIBRARY
    facts = dict(zip(location.texts(".//dl//dt"), location.texts(".//dl//dd"), strict=True))
    assert facts["Adres"] == "Voorbeeldstraat 1 2271 AB Voorburg"
    assert facts["Organisatie"] == "Bibliotheek aan de Vliet"
    assert facts["Open sinds"] == "7 juli 2025"
    assert facts["Toegankelijkheid"] == "De ingang heeft geen drempel."


def test_the_route_planner_is_a_link_that_says_it_leaves_the_website(page, region):
    location = page.open(LIBRARY_PAGE)

    link = next(a for a in location.document.iter("a") if "openstreetmap" in a.get("href"))
    assert link.get("href").endswith("?to=52.068,4.362")
    assert link.get("rel") == "noreferrer"
    assert "U gaat naar een andere website (OpenStreetMap)." in location


def test_a_place_without_a_point_on_the_map_has_no_route(page, library):
    Location.objects.update(latitude=None, longitude=None)

    assert "Plan uw route" not in page.open(LIBRARY_PAGE)


def test_the_coming_week_shows_the_hours_day_by_day(page, region, set_clock):
    set_clock("2025-07-14 08:00")

    location = page.open(CENTRE_PAGE)

    assert week(location, "Inloop zonder afspraak") == {
        "Maandag 14 juli": "gesloten",
        "Dinsdag 15 juli": "9.00 tot 12.30 uur",
        "Woensdag 16 juli": "gesloten",
        "Donderdag 17 juli": "9.00 tot 12.30 uur",
        "Vrijdag 18 juli": "gesloten",
        "Zaterdag 19 juli": "gesloten",
        "Zondag 20 juli": "gesloten",
    }
    assert week(location, "Openingstijden")["Vrijdag 18 juli"] == "9.00 tot 17.00 uur"
    assert "Let op: andere tijden" not in location
    today = location.document.findall(".//tr[@aria-current='date']/th")
    assert {"".join(cell.itertext()) for cell in today} == {"Maandag 14 juli"}


def test_a_closed_day_is_announced_and_passed_over(page, region, set_clock):
    set_clock("2025-07-09 18:00")

    location = page.open(CENTRE_PAGE)

    assert "Nu gesloten. Weer open: vrijdag 11 juli, 9.00 tot 17.00 uur" in location
    assert location.texts(".//section[@class='notice']//li") == [
        "Donderdag 10 juli 2025: Inloop zonder afspraak: gesloten (Studiedag)",
        "Donderdag 10 juli 2025: Openingstijden: gesloten (Studiedag)",
    ]
    assert week(location, "Openingstijden")["Donderdag 10 juli"] == "geslotenStudiedag"


def test_on_a_closed_day_nobody_is_told_that_the_door_is_open(page, region, set_clock):
    set_clock("2025-07-10 10:00")

    assert "Nu open" not in card(page.open("/locaties/"), CENTRE)
    assert "Werkcentrum Zoetermeer Dinsdag 15 juli" in page.open("/")


def test_a_closed_day_that_is_over_is_no_longer_announced(page, region, set_clock):
    set_clock("2025-07-11 08:00")

    assert "Let op: andere tijden" not in page.open(CENTRE_PAGE)


def test_a_day_with_other_hours_has_those_hours(page, library, set_clock):
    for kind in (HoursKind.OPENING, HoursKind.WALK_IN):
        DatedException.objects.create(
            location=library, kind=kind, on=date(2025, 7, 9), is_closed=False,
            opens_at=time(18), closes_at=time(20), reason="Werkavond",
        )  # fmt: skip
    set_clock("2025-07-09 18:30")

    location = page.open(LIBRARY_PAGE)

    assert "Nu open, tot 20.00 uur" in page.open("/")
    assert week(location, "Inloop zonder afspraak")["Woensdag 9 juli"] == (
        "18.00 tot 20.00 uurWerkavond"
    )
    assert "18.00 tot 20.00 uur (Werkavond)" in location.texts(".//section[@class='notice']")[0]


def test_an_exception_counts_for_its_own_hours_only(page, library, set_clock):
    make_closed_day(library, date(2025, 7, 14))
    set_clock("2025-07-14 14:00")

    location = page.open(LIBRARY_PAGE)

    assert "Nu open, tot 18.00 uur" in location
    assert week(location, "Inloop zonder afspraak")["Maandag 14 juli"] == "geslotenStudiedag"


@pytest.mark.parametrize(
    ("moment", "hours"),
    [
        ("2025-08-27 12:00", "gesloten"),
        ("2025-09-03 12:00", "10.00 tot 12.00 uur"),
        ("2025-09-10 12:00", "10.00 tot 12.00 uur"),
        ("2025-09-17 12:00", "gesloten"),
    ],
)
def test_hours_that_hold_for_a_while_show_only_then(page, library, set_clock, moment, hours):
    make_walk_in(
        library, weekday=3, opens_at=time(10), closes_at=time(12),
        starts_on=date(2025, 9, 3), ends_on=date(2025, 9, 17),
    )  # fmt: skip
    set_clock(moment)

    shown = week(page.open(LIBRARY_PAGE), "Inloop zonder afspraak")

    assert next(iter(shown.values())) == hours


def test_two_walk_in_hours_on_one_day_both_show(page, library, set_clock):
    make_walk_in(library, weekday=1, opens_at=time(10), closes_at=time(11))
    set_clock("2025-07-07 11:30")

    hours = week(page.open(LIBRARY_PAGE), "Inloop zonder afspraak")

    assert hours["Maandag 7 juli"] == "10.00 tot 11.00 uur, 13.00 tot 17.00 uur"
    assert "vandaag, 13.00 tot 17.00 uur" in card(page.open("/locaties/"), LIBRARY)


def test_a_place_without_hours_says_that_they_are_not_known_yet(page, library, set_clock):
    make_location(library.municipality, "nieuwe-plek", name="Nieuwe plek")

    assert "De openingstijden zijn nog niet bekend." in card(page.open("/locaties/"), "Nieuwe plek")
    assert "De openingstijden zijn nog niet bekend." in page.open("/locaties/nieuwe-plek/")
    assert "Nieuwe plek" not in page.open("/")


def test_a_place_with_only_a_walk_in_hour_is_open_when_that_is(page, library, set_clock):
    make_walk_in(make_location(library.municipality, "inloop", name="Inloop in de wijk"))
    set_clock("2025-07-07 14:00")

    locations = page.open("/locaties/")

    assert "nu open, tot 17.00 uur" in card(locations, "Inloop in de wijk")
    assert "Nu gesloten" not in card(locations, "Inloop in de wijk")
    location = locations.click("Inloop in de wijk")
    assert "Inloop zonder afspraak: nu open, tot 17.00 uur" in location


@pytest.mark.parametrize("address", ["/locaties/bestaat-niet/", "/locaties/Werkcentrum/"])
def test_a_place_that_does_not_exist_is_not_found(page, region, address):
    page.open(address, status=404)


def test_a_place_of_another_region_is_not_found(page, other_region):
    page.at("haaglanden.test").open(LIBRARY_PAGE, status=404)


def test_search_engines_read_the_hours_as_data(page, region, set_clock):
    set_clock("2025-07-08 08:00")

    data = json_ld(page.open(CENTRE_PAGE))

    assert data["@type"] == "Place"
    assert data["url"] == f"http://testserver{CENTRE_PAGE}"
    assert data["address"] == {"@type": "PostalAddress", "addressLocality": "Zoetermeer"}
    assert data["openingHoursSpecification"] == [
        {"@type": "OpeningHoursSpecification", "dayOfWeek": day, "opens": "09:00",
         "closes": "12:30"}
        for day in ("Tuesday", "Thursday")
    ]  # fmt: skip
    assert data["specialOpeningHoursSpecification"] == [
        {"@type": "OpeningHoursSpecification", "validFrom": "2025-07-10",
         "validThrough": "2025-07-10", "opens": "00:00", "closes": "00:00"}
    ]  # fmt: skip


def test_in_the_data_a_period_ends_on_its_last_day(page, library, set_clock):
    set_clock("2025-08-30 12:00")
    make_walk_in(library, weekday=7, starts_on=date(2025, 9, 1), ends_on=date(2025, 10, 1))

    hours = json_ld(page.open(LIBRARY_PAGE))["openingHoursSpecification"]

    [sunday] = [row for row in hours if row["dayOfWeek"] == "Sunday"]
    assert (sunday["validFrom"], sunday["validThrough"]) == ("2025-09-01", "2025-09-30")


def test_a_place_without_a_walk_in_hour_gives_its_opening_hours_as_data(page, library):
    library.weekly_hours.filter(kind=HoursKind.WALK_IN).delete()

    hours = json_ld(page.open(LIBRARY_PAGE))["openingHoursSpecification"]

    assert [row["opens"] for row in hours] == ["10:00"] * 5


def test_no_name_can_break_out_of_the_data(page, library):
    Location.objects.filter(pk=library.pk).update(name="</script><b>Bieb & co</b>")

    location = page.open(LIBRARY_PAGE)

    assert json_ld(location)["name"] == location.heading == "</script><b>Bieb & co</b>"
