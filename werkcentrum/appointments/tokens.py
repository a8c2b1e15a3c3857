"""The secret in the link with which somebody moves or cancels an appointment.

It is made from the id that all versions of one appointment share, so every message can hold it; the
database keeps a hash.
"""

import base64
import hashlib
from typing import Final
from uuid import UUID

from django.utils.crypto import salted_hmac

from werkcentrum.core.phone import international

# 96 bits: sixteen characters that nobody can guess.
_SECRET_BYTES: Final = 12


def manage_secret(series: UUID) -> str:
    """What stands in the link."""
    code = salted_hmac("appointments.manage", series.hex, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(code[:_SECRET_BYTES]).decode()


def hash_of(secret: str) -> str:
    """How the database knows a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def person_key(region_key: str, reach: str, address: str) -> str:
    """How the same mail address or number is recognised without reading it; '' without address."""
    if not address:
        return ""
    plain = (reach == "phone" and international(address)) or "".join(address.casefold().split())
    found = salted_hmac("appointments.person", f"{region_key}|{reach}|{plain}", algorithm="sha256")
    return found.hexdigest()
