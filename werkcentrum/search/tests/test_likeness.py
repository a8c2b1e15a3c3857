"""Texts that are nearly the same are found, however many there are."""

from werkcentrum.search import likeness
from werkcentrum.search.likeness import near_copies

TEXTS = ("wie leest mijn brief", "ik zoek een baan", "mijn cv is oud", "hulp bij schulden")


def test_texts_that_are_compared_in_steps_keep_their_places(monkeypatch):
    others = ["ik zoek een baan!", "hulp bij schulden?"]
    monkeypatch.setattr(likeness, "_AT_ONCE", 2)

    assert near_copies(TEXTS, others) == [(1, 0), (3, 1)]
    assert near_copies([], others) == near_copies(TEXTS, []) == []
