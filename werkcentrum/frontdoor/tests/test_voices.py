"""Pages that read themselves aloud, and a question that is spoken instead of typed."""

import pytest

from werkcentrum.partners.middleware import region_memory
from werkcentrum.partners.models import Region


def speaking(region) -> None:
    Region.objects.update(speech_input=True)
    region_memory.clear()


def script(shown, name: str) -> bool:
    return any(name in element.get("src", "") for element in shown.document.iter("script"))


@pytest.mark.parametrize(
    "address",
    [
        "/diensten/cv-hulp/",
        "/antwoord/?q=hulp+met+mijn+cv",
        "/antwoord/?q=ik+wil+niet+meer+leven",
        "/antwoord/?q=wat+is+de+hoofdstad+van+frankrijk",
        "/zuil/antwoord/?q=hulp+met+mijn+cv",
        "/zuil/diensten/cv-hulp/",
    ],
)
def test_an_answer_and_a_service_can_be_read_aloud(page, region, address):
    shown = page.open(address)

    box = shown.document.find(".//div[@data-read-aloud]")
    assert box is not None
    assert box.get("hidden") is not None, "only a browser with a voice shows it"
    assert script(shown, "read-aloud")


def test_on_other_pages_there_is_nothing_to_read(page, region):
    assert not script(page.open("/"), "read-aloud")
    assert not script(page.open("/antwoord/"), "read-aloud")


@pytest.mark.parametrize("address", ["/", "/antwoord/?q=cv", "/vraagvak/", "/zuil/"])
def test_nobody_can_speak_where_the_region_did_not_choose_it(page, region, address):
    shown = page.open(address)

    assert not script(shown, "speech-input")
    assert "microphone=()" in shown.response.headers["Permissions-Policy"]


@pytest.mark.parametrize("address", ["/", "/antwoord/?q=cv", "/tr/"])
def test_who_may_speak_is_first_told_where_the_sound_goes(page, region, address):
    speaking(region)
    shown = page.open(address)

    dialog = shown.document.find(".//div[@data-speech='q']//dialog")
    assert "Google" in " ".join(dialog.itertext())
    assert "microphone=(self)" in shown.response.headers["Permissions-Policy"]


@pytest.mark.parametrize("address", ["/vraagvak/", "/zuil/"])
def test_no_microphone_on_other_sites_and_at_the_kiosk(page, region, address):
    speaking(region)

    assert not script(page.open(address), "speech-input")
