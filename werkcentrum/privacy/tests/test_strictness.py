"""Where a region wants an agreement, what only its folder says of a partner counts nowhere."""

import pytest

from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.partners.models import Organisation, PartnerStanding, Region, Strictness
from werkcentrum.partners.tests.make import make_region
from werkcentrum.privacy.queries import askable_of
from werkcentrum.privacy.register_queries import not_agreed, standings_of
from werkcentrum.privacy.tests.make import make_client, make_sharing

pytestmark = pytest.mark.django_db


def test_without_an_agreement_nobody_is_asked_and_the_register_says_that_nothing_is_shared():
    region = make_region()
    ground = make_sharing(region)
    client = make_client(region)
    assert told(client, ground) == (1, 1, [])

    Region.objects.filter(pk=region.pk).update(strictness=Strictness.AGREEMENT)
    client.refresh_from_db()
    assert told(client, ground) == (0, 0, ["De Bond: Doorverwijzen"])

    PartnerStanding.objects.update(origin="agreement:1")
    assert told(client, ground) == (1, 1, [])


def test_who_works_under_the_law_needs_no_agreement_for_what_the_folder_says():
    region = make_region()
    ground = make_sharing(region)
    client = make_client(region)
    Region.objects.filter(pk=region.pk).update(strictness=Strictness.AGREEMENT)
    Organisation.objects.filter(pk=ground.recipient_id).update(is_suwi_party=True)
    client.refresh_from_db()

    assert told(client, ground) == (1, 1, [])


def told(client, ground) -> tuple[int, int, list[str]]:
    """What can be asked, what was agreed, and what is shared with nobody yet."""
    asked = askable_of(client, controllers=[ground.controller_id], at=MONDAY_MORNING)
    region = Region.objects.get()
    agreed = standings_of(region, today=MONDAY)
    return len(asked), len(agreed), not_agreed(region, today=MONDAY)
