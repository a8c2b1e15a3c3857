"""Reads a question once: clean words, language, Dutch words for foreign ones, sentence vector."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from werkcentrum.search.chargrams import letter_groups, stems_and_pairs
from werkcentrum.search.embed import Embedder
from werkcentrum.search.functionwords import STOP_WORDS
from werkcentrum.search.language import LanguageGuesser
from werkcentrum.search.phrasematch import Found, PhraseFinder
from werkcentrum.search.records import Phrase
from werkcentrum.search.sparse import Bag
from werkcentrum.search.text import ANALYSED_CHARACTERS, clean, normalise, words

Floats = npt.NDArray[np.float32]

# Phrases of a related language help too: the stems are alike and people mix them.
_RELATED: Final = {"uk": ("ru",), "ru": ("uk", "bg"), "bg": ("ru",)}

# The sentence encoder was never taught these; the Dutch words are put next to theirs.
_UNKNOWN_TO_ENCODER: Final = frozenset({"uk", "ro", "bg"})


@dataclass(frozen=True)
class Reading:
    """What there is to know about a question before anything is compared with it."""

    text: str
    words: tuple[str, ...]
    all_words: tuple[str, ...]
    language: str
    glossed: tuple[Found[Phrase], ...]
    vector: Floats

    @cached_property
    def dutch(self) -> tuple[str, ...]:
        """Dutch words for the foreign phrases in the question, each once, in order."""
        found = (word for match in self.glossed for word in words(match.value.dutch))
        return tuple(dict.fromkeys(word for word in found if word not in STOP_WORDS))

    @cached_property
    def word_bag(self) -> Bag:
        """Stems and pairs of stems, with the Dutch words behind the foreign ones."""
        return Bag.of(stems_and_pairs(self.words), stems_and_pairs(self.dutch))

    @cached_property
    def letter_bag(self) -> Bag:
        """Letter groups of the words and of their Dutch counterparts."""
        return Bag.of(letter_groups(self.words), letter_groups(self.dutch))


class Reader:
    """Makes readings; one per ranker."""

    def __init__(
        self, guesser: LanguageGuesser, phrases: Iterable[Phrase], embedder: Embedder
    ) -> None:
        self.guesser = guesser
        self.embedder = embedder
        by_language: dict[str, list[tuple[str, Phrase]]] = {}
        for phrase in phrases:
            by_language.setdefault(phrase.lang, []).append((phrase.phrase, phrase))
        self._phrases = by_language
        # Parsing those of all languages takes half a second: each when somebody first writes in it.
        self._finder = cache(self._make_finder)

    def read(self, text: str, language: str = "") -> Reading:
        """One question; any string will do. `language` when it is known."""
        return self.with_meaning(self.draft(text, language))

    def read_all(self, texts: Sequence[str], languages: Sequence[str] = ()) -> list[Reading]:
        """Many questions at once; `languages` when they are already known."""
        drafts = [
            self.draft(text, languages[at] if languages else "") for at, text in enumerate(texts)
        ]
        vectors = self.embedder.encode([_to_embed(draft) for draft in drafts])
        pairs = zip(drafts, vectors, strict=True)
        return [replace(draft, vector=vector) for draft, vector in pairs]

    def with_meaning(self, draft: Reading) -> Reading:
        """A draft with its vector, which takes longer than all the rest."""
        return replace(draft, vector=self.embedder.encode([_to_embed(draft)])[0])

    def draft(self, text: str, language: str = "") -> Reading:
        """A reading that still lacks its vector."""
        whole = clean(text)
        shown = clean(whole, ANALYSED_CHARACTERS)
        all_words = found_words = tuple(words(normalise(whole)))
        if len(shown) < len(whole):
            found_words = tuple(words(normalise(shown, ANALYSED_CHARACTERS)))
        language = language or self.guesser.guess(found_words)
        glossed = tuple(self._gloss(found_words, language))
        return Reading(shown, found_words, all_words, language, glossed, np.zeros(0, np.float32))

    def _make_finder(self, language: str) -> PhraseFinder[Phrase]:
        return PhraseFinder(self._phrases[language])

    def _gloss(self, found_words: Sequence[str], language: str) -> list[Found[Phrase]]:
        """Phrases of the language, longest first where two cover the same words."""
        found: list[Found[Phrase]] = []
        for code in (language, *_RELATED.get(language, ())):
            if code in self._phrases:
                found.extend(self._finder(code).find(found_words))
        found.sort(key=lambda match: (match.first - match.last, match.first))
        taken: set[int] = set()
        kept = []
        for match in found:
            span = set(range(match.first, match.last + 1))
            if not span & taken:
                taken |= span
                kept.append(match)
        return sorted(kept, key=lambda match: match.first)


def _to_embed(draft: Reading) -> str:
    """The text the encoder gets."""
    if draft.language in _UNKNOWN_TO_ENCODER and draft.dutch:
        return f"{draft.text} {' '.join(draft.dutch)}"
    return draft.text
