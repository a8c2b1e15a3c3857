"""Bags of tokens as weighted columns of a vocabulary."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from werkcentrum.search.postings import Array, Arrays, Hashes, Ints, Tokens

Floats = npt.NDArray[np.float32]


class Bag(NamedTuple):
    """The different tokens of a text, rising, and how often each is there."""

    tokens: Tokens
    counts: Ints

    @classmethod
    def of(cls, *tokens: Tokens) -> "Bag":
        """From tokens in any order."""
        return cls(*np.unique(np.concatenate(tokens), return_counts=True))


class TfIdf:
    """A vocabulary with inverse document frequencies; rows have length 1."""

    def __init__(self, vocabulary: Hashes, idf: Floats) -> None:
        """The place of a token is its column."""
        self.vocabulary = vocabulary
        self.idf = idf

    @classmethod
    def fit(cls, bags: Sequence[Bag], *, least: int = 2, most: float = 1.0) -> "TfIdf":
        """Learn from bags of tokens.

        A token must be in at least `least` bags and in at most a share `most` of them.
        """
        all_tokens = np.concatenate([np.zeros(0, np.uint64), *(bag.tokens for bag in bags)])
        tokens, frequency = np.unique(all_tokens, return_counts=True)
        kept = (frequency >= least) & (frequency <= max(most * len(bags), least))
        idf = np.log((len(bags) + 1) / (frequency[kept] + 1)) + 0.5
        return cls(Hashes(tokens[kept]), idf.astype(np.float32))

    @classmethod
    def from_arrays(cls, arrays: Arrays, name: str) -> "TfIdf":
        """Back from `arrays`."""
        return cls(Hashes(arrays[f"{name}_keys"]), arrays[f"{name}_idf"])

    def arrays(self, name: str) -> dict[str, Array]:
        """What has to be kept on disk."""
        return {f"{name}_keys": self.vocabulary.array, f"{name}_idf": self.idf}

    def row(self, bag: Bag) -> tuple[Ints, Floats]:
        """Columns and values of one bag; both empty when nothing is known."""
        known, columns = self.vocabulary.known(bag.tokens)
        values = (1 + np.log(bag.counts[known].astype(np.float32))) * self.idf[columns]
        return columns, values / np.linalg.norm(values)
