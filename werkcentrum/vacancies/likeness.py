"""Vacancies that are probably the same, however each source writes them. Pure."""

import hashlib
import re
import unicodedata
from typing import Final

# What one source writes behind the name of the work, or around that of the employer.
_BESIDE: Final = re.compile(
    r"\([^)]*\)|\b[mvx](?: ?/ ?[mvx])+\b|\b\d+(?: ?[-–] ?\d+)? ?(?:uur|uren|u)\b|\bb ?\.? ?v\b\.?|"
    r"\bn ?\.? ?v\b\.?|\bv ?\.? ?o ?\.? ?f\b\.?|\bstichting\b|\bvacature\b|\bgezocht\b"
)
_NOT_A_WORD: Final = re.compile(r"[^a-z0-9]+")
# So much of a text is enough: sources add their own words below it, and cut it off at 2,000.
_FIRST_LETTERS: Final = 600
# Too little to say that two texts are one, in letters and digits.
_LEAST: Final = 80


def likeness(*, title: str, employer_name: str, place: str) -> str:
    """The same 32 characters for the same work at the same employer in the same place."""
    return _digest("|".join(map(plain, (title, employer_name, place))))


def text_likeness(description: str) -> str:
    """The same 32 characters for texts that begin the same; '' for a short one."""
    letters = plain(description)
    return _digest(letters[:_FIRST_LETTERS]) if len(letters) >= _LEAST else ""


def plain(text: str) -> str:
    """The letters and digits of a text, without what sources write around the work."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _NOT_A_WORD.sub("", _BESIDE.sub(" ", bare))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
