"""The folder of Zuid-Holland Centraal as it is published."""

from pathlib import Path

import pytest

from werkcentrum.audit.actions import SYSTEM
from werkcentrum.catalogue.actions import load_region
from werkcentrum.catalogue.models import Service
from werkcentrum.catalogue.queries import catalogue_of
from werkcentrum.catalogue.regionfolder.contents import read_region
from werkcentrum.catalogue.regionfolder.exporting import export_region
from werkcentrum.catalogue.regionfolder.writing import write_folder
from werkcentrum.catalogue.tests.folders import MONDAY_MORNING, team_for
from werkcentrum.partners.models import Region

REGIONS = Path(__file__).resolve().parents[3] / "regions"
PILOT = "zuid-holland-centraal"
pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def load(folder: Path) -> list:
    """Load with the published base."""
    contents, problems = read_region(folder, base=REGIONS / "_base")
    assert problems == []
    return load_region(contents=contents, by=SYSTEM, at=MONDAY_MORNING)


def test_load_export_load_is_a_fixed_point_and_an_export_of_an_export_the_same(tmp_path):
    load(REGIONS / PILOT)
    region = Region.objects.get(key=PILOT)
    first = export_region(region, REGIONS / "_base")
    for name in ("teams.yaml", "referrals.csv", "standings.csv", "grounds.csv"):
        assert first[name] == (REGIONS / PILOT / name).read_text(encoding="utf-8")
    write_folder(tmp_path / PILOT, first)
    assert load(tmp_path / PILOT) == []
    assert export_region(region, REGIONS / "_base") == first
    region.refresh_from_db()
    assert region.content_version == 1


def test_every_service_of_the_catalogue_is_offered():
    load(REGIONS / PILOT)
    assert len(catalogue_of(Region.objects.get(key=PILOT)).services) >= 76


def test_leidschendam_voorburg_differs_in_five_services_and_says_what_is_an_example():
    load(REGIONS / PILOT)
    catalogue = catalogue_of(Region.objects.get(key=PILOT))
    differing = {
        key: differences
        for key in catalogue.services
        if (differences := catalogue.differences(key, "leidschendam-voorburg"))
    }
    assert len(differing) >= 5
    for key, differences in differing.items():
        for difference in differences:
            assert difference.here != difference.region_wide, (key, difference.label)
    # The walk-in hour in Voorburg is in the founding document; the rest is invented.
    assert {key for key, found in differing.items() if not found[0].is_example} == {
        "inloopspreekuur"
    }


def test_whoever_is_handed_over_is_expected_somewhere_in_every_municipality():
    load(REGIONS / PILOT)
    region = Region.objects.get(key=PILOT)
    handed_over = region.services.filter(handling=Service.Handling.HANDOVER)
    for municipality in region.municipalities.all():
        assert [row.key for row in handed_over if team_for(row, municipality) is None] == []
