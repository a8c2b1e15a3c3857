"""Whom visitors see as part of the Werkcentrum, where a region wants an agreement for that."""

from datetime import timedelta

import pytest

from werkcentrum.core.tests.make import MONDAY
from werkcentrum.partners.models import Organisation, PartnerStanding, Region, Strictness

LIBRARY_PAGE = "/locaties/bibliotheek-voorburg/"
# Only libraries help with a CV here; UWV is there by law, and a municipality too.
BY_A_LIBRARY, BY_LAW, BY_A_MUNICIPALITY = (
    "/diensten/cv-hulp/", "/diensten/ww-aanvragen/", "/diensten/jobcoach/"
)  # fmt: skip


@pytest.fixture
def strict(region, set_clock) -> Region:
    """A region where only an agreement or an exception counts, on a Monday morning."""
    set_clock("2025-07-07 10:00")
    Region.objects.filter(pk=region.pk).update(strictness=Strictness.AGREEMENT)
    return _read_again(region)


def _read_again(region: Region) -> Region:
    region.refresh_from_db()
    region.content_version += 1
    region.save(update_fields=["content_version"])
    return region


def _agree(region: Region, key: str = "bibliotheek-aan-de-vliet", **values) -> None:
    wanted = {
        "purpose": PartnerStanding.NETWORK, "origin": "agreement:1", "starts_on": MONDAY,
        "basis": "Overeenkomst 4325", **values,
    }  # fmt: skip
    PartnerStanding.objects.create(organisation=Organisation.objects.get(key=key), **wanted)
    _read_again(region)


@pytest.mark.usefixtures("strict")
def test_without_an_agreement_a_library_and_what_it_does_are_not_shown(page):
    page.open(LIBRARY_PAGE, status=404)
    page.open(BY_A_LIBRARY, status=404)
    assert "Bibliotheek aan de Vliet" not in page.open("/locaties/").text


@pytest.mark.usefixtures("strict")
def test_what_the_law_gives_people_stays_without_any_agreement(page):
    page.open(BY_LAW)
    page.open(BY_A_MUNICIPALITY)


def test_an_agreement_in_force_shows_the_library_and_what_it_does(page, strict):
    _agree(strict)

    page.open(LIBRARY_PAGE)
    page.open(BY_A_LIBRARY)


@pytest.mark.parametrize(
    "values",
    [
        {"starts_on": MONDAY + timedelta(days=1)},
        {"starts_on": MONDAY - timedelta(days=9), "ends_on": MONDAY},
        {"origin": ""},
        {"purpose": "referral"},
    ],
    ids=["tomorrow", "over", "only in the folder", "for something else"],
)
def test_what_does_not_hold_today_or_does_not_count_shows_nothing(page, strict, values):
    _agree(strict, **values)

    page.open(LIBRARY_PAGE, status=404)


def test_where_names_suffice_a_line_in_the_folder_shows_the_library(page, strict):
    Region.objects.filter(pk=strict.pk).update(strictness=Strictness.NAMED)
    _agree(strict, origin="")

    page.open(LIBRARY_PAGE)


def test_a_question_never_leads_to_what_is_not_shown(page, strict):
    shown = page.open("/antwoord/", q="Wie helpt mij met mijn cv?")

    assert BY_A_LIBRARY not in " ".join(shown.links.values())
    assert any("/diensten/" in link for link in shown.links.values())
