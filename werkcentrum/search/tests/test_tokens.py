"""A question is taken apart into words and letter groups, all of them hashed at once."""

import numpy as np

from werkcentrum.search.chargrams import groups, letter_groups, stems_and_pairs
from werkcentrum.search.postings import Hashes, Lists, hashed
from werkcentrum.search.sparse import Bag, TfIdf

SIZES = (2, 3, 4)
TEXT = "ik heb één baan à la kärntner und работа в де \U0001f600 عمل i"


def written_out(text):
    """The letter groups of a text as strings, the slow way, size by size."""
    return [
        padded[at : at + size]
        for size in SIZES
        for padded in (f" {word} " for word in text.split())
        for at in range(len(padded) - size + 1)
    ]


def test_every_group_within_a_word_is_there_and_none_across_words():
    expected = written_out(TEXT)
    found = groups(TEXT, SIZES)
    # In another order, so that only what belongs together can be compared: how often each is.
    assert len(found) == len(expected)
    assert sorted(Bag.of(found).counts) == sorted(np.unique(expected, return_counts=True)[1])


def test_a_group_is_the_same_wherever_it_stands():
    assert set(groups("baan", SIZES)) <= set(groups("een baan zoeken", SIZES))
    assert not set(groups("ab", SIZES)) & set(groups("ba", SIZES))
    assert len(groups("a", (4,))) == 0


def test_nothing_to_take_apart_gives_nothing():
    assert len(letter_groups([])) == len(stems_and_pairs([])) == len(groups("", SIZES)) == 0
    assert len(letter_groups(["a"])) == 1
    assert len(letter_groups(["ь"])) == 0


def test_cyrillic_and_latin_letters_share_groups():
    assert set(letter_groups(["rabota"])) == set(letter_groups(["работа"]))


def test_a_token_in_one_bag_only_or_in_nearly_all_is_no_column():
    bags = [
        Bag.of(hashed(text.split())) for text in ("de baan", "de hulp baan", "de de hulp", "de")
    ]
    model = TfIdf.fit(bags, least=2, most=0.5)
    assert set(model.vocabulary.array) == set(hashed(["baan", "hulp"]))
    columns, values = model.row(Bag.of(hashed(["baan", "baan", "hulp", "onbekend"])))
    assert set(model.vocabulary.array[columns]) == set(hashed(["baan", "hulp"]))
    baan = values[columns == model.vocabulary.place("baan")]
    hulp = values[columns == model.vocabulary.place("hulp")]
    assert baan > hulp
    assert np.isclose(np.linalg.norm(values), 1)


def test_a_bag_with_nothing_known_has_no_columns():
    unknown = Bag.of(hashed(["niets"]))
    for model in (TfIdf.fit([]), TfIdf.fit([Bag.of(hashed(["baan"]))] * 2)):
        columns, values = model.row(unknown)
        assert len(columns) == len(values) == 0


def test_many_tokens_are_looked_up_as_one_by_one():
    kept = Hashes.of(map(str, range(0, 900, 3)))
    asked = [str(number) for number in range(1_000)]
    known, places = kept.known(hashed(asked))
    one_by_one = [kept.place(token) for token in asked]
    assert known.tolist() == [place >= 0 for place in one_by_one]
    assert places.tolist() == [place for place in one_by_one if place >= 0]


def test_what_is_listed_at_several_places_gets_the_weights_of_all():
    lists = Lists.of([[1, 2], [], [1]])
    assert lists.sums(np.array([1.0, 8.0, 0.5], np.float32)).tolist() == [0, 1.5, 1]
