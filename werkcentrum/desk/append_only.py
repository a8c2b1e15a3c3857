"""What happened to a ticket stays as it was, until its period is over. A stretch of time may be
ended, once."""

from typing import Final

from werkcentrum.core.append_only import AppendOnly, younger_than
from werkcentrum.core.records import FEWEST_DAYS

_FIELDS: Final = ("ticket_id", "state", "started_at", "by")
_CHANGED: Final = " OR ".join(f"OLD.{name} <> NEW.{name}" for name in _FIELDS)

EVENTS: Final = AppendOnly(
    name="desk_event",
    table="desk_ticketevent",
    reason="ticket events are append-only",
    changed_when=f"(OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL OR {_CHANGED})",
    kept_when=younger_than("started_at", FEWEST_DAYS),
)
