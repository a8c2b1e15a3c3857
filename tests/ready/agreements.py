"""Agreements between organisations, each action with something to act on."""

from functools import partial

from tests.ready.acts import Act, Ready
from werkcentrum.governance import force_actions
from werkcentrum.governance.models import Agreement
from werkcentrum.governance.tests.make import (
    make_agreement,
    make_library_party,
    make_municipality_party,
)
from werkcentrum.governance.tests.make_signed import make_signature
from werkcentrum.partners.tests.make import make_region


def coming_into_force() -> Act:
    region = make_region()
    parties = make_municipality_party(region), make_library_party(region)
    agreement = make_agreement(region, *parties, stage=Agreement.Stage.TO_SIGN)
    for party in parties:
        make_signature(agreement, party.key)
    return partial(force_actions.bring_into_force, agreement=agreement)


BY_SOMEBODY: Ready = {
    "governance.bring_into_force": (coming_into_force, "governance.agreement_in_force"),
}
