"""Fatma, the privacy officer, looks up who did what; her looking is written down as well."""

from datetime import timedelta

import pytest

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.audit.actions import SYSTEM, record, record_look
from werkcentrum.audit.models import AuditLine
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.tests.make import make_other_region, make_region

pytestmark = pytest.mark.django_db
LOG = "/medewerkers/logboek/"


@pytest.fixture
def region():
    return make_region(host="testserver")


@pytest.fixture
def fatma(page, region):
    fatma = make_staff(region, "fatma", "privacy_officer")
    page.log_in(fatma)
    return fatma


def write(region, verb="catalogue.region_loaded", *, by=SYSTEM, at=MONDAY_MORNING):
    return record(verb=verb, subject=region, by=by, at=at, region_key=region.key)


def rows(shown):
    return shown.texts(".//tbody/tr")


def test_she_reads_who_did_what_in_words(page, region, fatma):
    karin = make_staff(region, "karin")
    write(region, by=str(karin.pk), at=MONDAY_MORNING + timedelta(days=1))

    first = rows(page.open(LOG))[0]

    assert "8 juli 2025 10:00" in first
    assert "karin@werk.example" in first
    assert "Regiomap geladen" in first
    assert "Teksten van de website" in first


def test_what_is_told_besides_stands_there_in_dutch_too(page, region, fatma):
    record_look(
        subject=region, by=str(fatma.pk), at=MONDAY_MORNING + timedelta(days=1),
        region_key=region.key, what="accounts.membership", count=3,
    )  # fmt: skip

    assert "wat: werk van een medewerker, aantal: 3" in rows(page.open(LOG))[0]


def test_she_finds_lines_by_day_by_what_happened_and_by_number(page, region, fatma):
    write(region)
    late = write(region, "partners.postcodes_set", at=MONDAY_MORNING + timedelta(days=30))

    for typed in (
        {"since": "2025-08-01"},
        {"since": "2025-08-06", "until": "2025-08-06"},
        {"verb": "partners.postcodes_set"},
        {"id": str(region.pk), "since": "2025-07-08"},
    ):
        found = rows(page.open(LOG, **typed))
        assert any("Postcodes bijgewerkt" in row for row in found), typed
        assert not any("Regiomap geladen" in row for row in found), typed
    assert late.subject_id in rows(page.open(LOG, verb="partners.postcodes_set"))[0]


def test_she_finds_all_that_one_colleague_did(page, region, fatma):
    karin = make_staff(region, "karin")
    write(region, by=str(karin.pk))

    found = rows(page.open(LOG, id=str(karin.pk), verb="catalogue.region_loaded"))

    assert len(found) == 1


def test_she_finds_lines_by_sort_of_record(page, region, fatma):
    write(region)

    found = rows(page.open(LOG, record_type="partners.region"))

    assert len(found) == 1


def test_lines_of_another_region_are_not_hers(page, region, fatma):
    write(make_other_region(), "partners.postcodes_set")

    assert "Postcodes bijgewerkt" not in page.open(LOG)


@pytest.mark.parametrize(
    "typed",
    [
        {"since": "gisteren"},
        {"until": "2025-02-31"},
        {"since": "2025-08-01", "until": "2025-07-01"},
        {"verb": "bestaat.niet"},
        {"pagina": "-3"},
        {"since": "0001-01-01"},
        {"until": "9999-12-31"},
        {"pagina": "9" * 5_000},
        {"id": "' OR 1=1"},
        {"id": "x" * 400},
    ],
)
def test_what_cannot_be_asked_gives_no_error(page, region, fatma, typed):
    write(region)

    assert page.open(LOG, **typed).heading == "Logboek"


def test_days_in_the_wrong_order_are_told(page, region, fatma):
    shown = page.open(LOG, since="2025-08-01", until="2025-07-01")

    assert "Deze dag ligt voor de eerste dag." in shown


def test_a_long_log_has_pages(page, region, fatma):
    for number in range(60):
        write(region, at=MONDAY_MORNING + timedelta(minutes=number))

    first = page.open(LOG, verb="catalogue.region_loaded")
    second = first.click("Oudere regels")

    assert (len(rows(first)), len(rows(second))) == (50, 10)
    assert rows(second.click("Nieuwere regels")) == rows(first)


def test_her_looking_is_written_down_with_codes_and_not_with_what_she_typed(page, region, fatma):
    page.open(LOG, id="Jan de Vries", since="2025-07-01")

    line = AuditLine.objects.get(verb="audit.looked")
    assert line.actor == str(fatma.pk)
    assert line.detail == {"count": 0, "asked": "since=2025-07-01 id=anders"}


@pytest.mark.parametrize("many", [1, 40])
def test_the_log_costs_the_same_for_one_line_or_many(page, region, fatma, queries, many):
    for _ in range(many):
        write(region)

    with queries.at_most(12):
        page.open(LOG)


def test_for_an_administrator_there_is_no_log(page, region):
    page.log_in(make_staff(region, "petra", "administrator"))

    page.open(LOG, status=404)
