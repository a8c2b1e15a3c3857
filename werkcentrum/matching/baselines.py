"""What matching is compared with: the whole texts, everything that stands in them included.

Only for `evaluate-matching`: these read what a matcher may not.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from werkcentrum.search.embed import Embedder
from werkcentrum.search.functionwords import STOP_WORDS
from werkcentrum.search.text import normalise, stem, words

Floats: TypeAlias = npt.NDArray[np.float64]

# Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and Beyond".
_K1: Final = 1.2
_B: Final = 0.75
_SHARE: Final = 0.25  # of four shares tried, the one that was best for the baseline


def whole_texts(
    profiles: Sequence[Mapping[str, Any]], vacancies: Sequence[Mapping[str, Any]], encoder: Embedder
) -> dict[str, Floats]:
    """Array (profiles, vacancies) by name: BM25 of stems, embedding cosine, and both: a
    quarter of BM25, divided by its highest, and the cosine."""
    asked = [_whole(profile) for profile in profiles]
    offered = [
        f"{vacancy['naamVacature']} . {vacancy.get('omschrijvingVacature') or ''}"
        for vacancy in vacancies
    ]
    lexical = _bm25(asked, offered)
    cosine = (encoder.encode(asked) @ encoder.encode(offered).T).astype(float)
    highest = np.maximum(lexical.max(axis=1, keepdims=True), 1e-9)
    return {
        "BM25": lexical,
        "embedding": cosine,
        "BM25 + embedding": _SHARE * lexical / highest + cosine,
    }


def _whole(profile: Mapping[str, Any]) -> str:
    return " . ".join([
        *(profile.get("bemiddelingsberoep") or ()),
        *(f"{one.get('beroep') or ''} {one.get('toelichting') or ''}"
          for one in profile.get("werkervaring") or ()),
        *(profile.get("competenties") or ()),
        *(one.get("naam") or "" for one in profile.get("opleiding") or ()),
        profile.get("persoonlijkePresentatie") or "",
    ])  # fmt: skip


def _bm25(asked: Sequence[str], offered: Sequence[str]) -> Floats:
    bags = [_stems(text) for text in offered]
    often = Counter(token for bag in bags for token in bag)
    lengths = np.array([sum(bag.values()) for bag in bags], float)
    norm = _K1 * (1 - _B + _B * lengths / max(lengths.mean(), 1e-9))
    columns = {token: np.array([bag[token] for bag in bags], float) for token in often}
    scores = np.zeros((len(asked), len(offered)))
    for row, text in enumerate(asked):
        for token in _stems(text):
            if token in columns:
                idf = math.log(1 + (len(bags) - often[token] + 0.5) / (often[token] + 0.5))
                counted = columns[token]
                scores[row] += idf * counted * (_K1 + 1) / (counted + norm)
    return scores


def _stems(text: str) -> Counter[str]:
    return Counter(stem(word) for word in words(normalise(text)) if word not in STOP_WORDS)
