"""Tells how much of a question is literally the title or an everyday term of a service."""

from collections.abc import Iterable, Sequence

import numpy as np

from werkcentrum.search.functionwords import STOP_WORDS
from werkcentrum.search.postings import Array, Arrays, Hashes
from werkcentrum.search.records import Document
from werkcentrum.search.text import normalise, stem, words


class LiteralTerms:
    """All titles and terms of a catalogue as sequences of stems without stop words."""

    def __init__(self, terms: Hashes, longest: int) -> None:
        """`longest`: stems in the longest term. Use `of` or `from_arrays`."""
        self._terms = terms
        self._longest = longest

    @classmethod
    def of(cls, documents: Iterable[Document]) -> "LiteralTerms":
        """Made from documents."""
        texts = (text for document in documents for text in (document.title, *document.terms))
        terms = {_stems(words(normalise(text))) for text in texts} - {()}
        return cls(Hashes.of(map(" ".join, terms)), max(map(len, terms), default=0))

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> "LiteralTerms":
        """Back from `arrays`."""
        return cls(Hashes(arrays["literal_keys"]), int(arrays["literal_longest"]))

    def arrays(self) -> dict[str, Array]:
        """What has to be kept on disk."""
        return {"literal_keys": self._terms.array, "literal_longest": np.array(self._longest)}

    def share(self, found_words: Sequence[str]) -> float:
        """The share (0 to 1) of the meaningful words that are part of a term that is there whole.

        1.0 means that the question is nothing but terms of the catalogue.
        """
        asked = _stems(found_words)
        covered: set[int] = set()
        for start in range(len(asked)):
            for end in range(min(start + self._longest, len(asked)), start, -1):
                if " ".join(asked[start:end]) in self._terms:
                    covered.update(range(start, end))
                    break
        return len(covered) / len(asked) if asked else 0.0


def _stems(found_words: Sequence[str]) -> tuple[str, ...]:
    """Stems of the words that mean something."""
    return tuple(stem(word) for word in found_words if word not in STOP_WORDS)
