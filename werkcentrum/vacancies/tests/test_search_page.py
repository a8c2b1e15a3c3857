"""Everybody searches vacancies; whoever finds nothing reads what to let go of."""

import os
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.models import PostcodePoint
from werkcentrum.partners.tests.make import (
    make_municipality,
    make_other_region,
    make_postcode,
    make_region,
)
from werkcentrum.skills.tests.make import KOK, make_release, take
from werkcentrum.vacancies import actions, search_keeping
from werkcentrum.vacancies.management.commands.keep_vacancy_index import NICENESS
from werkcentrum.vacancies.models import AT_HOME
from werkcentrum.vacancies.search_index import FORMAT
from werkcentrum.vacancies.search_keeping import Follower, build, builds_of, index_of, is_built
from werkcentrum.vacancies.tests.make import BRAM, make_draft, make_published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TITLES = ".//article/h3"


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def zhc():
    region = make_region(host="testserver")
    voorburg = make_municipality(region, name="Leidschendam-Voorburg")
    make_postcode(voorburg)
    make_postcode(make_municipality(region, "zoetermeer"), "2711", place="Zoetermeer",
                  latitude=52.06, longitude=4.49)  # fmt: skip
    return region


@pytest.fixture
def site(zhc):
    make_published(zhc)
    make_published(zhc, title="Vrachtwagenchauffeur", description="U rijdt.", postcode4="2711",
                   place="Zoetermeer", hours_min=36, hours_max=40, level="4")  # fmt: skip
    make_published(zhc, title="Leerling timmerman", is_learning_place=True, dutch_level="a2",
                   description="U leert het vak.", postcode4="", place="Voorburg",
                   hours_min=None, hours_max=None)  # fmt: skip
    make_draft(zhc, title="Bakker in concept")
    make_published(make_other_region(), title="Bakker bij de buren")
    build(zhc, at=MONDAY_MORNING)
    return zhc


def test_an_occupation_of_a_list_that_was_loaded_is_found_by_every_word_for_it(page, zhc):
    """Only the list knows that word for a falconer; the index is made anew with it."""
    make_published(zhc, title="Valkenier", description="U werkt met roofvogels.")
    build(zhc, at=MONDAY_MORNING)
    assert page.open("/vacatures/?q=luchtruiter").texts(TITLES) == []

    words = {"alternative": ("luchtruiter",)}
    take(make_release(replace(KOK, ref="v", key="v", label="valkenier", **words)))
    assert not is_built(zhc, MONDAY_MORNING.date())
    build(zhc, at=MONDAY_MORNING)

    assert page.open("/vacatures/?q=luchtruiter").texts(TITLES) == ["Valkenier"]


def test_without_a_question_all_that_is_open_stands_there(page, site):
    shown = page.open("/vacatures/")

    assert {*shown.texts(TITLES)} == {"Bakker", "Vrachtwagenchauffeur", "Leerling timmerman"}
    assert "3 vacatures" in shown


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ({"q": "ik wil graag werken als bakker"}, "Bakker"),
        ({"q": "vrachtwagenchaufeur"}, "Vrachtwagenchauffeur"),
        ({"q": "trucker"}, "Vrachtwagenchauffeur"),
        ({"plaats": "Zoetermeer", "km": "5"}, "Vrachtwagenchauffeur"),
        ({"q": "werk in Zoetermeer", "km": "5"}, "Vrachtwagenchauffeur"),
        ({"leren": "ja"}, "Leerling timmerman"),
        ({"q": "leerwerkplek"}, "Leerling timmerman"),
    ],
)
def test_what_fits_best_stands_first(page, site, asked, first):
    assert page.open("/vacatures/", **asked).texts(TITLES)[0] == first


@pytest.mark.parametrize(
    ("asked", "missing"),
    [
        ({"plaats": "2271", "km": "5"}, "Vrachtwagenchauffeur"),
        ({"uren": "16"}, "Vrachtwagenchauffeur"),
        ({"q": "40 uur"}, "Bakker"),
        ({"opleiding": "2"}, "Vrachtwagenchauffeur"),
        ({"nederlands": "a1"}, "Leerling timmerman"),
    ],
)
def test_what_somebody_cannot_do_is_left_out(page, site, asked, missing):
    found = page.open("/vacatures/", **asked).texts(TITLES)

    assert found
    assert missing not in found


def test_what_a_vacancy_does_not_say_leaves_nobody_out(page, site):
    asked = {"uren": "16", "opleiding": "1"}

    assert "Leerling timmerman" in page.open("/vacatures/", **asked).texts(TITLES)


def test_work_at_home_is_found_around_every_place(page, zhc):
    make_published(zhc, title="Vertaler", postcode4="", place=AT_HOME)
    build(zhc, at=MONDAY_MORNING)

    assert page.open("/vacatures/", plaats="2711", km="5").texts(TITLES) == ["Vertaler"]


def test_what_was_read_in_the_words_can_be_taken_away(page, site):
    shown = page.open("/vacatures/", q="werk 40 uur in Zoetermeer", km="5")
    assert shown.texts(TITLES) == ["Vrachtwagenchauffeur"]

    again = shown.click("Haal weg: 40 uur in de week").click(
        "Haal weg: binnen 5 kilometer van Zoetermeer"
    )

    assert len(again.texts(TITLES)) == 3


def test_whoever_finds_nothing_reads_which_choice_did_that(page, site):
    shown = page.open("/vacatures/", leren="ja", nederlands="a1", plaats="2271", km="5")
    assert "Geen vacatures gevonden" in shown
    assert shown.click("Zonder: uw Nederlands: A1: losse woorden (1 vacature)").texts(TITLES) == [
        "Leerling timmerman"
    ]


def test_whoever_finds_nothing_nearby_reads_how_far_the_nearest_is(page, site):
    shown = page.open("/vacatures/", q="vrachtwagenchauffeur", plaats="Voorburg", km="5",
                      uren="40", opleiding="4")  # fmt: skip

    assert shown.click("Zoek binnen 10 kilometer (1 vacature)").texts(TITLES) == [
        "Vrachtwagenchauffeur"
    ]


def test_when_two_choices_are_too_much_the_words_alone_still_find_something(page, site):
    shown = page.open("/vacatures/", q="vrachtwagenchauffeur", plaats="Voorburg", km="5",
                      uren="16", opleiding="1")  # fmt: skip

    found = shown.click("Alleen: ‘vrachtwagenchauffeur’ (1 vacature)")

    assert found.texts(TITLES) == ["Vrachtwagenchauffeur"]


def test_words_that_nobody_uses_lead_to_all_vacancies_or_a_guide(page, site):
    shown = page.open("/vacatures/", q="xqzwvbn")

    assert "Geen vacatures gevonden" in shown
    assert len(shown.click("Zonder: ‘xqzwvbn’ (3 vacatures)").texts(TITLES)) == 3


def test_without_any_vacancy_a_guide_helps(page, zhc):
    build(zhc, at=MONDAY_MORNING)

    assert page.open("/vacatures/").links["Vraag het aan een gids"] == "/stel-uw-vraag/"


def test_a_place_that_nobody_knows_is_said(page, site):
    shown = page.open("/vacatures/", plaats="Timboektoe")

    assert "Deze plaats kennen wij niet." in shown
    assert len(shown.texts(TITLES)) == 3


@pytest.mark.parametrize(
    "asked",
    [{"km": "x", "uren": "99", "opleiding": "9", "pagina": "-1"}, {"pagina": "9" * 40},
     {"zonder": "alles"}, {"q": "\u0000\u202e"}, {"q": "a" * 5_000}, {"pagina": "²"}],
)  # fmt: skip
def test_nonsense_in_the_address_breaks_nothing(client, site, asked):
    response = client.get("/vacatures/", asked)

    assert response.status_code in {200, 302}


def test_many_are_spread_over_pages(page, zhc):
    for number in range(12):
        make_published(zhc, title=f"Bakker {number}")
    build(zhc, at=MONDAY_MORNING)

    first = page.open("/vacatures/", q="bakker")
    second = first.click("Volgende pagina")

    assert len({*first.texts(TITLES), *second.texts(TITLES)}) == 12
    assert len(second.click("Vorige pagina").texts(TITLES)) == 10


@pytest.mark.parametrize("size", [1, 25])
def test_a_page_costs_the_same_for_one_or_many(page, zhc, queries, size):
    for number in range(size):
        make_published(zhc, title=f"Bakker {number}")
    build(zhc, at=MONDAY_MORNING)
    page.open("/vacatures/", q="bakker")

    with queries.at_most(1):
        page.open("/vacatures/", q="bakker")


def test_nothing_of_what_was_asked_is_kept(client, site):
    response = client.get("/vacatures/", {"q": "bakker"})

    assert not response.cookies


def test_before_the_index_is_there_the_newest_stand_there(page, zhc):
    make_published(zhc)

    shown = page.open("/vacatures/", q="kok")

    assert shown.texts(TITLES) == ["Bakker"]
    assert "Zoeken kan nu nog niet" in shown


def test_in_another_language_the_words_of_the_employer_say_that_they_are_dutch(page, site):
    shown = page.open("/uk/vacatures/", q="bakker")

    assert shown.document.find(".//article").get("lang") == "nl"


def test_what_is_published_closed_or_taken_back_is_seen_at_the_next_look(page, site):
    follower = Follower(site)
    cook = make_published(site, title="Kok", at=MONDAY_MORNING + timedelta(minutes=1))
    assert follower.round() > 0
    assert page.open("/vacatures/", q="kok").texts(TITLES)[0] == "Kok"

    actions.take_back_vacancy(vacancy=cook, by=BRAM, at=MONDAY_MORNING + timedelta(minutes=2))
    assert "Kok" not in page.open("/vacatures/").texts(TITLES)
    assert follower.round() == 1
    follower.close()

    assert "3 vacatures" in page.open("/vacatures/")
    assert follower.round() > 0


def test_what_did_not_change_is_not_written_again(site):
    follower = Follower(site)
    follower.round()

    assert follower.round() == 0
    follower.close()


def test_what_was_committed_late_is_written_too(site):
    follower = Follower(site)
    follower.round()
    make_published(site, title="Kok", at=MONDAY_MORNING - timedelta(minutes=5))

    assert follower.round() == 1
    follower.close()


def test_after_an_import_what_was_committed_late_is_looked_for_less_often(site, monkeypatch):
    monkeypatch.setattr(search_keeping, "_A_LOOK", 2)
    follower = Follower(site)
    # Of the four that changed lately all are read only each third round.
    assert follower.round() == 4
    make_published(site, title="Kok", at=MONDAY_MORNING - timedelta(minutes=5))
    make_published(site, title="Ober", at=MONDAY_MORNING + timedelta(seconds=1))

    assert [follower.round() for _number in range(4)] == [1, 0, 1, 0]
    follower.close()


def test_an_import_of_an_hour_ago_is_not_read_again(site, clock):
    follower = Follower(site)
    follower.round()
    clock.move_to(MONDAY_MORNING + timedelta(hours=1))
    follower.round()

    with CaptureQueriesContext(connection) as asked:
        follower.round()
    follower.close()

    the_import = "2025-07-07 08:00:00"  # in UTC
    assert f'"changed_at" > \'{the_import}' in asked[0]["sql"]


def test_who_publishes_on_a_machine_whose_clock_is_behind_is_found_too(site, clock):
    follower = Follower(site)
    follower.round()
    clock.move_to(MONDAY_MORNING + timedelta(hours=1))
    follower.round()
    make_published(site, title="Kok", at=MONDAY_MORNING + timedelta(minutes=45))

    assert follower.round() == 1
    follower.close()


def test_who_publishes_while_an_import_is_written_goes_before_the_rest(site, page, monkeypatch):
    monkeypatch.setattr(search_keeping, "_AT_ONCE", 2)
    follower = Follower(site)
    for number in range(6):
        make_published(site, title=f"Bakker {number}")
    follower.round()

    make_published(site, title="Kok", at=MONDAY_MORNING + timedelta(seconds=1))
    follower.round()

    assert page.open("/vacatures/", q="kok").texts(TITLES)[0] == "Kok"
    assert sum(iter(follower.round, 0)) > 0
    follower.close()
    assert "10 vacatures" in page.open("/vacatures/")


def test_the_next_day_a_new_index_takes_over_without_what_was_deleted(site, clock, page):
    follower = Follower(site)
    follower.round()
    first = builds_of(site).current()
    site.vacancies.get(title="Bakker").delete()
    clock.move_to(MONDAY_MORNING + timedelta(days=1))

    build(site, at=MONDAY_MORNING + timedelta(days=1))
    make_published(site, title="Kok", at=MONDAY_MORNING + timedelta(days=1))
    follower.round()
    follower.close()

    assert builds_of(site).current() != first
    assert {*page.open("/vacatures/").texts(TITLES)} == {
        "Kok", "Leerling timmerman", "Vrachtwagenchauffeur",
    }  # fmt: skip


def test_whoever_publishes_while_an_index_is_made_goes_first(site, clock, monkeypatch):
    given = []
    monkeypatch.setattr(os, "nice", given.append)
    clock.move_to(MONDAY_MORNING + timedelta(days=1))

    call_command("keep_vacancy_index", build=site.key)

    assert given == [NICENESS]
    assert is_built(site, MONDAY_MORNING.date() + timedelta(days=1))


def test_an_index_that_cannot_be_read_leaves_the_one_before_in_use(site, caplog):
    before = index_of(site)

    broken = builds_of(site).put(
        f"broken-{FORMAT}-{site.pk.hex}-lists",
        lambda folder: (folder / "meta.json").write_text("{"),
    )

    assert builds_of(site).current() == broken
    assert index_of(site) is before
    assert "is niet te lezen" in caplog.text


def test_an_index_of_another_version_of_the_code_is_not_read(page, site):
    builds_of(site).put(f"20250707-{FORMAT - 1}-{site.pk.hex}-lists", lambda folder: None)

    assert index_of(site) is None
    assert Follower(site).round() == 0
    assert "Zoeken kan nu nog niet" in page.open("/vacatures/")


def test_an_index_of_a_database_that_was_thrown_away_is_not_read_but_made_again(page, site):
    """The folder stayed; in the new database the region of this name is another one."""
    site.delete()
    again = make_region(host="testserver")
    make_published(again, title="Kok")

    assert index_of(again) is None
    assert Follower(again).round() == 0
    build(again, at=MONDAY_MORNING)

    assert page.open("/vacatures/").texts(TITLES) == ["Kok"]


def test_who_lives_over_the_border_of_the_region_searches_around_their_own_postcode(page, site):
    PostcodePoint.objects.create(postcode4="2725", latitude=52.06, longitude=4.49)

    shown = page.open("/vacatures/?plaats=2725+AB&km=5")

    assert "Deze plaats kennen wij niet." not in shown
    assert shown.texts(TITLES) == ["Vrachtwagenchauffeur"]


def test_the_example_of_a_question_names_no_place_of_another_region(page):
    make_region("groot-amsterdam", code="AM18", name="Groot Amsterdam", host="testserver")

    assert "Voorburg" not in page.open("/vacatures/")
