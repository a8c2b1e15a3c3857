"""Bags of word stems and of letter groups: what the learned model and the term index see."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from werkcentrum.search.text import latin, stem

_SIZES: Final = (3, 4, 5)


def letter_groups(found_words: Sequence[str]) -> Counter[str]:
    """Groups of 3 to 5 letters inside each word; a space marks where the word begins and ends.

    They survive typing errors and endings, and they share parts of compounds. Cyrillic is
    read as Latin: related languages and people without that keyboard then share groups.
    """
    bag: Counter[str] = Counter()
    for word in found_words:
        padded = f" {latin(word)} "
        for size in _SIZES:
            bag.update(padded[at : at + size] for at in range(len(padded) - size + 1))
    return bag


def stems_and_pairs(found_words: Sequence[str]) -> Counter[str]:
    """Stems, and pairs of neighbouring stems ("niet betaald" differs from "betaald")."""
    found = [stem(word) for word in found_words]
    bag = Counter(found)
    bag.update(f"{left} {right}" for left, right in pairwise(found))
    return bag
