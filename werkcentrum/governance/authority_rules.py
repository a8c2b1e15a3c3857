"""Who may sign an agreement for a party, and what may be done with bodies and offices."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from werkcentrum.governance import authority
from werkcentrum.governance.authority import Chain, Missing
from werkcentrum.governance.authority_queries import facts_of, facts_of_all
from werkcentrum.governance.models import Party


def authority_of(party: Party, *, signer_name: str, signed_on: date) -> Chain | Missing:
    """The chain on that day, or which link is missing and who can supply it."""
    return authority.authority(facts_of(party), signer=signer_name, on=signed_on)


def authority_of_representatives(
    parties: Collection[Party], *, on: date
) -> dict[UUID, Chain | Missing]:
    """For each party, by its id, whether whoever represents it may sign that day.

    As many queries for one party as for many.
    """
    named = {party.pk: party.representative_name for party in parties}
    return {
        pk: authority.authority(facts, signer=named[pk], on=on)
        for pk, facts in facts_of_all(parties).items()
    }
