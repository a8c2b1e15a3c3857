"""Who received what stays as it was; it goes with the person it is about."""

from typing import Final

from werkcentrum.core.append_only import AppendOnly

# SQLite and PostgreSQL both let a row go when its client goes: deleting is not refused here.
_NEVER: Final = {"sqlite": "0", "postgresql": "false"}
DISCLOSURES: Final = AppendOnly(
    name="disclosure",
    table="privacy_disclosure",
    reason="disclosures are append-only",
    kept_when=_NEVER,
)
