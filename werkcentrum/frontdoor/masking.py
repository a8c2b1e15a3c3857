"""Takes out of a question what could point at a person.

Every digit goes, and mail addresses, links, and names after words such as 'ik ben'. Better a
word too many than one too few: the masked text only has to show what was asked.
"""

import re
from collections.abc import Callable

NUMBER, MAIL, LINK, NAME = "[nummer]", "[e-mail]", "[link]", "[naam]"

# Looked for from the start of a word only: from every letter, 20,000 letters took six seconds.
_MAIL = re.compile(r"(?<!\S)(?:\S+@\S+|\S+\s?\(at\)\s?\S+)", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_POSTCODE = re.compile(r"\b\d{4}\s?[a-z]{2}\b", re.IGNORECASE)
_IBAN = re.compile(r"\b[a-z]{2}\d{2}[a-z0-9 ]{8,30}\b", re.IGNORECASE)
# Digits with the separators people type between them, so '06-12 34 56 78' is one number.
_NUMBER = re.compile(r"\+?\d(?:[\d\s./()\-]*\d)?")
_PARTICLE = r"(?:van|de|der|den|het|ter|ten|te|el|al|bin|ben|von|la|le|da|dos|'t)"
_CAPITALISED = rf"(?:{_PARTICLE}\s+)*[A-ZÀ-ÞĀ-ŽА-ЯЁІЇЄҐ][\w'’.-]*"
_FULL_NAME = rf"{_CAPITALISED}(?:\s+{_CAPITALISED}){{0,3}}"
# After these words comes a name, however it is written.
_SURE = re.compile(
    r"\b(mijn naam is|m'n naam is|naam:|ik heet|my name is|i am called|mam na imię|nazywam się"
    r"|меня зовут|мене звати|benim adım|adım|me llamo|je m'appelle|ich heiße|mă numesc|казвам се"
    rf"|اسمي)\s+({_FULL_NAME}|\S+(?:\s+{_PARTICLE}\s+\S+)?)",
    re.IGNORECASE,
)
# After these a capital letter makes it a name.
_LIKELY = re.compile(
    r"\b([Ii]k ben|[Ii]kben|[Ii] am|[Ii]'m|[Mm]evrouw|[Mm]eneer|[Mm]evr\.?|[Dd]hr\.?|[Mm]w\.?"
    r"|[Jj]estem|[Gg]roet(?:en|jes)?,?|[Mm]vg,?|[Nn]amens|[Bb]aas heet|[Mm]rs?\.?)"
    rf"\s+({_FULL_NAME})"
)
_LOWER_AFTER_IK_BEN = re.compile(r"\b(ik ben)\s+([a-zà-ÿ]{2,}(?:\s+[a-zà-ÿ]{2,})?)", re.IGNORECASE)


def mask(text: str, *, is_word: Callable[[str], bool] = lambda word: True) -> str:
    """The text without numbers, addresses and names.

    `is_word` tells whether a lower-case word is ordinary Dutch: 'ik ben ontslagen' stays,
    'ik ben fatima' does not.
    """
    for pattern, replacement in ((_MAIL, MAIL), (_LINK, LINK), (_IBAN, NUMBER)):
        text = pattern.sub(replacement, text)
    text = _POSTCODE.sub(NUMBER, text)
    text = _SURE.sub(rf"\1 {NAME}", text)
    text = _LIKELY.sub(rf"\1 {NAME}", text)
    text = _LOWER_AFTER_IK_BEN.sub(lambda found: _unknown_word(found, is_word), text)
    return _without_digits(_NUMBER.sub(NUMBER, text))


def _unknown_word(found: re.Match[str], is_word: Callable[[str], bool]) -> str:
    first, *rest = found[2].split()
    if is_word(first.lower()):
        return found[0]
    kept = [word for word in rest if is_word(word.lower())]
    return " ".join([found[1], NAME, *kept])


def _without_digits(text: str) -> str:
    """Digits of other scripts, and what the patterns left."""
    return re.sub(r"\d+", NUMBER, text)
