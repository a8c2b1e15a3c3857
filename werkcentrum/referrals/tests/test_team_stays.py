"""A team to which people were referred does not leave with a region's folder."""

import pytest

from werkcentrum.casework.models import Enquiry
from werkcentrum.catalogue.regionfolder.syncing import StillNeededError
from werkcentrum.catalogue.tests.folders import MONDAY_MORNING, write_regions
from werkcentrum.partners.models import Team
from werkcentrum.referrals.models import Referral


@pytest.fixture
def folder(tmp_path, db):
    """A loaded region in which somebody was referred to the library."""
    folder = write_regions(tmp_path / "regions")
    region = folder.loaded()
    enquiry = Enquiry.objects.create(region=region, opened_at=MONDAY_MORNING)
    team = Team.objects.get(key="taalhuis")
    Referral.objects.create(
        region=region, enquiry=enquiry, team=team, organisation=team.organisation,
        made_at=MONDAY_MORNING,
    )  # fmt: skip
    folder.file("referrals.csv").unlink()
    return folder


def test_nothing_is_loaded_and_it_says_which_team_and_what_to_do(folder):
    _before, _cut, after = folder.text("teams.yaml").partition("- organisation: gemeente")
    folder.write("teams.yaml", f"- organisation: gemeente{after}")
    folder.change("organisations.yaml", "Bibliotheek aan", "Boekerij aan")

    with pytest.raises(StillNeededError) as refused:
        folder.load()

    told = str(refused.value)
    assert "'Taalhuis (Boekerij aan de Vliet)' staat niet meer in de map" in told
    assert "doorverwijzingen" in told
    assert "Laat het team in teams.yaml staan" in told
    assert Team.objects.get(key="taalhuis").organisation.name == "Bibliotheek aan de Vliet"


def test_a_team_that_only_gets_nobody_new_stays_and_that_loads(folder):
    folder.load()

    assert Team.objects.filter(key="taalhuis").exists()
