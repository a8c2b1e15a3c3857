"""What somebody learned, in the clauses of a sentence, and whether they finished it."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile
from typing import Final

from werkcentrum.profiles.clauses import NOT, Clause, Role
from werkcentrum.profiles.facts import Study
from werkcentrum.profiles.items import Item

Reduce = Callable[[str], str]

_LEVELS: Final = (
    (r"universiteit|universitair\w*|\bwo\b|master|academi\w+|doctoraal|gepromoveerd", 6),
    (r"\bhbo\b|hogeschool|bachelor|\bhts\b|\bheao\b|pabo|associate\s+degree", 5),
    (r"\bmbo\b|\bmbo-?[1-4]\b|\bmts\b|\bmeao\b|\broc\b|\bhavo\b|\bvwo\b|gymnasium|atheneum", 4),
    (r"\bvmbo\w*|\bmavo\b|\blts\b|\blbo\b|\bleao\b|huishoudschool|praktijk(?:school|onderwijs)", 3),
    (r"basisschool|lagere\s+school", 2),
)  # fmt: skip
_KNOWN_LEVELS: Final = tuple((re.compile(words, re.IGNORECASE), level) for words, level in _LEVELS)
_STUDY: Final = re.compile(
    "|".join(words for words, _level in _LEVELS)
    + r"|middelbare\s+school|\bopleiding\w*|\bcursus\w*|\btraining\b|\bdiploma\b|\bcertificaat\b|"
    r"\bstudie\b|\bgestudeerd\b|\bstudeerde\b|\b\w{4,}(?:opleiding|cursus|diploma)\b",
    re.IGNORECASE,
)
_NUMBERED: Final = re.compile(r"\s*-?(?:niveau\s*)?([1-4])\b(?!\s*(?:jaar|jr))", re.IGNORECASE)
_NO_DIPLOMA: Final = re.compile(
    r"\bgeen\s+(?:enkel\s+)?(?:diploma'?s?|papieren|opleiding(?:en)?|school)\b|\bzonder\s+diploma'?s?\b|"
    r"\b(?:nooit|niet)\s+(?:naar|op)\s+school\b",
    re.IGNORECASE,
)
_NOT_DONE: Final = re.compile(
    r"\b(?:niet|nooit|net\s+niet)\s+(?:helemaal\s+)?(?:af\w*|gehaald|behaald|voltooid|klaar)\b|"
    r"\bgestopt\b|\bafgebroken\b|\b(?:zonder|geen)\s+diploma\b|\bgezakt\b|\bniet\s+mijn\s+diploma\b|"
    r"\bbezig\b|\bvolg\b|\bdoe\s+nu\b|\bnu\s+doe\b|\bniet\s+afgemaakt\b|\bhalverwege|\w+dejaars|eerstejaars|naast\s+mijn\b|\bniet\s+af\b",
    re.IGNORECASE,
)
_TAIL: Final = re.compile(
    r"\b(?:gedaan|gevolgd|gehaald|behaald|afgerond|afgemaakt|gestudeerd|studeerde|gestopt|deed|heb|"
    r"ik|ben|met|een|de|het|op|in|aan|is|was|voor|als|van|tot|bij|die|dat|ook|en|nog|diploma|"
    r"opleiding|cursus|certificaat|studie|mijn|vroeger|niet|nooit|maar|af|net|jaar|bezig|nu|volg|"
    r"doe|toen|daar|gehad|wel|werk|zoek|iets|naast|uur|per|week|wil)\b",
    re.IGNORECASE,
)
_BESIDE: Final = re.compile(
    r"\b(?:naast|tijdens)\s+(?:mijn|de|een)\s+(?:studie|opleiding)\b", re.IGNORECASE
)
_WORKS_THERE: Final = re.compile(
    r"\b(?:les|lesgeven|werk\w*|gewerkt|stage|stond|sta)\b.*\b(?:op|bij|aan)\s+(?:een|de|het)?\s*$",
    re.IGNORECASE,
)
_NOT_OWN: Final = (Role.OTHERS, Role.REFUSAL)
_MOST_WORDS: Final = 6


def studies_in(sentence: Sequence[Clause], after: str, reduce: Reduce) -> Iterator[Item]:
    """What somebody learned, of one sentence; `after` is the next sentence, which may say that it
    was not finished. Names are reduced, but for the level."""
    whole = " ".join(clause.text for clause in sentence)
    match = _NO_DIPLOMA.search(whole)
    if match and not _STUDY.search(whole[: match.start()] + whole[match.end() :]):
        yield Item("level", 1, match.group(), sentence[0].start)
        return
    for place, clause in enumerate(sentence):
        found = _STUDY.search(clause.text)
        is_wish = clause.role is Role.WISH and not _BESIDE.search(clause.text)
        if found is None or clause.role in _NOT_OWN or is_wish or _is_denied(clause, found):
            continue
        more = _until_another([one.text for one in sentence[place + 1 :]] + [after])
        is_done = not _NOT_DONE.search(" ".join([clause.text, *more]))
        if study := _study(clause, found, reduce, is_done=is_done):
            words = clause.text.strip()
            yield Item("study", study, words, clause.start + clause.text.index(words))


def _until_another(texts: Sequence[str]) -> Iterator[str]:
    """What is still about the same study."""
    return takewhile(lambda text: not _STUDY.search(text), texts)


def _is_denied(clause: Clause, match: re.Match[str]) -> bool:
    """Also who works at a school says nothing of what they learned."""
    before = clause.text[: match.start()]
    return bool(NOT.search(before[-18:]) or _WORKS_THERE.search(before))


def _study(
    clause: Clause, match: re.Match[str], reduce: Reduce, *, is_done: bool
) -> Study | None:  # fmt: skip
    """None when it says no more than that there was some course."""
    level = next((level for words, level in _KNOWN_LEVELS if words.search(clause.text)), None)
    numbered = _NUMBERED.match(clause.text[match.end() :]) if level == _MBO else None
    end = match.end() + (numbered.end() if numbered else 0)
    shown = match.group().lower()
    if numbered:
        shown = f"{shown} {numbered[1]}"
    about = reduce(_TAIL.sub(" ", f"{clause.text[: match.start()]} , {clause.text[end:]}"))
    about = " ".join(word.strip(",") for word in about.split() if word.strip(","))
    about = " ".join(about.split()[:_MOST_WORDS])
    is_named = level is not None or "school" in shown or len(shown) > _NAMED
    name = f"{shown} {about}".strip() if is_named or about else ""
    return Study(_plain(name), level, is_done) if name else None


def _plain(name: str) -> str:
    return " ".join(name.split())


_MBO: Final = 4
# "opleiding" and "certificaat" say nothing by themselves; "heftruckcursus" does.
_NAMED: Final = len("gestudeerd") + 1
