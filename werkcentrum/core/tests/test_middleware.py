"""Guards around every request: reading never writes, and what karin sees is kept by nobody."""

from contextlib import nullcontext

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.http import HttpResponse
from django.urls import path

from werkcentrum.core.access import public
from werkcentrum.core.middleware import WriteOnReadError, _refuse_writes

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@public
def write(request):
    Group.objects.create(name="Gids")
    return HttpResponse("geschreven")


@public
def write_raw(request):
    with connection.cursor() as cursor:
        cursor.execute("  delete from auth_group")
    return HttpResponse("gewist")


@public
def read(request):
    return HttpResponse(f"{Group.objects.count()} groepen")


@public
def elsewhere(request):
    response = HttpResponse("elders")
    response._csp_replace = {"frame-ancestors": ["https://bibliotheek.example"]}
    return response


def closed(request):
    return HttpResponse("alleen na inloggen")


urlpatterns = [
    path("schrijf/", write),
    path("wis/", write_raw),
    path("lees/", read),
    path("elders/", elsewhere),
    path("dicht/", closed),
    path("inloggen/", read, name="inloggen"),
]


@pytest.mark.parametrize(
    ("sql", "is_let_through"),
    [
        ("SELECT 1", True),
        ("\n  (select 1)", True),
        ('DELETE FROM "django_session" WHERE session_key = 1', True),
        ("DELETE FROM auth_group", False),
        ("\n\tdelete from auth_group", False),
        ("WITH gone AS (SELECT 1) DELETE FROM auth_group", False),
        ("REPLACE INTO auth_group VALUES (1)", False),
        ("DROP TABLE auth_group", False),
        ("VACUUM", False),
        ("/* SELECT */ DELETE FROM auth_group", False),
    ],
)
def test_only_statements_that_read_are_let_through(sql, is_let_through):
    done = []

    def ask() -> None:
        _refuse_writes(lambda *words: done.append(words[0]), sql, None, False, {})

    with nullcontext() if is_let_through else pytest.raises(WriteOnReadError):
        ask()

    assert done == ([sql] if is_let_through else [])


@pytest.mark.parametrize("address", ["/schrijf/", "/wis/"])
def test_a_page_that_is_only_read_cannot_write(client, address):
    with pytest.raises(WriteOnReadError, match="mag niets wijzigen"), transaction.atomic():
        client.get(address)

    assert not Group.objects.exists()


def test_asking_only_for_the_headers_cannot_write_either(client):
    with pytest.raises(WriteOnReadError):
        client.head("/schrijf/")


def test_a_form_that_is_sent_may_write(client):
    assert client.post("/schrijf/").status_code == 200
    assert Group.objects.get().name == "Gids"


def test_reading_may_read(client):
    assert client.get("/lees/").content == b"0 groepen"


def test_after_a_refused_write_other_requests_are_not_held_back(client):
    with pytest.raises(WriteOnReadError), transaction.atomic():
        client.get("/schrijf/")

    assert client.post("/schrijf/").status_code == 200


def test_what_somebody_sees_after_logging_in_is_stored_nowhere(client):
    client.force_login(get_user_model().objects.create_user(username="karin"))

    assert client.get("/lees/")["Cache-Control"] == "no-store"


def test_a_visitor_without_account_may_keep_a_page(client):
    assert "Cache-Control" not in client.get("/lees/")


def test_no_page_may_use_the_camera_or_the_location(client):
    assert "camera=()" in client.get("/lees/")["Permissions-Policy"]
    assert "geolocation=()" in client.get("/lees/")["Permissions-Policy"]


def test_a_view_that_does_not_say_it_is_public_is_closed(client, settings):
    settings.LOGIN_URL = "inloggen"

    assert client.get("/dicht/").headers["Location"] == "/inloggen/?next=/dicht/"


def test_a_page_that_may_be_shown_elsewhere_does_not_change_what_others_may(client, settings):
    settings.MIDDLEWARE = ["werkcentrum.core.middleware.ContentPolicyMiddleware"]
    header = "Content-Security-Policy"

    before, other, after = (client.get(to)[header] for to in ("/lees/", "/elders/", "/lees/"))

    assert "frame-ancestors 'none'" in before
    assert before == after
    assert "frame-ancestors https://bibliotheek.example" in other
