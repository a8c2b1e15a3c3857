"""How long, how much and how far, as people write it: "acht jaar", "since 2015", "24 uur"."""

import re
from dataclasses import dataclass
from typing import Final

_TO_NINETEEN: Final = (
    "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien "
    "zestien zeventien achttien negentien"
)
_BY_TEN: Final = "twintig dertig veertig vijftig zestig zeventig tachtig negentig"
_ENGLISH: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_ENGLISH_BY_TEN: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_UNITS: Final = _TO_NINETEEN.split()
_TENS: Final = _BY_TEN.split()
_ENGLISH_UNITS: Final = _ENGLISH.split()
_SPOKEN: Final = {
    **{word: number for number, word in enumerate(_UNITS)},
    **{word: 10 * number for number, word in enumerate(_TENS, start=2)},
    **{
        f"{unit}{link}{ten}": 10 * tens + units
        for tens, ten in enumerate(_TENS, start=2)
        for units, unit in enumerate(_UNITS[1:10], start=1)
        for link in ("en", "ën")
    },
    **{word: number for number, word in enumerate(_ENGLISH_UNITS, start=1)},
    **{
        f"{ten}{link}{unit}": 10 * tens + units
        for tens, ten in enumerate(_ENGLISH_BY_TEN.split(), start=2)
        for units, unit in enumerate(["", *_ENGLISH_UNITS[:9]])
        for link in (("-", " ", "") if unit else ("",))
    },
    "één": 1, "anderhalf": 1.5, "half": 0.5, "halve": 0.5,
}  # fmt: skip
NUMBER: Final = (
    r"(?:\d{1,3}(?:[.,]\d)?|"
    + "|".join(sorted(map(re.escape, _SPOKEN), key=len, reverse=True))
    + ")"
)
"""A number in digits or letters."""

_YEAR: Final = r"(?:19[5-9]\d|20[0-4]\d)"
_LASTS: Final = re.compile(
    rf"\b(?:(?:tussen|between)\s+(?:de\s+)?(?P<least>{NUMBER})\s+(?:en|and)\s+|"
    rf"(?P<less>{NUMBER})(?:\s*(?:à|tot|to|of|or|a|-|–)\s*|(?P<bare>\s+)(?!half|halve|anderhalf)))??"
    rf"(?P<number>{NUMBER})(?P<half>\s*[eë]n\s*(?:een\s+)?hal(?:f|ve)|\s+and\s+a\s+half)?\s*"
    r"(?P<unit>jaar|jaren|jaartjes?|jr|maand|maanden|mnd|years?|months?)\b"
    r"(?!\s+(?:oud|jong|geleden|ouder|te\s+oud|old|ago|of\s+age))",
    re.IGNORECASE,
)
_SINCE: Final = re.compile(
    rf"\b(?:al\s+)?(?:sinds|vanaf|since)\s+(?P<year>{_YEAR})\b", re.IGNORECASE
)
_BETWEEN: Final = re.compile(
    rf"\b(?:van|tussen)?\s*(?P<first>{_YEAR})\s*(?:tot(?:\s+en\s+met)?|t/?m|en|–|-|naar|to|until)\s*"
    rf"(?P<last>{_YEAR}|nu|heden|now|present)\b",
    re.IGNORECASE,
)
# "ik ben 45 jaar" is an age, "ik ben 45 jaar kok geweest" is not.
_AGE_BEFORE: Final = re.compile(
    r"\b(?:ben|is|wordt?|zijn|was)\s+(?:\w+\s+){0,2}$|"
    r"\b(?:am|i[’']?m)\s+(?:(?!for\b)\w+\s+)?$|"
    r"\b(?:over|binnen|elke|iedere|leeftijd|van)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_AGE_AFTER: Final = re.compile(r"\s*(?:$|[.,;:!?)]|(?:en|maar|met|and|but|with)\b)", re.IGNORECASE)
_NEVER_LONG: Final = re.compile(r"\b(?:over|binnen|elke|iedere|elk|ieder|nog)\s+$", re.IGNORECASE)
_LONGEST: Final = 60  # years
_MONTHS: Final = 12


@dataclass(frozen=True)
class Lasting:
    """How many years, at text[start:end]."""

    years: float
    start: int
    end: int


def number(word: str) -> float:
    """What a number says. Raises KeyError for a word that is none."""
    plain = word.lower().replace(",", ".")
    return float(plain) if plain[0].isdigit() else float(_SPOKEN[plain])


def lasting(text: str, this_year: int) -> list[Lasting]:
    """Everything in a text that says how long something lasted; ages and ago are left out."""
    found = [
        Lasting(_lasted(match), *match.span())
        for match in _LASTS.finditer(text)
        if not _is_age(text, match)
    ]
    for match in _BETWEEN.finditer(text):
        last = match["last"]
        until = int(last) if last.isdecimal() else this_year
        found.append(Lasting(float(until - int(match["first"])), *match.span()))
    found += [
        Lasting(float(this_year - int(match["year"])), *match.span())
        for match in _SINCE.finditer(text)
    ]
    return [one for one in found if 0 < one.years <= _LONGEST]


def _lasted(match: re.Match[str]) -> float:
    """Of "vier à vijf jaar" the least; "drie en een half jaar" is 3.5."""
    less = match["least"] or match["less"]
    # "Twee drie jaar" is about two; in "filiaal 12 3 jaar" the first number is of something else.
    if match["bare"] and number(less) >= number(match["number"]):
        less = None
    count = number(less or match["number"]) + (0.5 if match["half"] and not less else 0)
    return round(count / _MONTHS, 1) if match["unit"].lower().startswith("m") else count


def _is_age(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start()], text[match.end() :]
    if _NEVER_LONG.search(before):
        return True
    return bool(_AGE_BEFORE.search(before) and _AGE_AFTER.match(after))
