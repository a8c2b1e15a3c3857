"""Somebody takes back a yes at the moment at which something is shared on it."""

from threading import Event
from time import sleep

from django.db import transaction

from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.core.tests.racing import at_once
from werkcentrum.partners.tests.make import make_region
from werkcentrum.privacy.actions import disclose, withdraw_consent
from werkcentrum.privacy.rules import Basis
from werkcentrum.privacy.tests.make import make_client, make_consent, make_sharing


def withdrawn_while_shared() -> list[str]:
    """One withdraws and is slow to finish; the other looked before, and shares meanwhile."""
    region = make_region()
    ground = make_sharing(region)
    consent = make_consent(make_client(region), ground)
    is_withdrawn = Event()

    def withdraw() -> str:
        with transaction.atomic():
            withdraw_consent(consent=consent, by="olena", at=MONDAY_MORNING)
            is_withdrawn.set()
            sleep(0.5)
        return "ingetrokken"

    def share() -> str:
        is_withdrawn.wait(timeout=60)
        disclose(
            client=consent.client, basis=Basis(consent=consent), recipient=ground.recipient,
            purpose="referral", data=["name"], by="peter", at=MONDAY_MORNING,
        )  # fmt: skip
        return "gedeeld"

    return at_once([withdraw, share])
