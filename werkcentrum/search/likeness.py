"""Whether one text is another with a word changed."""

from collections.abc import Sequence
from itertools import chain
from typing import Final

import numpy as np

from werkcentrum.search.text import normalise

# With more than this share of letter groups in common, one text is the other with a word changed.
NEAR_COPY: Final = 0.6
_GROUP: Final = 3
# Texts are compared so many at once: all of a base folder together take hundreds of MB.
_AT_ONCE: Final = 2_000


def near_copies(texts: Sequence[str], others: Sequence[str]) -> list[tuple[int, int]]:
    """Places (in texts, in others) of texts that are nearly the same, in order.

    By the letter groups that they share of all that they have (Jaccard).
    """
    # Imported by who compares only: it takes 25 MB.
    from scipy.sparse import csr_matrix

    if not texts or not others:
        return []
    column: dict[str, int] = {}
    columns: list[int] = []
    starts = [0]
    for text in chain(texts, others):
        columns += (column.setdefault(group, len(column)) for group in _letter_groups(text))
        starts.append(len(columns))
    shape = (len(starts) - 1, max(len(column), 1))
    table = csr_matrix((np.ones(len(columns), np.float32), columns, starts), shape=shape)
    theirs, sizes = table[len(texts) :].T, np.diff(starts)
    found: list[tuple[int, int]] = []
    for start in range(0, len(texts), _AT_ONCE):
        shared = (table[start : min(start + _AT_ONCE, len(texts))] @ theirs).tocoo()
        ours = shared.row + start
        union = sizes[ours] + sizes[len(texts) + shared.col] - shared.data
        alike = shared.data > NEAR_COPY * union
        found += zip(ours[alike].tolist(), shared.col[alike].tolist(), strict=True)
    return sorted(found)


def _letter_groups(text: str) -> set[str]:
    shown = f" {normalise(text)} "
    return {shown[at : at + _GROUP] for at in range(len(shown) - _GROUP + 1)}
