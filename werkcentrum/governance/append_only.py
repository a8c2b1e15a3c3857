"""What was agreed, what happened to it, and who signed: the database refuses to change that."""

from typing import Final

from werkcentrum.core.append_only import AppendOnly

VERSIONS: Final = AppendOnly(
    name="agreement_version",
    table="governance_agreementversion",
    reason="versions of agreements are append-only",
)
EVENTS: Final = AppendOnly(
    name="agreement_event",
    table="governance_agreementevent",
    reason="events of agreements are append-only",
)
# Until a second person confirms it, a registration can still be taken back.
SIGNATURES: Final = AppendOnly(
    name="signature",
    table="governance_signature",
    reason="confirmed signatures are append-only",
    changed_when="OLD.confirmed_at IS NOT NULL",
    kept_when={
        "sqlite": "OLD.confirmed_at IS NOT NULL",
        "postgresql": "OLD.confirmed_at IS NOT NULL",
    },
)
# A letter that was sent stays what it was.
DOCUMENTS: Final = AppendOnly(
    name="final_document",
    table="governance_document",
    reason="final documents are append-only",
    changed_when="OLD.final_on IS NOT NULL",
    kept_when={"sqlite": "OLD.final_on IS NOT NULL", "postgresql": "OLD.final_on IS NOT NULL"},
)
