"""What somebody confirmed about a vacancy goes before what a computer finds in its text."""

from werkcentrum.matching.facts import seed_reader
from werkcentrum.matching.tests.make import make_vacancy


def read(*keys, **fields):
    return seed_reader().vacancy(make_vacancy(confirmed=keys, **fields))


def test_a_confirmed_occupation_counts_in_place_of_those_in_the_text():
    text = "Ook ervaring als bakker telt."
    assert set(read(text=text).occupations) == {"kok", "bakker"}
    assert dict(read("schoonmaker", text=text).occupations) == {"schoonmaker": 1.0}


def test_confirmed_skills_count_in_place_of_those_in_the_text():
    text = "Wij gebruiken Excel. U kookt."
    assert "excel" in read(text=text).asks
    confirmed = read("kok", "koken", text=text).asks
    assert "koken" in confirmed
    assert "excel" not in confirmed


def test_with_only_an_occupation_confirmed_the_text_still_tells_the_skills():
    assert "excel" in read("kok", text="U werkt met Excel.").asks


def test_a_key_that_the_lexicon_does_not_know_confirms_nothing():
    assert read("onbekend") == read()
