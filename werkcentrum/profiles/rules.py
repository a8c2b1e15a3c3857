"""What may be kept of somebody's work, and why not."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from werkcentrum.casework.models import Client
from werkcentrum.core.refusal import Refusal
from werkcentrum.partners.models import Organisation
from werkcentrum.privacy.models import Consent, Data
from werkcentrum.privacy.rules import basis_for
from werkcentrum.profiles.facts import NOTHING, Facts
from werkcentrum.profiles.models import Profile
from werkcentrum.profiles.telling import too_much

PURPOSE: Final = "profile"
"""The purpose in the register on which a profile is kept."""
RECORD: Final = "profile"
"""The sort of record that a profile is, of which a region says how long it stays."""


def consent_to_keep(
    client: Client, *, controllers: Collection[Organisation], at: datetime
) -> Consent | Refusal:
    """On what one of these organisations keeps a profile of somebody now, or why none may.

    Only on a yes: what somebody wants to do with their life is nothing a law has us keep.
    """
    for controller in controllers:
        basis = basis_for(
            client=client, purpose=PURPOSE, controller=controller, recipient=controller,
            data=[Data.PROFILE], at=at,
        )  # fmt: skip
        if not isinstance(basis, Refusal) and basis.consent is not None:
            return basis.consent
    return Refusal(_("Zonder toestemming bewaren wij geen profiel. Vraag die eerst aan de klant."))


def may_keep(client: Client, facts: Facts, consent: Consent, at: datetime) -> Refusal | None:
    """Whether these facts may be kept on this consent now."""
    if facts == NOTHING:
        return Refusal(_("Er is nog niets om te bewaren. Vertel eerst iets over uw werk."))
    others = Profile.objects.filter(client=client).select_related("consent__controller", "facts")
    other = others.first()
    before = NOTHING if other is None else other.facts.known
    if (refusal := too_much(facts, before=before)) is not None:
        return refusal
    found = consent_to_keep(client, controllers=[consent.controller], at=at)
    if isinstance(found, Refusal):
        return found
    if found != consent or consent.client_id != client.pk:
        return Refusal(_("De toestemming is veranderd. Kijk opnieuw."))
    if other is not None and other.consent.controller_id != consent.controller_id:
        return Refusal(
            _("%(organisation)s heeft al een profiel van deze klant.")
            % {"organisation": other.consent.controller.name}
        )
    return None
