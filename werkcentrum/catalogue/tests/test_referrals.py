"""Which team receives people for a service: from the folder, for every municipality."""

import pytest

from werkcentrum.catalogue.models import LocalVariant
from werkcentrum.catalogue.queries import catalogue_of
from werkcentrum.catalogue.regionfolder.referrals import as_few_rows, everywhere
from werkcentrum.catalogue.tests.folders import team_for
from werkcentrum.catalogue.tests.make import load_small_region
from werkcentrum.partners.models import Team

TOWNS = ["leidschendam-voorburg", "wassenaar", "zoetermeer"]
REFERRALS, TEAMS = "referrals.csv", "teams.yaml"
OTHER = "taalhuis,wassenaar,gemeente,schuldhulp\n"


def row(municipality: str, team: str) -> dict[str, str]:
    return {"service": "taalhuis", "municipality": municipality, "organisation": "o", "team": team}


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [row("", "a")],
        [row("", "a"), row("wassenaar", "b")],
        [row("leidschendam-voorburg", "a"), row("wassenaar", "b"), row("zoetermeer", "c")],
        [row("wassenaar", "a"), row("zoetermeer", "a")],
    ],
)
def test_as_few_rows_as_it_takes_and_they_say_the_same(rows):
    assert as_few_rows(everywhere(rows, TOWNS), TOWNS) == rows


def test_the_row_of_a_municipality_goes_before_that_of_the_region_whatever_their_order():
    rows = [row("wassenaar", "b"), row("", "a")]

    assert everywhere(rows, TOWNS)["taalhuis", "wassenaar"] == ("o", "b")


@pytest.mark.parametrize(
    ("name", "right", "wrong", "line", "field", "advice"),
    [
        (REFERRALS, "taalhuis,,", "taalhuisje,,", 2, "service", "Bedoelt u 'taalhuis'"),
        (REFERRALS, "taalhuis,,", "taalhuis,delft,", 2, "municipality", "'delft' bestaat niet"),
        (REFERRALS, "bibliotheek,", "bieb,", 2, "organisation", "'bieb' bestaat niet"),
        (REFERRALS, "bibliotheek,taal", "gemeente,taal", 2, "team", "'taalhuis' bestaat niet"),
        (REFERRALS, "team\n", f"team\n{OTHER}{OTHER}", 3, "service", "staat ook op"),
        (TEAMS, "taalhuis@bibliotheek.example", "taalhuis", 4, "email", "geen e-mailadres"),
        (TEAMS, "response_days: 5", "response_days: 31", 5, "response_days", "van 1 tot 30"),
        (TEAMS, "organisation: gemeente", "organisation: gement", 7, "organisation", "'gemeente'"),
        (
            "organisations.yaml",
            "library",
            "library\n  suwi: true",
            4,
            "suwi",
            "alleen een gemeente",
        ),
    ],
)
def test_a_mistake_names_file_line_field_and_what_to_do(
    folder, name, right, wrong, line, field, advice
):
    folder.change(name, right, wrong)

    start = f"{folder.named(name)}:{line}: {field}: "
    assert any(told.startswith(start) and advice in told for told in folder.problems()), (
        folder.problems()
    )


@pytest.mark.django_db
class TestLoaded:
    """What the desk reads of it."""

    def test_people_go_to_the_team_of_their_own_municipality(self, region):
        service = region.services.get(key="schuldhulp")
        wassenaar = region.municipalities.get(key="wassenaar")

        assert team_for(service, wassenaar).organisation.key == "gemeente-wassenaar"
        assert team_for(service) is None

    def test_without_a_municipality_it_is_the_team_of_the_whole_region(self, region):
        assert team_for(region.services.get(key="jobcoach")).organisation.key == "uwv"

    def test_nobody_is_sent_where_no_team_is(self, region):
        assert team_for(region.services.get(key="ww-aanvragen")) is None

    def test_a_municipality_with_only_a_team_differs_in_nothing(self, region):
        catalogue = catalogue_of(region)

        assert LocalVariant.objects.filter(service__key="schuldhulp", changes={}).count() == 3
        assert not catalogue.service("schuldhulp", "wassenaar").is_local
        assert catalogue.differences("schuldhulp", "wassenaar") == []
        assert {key for key, _place in catalogue.variants} == {"cv-hulp"}

    def test_another_team_takes_over(self, folder):
        folder.loaded()
        folder.write(REFERRALS, folder.text(REFERRALS) + OTHER)
        folder.load()

        variant = LocalVariant.objects.get(service__key="taalhuis", municipality__key="wassenaar")
        assert variant.referral_team.key == "schuldhulp"
        assert folder.load() == []

    def test_a_button_that_was_taken_away_is_not_given_back_by_the_same_folder(self, folder):
        folder.loaded()
        here = LocalVariant.objects.filter(municipality__key="wassenaar")
        here.update(accepts_referrals=False)

        assert folder.load() == []
        assert not here.get().accepts_referrals

    def test_but_another_team_gets_it(self, folder):
        folder.loaded()
        here = LocalVariant.objects.filter(municipality__key="wassenaar")
        here.update(accepts_referrals=False)
        folder.write(REFERRALS, folder.text(REFERRALS) + OTHER)
        folder.load()

        assert here.get().accepts_referrals

    def test_a_team_nobody_is_sent_to_can_go(self, folder):
        folder.loaded()
        folder.file(REFERRALS).unlink()
        folder.file(TEAMS).unlink()
        folder.load()

        assert not Team.objects.exists()
        assert not LocalVariant.objects.filter(referral_team__isnull=False).exists()
        assert folder.load() == []


@pytest.mark.django_db
def test_both_small_regions_have_teams():
    assert Team.objects.filter(organisation__region=load_small_region("haaglanden")).count() == 2
