"""Whether somebody says that they can or do something, rather than not, or somebody else."""

import re
from typing import Final

_SEEN: Final = 60  # characters
_CLAUSE_END: Final = re.compile(r"[.,;:!?()\[\]\n|/•–]|\b(?:maar|want)\b")
_NOT: Final = r"\b(?:geen|niet|nooit|zonder|not|no)\b(?!\s+(?:alleen|bang|erg|moe|vies|zomaar))"
_DENIED_BEFORE: Final = re.compile(
    rf"(?:{_NOT}|\b(?:never|\w+n[’']t)\b)(?:\s+[\w']+){{0,2}}(?:\s+an?)?\s+$", re.IGNORECASE
)
_DENIED_AFTER: Final = re.compile(r"^(?:\s+[\w']+){0,3}\s+" + _NOT, re.IGNORECASE)
_FAMILY: Final = (
    "broer|dochter|echtgenoot|echtgenote|ex|man|moeder|neef|nicht|oma|oom|opa|partner|tante|"
    "vader|vriend|vriendin|vrouw|zoon|zus"
)
_OF_FAMILY: Final = re.compile(
    rf"\b(?:mijn|m'n|onze)\s+(?:{_FAMILY})\s+(?:[\w']+\s+){{0,2}}"
    r"(?:is|was|werkt|werkte)\s+(?:[\w']+\s+){0,3}$",
    re.IGNORECASE,
)
_OF_ANOTHER: Final = re.compile(
    r"(?:\b(?:mijn|m'n|onze|(?:naar|van|met|via|door|voor)\s+(?:de|het|een))|^\s*de)\s+$",
    re.IGNORECASE,
)


def is_told(text: str, start: int, end: int, kind: str) -> bool:
    """Whether text[start:end] is told about the teller themselves, and not denied.

    By the words around it only: "geen rijbewijs", "mijn man is kok", "naar de dokter".
    """
    before = _CLAUSE_END.split(text[max(0, start - _SEEN) : start])[-1]
    after = _CLAUSE_END.split(text[end : end + _SEEN])[0]
    if _DENIED_BEFORE.search(before) or _DENIED_AFTER.search(after):
        return False
    if _OF_FAMILY.search(before):
        return False
    return kind != "occupation" or not _OF_ANOTHER.search(before)
