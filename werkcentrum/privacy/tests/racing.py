"""Races in the register: a yes taken back while it is used, and a folder loaded meanwhile."""

from collections.abc import Callable
from threading import Event
from time import sleep

from django.db import transaction

from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.core.tests.racing import at_once
from werkcentrum.partners.models import Region
from werkcentrum.partners.tests.make import make_region
from werkcentrum.privacy.actions import disclose, withdraw_consent
from werkcentrum.privacy.models import Period, Purpose
from werkcentrum.privacy.register_actions import describe_purpose
from werkcentrum.privacy.retention_actions import change_period
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


def described_while_loaded() -> list[str]:
    """Karin says anew what a purpose is while the folder of her region is loaded."""
    region = make_region()

    def describe() -> None:
        describe_purpose(
            region=region, key="nazorg", label="Nazorg", description="Wij bellen u.", by="karin",
            at=MONDAY_MORNING,
        )  # fmt: skip

    return _while_loaded(region, describe, Purpose)


def kept_longer_while_loaded() -> list[str]:
    """Karin decides anew how long visits stay while the folder of her region is loaded."""
    region = make_region()

    def change() -> None:
        change_period(
            region=region, record_key="visit", days=730, needs_second=False, source="besluit",
            by="karin", at=MONDAY_MORNING,
        )  # fmt: skip

    return _while_loaded(region, change, Period)


def _while_loaded(
    region: Region, act: Callable[[], None], model: type[Purpose] | type[Period]
) -> list[str]:
    """What she does a second time, and a load: the region first, then what hangs from it."""
    act()
    is_begun = Event()

    def load() -> str:
        with transaction.atomic():
            Region.objects.select_for_update(of=("self",)).get(pk=region.pk)
            is_begun.set()
            sleep(0.5)
            model.objects.filter(region=region).update(region=region)
        return "geladen"

    def again() -> str:
        is_begun.wait(timeout=60)
        act()
        return "veranderd"

    return at_once([load, again])
