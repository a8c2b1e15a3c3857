"""The pages 'Tijden': petra changes when a place is open, and a visitor sees it at once."""

from datetime import date, time, timedelta

import pytest

from werkcentrum.accounts.models import User
from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.core.testing import Page, Shown
from werkcentrum.partners.middleware import page_cache, region_memory
from werkcentrum.partners.models import Closure, HoursKind, Location
from werkcentrum.partners.tests.make import make_closed_day, make_other_region, make_walk_in

HOME = "/medewerkers/tijden/"
LIBRARY = f"{HOME}bibliotheek-voorburg/"
PUBLIC = "/locaties/bibliotheek-voorburg/"
MONDAY = date(2025, 7, 7)
NEW = {
    "kind": "walk_in", "days": ["3"], "opens_at": "10:00", "closes_at": "12:00",
    "every_weeks": "1", "starts_on": "2025-07-07",
}  # fmt: skip
OTHER_DAY = {"kind": "walk_in", "on": "2025-07-14", "closed": "ja", "reason": "Studiedag"}


@pytest.fixture
def petra(page, region, set_clock) -> Page:
    set_clock("2025-07-07 14:00")
    browser = page.at("zhc.test")
    browser.log_in(make_staff(region, "petra", "coordinator"))
    return browser


def later(petra: Page, set_clock, moment: str) -> None:
    """Another day petra logs in again."""
    set_clock(moment)
    petra.log_in(User.objects.get(email="petra@werk.example"))


@pytest.fixture
def library(region) -> Location:
    return Location.objects.get(key="bibliotheek-voorburg")


@pytest.fixture
def visitor(page) -> Page:
    return page.at("zhc.test")


def look(visitor: Page, address: str = PUBLIC) -> Shown:
    """What a visitor sees when the two seconds are over for which a host is remembered."""
    region_memory.clear()
    return visitor.open(address)


def week(shown: Shown, kind: str = "Inloop zonder afspraak") -> dict[str, str]:
    for table in shown.document.iter("table"):
        if "".join(table.find("caption").itertext()) == kind:
            rows = [["".join(cell.itertext()) for cell in row] for row in table.find("tbody")]
            return dict(rows)
    raise AssertionError(f"geen tijden voor {kind}")


def value_of(shown: Shown, name: str) -> str:
    return shown.document.find(f".//*[@name='{name}']").get("value")


# Who may come here


def test_petra_finds_the_hours_of_a_place_in_the_menu(petra):
    shown = petra.open("/medewerkers/").click("Tijden")
    assert "Inloop zonder afspraak: 13.00 tot 17.00 uur" in shown

    shown = shown.click("Bibliotheek aan de Vliet, Voorburg")

    assert shown.heading == "Bibliotheek aan de Vliet, Voorburg"
    assert "Maandag 13.00 tot 17.00 uur" in shown


def test_a_coordinator_changes_hours_and_no_texts(page, region):
    joke = page.at("zhc.test")
    joke.log_in(make_staff(region, "joke", "coordinator"))

    joke.open(LIBRARY)
    joke.open("/medewerkers/inhoud/", status=404)


def test_an_editor_and_somebody_of_elsewhere_find_nothing(page, region):
    for user in (
        make_staff(region, "karin"),
        make_staff(make_other_region(), "bram", "coordinator"),
    ):
        browser = page.at("zhc.test")
        browser.log_in(user)
        browser.open(LIBRARY, status=404)
        browser.send(f"{LIBRARY}sluiten/", kind="opening", reason="illness", status=404)
    assert not Closure.objects.exists()


def test_petra_of_another_region_finds_no_place_of_this_one(page, region, other_region):
    browser = page.at("haaglanden.test")
    browser.log_in(make_staff(other_region, "petra", "coordinator"))

    browser.open(LIBRARY, status=404)


def test_the_old_address_leads_to_the_new_page(page, region):
    browser = page.at("zhc.test")
    browser.log_in(make_staff(region, "paul", "publisher"))

    old = browser._client.get("/medewerkers/inhoud/tijden/bibliotheek-voorburg/")

    assert old.headers["Location"] == LIBRARY


# Closing now


def test_the_library_closes_for_the_rest_of_the_day_and_visitors_see_it(petra, visitor):
    assert "Nu open, tot 18.00 uur" in look(visitor)
    places = ("/", "/antwoord/?q=hulp+met+mijn+cv", "/zuil/?locatie=bibliotheek-voorburg")
    assert all("u open, tot 17.00 uur" in look(visitor, place) for place in places)

    shown = petra.open(LIBRARY).press("Nu sluiten", kind="opening", reason="illness")

    assert "Dit is nu gesloten. Bezoekers zien het meteen." in shown
    assert "iemand is ziek, dicht tot morgen" in shown
    closed = look(visitor)
    assert "Nu gesloten. Weer open: morgen, 10.00 tot 18.00 uur" in closed
    assert week(closed)["Maandag 7 juli"] == "13.00 tot 14.00 uuriemand is ziek"
    assert not any("u open, tot 17.00 uur" in look(visitor, place) for place in places)
    assert "somebody is ill" in look(visitor, f"/en{PUBLIC}")


def test_the_desk_closes_until_four_and_opens_again_by_a_button(petra, visitor):
    shown = petra.open(LIBRARY).press("Nu sluiten", kind="walk_in", reason="event", until="16:00")
    assert "dicht tot 16.00 uur" in shown
    assert week(look(visitor))["Maandag 7 juli"].startswith(
        "13.00 tot 14.00 uur, 16.00 tot 17.00 uur"
    )
    assert week(look(visitor), "Openingstijden")["Maandag 7 juli"] == "10.00 tot 18.00 uur"

    shown = shown.press("Weer open : inloop zonder afspraak")

    assert "Dit is weer open. Bezoekers zien het meteen." in shown
    assert week(look(visitor))["Maandag 7 juli"] == "13.00 tot 17.00 uur"


def test_the_closing_is_over_by_itself(petra, visitor, set_clock):
    petra.open(LIBRARY).press("Nu sluiten", kind="opening", reason="fault", until="14:20")

    set_clock("2025-07-07 14:21")
    page_cache.clear()

    assert "Nu open, tot 18.00 uur" in look(visitor)
    assert "Nu gesloten" not in petra.open(LIBRARY)


@pytest.mark.parametrize(
    ("until", "told"),
    [
        ("13:00", "Die tijd is al voorbij. Kies een latere tijd."),
        ("straks", "Schrijf een tijd als 13:00."),
        ("25:00", "Schrijf een tijd als 13:00."),
    ],
)
def test_a_time_that_cannot_be_is_told_and_stays_in_the_field(petra, until, told):
    shown = petra.open(LIBRARY).press("Nu sluiten", kind="walk_in", reason="event", until=until)

    assert told in shown
    assert value_of(shown, "until") == until
    assert not Closure.objects.exists()


def test_a_second_press_says_that_it_is_closed(petra):
    before = petra.open(LIBRARY)
    before.press("Nu sluiten", kind="opening", reason="illness")

    shown = before.press("Nu sluiten", kind="opening", reason="illness")

    assert "Dit is nu al gesloten." in shown
    assert Closure.objects.count() == 1


# Weekly hours


def test_petra_looks_before_she_saves(petra, library, visitor):
    shown = petra.post(f"{LIBRARY}vast/", NEW | {"bekijk": "ja"})

    assert "Er is nog niets bewaard." in shown
    assert "Woensdag 9 juli Openingstijden: 10.00 tot 18.00 uur Inloop zonder afspraak: 10.00" in (
        shown.text
    )
    assert library.weekly_hours.filter(weekday=3, kind=HoursKind.WALK_IN).count() == 0

    shown = shown.press("Bewaar")

    assert "De nieuwe tijden staan erbij." in shown
    assert week(look(visitor))["Woensdag 9 juli"] == "10.00 tot 12.00 uur"


def test_the_preview_says_when_a_desk_would_be_open_without_its_building(petra):
    shown = petra.post(f"{LIBRARY}vast/", NEW | {"opens_at": "08:00", "bekijk": "ja"})

    assert "Let op: inloop zonder afspraak: niet langer open dan het gebouw" in shown


def test_hours_on_several_days_are_typed_once(petra, library):
    petra.post(f"{LIBRARY}vast/", NEW | {"days": ["2", "3", "5"], "ends_on": "2025-12-31"})

    added = library.weekly_hours.filter(kind=HoursKind.WALK_IN, starts_on=MONDAY)
    assert sorted(row.weekday for row in added) == [2, 3, 5]
    assert {row.ends_on for row in added} == {date(2026, 1, 1)}


def test_every_other_week_counts_from_the_week_that_was_named(petra, library):
    petra.post(f"{LIBRARY}vast/", NEW | {"every_weeks": "2", "anchor_on": "2025-07-16"})

    [row] = library.weekly_hours.filter(every_weeks=2)
    assert not row.holds_on(date(2025, 7, 9))
    assert row.holds_on(date(2025, 7, 16))
    assert "Woensdag 10.00 tot 12.00 uur veranderen (om de week)" in petra.open(LIBRARY)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"closes_at": "09:00"}, "De eindtijd moet na de begintijd liggen."),
        ({"opens_at": "vroeg"}, "Schrijf een tijd als 13:00."),
        ({"starts_on": "2025-07-06"}, "Wat geweest is, blijft staan."),
        ({"starts_on": "31-02-2026"}, "Deze datum bestaat niet. Kies een dag."),
        ({"ends_on": "2025-07-01"}, "De laatste dag moet na de eerste dag liggen."),
        ({"ends_on": "9999-12-31"}, "Deze dag is te ver weg."),
        ({"starts_on": "9999-12-20", "bekijk": "1"}, "Deze dag is te ver weg."),
        ({"days": []}, "Dit veld is verplicht."),
        ({"days": ["8"]}, "8"),
        ({"kind": "zolder"}, "zolder"),
        ({"every_weeks": "13"}, "13"),
        (
            {"days": ["1"], "opens_at": "16:00", "closes_at": "18:00"},
            "Op maandag valt dit samen met de regel van 13.00 tot 17.00 uur.",
        ),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(petra, library, wrong, told):
    before = library.weekly_hours.count()

    shown = petra.post(f"{LIBRARY}vast/", NEW | wrong)

    assert told in shown
    assert "Nog niet bewaard." in shown
    assert value_of(shown, "closes_at") == (NEW | wrong)["closes_at"]
    assert value_of(shown, "starts_on") == (NEW | wrong)["starts_on"]
    assert library.weekly_hours.count() == before


def test_other_hours_begin_on_a_day_and_the_old_ones_stay_readable(petra, library, visitor):
    shown = petra.open(LIBRARY).click("Maandag 13.00 tot 17.00 uur veranderen")
    assert value_of(shown, "opens_at") == "13:00"

    shown = shown.press("Bewaar", opens_at="12:00", starts_on="2025-07-21", days="1")

    assert "De tijden zijn veranderd. De oude blijven bewaard." in shown
    assert "Maandag 13.00 tot 17.00 uur veranderen (tot en met 20 juli 2025)" in shown
    assert "Maandag 12.00 tot 17.00 uur veranderen (vanaf 21 juli 2025)" in shown
    assert week(look(visitor))["Maandag 7 juli"] == "13.00 tot 17.00 uur"


def test_what_is_over_stands_below_on_the_page(petra, library, set_clock):
    petra.open(LIBRARY).click("Maandag 13.00 tot 17.00 uur veranderen").press(
        "Laat deze vaste tijd stoppen", stops_on="2025-07-14"
    )

    later(petra, set_clock, "2025-07-20 12:00")
    shown = petra.open(LIBRARY)

    assert "Inloop zonder afspraak, maandag 13.00 tot 17.00 uur, tot en met 13 juli 2025" in shown
    assert "Maandag 13.00 tot 17.00 uur veranderen" not in shown.links


def test_a_row_that_is_over_has_no_form(petra, library):
    row = make_walk_in(library, weekday=5, ends_on=MONDAY)

    petra.open(f"{LIBRARY}vast/{row.pk}/", status=404)
    petra.send(f"{LIBRARY}vast/{row.pk}/stoppen/", stops_on="2025-07-14", status=404)


def test_hours_do_not_stop_in_the_past(petra, library):
    shown = petra.open(LIBRARY).click("Maandag 13.00 tot 17.00 uur veranderen")

    shown = shown.press("Laat deze vaste tijd stoppen", stops_on="2025-07-06")

    assert "Wat geweest is, blijft staan." in shown
    assert value_of(shown, "stops_on") == "2025-07-06"


# Days that differ


def test_a_day_is_closed_and_as_usual_again(petra, visitor):
    shown = petra.post(f"{LIBRARY}dag/", OTHER_DAY)
    assert "14 juli 2025: inloop zonder afspraak gesloten (Studiedag)" in shown
    assert "(Studiedag)" in look(visitor)

    shown = shown.press("Haal weg : 14 juli 2025: inloop zonder afspraak gesloten")

    assert "Die dag is weer als andere dagen." in shown
    assert "(Studiedag)" not in look(visitor)


def test_a_closed_fortnight_is_typed_once(petra, library):
    petra.post(f"{LIBRARY}dag/", OTHER_DAY | {"last_on": "2025-07-27", "reason": "Vakantie"})

    assert library.exceptions.filter(reason="Vakantie").count() == 14


def test_a_day_with_other_times_is_shown_before_it_is_saved(petra, library):
    other = {"closed": "nee", "opens_at": "15:00", "closes_at": "16:00", "bekijk": "ja"}

    shown = petra.post(f"{LIBRARY}dag/", OTHER_DAY | other)

    assert "Inloop zonder afspraak: 15.00 tot 16.00 uur Let op: Studiedag" in shown
    assert not library.exceptions.exists()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"on": "2025-07-06"}, "Deze dag is al voorbij."),
        ({"on": "9999-12-20", "bekijk": "1"}, "Deze dag is te ver weg."),
        ({"last_on": "2025-07-13"}, "De laatste dag moet na de eerste dag liggen."),
        ({"last_on": "2026-07-13"}, "Dit zijn te veel dagen."),
        ({"closed": "nee"}, "Vul een tijd in, of kies Gesloten."),
        ({"closed": "nee", "opens_at": "12:00", "closes_at": "12:00"}, "De eindtijd moet na"),
        ({"reason": " "}, "Dit veld is verplicht."),
        ({"reason": "x" * 400}, "140"),
        ({"on": "2025-07-15"}, "Voor 15 juli 2025 staan er al andere tijden."),
    ],
)
def test_a_day_that_cannot_be_is_told_and_the_reason_stays(petra, library, wrong, told):
    make_closed_day(library, date(2025, 7, 15))

    shown = petra.post(f"{LIBRARY}dag/", OTHER_DAY | wrong)

    assert told in shown
    assert value_of(shown, "reason") == (OTHER_DAY | wrong)["reason"]
    assert library.exceptions.count() == 1


def test_a_reason_in_any_script_is_shown_as_it_was_typed(petra, visitor):
    petra.post(f"{LIBRARY}dag/", OTHER_DAY | {"reason": "Feest 🎉 <b>مرحبا</b>"})

    assert "Feest 🎉 <b>مرحبا</b>" in look(visitor)


# Holidays


def test_petra_decides_about_a_holiday(petra, library, visitor, set_clock):
    later(petra, set_clock, "2025-12-20 12:00")
    make_walk_in(library, weekday=4)
    shown = petra.open(LIBRARY).click("Kies wat u doet op feestdagen")
    assert "Eerste kerstdag, donderdag 25 december 2025 Nog niets gekozen" in shown
    assert week(look(visitor))["Donderdag 25 december"] == "13.00 tot 17.00 uur"

    shown = shown.press("Gesloten : Eerste kerstdag, donderdag 25 december 2025")

    assert "Eerste kerstdag: gesloten." in shown
    assert week(look(visitor))["Donderdag 25 december"] == "geslotenEerste kerstdag"

    shown.press("Gewoon open : Eerste kerstdag, donderdag 25 december 2025")
    assert week(look(visitor))["Donderdag 25 december"] == "13.00 tot 17.00 uur"


@pytest.mark.parametrize(
    "wrong", [{"on": "2025-07-08"}, {"on": "kerst"}, {"is_closed": "misschien"}, {"on": ""}]
)
def test_a_day_that_was_not_suggested_is_not_found(petra, wrong):
    petra.post(
        f"{LIBRARY}feestdagen/kiezen/", {"on": "2025-12-25", "is_closed": "ja"} | wrong, status=404
    )


# What it costs


@pytest.mark.parametrize("rows", [1, 40])
def test_the_page_costs_the_same_for_few_rows_and_for_many(petra, library, queries, rows):
    for number in range(rows):
        make_closed_day(library, MONDAY + timedelta(days=number))
        make_walk_in(
            library, weekday=number % 7 + 1, opens_at=time(1), closes_at=time(2),
            kind=HoursKind.APPOINTMENT,
            starts_on=MONDAY + timedelta(weeks=number),
            ends_on=MONDAY + timedelta(weeks=number + 1),
        )  # fmt: skip

    with queries.at_most(13):
        petra.open(LIBRARY)
