"""What happened to an appointment stays as it was."""

from typing import Final

from werkcentrum.core.append_only import AppendOnly

EVENTS: Final = AppendOnly(
    name="appointment_event",
    table="appointments_appointmentevent",
    reason="steps of an appointment are append-only",
)
