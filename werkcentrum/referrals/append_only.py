"""What happened to a referral stays as it was; it goes with the referral."""

from typing import Final

from werkcentrum.core.append_only import AppendOnly

# Deleting is not refused: a referral goes when its period is over.
_NEVER: Final = {"sqlite": "0", "postgresql": "false"}
EVENTS: Final = AppendOnly(
    name="referral_event",
    table="referrals_referralevent",
    reason="steps of a referral are append-only",
    kept_when=_NEVER,
)
