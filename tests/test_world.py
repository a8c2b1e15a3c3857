"""The small regions that tests stand on are whole: they answer, and do not see each other."""

import pytest

from werkcentrum.catalogue.models import Service
from werkcentrum.core.spool import folder
from werkcentrum.frontdoor.answering import answer_question
from werkcentrum.partners.models import Location, Municipality


@pytest.mark.parametrize(
    ("question", "service"),
    [
        ("mijn contract wordt niet verlengd", "ww-aanvragen"),
        ("wie kijkt er naar mijn cv", "cv-hulp"),
        ("wij kunnen geen personeel vinden", "vacature-melden"),
    ],
)
def test_the_small_region_answers_like_a_real_one(region, question, service):
    answer = answer_question(region, question)

    assert answer.is_confident
    assert answer.results[0].key == service


@pytest.mark.parametrize(
    ("question", "danger"),
    [
        ("ik wil niet meer leven", "suicide"),
        ("mijn man slaat mij", "violence"),
        ("mijn baas pakte mijn paspoort af", "exploitation"),
        ("ik slaap vannacht op straat", "homeless"),
        ("de kasten zijn leeg", "hunger"),
        ("ik ga dood van verveling op mijn werk", None),
        ("ik zoek een taalles", None),
    ],
)
def test_the_small_region_knows_danger(region, question, danger):
    assert answer_question(region, question).danger == danger


def test_the_small_region_says_so_when_nothing_fits(region):
    assert not answer_question(region, "wanneer is het zwembad open").is_confident


def test_the_small_region_is_small(region):
    assert Service.objects.count() == 8
    assert Municipality.objects.count() == 3
    assert Location.objects.count() == 2


def test_the_neighbours_answer_under_their_own_name_and_see_nothing_of_the_other(
    page, region, other_region
):
    here, there = page.at("zhc.test").open("/"), page.at("haaglanden.test").open("/")

    assert "Werkcentrum Zuid-Holland Centraal" in here
    assert "Werkcentrum Haaglanden" in there
    assert "Zuid-Holland Centraal" not in there


def test_every_test_starts_with_an_empty_spool(region, tmp_path):
    assert folder() == tmp_path / "spool"
    assert not folder().exists()
