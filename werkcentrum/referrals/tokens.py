"""The secret in the link with which a team answers, and the note in forms that are sent there.

The database keeps a hash: whoever reads it cannot answer for anybody.
"""

import hashlib
import secrets
from datetime import timedelta
from typing import Final

from django.core import signing

# 128 bits: nobody guesses them.
_SECRET_BYTES: Final = 16
LIFETIME: Final = timedelta(days=8)
_NOTE: Final = "referrals.note"
# A page that stood open longer is opened again.
_NOTE_AGE: Final = timedelta(days=1)


def new_secret() -> str:
    """What stands in a link."""
    return secrets.token_urlsafe(_SECRET_BYTES)


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
