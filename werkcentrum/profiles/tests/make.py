"""People who told what they can and want, and let it be kept."""

from datetime import datetime
from typing import Any

from werkcentrum.casework.models import Client
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.models import Organisation, Region
from werkcentrum.partners.tests.make import make_region
from werkcentrum.privacy.models import Consent, Data, LegalGround
from werkcentrum.privacy.tests.make import (
    make_client,
    make_consent,
    make_ground,
    make_municipal,
    make_purpose,
)
from werkcentrum.profiles.actions import keep_profile
from werkcentrum.profiles.facts import Experience, Facts, Skill, Wish
from werkcentrum.profiles.models import Profile
from werkcentrum.profiles.rules import PURPOSE

COOK = Facts(
    wishes=(Wish("bakker", "bakker"),),
    work=(Experience("kok", "kok", 8.0, "in een hotel gekookt"),),
    skills=(Skill("koken", "koken"),),
    km=10,
    hours_max=24,
)


def make_keeping(region: Region, controller: Organisation | None = None) -> LegalGround:
    """The municipality may keep profiles of whoever agrees."""
    purpose = make_purpose(region, PURPOSE, "Uw profiel bewaren")
    controller = controller or make_municipal(region)
    return make_ground(purpose, controller, None, data=[Data.PROFILE])


def agree(client: Client, *, at: datetime = MONDAY_MORNING, **values: Any) -> Consent:
    """Somebody lets the municipality keep their profile."""
    ground = LegalGround.objects.filter(purpose__key=PURPOSE).first()
    ground = ground or make_keeping(client.region)
    return make_consent(client, ground, at=at, **values)


def make_profile(
    client: Client | None = None, facts: Facts = COOK, *, at: datetime = MONDAY_MORNING,
    **values: Any,
) -> Profile:  # fmt: skip
    """Olena cooked for eight years, and agreed that we keep that."""
    client = client or make_client(make_region())
    return keep_profile(
        client=client, facts=facts, consent=agree(client, at=at), by="fatima", at=at, **values
    )
