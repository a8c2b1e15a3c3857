"""A folder from which an organisation went does not send away the people who work for it."""

from dataclasses import replace

import pytest

from werkcentrum.accounts.models import Membership
from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.audit.actions import SYSTEM
from werkcentrum.catalogue.actions import load_region
from werkcentrum.catalogue.rules import StaffWorksThereError
from werkcentrum.catalogue.tests.make import REGIONS, contents_of, load_small_region
from werkcentrum.core.tests.make import MONDAY_MORNING

pytestmark = pytest.mark.django_db


def without(key):
    """The small region, in whose folder this organisation no longer stands."""
    contents = contents_of(REGIONS / "haaglanden")
    kept = [row for row in contents.organisations if row["key"] != key]
    roles = [row for row in contents.providers if row["organisation"] != key]
    teams = [row for row in contents.teams if row["organisation"] != key]
    referrals = [row for row in contents.referrals if row["organisation"] != key]
    return replace(
        contents, organisations=kept, providers=roles, teams=teams, referrals=referrals, parts={}
    )


def load(contents):
    load_region(contents=contents, by=SYSTEM, at=MONDAY_MORNING)


def test_nothing_is_loaded_while_somebody_works_there_and_it_says_who():
    region = load_small_region("haaglanden")
    library = region.organisations.get(key="bibliotheek")
    make_staff(region, "joke", "host", organisation=library)

    with pytest.raises(StaffWorksThereError, match=r"joke@werk\.example \(Bibliotheek Den Haag\)"):
        load(without("bibliotheek"))

    assert region.organisations.filter(key="bibliotheek").exists()


def test_when_nobody_works_there_it_goes():
    region = load_small_region("haaglanden")
    make_staff(region, "joke", "host")

    load(without("bibliotheek"))

    assert Membership.objects.count() == 1
    assert not region.organisations.filter(key="bibliotheek").exists()
