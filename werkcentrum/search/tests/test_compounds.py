"""Compounds are taken apart when there is a word list, and left alone when there is none."""

import pytest

from werkcentrum.search.compounds import Splitter

KNOWN = frozenset(
    ["schuld", "hulp", "verlening", "hulpverlening", "taal", "huis", "kinder", "opvang", "toeslag"]
)


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("schuldhulpverlening", ("schuld", "hulpverlening")),
        ("taalhuis", ("taal", "huis")),
        ("kinderopvangtoeslag", ("kinder", "opvang", "toeslag")),
        ("onbekendwoord", ()),
        ("huis", ()),
    ],
)
def test_a_compound_falls_into_known_words(compound, parts):
    assert Splitter(KNOWN).split(compound) == parts


def test_linking_letters_are_dropped():
    assert Splitter(frozenset({"ontslag", "vergoeding", "werkloosheid"})).split(
        "werkloosheidsvergoeding"
    ) == ("werkloosheid", "vergoeding")


def test_without_a_word_list_nothing_is_split():
    splitter = Splitter(None)
    assert splitter.split("schuldhulpverlening") == ()
    assert "schuld" not in splitter


def test_no_part_is_looked_up_for_letters_that_it_does_not_end_with():
    looked_up = []

    class Words(frozenset):
        def __contains__(self, word):
            looked_up.append(word)
            return super().__contains__(word)

    Splitter(Words({"fiets"})).split("fietslamp")

    # What it is cut into, and nothing twice.
    assert sorted(looked_up) == ["fiet", "fiets", "lamp"]
