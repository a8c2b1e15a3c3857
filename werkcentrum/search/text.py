"""Turns what a person typed into clean text, words and stems, whatever the script."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

import Stemmer

from werkcentrum.search.functionwords import STOP_WORDS

ANALYSED_CHARACTERS: Final = 1_000
"""Ranking looks at this many characters; the rest of a long story adds noise and time."""

READ_CHARACTERS: Final = 20_000
"""The form takes this many characters; danger words are looked for in all of them."""

_APOSTROPHES: Final = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'"})
_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_SPACE: Final = re.compile(r"\s+")
_STRETCHED: Final = re.compile(r"(\w)\1{2,}")
_ARABIC_MARKS: Final = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640]")
_ARABIC_LETTERS: Final = str.maketrans("أإآٱىةؤئ", "ااااي" + "هوي")
_ARABIC_PREFIX: Final = re.compile("^(?:وال|بال|كال|فال|لل|ال|و)(?=..{2})")
_ARABIC_SUFFIX: Final = re.compile("(?<=...)(?:ات|ون|ين|ها|نا|هم|كم|ه|ي|ا)$")
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")
_ARABIC: Final = re.compile("[\u0600-\u06ff]")
_CYRILLIC_TO_LATIN: Final = str.maketrans(
    dict(zip("абвгґдезиіїйклмнопрстуфхыэ", "abvggdeziiijklmnoprstufhie", strict=True))
    | {"ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sht", "ю": "yu", "я": "ya", "є": "ie"}
    | {"ё": "e", "ъ": "a", "ь": ""}
)
_UKRAINIAN_TO_RUSSIAN: Final = str.maketrans("іїєґ", "ииег")

# The binding keeps the interpreter lock while it stems, so threads can share these.
_DUTCH: Final = Stemmer.Stemmer("dutch")
_RUSSIAN: Final = Stemmer.Stemmer("russian")


def clean(text: str, limit: int = READ_CHARACTERS) -> str:
    """Text without control, direction and half characters, on one line, capitals kept.

    Direction overrides and zero-width characters can make a question read differently
    from how it is matched, so they go. `limit` is in characters. Never raises.
    """
    # Twice the limit is enough: normalising seldom shrinks text by more than that.
    shown = _shown(text[: 2 * limit])
    joined = unicodedata.normalize("NFKC", shown).translate(_APOSTROPHES)
    # NFKC can bring forth a character that is itself dropped or is a space.
    return _SPACE.sub(" ", _shown(joined)).strip()[:limit].rstrip()


def normalise(text: str, limit: int = READ_CHARACTERS) -> str:
    """`clean` text in lower case; doing it twice changes nothing."""
    lowered = clean(text, limit)
    for _ in range(4):
        # Lower-casing the Turkish capital İ leaves a loose dot, which is dropped.
        again = clean(lowered.lower().replace("i\u0307", "i"), limit)
        if again == lowered:
            break
        lowered = again
    return lowered


@lru_cache(maxsize=65_536)
def normalised_word(word: str) -> str:
    """`normalise` of one word of a text, for who reads word by word: most come again."""
    return normalise(word)


@lru_cache(maxsize=65_536)
def words_in(word: str) -> tuple[str, ...]:
    """The `words` of one word of a text: "heftruck-chauffeur" has two, "!" none."""
    return tuple(words(normalised_word(word)))


def words(normalised: str) -> list[str]:
    """The words of a normalised text: letters and digits of any script.

    The part after an apostrophe is a Dutch or Turkish ending ("zzp'er", "Hollanda'da") when
    three or more letters stand before it; otherwise ("m'n", Ukrainian "комп'ютер") the parts
    are joined.
    """
    found = []
    for match in _WORD.finditer(normalised):
        word = match.group()
        if "'" in word:
            head, _, _ = word.partition("'")
            is_ending = len(head) > 2 and not _CYRILLIC.search(word)
            word = head if is_ending else word.replace("'", "")
        found.append(word)
    return found


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The stem of one word: Dutch rules for Latin script, Russian for Cyrillic, light for Arabic.

    The script decides, not the recognised language: a wrong guess would otherwise give
    the same word two stems.
    """
    if _ARABIC.search(word):
        return _arabic_stem(word)
    if _CYRILLIC.search(word):
        return str(_RUSSIAN.stemWord(word.translate(_UKRAINIAN_TO_RUSSIAN)))
    plain = _without_accents(_STRETCHED.sub(r"\1\1", word))
    return str(_DUTCH.stemWord(plain))


@lru_cache(maxsize=65_536)
def comparable(word: str) -> str:
    """A word as phrases are compared: no accents, no Arabic endings, Russian ё as е."""
    if _ARABIC.search(word):
        return _arabic_stem(word) or word
    if _CYRILLIC.search(word):
        return word.replace("ё", "е")
    return _without_accents(word)


def latin(word: str) -> str:
    """A word in Latin letters: Bulgarians, Russians and Ukrainians also type that way."""
    return word.translate(_CYRILLIC_TO_LATIN) if _CYRILLIC.search(word) else word


def stems(normalised: str) -> list[str]:
    """Stems of the words of a normalised text, in order, without Dutch and English stop words."""
    return [stem(word) for word in words(normalised) if word not in STOP_WORDS]


def _shown(text: str) -> str:
    """The text without hidden characters."""
    if text.isprintable():
        return text
    return "".join(map(_visible, text))


def _visible(character: str) -> str:
    """The character, a space for a control character, nothing for a hidden one."""
    if character.isalnum() or character == " ":
        return character
    category = unicodedata.category(character)
    if category in ("Cc", "Zl", "Zp"):
        return " "
    return "" if category in ("Cf", "Cs", "Co", "Cn") else character


def _arabic_stem(word: str) -> str:
    """Arabic without vowel marks, article and common endings."""
    plain = _ARABIC_MARKS.sub("", word).translate(_ARABIC_LETTERS)
    return _ARABIC_SUFFIX.sub("", _ARABIC_PREFIX.sub("", plain))


def _without_accents(word: str) -> str:
    """Latin letters without accents: people leave them out on a phone."""
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFD", word)
    return "".join(part for part in parts if not unicodedata.combining(part)).replace("ı", "i")
