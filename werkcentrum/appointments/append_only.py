"""What happened to an appointment stays as it was, until its period is over."""

from typing import Final

from werkcentrum.core.append_only import AppendOnly, younger_than
from werkcentrum.core.records import FEWEST_DAYS

EVENTS: Final = AppendOnly(
    name="appointment_event",
    table="appointments_appointmentevent",
    reason="steps of an appointment are append-only",
    kept_when=younger_than("at", FEWEST_DAYS),
)
