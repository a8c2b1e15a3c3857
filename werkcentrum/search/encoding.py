"""Keeps the vectors of sentences that were learned from, so that only new ones are encoded."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from werkcentrum.search.embed import Embedder, Floats
from werkcentrum.search.postings import Array, Arrays, Hashes

KEPT: Final = ("sentence_keys", "sentence_vectors")
_MOST: Final = 100_000
_NONE: Final = (np.zeros(0, np.uint64), np.zeros((0, 0), np.float16))


class Remembering:
    """An encoder that asks another only what was never asked before."""

    def __init__(self, embedder: Embedder, before: Arrays | None = None) -> None:
        """`before`: what `arrays` gave an earlier time, with the same encoder."""
        keys, vectors = (before[name] for name in KEPT) if before else _NONE
        self._embedder = embedder
        self._keys = Hashes(keys)
        self._vectors: npt.NDArray[np.float16] = vectors
        self._asked: dict[str, npt.NDArray[np.float16]] = {}

    @property
    def width(self) -> int:
        """Numbers per vector."""
        return self._embedder.width

    @property
    def version(self) -> str:
        """That of the encoder behind it."""
        return self._embedder.version

    def encode(self, texts: Sequence[str]) -> Floats:
        """Array (texts, width), rounded to half precision: new and remembered are the same."""
        new = []
        for text in dict.fromkeys(texts):
            place = -1 if text in self._asked else self._keys.place(text)
            if place >= 0:
                self._asked[text] = self._vectors[place]
            elif text not in self._asked:
                new.append(text)
        vectors = self._embedder.encode(new).astype(np.float16)
        self._asked.update(zip(new, vectors, strict=True))
        rows = [self._asked[text] for text in texts]
        return np.array(rows, np.float32).reshape(len(texts), self.width)

    def arrays(self) -> dict[str, Array]:
        """What to keep on disk: a kilobyte a sentence.

        What was asked before but not this time is kept too, as long as it is not too much.
        """
        asked = Hashes.of(self._asked)
        keys = asked | self._keys
        if len(keys) > _MOST:
            keys = asked
        vectors = np.zeros((len(keys), self.width), np.float16)
        if len(keys) > len(asked):
            vectors[np.searchsorted(keys.array, self._keys.array)] = self._vectors
        for text, vector in self._asked.items():
            vectors[keys.place(text)] = vector
        return dict(zip(KEPT, (keys.array, vectors), strict=True))
