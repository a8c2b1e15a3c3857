"""What files of others have in common: names become reduced words and keys of the lexicon.

Pure. What comes out of a file is a proposal: somebody confirms it before it is kept. Who somebody
is, is never read: it is named in `left_out`, so that they know.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, TypeAlias, TypeVar

from werkcentrum.profiles.facts import MOST, Experience, Facts, Skill, Study, Wish
from werkcentrum.skills.lexicon import Kind, Lexicon

Reduce: TypeAlias = Callable[[str], str]
T = TypeVar("T")

# From this strength on a name is taken to be an occupation or skill of the lexicon.
_CLEAR: Final = 0.75
_LONGEST_NAME: Final = 120  # characters; VUM takes no longer one
_LONGEST_TOLD: Final = 1_000
_MOST_YEARS: Final = 60
# Of a longer text the rest is not looked at: reducing it would take as long as somebody likes.
_LOOKED_AT: Final = 5_000
# "mbo 3 jaar" and "mbo 4-jarig" tell how long it took.
_OF_MBO: Final = re.compile(
    r"\bmbo[\s-]*+(?:niveau\s*+)?([1-4])\b(?!\s*-?\s*(?:jaar|jarig))", re.IGNORECASE
)
_MBO: Final = re.compile(r"\bmbo\b(?: niveau\b)?")
_CALLED: Final[Mapping[str, str]] = {
    "wishes": "wensen", "work": "werkervaringen", "skills": "vaardigheden",
    "studies": "opleidingen", "languages": "talen",
}  # fmt: skip
_NOT_DUTCH: Final = (
    "Dit cv is niet in het Nederlands, en wij kennen vooral Nederlandse woorden. Kijk goed na wat "
    "er staat."
)
OWN_HEADING: Final = "Wat onder een eigen kopje staat, lezen wij niet."
# Said of a file in which no row was wrong.
OF_NO_ROW: Final = frozenset({_NOT_DUTCH, OWN_HEADING})
# For what has no address on the web of its own. Who does not know it leaves it alone.
_OUR_URI: Final = "urn:werkcentrum:"


class FileError(ValueError):
    """This file is not taken; the sentence is Dutch and says what to do."""


@dataclass(frozen=True)
class Found:
    """What a file says of somebody's work. `left_out`: what was in it and is not read; `wrong`:
    what could not be read, with where it stands. All are Dutch."""

    facts: Facts
    left_out: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True)
class Made:
    """A file to give to somebody. `left_out`: what has no place in it, in Dutch."""

    text: str
    left_out: tuple[str, ...] = ()


@dataclass
class Notes:
    """What is said about a file while it is read; each thing once."""

    left_out: dict[str, None] = field(default_factory=dict)
    wrong: dict[str, None] = field(default_factory=dict)

    def leave(self, names: Iterable[str]) -> None:
        """These were there and are not read."""
        self.left_out.update(dict.fromkeys(names))

    def problem(self, sentence: str) -> None:
        """This could not be read."""
        self.wrong[sentence] = None

    def written_in(self, language: str) -> None:
        """Of another language than Dutch, "" is unknown: "arts" in it may well be no doctor."""
        if language and language[:2].lower() != "nl":
            self.problem(_NOT_DUTCH)

    def few(self, rows: Iterable[T], field: str) -> list[T]:
        """The first of these, as many as a profile holds. That there were more is said."""
        every, most = list(rows), MOST[field]
        if len(every) > most:
            what = _CALLED[field]
            self.problem(f"Er staan {len(every)} {what} in. Wij lezen er hoogstens {most}.")
        return every[:most]

    def found(self, facts: Facts) -> Found:
        """All of it together."""
        return Found(facts, tuple(self.left_out), tuple(self.wrong))


@dataclass(frozen=True)
class Words:
    """Reads names with one lexicon. `uris`: the address of a concept in lists of others, by key;
    `keys`: its key by each of its addresses."""

    lexicon: Lexicon
    reduce: Reduce
    uris: Mapping[str, str]
    keys: Mapping[str, str]

    def wish(self, name: str, uri: str = "") -> Wish | None:
        """Work that somebody wants; None when no word of it is about work."""
        key, told = self._known("occupation", name, uri)
        return Wish(told, key) if told else None

    def work(
        self, name: str, *, uri: str = "", years: float = 0.0, told: str = ""
    ) -> Experience | None:
        """Work that somebody did."""
        key, named = self._known("occupation", name, uri)
        if not named:
            return None
        years = round(min(max(years, 0.0), _MOST_YEARS), 1)
        return Experience(named, key, years, self.reduce(told[:_LOOKED_AT])[:_LONGEST_TOLD])

    def skill(self, name: str, uri: str = "") -> Skill | None:
        """Something somebody can."""
        key, told = self._known("skill", name, uri)
        return Skill(told, key) if told else None

    def study(self, name: str, level: int | None, *, is_done: bool) -> Study | None:
        """Something somebody learned. Of mbo its own level stays, which is no word of work."""
        told = self._name(name)
        if numbered := _OF_MBO.search(name[:_LOOKED_AT]):
            told = _MBO.sub(f"mbo {numbered[1]}", told, count=1)[:_LONGEST_NAME]
        return Study(told, level, is_done) if told else None

    def uri(self, key: str) -> str:
        """The address of a concept, of ours when it has no other; "" for no concept."""
        kind = self.lexicon.concepts[key].kind if key in self.lexicon.concepts else ""
        return self.uris.get(key) or (f"{_OUR_URI}{kind}:{key}" if kind else "")

    def label(self, key: str, otherwise: str = "") -> str:
        """The name of a concept."""
        concept = self.lexicon.concepts.get(key)
        return concept.label if concept else otherwise

    def _known(self, kind: Kind, name: str, uri: str) -> tuple[str, str]:
        """The key and the name: of an address the name in our list, else the reduced words."""
        ours = uri.removeprefix(f"{_OUR_URI}{kind}:") if uri.startswith(_OUR_URI) else ""
        key = self.keys.get(uri) or ours
        told = self._name(name)
        if key and key in self.lexicon.concepts and self.lexicon.concepts[key].kind == kind:
            return key, told or self.lexicon.concepts[key].label
        return self._key(kind, told), told

    def _name(self, text: str) -> str:
        return self.reduce(text[:_LOOKED_AT])[:_LONGEST_NAME].strip(", ")

    def _key(self, kind: Kind, told: str) -> str:
        found = [
            mention
            for mention in self.lexicon.find(told)
            if mention.concept.kind == kind and mention.strength >= _CLEAR
        ]
        return max(found, key=lambda one: one.strength).concept.key if found else ""


_YEARS: Final = re.compile(r"\((?P<years>\d{1,2}(?:,\d)?) jaar\)")
_OF_WORK: Final = re.compile(
    # Without going back: a text of spaces only would take days.
    r"(?P<name>[^(:\n]*+)\s*+(?:\((?P<years>\d{1,2}(?:[.,]\d)?) jaar\))?\s*+(?::\s*+(?P<told>.*))?",
    re.DOTALL,
)


def said(work: Experience) -> str:
    """Work in one line: "kok (8 jaar): soepen, menu's". A name has no marks of its own here."""
    name = re.sub(r"[(:)\n]", " ", work.name).strip()
    years = f" ({f'{work.years:g}'.replace('.', ',')} jaar)" if work.years else ""
    return " ".join(f"{name}{years}".split()) + (f": {work.told}" if work.told else "")


def split(line: str) -> tuple[str, float, str]:
    """Name, years and the rest of a line as `said` writes it; another line is all rest."""
    match = _OF_WORK.fullmatch(line.strip())
    if match is None:
        return "", 0.0, line
    years = float((match["years"] or "0").replace(",", "."))
    return match["name"].rstrip(), years, match["told"] or ""


def years_between(begun: float | None, ended: float | None, *, today: date) -> float:
    """How long work has lasted until now, from a year with its part; below 0 when it ended before
    it began. Work that goes on ends with infinity."""
    if begun is None or ended is None:
        return 0.0
    now = today.year + (today.month - 1) / 12
    return ended - begun if ended < begun else max(min(ended, now) - begun, 0.0)


def text_of(value: Any) -> str:
    """A text or a number as a text without spaces around it; "" for anything else."""
    is_text = isinstance(value, str | int | float) and not isinstance(value, bool)
    return str(value).strip() if is_text else ""


def whole(value: Any, least: int, most: int) -> int | None:
    """A whole number between two; None for anything else."""
    try:
        number = int(text_of(value))
    except ValueError:
        return None
    return number if least <= number <= most else None
