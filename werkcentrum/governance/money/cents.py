"""Whole cents, typed and shown as euros: 1.234,56. Never a float: a cent would get lost."""

import re
from typing import Final

# Ten milliards: no region has more, and a slip of the finger does.
MOST_CENTS: Final = 10_000_000_000_00 - 1
_DUTCH: Final = re.compile(r"(-?)([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,([0-9]{2}|-))?")
_WITH_POINT: Final = re.compile(r"-?[0-9]+\.[0-9]{1,2}")
_ENGLISH: Final = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?")
_LOOSE: Final = re.compile(r"[\s\u00a0\u202f]|€|EUR", re.IGNORECASE)


def in_euros(cents: int) -> str:
    """Cents as a finance system reads them: -1234,56."""
    sign, whole = "-" if cents < 0 else "", abs(cents)
    return f"{sign}{whole // 100},{whole % 100:02d}"


def in_words(cents: int) -> str:
    """Cents as people read them: € 1.234,56, with a space that does not break."""
    sign, whole = "-" if cents < 0 else "", abs(cents)
    thousands = f"{whole // 100:,}".replace(",", ".")
    return f"€\u00a0{sign}{thousands},{whole % 100:02d}"


def from_euros(typed: str) -> int:
    """Cents from what somebody typed. Raises ValueError with a sentence for who typed it."""
    text = _LOOSE.sub("", typed).replace("\u2212", "-")
    found = _DUTCH.fullmatch(text)
    if found is None:
        raise ValueError(_what_is_wrong(text))
    sign, euros, cents = found.groups()
    amount = int(euros.replace(".", "")) * 100 + int((cents or "-").replace("-", "0"))
    if amount > MOST_CENTS:
        raise ValueError("Dit bedrag is te groot. Kijk of er een cijfer te veel staat.")
    return -amount if sign else amount


def _what_is_wrong(text: str) -> str:
    """What to type instead."""
    if _WITH_POINT.fullmatch(text):
        return f"Zet een komma voor de centen: {_two_cents(text.replace('.', ','))}."
    if _ENGLISH.fullmatch(text):
        turned = text.translate(str.maketrans(",.", ".,"))
        return f"Zet een punt tussen duizendtallen en een komma voor de centen: {turned}."
    if re.fullmatch(r"-?[0-9.]+,[0-9]", text):
        return f"Schrijf twee cijfers na de komma: {text}0."
    return "Schrijf een bedrag in euro's, zoals 1.234,56."


def _two_cents(text: str) -> str:
    return f"{text}0" if text[-2] == "," else text
