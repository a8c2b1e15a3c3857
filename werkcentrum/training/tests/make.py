"""Trainings of a school in Voorburg."""

from datetime import date, datetime, timedelta
from typing import Any

from werkcentrum.core import clock
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.partners.models import Organisation, Region
from werkcentrum.partners.tests.make import make_organisation
from werkcentrum.profiles.facts import Facts, Wish, to_json
from werkcentrum.profiles.models import ProfileFacts
from werkcentrum.training import actions
from werkcentrum.training.content import Content
from werkcentrum.training.days import in_words
from werkcentrum.training.models import Training

NEXT_MONTH = MONDAY + timedelta(days=30)
SOFIA = "0190-sofia"


def make_school(region: Region, key: str = "vakschool", name: str = "Vakschool") -> Organisation:
    """A school of the region."""
    return make_organisation(region, key, name=name, kind=Organisation.Kind.EDUCATION)


def content(**others: Any) -> Content:
    """What the school gives: two days on a fork-lift truck."""
    values: dict[str, Any] = {
        "name": "Heftruckcertificaat", "description": "U leert rijden met de heftruck.",
        "skills": ("heftruck-rijden", "heftruckcertificaat"), "starts": (NEXT_MONTH,),
        "weeks": 1, "hours_a_week": 16, "cost": 295, "payer": "employer", "dutch_level": "a2",
        "proof": "certificate", "place": "Voorburg", "postcode4": "2271",
    }  # fmt: skip
    return Content(**(values | others))


def make_training(
    region: Region, *, school: Organisation | None = None, at: datetime = MONDAY_MORNING,
    **others: Any,
) -> Training:  # fmt: skip
    """A training on the website."""
    provider = school or region.organisations.filter(key="vakschool").first()
    return actions.enter_training(
        provider=provider or make_school(region), service=None, content=content(**others),
        by=SOFIA, at=at,
    )  # fmt: skip


def make_known(region: Region, pk: str) -> Training:
    """A training that one can always begin with, under a number of its own."""
    said = content(starts=(), is_always_open=True).as_fields()
    school = region.organisations.filter(key="vakschool").first() or make_school(region)
    return Training.objects.create(
        **said, pk=pk, region=region, provider=school, seen_on=clock.today(),
        changed_at=MONDAY_MORNING,
    )  # fmt: skip


def typed(school: Organisation, **others: Any) -> dict[str, Any]:
    """What Sofia types on the page."""
    values = {
        "provider": str(school.pk), "name": "Heftruckcertificaat",
        "description": "U leert rijden met de heftruck.",
        "skills": "heftruck rijden\nheftruckcertificaat", "starts": in_words(NEXT_MONTH),
        "weeks": "1", "hours_a_week": "16", "cost": "295", "spoken": "nl", "place": "Voorburg",
        "postcode4": "2271 AB",
    }  # fmt: skip
    return values | others


def make_looking(
    region: Region, occupation: str, count: int, *, wishes: tuple[Wish, ...] = (),
    kept_until: date = NEXT_MONTH,
) -> None:  # fmt: skip
    """So many people with a profile who want to be this; only facts, as a matcher may read."""
    facts = to_json(Facts(wishes=wishes or (Wish(occupation, occupation),)))
    for _one in range(count):
        ProfileFacts.objects.create(
            region=region, facts=facts, changed_at=MONDAY_MORNING, kept_until=kept_until
        )
