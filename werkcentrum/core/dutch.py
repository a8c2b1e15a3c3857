"""How hard a Dutch text is to read: its sentences, words and syllables, and the Flesch-Douma score.

Formula: W.H. Douma, De leesbaarheid van landbouwbladen (1960), which fits Flesch to Dutch.
"""

import re
from typing import Final

_SENTENCE_END: Final = re.compile(r"(?<=[.!?])[\"')]*\s+|\n+")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# Letters that sound as one; a trema (beëindigen) starts a new syllable.
_NUCLEUS: Final = re.compile(
    "aai|ooi|oei|eeu|ieu|eau|ëi|ïe|aa|ee|oo|uu|ie|oe|eu|ui|ei|ij|ou|au|[aeiouyáàâäéèêëíìîïóòôöúùûü]"
)


def sentences(text: str) -> list[str]:
    """The sentences of a text; a line end also ends one, so a heading or list item counts."""
    return [part.strip() for part in _SENTENCE_END.split(text) if _WORD.search(part)]


def words(text: str) -> list[str]:
    """The words of a text as written; numbers are not words."""
    return _WORD.findall(text)


def syllables(word: str) -> int:
    """How many syllables a word has when it is spoken; at least one.

    An abbreviation in capitals (UWV) or without a vowel (cv) is spelled out. The rare word with
    two vowels that only look like one sound (museum) is counted one short.
    """
    if word.isupper() and len(word) > 1:
        return len(word)
    found = len(_NUCLEUS.findall(word.lower()))
    return found or len(word)


def flesch_douma(text: str) -> float:
    """Reading ease: 100 is very easy, 60 to 70 plain, below 30 very hard.

    Raises ValueError for a text without words.
    """
    spoken = words(text)
    if not spoken:
        raise ValueError("a text without words has no reading ease")
    per_hundred = 100 * sum(map(syllables, spoken)) / len(spoken)
    return 206.84 - 0.77 * per_hundred - 0.93 * len(spoken) / len(sentences(text))
