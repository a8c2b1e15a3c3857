"""Phone numbers as people write them, made ready to be tapped."""


def phone_href(phone: str) -> str:
    """A `tel:` address (RFC 3966) for a Dutch number as people write it; '' when unknown."""
    digits = "".join(character for character in phone if character.isdigit())
    if not digits:
        return ""
    is_national = digits.startswith("0") and not digits.startswith("0800") and len(digits) == 10
    return f"tel:+31{digits[1:]}" if is_national else f"tel:{digits}"
