"""A connection that rests between two requests, while its server goes or stays."""

import time

import pytest
from django.db import close_old_connections, connection

pytestmark = [
    pytest.mark.database,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no server"),
    pytest.mark.django_db(transaction=True),
    pytest.mark.house_rule_off("queries", "the same is asked in each request"),
]
OWN_PROCESS = "SELECT pg_backend_pid()"


@pytest.fixture
def somebody_else():
    """Another connection to the same database."""
    other = connection.copy()
    yield lambda *asked: ask(*asked, of=other)
    other.close()


def ask(statement, *values, of=connection):
    with of.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone() if cursor.description else None


def next_request():
    """What Django does when one begins, and its first question."""
    close_old_connections()
    return ask(OWN_PROCESS)


def test_a_request_after_the_server_closed_the_connection_gets_an_answer(somebody_else):
    [process] = next_request()
    somebody_else("SELECT pg_terminate_backend(%s, 5000)", process)

    assert next_request() != (process,)


def test_nothing_is_asked_of_a_connection_on_which_nothing_happened(monkeypatch):
    process = [next_request() for _request in range(2)][-1]
    asked = []
    monkeypatch.setattr(connection, "is_usable", lambda: asked.append("SELECT 1") or True)

    assert next_request() == process
    assert not asked


def test_a_connection_that_rested_is_asked_whether_it_works(monkeypatch):
    process = [next_request() for _request in range(2)][-1]
    asked = []
    monkeypatch.setattr(connection, "is_usable", lambda: asked.append("SELECT 1") or True)
    monkeypatch.setattr("time.monotonic", lambda now=time.monotonic: now() + 60)

    assert next_request() == process
    assert asked


def test_a_connection_on_which_the_server_said_something_stays_when_it_works(somebody_else):
    process = next_request()
    ask("LISTEN doorbell")
    somebody_else("NOTIFY doorbell")

    assert next_request() == process


def test_after_a_statement_that_failed_the_next_request_gets_an_answer():
    process = next_request()
    with pytest.raises(Exception, match="nowhere"):
        ask("SELECT * FROM nowhere")

    assert next_request() == process
