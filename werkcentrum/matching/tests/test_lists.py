"""A site matches with the lists that it loaded."""

import pytest

from werkcentrum.matching.facts import seed_reader
from werkcentrum.matching.lists import site_reader
from werkcentrum.matching.reading import only_what_matching_reads
from werkcentrum.matching.tests.make import make_cook
from werkcentrum.skills.esco import esco_release
from werkcentrum.skills.tests.make import load_seed, make_esco, take

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def test_without_any_list_it_is_the_one_that_comes_with_the_software():
    assert site_reader() is seed_reader()


def test_our_own_list_in_tables_reads_the_same():
    load_seed()

    ours, tables = seed_reader().person(make_cook()), site_reader().person(make_cook())

    assert tables == ours
    assert site_reader() is site_reader()


def test_an_occupation_of_esco_is_read_too(tmp_path, django_assert_num_queries):
    load_seed()
    before = site_reader().version
    take(esco_release(make_esco(tmp_path / "esco"), "1.2"))
    falconer = make_cook(wishes=("houder van valken",), work=(), skills=(), studies=())

    with only_what_matching_reads():
        found = site_reader().person(falconer)

    assert [site_reader().lexicon.concepts[key].label for key in found.occupations] == ["valkenier"]
    assert site_reader().version != before
    with django_assert_num_queries(1):
        site_reader()
