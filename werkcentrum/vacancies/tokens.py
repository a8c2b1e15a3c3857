"""The secret in the link of an employer, and the note in forms that are sent there.

The secret is made from the id, so that every message can hold it; the database keeps a hash. A new
link has another secret, and then the one before leads nowhere.
"""

import base64
import hashlib
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.core import signing
from django.utils.crypto import salted_hmac

# 128 bits: nobody guesses them.
_SECRET_BYTES: Final = 16
_NOTE: Final = "vacancies.note"
# A page that stood open longer is opened again.
_NOTE_AGE: Final = timedelta(days=1)


def secret_of(contact: UUID, turn: int) -> str:
    """What stands in the link: of the first one (`turn` 0), or of one that came in its stead."""
    code = salted_hmac("vacancies.contact", f"{contact.hex}:{turn}", algorithm="sha256").digest()
    return base64.urlsafe_b64encode(code[:_SECRET_BYTES]).decode().rstrip("=")


def hash_of(secret: str) -> str:
    """How the database knows a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def new_note(secret: str) -> str:
    """A signed note for a form on the page behind this link."""
    return signing.dumps(hash_of(secret), salt=_NOTE)


def is_note_of(note: str, secret: str) -> bool:
    """Whether a form came from our page behind this link, of today."""
    try:
        return bool(signing.loads(note, salt=_NOTE, max_age=_NOTE_AGE) == hash_of(secret))
    except signing.BadSignature:
        return False
