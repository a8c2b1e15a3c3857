"""Karin, who is an editor, sees which lists there are and what stands in them."""

from dataclasses import replace

import pytest

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.core.testing import Page
from werkcentrum.partners.tests.make import make_region
from werkcentrum.skills.esco import ATTRIBUTION, esco_release
from werkcentrum.skills.tests.make import KOK, load_seed, make_esco, make_release, take

PAGE = "/medewerkers/beroepen/"


@pytest.fixture
def karin(page, db) -> Page:
    page.log_in(make_staff(make_region(), "karin", "editor"))
    return page


def test_karin_sees_each_list_with_its_version_and_whose_it_is(karin, tmp_path):
    load_seed()
    take(esco_release(make_esco(tmp_path / "esco"), "1.2"))

    shown = karin.open(PAGE)

    assert shown.texts(".//section/h3") == ["Beroepen en vaardigheden in gewone woorden", "ESCO"]
    assert ATTRIBUTION in shown
    assert "1.2" in shown.texts(".//dd")
    assert shown.texts(".//dt").count("Beroepen") == 2
    assert "212" in shown.texts(".//dd")


def test_without_lists_she_reads_how_they_come(karin):
    assert "Er is nog geen lijst ingelezen." in karin.open(PAGE)


def test_karin_finds_an_occupation_by_another_word_for_it(karin, tmp_path):
    take(esco_release(make_esco(tmp_path / "esco"), "1.2"))

    shown = karin.open(f"{PAGE}?zoek=houder+VALKEN")

    assert shown.texts(".//li/strong") == ["valkenier"]


def test_an_english_name_says_that_it_is_english(karin, tmp_path):
    take(esco_release(make_esco(tmp_path / "esco"), "1.2"))

    shown = karin.open(f"{PAGE}?zoek=birds")

    assert shown.texts(".//li/strong[@lang='en']") == ["birds of prey"]


def test_what_a_list_dropped_is_not_found_any_more(karin):
    take(make_release(KOK))
    take(make_release(replace(KOK, ref="bakker", key="bakker", label="bakker"), version="2"))

    assert "Er staat niets in de lijsten" in karin.open(f"{PAGE}?zoek=kok")
    assert karin.open(f"{PAGE}?zoek=bakker").texts(".//li/strong") == ["bakker"]


def test_what_is_in_no_list_is_said(karin):
    load_seed()

    assert "Er staat niets in de lijsten met “xyzzy”." in karin.open(f"{PAGE}?zoek=xyzzy%00")


@pytest.mark.parametrize("count", [25, 60])
def test_she_sees_at_most_25_in_the_same_number_of_queries(karin, queries, count):
    take(make_release(*(
        replace(KOK, ref=f"kok-{number}", key=f"kok-{number}", label=f"kok {number}")
        for number in range(count)
    )))  # fmt: skip

    with queries.at_most(10):
        shown = karin.open(f"{PAGE}?zoek=kok")

    assert len(shown.texts(".//li/strong")) == 25
    assert "U ziet de eerste 25." in shown
