"""A line goes when its period is over, by one door, and not a day before."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from werkcentrum.audit.actions import SYSTEM, purge_audit, record
from werkcentrum.audit.activities import ACTIVITIES, activity_of
from werkcentrum.audit.models import AuditLine
from werkcentrum.audit.words import record_type_in_words, verb_in_words
from werkcentrum.core import clock

pytestmark = pytest.mark.django_db
NOW = clock.now()
FIVE_YEARS = timedelta(days=ACTIVITIES["regio"].keep_days)


def write(at, region_key="zuid-holland-centraal", verb="partners.postcodes_set"):
    subject = AuditLine()
    return record(verb=verb, subject=subject, by=SYSTEM, at=at, region_key=region_key)


def execute(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_what_is_past_its_period_goes_and_the_rest_stays():
    write(NOW - FIVE_YEARS - timedelta(days=2))
    kept = write(NOW - FIVE_YEARS + timedelta(days=2))

    assert purge_audit(at=NOW) == 1

    assert set(AuditLine.objects.exclude(verb="audit.purged")) == {kept}


def test_that_lines_went_is_written_for_each_region():
    for key in ("een", "een", "twee"):
        write(NOW - FIVE_YEARS - timedelta(days=9), key)

    purge_audit(at=NOW)

    lines = AuditLine.objects.order_by("region_key")
    assert [(line.region_key, line.detail) for line in lines] == [
        ("een", {"count": 2}),
        ("twee", {"count": 1}),
    ]


def test_where_nothing_is_past_its_period_nothing_is_written():
    write(NOW)

    assert purge_audit(at=NOW) == 0
    assert AuditLine.objects.count() == 1


def test_with_the_clock_set_forward_the_database_still_refuses():
    line = write(NOW)

    with pytest.raises(IntegrityError, match="append-only"):
        purge_audit(at=NOW + 2 * FIVE_YEARS)

    assert AuditLine.objects.get() == line


def test_a_line_on_its_last_day_cannot_be_deleted_by_hand():
    write(NOW - FIVE_YEARS + timedelta(days=1))

    with pytest.raises(IntegrityError, match="append-only"):
        execute("DELETE FROM audit_auditline")


def test_a_period_cannot_be_made_shorter_afterwards():
    write(NOW)

    with pytest.raises(IntegrityError, match="append-only"):
        execute("UPDATE audit_auditline SET keep_until = '2001-01-01'")


def test_the_command_tells_how_many_went(capsys):
    write(NOW - FIVE_YEARS - timedelta(days=2))

    call_command("purge_audit")

    assert capsys.readouterr().out == "1 regels verwijderd.\n"


def test_every_line_belongs_to_an_activity_of_the_register():
    for verb in ("accounts.logged_in", "desk.visit_called", "onbekend.iets"):
        assert activity_of(verb) in ACTIVITIES


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        ("accounts.logged_in", "Ingelogd"),
        ("casework.looked", "Bekeken"),
        ("desk.visit_called", "desk: visit called"),
    ],
)
def test_a_verb_is_shown_in_words(verb, words):
    assert verb_in_words(verb) == words


def test_a_sort_of_record_that_is_gone_is_shown_by_its_name():
    assert record_type_in_words("accounts.user") == "gebruiker"
    assert record_type_in_words("oud.oude_zaak") == "oude zaak"
