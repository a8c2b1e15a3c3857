"""Phone numbers as people write them, made ready to be tapped."""

import re
import unicodedata
from typing import Final

# E.164: a country and a number, fifteen digits at most; in the Netherlands nine after the country.
_WHOLE: Final = re.compile(r"\+31[1-9][0-9]{8}|\+(?!31)[1-9][0-9]{7,14}")
# The zero of inside a country, as some write it: +31 (0)6 12345678.
_TRUNK: Final = re.compile(r"(?<=[0-9])\s*\(0\)")


def plain_digits(text: str) -> str:
    """The same with 0 to 9, for whoever has a keyboard with other digits: \u0660\u0666 is 06."""
    return "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in text)


def international(phone: str) -> str:
    """A number such as +31612345678, from how people write it; '' for what is no number."""
    digits = re.sub(r"[\s().-]", "", _TRUNK.sub("", plain_digits(phone)))
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    elif digits.startswith("0"):
        digits = f"+31{digits[1:]}"
    return digits if _WHOLE.fullmatch(digits) else ""


def phone_href(phone: str) -> str:
    """A `tel:` address (RFC 3966) for a Dutch number as people write it; '' when unknown."""
    digits = "".join(character for character in phone if character.isdigit())
    if not digits:
        return ""
    if phone.strip().startswith("+"):
        return f"tel:+{digits}"
    is_national = digits.startswith("0") and not digits.startswith("0800") and len(digits) == 10
    return f"tel:+31{digits[1:]}" if is_national else f"tel:{digits}"
