"""The privacy officer sees how long records stay, decides with a colleague, and reads what went."""

import csv
from datetime import timedelta

import pytest

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.casework.models import Enquiry
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.tests.make import make_region
from werkcentrum.privacy.models import Destruction, Period
from werkcentrum.privacy.retention_actions import destroy_past
from werkcentrum.privacy.tests.keeping import make_closed, make_found, make_proposed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

WHAT = "vraag met advies, zonder naam"


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def officer(page, region):
    user = make_staff(region, "iris", "privacy_officer")
    page.log_in(user)
    return user


def test_every_sort_of_record_stands_there_with_its_term_and_what_is_past_it(page, region, officer):
    for _number in range(3):
        make_closed(region, "informed")

    shown = page.open("/medewerkers/bewaren/")

    [row] = [row for row in shown.texts(".//tbody/tr") if row.startswith("Vraag om informatie")]
    assert "1 jaar" in row
    assert "6.1.3 Informatieverzoek" in row
    assert " 3 " in row
    assert "na akkoord van twee mensen" in shown
    assert "Er wacht niets op een beslissing." in shown


def test_a_term_is_changed_and_says_that_somebody_chose_it(page, region, officer):
    form = page.open("/medewerkers/bewaren/termijn/visit/")
    wanted = {"how": "dagen", "days": "500", "source": "Besluit van het college"}

    shown = form.press("Bewaar deze termijn", **wanted)

    assert "De nieuwe termijn geldt vanaf nu." in shown
    assert "zelf gekozen" in shown
    assert (Period.objects.get().days, Period.objects.get().record) == (500, "visit")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"how": "dagen", "days": "3"}, "van 28 tot en met"),
        ({"how": "dagen", "days": ""}, "Schrijf een aantal dagen."),
        ({"how": "altijd", "days": ""}, "zo kort als kan"),
    ],
)
def test_a_term_that_cannot_be_is_told_beside_the_field(page, region, officer, typed, said):
    form = page.open("/medewerkers/bewaren/termijn/client/")

    shown = form.press("Bewaar deze termijn", source="x", **typed)

    assert said in shown
    assert not Period.objects.exists()


def test_a_sort_of_record_that_does_not_exist_has_no_page(page, region, officer):
    page.open("/medewerkers/bewaren/termijn/onzin/", status=404)


def test_one_proposes_and_another_agrees_and_then_it_goes(page, region, officer):
    make_found(region)
    shown = page.open("/medewerkers/bewaren/").press(f"Stel voor dit te vernietigen ({WHAT})")
    assert "Voorgesteld. Een collega beslist." in shown
    assert "U stelde dit voor op 7 juli 2025." in shown

    page.log_in(make_staff(region, "sanne", "privacy_officer"))
    shown = page.open("/medewerkers/bewaren/")
    assert "iris@werk.example stelde dit voor" in shown
    shown = shown.press(f"Akkoord, vernietig ({WHAT})")

    assert "Akkoord. Vannacht gaat het weg." in shown
    destroy_past(at=MONDAY_MORNING)
    destroy_past(at=MONDAY_MORNING)
    assert not Enquiry.objects.exists()
    shown = page.open("/medewerkers/bewaren/vernietigd/")
    assert "Vraag met advies, zonder naam" in shown
    assert "iris@werk.example" in shown


def test_whoever_does_not_agree_lets_it_stay(page, region, officer):
    make_proposed(region)

    shown = page.open("/medewerkers/bewaren/").press(f"Niet akkoord ({WHAT})")

    assert "Niet akkoord. Er gaat niets weg." in shown
    assert "Mag dit weg?" in shown


def test_a_step_from_an_old_page_says_that_a_colleague_was_first(page, region, officer):
    proposed = make_proposed(region)
    shown = page.open("/medewerkers/bewaren/")
    Destruction.objects.filter(pk=proposed.pk).update(approved_by="0190-nog-een")

    assert "Een collega deed dit net al." in shown.press(f"Akkoord, vernietig ({WHAT})")


def test_there_is_no_other_step(page, region, officer):
    proposed = make_proposed(region)

    page.send(f"/medewerkers/bewaren/voorstel/{proposed.pk}/anders/", status=404)


def test_the_register_comes_as_a_file_with_counts_and_no_names_of_clients(page, region, officer):
    make_closed(region, "informed", own_words="Ik ben Olena")
    while destroy_past(at=MONDAY_MORNING):
        pass

    response = page.open("/medewerkers/bewaren/vernietigd/bestand/").response

    text = response.content.decode("utf-8-sig")
    heading, *rows = csv.reader(text.splitlines(), delimiter=";")
    assert heading[0] == "soort gegeven"
    assert ["vraag om informatie, zonder naam", "2024-07-07", "1"] in [row[:3] for row in rows]
    assert "Olena" not in text


@pytest.mark.parametrize("rows", [1, 25])
def test_the_pages_cost_the_same_for_one_or_many(page, region, officer, queries, rows):
    for number in range(rows):
        make_closed(region, "informed")
        destroy_past(at=MONDAY_MORNING + timedelta(days=number))
    page.open("/medewerkers/bewaren/")
    for most, address in ((10, ""), (9, "vernietigd/")):
        with queries.at_most(most):
            page.open(f"/medewerkers/bewaren/{address}")
