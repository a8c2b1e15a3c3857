"""The page cache answers before everything else, so it must not answer too much."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_page_that_is_the_same_for_everybody_is_given_again_without_making_it(region, queries):
    first = Client().get("/")

    with queries.at_most(0):
        again = Client().get("/")

    assert again.content == first.content
    assert again.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]


def test_a_visitor_without_https_is_sent_to_https_whatever_others_read(region, settings):
    settings.SECURE_SSL_REDIRECT = True

    assert Client().get("/", secure=True).status_code == 200
    assert Client().get("/").status_code == 301


def test_the_answer_to_a_question_is_made_for_each_visitor(region, var):
    for _visitor in range(2):
        answer = Client().get("/antwoord/", {"q": "ik zoek werk"})
        assert answer.headers["Cache-Control"] == "no-store"

    assert (var / "spool" / "open.jsonl").read_text().count("ik zoek werk") == 2
