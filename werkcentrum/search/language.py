"""Recognises which of the twelve languages a short question is written in."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from werkcentrum.search.chargrams import groups
from werkcentrum.search.functionwords import FUNCTION_WORDS
from werkcentrum.search.postings import Hashes, Tokens, hashed
from werkcentrum.search.records import Example, Phrase
from werkcentrum.search.sparse import Bag
from werkcentrum.search.text import words

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]

LANGUAGES: Final = ("nl", "en", "uk", "ar", "tr", "pl", "ru", "es", "fr", "de", "ro", "bg")
"""ISO 639-1 codes of the languages the product answers in or is asked in."""

_DISTINCTIVE: Final = {
    "uk": "іїєґ", "ru": "ыэё", "bg": "ъ", "pl": "ąęłńśźż", "tr": "ğışİ", "es": "ñ¿¡",
    "fr": "çèêœàù", "de": "ßäöü", "ro": "țșăâţşî", "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
}  # fmt: skip

# By letter the numbers of the languages it points to.
_POINTS_TO: Final[dict[str, tuple[int, ...]]] = {
    letter: tuple(n for n, code in enumerate(LANGUAGES) if letter in _DISTINCTIVE.get(code, ""))
    for letter in "".join(_DISTINCTIVE.values())
}
_ARABIC: Final = np.array([code == "ar" for code in LANGUAGES])
_CYRILLIC: Final = np.array([code in ("uk", "ru", "bg") for code in LANGUAGES])
_LATIN: Final = ~(_ARABIC | _CYRILLIC)
_CERTAINTY: Final = (-2.0, 3.0)  # no single letter group may decide alone
_LETTER: Final = 4.0
_DUTCH_FIRST: Final = 1.0  # nine in ten questions are Dutch
_ENOUGH_WORDS: Final = 30
_OFTEN: Final = 3  # a token that was seen less often says nothing
_SIZES: Final = (2, 3, 4)


class LanguageGuesser:
    """Adds up how typical the words and letter groups of a text are for each language."""

    def __init__(self, tokens: Hashes, weights: Floats) -> None:
        """`weights` (tokens, languages): by the place of each token."""
        self.tokens = tokens
        self.weights = weights

    @classmethod
    def fit(cls, examples: Iterable[Example], phrases: Iterable[Phrase]) -> "LanguageGuesser":
        """Learn from questions and phrases whose language is known."""
        found = {code: [_tokens(words(text))] * 3 for code, text in FUNCTION_WORDS.items()}
        for example in examples:
            if example.lang in found:
                found[example.lang].append(_tokens(words(example.text.lower())))
        for phrase in phrases:
            if phrase.lang in found:
                written = phrase.phrase.replace("*", "").lower()
                found[phrase.lang].append(_tokens(words(written)))
        bags = [Bag.of(*found[code]) for code in LANGUAGES]
        every = np.unique(np.concatenate([bag.tokens for bag in bags]))
        counts = np.zeros((len(every), len(bags)))
        for column, bag in enumerate(bags):
            counts[np.searchsorted(every, bag.tokens), column] = bag.counts
        often = counts.sum(axis=1) >= _OFTEN
        shares = counts[often] / counts.sum(axis=0)
        return cls(Hashes(every[often]), _log_odds(shares))

    def guess(self, found_words: Sequence[str]) -> str:
        """ISO 639-1 code; Dutch when the words (normalised) do not tell."""
        scores = self._scores(found_words)
        return LANGUAGES[int(np.argmax(scores))]

    def _scores(self, found_words: Sequence[str]) -> Floats:
        found_words = found_words[:_ENOUGH_WORDS]
        text = "".join(found_words)
        scores = np.zeros(len(LANGUAGES), np.float32)
        scores[0] = _DUTCH_FIRST
        # In order they are found sooner: the next one stands near.
        _, rows = self.tokens.known(np.sort(_tokens(found_words)))
        scores += self.weights[rows].sum(axis=0)
        if text.isascii():
            return np.where(_LATIN, scores, -np.inf)
        telling = [letter for letter in text if not letter.isascii()]
        hits = Counter(column for letter in telling for column in _POINTS_TO.get(letter, ()))
        for column, count in hits.items():
            scores[column] += min(count, 4) * _LETTER
        return np.where(_possible(text, telling), scores, -np.inf)


def _possible(text: str, telling: Sequence[str]) -> Bools:
    """Array (languages,): which are written in the script most letters are in.

    `telling`: the letters beyond ASCII.
    """
    arabic = sum("\u0600" <= letter <= "\u06ff" for letter in telling)
    cyrillic = sum("\u0400" <= letter <= "\u04ff" for letter in telling)
    latin = sum(map(str.isalpha, text)) - arabic - cyrillic
    if arabic > max(cyrillic, latin):
        return _ARABIC
    return _CYRILLIC if cyrillic > latin else _LATIN


def _tokens(found_words: Sequence[str]) -> Tokens:
    """Whole words and letter groups of 2 to 4, in any order."""
    whole = hashed(f"={word}" for word in found_words)
    return np.concatenate([whole, groups(" ".join(found_words), _SIZES)])


def _log_odds(shares: npt.NDArray[np.float64]) -> Floats:
    """How much likelier each token (row) is in each language (column) than on average."""
    floor = 2e-5
    average = shares.mean(axis=1, keepdims=True)
    odds = np.log((shares + floor) / (average + floor))
    return np.asarray(0.3 * np.clip(odds, *_CERTAINTY), np.float32)
