"""Reduces what somebody wrote to the words that link to work, and drops every other word.

What is not allowed through cannot weigh: names, gender, age, origin, family, religion, health
and benefits (`data/unread.csv`). A word for a woman or a man becomes one word for both.
"""

import csv
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from werkcentrum.search.compounds import Splitter
from werkcentrum.search.functionwords import STOP_WORDS
from werkcentrum.search.text import clean, comparable, normalise, normalised_word, words, words_in
from werkcentrum.skills.lexicon import Lexicon, seed
from werkcentrum.skills.reading import dutch_words

LANGUAGES: Final = frozenset(("engels", "duits", "frans", "spaans", "taalles"))
"""A language is often an origin too, so none is read in a text."""

_DATA: Final = Path(__file__).parent / "data"
_PIECES: Final = re.compile(r"(?P<end>[.,;:!?()\[\]\n|/•–]+)|(?P<word>[^\s.,;:!?()\[\]|/•–]+)")
_ARTICLES: Final = frozenset(("de", "het", "een"))
_BECAUSE: Final = frozenset(("wegens", "vanwege", "ondanks", "lijd", "lijdt", "leed"))
"""What follows, up to the end of the clause, is seldom work and often health or family."""

_CALLED: Final = frozenset((
    "meneer", "mevrouw", "mevr", "mw", "dhr", "juffrouw", "genaamd",
))  # fmt: skip
"""A name follows, with or without a capital, after the small words of a name."""

_OF_A_NAME: Final = frozenset(("de", "den", "der", "van", "ter", "ten", "te", "el", "al", "ben"))
_WHOSE: Final = frozenset(("mijn", "m'n", "mn", "onze", "my"))
_ENDINGS: Final = ("e", "en", "s", "n", "er", "t", "te", "ten", "de", "den", "je", "jes")
_NUMBER: Final = re.compile(
    r"(?:(?:een|twee|drie|vier|vijf|zes|zeven|acht|negen)en)?"
    r"(?:twin|der|veer|vijf|zes|zeven|tach|negen)tig(?:e|er|ers|ste)?"
    r"|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf"
    r"|(?:der|veer|vijf|zes|zeven|acht|negen)tien|.*(?:honderd|duizend).*|.*tigplus(?:sers?)?"
)
_ENDINGS_OF_WOMEN: Final = {
    "euse": ("eur",), "rice": ("eur", "or"), "ienne": ("ien",), "eres": ("er",), "ares": ("aar",),
    "erin": ("er",), "vrouw": ("man",), "vrouwen": ("mannen",),
}  # fmt: skip
_WORKERS: Final = frozenset((
    "maatschappelijk", "schoolmaatschappelijk", "sociaal", "cultureel", "pastoraal", "pedagogisch",
))  # fmt: skip
"""Only after these a "werkster" does not clean."""

_NUMBERED: Final = frozenset(("code 95", "nen 3140", "nen 1010"))
_SHORTEST_WOMAN: Final = 7  # letters: "poster" and "lijster" are no women


class Reducer:
    """Knows which words link to work: those of the lexicon, of a word list, and of programs."""

    def __init__(self, lexicon: Lexicon, known: Container[str]) -> None:
        self._lexicon_words = frozenset(_lexicon_words(lexicon))
        self._known = _Known(known)
        self.splitter = Splitter(self._known)
        self.same = lru_cache(maxsize=65_536)(self._same)

    def reduce(self, text: str) -> str:
        """The words that link to work in the order they stand, in lower case, one for both sexes.

        Marks between clauses stay, one for a row of them. Reducing twice changes nothing.
        """
        pieces = list(_PIECES.finditer(clean(text)))
        is_titled = _is_titled(pieces)
        kept: list[str] = []
        begins, is_left_out, is_called = True, False, False
        for number, piece in enumerate(pieces):
            if piece["end"]:
                begins = begins or piece["end"][0] in ".!?:\n"
                is_left_out = is_called = False
                _mark(kept)
                continue
            spoken = words_in(piece["word"])
            is_left_out = is_left_out or _is_apart(spoken, pieces[number + 1 : number + 2])
            is_name = is_called or (piece["word"][0].isupper() and not (begins or is_titled))
            is_called = _is_calling(spoken, is_called=is_called)
            begins = False
            if is_left_out or _is_unread(piece["word"], spoken):
                _without_article(kept)
                continue
            for word in spoken:
                self._keep(kept, word, is_name=is_name)
        return " ".join(kept).replace(" ,", ",").strip(", ")

    def _keep(self, kept: list[str], word: str, *, is_name: bool) -> None:
        """Put the word as it may be read after what was kept."""
        last = kept[-1] if kept else ""
        if word.isdigit() and f"{last} {word}" in _NUMBERED:
            kept.append(word)
        elif word == "werkster" and last in _WORKERS:
            kept.append("werker")
        elif same := self.same(word, is_name=is_name):
            kept.append(same)
        else:
            _without_article(kept)

    def _same(self, word: str, *, is_name: bool = False) -> str:
        """The word as it may be read; "" when it may not."""
        plain = comparable(word)
        if plain in unread() or plain in LANGUAGES or plain.isdigit() or _NUMBER.fullmatch(plain):
            return ""
        neutral = gendered().get(plain) or self._of_both(plain)
        if plain in links():
            return plain
        if is_name:
            return ""
        if plain in STOP_WORDS or neutral in self._lexicon_words:
            return neutral
        return neutral if self._is_dutch(plain) or self._is_dutch(neutral) else ""

    def _is_dutch(self, word: str) -> bool:
        if word in self._known or word in self._lexicon_words or self.splitter.split(word):
            return not any(part in unread_alone() for part in self.splitter.split(word))
        bare = (word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending))
        return any(
            len(form) > 2 and any(one in self._known for one in (form, form[:-1], _voiceless(form)))
            for form in bare
        )

    def _of_both(self, word: str) -> str:
        """ "verkoopster" as "verkoper", "docente" as "docent"; any other word as it is."""
        plurals = ("s", "") if word.endswith(("sters", "es")) else ("",)
        for plural in plurals:
            for made in _of_men(word.removesuffix(plural)):
                if made in self._known or made in self._lexicon_words:
                    return made + plural
        return word


class _Known:
    """A word list in which ij may also stand as the one letter ĳ."""

    def __init__(self, listed: Container[str]) -> None:
        self._listed = listed

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and (
            word in self._listed or ("ij" in word and word.replace("ij", "ĳ") in self._listed)
        )


@cache
def seed_reducer() -> Reducer:
    """With the words of the seed of skills: works without a database."""
    return Reducer(seed(), dutch_words())


@cache
def unread() -> frozenset[str]:
    """Every word that may not weigh, as `comparable` writes it."""
    return frozenset(word for _, listed in _unread() for word in listed)


def unread_by_subject() -> Mapping[str, int]:
    """How many words may not weigh, by what they are about."""
    counted: Counter[str] = Counter()
    for about, listed in _unread():
        counted[about] += len(set(listed))
    return counted


@cache
def unread_alone() -> frozenset[str]:
    """Those that may not weigh inside a compound either."""
    return frozenset(
        word for about, listed in _unread() if about in ("religion", "benefit") for word in listed
    )


@cache
def gendered() -> dict[str, str]:
    """The same word for both, by a word for one of them, where no rule makes it."""
    with (_DATA / "gendered.csv").open(encoding="utf-8", newline="") as file:
        return {row["word"]: row["same"] for row in csv.DictReader(file)}


@cache
def links() -> frozenset[str]:
    """Names of programs and norms, and English words about work."""
    lines = (_DATA / "links.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if line[:1] != "#" or line[1:2] != " "
                     for word in line.split())  # fmt: skip


def _voiceless(form: str) -> str:
    """ "sauz" of "sauzen" as "saus", "schroev" as "schroef"."""
    return form[:-1] + {"z": "s", "v": "f"}.get(form[-1:], form[-1:])


@cache
def _unread() -> tuple[tuple[str, tuple[str, ...]], ...]:
    with (_DATA / "unread.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple((row["about"], tuple(map(comparable, row["words"].split("|")))) for row in rows)


@cache
def _family() -> frozenset[str]:
    return frozenset(
        word for about, listed in _unread() if about in ("family", "gender") for word in listed
    ) | {"kind", "kinderen", "kids"}


def _lexicon_words(lexicon: Lexicon) -> Iterator[str]:
    for concept in lexicon.concepts.values():
        for wording in (concept.label, *concept.words):
            yield from map(comparable, words(normalise(wording)))


def _is_titled(pieces: Iterable[re.Match[str]]) -> bool:
    """Whether every word begins with a capital, as in a title: then a capital is no name."""
    found = [piece["word"] for piece in pieces if piece["word"]]
    telling = [word for word in found if word.lower() not in STOP_WORDS and word[0].isalpha()]
    return len(telling) > 1 and all(word[0].isupper() for word in telling)


def _is_unread(written: str, spoken: Sequence[str]) -> bool:
    """Whether a word with a hyphen or apostrophe is on the list, whole or in part."""
    whole = comparable(normalised_word(written))
    return len(whole) > max(map(len, spoken), default=0) and not unread().isdisjoint(
        (whole, *map(comparable, spoken))
    )


def _is_apart(spoken: Sequence[str], after: list[re.Match[str]]) -> bool:
    """Whether the rest of the clause is about health or family."""
    return not _BECAUSE.isdisjoint(spoken) or _is_of_family(spoken, after)


def _is_calling(spoken: Sequence[str], *, is_called: bool) -> bool:
    """Whether a name comes next: after "mevrouw", and after "de" in "mevrouw de Wit"."""
    return not _CALLED.isdisjoint(spoken) or (is_called and not _OF_A_NAME.isdisjoint(spoken))


def _is_of_family(spoken: Sequence[str], after: list[re.Match[str]]) -> bool:
    """Whether here begins what is about family: "mijn man is kok" makes nobody else a cook."""
    if _WHOSE.isdisjoint(spoken) or not after:
        return False
    return normalised_word(after[0]["word"] or "") in _family()


def _mark(kept: list[str]) -> None:
    if kept and kept[-1] != ",":
        kept.append(",")


def _without_article(kept: list[str]) -> None:
    """One word with an article ("een hernia") reads as one without ("reuma")."""
    if kept and kept[-1] in _ARTICLES:
        kept.pop()


def _of_men(word: str) -> Iterator[str]:
    """How the word for a man may be written, when this is one for a woman."""
    if word.endswith("ster") and len(word) >= _SHORTEST_WOMAN - 1:
        yield from _of_makers(word.removesuffix("ster"))
    elif word.endswith("e") and len(word) >= _SHORTEST_WOMAN:
        base = word.removesuffix("e")
        if base.endswith(("ent", "ant", "ist", "oog", "eut", "log", "graaf")):
            yield base
        if base.endswith(("olog", "agog")):
            yield base[:-1] + "og"
    for ending, others in _ENDINGS_OF_WOMEN.items():
        if word.endswith(ending) and len(word) >= _SHORTEST_WOMAN:
            yield from (word.removesuffix(ending) + other for other in others)


def _of_makers(base: str) -> Iterator[str]:
    """ "verkoop" of "verkoopster" as "verkoper", "beheer" as "beheerder"."""
    if re.search(r"([aeou])\1[^aeiou]$", base):
        yield base[:-2] + base[-1] + "er"
    if re.search(r"(?:^|[^aeiou])[aeiou][^aeiouw]$", base):
        yield base + base[-1] + "er"
    yield base + "er"
    if base.endswith("r"):
        yield base + "der"
    if base.endswith("ier"):
        yield base
