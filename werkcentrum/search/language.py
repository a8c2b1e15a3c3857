"""Recognises which of the twelve languages a short question is written in."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from werkcentrum.search.functionwords import FUNCTION_WORDS
from werkcentrum.search.postings import Numbers
from werkcentrum.search.records import Example, Phrase
from werkcentrum.search.text import words

Floats = npt.NDArray[np.float32]

LANGUAGES: Final = ("nl", "en", "uk", "ar", "tr", "pl", "ru", "es", "fr", "de", "ro", "bg")
"""ISO 639-1 codes of the languages the product answers in or is asked in."""

_DISTINCTIVE: Final = {
    "uk": "іїєґ", "ru": "ыэё", "bg": "ъ", "pl": "ąęłńśźż", "tr": "ğışİ", "es": "ñ¿¡",
    "fr": "çèêœàù", "de": "ßäöü", "ro": "țșăâţşî", "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
}  # fmt: skip

_SCRIPTS: Final = {"ar": ("ar",), "cyrillic": ("uk", "ru", "bg")}
_LATIN: Final = tuple(code for code in LANGUAGES if code not in ("ar", "uk", "ru", "bg"))
_CERTAINTY: Final = (-2.0, 3.0)  # no single letter group may decide alone
_LETTER: Final = 4.0
_DUTCH_FIRST: Final = 1.0  # nine in ten questions are Dutch
_ENOUGH_WORDS: Final = 30


class LanguageGuesser:
    """Adds up how typical the words and letter groups of a text are for each language."""

    def __init__(self, tokens: Numbers, weights: Floats) -> None:
        """`tokens`: the row in `weights` of each token."""
        self.tokens = tokens
        self.weights = weights

    @classmethod
    def fit(cls, examples: Iterable[Example], phrases: Iterable[Phrase]) -> "LanguageGuesser":
        """Learn from questions and phrases whose language is known."""
        counts: dict[str, Counter[str]] = {code: Counter() for code in LANGUAGES}
        for example in examples:
            if example.lang in counts:
                counts[example.lang].update(_tokens(words(example.text.lower())))
        for phrase in phrases:
            if phrase.lang in counts:
                counts[phrase.lang].update(_tokens(words(phrase.phrase.replace("*", "").lower())))
        for code, function_words in FUNCTION_WORDS.items():
            for token in _tokens(words(function_words)):
                counts[code][token] += 3
        tokens, weights = _log_odds(counts)
        return cls(Numbers.of({token: row for row, token in enumerate(tokens)}), weights)

    def guess(self, found_words: Sequence[str]) -> str:
        """ISO 639-1 code; Dutch when the words (normalised) do not tell."""
        scores = self._scores(found_words)
        return LANGUAGES[int(np.argmax(scores))]

    def _scores(self, found_words: Sequence[str]) -> Floats:
        found_words = found_words[:_ENOUGH_WORDS]
        text = "".join(found_words)
        scores = np.zeros(len(LANGUAGES), np.float32)
        scores[0] = _DUTCH_FIRST
        row_of = self.tokens.get
        rows = [row for token in _tokens(found_words) if (row := row_of(token)) is not None]
        if rows:
            scores += self.weights[rows].sum(axis=0)
        telling = [letter for letter in text if not letter.isascii()]
        for code, letters in _DISTINCTIVE.items() if telling else ():
            hits = sum(letter in letters for letter in telling)
            scores[LANGUAGES.index(code)] += min(hits, 4) * _LETTER
        possible = _possible(text)
        return np.where([code in possible for code in LANGUAGES], scores, -np.inf)


def _possible(text: str) -> tuple[str, ...]:
    """Languages written in the script most letters are in."""
    if text.isascii():
        return _LATIN
    arabic = sum("\u0600" <= letter <= "\u06ff" for letter in text)
    cyrillic = sum("\u0400" <= letter <= "\u04ff" for letter in text)
    latin = sum(letter.isalpha() for letter in text) - arabic - cyrillic
    if arabic > max(cyrillic, latin):
        return _SCRIPTS["ar"]
    if cyrillic > latin:
        return _SCRIPTS["cyrillic"]
    return _LATIN


def _tokens(found_words: Sequence[str]) -> list[str]:
    """Whole words and letter groups of 2 to 4, in order."""
    tokens = []
    for word in found_words:
        tokens.append(f"={word}")
        padded = f" {word} "
        for size in (2, 3, 4):
            tokens.extend(padded[at : at + size] for at in range(len(padded) - size + 1))
    return tokens


def _log_odds(counts: Mapping[str, Counter[str]]) -> tuple[list[str], Floats]:
    """Tokens and an array (tokens, languages): how much likelier each is than on average."""
    total = {code: max(1, sum(counter.values())) for code, counter in counts.items()}
    seen: defaultdict[str, int] = defaultdict(int)
    for counter in counts.values():
        for token, times in counter.items():
            seen[token] += times
    tokens = sorted(token for token, times in seen.items() if times >= 3)
    shares = np.array(
        [[counts[code][token] / total[code] for code in LANGUAGES] for token in tokens], np.float32
    ).reshape(len(tokens), len(LANGUAGES))
    floor = 2e-5
    average = shares.mean(axis=1, keepdims=True)
    odds = np.log((shares + floor) / (average + floor))
    return tokens, (0.3 * np.clip(odds, *_CERTAINTY)).astype(np.float32)
