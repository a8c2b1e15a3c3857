"""Says which words brought a service up."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

import numpy as np

from werkcentrum.search.evidence import Evidence
from werkcentrum.search.functionwords import STOP_WORDS
from werkcentrum.search.postings import Array, Arrays, Floats, Ints, Postings, Texts
from werkcentrum.search.reading import Reading
from werkcentrum.search.records import Document, WhyKind
from werkcentrum.search.shelf import Examples, Services
from werkcentrum.search.text import normalise, stem, stems, words

Why = tuple[str, WhyKind]

_ENOUGH_OF_TERM: Final = 0.6  # share of the weight of a term's words that must be there
_ENOUGH_OF_TITLE: Final = 0.35
_ALIKE: Final = 0.45  # cosine from which on an example question is worth naming
_WHOLE: Final = 0.8  # a glossed word counts as the word itself
_LONGEST_EXAMPLE: Final = 90  # characters
_TITLES_AT_HAND: Final = 1_000
_STEMS_AT_HAND: Final = 2_048

NOTHING: Final[Why] = ("", "meaning")


class Explainer:
    """Looks up the best matching term, title words or example of each service."""

    def __init__(self, services: Services, examples: Examples, arrays: Arrays) -> None:
        """`arrays`: as `indexed` gives them."""
        self._services = services
        self._examples = examples
        self._owners: Ints = arrays["term_owners"]
        self._weights: Floats = arrays["term_weights"]
        self._terms = Texts.from_arrays(arrays, "terms")
        self._postings = Postings.from_arrays(arrays, "term_stems")
        self._rarity = Postings.from_arrays(arrays, "term_rarity")
        self._idf = lru_cache(maxsize=_STEMS_AT_HAND)(self._look_up)
        self._title = lru_cache(maxsize=_TITLES_AT_HAND)(self._read_title)

    def explain(
        self, reading: Reading, evidence: Evidence, chosen: Sequence[int]
    ) -> dict[int, Why]:
        """For the chosen documents the words to name, and where they come from."""
        own = _own_words(reading)
        terms = self._by_term(evidence, own, chosen)
        return {
            number: terms.get(number)
            or self._by_title(number, own)
            or self._by_example(number, reading, evidence)
            for number in chosen
        }

    def _look_up(self, token: str) -> float:
        """How rare a stem is in terms and titles; 0.0 when it is in none."""
        _, value = self._rarity.at(token)
        return float(value[0]) if len(value) else 0.0

    def _by_term(
        self, evidence: Evidence, own: Mapping[str, str], chosen: Sequence[int]
    ) -> dict[int, Why]:
        """Chosen documents of which a term is (nearly) in the question."""
        wanted = np.zeros(len(self._services), bool)
        wanted[list(chosen)] = True
        worth_of = {
            token: min(weight / _WHOLE, 1.0) * self._idf(token)
            for token, weight in evidence.weighted_stems.items()
        }
        matched = self._postings.scores(worth_of, len(self._terms))
        covered = np.minimum(matched / self._weights, 1.0)
        best: dict[int, tuple[float, int]] = {}
        for at in np.flatnonzero((covered >= _ENOUGH_OF_TERM) & wanted[self._owners]):
            number, worth = int(self._owners[at]), float(covered[at] * matched[at])
            if worth > best.get(number, (0.0, -1))[0]:
                best[number] = (worth, int(at))
        return {
            number: (_in_own_words(self._terms[at], own), "term")
            for number, (_, at) in best.items()
        }

    def _by_title(self, number: int, own: Mapping[str, str]) -> Why | None:
        """The person's own words for the title, when they say enough of it."""
        title = self._title(number)
        shared = [token for token in own if token in title]
        weight = sum(title[token] for token in shared)
        if not shared or weight < _ENOUGH_OF_TITLE * sum(title.values()):
            return None
        return ", ".join(dict.fromkeys(own[token] for token in shared)), "title"

    def _read_title(self, number: int) -> dict[str, float]:
        """The stems of a title, and how rare each is."""
        return {
            token: self._idf(token) for token in stems(normalise(self._services.titles[number]))
        }

    def _by_example(self, number: int, reading: Reading, evidence: Evidence) -> Why:
        """The most similar example question in the person's own language, or else the title."""
        places = self._examples.asked_in(self._services.keys[number], reading.language)
        alike = evidence.likeness[places]
        if not len(places) or alike.max() < _ALIKE:
            return self._services.titles[number], "meaning"
        return _shortened(self._examples.text(int(places[alike.argmax()]))), "example"


def indexed(documents: Sequence[Document]) -> dict[str, Array]:
    """For every stem the terms it is in, for every term the weight of its stems."""
    terms = [(number, term) for number, d in enumerate(documents) for term in d.terms]
    titles = [frozenset(stems(normalise(document.title))) for document in documents]
    found = [frozenset(stems(normalise(term))) for _, term in terms]
    count = len(found) + len(titles) + 1
    times = Counter(token for tokens in (*found, *titles) for token in tokens)
    idf = {token: float(np.log(count / n)) for token, n in times.items()}
    weights = [sum(idf[token] for token in tokens) or np.inf for tokens in found]
    return (
        {
            "term_owners": np.array([number for number, _ in terms], np.int32),
            "term_weights": np.array(weights, np.float32),
        }
        | Texts.of(term for _, term in terms).arrays("terms")
        | Postings.of(dict.fromkeys(tokens, 1.0) for tokens in found).arrays("term_stems")
        | Postings.of([idf]).arrays("term_rarity")
    )


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


def _shortened(text: str) -> str:
    """At most 90 characters, cut between words."""
    if len(text) <= _LONGEST_EXAMPLE:
        return text
    return text[:_LONGEST_EXAMPLE].rsplit(" ", 1)[0].rstrip(",.;:") + " …"
