"""Everything a ranker is made from."""

from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from hashlib import sha256
from pathlib import Path

from werkcentrum.search.cues import CueCounter
from werkcentrum.search.embed import Embedder
from werkcentrum.search.language import LanguageGuesser
from werkcentrum.search.learning import BALANCED, Mix
from werkcentrum.search.lessons import MOST_LEARNED
from werkcentrum.search.postings import Hashes
from werkcentrum.search.reading import Reader
from werkcentrum.search.records import Cue, Document, Example, Phrase
from werkcentrum.search.samples import Sample, collect
from werkcentrum.search.text import normalise
from werkcentrum.search.text import words as words_of


@dataclass(frozen=True)
class Material:
    """Services, example questions, foreign phrases and danger words, in any order.

    `words` are Dutch words to split compounds with; `most_learned`: see `lessons`.
    """

    documents: tuple[Document, ...]
    examples: tuple[Example, ...] = ()
    words: frozenset[str] = frozenset()
    phrases: tuple[Phrase, ...] = ()
    cues: tuple[Cue, ...] = ()
    mix: Mix = BALANCED
    most_learned: int = MOST_LEARNED

    @cached_property
    def services(self) -> tuple[Document, ...]:
        """The documents by key. Raises ValueError for none, or two with the same key."""
        if not self.documents or len({d.key for d in self.documents}) < len(self.documents):
            raise ValueError("a ranker needs services, each with a key of its own")
        return tuple(sorted(self.documents, key=lambda document: document.key))

    @cached_property
    def samples(self) -> tuple[Sample, ...]:
        """Everything that can be learned from, in order."""
        return tuple(collect(self.services, self.examples, self.cues))

    @cached_property
    def known(self) -> Hashes:
        """Words that are spelled right: the word list, with the catalogue's own."""
        if not self.words:
            return _hashed(self.words)
        texts = " ".join(" ".join((d.title, d.summary, *d.terms)) for d in self.documents)
        return _hashed(self.words) | Hashes.of(words_of(normalise(texts, len(texts))))

    @cached_property
    def guesser(self) -> LanguageGuesser:
        """Knows the languages of the examples and phrases."""
        return LanguageGuesser.fit(self.examples, self.phrases)

    def reader(self, embedder: Embedder) -> Reader:
        """Reads questions in these languages."""
        return Reader(self.guesser, self.phrases, embedder)

    def counter(self) -> CueCounter:
        """Counts danger words."""
        return CueCounter(self.cues, self.known)


@lru_cache(maxsize=1)
def _hashed(words: frozenset[str]) -> Hashes:
    """The word list hardly ever changes, and takes half a second."""
    return Hashes.of(words)


@cache
def way_of_learning() -> str:
    """A digest of the search library: when it changes, everything is learned anew."""
    digest = sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
