"""What happened to a ticket stays as it was. A stretch of time may be ended, once."""

from typing import Final

from werkcentrum.core.append_only import AppendOnly

_FIELDS: Final = ("ticket_id", "state", "started_at", "by")
_CHANGED: Final = " OR ".join(f"OLD.{name} <> NEW.{name}" for name in _FIELDS)

EVENTS: Final = AppendOnly(
    name="desk_event",
    table="desk_ticketevent",
    reason="ticket events are append-only",
    changed_when=f"(OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL OR {_CHANGED})",
)
