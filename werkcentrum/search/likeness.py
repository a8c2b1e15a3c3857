"""Whether one text is another with a word changed."""

from collections.abc import Sequence
from itertools import chain
from typing import Final

import numpy as np

from werkcentrum.search.text import normalise

# With more than this share of letter groups in common, one text is the other with a word changed.
NEAR_COPY: Final = 0.6
_GROUP: Final = 3


def near_copies(texts: Sequence[str], others: Sequence[str]) -> list[tuple[int, int]]:
    """Places (in texts, in others) of texts that are nearly the same; Jaccard of letter groups."""
    # Imported by who compares only: it takes 25 MB.
    from scipy.sparse import csr_matrix

    if not texts or not others:
        return []
    groups = [_letter_groups(text) for text in chain(texts, others)]
    column = {group: at for at, group in enumerate(sorted(set().union(*groups)))}
    columns = [column[group] for found in groups for group in found]
    starts = np.cumsum([0, *map(len, groups)])
    table = csr_matrix((np.ones(len(columns), np.float32), columns, starts))
    ours, theirs = table[: len(texts)], table[len(texts) :]
    shared = (ours @ theirs.T).tocoo()
    sizes = np.diff(starts)
    union = sizes[shared.row] + sizes[len(texts) + shared.col] - shared.data
    alike = shared.data > NEAR_COPY * union
    return list(zip(shared.row[alike].tolist(), shared.col[alike].tolist(), strict=True))


def _letter_groups(text: str) -> set[str]:
    shown = f" {normalise(text)} "
    return {shown[at : at + _GROUP] for at in range(len(shown) - _GROUP + 1)}
