"""Secrets of a key: a link, and a code that a person can type."""

import secrets
from uuid import UUID

from django.utils.crypto import salted_hmac

_CODE_DIGITS = 6


def new_secret() -> str:
    """For in an address: 192 bits."""
    return secrets.token_urlsafe(24)


def new_code() -> str:
    """Six digits. Few enough to guess, so only a few tries count (`rules.MOST_TRIES`)."""
    return f"{secrets.randbelow(10**_CODE_DIGITS):0{_CODE_DIGITS}d}"


def hash_of_secret(secret: str) -> str:
    """What is kept of a link."""
    return salted_hmac("mine.link", secret, algorithm="sha256").hexdigest()


def hash_of_code(key: UUID, code: str, address: str = "") -> str:
    """What is kept of a code, which belongs to one key.

    With an address it proves that somebody reads what is sent there, and lets nobody in.
    """
    return salted_hmac("mine.code", f"{key}{code}{address}", algorithm="sha256").hexdigest()


def hash_of_sub(region: UUID, issuer: str, sub: str) -> str:
    """What is kept of who somebody is at a broker; the same person differs by region."""
    found = salted_hmac("mine.sub", f"{region}\n{issuer}\n{sub}", algorithm="sha256")
    return found.hexdigest()
