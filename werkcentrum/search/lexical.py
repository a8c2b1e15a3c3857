"""BM25 over title, terms, summary and text, with compound parts and typing errors."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from werkcentrum.search.compounds import Splitter
from werkcentrum.search.functionwords import STOP_WORDS
from werkcentrum.search.postings import Array, Arrays, Floats, Ints, Postings, Texts
from werkcentrum.search.records import Document
from werkcentrum.search.text import normalise, stem, words

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
_AT_HAND: Final = 8_192  # words


class Spellings:
    """The words of the documents by first letter; split when a letter is first asked for."""

    def __init__(self, texts: Texts) -> None:
        """`texts`: for every letter the letter itself and the words, with spaces between."""
        self.texts = texts
        self._at = {text[0]: number for number, text in enumerate(texts)}
        self.beginning_with = lru_cache(maxsize=None)(self._beginning_with)

    @classmethod
    def of(cls, by_letter: Mapping[str, Iterable[str]]) -> "Spellings":
        """From the words that begin with each letter, in the order they are to be tried."""
        return cls(Texts.of(" ".join([first, *found]) for first, found in by_letter.items()))

    def _beginning_with(self, letter: str) -> list[str]:
        at = self._at.get(letter)
        return [] if at is None else self.texts[at].split(" ")[1:]


class LexicalIndex:
    """Inverted index of the documents' stems.

    `form` makes of a word what is looked up: its stem, or for a baseline the word itself.
    """

    def __init__(
        self,
        count: int,
        postings: Postings,
        spellings: Spellings,
        splitter: Splitter,
        *,
        form: Callable[[str], str] = stem,
    ) -> None:
        """Use `of` or `from_arrays`."""
        self._count = count
        self._postings = postings
        self._spellings = spellings
        self._splitter = splitter
        self._form = form
        self.expand = lru_cache(maxsize=_AT_HAND)(self._expand)

    @classmethod
    def of(
        cls,
        documents: Sequence[Document],
        splitter: Splitter,
        *,
        form: Callable[[str], str] = stem,
    ) -> "LexicalIndex":
        """Made from the texts of documents."""
        spellings: defaultdict[str, dict[str, None]] = defaultdict(dict)
        weights = [_weigh(document, splitter, form, spellings) for document in documents]
        return cls(len(weights), _bm25(weights), Spellings.of(spellings), splitter, form=form)

    @classmethod
    def from_arrays(cls, arrays: Arrays, count: int, splitter: Splitter) -> "LexicalIndex":
        """Back from `arrays`, for `count` documents."""
        postings = Postings.from_arrays(arrays, "lexical")
        return cls(count, postings, Spellings(Texts.from_arrays(arrays, "spellings")), splitter)

    def arrays(self) -> dict[str, Array]:
        """What has to be kept on disk."""
        return self._postings.arrays("lexical") | self._spellings.texts.arrays("spellings")

    def scores(self, weighted_stems: Mapping[str, float]) -> Floats:
        """Array (documents,): BM25 for stems with a weight each."""
        return self._postings.scores(weighted_stems, self._count)

    def query(self, found_words: Sequence[str], dutch: Sequence[str]) -> dict[str, float]:
        """Stems to look up with a weight each: words, compound parts, corrected typing errors."""
        weighted: dict[str, float] = {}
        for word in found_words:
            if word not in STOP_WORDS:
                _raise(weighted, self.expand(word), 1.0)
        for word in dutch:
            _raise(weighted, self.expand(word), _GLOSSED)
        return weighted

    def _expand(self, word: str) -> Mapping[str, float]:
        """A word as stems with weights: itself, its parts, or what was probably meant."""
        stems = {self._form(word): 1.0}
        for part in self._splitter.split(word):
            stems.setdefault(self._form(part), _PART)
        for meant, weight in self._correct(word).items():
            stems.setdefault(meant, weight)
        return stems

    def knows(self, word: str) -> bool:
        """Whether the word stands in a document (by its stem)."""
        return self._form(word) in self._postings

    def _correct(self, word: str) -> dict[str, float]:
        """Stems of known words that look like a word nobody knows, with a weight each.

        At most one error in a short word and two in a long one; the first letter is right.
        """
        if len(word) < _SHORTEST_TYPO or word in self._splitter or self.knows(word):
            return {}
        most = 1 if len(word) < _LONG_WORD else 2
        found = process.extract(
            word,
            self._spellings.beginning_with(word[0]),
            scorer=DamerauLevenshtein.distance,
            score_cutoff=most,
            limit=_MOST_CORRECTIONS,
        )
        return {self._form(meant): _TYPO / max(distance, 1) for meant, distance, _ in found}


def _raise(weighted: dict[str, float], more: Mapping[str, float], factor: float) -> None:
    """Keep the highest weight of each stem."""
    for token, weight in more.items():
        weighted[token] = max(weighted.get(token, 0.0), factor * weight)


def _weigh(
    document: Document,
    splitter: Splitter,
    form: Callable[[str], str],
    spellings: defaultdict[str, dict[str, None]],
) -> dict[str, float]:
    """Weighted stem counts of a document over its fields; its words are added to `spellings`."""
    fields = {
        "title": document.title,
        "terms": " ".join(document.terms),
        "summary": document.summary,
        "text": document.text,
    }
    counts: defaultdict[str, float] = defaultdict(float)
    for name, text in fields.items():
        for word in words(normalise(text)):
            if word in STOP_WORDS:
                continue
            spellings[word[0]][word] = None
            counts[form(word)] += _FIELD[name]
            for part in splitter.split(word):
                counts[form(part)] += _FIELD[name] * _PART
    return counts


def _bm25(weights: Sequence[Mapping[str, float]]) -> Postings:
    """For every stem the documents it is in, with its share of the BM25 score there."""
    lengths = np.array([sum(counts.values()) for counts in weights], np.float32)
    average = float(lengths.mean()) if len(lengths) else 1.0

    def share(owners: Ints, counted: Floats, frequency: Ints) -> Floats:
        idf = np.log(1 + (len(weights) - frequency + 0.5) / (frequency + 0.5))
        norm = _K1 * (1 - _B + _B * lengths[owners] / max(average, 1e-9))
        return np.asarray(idf * counted * (_K1 + 1) / (counted + norm), np.float32)

    return Postings.of(weights).weighed(share)
