"""BM25 over title, terms, summary and text, with compound parts and typing errors."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from werkcentrum.search.compounds import Splitter
from werkcentrum.search.functionwords import STOP_WORDS
from werkcentrum.search.records import Document
from werkcentrum.search.text import normalise, stem, words

Floats = npt.NDArray[np.float32]

# Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and Beyond".
_K1: Final = 1.2
_B: Final = 0.4
_FIELD: Final = {"title": 3.0, "terms": 2.0, "summary": 1.0, "text": 0.5}
_PART: Final = 0.5  # a part of a compound says less than the whole word
_TYPO: Final = 0.7
_GLOSSED: Final = 0.8
_SHORTEST_TYPO: Final = 4
_LONG_WORD: Final = 7
_MOST_CORRECTIONS: Final = 3


class LexicalIndex:
    """Inverted index of the documents' stems, in memory.

    `form` makes of a word what is looked up: its stem, or for a baseline the word itself.
    """

    def __init__(
        self,
        documents: Sequence[Document],
        splitter: Splitter,
        *,
        form: Callable[[str], str] = stem,
    ) -> None:
        self._splitter = splitter
        self._form = form
        self._count = len(documents)
        self._spellings: defaultdict[str, dict[str, None]] = defaultdict(dict)
        weights = [self._weigh(document) for document in documents]
        self._postings = self._post(weights)
        self.correct = lru_cache(maxsize=16_384)(self._correct)

    def scores(self, weighted_stems: Mapping[str, float]) -> Floats:
        """Array (documents,): BM25 for stems with a weight each."""
        scores = np.zeros(self._count, np.float32)
        for token, weight in weighted_stems.items():
            if token in self._postings:
                owners, impacts = self._postings[token]
                scores[owners] += weight * impacts
        return scores

    def query(self, found_words: Sequence[str], dutch: Sequence[str]) -> dict[str, float]:
        """Stems to look up with a weight each: words, compound parts, corrected typing errors."""
        weighted: dict[str, float] = {}
        for word in found_words:
            if word not in STOP_WORDS:
                _raise(weighted, self.expand(word), 1.0)
        for word in dutch:
            _raise(weighted, self.expand(word), _GLOSSED)
        return weighted

    def expand(self, word: str) -> Mapping[str, float]:
        """A word as stems with weights: itself, its parts, or what was probably meant."""
        stems = {self._form(word): 1.0}
        for part in self._splitter.split(word):
            stems.setdefault(self._form(part), _PART)
        for meant, weight in self.correct(word).items():
            stems.setdefault(meant, weight)
        return stems

    def knows(self, word: str) -> bool:
        """Whether the word stands in a document (by its stem)."""
        return self._form(word) in self._postings

    def _weigh(self, document: Document) -> Counter[str]:
        """Weighted stem counts of a document over its fields."""
        fields = {
            "title": document.title,
            "terms": " ".join(document.terms),
            "summary": document.summary,
            "text": document.text,
        }
        counts: Counter[str] = Counter()
        for name, text in fields.items():
            for word in words(normalise(text)):
                if word in STOP_WORDS:
                    continue
                self._spellings[word[0]][word] = None
                counts[self._form(word)] += _FIELD[name]  # type: ignore[assignment]
                for part in self._splitter.split(word):
                    counts[self._form(part)] += _FIELD[name] * _PART  # type: ignore[assignment]
        return counts

    def _post(self, weights: Sequence[Counter[str]]) -> dict[str, tuple[list[int], Floats]]:
        """For every stem the documents it is in, with its share of the BM25 score there."""
        lengths = np.array([sum(counts.values()) for counts in weights], np.float32)
        average = float(lengths.mean()) if len(lengths) else 1.0
        owners: defaultdict[str, list[int]] = defaultdict(list)
        for number, counts in enumerate(weights):
            for token in counts:
                owners[token].append(number)
        postings = {}
        for token, numbers in owners.items():
            counted = np.array([weights[number][token] for number in numbers], np.float32)
            idf = np.log(1 + (self._count - len(numbers) + 0.5) / (len(numbers) + 0.5))
            norm = _K1 * (1 - _B + _B * lengths[numbers] / max(average, 1e-9))
            impacts = idf * counted * (_K1 + 1) / (counted + norm)
            postings[token] = (numbers, impacts.astype(np.float32))
        return postings

    def _correct(self, word: str) -> dict[str, float]:
        """Stems of known words that look like a word nobody knows, with a weight each.

        At most one error in a short word and two in a long one; the first letter is right.
        """
        if len(word) < _SHORTEST_TYPO or word in self._splitter or self.knows(word):
            return {}
        most = 1 if len(word) < _LONG_WORD else 2
        found = process.extract(
            word,
            list(self._spellings.get(word[0], ())),
            scorer=DamerauLevenshtein.distance,
            score_cutoff=most,
            limit=_MOST_CORRECTIONS,
        )
        return {self._form(meant): _TYPO / max(distance, 1) for meant, distance, _ in found}


def _raise(weighted: dict[str, float], more: Mapping[str, float], factor: float) -> None:
    """Keep the highest weight of each stem."""
    for token, weight in more.items():
        weighted[token] = max(weighted.get(token, 0.0), factor * weight)
