"""The audit trail cannot be changed. A line goes when its period is over, and not before."""

from typing import Final

from werkcentrum.core.append_only import AppendOnly

# The period is over by the database's own clock, whatever time the program thinks it is.
TRAIL: Final = AppendOnly(
    name="audit",
    table="audit_auditline",
    reason="audit lines are append-only",
    kept_when={
        "sqlite": "OLD.keep_until >= date('now')",
        "postgresql": "OLD.keep_until >= CURRENT_DATE",
    },
)
