"""The whole pilot region, as it is published."""

import pytest

from tests.source import ROOT
from werkcentrum.catalogue.models import Service
from werkcentrum.partners.models import Region

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
SERVICES = 76


def test_all_services_are_there(pilot):
    assert pilot.services.count() == SERVICES


def test_somebody_who_loses_a_job_finds_the_benefit(pilot, page):
    shown = page.open("/antwoord/", q="mijn contract wordt niet verlengd, krijg ik een uitkering")

    assert "WW" in " ".join(shown.texts(".//article"))


@pytest.mark.parametrize(
    "question",
    ["hulp met mijn cv", "ik kan mijn huur niet betalen", "wij kunnen geen personeel vinden"],
)
def test_ten_answers_fit_in_twenty_kilobytes(pilot, page, question):
    shown = page.open("/antwoord/", q=question)

    assert len(shown.texts(".//article")) == 10
    assert len(shown.response.content) < 20_000


def test_a_choice_leaves_as_many_answers_as_it_says(pilot, page):
    answer = page.open("/antwoord/", q="ik wil iets leren")
    [told] = [text for text in answer.texts(".//option") if text.startswith("Gratis")]

    narrowed = answer.press("Toon deze antwoorden", kosten="free")

    assert told == f"Gratis ({len(narrowed.texts('.//article'))})"


def test_every_look_of_the_region_and_its_municipalities_has_colours(pilot):
    themes = {path.stem for path in (ROOT / "frontend/css/themes").glob("*.css")}
    wanted = {pilot.theme, *pilot.municipalities.exclude(theme="").values_list("theme", flat=True)}

    assert len(wanted) > 1
    assert wanted <= themes


def test_what_a_test_changes_is_gone_afterwards(pilot):
    Service.objects.filter(region=pilot, key="cv-hulp").update(title="Gewijzigd")
    Region.objects.filter(pk=pilot.pk).update(name="Gewijzigd")


@pytest.mark.parametrize("turn", [1, 2])
def test_every_test_sees_the_region_as_it_was_loaded(pilot, turn):
    assert Region.objects.get().name == "Zuid-Holland Centraal"
    assert not Service.objects.filter(title="Gewijzigd").exists()
