"""The signed note in a form of whoever has no login (ADR 0006).

It tells that the form is from our page, of today, and makes one that is sent twice one request.
"""

from datetime import timedelta
from typing import Final
from uuid import UUID, uuid4

from django.core import signing

_SALT: Final = "form.note"
# A form that stood open longer is shown again.
_AGE: Final = timedelta(days=1)


def new_note(request_key: UUID | None = None) -> str:
    """A signed note for a form, with the key of its request; a new one when none is given."""
    return signing.dumps((request_key or uuid4()).hex, salt=_SALT)


def read_note(note: str) -> UUID:
    """The key of the request. Raises `signing.BadSignature` for a note that is not ours or old."""
    return UUID(signing.loads(note, salt=_SALT, max_age=_AGE))
