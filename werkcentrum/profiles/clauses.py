"""A story in clauses, and what each is about: what somebody wants, did, or does not want."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from werkcentrum.profiles.codes import LICENCE

_SENTENCE: Final = re.compile(r"[.!?;:\n•]+(?=\s|$)|\n+")
_CLAUSE: Final = re.compile(
    rf",(?!\d|\s*{LICENCE})|[()]|\s[-–—]\s|"
    # English "want" wants; the Dutch one gives a reason.
    r"\b(?:maar|want(?!\s+(?:to|an?)\b)|omdat|terwijl|dus|hoewel|behalve|but|because)\b|"
    r"\ben\s+(?=(?:dan|toen|nu|later|daarna|daarvoor|ook|ik|wil|zoek|zou|heb|had|ben|was|kan|graag|"
    r"liever|liefst|niet|geen|nooit|werk|werkte|doe|deed|sta|rijd|rij)\b)|"
    # Without a mark: "ik wil chauffeur worden ik heb rijbewijs B".
    r"(?<=\w)\s+(?=ik\s+(?:heb|ben|wil|zou|zoek|kan|woon|spreek|had|was|doe|werk)\b)",
    re.IGNORECASE,
)
ASIDE: Final = re.compile(
    r"(?<!\s)\s*\((?:een\s+|a\s+)?(?:[abc][12]|moedertaal|native|mother\s+tongue|vloeiend|fluent|"
    r"(?:heel\s+|zeer\s+|very\s+)?(?:goed|good)|redelijk|beetje|little|basis|basic)"
    r"(?:\s+(?:speaker|level|niveau))?\)",
    re.IGNORECASE,
)
"""How well somebody speaks a language, behind its name: no clause of its own."""

NOT: Final = re.compile(
    r"\b(?:geen|niet|nooit|nauwelijks|niets|niks|zonder|nie|not|no|never|without|cannot|"
    r"(?:do|does|did|ca|is|are|was|have|has|wo)n[’']?t)\b"
    r"(?!\s+(?:alleen|only|problem|bang|erg|te\s+beroerd|vies|zomaar|uit|probleem|bezwaar|moeite))",
    re.IGNORECASE,
)
_ANY_MORE: Final = re.compile(
    r"\b(?:niet|geen|nooit|nie)\b(?:\s+[\w'-]+){0,4}?\s+meer\b", re.IGNORECASE
)
_NO_MORE: Final = re.compile(r"\b(?:niet|geen|nooit|nie|meer)\b", re.IGNORECASE)
_WANTS: Final = re.compile(
    r"\b(?:wil|will|wilt|willen|zou(?:\s+\w+)?\s+(?:graag|willen|wel)|zoek|zoeken|opzoek|op\s+zoek|"
    r"liever|liefst|droom|dromen|droombaan|wens|hoop|interesse|geïnteresseerd|lijkt|lijken|zin\s+in|"
    r"misschien|zie\s+(?:mezelf|mij|me)|denk(?:\s+ik)?\s+aan|zou\s+ik|het\s+leukst|leuk\s+vinden|ambitie|doel|voorkeur|want\s+(?:to|an?)|would\s+like|looking\s+for)\b",
    re.IGNORECASE,
)
# "ik help graag mensen" tells what somebody does, "graag in de zorg" what they want.
_GLADLY: Final = re.compile(r"^(?!.*\bik\s+\w+\s+(?:\w+\s+)?graag\b).*\bgraag\b", re.IGNORECASE)
_DID: Final = re.compile(
    r"\b(?:heb|heeft|hebben|had|hadden|gehad|was|waren|geweest|werkte|werkten|gewerkt|deed|deden|"
    r"gedaan|begon|begonnen|gestaan|gereden|gezeten|stond|reed|geleerd|gevolgd|gehaald|behaald|"
    r"afgerond|gestudeerd|worked|vroeger|eerder|jarenlang|sinds|ervaring)\b",
    re.IGNORECASE,
)
_DOES: Final = re.compile(r"\b(?:ik|ben|heb|kan|spreek|woon|mijn|weet)\b", re.IGNORECASE)
_OTHERS: Final = re.compile(
    r"\b(?:mijn|m'n|me|onze|haar|zijn)\s+(?:broer|dochter|echtgeno\w+|ex|man|moeder|neef|nicht|oma|"
    r"oom|opa|ouders|partner|tante|vader|vriend|vriendin|vrouw|zoon|zus|buurman|buurvrouw|baas|"
    r"kinderen)\s+(?:is|was|werkt|werkte|heeft|had|rijdt|kan|doet|zijn|waren|wil)\b",
    re.IGNORECASE,
)


class Role(StrEnum):
    """What a clause is about."""

    WISH = "wish"
    REFUSAL = "refusal"
    PAST = "past"
    TOLD = "told"
    OTHERS = "others"


@dataclass(frozen=True)
class Clause:
    """A part of a story that begins at `start` of it; `sentence` counts the sentences."""

    text: str
    start: int
    sentence: int
    role: Role

    @property
    def is_denied(self) -> bool:
        """Whether it says not."""
        return bool(NOT.search(self.text))

    @property
    def once(self) -> str:
        """As it once was, where it says not any more: with blanks for those words; else ""."""
        match = _ANY_MORE.search(self.text)
        return _NO_MORE.sub(lambda found: " " * len(found[0]), self.text) if match else ""


def clauses(story: str) -> list[Clause]:
    """Every clause with a word in it, in order. What says nothing itself goes on as before it."""
    found: list[Clause] = []
    cut = ASIDE.sub(lambda aside: "_" * len(aside[0]), story)
    for number, (begin, end) in enumerate(_pieces(story, _SENTENCE, 0, len(story))):
        before = None
        for start, stop in _pieces(cut, _CLAUSE, begin, end):
            text = story[start:stop]
            before = _role(text, before)
            found.append(Clause(text, start, number, before))
    return found


def _pieces(
    story: str, between: re.Pattern[str], begin: int, end: int
) -> Iterator[tuple[int, int]]:
    """Where each piece begins and ends; a mark between two belongs to neither, a word does not
    matter."""
    start = begin
    for match in between.finditer(story, begin, end):
        if story[start : match.start()].strip():
            yield start, match.start()
        start = match.end()
    if story[start:end].strip():
        yield start, end


def _role(text: str, before: Role | None) -> Role:
    if _OTHERS.search(text):
        return Role.OTHERS
    wants = bool(_WANTS.search(text))
    did = bool(_DID.search(text))
    if wants or (_GLADLY.search(text) and not did):
        return Role.REFUSAL if NOT.search(text) else Role.WISH
    if did:
        return Role.PAST
    if _DOES.search(text) or before is None:
        return Role.TOLD
    if before is Role.WISH and NOT.search(text):
        return Role.REFUSAL
    return before
