"""Bags of tokens as weighted columns of a vocabulary."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from werkcentrum.search.postings import Array, Arrays, Numbers

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


class TfIdf:
    """A vocabulary with inverse document frequencies; rows have length 1."""

    def __init__(self, vocabulary: Numbers, idf: Floats) -> None:
        """`vocabulary`: the column of each token."""
        self.vocabulary = vocabulary
        self.idf = idf

    @classmethod
    def fit(cls, bags: Sequence[Counter[str]], *, least: int = 2, most: float = 1.0) -> "TfIdf":
        """Learn from bags of tokens.

        A token must be in at least `least` bags and in at most a share `most` of them.
        """
        frequency: Counter[str] = Counter()
        for bag in bags:
            frequency.update(bag.keys())
        limit = max(most * len(bags), least)
        kept = sorted(token for token, times in frequency.items() if least <= times <= limit)
        counts = np.array([frequency[token] for token in kept], np.float32)
        idf = (np.log((len(bags) + 1) / (counts + 1)) + 0.5).astype(np.float32)
        return cls(Numbers.of({token: column for column, token in enumerate(kept)}), idf)

    @classmethod
    def from_arrays(cls, arrays: Arrays, name: str) -> "TfIdf":
        """Back from `arrays`."""
        return cls(Numbers.from_arrays(arrays, name), arrays[f"{name}_idf"])

    def arrays(self, name: str) -> dict[str, Array]:
        """What has to be kept on disk."""
        return self.vocabulary.arrays(name) | {f"{name}_idf": self.idf}

    def row(self, bag: Mapping[str, int]) -> tuple[Ints, Floats]:
        """Columns and values of one bag; both empty when nothing is known."""
        column_of = self.vocabulary.get
        known = [(at, n) for token, n in bag.items() if (at := column_of(token)) is not None]
        if not known:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        columns = np.array([column for column, _ in known], np.int64)
        counts = np.array([n for _, n in known], np.float32)
        values = (1 + np.log(counts)) * self.idf[columns]
        return columns, (values / np.linalg.norm(values)).astype(np.float32)
