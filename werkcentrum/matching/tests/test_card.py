"""What is told about matching is what the software does, to the number."""

import csv
import io
import json
import re

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.matching.card import card
from werkcentrum.matching.measuring import lowest, quality
from werkcentrum.matching.register import MOST, REQUIRED, Use, registration
from werkcentrum.matching.scoring import Weights
from werkcentrum.partners.models import Municipality
from werkcentrum.partners.tests.make import make_municipality, make_region
from werkcentrum.skills.reducing import unread_by_subject

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

EXPORT = "export_algorithm_register"


def make_reachable_region():
    """A region that says where questions can go, and which municipality is its centre."""
    region = make_region()
    region.email = "info@example.nl"
    region.save(update_fields=["email"])
    Municipality.objects.filter(pk=make_municipality(region).pk).update(is_centre=True)
    return region


@pytest.fixture
def exported(capsys):
    """What the command prints for the region."""

    def run(*arguments):
        call_command(EXPORT, *arguments)
        return capsys.readouterr().out

    return run


def test_the_document_says_what_the_software_does_now():
    path = settings.BASE_DIR / "docs" / "model-card.md"

    assert path.read_text(encoding="utf-8") == card(Weights())


def test_other_weights_are_other_numbers():
    heavier = card(Weights("2027-1", words=0.3, skills=0.2))

    assert "versie 2027-1" in heavier
    assert "- 20 %: welk deel van de gevraagde vaardigheden" in heavier


def test_each_number_of_words_that_is_not_read_is_counted():
    text = card(Weights())

    assert sum(unread_by_subject().values()) > 1_200
    assert f"gezondheid ({unread_by_subject()['health']})" in text


def test_what_was_measured_stands_in_it():
    text = card(Weights())
    gender = lowest("everything")["gender"]

    assert f"Deze formule: {quality()['ndcg_at_10']:.3f}".replace(".", ",") in text
    assert f"- Geslacht: {gender.ratio:.2f}".replace(".", ",") in text


def test_everybody_on_the_staff_reads_the_card(page):
    page.log_in(make_staff(make_region(), "karin", "host"))

    shown = page.open("/medewerkers/algoritme/kaart/")

    assert "Wat het niet leest" in shown.texts(".//h2")
    assert "35 %" in shown


def test_the_register_gets_every_field_within_its_size():
    filled = registration(Use("Gemeente Voorburg", "info@example.nl"), Weights())

    assert [name for name in REQUIRED if not filled[name]] == []
    assert {
        name: len(filled[name]) for name, most in MOST.items() if len(filled[name]) > most
    } == {}
    assert filled["standard_version"] == "1.0"
    assert "35 %" in filled["methods_and_models"]


def test_the_region_says_who_uses_it(exported):
    region = make_reachable_region()

    filled = json.loads(exported("--since", "2026-01"))

    assert filled["organization"] == f"Gemeente {region.municipalities.get().name}"
    assert (filled["contact_email"], filled["begin_date"]) == ("info@example.nl", "2026-01")
    assert filled["status"] == "In gebruik"


def test_the_table_holds_the_same(exported):
    make_reachable_region()
    asked = ("--organisation", "Gemeente Voorburg")

    filled = json.loads(exported(*asked))
    [row] = csv.DictReader(io.StringIO(exported(*asked, "--format", "csv")))

    assert list(row) == list(filled)
    assert row["goal"] == filled["goal"]
    assert row["category"] == "Werk"
    assert json.loads(row["lawful_basis_grouping"]) == filled["lawful_basis_grouping"]


def test_no_spreadsheet_runs_what_somebody_calls_the_organisation(exported):
    make_reachable_region()

    [row] = csv.DictReader(io.StringIO(exported("--organisation", "=1+1", "--format", "csv")))

    assert row["organization"] == "'=1+1"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--organisation", "Gemeente X"), "geef --contact"),
        (("--since", "januari"), "zoals 2026-01"),
    ],
)
def test_what_the_register_needs_is_asked_for(arguments, told):
    make_region()

    with pytest.raises(CommandError, match=re.escape(told)) as error:
        call_command(EXPORT, *arguments)

    assert error.value.returncode == 2
