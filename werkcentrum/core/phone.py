"""Phone numbers as people write them, made ready to be tapped."""

import re
from typing import Final

# E.164: a country and a number, fifteen digits at most.
_WHOLE: Final = re.compile(r"\+[1-9]\d{7,14}")


def international(phone: str) -> str:
    """A number such as +31612345678, from how people write it; '' for what is no number."""
    digits = re.sub(r"[\s().-]", "", phone)
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    elif digits.startswith("0"):
        digits = f"+31{digits[1:]}"
    return digits if _WHOLE.fullmatch(digits) and digits.isascii() else ""


def phone_href(phone: str) -> str:
    """A `tel:` address (RFC 3966) for a Dutch number as people write it; '' when unknown."""
    digits = "".join(character for character in phone if character.isdigit())
    if not digits:
        return ""
    if phone.strip().startswith("+"):
        return f"tel:+{digits}"
    is_national = digits.startswith("0") and not digits.startswith("0800") and len(digits) == 10
    return f"tel:+31{digits[1:]}" if is_national else f"tel:{digits}"
