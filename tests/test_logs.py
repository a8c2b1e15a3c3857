"""Who reads the log of the process cannot open what is somebody's own."""

import io
import logging

import pytest
from django.test import Client

from werkcentrum.core.logs import WithoutSecrets
from werkcentrum.partners.tests.make import make_region


@pytest.fixture
def written(monkeypatch) -> io.StringIO:
    """What the process writes."""
    [console] = [
        handler
        for handler in logging.getLogger().handlers
        if any(isinstance(found, WithoutSecrets) for found in handler.filters)
    ]
    stream = io.StringIO()
    monkeypatch.setattr(console, "stream", stream)
    return stream


def test_a_link_to_somebodys_appointment_is_not_in_the_log(db, written):
    make_region()

    Client(SERVER_NAME="zhc.test").get("/ar/afspraak/dGhpc0lzQVNl-3Jl/verzetten/")

    assert "/ar/afspraak/***/verzetten/" in written.getvalue()
    assert "dGhpc0" not in written.getvalue()


def test_an_address_that_is_no_secret_can_be_read(db, written):
    make_region()

    Client(SERVER_NAME="zhc.test").get("/diensten/begeleiding-naar-werk-of-zo/")

    assert "/diensten/begeleiding-naar-werk-of-zo/" in written.getvalue()
