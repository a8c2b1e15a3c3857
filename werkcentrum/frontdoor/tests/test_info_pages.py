"""Running text: about, privacy, accessibility, cookies, and words explained."""

import pytest

from werkcentrum.catalogue.models import InfoPage
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.privacy.models import Period, Purpose
from werkcentrum.privacy.register_actions import describe_purpose
from werkcentrum.privacy.retention_actions import change_period


@pytest.mark.parametrize(
    ("address", "title", "words"),
    [
        ("/over/", "Over ons", "Gemeenten, UWV, de bibliotheek en vakbonden."),
        ("/privacy/", "Privacy", "Na 90 dagen is de vraag weg."),
        ("/toegankelijkheid/", "Toegankelijkheid", "Lukt iets niet?"),
        ("/cookies/", "Cookies", "zetten wij geen cookies"),
    ],
)
def test_the_page_shows_the_text_of_the_region(page, region, address, title, words):
    shown = page.open(address)

    assert shown.heading == title
    assert words in shown


def test_the_privacy_page_says_what_data_are_used_for_in_the_language_of_the_page(page, region):
    Purpose.objects.create(
        region=region, key="hulp", label="U helpen", description="Wij lezen uw vraag.",
        translations={"en": {"label": "Helping you", "description": "We read your question."}},
    )  # fmt: skip

    assert "Wij lezen uw vraag." in page.open("/privacy/")
    assert "We read your question." in page.open("/en/privacy/")
    assert "Wij lezen uw vraag." not in page.open("/over/").text


def test_the_privacy_page_says_how_long_the_region_keeps_a_question(page, region):
    Period.objects.create(
        region=region, record="question", days=31, needs_second=False, source="besluit",
        changed_at=MONDAY_MORNING,
    )  # fmt: skip

    shown = page.open("/privacy/")
    assert "Een vraag aan deze website 31 dagen" in shown
    assert "als wij klaar zijn met uw vraag 90 dagen" in shown
    assert "Hoe lang wij gegevens bewaren" not in page.open("/over/").text


@pytest.mark.usefixtures("no_region_memory")
def test_the_privacy_page_follows_what_staff_decide_about_data(page, region):
    page.open("/privacy/")
    describe_purpose(
        region=region, key="hulp", label="U helpen", description="Wij lezen uw vraag.",
        by="karin", at=MONDAY_MORNING,
    )  # fmt: skip
    change_period(
        region=region, record_key="question", days=31, needs_second=False, source="besluit",
        by="karin", at=MONDAY_MORNING,
    )  # fmt: skip

    shown = page.open("/privacy/")

    assert "Wij lezen uw vraag." in shown
    assert "Een vraag aan deze website 31 dagen" in shown


def test_headings_in_the_text_are_headings_on_the_page(page, region):
    assert "Hoe lang?" in page.open("/privacy/").texts(".//main//h2")


def test_a_text_cannot_bring_a_script_to_the_page(page, region):
    InfoPage.objects.filter(key="over").update(
        body="Welkom <script>alert(1)</script> <b onclick='x()'>hier</b> "
        "[klik op ons](javascript:alert(1)) ![een foto](https://elders.example/x.png)"
    )

    shown = page.open("/over/")

    assert shown.document.find(".//script") is None
    assert shown.document.find(".//img") is None


def test_a_text_that_a_region_lacks_is_not_found(page, region):
    InfoPage.objects.filter(key="cookies").delete()

    assert page.open("/cookies/", status=404).heading == "Deze pagina is er niet"


def test_words_from_the_field_are_explained(page, region):
    glossary = page.open("/woordenlijst/")

    assert glossary.texts(".//dt") == ["arbeidsmarktregio", "jobcoach"]
    assert "Iemand die een medewerker helpt op de werkvloer." in glossary
