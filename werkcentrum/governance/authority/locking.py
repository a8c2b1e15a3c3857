"""Who signs and who takes away what that rests on wait for each other."""

from typing import Any

from werkcentrum.partners.models import Organisation


def lock_authority(organisation_id: Any) -> None:
    """Take the authority of one organisation for this transaction; an agreement goes before it.

    Nobody else confirms a signature for it, withdraws what that rests on or changes an office
    meanwhile. Rows that only point at the organisation are written by others all the same.
    """
    rows = Organisation.objects.select_for_update(of=("self",), no_key=True)
    rows.get(pk=organisation_id)
