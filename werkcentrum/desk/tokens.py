"""Secrets in addresses: of a device, of a visitor's own page, and of a form without a cookie.

None is kept: what is signed is checked, and of a visitor's secret the database holds a hash.
"""

import base64
import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID, uuid4

from django.core import signing
from django.utils.crypto import salted_hmac

from werkcentrum.desk.models import DeskDevice

# Somebody may stand at a kiosk, or keep the page on a phone, for so long before sending the form.
FORM_AGE: Final = timedelta(hours=4)
_DEVICE: Final = signing.TimestampSigner(salt="desk.device")
# 96 bits: sixteen characters that nobody can guess.
_SECRET_BYTES: Final = 12


@dataclass(frozen=True)
class FormNote:
    """What a form carries unseen: the device it was shown on, and a key of its own."""

    device: UUID
    request_key: UUID


def device_token(device: DeskDevice) -> str:
    """What stands in the address of a device; good until the device is revoked."""
    return _DEVICE.sign(device.pk.hex)


def device_in(token: str, *, max_age: timedelta | None = None) -> UUID:
    """The id of the device. Raises BadSignature for a token that is not ours, or too old."""
    return UUID(_DEVICE.unsign(token, max_age=max_age))


def visit_secret(desk: UUID, request_key: UUID) -> str:
    """The secret of a visit, always the same for one request: a replay shows the same page."""
    code = salted_hmac("desk.visit", f"{desk}{request_key}", algorithm="sha256").digest()
    return base64.urlsafe_b64encode(code[:_SECRET_BYTES]).decode()


def hash_of(secret: str) -> str:
    """How the database knows a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def new_note(device: DeskDevice) -> str:
    """A note for one form; sending it twice gives one ticket."""
    return signing.dumps([device.pk.hex, uuid4().hex], salt="desk.form")


def arrival_note(appointment: UUID) -> str:
    """A note for the form of whoever says to be here; sending it twice gives one ticket."""
    return signing.dumps([appointment.hex, uuid4().hex], salt="desk.arrival")


def read_arrival(note: str, appointment: UUID) -> UUID:
    """The key of that request. Raises BadSignature when it is not ours, of another, or too old."""
    found, key = signing.loads(note, salt="desk.arrival", max_age=FORM_AGE)
    if found != appointment.hex:
        raise signing.BadSignature
    return UUID(key)


def read_note(note: str) -> FormNote:
    """The note of a form. Raises BadSignature when it is not ours, or too old."""
    device, key = signing.loads(note, salt="desk.form", max_age=FORM_AGE)
    return FormNote(UUID(device), UUID(key))
