"""Whoever did something cannot make it undone in the audit trail, by whatever way."""

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection, transaction

from werkcentrum.audit.actions import SYSTEM, record
from werkcentrum.audit.append_only import TRAIL
from werkcentrum.audit.models import AuditLine
from werkcentrum.core.tests.make import MONDAY_MORNING

pytestmark = pytest.mark.django_db


@pytest.fixture
def line() -> AuditLine:
    subject = Group.objects.create(name="Gidsen")
    return record(
        verb="test.done", subject=subject, by=SYSTEM, at=MONDAY_MORNING,
        region_key="zuid-holland-centraal", count=3,
    )  # fmt: skip


def test_a_line_says_who_did_what_when_and_where(line):
    line.refresh_from_db()

    assert (line.actor, line.verb, line.at) == ("systeem", "test.done", MONDAY_MORNING)
    assert (line.subject_type, line.region_key) == ("auth.group", "zuid-holland-centraal")
    assert line.detail == {"count": 3}
    assert str(line) == "2025-07-07 08:00 test.done"


def test_a_line_is_not_saved_again(line):
    line.actor = "iemand anders"
    with pytest.raises(TypeError, match="kan niet worden gewijzigd"):
        line.save()


@pytest.mark.parametrize(
    "change",
    [
        lambda line: line.delete(),
        lambda line: AuditLine.objects.all().delete(),
        lambda line: AuditLine.objects.update(actor="iemand anders"),
        lambda line: AuditLine.objects.filter(pk=line.pk).update(actor="iemand anders"),
        lambda line: AuditLine.objects.bulk_update([line], ["actor"]),
    ],
)
def test_no_method_changes_or_deletes_a_line(line, change):
    with pytest.raises(TypeError, match="kan niet worden gewijzigd"):
        change(line)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditline SET actor = 'iemand anders'",
        "DELETE FROM audit_auditline",
        pytest.param(
            "REPLACE INTO audit_auditline SELECT * FROM audit_auditline",
            marks=pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite alone has it"),
        ),
    ],
)
def test_the_database_refuses_too(line, statement):
    with pytest.raises(IntegrityError, match="append-only"):
        _execute(statement)

    line.refresh_from_db()
    assert line.actor == SYSTEM


def test_the_database_refuses_what_django_does_behind_our_back(line):
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditLine._base_manager.filter(pk=line.pk)._raw_delete("default")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL knows TRUNCATE")
def test_the_whole_trail_cannot_be_emptied_at_once(line):
    with pytest.raises(IntegrityError, match="append-only"):
        _execute("TRUNCATE audit_auditline")


def test_the_guard_can_be_taken_away_and_put_back(line):
    for statement in TRAIL.removing(connection.vendor):
        _execute(statement)
    _execute("UPDATE audit_auditline SET actor = 'iemand anders'")
    for statement in TRAIL.installing(connection.vendor):
        _execute(statement)

    with pytest.raises(IntegrityError, match="append-only"):
        _execute("DELETE FROM audit_auditline")


def _execute(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
