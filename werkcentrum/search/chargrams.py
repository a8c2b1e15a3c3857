"""Bags of word stems and of letter groups: what the learned model and the term index see."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from werkcentrum.search.postings import Tokens, hashed
from werkcentrum.search.text import latin, stem

_SIZES: Final = (3, 4, 5)
_SPACE: Final = ord(" ")
# Any odd number of 64 bits without a pattern will do.
_FACTOR: Final = np.uint64(0x9E3779B97F4A7C15)


def letter_groups(found_words: Sequence[str]) -> Tokens:
    """Groups of 3 to 5 letters inside each word; a space marks where the word begins and ends.

    They survive typing errors and endings, and they share parts of compounds. Cyrillic is
    read as Latin: related languages and people without that keyboard then share groups.
    """
    return groups(latin(" ".join(found_words)), _SIZES)


def stems_and_pairs(found_words: Sequence[str]) -> Tokens:
    """Stems, and pairs of neighbouring stems ("niet betaald" differs from "betaald")."""
    found = [stem(word) for word in found_words]
    return hashed([*found, *(f"{left} {right}" for left, right in pairwise(found))])


def groups(text: str, sizes: Sequence[int]) -> Tokens:
    """Groups of so many letters (rising sizes) in words with one space between.

    A group may begin and end with a space, but does not go on in the next word. They are not
    hashed as other tokens are, but all at once, as polynomials.
    """
    found = [np.zeros(0, np.uint64)]
    letters = np.frombuffer(f" {text} ".encode("utf-32-le", "surrogatepass"), np.uint32)
    spaces = np.cumsum(letters == _SPACE)
    hashes = letters.astype(np.uint64)
    longest = min(sizes[-1], len(letters)) if text else 0
    for size in range(2, longest + 1):
        hashes = hashes[:-1] * _FACTOR + letters[size - 1 :]
        if size in sizes:
            inside = spaces[size - 2 : -1] == spaces[: len(hashes)]
            found.append(hashes[inside])
    return np.concatenate(found)
