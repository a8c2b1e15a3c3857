"""Under what terms somebody can work, in one clause: hours, travel, licences, times, languages."""

import re
from collections.abc import Iterator
from typing import Any, Final

from django.conf.locale import LANG_INFO

from werkcentrum.profiles.amounts import NUMBER, number
from werkcentrum.profiles.clauses import ASIDE, NOT, Clause, Role
from werkcentrum.profiles.codes import LICENCE, LICENCES
from werkcentrum.profiles.facts import Language
from werkcentrum.profiles.items import Item, Kind

_MOST_HOURS: Final = 60
_MOST_KM: Final = 200
_HOURS: Final = re.compile(
    rf"(?P<limit>\b(?:hoogstens|maximaal|max|niet\s+meer\s+dan|tot|minimaal|minstens|min|"
    rf"ten\s+minste|vanaf|at\s+most|maximum|up\s+to|(?:not|no)\s+more\s+than|"
    rf"at\s+least|minimum)\.?\s+|\b(?:tussen|between)\s+(?:de\s+)?)?\b(?P<least>{NUMBER})\s*"
    rf"(?:(?:tot(?:\s+en\s+met)?|to|à|a|-|–|of|or|/|en|and)\s*(?P<most>{NUMBER})\s*)?(?:uur|uren|u|hours?)\b"
    rf"(?P<after>(?:\s+(?:per|in\s+de|elke|de|a)\s+week|p/?w|\s+(?:maximaal|hoogstens|max|minimaal))?)",
    re.IGNORECASE,
)
_DAYS: Final = re.compile(
    rf"(?P<limit>\b(?:hoogstens|maximaal|max)\.?\s+)?\b(?P<least>{NUMBER})\s*"
    rf"(?:(?:tot|to|à|a|-|–|of|or)\s*(?P<most>{NUMBER})\s*)?(?:dagen|dag|days?)\s+(?:per|in\s+de|de|a)\s+week",
    re.IGNORECASE,
)
_NO_HOURS: Final = re.compile(
    r"\b(?:om|vanaf|na|voor|reizen|reistijd|onderweg|rijden|fietsen|per\s+dag|"
    r"(?:a|per)\s+day|lang|achter\s+elkaar)\b",
    re.IGNORECASE,
)
_FULL_TIME: Final = re.compile(
    r"\b(?:full\s?-?time|voltijd|fulltime?r?|hele\s+week)\b", re.IGNORECASE
)
_PART_TIME: Final = re.compile(r"\b(?:part\s?-?time|deeltijd|halve\s+dagen)\b", re.IGNORECASE)
_AT_MOST: Final = frozenset(
    ("hoogstens", "maximaal", "max", "niet", "tot", "most", "maximum", "up", "more")
)
_AT_LEAST: Final = frozenset(("minimaal", "minstens", "min", "ten", "vanaf", "least", "minimum"))
_DAY_HOURS: Final = 8
# A full working week in Dutch collective agreements is 36 to 40 hours; less than 35 is part-time
# for Statistics Netherlands.
_FULL_WEEK: Final = (36, 40)
_PART_WEEK: Final = (None, 34)
GENERAL_HOURS: Final = (_FULL_WEEK, _PART_WEEK)
"""What is meant by full-time and part-time."""
_KM: Final = re.compile(rf"\b(?P<km>{NUMBER})\s*(?:km|kilometers?|kilomter)\b", re.IGNORECASE)
_NO_KM: Final = re.compile(
    r"\bwoon\b|\bvan\s+(?:de|het|station)\b|\bgereden\b|\blopen\s+op\b", re.IGNORECASE
)
# A distance that most people cycle, and walk; a person confirms or changes it.
_NEAR: Final = (
    (re.compile(r"\b(?:op\s+)?fiets\s?afstand\b|\b(?:met|op)\s+de\s+fiets\b", re.IGNORECASE), 7),
    (re.compile(r"\b(?:op\s+)?loop\s?afstand\b|\blopend\b", re.IGNORECASE), 2),
)  # fmt: skip
_LICENCE: Final = re.compile(
    r"\b(?P<sort>auto|vrachtwagen|vrachtauto|motor|brommer|bromfiets|scooter|trekker|tractor|bus|"
    # "a driving licence" has no category A, nor has "a driving licence and a car".
    rf"groot|klein|(?-i:(?!A\b){LICENCE}-?))?\s?"
    r"(?:rijbewij(?:s|zen)|driv(?:ing|er[’']?s)\s+licen[cs]e)\b"
    rf"(?P<listed>(?:\s*(?:,|en|and(?!\s+a\b)|\+|/)?\s*{LICENCE})*)",
    re.IGNORECASE,
)
_CATEGORY: Final = re.compile(LICENCE, re.IGNORECASE)
_SORTS: Final = {
    "vrachtwagen": "C", "vrachtauto": "C", "groot": "C", "motor": "A", "brommer": "AM",
    "bromfiets": "AM", "scooter": "AM", "trekker": "T", "tractor": "T", "bus": "D",
}  # fmt: skip
_NOT_YET: Final = re.compile(
    r"\b(?:bezig|halen|haal|rijles(?:sen)?|lessen|kwijt|verlopen|ingenomen|wil|theorie|ongeldig|"
    r"nog\s+niet|lost\s+(?:my|the)|expired|suspended|revoked|get(?:ting)?\s+(?:my|an?|the)|lessons)\b",
    re.IGNORECASE,
)
_TIMES: Final = re.compile(
    r"(?:'s\s*|s)?avonds?\b|\bavond(?:en|dienst\w*|werk)?\b|\bnacht(?:en|dienst\w*|werk)?\b|"
    r"(?:'s\s*|s)nachts\b|\bweekend(?:en|s|dienst\w*|werk)?\b|\bzaterdag(?:en)?\b|\bzondag(?:en)?\b|"
    r"\bploegen(?:dienst\w*)?\b|\bonregelmatig\w*\b|\bwisselende\s+(?:diensten|tijden)\b|"
    r"\bonregelmatige\s+diensten\b",
    re.IGNORECASE,
)
_HARD: Final = re.compile(r"\b(?:lastig|moeilijk|onmogelijk|liever\s+overdag)\b", re.IGNORECASE)
_FINE: Final = re.compile(r"\b(?:probleem|prima|bezwaar|best|kan\s+ook)\b", re.IGNORECASE)
_USUAL: Final = re.compile(r"\b(?:meestal|altijd|vaak|soms|nu)\b", re.IGNORECASE)
_BY_DAY: Final = re.compile(
    r"\b(?:alleen|enkel|liefst|liever|graag|wel)?\s*(?:overdag|kantoor(?:uren|tijden)|"
    r"(?:onder|tijdens|binnen)\s+school(?:tijd|tijden|uren)|schooltijden|doordeweeks|"
    r"alleen\s+(?:de\s+)?ochtend(?:en)?)\b",
    re.IGNORECASE,
)
_POSTCODE: Final = re.compile(
    r"\b(?:(?i:postcode)\W{0,3}(?:is\s+)?(?P<said>[1-9]\d{3})|(?P<whole>[1-9]\d{3})\s?[A-Z]{2})\b"
)
HOME: Final = re.compile(
    r"\b(?:ik\s+woon|woon\s+ik|(?:wij|we)\s+wonen)\s+(?:(?!niet\b)\w+\s+){0,4}?in\s+"
    r"(?P<place>[^.,;:!?()\n]{2,40})",
    re.IGNORECASE,
)
"""Where somebody says they live, and the words in which the name of the place stands."""

_LANGUAGES: Final = {
    "nl": r"nederlands|nederlans|nederlnds|ned\.?|dutch", "en": r"engels|engles|english",
    "de": r"duits|german", "fr": r"frans|french", "es": r"spaans|spanish",
    "ar": r"arabisch|arabies|arabic",
    "uk": r"oekra[iï]e?ns|ukrain(?:isch|ian)", "ru": r"russisch|russian", "pl": r"pools|polish",
    "tr": r"turks|turkish",
    "ti": r"tigrinya|tigrinja", "fa": r"farsi|perzisch|persian|dari", "so": r"somalisch|somali",
    "pt": r"portugees", "it": r"italiaans", "ro": r"roemeens", "bg": r"bulgaars",
    "ku": r"koerdisch", "zh": r"chinees", "hu": r"hongaars", "el": r"grieks", "am": r"amhaars",
    "ps": r"pasjtoe?|pashto", "ur": r"urdu", "hi": r"hindi",
}  # fmt: skip
_LANGUAGE: Final = re.compile(
    r"\b(?:" + "|".join(f"(?P<{code}>{names})" for code, names in _LANGUAGES.items()) + r")\b",
    re.IGNORECASE,
)
# In English they are also of people and places, and one is a verb: "I polish floors", "a German
# restaurant". Such a name counts as somebody's language by the words before and behind it.
_ENGLISH_NAME: Final = re.compile(
    r"(?:arabic|dutch|english|french|german|persian|polish|russian|spanish|turkish|ukrain)\w*",
    re.IGNORECASE,
)
_SPOKEN_BEFORE: Final = re.compile(
    r"\b(?:spe(?:ak|aks|aking)|spreek|spreken|talk|write|read|understand|learn(?:ing)?|my|mijn|"
    r"fluent(?:ly)?|good|goed|perfect|native|basic|little|beetje|bit\s+of|some)\s+"
    r"(?:(?!to\b)\w+\s+)?$",
    re.IGNORECASE,
)
_SPOKEN_BETWEEN: Final = re.compile(
    r".{0,25}(?:\b(?:and|or|en|of)\b|[,&/+])\s*(?:\w+\s+)?", re.IGNORECASE
)
_SPOKEN_BEHIND: Final = re.compile(
    r"\s*[/&+,(]|\W*(?:$|(?:and|or|en|of|is|isn[’']t|at|on|level|op|niveau|not|very|too|also|well|"
    r"good|goed|fluent(?:ly)?|perfect(?:ly)?|native|basic|a\s+(?:little|bit)|as|speaker|"
    r"[abc][12])\b)",
    re.IGNORECASE,
)
_NONE_BEFORE: Final = re.compile(
    r"\b(?:geen|niet)\b(?:\s+\w+)?\s*$|"
    r"\b(?:not|no|never|cannot|\w+n[’']t)\b(?:\s+\w+){0,2}\s*$",
    re.IGNORECASE,
)
_AND: Final = re.compile(r"\b(?:en|and)\b", re.IGNORECASE)
_ENGLISH_NOT: Final = re.compile(r"\b(?:not|no|never|cannot|\w+n[’']t)\b", re.IGNORECASE)
_ORIGIN: Final = re.compile(
    r"\b(?:ben|is|was|half|van\s+oorsprong|afkomst|nationaliteit|origine)\W+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_LEVELS: Final = tuple(
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), level)
    for words, level in (
        ("a1", "a1"), ("a2", "a2"), ("b1", "b1"), ("b2", "b2"), ("c1", "c1"), ("c2", "c2"),
        (r"(?:nog\s+)?niet\s+(?:zo\s+|heel\s+|erg\s+)?(?:goed|vloeiend|perfect)", "a2"),
        (r"nauwelijks|bijna\s+niet|paar\s+woord(?:en|jes)|bijna\s+geen", "a1"),
        (r"beetje|(?:a\s+)?little|basic|basis|beperkt|matig|slecht", "a2"),
        (r"redelijk|best\s+(?:goed|aardig)|voldoende|aardig|gaat\s+wel", "b1"),
        (r"vloeiend|perfect|moedertaal|uitstekend|als\s+mijn\s+eigen", "c2"),
        (r"fluent(?:ly)?|native|mother\s+tongue", "c2"),
        (r"very\s+good|heel\s+goed|zeer\s+goed|erg\s+goed", "c1"),
        (r"goed|good|prima", "b2"),
    )
)  # fmt: skip


_LANGUAGE_NAMES: Final = {
    name.casefold(): code
    for code, info in LANG_INFO.items()
    if len(code) == 2 and "name" in info
    for name in (info["name"], info["name_local"])
}
"""The code of a language by its name in English and in itself."""


def language_named(name: str) -> str:
    """The code (ISO 639-1) of a language by its name; "" when we do not know the name."""
    dutch = _LANGUAGE.fullmatch(name.strip())
    known = _LANGUAGE_NAMES.get(name.strip().casefold(), "")
    return str(dutch.lastgroup) if dutch else known


def terms_in(clause: Clause) -> Iterator[Item]:
    """What one clause says of hours, travel, licences, times, languages and a postcode."""
    if clause.role is Role.OTHERS:
        return
    for read in (_hours, _distance, _licences, _times, _languages, _postcode):
        yield from read(clause)


def _item(kind: Kind, value: Any, clause: Clause, match: re.Match[str]) -> Item:
    words = match.group().strip()
    start = clause.start + match.start() + match.group().index(words)
    return Item(kind, value, words, start)


def _said(kind: Kind, value: Any, clause: Clause, start: int = 0, end: int | None = None) -> Item:
    """With more words than the one that was found: "een beetje" and "geen" belong to it."""
    words = clause.text[start:end].strip(" ,").removeprefix("en ")
    return Item(kind, value, words, clause.start + clause.text.index(words, start))


def _hours(clause: Clause) -> Iterator[Item]:
    if clause.role is Role.PAST:
        return
    for match in _HOURS.finditer(clause.text):
        around = clause.text[: match.start()][-12:] + clause.text[match.end() :][:16]
        found = None if _NO_HOURS.search(around) else _span(match, 1)
        # "niet meer dan 24 uur" is a limit, "niet 24 uur" is none.
        is_refused = clause.role is Role.REFUSAL or NOT.search(clause.text[: match.start()])
        if found and (match["limit"] or not is_refused):
            yield _item("hours", found, clause, match)
    for match in _DAYS.finditer(clause.text):
        if found := _span(match, _DAY_HOURS):
            yield _item("hours", found, clause, match)
    for pattern, hours in ((_FULL_TIME, _FULL_WEEK), (_PART_TIME, _PART_WEEK)):
        if (told := pattern.search(clause.text)) and not NOT.search(clause.text[: told.start()]):
            yield _item("hours", hours, clause, told)


def _span(match: re.Match[str], hours: int) -> tuple[int | None, int | None] | None:
    """At least and at most, in hours a week; None for what no week can be."""
    least = round(number(match["least"]) * hours)
    most = round(number(match["most"]) * hours) if match["most"] else least
    if not 1 < most <= _MOST_HOURS or least > most:
        return None
    said = match.groupdict()
    limits = {
        word.rstrip(".")
        for word in f"{said['limit'] or ''} {said.get('after') or ''}".lower().split()
    }
    if limits & _AT_MOST:
        return None, most
    return (least, None) if limits & _AT_LEAST else (least, most)


def _distance(clause: Clause) -> Iterator[Item]:
    if clause.role is Role.PAST or _NO_KM.search(clause.text):
        return
    for match in _KM.finditer(clause.text):
        km = round(number(match["km"]))
        if 0 < km <= _MOST_KM:
            yield _item("km", km, clause, match)
    if not NOT.search(clause.text):
        for pattern, km in _NEAR:
            if match_near := pattern.search(clause.text):
                yield _item("km", km, clause, match_near)


def _licences(clause: Clause) -> Iterator[Item]:
    for match in _LICENCE.finditer(clause.text):
        before = clause.text[: match.start()]
        if NOT.search(before[-25:]):
            if "geen" in before.lower():
                yield _said("licence", "", clause)
            continue
        if re.search(r"\bheb\s+ik\s+(?:\w+\s+)?niet\b", clause.text[match.end() :], re.IGNORECASE):
            yield _said("licence", "", clause)
            continue
        if _NOT_YET.search(clause.text) or clause.role in (Role.WISH, Role.REFUSAL):
            continue
        listed = [one.upper() for one in _CATEGORY.findall(match["listed"])]
        sort = (match["sort"] or "").removesuffix("-")
        own = sort if sort in LICENCES else _SORTS.get(sort.lower(), "B")
        for category in listed or [own]:
            yield _item("licence", category, clause, match)


def _times(clause: Clause) -> Iterator[Item]:
    if match := _BY_DAY.search(clause.text):
        if clause.role is not Role.PAST and not NOT.search(clause.text[: match.start()]):
            yield _item("irregular", False, clause, match)
        return
    match = _TIMES.search(clause.text)
    if match and (clause.role is not Role.PAST or _FINE.search(clause.text)):
        is_no = NOT.search(clause.text) or _HARD.search(clause.text)
        # "meestal in de avond" tells of work somebody has, not of what they can.
        if is_no or clause.role is Role.WISH or not _USUAL.search(clause.text):
            yield _said("irregular", not is_no, clause)


def _languages(clause: Clause) -> Iterator[Item]:
    if clause.role in (Role.WISH, Role.REFUSAL):
        return
    last, previous = 0, ""
    found = _spoken(clause.text)
    for position, match in enumerate(found):
        before = clause.text[last : match.start()]
        until = found[position + 1].start() if position + 1 < len(found) else len(clause.text)
        after = clause.text[match.end() : until]
        aside = ASIDE.match(clause.text, match.end())
        begins, last = last, (aside or match).end()
        # "een" already belongs to the next language: "Arabisch en een beetje Nederlands".
        own = after if until == len(clause.text) else ""
        # Of "English fluently and Dutch a little" the first words are of the first language.
        level = _level(aside[0] if aside else "")
        level = level or _level(_AND.split(before)[-1] if position else before) or _level(own)
        if _ENGLISH_NOT.search(before + own):
            # "Not very good" says no level that it is.
            level = level if level in ("a1", "a2") else ""
        if not level and re.fullmatch(r"\s*(?:,|en)\s*", before):
            level = previous
        previous = "" if aside else level
        is_not = _NONE_BEFORE.search(before)
        if _ORIGIN.search(before) or (is_not and not level):
            continue
        if not level and re.fullmatch(r"\s*(?:,|en|,\s*en)\s*", after):
            level = _level(clause.text[until:])
        is_learned = re.search(r"\b(?:leren|leer)\b", clause.text, re.IGNORECASE)
        if match.lastgroup and not (is_learned and not level and match.lastgroup != "nl"):
            ends = len(clause.text) if own else last
            yield _said("language", Language(match.lastgroup, level), clause, begins, ends)


def _spoken(text: str) -> list[re.Match[str]]:
    """The names of languages in a clause, without English words that are of something else."""
    found: list[re.Match[str]] = []
    for match in _LANGUAGE.finditer(text):
        before = text[: match.start()]
        is_told = (
            _SPOKEN_BEFORE.search(before)
            or (found and _SPOKEN_BETWEEN.fullmatch(text, found[-1].end(), match.start()))
            or (match[0].istitle() and not before.strip())
        )
        is_language = is_told and _SPOKEN_BEHIND.match(text, match.end())
        if is_language or not _ENGLISH_NAME.fullmatch(match[0]):
            found.append(match)
    return found


def _level(text: str) -> str:
    return next((level for pattern, level in _LEVELS if pattern.search(text)), "")


def _postcode(clause: Clause) -> Iterator[Item]:
    for match in _POSTCODE.finditer(clause.text):
        yield _item("postcode", match["said"] or match["whole"], clause, match)
