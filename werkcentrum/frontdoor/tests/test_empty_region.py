"""A region that is being set up: it has no services and no themes yet."""

import pytest

from werkcentrum.frontdoor.answering import warm_up
from werkcentrum.partners.tests.make import make_region

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _region():
    make_region(host="testserver")


@pytest.mark.parametrize("address", ["/antwoord/?q=ik zoek werk", "/zuil/antwoord/?q=ik zoek werk"])
def test_a_question_gets_a_page_that_says_that_we_are_not_sure_and_what_to_do(page, address):
    shown = page.open(address)

    assert shown.heading == "Wij vonden geen goed antwoord"
    assert "Een gids helpt u graag verder." in shown


def test_who_builds_the_site_sees_what_there_is(page):
    assert "Formulier" in page.open("/componenten/")


def test_a_server_starts(var):
    warm_up()
