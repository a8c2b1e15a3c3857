"""The secret in the link to one's own request, and its number.

The secret is made from the id, so every message can hold it; the database keeps a hash. A new link
has another secret, and then the one before leads nowhere.
"""

import base64
import hashlib
import secrets
from typing import Final
from uuid import UUID

from django.utils.crypto import salted_hmac

# 96 bits: sixteen characters that nobody can guess.
_SECRET_BYTES: Final = 12
# Without vowels no words appear, and nothing here looks like something else when it is read aloud.
_ALPHABET: Final = "23456789BCDFGHJKMNPQRSTVWXZ"
_GROUP: Final = 4


def new_number(first: str) -> str:
    """A number for somebody to name, such as K-7H3M-9QX4: random, so it tells no count."""
    groups = ("".join(secrets.choice(_ALPHABET) for _place in range(_GROUP)) for _group in range(2))
    return "-".join((first, *groups))


def secret_of(request: UUID, turn: int) -> str:
    """What stands in the link: of the first one (`turn` 0), or of one that came in its stead."""
    said = f"{request.hex}:{turn}" if turn else request.hex
    code = salted_hmac("formal.request", said, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(code[:_SECRET_BYTES]).decode()


def hash_of(secret: str) -> str:
    """How the database knows a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()
