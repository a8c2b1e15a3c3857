"""What becomes of a question: one line for the worker, and nothing anywhere else."""

import logging
from urllib.parse import urlsplit

import pytest
from django.test import Client

from werkcentrum.audit.models import AuditLine
from werkcentrum.frontdoor.models import Question, Tally

SECRET = "zebrapadschilder"
QUESTION = f"ik wil {SECRET} worden en zoek hulp met mijn cv"


def test_a_question_leaves_what_was_asked_and_nothing_about_who_asked(page, region, spooled):
    page.open("/antwoord/", q=QUESTION, plaats="2271", wie="student")

    [entry] = spooled()
    assert entry.pop("best")[0] == "cv-hulp"
    assert entry == {
        "region": "zuid-holland-centraal",
        "text": QUESTION,
        "language": "nl",
        "audience": "resident",
        "place": "leidschendam-voorburg",
        "confident": True,
        "sure": True,
    }


def test_a_question_belongs_to_the_region_where_it_was_asked(page, other_region, spooled):
    page.at("haaglanden.test").open("/antwoord/", q=QUESTION)

    assert [entry["region"] for entry in spooled()] == ["haaglanden"]


def test_the_page_itself_writes_nothing_in_the_database(page, region):
    before = AuditLine.objects.count()

    page.open("/antwoord/", q=QUESTION)
    page.open("/antwoord/", q="ik wil niet meer leven")

    assert not Question.objects.exists()
    assert not Tally.objects.exists()
    assert AuditLine.objects.count() == before


def test_asking_only_for_the_headers_leaves_nothing(region, spooled):
    assert Client().head("/antwoord/", {"q": QUESTION}).status_code == 200
    assert Client().head("/antwoord/", {"q": "ik wil niet meer leven"}).status_code == 200

    assert spooled() == []


@pytest.mark.parametrize("question", ["", "   ", "\u200b\u202e", "\x00\x01"])
def test_an_empty_question_leaves_nothing(page, region, spooled, question):
    page.open("/antwoord/", q=question, plaats="Voorburg")

    assert spooled() == []


def test_narrowing_the_answers_down_and_back_is_not_a_new_question(page, region, spooled):
    answer = page.open("/antwoord/", q=QUESTION)

    narrowed = answer.press("Toon deze antwoorden", kosten="free", thema="werk-zoeken")
    narrowed.click("Haal weg: Gratis").click("Haal weg: Werk zoeken")
    answer.press("Toon deze antwoorden")

    assert len(spooled()) == 1


def test_narrowing_down_beside_danger_counts_nobody_twice(page, region, spooled):
    page.open("/antwoord/", q="ik wil niet meer leven", kosten="free")

    assert spooled() == []


def test_the_question_stands_in_no_log(page, region, caplog):
    with caplog.at_level(logging.DEBUG):
        page.open("/antwoord/", q=QUESTION)
        page.open("/antwoord/", q=f"mijn man slaat mij, {SECRET}")
        page.open("/antwoord/nergens/", q=QUESTION, status=404)

    assert SECRET not in caplog.text


def test_a_disk_that_is_full_costs_the_answer_nothing_and_tells_no_words(page, region, var, caplog):
    (var / "spool").write_text("geen map")

    answer = page.open("/antwoord/", q=QUESTION)

    assert answer.heading == "Dit past bij uw vraag"
    assert "kon niet worden bewaard" in caplog.text
    assert SECRET not in caplog.text


def test_no_link_takes_the_question_to_another_page(page, region):
    answer = page.open("/antwoord/", q=QUESTION, plaats="2271")

    links = answer.links.values()
    # The answer itself stands at this address in every language.
    elsewhere = [href for href in links if not urlsplit(href).path.endswith("/antwoord/")]
    assert len(elsewhere) > 10
    assert not [href for href in elsewhere if SECRET in href]


@pytest.mark.parametrize(
    "address", ["/", "/diensten/cv-hulp/", "/locaties/", "/bedankt/", "/over/", "/sitemap.xml"]
)
def test_no_other_page_shows_what_was_asked(page, region, address):
    page.open("/antwoord/", q=QUESTION)

    shown = page.open(address, q=QUESTION)

    assert SECRET not in shown.response.content.decode()


def test_asking_sets_no_cookie(page, region):
    answer = page.open("/antwoord/", q=QUESTION)

    thanks = answer.press("Ja, dit hielp")

    assert not answer.response.cookies
    assert not thanks.response.cookies
    assert not page._client.cookies


def test_an_address_without_its_last_slash_leaves_the_question_in_no_cache(region, client):
    response = client.get("/antwoord?q=ik+ben+ontslagen")

    assert response.status_code == 301
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
