"""Somebody looks for a training, and never ends at nothing without a way out."""

from datetime import timedelta

import pytest

from werkcentrum.core.tests.make import MONDAY
from werkcentrum.partners.tests.make import (
    make_municipality,
    make_other_region,
    make_postcode,
    make_region,
)
from werkcentrum.training.tests.make import make_training

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


@pytest.fixture
def zhc():
    region = make_region(host="testserver")
    town = make_municipality(region, name="Leidschendam-Voorburg")
    make_postcode(town)
    make_postcode(town, "2713", place="Zoetermeer", latitude=52.06, longitude=4.49)
    make_training(region)
    make_training(
        region, name="Helpende zorg en welzijn", description="U leert mensen helpen.",
        skills=("persoonlijke-verzorging", "ouderen-verzorgen"), cost=0, payer="",
        starts=(MONDAY + timedelta(weeks=20),), dutch_level="b1", place="Zoetermeer",
        postcode4="2713",
    )  # fmt: skip
    make_training(
        region, name="Excel", description="U leert lijsten maken.", skills=("excel",), place="",
        postcode4="", is_online=True, starts=(), is_always_open=True, cost=90, dutch_level="",
    )  # fmt: skip
    return region


def found(page, query=""):
    return page.open(f"/opleidingen/{query}").texts(".//h3")


def test_without_a_question_all_are_there_by_name(page, zhc):
    assert found(page) == ["Excel", "Heftruckcertificaat", "Helpende zorg en welzijn"]


@pytest.mark.parametrize("words", ["heftruck", "heftruk", "orders halen met de heftruck"])
def test_what_somebody_wants_to_learn_is_found_with_typing_errors_too(page, zhc, words):
    assert found(page, f"?q={words}")[0] == "Heftruckcertificaat"


def test_who_names_an_occupation_finds_what_that_asks(page, zhc):
    assert found(page, "?q=verzorgende in een verpleeghuis") == ["Helpende zorg en welzijn"]


def test_near_means_near_and_online_is_near_everybody(page, zhc):
    assert found(page, "?plaats=2271&km=5") == ["Excel", "Heftruckcertificaat"]


def test_what_begins_costs_and_asks_too_much_is_left_out(page, zhc):
    assert found(page, "?start=13") == ["Excel", "Heftruckcertificaat"]
    assert found(page, "?prijs=0") == ["Helpende zorg en welzijn"]
    assert found(page, "?nederlands=a2") == ["Excel", "Heftruckcertificaat"]


def test_an_empty_list_says_which_choice_emptied_it_and_its_link_keeps_the_promise(page, zhc):
    shown = page.open("/opleidingen/?q=heftruck&prijs=0&plaats=Zoetermeer&km=5")
    assert "Geen opleidingen gevonden" in shown
    assert "Zonder: gratis" not in shown  # without it there is still nothing

    shown = page.open("/opleidingen/?q=heftruck&prijs=0")
    assert "Zonder: gratis (1 opleiding)" in shown
    assert shown.click("Zonder: gratis (1 opleiding)").texts(".//h3") == ["Heftruckcertificaat"]


def test_further_away_is_offered_with_how_many_there_are(page, zhc):
    shown = page.open("/opleidingen/?q=heftruck&plaats=Zoetermeer&km=5")

    assert "Zoek binnen 10 kilometer (1 opleiding)" in shown


def test_a_place_that_nobody_knows_is_said_and_does_not_count(page, zhc):
    shown = page.open("/opleidingen/?plaats=Nergenshuizen")

    assert "Deze plaats kennen wij niet." in shown
    assert "3 opleidingen" in shown


def test_nothing_at_all_leads_to_a_guide(page):
    make_region()
    assert "Er staan nu geen opleidingen op deze website." in page.open("/opleidingen/")


def test_a_page_beyond_the_last_leads_to_the_last(page, zhc):
    page.open("/opleidingen/?pagina=99", status=302)


def test_the_trainings_of_another_region_are_not_here(page, zhc):
    make_training(make_other_region(), name="Van de buren")

    assert "Van de buren" not in page.open("/opleidingen/")


@pytest.mark.parametrize("many", [1, 25])
def test_the_list_costs_the_same_for_one_or_many(page, queries, many):
    region = make_region()
    for number in range(many):
        make_training(region, name=f"Opleiding {number}")
    page.open("/opleidingen/")

    with queries.at_most(9):
        page.open("/opleidingen/?q=heftruck")
