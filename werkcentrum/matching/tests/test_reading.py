"""Matching cannot read who somebody is: not by its code, and on PostgreSQL not by its role."""

import ast
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.db.utils import DatabaseError

from werkcentrum import matching
from werkcentrum.casework.models import Client
from werkcentrum.matching.reading import (
    READ,
    ForbiddenReadError,
    MatcherRouter,
    only_what_matching_reads,
    tables,
)
from werkcentrum.partners.queries import postcode_points
from werkcentrum.partners.tests.make import make_region
from werkcentrum.profiles.models import Profile, ProfileFacts
from werkcentrum.skills.queries import lexicon
from werkcentrum.vacancies.models import Vacancy

pytestmark = pytest.mark.django_db

on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="roles")
# What computes: it may not even know that there are people with a name.
COMPUTES = (
    "explaining", "facts", "flat", "kernel", "kernel_compiled", "limits", "links", "preparing",
    "scoring",
)  # fmt: skip
KNOWS_NOBODY = {"core", "matching", "partners", "search", "skills"}


def reads_everything():
    """As matching reads it."""
    list(ProfileFacts.objects.order_by("pk"))
    list(Vacancy.objects.order_by("pk"))
    lexicon()
    postcode_points()


def test_what_matching_needs_can_be_read():
    with only_what_matching_reads():
        reads_everything()


@pytest.mark.parametrize(
    "asks",
    [
        Client.objects.order_by("pk").first,
        Profile.objects.order_by("pk").first,
        ProfileFacts.objects.of_nobody().exists,
        lambda: ProfileFacts.objects.filter(region__municipalities__name="x").exists(),
        make_region,
        lambda: ProfileFacts.objects.update(is_ranked=False),
    ],
    ids=["client", "profile", "by a profile", "a municipality", "adding", "changing"],
)
def test_anything_else_is_refused(asks):
    with only_what_matching_reads(), pytest.raises(ForbiddenReadError):
        asks()


def test_outside_it_everybody_reads_as_before():
    with only_what_matching_reads():
        pass

    assert Client.objects.order_by("pk").first() is None


def test_only_reading_goes_by_the_role_and_it_makes_no_tables(monkeypatch):
    monkeypatch.setattr("werkcentrum.matching.reading.connections", {"matcher": connection})
    router = MatcherRouter()

    assert router.db_for_read(Vacancy) is None
    with only_what_matching_reads():
        assert router.db_for_read(Vacancy) == "matcher"
    assert router.allow_migrate("matcher", "vacancies") is False
    assert router.allow_migrate("default", "vacancies") is None


def test_what_computes_imports_nobody():
    """Of the app of profiles not even the models."""
    folder = Path(matching.__file__).parent
    for name in COMPUTES:
        for node in ast.walk(ast.parse((folder / f"{name}.py").read_text(encoding="utf-8"))):
            module = node.module if isinstance(node, ast.ImportFrom) else ""
            if module and module.startswith("werkcentrum."):
                assert module.split(".")[1] in KNOWS_NOBODY, (name, module)


def test_no_table_that_is_read_leads_to_a_person():
    known = {"casework", "accounts", "privacy", "referrals", "desk", "appointments", "mine"}
    led_to = {
        field.related_model._meta.app_label
        for model in READ
        for field in model._meta.get_fields()
        if field.many_to_one and field.related_model
    }

    assert led_to.isdisjoint(known)


def test_sqlite_has_no_roles():
    if connection.vendor == "postgresql":
        pytest.skip("has roles")

    with pytest.raises(CommandError, match="alleen met PostgreSQL"):
        call_command("matcher_role")


@on_postgresql
@pytest.mark.database
def test_the_role_reads_what_matching_needs_and_nobodys_name(capsys):
    call_command("matcher_role", "--name", "matcher_of_a_test")
    call_command("matcher_role", "--name", "matcher_of_a_test")

    assert f"leest {len(tables())} tabellen en niets anders" in capsys.readouterr().out
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE matcher_of_a_test")
        reads_everything()
        for asks in ("SELECT * FROM casework_client", "SELECT * FROM profiles_profile",
                     "SELECT * FROM accounts_user", "DELETE FROM profiles_profilefacts",
                     "CREATE TABLE mine (x int)"):  # fmt: skip
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                cursor.execute(asks)


@on_postgresql
@pytest.mark.database
def test_what_everybody_may_read_is_told():
    with connection.cursor() as cursor:
        cursor.execute("GRANT SELECT ON casework_client TO PUBLIC")

    with pytest.raises(CommandError, match="kan ook dit lezen: casework_client") as error:
        call_command("matcher_role", "--name", "matcher_of_a_test")

    assert error.value.returncode == 1
