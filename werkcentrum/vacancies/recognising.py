"""What a vacancy says in plain words: hours, level, licences, times, Dutch, place, and what work.

Pure: a text goes in, suggestions come out, each with the words that led to it. A person confirms;
what is not said, or is said not to matter, gives nothing.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from werkcentrum.skills.lexicon import Lexicon, Mention

_CLEAR: Final = 0.75  # strength from which on a mention of a concept is suggested
# These have a field of their own in the form.
_SAID_APART: Final = ("rijbewijs-", "onregelmatig")
_MOST_OCCUPATIONS: Final = 3
_MOST_HOURS: Final = 60
_FEWEST_HOURS: Final = 4
_DAY: Final = 24
_LATE: Final = 18  # "voor 12 uur" is a time, "voor 24 uur" is not
_FULL_TIME: Final = "36-40"


class What(StrEnum):
    """What a suggestion is about; the order is the order on the page."""

    OCCUPATION = "occupation"
    SKILL = "skill"
    LEVEL = "level"
    HOURS = "hours"
    IRREGULAR = "irregular"
    LICENCE = "licence"
    DUTCH = "dutch"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Recognised:
    """A suggestion: the key of a concept, a code of the form, "24-32" hours, "ja" or "nee", or a
    place. `words` stand so in the text."""

    what: What
    value: str
    words: str


def recognise(
    title: str, description: str, lexicon: Lexicon, places: Collection[str]
) -> tuple[Recognised, ...]:
    """Every suggestion once. `places` are the names of places that may be meant."""
    text = f"{title}.\n{description}"
    found = [
        *_occupations(title, description, lexicon),
        *_skills(title, description, lexicon),
        *_one(What.LEVEL, _levels(text)),
        *_one(What.HOURS, _hours(text)),
        *_one(What.IRREGULAR, _times(text)),
        *(Recognised(What.LICENCE, *one) for one in _licences(text)),
        *_one(What.DUTCH, _dutch(text)),
        *_one(What.PLACE, _places(text, places)),
    ]
    by_key = {(one.what, one.value): one for one in reversed(found)}
    return tuple(reversed(by_key.values()))


# What was found, and the words that say so.
_Said = tuple[str, str]


def _one(what: What, said: list[_Said]) -> Iterator[Recognised]:
    if said:
        yield Recognised(what, *said[0])


def _occupations(title: str, description: str, lexicon: Lexicon) -> Iterator[Recognised]:
    """Those of the title; without any there, the first of the text: a text names colleagues too."""
    in_title = _clear(lexicon.find(title), "occupation")
    found = in_title or _clear(lexicon.find(description), "occupation")
    for mention in found[:_MOST_OCCUPATIONS]:
        yield Recognised(What.OCCUPATION, mention.concept.key, mention.words)


def _skills(title: str, description: str, lexicon: Lexicon) -> Iterator[Recognised]:
    for text in (title, description):
        for mention in _clear(lexicon.find(text), "skill"):
            if mention.concept.key.startswith(_SAID_APART):
                continue
            yield Recognised(What.SKILL, mention.concept.key, mention.words)


def _clear(found: tuple[Mention, ...], kind: str) -> list[Mention]:
    return [
        mention for mention in found if mention.concept.kind == kind and mention.strength >= _CLEAR
    ]


# Where one thought ends: a full stop between digits or after "p" or "w" ends none.
_END: Final = re.compile(r"(?<![\dpw])\.(?=\s|$)|(?<=\d)\.(?=\s+[A-Z]|$)|[;!?\n]")


def _sentences(text: str) -> Iterator[str]:
    start = 0
    for end in _END.finditer(text):
        yield text[start : end.start()]
        start = end.end()
    yield text[start:]


def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


# Hours -----------------------------------------------------------------------------------------

_SPOKEN: Final = {
    "acht": 8, "tien": 10, "twaalf": 12, "zestien": 16, "twintig": 20, "vierentwintig": 24,
    "achtentwintig": 28, "dertig": 30, "tweeëndertig": 32, "zesendertig": 36, "achtendertig": 38,
    "veertig": 40,
}  # fmt: skip
_NUMBER = rf"(?:\d{{1,2}}|{'|'.join(_SPOKEN)})"
_PART = r"(?:[.,]\d)?"
_ONE, _OTHER = rf"(?P<one>{_NUMBER}){_PART}", rf"(?P<other>{_NUMBER}){_PART}"
_WEEK = r"(?:\s*(?:uur|uren)?\s*(?:per|in de|/|p\.?|elke|iedere)\s*(?:week|w\b\.?))"
_TO = r"\s*(?:-|–|/|tot(?: en met)?|t/m|à|a|en|of)\s*"
_RANGE: Final = _pattern(
    rf"(?<![\w€.,])(?P<before>van\s+)?(?:tussen\s+)?(?:de\s+)?{_ONE}(?:\s*(?:uur|u))?{_TO}{_OTHER}"
    rf"(?:\s*(?:uur|uren|u\b)(?P<week>{_WEEK})?|(?P<alone>{_WEEK}))(?!s)"
)
_SINGLE: Final = _pattern(
    rf"(?<![\w€.,:-])(?P<how>minimaal|minstens|ten minste|vanaf|maximaal|hoogstens|tot)?\s*{_ONE}"
    rf"(?:\s*-?\s*(?:uur|uren)(?P<week>{_WEEK})?|-urige (?P<long>werkweek)|(?P<alone>{_WEEK}))"
    r"(?!\w)"
)
_LABELLED: Final = _pattern(
    rf"\b(?:uren|uren per week|dienstverband|contracturen):\s*{_ONE}(?:{_TO}{_OTHER})?+"
    r"(?!\d|\s*(?:uur|uren)?\s*(?:per|in de|/)\s*maand)"
)
_FULL: Final = _pattern(r"\bfull[ -]?time\b|\bvoltijds?\b|\bvolledige (?:baan|werkweek)\b")
# "Om 8 uur", "binnen 24 uur": a time or a term, no hours a week.
_CLOCK_BEFORE: Final = _pattern(
    r"(?:\bom|\brond|\bna|\bbinnen|\buiterlijk|\bsinds|\belke|\bper|\bvanaf|\btot|\bcirca"
    r"|\bduurt|\bbegint|\bstart|\bkost|\brijden|\btot in|reactie in)\s*$"
)
_CLOCK_AFTER: Final = _pattern(
    r"\s*(?:per dag|op een dag|per dienst|(?:per|in de|p/) ?(?:maand|m\b)|per jaar|’s|'s|s\s|"
    r"zorg|dienst|later|geleden|"
    r"van tevoren|vooraf|reis|rijden|ervaring|training|les|scholing|bereikbaar|open|vrij)"
)


_WORK_OF: Final = _pattern(r"\b(?:werkweek|baan|contract|functie|dienstverband)\s+$")


# Whether it says that it is about a week, and what was found.
_Sure = tuple[bool, _Said]


def _hours(text: str) -> list[_Said]:
    """At least and at most, a week: "24-32". What says that it is about a week comes first."""
    found = [one for sentence in _sentences(text) for one in _hours_in(sentence)]
    found += [(False, (_FULL_TIME, match[0])) for match in _FULL.finditer(text)]
    # Python keeps the order of the text.
    return [said for _, said in sorted(found, key=lambda one: not one[0])]


def _hours_in(sentence: str) -> Iterator[_Sure]:
    ranges = list(_RANGE.finditer(sentence))
    for match in ranges:
        if match["week"] or match["alone"]:
            yield from _between(match, is_sure=True)
        elif not (_is_from_to(sentence, match) or _is_clock(sentence, match)):
            yield from _between(match, is_sure=False)
    for match in _LABELLED.finditer(sentence):
        yield from _between(match, is_sure=True)
    for match in _SINGLE.finditer(sentence):
        if not any(one.start() < match.end() and match.start() < one.end() for one in ranges):
            yield from _single(sentence, match)


def _between(match: re.Match[str], *, is_sure: bool) -> Iterator[_Sure]:
    least, most = sorted((_number(match["one"]), _number(match["other"] or match["one"])))
    if _is_week(least, most):
        yield is_sure, (f"{least}-{most}", _clean(match[0]))


def _is_from_to(sentence: str, match: re.Match[str]) -> bool:
    """ "Van 9 tot 17 uur": when somebody works; but "een baan van 20 tot 24 uur" is a week."""
    is_of_work = _WORK_OF.search(sentence[: match.start()])
    return bool(match["before"]) and _number(match["other"]) <= _DAY and not is_of_work


def _single(sentence: str, match: re.Match[str]) -> Iterator[tuple[bool, _Said]]:
    number, how = _number(match["one"]), (match["how"] or "").lower()
    is_sure = bool(match["week"] or match["long"] or match["alone"])
    if not _is_week(number, number) or (not is_sure and _is_clock(sentence, match)):
        return
    if not is_sure and (how in ("vanaf", "tot") or number < 12):
        return
    is_least, is_most = how in ("minimaal", "minstens", "ten minste", "vanaf"), bool(how)
    least, most = ("" if is_most and not is_least else number), ("" if is_least else number)
    yield is_sure, (f"{least}-{most}", _clean(match[0]))


def _number(written: str) -> int:
    return _SPOKEN.get(written.lower()) or int(written)


def _is_week(least: int, most: int) -> bool:
    return _FEWEST_HOURS <= least <= most <= _MOST_HOURS


def _is_clock(sentence: str, match: re.Match[str]) -> bool:
    before = sentence[: match.start()]
    is_before = before.endswith("voor ") and _number(match["one"]) <= _LATE
    return bool(
        is_before or _CLOCK_BEFORE.search(before) or _CLOCK_AFTER.match(sentence, match.end())
    )


def _clean(words: str) -> str:
    return " ".join(words.split())


# Level -----------------------------------------------------------------------------------------

_LEVELS: Final = (
    ("1", _pattern(
        r"\b(?:geen|zonder)\s+(?:\w+\s+)?(?:diploma|opleiding|vooropleiding|papieren)(?:['’]?s|en)?"
        r"(?!\s+(?:afgerond|afgemaakt))\b"
        r"|\bpapieren (?:vragen|hoeft|hoeven|zijn)\b[^.,]{0,12}\bniet\b"
        r"|(?<![-\w])(?:diploma(?:['’]s)?|opleiding|vooropleiding)\s+(?:is|zijn|heeft u|heb je)?\s*"
        r"(?:niet (?:nodig|vereist|verplicht|belangrijk)|maakt (?:ons )?niet uit)"
    )),
    ("2", _pattern(r"\b(?:alleen |afgerond |minimaal )(?:de )?basis(?:onderwijs|school)\b")),
    ("3", _pattern(
        r"\bvmbo\b|\bpraktijkonderwijs\b|\bmbo[ -]?(?:niveau[ -]?)?1\b|\bentree-?opleiding\b"
    )),
    ("4", _pattern(r"\bmbo\b|\bhavo\b|\bvwo\b|\bmiddelbaar (?:niveau|onderwijs|beroepsonderwijs)")),
    ("5", _pattern(r"\bhbo\b|\bhoger beroepsonderwijs\b|\bbachelor\b")),
    ("6", _pattern(
        r"\bwo(?=[ -](?:werk|niveau|denk|diploma|opleiding|master|geschoold))|(?<=hbo/)wo\b"
        r"|\buniversitai(?:r|re)\b|\bacademisch\w* (?:werk|denk|niveau|opleiding)"
    )),
)  # fmt: skip
# "Leerlingen van het vmbo", "docent op het hbo": that is where or with whom somebody works.
_OTHERS: Final = _pattern(
    r"\b(?:leerlingen|studenten|jongeren|kinderen|docent\w*|leraar\w*|les(?:geven)?|klas\w*|school|"
    r"begeleidt|stagiair\w*|geef|geeft)\b[^,]{0,30}$"
)
_OF_SCHOOL: Final = _pattern(
    r"-?\s*(?:school|scholen|studenten?|leerling\w*|stagiair\w*|docent\w*|klas\w*|college|lerar\w*|"
    r"instelling\w*)"
)
_NO: Final = _pattern(r"\b(?:geen|niet|zonder|nooit)\b[^,]{0,25}$")
_NOT_NEEDED: Final = _pattern(
    r"^[^,]{0,25}(?:\b(?:niet|geen)\b (?:\w+ )?(?:nodig|vereist\w*|verplicht|must|voorwaarde|eis)|"
    r"\bhoeft niet\b|\bis (?:een )?(?:pré|pre|plus|voordeel)\b|\bhandig\b|\bmooi meegenomen\b|"
    r"\bfijn\b|\bprettig\b|\bbetalen wij\b|\bkunt u (?:hier |bij ons )?halen\b)"
)


def _levels(text: str) -> list[_Said]:
    """The least that is asked; first of where it is named."""
    found: list[_Said] = []
    for sentence in _sentences(text):
        for code, pattern in _LEVELS:
            for match in pattern.finditer(sentence):
                before, after = sentence[: match.start()], sentence[match.end() :]
                if code == "1" or not (
                    _OTHERS.search(before) or _OF_SCHOOL.match(after) or _NO.search(before)
                    or _NOT_NEEDED.search(after)
                ):  # fmt: skip
                    found.append((code, _around(sentence, match)))
    return sorted(found, key=lambda said: said[0])


_BEHIND: Final = _pattern(
    r"[-/ ]*(?:\w+[- ]en denk\w*|werk\w*|denk\w*|niveau(?: \d)?|diploma|opleiding|\d)?"
)


def _around(sentence: str, match: re.Match[str]) -> str:
    """The words found, with what stands right behind them: "mbo niveau 3", "hbo-diploma"."""
    more = _BEHIND.match(sentence, match.end())
    return _clean(match[0] + (more[0] if more else "")).rstrip("-/ ")


# Licences --------------------------------------------------------------------------------------

_CODE = r"(?:AM|A1|A2|A|B\+|BE|B|C1E|C1|CE|C|D1E|D1|DE|D|T)"
_CODES = rf"{_CODE}(?:\s*(?:,|/|\+|en(?:/of)?|of)\s*{_CODE})*"
_LICENCES: Final = (
    re.compile(
        rf"\b[Rr]ijbewij(?:s|zen)(?:\s+(?:categorie|type|klasse))?[\s:(-]*(?P<codes>{_CODES})(?![\w+-]|['’])"
    ),
    re.compile(rf"(?<!\w)(?P<codes>{_CODES})[ -]?[Rr]ijbewij(?:s|zen)\b"),
    re.compile(r"\b[Cc]hauffeur\s+(?P<codes>C(?:E)?(?:/CE)?)\b"),
)
_NAMED: Final = (
    (_pattern(r"\bauto-?rijbewijs\b|(?<![-\w])(?<!groot )rijbewijs\b"), "B"),
    (_pattern(r"\b(?:groot|vrachtwagen)-?\s?rijbewijs\b"), "C"),
    (_pattern(r"\bbusrijbewijs\b"), "D"),
    (_pattern(r"\b(?:tractor|trekker)-?rijbewijs\b"), "T"),
    (_pattern(r"\bmotorrijbewijs\b"), "A"),
    (_pattern(r"\b(?:bromfiets|brommer|scooter)-?rijbewijs\b"), "AM"),
)  # fmt: skip


_WITHOUT: Final = ("zonder", "Zonder")
_IS_NOT: Final = _pattern(r"\bniet\b")
_PAID: Final = _pattern(r"\b(?:betalen|vergoeden|halen)\b[^,]{0,25}$")


def _licences(text: str) -> list[_Said]:
    found: list[_Said] = []
    for sentence in _sentences(text):
        here: list[tuple[int, _Said]] = []
        for pattern in _LICENCES:
            for match in pattern.finditer(sentence):
                if not _is_optional(sentence, match):
                    codes = re.findall(_CODE, match["codes"])
                    here += [(match.start(), (code, _clean(match[0]))) for code in codes]
        if not here:
            for name, code in _NAMED:
                here += [
                    (match.start(), (code, match[0]))
                    for match in name.finditer(sentence)
                    if not _is_optional(sentence, match)
                ]
        found += [said for _, said in sorted(here, key=lambda one: one[0])]
    return found


def _is_optional(sentence: str, match: re.Match[str]) -> bool:
    """Whether it is said not to be needed."""
    before, after = sentence[: match.start()], sentence[match.end() :]
    # "Zonder rijbewijs kunt u dit niet doen": two times no is yes.
    no = _NO.search(before)
    is_no = no is not None and not (no[0].startswith(_WITHOUT) and _IS_NOT.search(after))
    return is_no or bool(_NOT_NEEDED.search(after) or _PAID.search(before))


# Times -----------------------------------------------------------------------------------------

_IRREGULAR: Final = _pattern(
    r"\bonregelmatig\w*|\b(?:ploegen|wissel|nacht|avond|weekend|late|rooster|wacht|piket|slaap)-?"
    r"(?:dienst\w*|rooster\w*|werk)\b|\b(?:late|vroege)(?: en (?:late|vroege))? diensten?\b"
    r"|\b(?:[’']s |s-)?avonds\b|\bavond(?:en|je|jes|uren)?\b|\b(?:[’']s |s-)?nachts\b"
    r"|\bnacht(?:en)?\b|\bde nacht\b"
    r"|\bweekend(?:en|s)?\b|\bzaterdag(?:en)?\b|\bzondag(?:en)?\b|\bfeestdagen\b"
    r"|\b[23456]-ploegen\b"
    r"|\b(?:twee|drie|vier|vijf)ploegen\w*"
)
_REGULAR: Final = _pattern(
    r"\bkantoor(?:uren|tijden)\b|\b(?:alleen|altijd|gewoon) overdag\b|\bdagdienst(?:en)?\b"
    r"|\bmaandag (?:tot en met|t/m|tot) (?:donderdag|vrijdag)\b|\bwerkdagen\b|\bdoordeweeks\b"
    r"|\b(?:geen|nooit|niet)\b[^.,]{0,30}"
    r"\b(?:avond\w*|[’']s avonds|nacht\w*|weekend\w*|zondag\w*|zaterdag\w*)"
    r"|\bweekend(?:en)?\b[^.,]{0,15}\bvrij\b|\bvrije weekend(?:en)?\b|\bonder schooltijd\b"
)
_FREE: Final = _pattern(
    r"^[^.,]{0,20}\b(?:vrij|van jezelf|voor u?zelf|gesloten|dicht|hoeft? niet)\b"
)
_FREE_BEFORE: Final = _pattern(
    r"\b(?:geen|nooit|niet|zonder|vrije|gesloten|dicht)\b(?:[^.,]|, )?[^.,]{0,35}$"
)


def _times(text: str) -> list[_Said]:
    """ "ja" when work outside the day is named anywhere, else "nee" when that is said."""
    found: list[_Said] = []
    for sentence in _sentences(text):
        for match in _IRREGULAR.finditer(sentence):
            before, after = sentence[: match.start()], sentence[match.end() :]
            if not (_FREE_BEFORE.search(before) or _FREE.search(after)):
                found.append(("ja", match[0]))
        found += [("nee", _clean(match[0])) for match in _REGULAR.finditer(sentence)]
    return sorted(found)


# Dutch -----------------------------------------------------------------------------------------

_TONGUES = r"(?:engels|duits|frans|spaans|pools|turks|arabisch|oekraïens)\w*"
_DUTCH_CODE: Final = _pattern(
    rf"\b(?:nederlands\w*|taal\w*)\b(?:(?!{_TONGUES})[^.;]){{0,40}}?\b(?P<a>[abc][12])\b"
    rf"|\b(?P<b>[abc][12])\b[ -]*(?:niveau)?(?:(?!{_TONGUES})[^.;,]){{0,25}}?\bnederlands\w*"
)
_DUTCH: Final = (
    ("none", _pattern(
        r"\b(?:geen|zonder)\s+nederlands\b|\bnederlands of engels\b"
        r"|\bnederlands\b[^.,]{0,25}\b(?:hoeft (?:u |je )?niet|"
        r"is (?:echt )?niet nodig|niet vereist|is geen (?:must|eis|voorwaarde))"
        r"|\b(?:hoeft|hoef|hoeven)\b[^.,]{0,20}\bgeen nederlands\b"
    )),
    ("a2", _pattern(r"\b(?:een )?(?:beetje|klein beetje|basis|eenvoudig)\s?-?nederlands\b")),
    ("c1", _pattern(
        r"\b(?:vloeiend|foutloos|uitstekend|perfect)\w*\b[^.,]{0,25}\bnederlands\w*"
        r"|\bnederlands\w*\b[^.,]{0,20}\b(?:vloeiend|foutloos|perfect|uitstekend)\b"
        r"|\buitstekende\b[^.,]{0,40}\bnederlandse taal\b"
    )),
    ("b2", _pattern(
        r"\b(?:goed|goede|prima|sterke?) (?:(?!redden)\w+ ){0,3}nederlands(?:e taal)?\b"
        r"|\bnederlands(?:e taal)?\b[^.,]{0,20}\b(?:goed|in woord en geschrift)\b"
        r"|\bbeheerst\b[^.,]{0,20}\bnederlandse taal\b"
    )),
    ("b1", _pattern(
        r"\b(?:redden|verstaanbaar)\b[^.,]{0,25}\bnederlands\b"
        r"|\b(?:spreekt|spreek|praat|verstaat|begrijpt|kunt)\b[^.,]{0,25}\bnederlands\b"
        r"|\bnederlands\b[^.,]{0,15}\b(?:spreken|spreekt|verstaan|praten|kunt)\b"
    )),
)  # fmt: skip


def _dutch(text: str) -> list[_Said]:
    """A level of the Council of Europe, as the form writes it."""
    found: list[_Said] = []
    for sentence in _sentences(text):
        if match := _DUTCH_CODE.search(sentence):
            level = (match["a"] or match["b"]).lower()
            found.append(("c1" if level == "c2" else level, _clean(match[0])))
    if found:
        return found
    return [
        (level, _clean(match[0]))
        for sentence in _sentences(text)
        for level, pattern in _DUTCH
        if (match := pattern.search(sentence))
    ][:1]


# Place -----------------------------------------------------------------------------------------


_BEFORE_PLACE: Final = (
    r"\b(?:in|te|nabij|omgeving|rond|standplaats:?|locatie:?|werkplek:?|plaats:?)\s+"
)


def _places(text: str, places: Collection[str]) -> list[_Said]:
    """The first place of these that is named as where the work is; else named at all."""
    names = "|".join(map(re.escape, sorted(places, key=len, reverse=True)))
    if not names:
        return []
    where = re.search(rf"(?i:{_BEFORE_PLACE})({names})\b(?! en omstreken)", text)
    named = where or re.search(rf"(?<![\w-])({names})(?![\w-])", text)
    return [(named[1], _clean(named[0]))] if named else []
