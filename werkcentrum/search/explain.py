"""Says which words brought a service up."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from werkcentrum.search.evidence import Evidence
from werkcentrum.search.functionwords import STOP_WORDS
from werkcentrum.search.reading import Reading
from werkcentrum.search.records import Document, WhyKind
from werkcentrum.search.samples import Sample
from werkcentrum.search.text import normalise, stem, stems, words

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Why = tuple[str, WhyKind]

_ENOUGH_OF_TERM: Final = 0.6  # share of the weight of a term's words that must be there
_ENOUGH_OF_TITLE: Final = 0.35
_ALIKE: Final = 0.45  # cosine from which on an example question is worth naming
_WHOLE: Final = 0.8  # a glossed word counts as the word itself
_LONGEST_EXAMPLE: Final = 90  # characters

NOTHING: Final[Why] = ("", "meaning")


class Explainer:
    """Looks up the best matching term, title words or example of each service."""

    def __init__(self, documents: Sequence[Document], samples: Sequence[Sample]) -> None:
        self._documents = documents
        self._samples = samples
        self._terms = [
            (number, term) for number, document in enumerate(documents) for term in document.terms
        ]
        self._titles = [frozenset(stems(normalise(document.title))) for document in documents]
        self._index()
        self._examples = _examples_by_language(samples)

    def explain(
        self, reading: Reading, evidence: Evidence, chosen: Iterable[int]
    ) -> dict[int, Why]:
        """For the chosen documents the words to name, and where they come from."""
        own = _own_words(reading)
        terms = self._by_term(evidence, own)
        return {
            number: terms.get(number)
            or self._by_title(number, own)
            or self._by_example(self._documents[number], reading, evidence)
            for number in chosen
        }

    def _index(self) -> None:
        """For every stem the terms it is in, and for every term the weight of its stems."""
        found = [frozenset(stems(normalise(term))) for _, term in self._terms]
        owners: defaultdict[str, list[int]] = defaultdict(list)
        for number, tokens in enumerate(found):
            for token in tokens:
                owners[token].append(number)
        texts = Counter(token for tokens in (*found, *self._titles) for token in tokens)
        count = len(found) + len(self._titles) + 1
        self._postings = {token: np.array(numbers) for token, numbers in owners.items()}
        self._idf = {token: float(np.log(count / times)) for token, times in texts.items()}
        self._weight = np.array(
            [sum(self._idf[token] for token in tokens) or np.inf for tokens in found], np.float32
        )

    def _by_term(self, evidence: Evidence, own: Mapping[str, str]) -> dict[int, Why]:
        """Documents of which a term is (nearly) in the question."""
        matched = np.zeros(len(self._terms), np.float32)
        for token, weight in evidence.weighted_stems.items():
            if token in self._postings:
                matched[self._postings[token]] += min(weight / _WHOLE, 1.0) * self._idf[token]
        covered = np.minimum(matched / self._weight, 1.0)
        best: dict[int, tuple[float, str]] = {}
        for at in np.flatnonzero(covered >= _ENOUGH_OF_TERM):
            number, term = self._terms[at]
            worth = float(covered[at] * matched[at])
            if worth > best.get(number, (0.0, ""))[0]:
                best[number] = (worth, term)
        return {number: (_in_own_words(term, own), "term") for number, (_, term) in best.items()}

    def _by_title(self, number: int, own: Mapping[str, str]) -> Why | None:
        """The person's own words for the title, when they say enough of it."""
        title = self._titles[number]
        shared = [token for token in own if token in title]
        weight = sum(self._idf[token] for token in title)
        if not shared or sum(self._idf[token] for token in shared) < _ENOUGH_OF_TITLE * weight:
            return None
        return ", ".join(dict.fromkeys(own[token] for token in shared)), "title"

    def _by_example(self, document: Document, reading: Reading, evidence: Evidence) -> Why:
        """The most similar example question in the person's own language, or else the title."""
        places = self._examples.get((document.key, reading.language))
        if places is None:
            return document.title, "meaning"
        best = int(places[evidence.likeness[places].argmax()])
        if evidence.likeness[best] < _ALIKE:
            return document.title, "meaning"
        return _shortened(self._samples[best].text), "example"


def _own_words(reading: Reading) -> dict[str, str]:
    """For every stem the words of the question it comes from; Dutch stems for foreign words."""
    own: dict[str, str] = {}
    for found in reading.glossed:
        said = " ".join(reading.words[found.first : found.last + 1])
        for word in words(found.value.dutch):
            if word not in STOP_WORDS:
                own.setdefault(stem(word), said)
    for word in reading.words:
        if word not in STOP_WORDS:
            own.setdefault(stem(word), word)
    return own


def _in_own_words(term: str, own: Mapping[str, str]) -> str:
    """The term, or what a person writing another language said for it."""
    tokens = stems(normalise(term))
    said = [own[token] for token in tokens if token in own]
    is_foreign = any(stem(first) not in tokens for first in said[:1])
    return ", ".join(dict.fromkeys(said)) if said and is_foreign else term


def _examples_by_language(samples: Sequence[Sample]) -> dict[tuple[str, str], Ints]:
    """For every service and language the places of its example questions."""
    places: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for at, sample in enumerate(samples):
        if sample.is_question:
            places[sample.label, sample.lang].append(at)
    return {owner: np.array(found, np.int64) for owner, found in places.items()}


def _shortened(text: str) -> str:
    """At most 90 characters, cut between words."""
    if len(text) <= _LONGEST_EXAMPLE:
        return text
    return text[:_LONGEST_EXAMPLE].rsplit(" ", 1)[0].rstrip(",.;:") + " …"
