"""A region that is being set up: it has no services and no themes yet."""

from io import StringIO

import pytest
from django.core.management import call_command

from werkcentrum.catalogue.models import EmergencyHelp
from werkcentrum.core.tests.make import MONDAY
from werkcentrum.frontdoor.answering import warm_up
from werkcentrum.partners.models import Region
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


@pytest.mark.parametrize(("start", "phone"), [
    ("", "danger__phone"), ("/en", "danger__phone"), ("/zuil", "kiosk__phone"),
])  # fmt: skip
def test_who_may_be_in_danger_always_reads_the_numbers_of_the_country(page, start, phone):
    shown = page.open(f"{start}/antwoord/?q=ik wil dood")

    phones = shown.texts(f".//ul[@class='danger__contacts']//*[@class='{phone}']")
    assert [text.split()[-1] for text in phones] == ["112", "113"]


def test_the_help_that_a_region_has_is_shown_whole_and_not_only_for_one_danger(page):
    for position, kind in enumerate(("suicide", "hunger")):
        EmergencyHelp.objects.create(
            region=Region.objects.get(), kind=kind, title=f"Hulp: {kind}", text="Bel nu.",
            contacts=[{"name": "Hulplijn", "phone": "113"}], position=position,
            written_by="gids", approved_by="coördinator", approved_on=MONDAY,
        )  # fmt: skip

    shown = page.open("/antwoord/?q=ik heb geen eten")

    assert shown.texts(".//section[@class='danger']/h2") == ["Hulp: suicide", "Hulp: hunger"]
    ids = [element.get("id") for element in shown.document.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    kiosk = page.open("/zuil/antwoord/?q=ik heb geen eten")
    assert kiosk.text.count("Heeft u geen telefoon bij u?") == 1


def test_who_asks_on_the_command_line_reads_the_same_words_and_numbers(page):
    out = StringIO()
    call_command("ask", "ik wil dood", stdout=out)

    first, said, *numbers = out.getvalue().splitlines()
    assert first == "Geen goed antwoord gevonden."
    assert said.startswith("Is er direct gevaar, of denkt u aan zelfmoord? Bel nu.")
    assert said in page.open("/antwoord/?q=ik wil dood")
    assert numbers == ["   Direct gevaar: 112", "   113 Zelfmoordpreventie: 113"]


def test_who_leaves_a_question_reads_the_numbers_too(page):
    received = page.open("/stel-uw-vraag/").press(
        "Stuur mijn vraag", vraag="ik wil niet meer leven"
    )

    assert received.texts(".//a[@class='danger__phone']")


def test_who_builds_the_site_sees_what_there_is(page):
    assert "Formulier" in page.open("/componenten/")


def test_a_server_starts(var):
    warm_up()
